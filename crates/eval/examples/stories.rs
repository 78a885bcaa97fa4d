//! `eval stories` and `eval related` without the rest of the program, for work on them:
//! `stories DIR [--vectors=FILE] [--lexical] [--related] [--rows=FILE] [--trees=FILE] [--join=0.3] [--baselines] [--out=FILE]`.
//! `stories --world=DIR` writes the made-up world there as such a folder.
//! `--vectors` keeps what the encoder gave in a file, so that the next run need not encode again.

use coranto_encode::{Encoder, Vector};
use coranto_eval::stories::{self, Options, Vectors, encoded, set::Stream, world};
use coranto_story::place::{NAMES, Settings};
use coranto_trees::Trees;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn main() -> anyhow::Result<()> {
    let all: Vec<String> = std::env::args().skip(1).collect();
    let flag = |name: &str| all.iter().find_map(|a| a.strip_prefix(&format!("--{name}="))).map(str::to_owned);
    let has = |name: &str| all.iter().any(|a| a == name);
    if let Some(folder) = flag("world") {
        return write_world(&PathBuf::from(folder));
    }
    let data = PathBuf::from(all.iter().find(|a| !a.starts_with("--")).cloned().unwrap_or_default());
    let mut settings = Settings { join_from: flag("join").and_then(|v| v.parse().ok()), ..Settings::default() };
    if let Some(trees) = flag("trees") {
        let text = std::fs::read_to_string(trees)?;
        settings.trees = Some(Arc::new(Trees::parse(&text, &NAMES).map_err(anyhow::Error::msg)?));
    }
    let encoder = flag("model").map_or_else(Encoder::bundled, Encoder::open)?;
    let dimension = encoder.identity().dimension;
    let kept = flag("vectors").map(PathBuf::from);
    let make = |stream: &Stream| -> Vec<Option<Vector>> {
        let file = kept.as_ref().map(|path| path.with_added_extension(format!("{}.{dimension}", stream.name)));
        if let Some(bytes) = file.as_ref().and_then(|file| std::fs::read(file).ok()) {
            return bytes.chunks(dimension).map(|chunk| Vector::from_bytes(chunk, dimension).ok()).collect();
        }
        let vectors = encoded(&encoder, stream);
        if let Some(file) = file {
            let bytes: Vec<u8> = vectors.iter().flatten().flat_map(Vector::to_bytes).collect();
            std::fs::write(file, bytes).expect("the vectors' file can be written");
        }
        vectors
    };
    let rows = flag("rows").map(PathBuf::from);
    let options = Options {
        vectors: (!has("--lexical")).then_some(&make as Vectors<'_>),
        baselines: has("--baselines"),
        rows: rows.as_deref(),
        settings,
    };
    let out = flag("out").map(PathBuf::from);
    let run = if has("--related") { stories::run_related } else { stories::run };
    run(&data, out.as_deref(), &options)
}

fn write_world(folder: &Path) -> anyhow::Result<()> {
    let lines: Result<Vec<String>, _> = world::stream().documents.iter().map(serde_json::to_string).collect();
    std::fs::create_dir_all(folder)?;
    Ok(std::fs::write(folder.join("documents.jsonl"), lines?.join("\n"))?)
}
