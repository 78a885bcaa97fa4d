//! `coranto eval pages` without the rest of the program, for those who change the page reader and measure often:
//! `cargo run --release -p coranto-eval --example pages -- DIR [predictions.json] [--no-site-rules] [--memory]`

use std::path::Path;

fn main() -> anyhow::Result<()> {
    let mut options = coranto_page::Options::default();
    let mut paths = Vec::new();
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--no-site-rules" => options.site_rules = false,
            "--memory" => options.memory = Some(Default::default()),
            _ => paths.push(argument),
        }
    }
    let Some(data) = paths.first() else {
        anyhow::bail!(
            "usage: pages DIR [predictions.json] [--no-site-rules] [--memory]: the folder's layout is told in docs/evaluation.md"
        );
    };
    coranto_eval::pages::run(Path::new(data), paths.get(1).map(Path::new), &options)
}
