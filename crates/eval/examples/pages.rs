//! `coranto eval pages` without the rest of the program, for those who change the page reader and measure often; what is read by default is the same:
//! `cargo run --release -p coranto-eval --example pages -- DIR [predictions.json] [--no-site-rules] [--no-memory] [--no-hidden-text] [--no-trees] [--folds=DIR] [--rows=FILE] [--misses=FIELD]`

use coranto_eval::pages::folds::Folds;
use std::path::Path;

fn main() -> anyhow::Result<()> {
    let mut options =
        coranto_page::Options { memory: Some(Default::default()), hidden_text: true, ..Default::default() };
    let mut paths = Vec::new();
    let mut misses = None;
    let mut folds = None;
    let mut rows = None;
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--no-site-rules" => options.site_rules = false,
            "--no-memory" => options.memory = None,
            "--no-hidden-text" => options.hidden_text = false,
            "--no-trees" => options.model = Some(Default::default()),
            _ if argument.starts_with("--folds=") => folds = argument.split_once('=').map(|(_, f)| f.to_owned()),
            _ if argument.starts_with("--rows=") => rows = argument.split_once('=').map(|(_, f)| f.to_owned()),
            _ if argument.starts_with("--misses=") => misses = argument.split_once('=').map(|(_, f)| f.to_owned()),
            _ if argument.starts_with("--") => anyhow::bail!("there is no flag {argument}"),
            _ => paths.push(argument),
        }
    }
    let Some(data) = paths.first() else {
        anyhow::bail!(
            "usage: pages DIR [predictions.json] [--no-site-rules] [--no-memory] [--no-hidden-text] [--no-trees] [--folds=DIR] [--rows=FILE] [--misses=FIELD]: the folder's layout is told in docs/evaluation.md"
        );
    };
    let data = Path::new(data);
    if let Some(rows) = rows {
        return coranto_eval::pages::rows::write(data, Path::new(&rows), &options);
    }
    let folds = folds.map(|folder| Folds::open(Path::new(&folder))).transpose()?;
    coranto_eval::pages::run(data, paths.get(1).map(Path::new), &options, misses.as_deref(), folds.as_ref())
}
