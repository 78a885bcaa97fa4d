//! Sets of articles with known topics.

use anyhow::Context;
use coranto_core::Lang;
use coranto_topics::{Topic, measuring::label};
use serde::Deserialize;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(Debug, Clone, Default)]
pub struct Set {
    pub name: String,
    pub documents: Vec<Document>,
}

/// A document a line; of `text` and `lead` one is enough.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Document {
    pub id: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub lead: String,
    #[serde(default)]
    pub lang: Option<String>,
    /// The slug of a topic, or any name that publishers give a section; documents without one are not scored.
    #[serde(default)]
    pub category: Option<String>,
    /// IPTC's number of the second level; judged where a set has any.
    #[serde(default)]
    pub subcategory: Option<u32>,
}

impl Document {
    pub fn topic(&self) -> Option<Topic> {
        let name = self.category.as_deref()?;
        Topic::parse(name).or_else(|| label(name).map(|(topic, _)| topic))
    }

    pub fn lang(&self) -> Option<Lang> {
        self.lang.as_deref().and_then(Lang::parse)
    }

    pub fn said(&self) -> &str {
        if self.text.is_empty() { &self.lead } else { &self.text }
    }
}

impl Set {
    /// Those that its documents have.
    pub fn topics(&self) -> Vec<Topic> {
        let has = |topic: &Topic| self.documents.iter().any(|document| document.topic() == Some(*topic));
        Topic::ALL.into_iter().filter(has).collect()
    }

    /// The set's own word for a topic.
    pub fn word(&self, topic: Topic) -> String {
        let of = |document: &Document| document.topic().filter(|of| *of == topic).and(document.category.clone());
        self.documents.iter().find_map(of).unwrap_or_default()
    }
}

pub fn open(data: &Path) -> anyhow::Result<Vec<Set>> {
    if data.join("categories.tar.xz").is_file() {
        return public(data);
    }
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(data)?.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<_>>()?;
    files.retain(|file| file.to_str().is_some_and(|name| name.ends_with(".jsonl") || name.ends_with(".jsonl.gz")));
    files.sort();
    anyhow::ensure!(!files.is_empty(), "{} has no *.jsonl and no categories.tar.xz", data.display());
    files.iter().map(|file| lines(file)).collect()
}

fn lines(file: &Path) -> anyhow::Result<Set> {
    let mut text = String::new();
    let reader = std::fs::File::open(file)?;
    if file.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::GzDecoder::new(reader).read_to_string(&mut text)?;
    } else {
        std::io::BufReader::new(reader).read_to_string(&mut text)?;
    }
    let documents = text.lines().enumerate().map(|(number, line)| {
        serde_json::from_str(line).with_context(|| format!("{}: line {} is no document", file.display(), number + 1))
    });
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
    Ok(Set { name, documents: documents.collect::<anyhow::Result<_>>()? })
}

fn public(data: &Path) -> anyhow::Result<Vec<Set>> {
    let folder = tempfile::tempdir()?;
    let archive = data.join("categories.tar.xz");
    let status = Command::new("tar")
        .arg("-xJf")
        .arg(&archive)
        .arg("-C")
        .arg(folder.path())
        .status()
        .context("tar cannot be run")?;
    anyhow::ensure!(status.success(), "{} cannot be unpacked", archive.display());
    let root = folder.path().join("categories");
    let mut sets = vec![
        bbc(&root.join("bbc/data_files"))?,
        masakhanews(&root.join("masakhanews/eng/dev.tsv"), "en")?,
        masakhanews(&root.join("masakhanews/fra/dev.tsv"), "fr")?,
    ];
    sets.extend(own_headlines());
    sets.push(own_leads());
    Ok(sets)
}

/// A folder per class; a title, an empty line, the text. The files of even number are learnt from.
fn bbc(folder: &Path) -> anyhow::Result<Set> {
    let mut set = Set { name: "BBC, odd files".to_owned(), documents: Vec::new() };
    for class in std::fs::read_dir(folder)? {
        let class = class?;
        for file in std::fs::read_dir(class.path())? {
            let path = file?.path();
            let number = path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse::<u32>().ok());
            if number.is_none_or(|number| number % 2 == 0) {
                continue;
            }
            let category = class.file_name().to_string_lossy().into_owned();
            let text = String::from_utf8_lossy(&std::fs::read(&path)?).into_owned();
            let (title, text) = text.split_once('\n').unwrap_or((&text, ""));
            set.documents.push(Document {
                id: format!("{category}/{}", number.unwrap_or_default()),
                title: title.to_owned(),
                text: text.trim().to_owned(),
                lang: Some("en".to_owned()),
                category: Some(category),
                ..Document::default()
            });
        }
    }
    Ok(set)
}

/// Category, headline, text, address, between tabs; a text in quotation marks may run over lines.
fn masakhanews(file: &Path, lang: &str) -> anyhow::Result<Set> {
    let table = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let documents = records(&table).into_iter().skip(1).enumerate().filter_map(|(number, cells)| {
        let [category, title, text, ..] = cells.as_slice() else { return None };
        Some(Document {
            id: format!("{lang}/{number}"),
            title: title.clone(),
            text: text.clone(),
            lang: Some(lang.to_owned()),
            category: Some(category.clone()),
            ..Document::default()
        })
    });
    Ok(Set { name: format!("MasakhaNEWS {lang}"), documents: documents.collect() })
}

/// Cells between tabs; one that begins with a quotation mark ends with one, and doubles those inside.
fn records(table: &str) -> Vec<Vec<String>> {
    let (mut records, mut cells, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = table.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\t' if !quoted => cells.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                cells.push(std::mem::take(&mut cell));
                records.push(std::mem::take(&mut cells));
            }
            c => cell.push(c),
        }
    }
    records
}

/// Ours, a set per language.
pub fn own_headlines() -> Vec<Set> {
    let mut sets: Vec<Set> = Vec::new();
    for (number, line) in include_str!("../../data/topics/headlines.tsv").lines().enumerate() {
        let [lang, category, title] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
        let document = Document {
            id: format!("own/{number}"),
            title: title.to_owned(),
            lang: Some(lang.to_owned()),
            category: Some(category.to_owned()),
            ..Document::default()
        };
        let name = format!("own headlines {lang}");
        match sets.iter_mut().find(|set| set.name == name) {
            Some(set) => set.documents.push(document),
            None => sets.push(Set { name, documents: vec![document] }),
        }
    }
    sets
}

/// Ours, titles and leads of ten languages together, with a topic of the second level each; written before anything was learnt.
pub fn own_leads() -> Set {
    let documents = include_str!("../../data/topics/leads.tsv").lines().enumerate().filter_map(|(number, line)| {
        let [lang, category, subcategory, title, lead] = line.split('\t').collect::<Vec<_>>()[..] else { return None };
        Some(Document {
            id: format!("leads/{number}"),
            title: title.to_owned(),
            lead: lead.to_owned(),
            lang: Some(lang.to_owned()),
            category: Some(category.to_owned()),
            subcategory: subcategory.parse().ok(),
            ..Document::default()
        })
    });
    Set { name: "own leads".to_owned(), documents: documents.collect() }
}
