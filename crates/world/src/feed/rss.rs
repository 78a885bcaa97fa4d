//! RSS 2.0, RSS 0.91 and RSS 1.0.

use super::{Entry, Feed};
use crate::date;
use crate::markup::escape;
use crate::page;
use crate::words::Words;
use coranto_core::Millis;
use std::fmt::Write;

/// RSS 2.0; `full` adds the whole text of each report.
pub(super) fn two(feed: &Feed<'_>, full: bool) -> String {
    let publisher = feed.publisher;
    let text = &publisher.text;
    let mut out = String::new();
    if publisher.seed.is_multiple_of(5) {
        // A template with a line too many: common, and not well-formed.
        out.push_str("\n\n");
    }
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:media=\"http://search.yahoo.com/mrss/\" xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\">\n<channel>\n");
    let _ = write!(
        out,
        "<title>{}</title>\n<link>{}</link>\n<description>{}</description>\n<language>{}</language>\n<atom:link href=\"{}\" rel=\"self\" type=\"application/rss+xml\"/>\n",
        escape(&feed.title()),
        publisher.address("/"),
        escape(&text.tagline),
        publisher.lang,
        escape(&feed.address),
    );
    if publisher.seed.is_multiple_of(4) {
        // Known to HTML and not to XML: strict readers stumble over it.
        let _ = writeln!(out, "<copyright>&copy;&nbsp;{}</copyright>", escape(&text.owner));
    }
    if let Some(updated) = feed.updated() {
        let _ = writeln!(out, "<lastBuildDate>{}</lastBuildDate>", date::rfc822(updated, feed.offset()));
    }
    let _ = writeln!(
        out,
        "<image><url>{}</url><title>{}</title><link>{}</link></image>",
        publisher.address("/favicon.ico"),
        escape(&text.name),
        publisher.address("/"),
    );
    match publisher.seed % 3 {
        0 => out.push_str("<ttl>15</ttl>\n"),
        1 => out.push_str("<sy:updatePeriod>hourly</sy:updatePeriod>\n<sy:updateFrequency>2</sy:updateFrequency>\n"),
        _ => {}
    }
    for entry in &feed.entries {
        item(&mut out, feed, entry, full);
    }
    out.push_str("</channel>\n</rss>\n");
    out
}

fn item(out: &mut String, feed: &Feed<'_>, entry: &Entry<'_>, full: bool) {
    let publisher = feed.publisher;
    let report = entry.report;
    let words = Words::of(report.lang);
    let _ = writeln!(out, "<item>\n<title>{}</title>", title(publisher.seed, &entry.title));
    let _ = writeln!(out, "<link>{}</link>", escape(&entry.link));
    let _ = match publisher.seed % 3 {
        0 => writeln!(out, "<guid isPermaLink=\"true\">{}</guid>", escape(&publisher.address(&report.path))),
        1 => writeln!(out, "<guid isPermaLink=\"false\">{}</guid>", report.id),
        _ => writeln!(out, "<guid>{}/?p={}</guid>", publisher.address(""), report.id),
    };
    let _ = writeln!(out, "<pubDate>{}</pubDate>", pub_date(publisher.seed, report.published, feed.offset()));
    if let Some(author) = &report.author {
        let _ = writeln!(out, "<dc:creator><![CDATA[{author}]]></dc:creator>");
    }
    let _ = writeln!(out, "<category>{}</category>", escape(words.section(&report.section)));
    for keyword in &report.keywords {
        let _ = writeln!(out, "<category><![CDATA[{keyword}]]></category>");
    }
    let _ = writeln!(out, "<description>{}</description>", description(publisher.seed, entry, words));
    if full {
        let _ = writeln!(out, "<content:encoded><![CDATA[{}]]></content:encoded>", encoded(feed, entry, words));
    }
    if let Some(image) = &entry.image {
        let caption = report.image.as_ref().and_then(|i| i.caption.as_deref()).unwrap_or_default();
        let credit = report.image.as_ref().and_then(|i| i.credit.as_deref()).unwrap_or_default();
        let _ = match publisher.seed % 3 {
            0 => writeln!(
                out,
                "<media:content url=\"{image}\" medium=\"image\" type=\"image/jpeg\" width=\"1200\" height=\"675\"><media:description>{}</media:description><media:credit>{}</media:credit></media:content>",
                escape(caption),
                escape(credit),
            ),
            1 => writeln!(out, "<enclosure url=\"{image}\" length=\"0\" type=\"image/jpeg\"/>"),
            _ => writeln!(out, "<media:thumbnail url=\"{image}\" width=\"1200\" height=\"675\"/>"),
        };
    }
    out.push_str("</item>\n");
}

