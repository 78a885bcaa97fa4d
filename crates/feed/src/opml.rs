//! OPML: lists of feeds as other readers write them, and as they can read ours.

use crate::xml::{Scanner, Tag, Token};
use crate::{Outline, document, encoding, text};
use coranto_core::Address;
use coranto_core::reason::FeedRejected;
use std::collections::HashSet;
use std::fmt::Write;

/// Folders nested deeper are read as if they stood at this depth.
const MAX_FOLDERS: usize = 32;
/// More complaints than this help nobody.
const MAX_COMPLAINTS: usize = 50;

pub fn read(bytes: &[u8], limit: usize) -> Result<(Vec<Outline>, Vec<String>), FeedRejected> {
    if bytes.trim_ascii().is_empty() {
        return Err(FeedRejected::Empty);
    }
    let decoded = encoding::decode(bytes, None);
    let mut list = List { limit, ..List::default() };
    let mut scanner = Scanner::new(&decoded.text);
    let (mut is_opml, mut is_html) = (false, false);
    while let Some(token) = scanner.next_tag() {
        match token {
            Token::Open(tag) if tag.name.eq_ignore_ascii_case("outline") => {
                is_opml = true;
                list.open(tag);
            }
            Token::Close(name) if name.eq_ignore_ascii_case("outline") => list.close(),
            Token::Open(tag) => {
                is_opml |= tag.name.eq_ignore_ascii_case("opml");
                is_html |= tag.name.eq_ignore_ascii_case("html");
            }
            Token::Close(_) => {}
        }
    }
    match (is_opml, is_html) {
        (true, _) => Ok(list.finish()),
        (false, true) => Err(FeedRejected::WebPage),
        (false, false) => Err(FeedRejected::NotAFeed { beginning: document::beginning(&decoded.text) }),
    }
}

#[derive(Default)]
struct List {
    limit: usize,
    outlines: Vec<Outline>,
    seen: HashSet<Address>,
    /// Names of the open outlines; none for those that are no folder.
    open: Vec<Option<String>>,
    /// Open outlines beyond the deepest that are kept.
    deeper: usize,
    complaints: Vec<String>,
    more_complaints: usize,
    beyond_limit: usize,
}

impl List {
    fn open(&mut self, tag: Tag<'_>) {
        let attr = |name: &str| tag.attrs.get(name).map(|v| text::one_line(&v)).filter(|v| !v.is_empty());
        let name = attr("title").or_else(|| attr("text"));
        let feed = attr("xmlUrl").or_else(|| attr("feedUrl")).or_else(|| {
            let feed_type =
                attr("type").is_some_and(|t| ["rss", "atom", "feed"].contains(&t.to_ascii_lowercase().as_str()));
            attr("url").filter(|_| feed_type)
        });
        let is_feed = feed.is_some();
        if let Some(feed) = feed {
            self.add(&feed, name.clone(), attr("htmlUrl"), attr("category"));
        }
        if tag.empty {
            return;
        }
        if self.open.len() < MAX_FOLDERS {
            self.open.push(name.filter(|_| !is_feed));
        } else {
            self.deeper += 1;
        }
    }

    fn close(&mut self) {
        if self.deeper > 0 {
            self.deeper -= 1;
        } else {
            self.open.pop();
        }
    }

    fn add(&mut self, written: &str, name: Option<String>, home: Option<String>, category: Option<String>) {
        let feed = match Address::parse(&web_address(written)) {
            Ok(feed) => feed,
            Err(why) => return self.complain(format!("{}: {why}", name.as_deref().unwrap_or(written))),
        };
        if self.seen.contains(&feed) {
            return self.complain(format!("{feed} stands in the list more than once"));
        }
        if self.outlines.len() >= self.limit {
            self.beyond_limit += 1;
            return;
        }
        let mut folders: Vec<String> = self.open.iter().flatten().cloned().collect();
        if folders.is_empty()
            && let Some(category) = category
        {
            // "/Boston/Weather,/Tags/x": OPML's other way to say it; the first counts.
            let first = category.split(',').next().unwrap_or_default();
            folders = first
                .split('/')
                .map(str::trim)
                .filter(|f| !f.is_empty())
                .take(MAX_FOLDERS)
                .map(str::to_owned)
                .collect();
        }
        self.seen.insert(feed.clone());
        self.outlines.push(Outline {
            title: name.unwrap_or_else(|| feed.host().to_owned()),
            home: home.and_then(|h| Address::parse(&h).ok()),
            feed,
            folders,
        });
    }

    fn complain(&mut self, complaint: String) {
        if self.complaints.len() < MAX_COMPLAINTS {
            self.complaints.push(complaint);
        } else {
            self.more_complaints += 1;
        }
    }

    fn finish(mut self) -> (Vec<Outline>, Vec<String>) {
        if self.more_complaints > 0 {
            self.complaints.push(format!("and {} more", self.more_complaints));
        }
        if self.beyond_limit > 0 {
            self.complaints.push(format!("{} feeds beyond the first {} were left out", self.beyond_limit, self.limit));
        }
        (self.outlines, self.complaints)
    }
}

/// "feed:https://…" and "feed://…" are old ways to say that an address is a feed's.
fn web_address(written: &str) -> String {
    match written.strip_prefix("feed:") {
        Some(rest) if rest.starts_with("//") => format!("http:{rest}"),
        Some(rest) => rest.to_owned(),
        None => written.to_owned(),
    }
}

pub fn write(title: &str, outlines: &[Outline]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n");
    let _ = writeln!(out, "    <title>{}</title>\n  </head>\n  <body>", quoted(title));
    let mut open: Vec<&str> = Vec::new();
    for outline in outlines {
        let shared = open.iter().zip(&outline.folders).take_while(|(a, b)| *a == b).count();
        while open.len() > shared {
            open.pop();
            let _ = writeln!(out, "{}</outline>", indent(open.len()));
        }
        for folder in outline.folders.iter().skip(shared) {
            let _ = writeln!(out, "{}<outline text=\"{}\">", indent(open.len()), quoted(folder));
            open.push(folder);
        }
        let (name, feed) = (quoted(&outline.title), quoted(outline.feed.as_str()));
        let _ = write!(
            out,
            "{}<outline type=\"rss\" text=\"{name}\" title=\"{name}\" xmlUrl=\"{feed}\"",
            indent(open.len())
        );
        if let Some(home) = &outline.home {
            let _ = write!(out, " htmlUrl=\"{}\"", quoted(home.as_str()));
        }
        out.push_str("/>\n");
    }
    while open.pop().is_some() {
        let _ = writeln!(out, "{}</outline>", indent(open.len()));
    }
    out.push_str("  </body>\n</opml>\n");
    out
}

fn indent(depth: usize) -> String {
    "  ".repeat(depth + 2)
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
