//! Atom 1.0.

use super::Feed;
use crate::date;
use crate::markup::escape;
use crate::words::Words;
use std::fmt::Write;

pub(super) fn write(feed: &Feed<'_>) -> String {
    let publisher = feed.publisher;
    let host = &publisher.text.host;
    // Some write full addresses, some leave it to xml:base.
    let based = publisher.seed.is_multiple_of(2);
    let base = if based { format!(" xml:base=\"{}\"", publisher.address("/")) } else { String::new() };
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\"{base}>\n<title type=\"text\">{}</title>\n<subtitle>{}</subtitle>\n<id>tag:{host},2020:feed:{}</id>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
        publisher.lang,
        escape(&feed.title()),
        escape(&publisher.text.tagline),
        feed.section.unwrap_or("all"),
        escape(&feed.address),
        publisher.address("/"),
    );
    if let Some(updated) = feed.updated() {
        let _ = writeln!(out, "<updated>{}</updated>", date::iso(updated, 0));
    }
    for entry in &feed.entries {
        let report = entry.report;
        let link = if based { escape(&report.path) } else { escape(&entry.link) };
        let _ = write!(
            out,
            "<entry>\n<title type=\"html\">{}</title>\n<id>tag:{host},2020:{}</id>\n<link rel=\"alternate\" type=\"text/html\" href=\"{link}\"/>\n<published>{}</published>\n<updated>{}</updated>\n",
            escape(&escape(&entry.title)),
            report.id,
            date::iso(report.published, feed.offset()),
            date::iso(entry.modified.unwrap_or(report.published), feed.offset()),
        );
        if let Some(author) = &report.author {
            let _ = writeln!(out, "<author><name>{}</name></author>", escape(author));
        }
        let _ = writeln!(
            out,
            "<category term=\"{}\" label=\"{}\"/>",
            escape(&report.section),
            escape(Words::of(report.lang).section(&report.section))
        );
        if let Some(image) = &entry.image {
            let _ = writeln!(out, "<link rel=\"enclosure\" type=\"image/jpeg\" href=\"{image}\"/>");
        }
        if publisher.seed.is_multiple_of(3) {
            let _ = writeln!(
                out,
                "<summary type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>{}</p></div></summary>",
                escape(&entry.lead)
            );
        } else {
            let _ = writeln!(
                out,
                "<summary type=\"html\">{}</summary>",
                escape(&format!("<p>{}</p>", escape(&entry.lead)))
            );
        }
        out.push_str("</entry>\n");
    }
    out.push_str("</feed>\n");
    out
}
