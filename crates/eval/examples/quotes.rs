//! `coranto eval quotes` without the rest of the program, for those who change it and measure often:
//! `cargo run --release -p coranto-eval --example quotes -- DIR [predictions.json]`

use std::path::Path;

fn main() -> anyhow::Result<()> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let Some(data) = paths.first() else {
        anyhow::bail!("usage: quotes DIR [predictions.json]: the folder's layout is told in docs/evaluation.md");
    };
    coranto_eval::quotes::run(Path::new(data), paths.get(1).map(Path::new))
}
