//! A loud site: `<div>`s for everything, adverts marked like text, pictures that need a script, JSON-LD that does not parse, and the next
//! article appended to the same document.

use super::parts::{self, line};
use super::{Sheet, meta};
use crate::content::ReportKind;
use crate::date;
use crate::markup::{Block, escape, inline};

pub(super) fn article(sheet: &Sheet<'_>) -> String {
    let (report, words, desk) = (sheet.report, sheet.words, sheet.desk);
    let mut out = parts::html_open(report.lang);
    line!(out, "<head>\n<meta charset=\"utf-8\">");
    out.push_str(&meta::head(sheet));
    out.push_str(&parts::feed_links(desk));
    line!(
        out,
        "<script type=\"application/ld+json\">\n{}\n</script>\n</head>\n<body>",
        meta::broken_linked_data(sheet)
    );
    // The dialogue comes first in the document and is longer than many an article.
    out.push_str(&parts::cookies(words, "cmp"));
    line!(
        out,
        "<div id=\"wrap\"><div class=\"top\"><div class=\"ticker\"><b>{}</b><ul>\n{}</ul></div>",
        words.latest,
        parts::link_items(&desk.others(report, 6), desk)
    );
    line!(
        out,
        "<div class=\"logo\"><a href=\"/\">{}</a></div><div class=\"nav\"><ul><li><a href=\"/\">{}</a></li>{}</ul></div></div>",
        escape(&desk.publisher.text.name),
        words.home,
        parts::section_items(desk)
    );
    line!(out, "<div class=\"cols\"><div class=\"col-main\">");
    out.push_str(&one(sheet, true));
    out.push_str(&parts::comments(sheet, "cm"));
    line!(out, "<div class=\"taboola\"><div class=\"tb-head\">{}</div>", words.sponsored);
    for (number, (head, text)) in words.adverts.iter().enumerate() {
        line!(
            out,
            "<div class=\"tb-item\"><a href=\"https://ads.example/t/{number}\"><img src=\"/media/ad-{number}.gif\" alt=\"\"><span class=\"tb-title\">{head}</span><span class=\"tb-brand\">{text}</span></a></div>"
        );
    }
    line!(out, "</div>");
    // What an infinite-scroll script has appended: another article, complete with its own headline.
    if let Some(next) = desk.others(report, 1).first() {
        let sheet = Sheet::new(desk, next);
        line!(
            out,
            "<div class=\"next-up\"><span>{}</span></div>\n<div class=\"infinite\" data-url=\"{}\">",
            words.next_article,
            escape(&next.path)
        );
        out.push_str(&one(&sheet, false));
        line!(out, "</div>");
    }
    line!(out, "<div class=\"loading\"><button>{}</button></div></div>", words.load_more);
    line!(
        out,
        "<div class=\"col-side\"><div class=\"box\"><h4>{}</h4><ol>\n{}</ol></div>{}{}</div></div>",
        words.most_read,
        parts::link_items(&desk.out().into_iter().take(10).collect::<Vec<_>>(), desk),
        parts::advert(words, "side", 1),
        parts::advert(words, "side", 2)
    );
    out.push_str(&parts::footer(desk, "foot"));
    out.push_str(&parts::scripts(sheet));
    line!(out, "</div>\n<script>window.onscroll=function(){{if(nearEnd())loadNext()}}</script>\n</body>\n</html>");
    out
}

/// One article of the scroll.
fn one(sheet: &Sheet<'_>, first: bool) -> String {
    let (report, words) = (sheet.report, sheet.words);
    let mut out = format!("<div class=\"art\" data-id=\"{}\">\n", report.id);
    let tag = if first { "h1" } else { "h2" };
    line!(out, "<{tag} class=\"art-title\">{}</{tag}>", escape(&sheet.version.title));
    if let Some(standfirst) = &report.standfirst {
        line!(out, "<div class=\"art-sub\"><ul><li><b>{}</b></li></ul></div>", inline(standfirst));
    }
    // No zone, and no <time>.
    line!(
        out,
        "<div class=\"art-meta\">{} <span class=\"art-author\">{}</span> <span class=\"art-date\" data-ts=\"{}\">{}: {}</span></div>",
        words.by,
        escape(report.author.as_deref().unwrap_or(&sheet.desk.publisher.text.name)),
        report.published.0 / 1000,
        words.published,
        date::full(report.published, sheet.desk.offset(), report.lang)
    );
    out.push_str(&parts::share(sheet, "art"));
    if report.kind != ReportKind::Gallery {
        out.push_str(&parts::figure(sheet, "art", true));
    }
    line!(out, "<div class=\"art-body\">\n<div style=\"display:none\">{} {}</div>", words.app_text, words.support_text);
    out.push_str(&match report.kind {
        ReportKind::Live => parts::live(sheet, "art"),
        ReportKind::Gallery => parts::gallery(sheet, "art"),
        _ => parts::body(sheet, show, |n, _| between(sheet, n)),
    });
    line!(out, "</div>");
    out.push_str(&parts::tags(sheet, "art"));
    out.push_str(&parts::share(sheet, "art-bottom"));
    out.push_str("</div>\n");
    out
}

fn show(_: usize, block: &Block) -> String {
    match block {
        Block::Paragraph(text) => format!("<p class=\"par\"><span>{}</span></p>", inline(text)),
        Block::Heading(text) => format!("<div class=\"crosshead\"><b>{}</b></div>", inline(text)),
        other => other.html(),
    }
}

/// Markers stand in paragraphs of the same class as the text.
fn between(sheet: &Sheet<'_>, number: usize) -> String {
    let words = sheet.words;
    match number % 6 {
        1 => format!("<p class=\"par\">{}</p>\n<div class=\"slot\" id=\"slot-{number}\"></div>\n", words.advert),
        3 => {
            let links = parts::link_items(&sheet.desk.others(sheet.report, 3), sheet.desk);
            format!("<div class=\"readalso\"><strong>{}</strong><ul>\n{links}</ul></div>\n", words.also_read)
        }
        5 => format!("{}<p class=\"par\"><b>{}</b></p>\n", parts::advert(words, "in", number), words.app_text),
        _ => String::new(),
    }
}
