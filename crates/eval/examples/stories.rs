//! `eval stories` without the rest of the program, for work on it: `stories DIR [--vectors=FILE] [--rows=FILE] [--trees=FILE] [--join=0.3] [--baselines] [--out=FILE]`.
//! The file of vectors holds those of all documents in the order of the folder's files, 384 signed bytes each.

use coranto_encode::Vector;
use coranto_eval::stories::{Options, run, set::Stream};
use coranto_story::place::{NAMES, Settings};
use coranto_trees::Trees;
use std::path::PathBuf;
use std::sync::Arc;

fn main() -> anyhow::Result<()> {
    let all: Vec<String> = std::env::args().skip(1).collect();
    let flag = |name: &str| all.iter().find_map(|a| a.strip_prefix(&format!("--{name}="))).map(str::to_owned);
    let data = PathBuf::from(all.iter().find(|a| !a.starts_with("--")).cloned().unwrap_or_default());
    let mut settings = Settings { join_from: flag("join").and_then(|v| v.parse().ok()), ..Settings::default() };
    if let Some(trees) = flag("trees") {
        let text = std::fs::read_to_string(trees)?;
        settings.trees = Some(Arc::new(Trees::parse(&text, &NAMES).map_err(anyhow::Error::msg)?));
    }
    let rows = flag("rows").map(PathBuf::from);
    let vectors = flag("vectors").map(std::fs::read).transpose()?;
    let order = ids(&data)?;
    let make = |stream: &Stream| -> Vec<Option<Vector>> {
        let all = vectors.as_deref().unwrap_or_default();
        stream
            .documents
            .iter()
            .map(|d| Vector::from_bytes(all.get(order.get(&d.id)? * 384..)?.get(..384)?, 384).ok())
            .collect()
    };
    let options = Options {
        vectors: vectors.is_some().then_some(&make as &dyn Fn(&Stream) -> Vec<Option<Vector>>),
        baselines: all.iter().any(|a| a == "--baselines"),
        rows: rows.as_deref(),
        settings,
    };
    run(&data, flag("out").map(PathBuf::from).as_deref(), &options)
}

fn ids(data: &std::path::Path) -> anyhow::Result<std::collections::HashMap<String, usize>> {
    let text = std::fs::read_to_string(data.join("docs.jsonl")).unwrap_or_default();
    let id = |line: &str| Some(serde_json::from_str::<serde_json::Value>(line).ok()?.get("id")?.as_str()?.to_owned());
    Ok(text.lines().filter_map(id).enumerate().map(|(n, id)| (id, n)).collect())
}
