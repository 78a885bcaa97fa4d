//! Encodes a file of texts, for measuring a model: `vectors MODEL TEXTS.jsonl OUT` (MODEL a file, or `bundled`).
//!
//! A line of TEXTS is `{"title": …, "lead": …}`; OUT gets the numbers of each vector as signed bytes, one text after the other. Says what it cost.

use coranto_encode::{Encoder, Text};
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    title: String,
    lead: String,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [model, texts, out] = &std::env::args().skip(1).collect::<Vec<_>>()[..] else {
        return Err("vectors MODEL TEXTS.jsonl OUT".into());
    };
    let encoder = if model == "bundled" { Encoder::bundled()? } else { Encoder::open(model)? };
    let lines: Vec<Line> =
        std::fs::read_to_string(texts)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let texts: Vec<Text> = lines.iter().map(|line| Text { title: &line.title, lead: &line.lead }).collect();
    let before = cpu_seconds()?;
    let vectors: Vec<_> = texts.chunks(32).flat_map(|batch| encoder.encode(batch)).collect();
    let seconds = cpu_seconds()? - before;
    std::fs::write(out, vectors.iter().flat_map(|vector| vector.to_bytes()).collect::<Vec<u8>>())?;
    let (count, tokens) = (texts.len(), encoder.count_tokens(&texts));
    println!(
        "{}: {count} texts, {tokens} tokens, {seconds:.2} CPU-s, {:.0} texts per CPU-s",
        encoder.identity().name,
        count as f64 / seconds
    );
    Ok(())
}

/// Of this process so far, from the kernel's hundredths.
fn cpu_seconds() -> Result<f64, Box<dyn std::error::Error>> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let ticks =
        stat.rsplit(") ").next().into_iter().flat_map(|rest| rest.split(' ')).skip(11).take(2).map(str::parse::<f64>);
    Ok(ticks.sum::<Result<f64, _>>()? / 100.0)
}
