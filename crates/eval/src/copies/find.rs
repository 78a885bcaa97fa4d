//! The pairs of copies that Coranto finds among documents.

use coranto_core::{ArticleId, Lang, Millis, SourceId};
use coranto_story::copies::{Fingerprint, Limits, Report, Window};
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};

/// One article of a set.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Document {
    pub id: String,
    #[serde(default)]
    pub title: String,
    #[serde(default, alias = "lead", alias = "body")]
    pub text: String,
    #[serde(default, alias = "source")]
    pub publisher: Option<String>,
    #[serde(default)]
    pub published_at: Option<String>,
    #[serde(default)]
    pub lang: Option<String>,
}

/// Pairs by their places in the list, the smaller first: any two articles with one lineage.
pub fn pairs(documents: &[Document]) -> Vec<(usize, usize)> {
    let window = window(documents);
    let mut pairs = BTreeSet::new();
    let mut done = BTreeSet::new();
    for number in 0..documents.len() {
        let Some(lineage) = window.lineage(ArticleId(number as i64)).filter(|l| done.insert(l.origin())) else {
            continue;
        };
        let members: Vec<usize> = lineage.members.iter().map(|member| member.id.0 as usize).collect();
        for (at, first) in members.iter().enumerate() {
            pairs.extend(members[at + 1..].iter().map(|second| (*first.min(second), *first.max(second))));
        }
    }
    pairs.into_iter().collect()
}

/// All documents with their places as ids; those without a date in the order of the list.
pub fn window(documents: &[Document]) -> Window {
    let mut window = Window::new(Limits { reports: documents.len() });
    let mut publishers: HashMap<&str, i64> = HashMap::new();
    for (number, document) in documents.iter().enumerate() {
        let next = publishers.len() as i64 + 1;
        let publisher = match document.publisher.as_deref() {
            Some(name) => *publishers.entry(name).or_insert(next),
            // Nobody said; each for itself.
            None => -1 - number as i64,
        };
        let lang =
            document.lang.as_deref().and_then(Lang::parse).or_else(|| coranto_text::detect(&document.text, None));
        let Ok(fingerprint) = Fingerprint::of(&document.text, lang) else { continue };
        let published =
            document.published_at.as_deref().and_then(|at| at.parse().ok()).map(|at: jiff::Timestamp| Millis::from(at));
        let in_order = Millis(4_000_000_000_000 + number as i64);
        window.insert(Report {
            id: ArticleId(number as i64),
            publisher: SourceId(publisher),
            title: document.title.clone(),
            published,
            seen: in_order,
            fingerprint,
        });
    }
    window
}
