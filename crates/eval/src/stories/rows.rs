//! The way to the trees: every comparison of a stream in numbers, beside whether the two tell one story.

use super::run::Grouped;
use super::set::{Document, Stream};
use anyhow::Context;
use coranto_core::hash::stable;
use coranto_story::place::{NAMES, StoryId};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

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

/// The same of reports that were placed in different stories, for what is offered as background: whether the two are of one topic, or of one story after all.
pub fn write_background(stream: &Stream, grouped: &Grouped, out: &mut impl Write) -> std::io::Result<()> {
    let known: HashMap<u64, (&Document, StoryId)> =
        stream.documents.iter().zip(&grouped.stories).map(|(d, story)| (stable(d.id.bytes()), (d, *story))).collect();
    for placed in &grouped.placed {
        let Some((mine, story)) = known.get(&placed.key) else { continue };
        for compared in &placed.compared {
            let Some((other, _)) = known.get(&compared.key).filter(|(_, its)| its != story) else { continue };
            let Some((topic, its_topic)) = mine.topic.as_deref().zip(other.topic.as_deref()) else { continue };
            let right = topic == its_topic || mine.story.is_some() && mine.story == other.story;
            let name = |document: &Document| document.story.clone().unwrap_or_else(|| document.id.clone());
            let row = serde_json::json!([u8::from(right), name(mine), name(other), compared.evidence.0]);
            writeln!(out, "{row}")?;
        }
    }
    Ok(())
}

/// The file with its first line.
pub fn create(path: &Path) -> anyhow::Result<BufWriter<File>> {
    let mut out = BufWriter::new(File::create(path).with_context(|| format!("{} cannot be written", path.display()))?);
    writeln!(out, "{}", serde_json::json!(NAMES))?;
    Ok(out)
}
