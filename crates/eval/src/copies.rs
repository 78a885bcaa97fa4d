//! `coranto eval near-copies`: are copies of a text found, and are independent reports of one event left apart?
//!
//! Two layouts (docs/evaluation.md). A folder of `*.jsonl` documents with, if known, `pairs.json`: anybody's own set. Or the folder of evaluation data: then
//! copies are made of its real texts, in every language that it has (`make`: how; `texts`: which), and NeuS says how often independent reports of one
//! story are taken for copies (`reports`).

pub mod find;
pub mod make;
pub mod plain;
pub mod reports;
pub mod score;
pub mod texts;

use anyhow::Context;
use comfy_table::Table;
use score::{Counts, scored};
use std::path::Path;

/// Reads the folder, prints the tables, writes the pairs of ids to `out` when given.
pub fn run(data: &Path, out: Option<&Path>) -> anyhow::Result<()> {
    let pairs = if data.join("stories").is_dir() {
        let pairs = made(data)?;
        reports::run(data)?;
        pairs
    } else {
        plain::run(data)?
    };
    if let Some(out) = out {
        std::fs::write(out, serde_json::to_vec_pretty(&pairs)?)
            .with_context(|| format!("{} cannot be written", out.display()))?;
    }
    Ok(())
}

/// Copies made of the folder's texts: a table of F1 by language and kind, and every wrong pair.
fn made(data: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let mut table = Table::new();
    let mut header = vec!["language".to_owned(), "texts".to_owned(), "all".to_owned()];
    header.extend(make::Change::ALL.map(|change| change.as_str().to_owned()));
    table.set_header(header);
    let mut all_pairs = Vec::new();
    let mut wrong = Vec::new();
    for lang in texts::LANGUAGES {
        let Some(texts) = texts::of(data, lang)? else {
            println!("{lang}: no texts in {}", data.display());
            continue;
        };
        let set = make::set(lang, &texts);
        let pairs = find::pairs(&set.documents);
        let counts = scored(&set, &pairs, &mut wrong);
        let mut row = vec![
            lang.to_owned(),
            texts.len().to_string(),
            counts.values().fold(Counts::default(), Counts::and).shown(),
        ];
        row.extend(make::Change::ALL.map(|change| counts.get(&Some(change)).copied().unwrap_or_default().shown()));
        table.add_row(row);
        all_pairs.extend(pairs.into_iter().map(|(a, b)| (set.documents[a].id.clone(), set.documents[b].id.clone())));
    }
    println!("near-copies made of real texts: F1 (missed, false)\n{table}");
    for line in wrong.iter().take(60) {
        println!("  {line}");
    }
    Ok(all_pairs)
}
