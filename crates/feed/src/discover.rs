//! Feeds that a web page names, and the usual places where sites keep one. A scan of the tags; no tree is built.

use crate::xml::{Scanner, Tag, Token};
use crate::{Candidate, encoding, text};
use coranto_core::Address;

/// More are not offered to a person to choose from.
const MAX_NAMED: usize = 60;

/// Where the programs that publish most sites keep their feed, likeliest first.
const USUAL_PLACES: &[&str] = &[
    "feed",
    "rss",
    "rss.xml",
    "feed.xml",
    "atom.xml",
    "index.xml",
    "feed.json",
    "feeds/posts/default",
    "?feed=rss2",
    "index.rdf",
    "news/rss",
    "blog/feed",
];

pub fn discover(html: &[u8], page: &Address) -> Vec<Candidate> {
    let decoded = encoding::decode(html, None);
    let found = Found::read(&decoded.text, page);
    let mut candidates: Vec<Candidate> = Vec::new();
    // In the page's order, but feeds of comments last: they are never what is wanted.
    let (comments, feeds): (Vec<_>, Vec<_>) = found.linked.into_iter().partition(is_comments);
    for candidate in feeds.into_iter().chain(found.anchors).chain(comments).take(MAX_NAMED) {
        if !candidates.iter().any(|c| c.address == candidate.address) {
            candidates.push(candidate);
        }
    }
    for address in guesses(page) {
        if !candidates.iter().any(|c| c.address.identity() == address.identity()) {
            candidates.push(Candidate { address, title: None, named: false });
        }
    }
    candidates
}

fn is_comments(candidate: &Candidate) -> bool {
    let title = candidate.title.as_deref().unwrap_or_default().to_lowercase();
    candidate.address.url().path().to_ascii_lowercase().contains("comment")
        || title.contains("comment")
        || title.contains("kommentar")
}

#[derive(Default)]
struct Found {
    linked: Vec<Candidate>,
    anchors: Vec<Candidate>,
}

impl Found {
    fn read(html: &str, page: &Address) -> Found {
        let mut found = Found::default();
        let mut base = page.clone();
        let mut scanner = Scanner::new(html);
        while let Some(token) = scanner.next_tag() {
            let Token::Open(tag) = token else { continue };
            let is = |name: &str| tag.name.eq_ignore_ascii_case(name);
            if is("base") {
                if let Some(address) = tag.attrs.get("href").and_then(|h| Address::join(page, &h).ok()) {
                    base = address;
                }
            } else if is("link") {
                if found.linked.len() < MAX_NAMED
                    && let Some(candidate) = linked(tag, &base)
                {
                    found.linked.push(candidate);
                }
            } else if is("a") {
                if found.anchors.len() < MAX_NAMED
                    && let Some(address) = tag.attrs.get("href").and_then(|h| Address::join(&base, &h).ok())
                    && looks_like_feed(&address)
                    && !found.anchors.iter().any(|c| c.address == address)
                {
                    let inner = scanner.inner(tag.name, |_| false, |name, _| name.eq_ignore_ascii_case("a"));
                    let title = text::plain_text(inner.raw.get(..inner.raw.len().min(500)).unwrap_or_default());
                    found.anchors.push(Candidate { address, title: (!title.is_empty()).then_some(title), named: true });
                }
            } else if (is("script") || is("style") || is("template") || is("textarea")) && !tag.empty {
                scanner.skip(tag.name, |_| false);
            }
        }
        found
    }
}

fn linked(tag: Tag<'_>, base: &Address) -> Option<Candidate> {
    let rel = tag.attrs.get("rel")?.to_ascii_lowercase();
    let has = |word: &str| rel.split_ascii_whitespace().any(|r| r == word);
    let mime = tag.attrs.get("type").unwrap_or_default().to_ascii_lowercase();
    let mime = mime.split(';').next().unwrap_or_default().trim();
    let href = tag.attrs.get("href").filter(|h| !h.is_empty())?;
    let href = href.strip_prefix("feed:").map_or(&*href, |rest| rest);
    let href = if href.starts_with("//") { format!("https:{href}") } else { href.to_owned() };
    let address = Address::join(base, &href).ok()?;
    let feed_type = match mime {
        "application/rss+xml"
        | "application/atom+xml"
        | "application/rdf+xml"
        | "application/feed+json"
        | "text/rss"
        | "text/rss+xml"
        | "application/rss"
        | "application/atom"
        | "text/atom+xml"
        | "application/x-rss+xml" => true,
        // Said of many things that are no feed, such as WordPress' own interface.
        "application/json" | "text/xml" | "application/xml" => looks_like_feed(&address),
        "" => has("feed") || looks_like_feed(&address),
        _ => false,
    };
    if !feed_type || !(has("alternate") || has("feed")) {
        return None;
    }
    let title = tag.attrs.get("title").map(|t| text::plain_text(&t)).filter(|t| !t.is_empty());
    Some(Candidate { address, title, named: true })
}

fn looks_like_feed(address: &Address) -> bool {
    let path = address.url().path().to_ascii_lowercase();
    let path = path.trim_end_matches('/');
    let last = path.rsplit('/').next().unwrap_or_default();
    let ending = matches!(last.rsplit_once('.').map(|(_, e)| e), Some("rss" | "rdf" | "atom"));
    let name = matches!(
        last,
        "feed"
            | "feeds"
            | "rss"
            | "atom"
            | "rss2"
            | "rss.xml"
            | "feed.xml"
            | "atom.xml"
            | "feed.json"
            | "index.rdf"
            | "rss.php"
            | "rss.aspx"
    );
    let xml = last.ends_with(".xml") && ["rss", "feed", "atom"].iter().any(|w| path.contains(w));
    let host = address.host();
    let feed_host = ["feeds.", "feed.", "rss."].iter().any(|p| host.starts_with(p)) && path.len() > 1;
    let query = address.url().query().unwrap_or_default();
    let asked = ["feed=rss", "feed=atom", "format=rss", "format=feed", "type=rss"].iter().any(|q| query.contains(q));
    ending || name || xml || feed_host || asked
}

/// Usual places of the site, and of the folder that the page stands in.
fn guesses(page: &Address) -> Vec<Address> {
    let mut bases = Vec::new();
    if let Ok(root) = Address::join(page, "/") {
        bases.push((root, USUAL_PLACES));
    }
    if let Ok(folder) = Address::join(page, "./")
        && folder.url().path() != "/"
    {
        bases.push((folder, &["feed", "rss", "rss.xml", "feed.xml", "index.xml"]));
    }
    // The folder that was asked for is the likelier one.
    bases.reverse();
    bases
        .iter()
        .flat_map(|(base, places)| places.iter().filter_map(move |place| Address::join(base, place).ok()))
        .collect()
}
