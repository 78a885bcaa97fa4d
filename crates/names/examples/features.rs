//! Rows for `training/names`: `features OUT` reads `{"lang", "text", "which", "names": [[start, end, "P"], …]}` a line and writes for each run of capitals
//! `u32 line, u32 × 8 its range as each kind, u8 label, u8 known, u8 weak, u16 count, f32 × 5 points of the rules, count × u32 bucket`, little-endian.
//! Labels: 0 no name, 1 to 4 person, organisation, place, other; 255 not known.

use coranto_core::Lang;
use coranto_names::MentionKind;
use coranto_names::making::seen_runs;
use serde_json::Value;
use std::io::{BufRead, BufWriter, Write};
use std::ops::Range;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let out = std::env::args().nth(1).ok_or("features OUT < TEXTS.jsonl")?;
    let mut out = BufWriter::new(std::fs::File::create(out)?);
    for (number, line) in std::io::stdin().lock().lines().enumerate() {
        let line: Value = serde_json::from_str(&line?)?;
        let names: Vec<(Range<usize>, u8)> = line["names"].as_array().into_iter().flatten().filter_map(name).collect();
        let all = line["which"] == "all";
        for run in seen_runs(line["text"].as_str().unwrap_or_default(), line["lang"].as_str().and_then(Lang::parse)) {
            let exact = |range: &Range<usize>| names.iter().find(|name| name.0 == *range).map(|name| name.1);
            let over = names.iter().find(|name| name.0.start < run.range.end && run.range.start < name.0.end);
            let label = exact(&run.range)
                .or_else(|| {
                    (1..).zip(&run.widened).find(|(kind, range)| exact(range) == Some(*kind)).map(|(kind, _)| kind)
                })
                .or_else(|| over.map(|name| name.1))
                .unwrap_or(if all { 0 } else { 255 });
            out.write_all(&(number as u32).to_le_bytes())?;
            for range in &run.widened {
                out.write_all(&(range.start as u32).to_le_bytes())?;
                out.write_all(&(range.end as u32).to_le_bytes())?;
            }
            let known = run.known.map_or(0, |kind| match kind {
                MentionKind::Person => 1,
                MentionKind::Organisation => 2,
                MentionKind::Place => 3,
                MentionKind::Other => 4,
            });
            out.write_all(&[label, known, u8::from(run.is_weak)])?;
            out.write_all(&(run.buckets.len() as u16).to_le_bytes())?;
            for points in run.points {
                out.write_all(&points.to_le_bytes())?;
            }
            for bucket in &run.buckets {
                out.write_all(&bucket.to_le_bytes())?;
            }
        }
    }
    out.flush()?;
    Ok(())
}

fn name(name: &Value) -> Option<(Range<usize>, u8)> {
    let at = |n: usize| name[n].as_u64().map(|at| at as usize);
    let kind = "POLM".find(name[2].as_str()?)? as u8 + 1;
    Some((at(0)?..at(1)?, kind))
}
