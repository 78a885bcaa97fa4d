//! Bytes and an address in, an article out: charset, depth guard, one DOM, metadata, body as clean blocks, gates.
//!
//! Pure. It never fetches, never runs a script, never hands on markup that is not on its allow-list, and never panics on what a page holds.

mod any_of;
mod body;
mod charset;
mod dom;
mod embed;
pub mod fixture;
mod gates;
mod inline;
pub mod memory;
mod meta;
mod picture;
mod prompt;
mod read;
pub mod site_rules;
mod tongue;

pub use body::learned::Model;
pub use memory::{Memory, Sighting};

use coranto_core::reason::BodyRejected;
use coranto_core::{Address, Article, Block};
use serde::Serialize;

/// Number of the sanitising and extraction rules; stored with every body, so that older ones can be found and read again.
pub const POLICY: i64 = 3;

#[derive(Debug, Clone)]
pub struct Options {
    pub min_words: u32,
    /// Keep the decision for every block (for `--why`).
    pub explain: bool,
    /// The title that the feed gave, to hold the page against.
    pub expected_title: Option<String>,
    /// Take advice from the rules that people wrote for single sites.
    pub site_rules: bool,
    /// Other trees for the learned decision than those built in.
    pub model: Option<std::sync::Arc<Model>>,
    /// What is remembered of the publisher; an empty memory for its first page. Without one nothing is remembered, and nothing is told to remember.
    pub memory: Option<std::sync::Arc<Memory>>,
    /// Read text that stands in the page and that the page shows only to those who paid. The operator's choice.
    pub hidden_text: bool,
    /// Tell all that stood on the page ([`Reading::seen`]).
    pub seen: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            min_words: 40,
            explain: false,
            expected_title: None,
            site_rules: true,
            model: None,
            memory: None,
            hidden_text: false,
            seen: false,
        }
    }
}

impl Options {
    /// As the operator set it.
    pub fn of(read: &coranto_core::config::Read) -> Options {
        Options {
            min_words: read.min_words,
            site_rules: read.site_rules,
            hidden_text: read.hidden_text,
            ..Options::default()
        }
    }
}

/// What a page said.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reading {
    pub article: Article,
    /// A gate that the body failed. The article is filled in all the same, for the operator's eyes.
    pub rejected: Option<BodyRejected>,
    /// `noai`, `noindex` and the like from the page's own robots meta, as written.
    pub robots_meta: Vec<String>,
    /// The next page of an article that is spread over several, and the one that holds all of it.
    pub next_page: Option<Address>,
    pub whole_page: Option<Address>,
    /// Bytes of text on the whole page, and how much of it was kept: the rest is the page's furniture.
    pub text_bytes: u64,
    pub kept_bytes: u64,
    /// One line per decision when asked for.
    pub why: Vec<Why>,
    /// All that stood on the page, navigation and all, when asked for: what is in the article and was left out of it.
    #[serde(skip)]
    pub seen: Seen,
    /// For [`Memory::learn`], when the page was read with a memory and is worth remembering.
    #[serde(skip)]
    pub sighting: Sighting,
}

/// What a page holds before anything is chosen: to tell later what its publisher changed from what only our reading did.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Seen {
    /// A line for each line of the page, and what it tells machines of its text.
    pub text: String,
    /// Whatever the page calls itself: headings, title element, what machines are told.
    pub titles: Vec<String>,
}

impl Seen {
    /// What stood on another page of the same article.
    pub fn add(&mut self, other: Seen) {
        self.text.push('\n');
        self.text.push_str(&other.text);
        self.titles.extend(other.titles);
    }
}

#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Why {
    /// Where in the page, as a short path ("article > div.body > p[3]"), or the field decided on.
    pub place: String,
    pub kept: bool,
    pub reason: String,
    /// The text in question; of what was cut as a box, its beginning.
    pub text: String,
    /// How likely the learned decision holds the line to belong to the report, 0 to 1, and what it looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f32>,
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "by_name")]
    pub features: Vec<(&'static str, f32)>,
}

fn by_name<S: serde::Serializer>(features: &[(&'static str, f32)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(features.iter().copied())
}

/// Reads one page.
pub fn article(bytes: &[u8], content_type: Option<&str>, address: &Address, options: &Options) -> Reading {
    read::article(bytes, content_type, address, options)
}

/// What the learned decision looks at, in the order of a `Why`'s features.
pub fn feature_names() -> &'static [&'static str] {
    body::features::NAMES
}

/// Blocks of a fragment of markup, such as a feed's content: same allow-list, no choice of a main part. Plain text is escaped and cut into paragraphs.
pub fn fragment(html: &str, base: &Address) -> Vec<Block> {
    read::fragment(html, base)
}

/// The plain text of a fragment of markup on one line, at most `limit` characters (ending at a word, with "…").
pub fn plain(html: &str, limit: usize) -> String {
    read::plain(html, limit)
}

/// What `plain` gives, without the prompt at its end ("… Read more", "[…]", "The post X appeared first on Y"): for the summaries of feeds.
pub fn summary(html: &str, limit: usize) -> String {
    read::summary(html, limit)
}

/// The body as plain text, a line per block: what scorers and search read.
pub fn text_of(blocks: &[Block]) -> String {
    body::text_of(blocks)
}
