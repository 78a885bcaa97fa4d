//! A weblog: the text in microformats, and next to nothing else.

use super::Sheet;
use super::parts::{self, line};
use crate::content::ReportKind;
use crate::date;
use crate::markup::{escape, inline};

pub(super) fn article(sheet: &Sheet<'_>) -> String {
    let (report, words, desk) = (sheet.report, sheet.words, sheet.desk);
    let text = &desk.publisher.text;
    let mut out = parts::html_open(report.lang);
    line!(out, "<meta charset=\"utf-8\">\n<title>{} – {}</title>", escape(&sheet.version.title), escape(&text.name));
    if let Some(image) = &report.image {
        line!(out, "<meta name=\"twitter:image\" content=\"{}\">", desk.picture(image, 1200));
    }
    out.push_str(&parts::feed_links(desk));
    line!(
        out,
        "<body>\n<header><a href=\"/\" rel=\"home\">{}</a> · {}</header>\n<article class=\"h-entry\">",
        escape(&text.name),
        escape(&text.tagline)
    );
    line!(out, "<h1 class=\"p-name\">{}</h1>", escape(&sheet.version.title));
    line!(
        out,
        "<p class=\"meta\"><a class=\"u-url\" href=\"{}\"><time class=\"dt-published\" datetime=\"{}\">{}</time></a>",
        escape(&report.path),
        date::iso(report.published, desk.offset()),
        date::full(report.published, desk.offset(), report.lang)
    );
    if let Some(author) = &report.author {
        line!(out, "{} <span class=\"p-author h-card\">{}</span>", words.by, escape(author));
    }
    line!(out, "</p>");
    if let Some(standfirst) = &report.standfirst {
        line!(out, "<p class=\"p-summary\"><strong>{}</strong></p>", inline(standfirst));
    }
    line!(out, "<div class=\"e-content\">");
    if report.kind != ReportKind::Gallery {
        out.push_str(&parts::figure(sheet, "e", false));
    }
    out.push_str(&match report.kind {
        ReportKind::Live => parts::live(sheet, "e"),
        ReportKind::Gallery => parts::gallery(sheet, "e"),
        _ => parts::body(sheet, |_, block| block.html(), |_, _| String::new()),
    });
    line!(out, "</div>");
    if let Some(at) = report.modified(desk.now) {
        line!(
            out,
            "<p class=\"edited\">{} <time class=\"dt-updated\" datetime=\"{}\">{}</time></p>",
            words.updated,
            date::iso(at, desk.offset()),
            date::full(at, desk.offset(), report.lang)
        );
    }
    for keyword in &report.keywords {
        line!(out, "<a class=\"p-category\" href=\"/topic/{}\">#{}</a>", crate::seed::slug(keyword), escape(keyword));
    }
    line!(out, "</article>");
    let (name, reader) = words.readers[report.id as usize % words.readers.len()];
    line!(
        out,
        "<section class=\"mentions\"><h2>{}</h2><div class=\"h-cite\"><b class=\"p-author\">{name}</b>: <q>{reader}</q></div></section>",
        words.comments
    );
    if let Some(licence) = &text.licence_url {
        line!(
            out,
            "<footer><a rel=\"license\" href=\"{}\">{}</a></footer>",
            escape(licence),
            escape(text.licence.as_deref().unwrap_or(licence))
        );
    } else {
        line!(out, "<footer>© {}</footer>", escape(&text.owner));
    }
    out.push_str("</body></html>\n");
    out
}