/// Plain, in CDATA, or escaped twice, by the publisher's habit.
fn title(seed: u64, title: &str) -> String {
    match seed % 4 {
        1 => format!("<![CDATA[{title}]]>"),
        2 => escape(&escape(title)),
        _ => escape(title),
    }
}

fn pub_date(seed: u64, at: Millis, offset: i8) -> String {
    match seed % 4 {
        1 => date::layout(at, 0, "%a, %d %b %Y %H:%M:%S GMT"),
        2 => date::layout(at, offset, "%d %b %Y %H:%M %z"),
        3 => date::layout(at, 0, "%a, %-d %b %y %H:%M:%S Z"),
        _ => date::rfc822(at, offset),
    }
}

fn description(seed: u64, entry: &Entry<'_>, words: &Words) -> String {
    match (seed / 3) % 3 {
        0 => escape(&entry.lead),
        1 => {
            let image = entry
                .image
                .as_deref()
                .map(|i| format!("<img src=\"{i}\" alt=\"\" width=\"300\"/>"))
                .unwrap_or_default();
            format!(
                "<![CDATA[{image}<p>{}</p><a href=\"{}\">{}</a>]]>",
                escape(&entry.lead),
                escape(&entry.link),
                words.read_more
            )
        }
        _ => escape(&format!("<p>{} [&#8230;]</p>", escape(&entry.lead))),
    }
}

/// The whole text with what publishing systems put around it.
fn encoded(feed: &Feed<'_>, entry: &Entry<'_>, words: &Words) -> String {
    let publisher = feed.publisher;
    let mut out = String::new();
    if let Some(image) = &entry.report.image {
        let caption = escape(image.caption.as_deref().unwrap_or_default());
        let address = page::picture_address(publisher, image, 1200);
        let _ = writeln!(
            out,
            "<figure><img src=\"{address}\" width=\"1200\" height=\"675\" alt=\"\"/><figcaption>{caption}</figcaption></figure>"
        );
    }
    out.push_str(&entry.body);
    let _ = write!(
        out,
        "\n<p><em>{} <a href=\"{}\">{}</a></em></p><img src=\"{}\" width=\"1\" height=\"1\" alt=\"\"/>",
        words.published,
        escape(&entry.link),
        escape(&publisher.text.name),
        publisher.address(&format!("/count.gif?id={}", entry.report.id)),
    );
    out
}

/// RSS 0.91 with its document type: no dates, no ids, whatever charset the machine had.
pub(super) fn netscape(feed: &Feed<'_>) -> String {
    let publisher = feed.publisher;
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"{}\"?>\n<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"http://my.netscape.com/publish/formats/rss-0.91.dtd\">\n<rss version=\"0.91\">\n<channel>\n<title>{}</title>\n<link>{}</link>\n<description>{}</description>\n<language>{}</language>\n",
        page::charset_of(publisher).name(),
        escape(&feed.title()),
        publisher.address("/"),
        escape(&publisher.text.tagline),
        publisher.lang,
    );
    for entry in &feed.entries {
        let _ = write!(
            out,
            "<item>\n<title>{}</title>\n<link>{}</link>\n<description>{}</description>\n</item>\n",
            escape(&entry.title),
            escape(&entry.link),
            escape(&entry.lead),
        );
    }
    out.push_str("</channel>\n</rss>\n");
    out
}

/// RSS 1.0: items beside the channel, dates and names in Dublin Core.
pub(super) fn rdf(feed: &Feed<'_>) -> String {
    let publisher = feed.publisher;
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\n<channel rdf:about=\"{}\">\n<title>{}</title>\n<link>{}</link>\n<description>{}</description>\n<dc:language>{}</dc:language>\n<items><rdf:Seq>\n",
        escape(&feed.address),
        escape(&feed.title()),
        publisher.address("/"),
        escape(&publisher.text.tagline),
        publisher.lang,
    );
    for entry in &feed.entries {
        let _ = writeln!(out, "<rdf:li rdf:resource=\"{}\"/>", escape(&entry.link));
    }
    out.push_str("</rdf:Seq></items>\n</channel>\n");
    for entry in &feed.entries {
        let report = entry.report;
        let _ = write!(
            out,
            "<item rdf:about=\"{0}\">\n<title>{1}</title>\n<link>{0}</link>\n<description>{2}</description>\n<dc:date>{3}</dc:date>\n<dc:subject>{4}</dc:subject>\n",
            escape(&entry.link),
            escape(&entry.title),
            escape(&entry.lead),
            date::iso(report.published, feed.offset()),
            escape(Words::of(report.lang).section(&report.section)),
        );
        if let Some(author) = &report.author {
            let _ = writeln!(out, "<dc:creator>{}</dc:creator>", escape(author));
        }
        out.push_str("</item>\n");
    }
    out.push_str("</rdf:RDF>\n");
    out
}
