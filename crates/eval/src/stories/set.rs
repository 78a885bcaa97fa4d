//! A folder of documents with their true stories: the layout of `docs/evaluation.md`.

use anyhow::Context;
use coranto_core::{Lang, Millis};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A document a line; of `text` and `lead` one is enough.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub struct Document {
    pub id: String,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub lead: Option<String>,
    #[serde(default)]
    pub text: Option<String>,
    #[serde(default)]
    pub publisher: Option<String>,
    /// ISO 8601.
    #[serde(default)]
    pub published_at: Option<String>,
    #[serde(default)]
    pub lang: Option<String>,
    /// Stories of one topic are of one matter.
    #[serde(default)]
    pub topic: Option<String>,
    /// The true one; documents without it are background and not scored.
    #[serde(default)]
    pub story: Option<String>,
}

impl Document {
    pub fn title(&self) -> &str {
        self.title.as_deref().unwrap_or_default()
    }

    pub fn lead(&self) -> &str {
        self.lead.as_deref().filter(|lead| !lead.trim().is_empty()).or(self.text.as_deref()).unwrap_or_default()
    }

    pub fn lang(&self) -> Option<Lang> {
        self.lang.as_deref().and_then(Lang::parse)
    }

    pub fn published(&self) -> Option<Millis> {
        self.published_at.as_deref().and_then(time)
    }
}

/// "2021-10-18T11:30:00-07:00", or a day alone, which is taken at its noon.
fn time(text: &str) -> Option<Millis> {
    let text = text.trim();
    let at = text.parse::<jiff::Timestamp>().ok().or_else(|| {
        let day: jiff::civil::Date = text.get(..10).unwrap_or(text).parse().ok()?;
        jiff::tz::TimeZone::UTC.to_timestamp(day.at(12, 0, 0, 0)).ok()
    })?;
    Some(Millis(at.as_millisecond()))
}

/// Documents that are placed together, in the order in which they came: by time, those without a time in the order of the file.
#[derive(Debug, Default)]
pub struct Stream {
    pub name: String,
    pub documents: Vec<Document>,
}

/// The folder's own documents are one stream; so are those of each folder in it.
pub fn open(folder: &Path) -> anyhow::Result<Vec<Stream>> {
    let mut streams = Vec::new();
    let here = stream(folder, "")?;
    if !here.documents.is_empty() {
        streams.push(here);
    }
    for inner in entries(folder)?.into_iter().filter(|path| path.is_dir()) {
        let name = inner.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
        let inside = stream(&inner, &name)?;
        if !inside.documents.is_empty() {
            streams.push(inside);
        }
    }
    anyhow::ensure!(
        !streams.is_empty(),
        "{} holds no documents: put *.jsonl or *.jsonl.gz in it, a document a line (docs/evaluation.md)",
        folder.display()
    );
    Ok(streams)
}

fn stream(folder: &Path, name: &str) -> anyhow::Result<Stream> {
    let mut documents = Vec::new();
    for path in entries(folder)? {
        if path.is_file() && is_documents(&path) {
            read(&path, &mut documents)?;
        }
    }
    // Stable: what has no time keeps its place before what has.
    documents.sort_by_key(Document::published);
    Ok(Stream { name: name.to_owned(), documents })
}

fn entries(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let list = std::fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut paths: Vec<PathBuf> = list.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    Ok(paths)
}

fn is_documents(path: &Path) -> bool {
    path.file_name().and_then(|n| n.to_str()).is_some_and(|n| n.ends_with(".jsonl") || n.ends_with(".jsonl.gz"))
}

fn read(path: &Path, documents: &mut Vec<Document>) -> anyhow::Result<()> {
    let bytes = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let mut text = String::new();
    if path.extension().is_some_and(|e| e == "gz") {
        flate2::read::MultiGzDecoder::new(&bytes[..])
            .read_to_string(&mut text)
            .with_context(|| format!("{} cannot be unpacked", path.display()))?;
    } else {
        text = String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8", path.display()))?;
    }
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let document = serde_json::from_str(line)
            .with_context(|| format!("line {} of {} is not a document", number + 1, path.display()))?;
        documents.push(document);
    }
    Ok(())
}

/// Story by document, as `--out` writes them.
pub type Predictions = BTreeMap<String, String>;
