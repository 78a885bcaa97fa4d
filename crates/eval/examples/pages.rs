//! `coranto eval pages` without the rest of the program, for those who change the page reader and measure often:
//! `cargo run --release -p coranto-eval --example pages -- DIR [predictions.json] [--no-site-rules] [--memory] [--misses=FIELD]`

use std::path::Path;

fn main() -> anyhow::Result<()> {
    let mut options = coranto_page::Options::default();
    let mut paths = Vec::new();
    let mut misses = None;
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--no-site-rules" => options.site_rules = false,
            "--memory" => options.memory = Some(Default::default()),
            _ if argument.starts_with("--misses=") => misses = argument.split_once('=').map(|(_, f)| f.to_owned()),
            _ => paths.push(argument),
        }
    }
    let Some(data) = paths.first() else {
        anyhow::bail!(
            "usage: pages DIR [predictions.json] [--no-site-rules] [--memory] [--misses=FIELD]: the folder's layout is told in docs/evaluation.md"
        );
    };
    coranto_eval::pages::run(Path::new(data), paths.get(1).map(Path::new), &options, misses.as_deref())
}
