//! A folder of pages with what is known of them, and the answers of a tool: the layouts of `docs/evaluation.md`.

use anyhow::Context;
use coranto_core::Address;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

/// What is known of a page; what is not known is not scored.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Truth {
    #[serde(default, rename = "articleBody")]
    pub body: String,
    #[serde(default)]
    pub title: String,
    /// One string of names, or a list.
    #[serde(default)]
    pub authors: serde_json::Value,
    #[serde(default)]
    pub date: Option<String>,
    #[serde(default)]
    pub language: Option<String>,
    #[serde(default)]
    pub image: Option<String>,
    #[serde(default)]
    pub url: Option<String>,
}

/// What a tool answers; a field that it does not know is null or not there.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    #[serde(default, rename = "articleBody")]
    pub body: String,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub authors: Vec<String>,
    #[serde(default)]
    pub date: Option<String>,
    #[serde(default)]
    pub language: Option<String>,
    #[serde(default)]
    pub image: Option<String>,
}

/// Answers by the page's id, as `--out` writes them.
pub type Answers = BTreeMap<String, Answer>;

#[derive(Debug)]
pub struct Page {
    pub id: String,
    pub truth: Truth,
    pub address: Address,
    pub html: Vec<u8>,
}

#[derive(Debug, Default)]
pub struct Set {
    pub pages: Vec<Page>,
    /// Ids without a file under `html/`.
    pub missing: Vec<String>,
}

impl Set {
    /// Reads `ground-truth.json` and `html/<id>.html.gz` or `.html`.
    pub fn open(folder: &Path) -> anyhow::Result<Set> {
        let mut set = Set::default();
        for (id, truth) in truths(folder)? {
            let Some(html) = page(folder, &id)? else {
                set.missing.push(id);
                continue;
            };
            let address = truth.url.as_deref().and_then(|url| Address::parse(url).ok());
            let address = address.map_or_else(|| Address::parse("https://unknown.example/"), Ok)?;
            set.pages.push(Page { id, truth, address, html });
        }
        Ok(set)
    }

    pub fn bytes(&self) -> usize {
        self.pages.iter().map(|page| page.html.len()).sum()
    }
}

/// `ground-truth.json` alone.
pub fn truths(folder: &Path) -> anyhow::Result<BTreeMap<String, Truth>> {
    let file = folder.join("ground-truth.json");
    let truth = std::fs::read(&file).with_context(|| {
        format!("{} cannot be read: is --data a folder in the layout of docs/evaluation.md?", file.display())
    })?;
    serde_json::from_slice(&truth)
        .with_context(|| format!("{} is not in the layout of docs/evaluation.md", file.display()))
}

fn page(folder: &Path, id: &str) -> anyhow::Result<Option<Vec<u8>>> {
    let folder = folder.join("html");
    let packed = folder.join(format!("{id}.html.gz"));
    if packed.exists() {
        let mut html = Vec::new();
        flate2::read::GzDecoder::new(std::fs::File::open(&packed)?)
            .read_to_end(&mut html)
            .with_context(|| format!("{} is damaged", packed.display()))?;
        return Ok(Some(html));
    }
    let plain = folder.join(format!("{id}.html"));
    if plain.exists() { Ok(Some(std::fs::read(plain)?)) } else { Ok(None) }
}

impl Truth {
    pub(super) fn authors(&self) -> Vec<String> {
        let names: Vec<&str> = match &self.authors {
            serde_json::Value::String(names) => names.split([',', ';']).flat_map(|n| n.split(" and ")).collect(),
            serde_json::Value::Array(names) => names.iter().filter_map(|n| n.as_str()).collect(),
            _ => Vec::new(),
        };
        names.into_iter().map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned).collect()
    }
}
