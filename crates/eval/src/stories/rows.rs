//! The way to the trees: every comparison of a stream in numbers, beside whether the two tell one story.

use super::run::Grouped;
use super::set::Stream;
use coranto_core::hash::stable;
use coranto_story::place::NAMES;
use std::collections::HashMap;
use std::io::Write;

/// One comparison a line: `[same, story of the one, story of the other, [numbers…]]`; the first line holds the numbers' names. Only documents whose story is known are told.
pub fn write(stream: &Stream, grouped: &Grouped, out: &mut impl Write) -> std::io::Result<()> {
    let truth: HashMap<u64, &str> =
        stream.documents.iter().filter_map(|d| Some((stable(d.id.bytes()), d.story.as_deref()?))).collect();
    for placed in &grouped.placed {
        let Some(mine) = truth.get(&placed.key) else { continue };
        for compared in &placed.compared {
            let Some(other) = truth.get(&compared.key) else { continue };
            let row = serde_json::json!([u8::from(mine == other), mine, other, compared.evidence.0]);
            writeln!(out, "{row}")?;
        }
    }
    Ok(())
}

pub fn header(out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "{}", serde_json::json!(NAMES))
}
