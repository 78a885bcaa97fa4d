//! Coranto's own rows of `cargo xtask bench pages`, built in release without the rest of the program:
//! `bench_pages DIR OUT PASSES [FOLDS]` writes predictions, version and seconds of every row into the folder OUT; those across sites need trees by folds.

use anyhow::Context;
use coranto_eval::pages::folds::Folds;
use coranto_eval::pages::run::{Run, measure, own_rows, write};
use coranto_eval::pages::set::Set;
use std::path::Path;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (data, out, passes, folds) = match arguments.as_slice() {
        [data, out, passes] => (data, out, passes, None),
        [data, out, passes, folds] => (data, out, passes, Some(Folds::open(Path::new(folds))?)),
        _ => anyhow::bail!("usage: bench_pages DIR OUT PASSES [FOLDS]"),
    };
    let passes = passes.parse().context("PASSES is not a number")?;
    let set = Set::open(Path::new(data))?;
    for row in own_rows() {
        let trees = folds.as_ref().filter(|_| row.across);
        if row.across && trees.is_none() {
            continue;
        }
        let measured = measure(&set, &row.options, trees, passes);
        let run = Run {
            tool: row.tool.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            cpu_seconds: Some(measured.cpu_seconds),
            pages: set.pages.len(),
            bytes: set.bytes(),
        };
        write(Path::new(out), row.name, &run, &measured.answers)?;
    }
    Ok(())
}
