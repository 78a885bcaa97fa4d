//! Anybody's own set: documents in `*.jsonl` or `*.jsonl.gz`, and in `pairs.json`, if it is there, the pairs of ids that are copies.

use super::find::{Document, pairs};
use super::score::Counts;
use anyhow::{Context, bail};
use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

pub fn run(folder: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let documents = documents(folder)?;
    let found = pairs(&documents);
    let found: Vec<_> = found.into_iter().map(|(a, b)| (documents[a].id.clone(), documents[b].id.clone())).collect();
    println!("{} documents, {} pairs of copies", documents.len(), found.len());
    let truth = folder.join("pairs.json");
    if truth.is_file() {
        let truth: Vec<(String, String)> = serde_json::from_slice(&std::fs::read(&truth)?)
            .with_context(|| format!("{} is not a list of pairs of ids", truth.display()))?;
        let counts = compared(&truth, &found);
        let (precision, recall) = (ratio(counts.right, counts.false_), ratio(counts.right, counts.missed));
        println!(
            "F1 {:.4}, precision {precision:.4}, recall {recall:.4} ({} missed, {} false)",
            counts.f1(),
            counts.missed,
            counts.false_
        );
    }
    Ok(found)
}

fn ratio(right: usize, wrong: usize) -> f64 {
    if right + wrong == 0 { 1.0 } else { right as f64 / (right + wrong) as f64 }
}

/// The order within a pair says nothing.
fn compared(truth: &[(String, String)], found: &[(String, String)]) -> Counts {
    let set = |pairs: &[(String, String)]| -> BTreeSet<(String, String)> {
        pairs.iter().map(|(a, b)| if a <= b { (a.clone(), b.clone()) } else { (b.clone(), a.clone()) }).collect()
    };
    let (truth, found) = (set(truth), set(found));
    let right = truth.intersection(&found).count();
    Counts { right, missed: truth.len() - right, false_: found.len() - right }
}

fn documents(folder: &Path) -> anyhow::Result<Vec<Document>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let mut documents = Vec::new();
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = || std::fs::read(&file).with_context(|| format!("{} cannot be read", file.display()));
        let text = if name.ends_with(".jsonl") {
            String::from_utf8_lossy(&bytes()?).into_owned()
        } else if name.ends_with(".jsonl.gz") {
            let mut text = Vec::new();
            flate2::read::GzDecoder::new(bytes()?.as_slice()).read_to_end(&mut text)?;
            String::from_utf8_lossy(&text).into_owned()
        } else {
            continue;
        };
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let document =
                serde_json::from_str(line).with_context(|| format!("{name}, line {}: not a document", number + 1))?;
            documents.push(document);
        }
    }
    if documents.is_empty() {
        bail!("no *.jsonl or *.jsonl.gz with documents in {}", folder.display());
    }
    Ok(documents)
}
