//! Encodes a file of texts, for measuring a model: `vectors MODEL TEXTS.jsonl OUT` (MODEL a file, or `bundled`).
//!
//! With a fourth word, `states`, OUT gets for each text its number of tokens (u32) and, token by token, the floats of the last layer instead.
//!
//! A line of TEXTS is `{"title": …, "lead": …}`; OUT gets the numbers of each vector as signed bytes, one text after the other. Says what it cost.

use std::fs::File;
use std::io::{BufWriter, Write};

use coranto_encode::{Encoder, Text};
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    title: String,
    lead: String,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [model, texts, out, rest @ ..] = &arguments[..] else {
        return Err("vectors MODEL TEXTS.jsonl OUT [states]".into());
    };
    let encoder = if model == "bundled" { Encoder::bundled()? } else { Encoder::open(model)? };
    let lines: Vec<Line> =
        std::fs::read_to_string(texts)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let texts: Vec<Text> = lines.iter().map(|line| Text { title: &line.title, lead: &line.lead }).collect();
    if rest == ["states"] {
        return write_states(&encoder, &texts, out);
    }
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

fn write_states(encoder: &Encoder, texts: &[Text], out: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut file = BufWriter::new(File::create(out)?);
    for text in texts {
        let states = encoder.states(*text);
        file.write_all(&u32::try_from(states.len() / encoder.identity().dimension)?.to_le_bytes())?;
        for value in states {
            file.write_all(&value.to_le_bytes())?;
        }
    }
    Ok(file.flush()?)
}

/// Of this process so far, from the kernel's hundredths.
fn cpu_seconds() -> Result<f64, Box<dyn std::error::Error>> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let ticks =
        stat.rsplit(") ").next().into_iter().flat_map(|rest| rest.split(' ')).skip(11).take(2).map(str::parse::<f64>);
    Ok(ticks.sum::<Result<f64, _>>()? / 100.0)
}
