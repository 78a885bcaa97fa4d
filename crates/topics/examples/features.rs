//! Rows for `training/topics`: `features OUT` reads `{"title", "text", "lang"?, "url"?}` a line and writes for each its terms' buckets and weights, as
//! `u32 count, count × (u32, f32)`, little-endian, and on standard output what its address says of it (topic, subtopic, "-" for nothing).

use coranto_core::{Address, Lang};
use coranto_topics::measuring::{features, of_address};
use serde::Deserialize;
use std::io::{BufRead, BufWriter, Write};

#[derive(Deserialize)]
struct Line {
    title: String,
    text: String,
    lang: Option<String>,
    url: Option<String>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let out = std::env::args().nth(1).ok_or("features OUT < TEXTS.jsonl")?;
    let mut out = BufWriter::new(std::fs::File::create(out)?);
    let mut stdout = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line: Line = serde_json::from_str(&line?)?;
        let row = features(&line.title, &line.text, line.lang.as_deref().and_then(Lang::parse));
        out.write_all(&(row.len() as u32).to_le_bytes())?;
        for (at, weight) in row {
            out.write_all(&at.to_le_bytes())?;
            out.write_all(&weight.to_le_bytes())?;
        }
        let hint = line.url.and_then(|url| Address::parse(&url).ok()).and_then(|address| of_address(&address));
        let topic = hint.map_or("-", |(topic, _)| topic.slug());
        writeln!(stdout, "{topic}\t{}", hint.and_then(|(_, sub)| sub).map_or("-".into(), |sub| sub.iptc.to_string()))?;
    }
    out.flush()?;
    Ok(())
}
