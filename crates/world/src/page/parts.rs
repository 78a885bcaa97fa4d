//! Pieces that several designs use, each with the same words and a markup of its own.

use super::{Desk, Sheet};
use crate::date;
use crate::markup::escape;
use crate::news::Report;
use std::fmt::Write;

/// `<html>` with the direction of the script.
pub(super) fn html_open(lang: coranto_core::Lang) -> String {
    format!("<!DOCTYPE html>\n<html lang=\"{lang}\" dir=\"{}\">\n", lang.direction().as_str())
}

/// `<link rel=alternate>` for the feeds.
pub(super) fn feed_links(desk: &Desk<'_>) -> String {
    use crate::content::FeedKind;
    let mime = match desk.publisher.text.feed {
        FeedKind::Atom => "application/atom+xml",
        FeedKind::Json => "application/feed+json",
        _ => "application/rss+xml",
    };
    let mut out = String::new();
    for (path, section) in desk.publisher.feeds() {
        let title = match &section {
            Some(section) => format!("{} – {}", desk.publisher.text.name, desk.words().section(section)),
            None => desk.publisher.text.name.clone(),
        };
        let _ = writeln!(out, "<link rel=\"alternate\" type=\"{mime}\" title=\"{}\" href=\"{path}\">", escape(&title));
    }
    out
}

/// The text, block by block, with something of `between` after block n.
pub(super) fn body(sheet: &Sheet<'_>, between: impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    for (number, block) in sheet.version.blocks.iter().enumerate() {
        let _ = writeln!(out, "{}", block.html());
        out.push_str(&between(number));
    }
    out
}

/// Links to other reports: `<li>` each.
pub(super) fn link_items(reports: &[&Report], desk: &Desk<'_>) -> String {
    let mut out = String::new();
    for report in reports {
        let _ = writeln!(
            out,
            "<li><a href=\"{}\">{}</a></li>",
            escape(&report.path),
            escape(&report.version(desk.now).title)
        );
    }
    out
}

/// `<time>` with the words of the publisher's language.
pub(super) fn time(sheet: &Sheet<'_>, at: coranto_core::Millis) -> String {
    let offset = sheet.desk.offset();
    format!("<time datetime=\"{}\">{}</time>", date::iso(at, offset), date::full(at, offset, sheet.report.lang))
}
