//! Bytes in, items out: RSS 0.9x/1.0/2.0, Atom, JSON Feed, news sitemaps; OPML; and the feeds that a page names.
//!
//! Pure. It never fetches, never fails a whole feed for one bad item, never expands an entity it did not bring itself, and never
//! panics: broken input comes back as far as it could be read, with what was wrong in `warnings`.

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
    todo!()
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
    todo!()
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
    todo!()
}

pub fn write_opml(title: &str, outlines: &[Outline]) -> String {
    todo!()
}
