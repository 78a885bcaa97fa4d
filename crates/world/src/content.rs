//! The made-up news as it is written down: `content/publishers.toml` and one file per story under `content/stories/`.

use coranto_core::Lang;
use coranto_core::source::OwnerKind;
use serde::Deserialize;

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/content.rs"));
}

/// What is compiled in: the publishers, and every story with its file name.
pub(crate) fn embedded() -> (&'static str, &'static [(&'static str, &'static str)]) {
    (embedded::PUBLISHERS, embedded::STORIES)
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublisherText {
    pub slug: String,
    pub name: String,
    pub host: String,
    pub country: String,
    pub languages: Vec<Lang>,
    pub tagline: String,
    pub owner: String,
    #[serde(default)]
    pub owner_kind: OwnerKind,
    #[serde(default)]
    pub owner_citation: Option<String>,
    #[serde(default)]
    pub licence: Option<String>,
    #[serde(default)]
    pub licence_url: Option<String>,
    #[serde(default)]
    pub full_text: bool,
    pub design: Design,
    pub feed: FeedKind,
    pub sections: Vec<String>,
}

/// How a publisher's pages are built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Design {
    /// Clean `<article>`, JSON-LD, AMP.
    Broadsheet,
    /// `<div>` soup full of adverts, a second article appended below, broken JSON-LD.
    Tabloid,
    /// Large pictures, pull quotes, articles over several pages.
    Magazine,
    /// Microdata, tables of links, mega menu.
    Portal,
    /// A weblog: next to nothing but the text, in microformats.
    Minimal,
    /// Tables, `<font>`, one-byte charset.
    Legacy,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedKind {
    Rss2,
    Atom,
    Json,
    Rdf,
    Rss091,
    /// RSS 2.0 that carries the whole text in content:encoded.
    Full,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryText {
    pub slug: String,
    pub section: String,
    /// Working title in English; no page shows it.
    pub title: String,
    #[serde(default, rename = "report")]
    pub reports: Vec<ReportText>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportText {
    /// Slug of the publisher.
    pub publisher: String,
    /// Hours from the end of the world's three days: -71.5 is early, -0.2 is fresh, 3.0 is yet to come.
    pub at_hours: f64,
    #[serde(default)]
    pub kind: ReportKind,
    pub title: String,
    #[serde(default)]
    pub standfirst: Option<String>,
    #[serde(default)]
    pub author: Option<String>,
    #[serde(default)]
    pub section: Option<String>,
    #[serde(default)]
    pub keywords: Vec<String>,
    #[serde(default)]
    pub image: Option<ImageText>,
    /// Language, when it is not the publisher's first.
    #[serde(default)]
    pub lang: Option<Lang>,
    /// Small markdown: see `markup`.
    #[serde(default)]
    pub body: String,
    /// Publisher of the same story whose text this is a copy of.
    #[serde(default)]
    pub copy_of: Option<String>,
    /// Blocks of the copied text that are left out, counted from 0.
    #[serde(default)]
    pub omit: Vec<usize>,
    #[serde(default)]
    pub append: Option<String>,
    #[serde(default, rename = "revision")]
    pub revisions: Vec<RevisionText>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    #[default]
    Report,
    /// By an agency, for others to print.
    Wire,
    /// An agency's text, reprinted.
    Copy,
    Update,
    Live,
    Opinion,
    Gallery,
    Background,
    Interview,
    Explainer,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImageText {
    pub scene: String,
    #[serde(default)]
    pub caption: Option<String>,
    #[serde(default)]
    pub credit: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevisionText {
    pub at_hours: f64,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub body: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PublishersFile {
    #[serde(default)]
    publisher: Vec<PublisherText>,
}

pub(crate) fn read_publishers(text: &str) -> Result<Vec<PublisherText>, String> {
    toml::from_str::<PublishersFile>(text).map(|file| file.publisher).map_err(|e| e.to_string())
}

pub(crate) fn read_story(text: &str) -> Result<StoryText, String> {
    toml::from_str(text).map_err(|e| e.to_string())
}
