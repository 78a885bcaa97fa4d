//! Streams of articles: the layout of `stories`, each file a stream; what public collections call their fields is understood too.

use crate::stories::set::{Document, Stream};
use anyhow::Context;
use serde::Deserialize;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A document a line.
#[derive(Debug, Deserialize)]
struct Line {
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default, alias = "summary", alias = "description")]
    lead: Option<String>,
    #[serde(default, alias = "domain")]
    publisher: Option<String>,
    #[serde(default, alias = "first_seen", alias = "fetched_at")]
    published_at: Option<String>,
    #[serde(default)]
    lang: Option<String>,
}

pub fn open(data: &Path) -> anyhow::Result<Vec<Stream>> {
    let list = std::fs::read_dir(data).with_context(|| format!("{} cannot be read", data.display()))?;
    let mut files: Vec<PathBuf> = list.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.to_str().is_some_and(|name| name.ends_with(".jsonl") || name.ends_with(".jsonl.gz")));
    files.sort();
    anyhow::ensure!(!files.is_empty(), "{} holds no *.jsonl or *.jsonl.gz (docs/evaluation.md)", data.display());
    files.iter().map(|file| stream(file)).collect()
}

fn stream(file: &Path) -> anyhow::Result<Stream> {
    let bytes = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let mut text = String::new();
    let read = if file.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_string(&mut text)
    } else {
        (&bytes[..]).read_to_string(&mut text)
    };
    read.with_context(|| format!("{} cannot be unpacked, or is not UTF-8", file.display()))?;
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let name = name.trim_end_matches(".gz").trim_end_matches(".jsonl").to_owned();
    let mut documents = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let line: Line = serde_json::from_str(line)
            .with_context(|| format!("line {} of {} is not a document", number + 1, file.display()))?;
        documents.push(document(line, &name, number + 1));
    }
    // Stable: what has no time keeps its place before what has.
    documents.sort_by_key(Document::published);
    Ok(Stream { name, documents })
}

/// What has no id is called by its line: an address may come again, with another headline.
fn document(line: Line, name: &str, number: usize) -> Document {
    let id = line.id.unwrap_or_else(|| match line.url {
        Some(url) => format!("{name}:{number}:{url}"),
        None => format!("{name}:{number}"),
    });
    Document {
        id,
        title: line.title,
        lead: line.lead,
        text: line.text,
        publisher: line.publisher,
        published_at: line.published_at,
        lang: line.lang,
        ..Document::default()
    }
}
