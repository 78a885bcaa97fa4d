//! Coranto's own rows of `cargo xtask bench pages`, built in release without the rest of the program:
//! `bench_pages DIR OUT PASSES` writes predictions, version and seconds of every row into the folder OUT.

use anyhow::Context;
use coranto_eval::pages::run::{Run, measure, own_rows, write};
use coranto_eval::pages::set::Set;
use std::path::Path;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, out, passes] = arguments.as_slice() else { anyhow::bail!("usage: bench_pages DIR OUT PASSES") };
    let passes = passes.parse().context("PASSES is not a number")?;
    let set = Set::open(Path::new(data))?;
    for (name, tool, options) in own_rows() {
        let measured = measure(&set, &options, None, passes);
        let run = Run {
            tool: tool.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            cpu_seconds: Some(measured.cpu_seconds),
            pages: set.pages.len(),
            bytes: set.bytes(),
        };
        write(Path::new(out), name, &run, &measured.answers)?;
    }
    Ok(())
}
