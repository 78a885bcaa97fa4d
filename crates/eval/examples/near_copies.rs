//! `coranto eval near-copies` without the rest of the program, for those who change it and measure often:
//! `cargo run --release -p coranto-eval --example near_copies -- DIR [predictions.json]`

use std::path::Path;

fn main() -> anyhow::Result<()> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let Some(data) = paths.first() else {
        anyhow::bail!("usage: near_copies DIR [predictions.json]: the folder's layout is told in docs/evaluation.md");
    };
    coranto_eval::copies::run(Path::new(data), paths.get(1).map(Path::new))
}
