//! The publishers' feeds, in every format that is still met, each with the habits of its publisher.

mod atom;
mod json;
mod rss;

use crate::content::{Design, FeedKind};
use crate::markup::Block;
use crate::news::{Publisher, Report};
use crate::{date, page};
use coranto_core::Millis;

/// Feeds do not go further back.
const MOST_ITEMS: usize = 40;

/// What all formats say of a report.
struct Entry<'a> {
    report: &'a Report,
    link: String,
    title: String,
    lead: String,
    modified: Option<Millis>,
    image: Option<String>,
    body: String,
}

/// Content type and bytes of one feed.
pub(crate) fn write(
    publisher: &Publisher,
    path: &str,
    section: Option<&str>,
    reports: &[&Report],
    now: Millis,
) -> (&'static str, Vec<u8>) {
    let entries: Vec<Entry<'_>> = reports.iter().take(MOST_ITEMS).map(|r| entry(publisher, r, now)).collect();
    let feed = Feed { publisher, address: publisher.address(path), section, entries };
    match publisher.text.feed {
        FeedKind::Rss2 => (rss_type(publisher), rss::two(&feed, false).into_bytes()),
        FeedKind::Full => ("application/rss+xml; charset=UTF-8", rss::two(&feed, true).into_bytes()),
        FeedKind::Rss091 => ("text/xml", page::charset_of(publisher).encode(&rss::netscape(&feed)).0.into_owned()),
        FeedKind::Rdf => ("application/rdf+xml", rss::rdf(&feed).into_bytes()),
        FeedKind::Atom => ("application/atom+xml; charset=utf-8", atom::write(&feed).into_bytes()),
        FeedKind::Json => ("application/feed+json", json::write(&feed).into_bytes()),
    }
}

struct Feed<'a> {
    publisher: &'a Publisher,
    address: String,
    section: Option<&'a str>,
    entries: Vec<Entry<'a>>,
}

impl Feed<'_> {
    fn offset(&self) -> i8 {
        date::offset_hours(&self.publisher.text.country)
    }

    fn title(&self) -> String {
        let words = crate::words::Words::of(self.publisher.lang);
        match self.section {
            Some(section) => format!("{} – {}", self.publisher.text.name, words.section(section)),
            None => self.publisher.text.name.clone(),
        }
    }

    /// The last change of anything in it, so that an unchanged feed has unchanged bytes.
    fn updated(&self) -> Option<Millis> {
        self.entries.iter().map(|e| e.modified.unwrap_or(e.report.published)).max()
    }
}

/// Servers that were set up long ago say text/xml, or worse.
fn rss_type(publisher: &Publisher) -> &'static str {
    match publisher.seed % 4 {
        0 => "text/xml; charset=utf-8",
        1 => "application/xml",
        2 => "text/html; charset=UTF-8",
        _ => "application/rss+xml; charset=utf-8",
    }
}

fn entry<'a>(publisher: &Publisher, report: &'a Report, now: Millis) -> Entry<'a> {
    let version = report.version(now);
    let mut link = publisher.address(&report.path);
    if publisher.seed % 3 == 1 && publisher.text.design != Design::Minimal {
        link.push_str("?utm_source=rss&utm_medium=feed&utm_campaign=all");
    }
    Entry {
        report,
        link,
        title: version.title.clone(),
        lead: report.lead(now),
        modified: report.modified(now),
        image: report.image.as_ref().map(|image| page::picture_address(publisher, image, 1200)),
        body: version.blocks.iter().map(Block::html).collect::<Vec<_>>().join("\n"),
    }
}
