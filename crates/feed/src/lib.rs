//! Bytes in, items out: RSS 0.9x/1.0/2.0, Atom, JSON Feed, news sitemaps; OPML; and the feeds that a page names.
//!
//! Pure. It never fetches, never fails a whole feed for one bad item, never expands an entity it did not bring itself, and never
//! panics: broken input comes back as far as it could be read, with what was wrong in `warnings`. Time and memory are proportional
//! to the input: nothing recurses, and at most 10,000 items are kept.
//!
//! From bytes to items: `encoding` (bytes to text) → `document` (where feed and items begin and end, over the tags that `xml`
//! scans) → `formats/` (what each element means) → `draft` (which of several offers wins) → [`Item`].
//!
//! To add a vocabulary:
//! 1. `names.rs`: a `Space` for it, its namespace in `space_of`, its usual prefix in `usual`.
//! 2. `formats/`: a function that knows its elements and offers what they say to `reader.draft` or `reader.feed`; a rank says how
//!    much the source is trusted.
//! 3. `formats/modules.rs` (or `document.rs`, `open_field`): one line that calls it.
//!
//! To add a format: the same, plus a `Dialect`, and its root element in `document.rs` (`role`, `open_document`).

mod date;
mod discover;
mod document;
mod draft;
mod encoding;
mod entity;
mod formats;
mod names;
mod opml;
mod text;
mod xml;

use coranto_core::reason::FeedRejected;
use coranto_core::{Address, Lang, Picture, Stamp};
use serde::Serialize;

/// What is known of the bytes from outside.
#[derive(Debug, Clone, Default)]
pub struct Hint<'a> {
    /// The whole Content-Type header.
    pub content_type: Option<&'a str>,
    /// Where it came from, after redirects: relative links stand against it.
    pub address: Option<&'a Address>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Parsed {
    /// "rss 2.0", "atom 1.0", "json feed 1.1", "news sitemap", …
    pub format: String,
    /// The character encoding in which the bytes were read: "UTF-8", "windows-1251", …
    pub encoding: String,
    pub title: Option<String>,
    pub link: Option<Address>,
    pub description: Option<String>,
    pub language: Option<Lang>,
    pub updated: Option<Stamp>,
    pub image: Option<Address>,
    /// The feed's own address for itself, and its WebSub hubs.
    pub self_link: Option<Address>,
    pub hubs: Vec<Address>,
    /// Minutes from `<ttl>`, or from the syndication module.
    pub ttl_minutes: Option<u32>,
    /// Hours of the day (UTC, 0-23) and days of the week (0 = Monday) in which the publisher asks not to be polled.
    pub skip_hours: Vec<u8>,
    pub skip_days: Vec<u8>,
    pub items: Vec<Item>,
    /// The sitemaps that a sitemap index names, last changed first: further addresses to read, not articles.
    pub sitemaps: Vec<Address>,
    /// The document was not well formed and had to be read tolerantly.
    pub repaired: bool,
    /// Items passed over because nothing usable was in them.
    pub damaged: u32,
    pub warnings: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Item {
    /// guid, atom:id, …: as written.
    pub id: Option<String>,
    pub link: Option<Address>,
    /// Plain text: markup taken out, entities decoded once.
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub published: Option<Stamp>,
    pub updated: Option<Stamp>,
    /// Markup as it stood: not sanitised. The page room makes blocks of it.
    pub summary: Option<String>,
    /// The full text where the feed carries it (content:encoded, atom:content, content_html): not sanitised.
    pub content: Option<String>,
    pub categories: Vec<String>,
    pub enclosures: Vec<Enclosure>,
    pub image: Option<Picture>,
    pub language: Option<Lang>,
    pub comments: Option<Address>,
    /// Address or text of a licence (cc:license, creativeCommons:license, dc:rights only when it is one).
    pub licence: Option<String>,
    /// Latitude and longitude from georss or geo.
    pub place: Option<(f64, f64)>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Enclosure {
    pub address: Address,
    pub mime: Option<String>,
    pub bytes: Option<u64>,
    pub seconds: Option<u64>,
    pub title: Option<String>,
}

/// Reads a feed of any known format.
pub fn parse(bytes: &[u8], hint: &Hint<'_>) -> Result<Parsed, FeedRejected> {
    let decoded = encoding::decode(bytes, hint.content_type);
    let src = decoded.text.trim_start_matches(['\u{feff}', '\0']);
    if src.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\0')).is_empty() {
        return Err(FeedRejected::Empty);
    }
    let (mut parsed, mut defects) =
        if is_json(src) { formats::json::read(src, hint)? } else { document::read(src, hint)? };
    if decoded.damaged {
        defects.note(xml::Defect::BadEncoding);
    }
    parsed.encoding = decoded.name.to_owned();
    parsed.repaired = defects.any();
    parsed.warnings.extend(defects.words().map(str::to_owned));
    if parsed.damaged > 0 {
        parsed.warnings.push(format!("items with nothing usable in them: {}", parsed.damaged));
    }
    Ok(parsed)
}

/// A JSON document begins with "{", perhaps after some letters that were meant to protect it.
fn is_json(src: &str) -> bool {
    match src.find(['{', '<']) {
        Some(at) if src.get(at..).is_some_and(|s| s.starts_with('{')) => {
            at == 0 || src.get(..at).is_some_and(|before| before.trim().len() < 16)
        }
        _ => false,
    }
}

/// The words of markup on one line: tags taken out, entities decoded once. What titles become; for others that need the same.
pub fn plain_text(markup: &str) -> String {
    text::plain_text(markup)
}

/// A feed that a web page names (`<link rel=alternate>`), or that is worth trying at a usual place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Candidate {
    pub address: Address,
    pub title: Option<String>,
    /// The page itself names it; otherwise it is a guess (/feed, /rss.xml, …).
    pub named: bool,
}

/// Feeds named in a page, best first, then guesses for its site.
pub fn discover(html: &[u8], page: &Address) -> Vec<Candidate> {
    discover::discover(html, page)
}

/// A line of an OPML file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outline {
    pub title: String,
    pub feed: Address,
    pub home: Option<Address>,
    /// The folders it stands in, outermost first.
    pub folders: Vec<String>,
}

/// Reads OPML as far as it can be read: at most `limit` outlines, each address once. The second part says what was passed over.
pub fn read_opml(bytes: &[u8], limit: usize) -> Result<(Vec<Outline>, Vec<String>), FeedRejected> {
    opml::read(bytes, limit)
}

/// Writes OPML 2.0; outlines that follow each other in the same folders share them.
pub fn write_opml(title: &str, outlines: &[Outline]) -> String {
    opml::write(title, outlines)
}
