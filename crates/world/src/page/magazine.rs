//! A site that likes to look good: large first letters, pull quotes that repeat the text, and long articles over several pages.

use super::parts::{self, line};
use super::{Sheet, meta};
use crate::content::ReportKind;
use crate::date;
use crate::markup::{self, Block, escape, inline};

/// Longer articles are cut into pages of this many blocks.
pub(super) const PAGE_BLOCKS: usize = 9;

pub(super) fn article(sheet: &Sheet<'_>, number: usize, pages: usize) -> String {
    let (report, words, desk) = (sheet.report, sheet.words, sheet.desk);
    let mut out = parts::html_open(report.lang);
    line!(out, "<head>\n<meta charset=\"utf-8\">");
    out.push_str(&meta::head(sheet));
    if number > 1 {
        line!(out, "<link rel=\"prev\" href=\"{}\">", page_link(sheet, number - 1));
    }
    if number < pages {
        line!(out, "<link rel=\"next\" href=\"{}\">", page_link(sheet, number + 1));
    }
    out.push_str(&parts::feed_links(desk));
    line!(
        out,
        "<script type=\"application/ld+json\">{}</script>\n</head>\n<body class=\"single\">",
        meta::graph(sheet)
    );
    line!(
        out,
        "<div class=\"mast\"><button class=\"burger\">{}</button><a href=\"/\"><img class=\"site-logo\" src=\"/static/logo.png\" width=\"120\" height=\"40\" alt=\"{}\"></a><div class=\"drawer\" hidden><ul>{}</ul><ul>",
        words.menu,
        escape(&desk.publisher.text.name),
        parts::section_items(desk)
    );
    for service in words.services {
        line!(out, "<li><a href=\"/topic/service\">{service}</a></li>");
    }
    line!(out, "</ul></div></div>\n<div class=\"essay\">");
    line!(
        out,
        "<div class=\"hero\">{}<div class=\"hero-text\"><span class=\"rubric\">{}</span><h1 class=\"essay-title\">{}</h1>",
        if number == 1 && report.kind != ReportKind::Gallery {
            parts::figure(sheet, "hero", false)
        } else {
            String::new()
        },
        escape(words.section(&report.section)),
        escape(&sheet.version.title)
    );
    if let Some(standfirst) = report.standfirst.as_ref().filter(|_| number == 1) {
        line!(out, "<div class=\"dek\">{}</div>", inline(standfirst));
    }
    if let Some(author) = &report.author {
        line!(out, "<div class=\"credit-line\">{} <em>{}</em></div>", words.by, escape(author));
    }
    line!(
        out,
        "<div class=\"essay-date\">{}</div></div></div>\n<section class=\"essay-text\">",
        date::day(report.published, desk.offset(), report.lang)
    );
    out.push_str(&match report.kind {
        ReportKind::Live => parts::live(sheet, "mz"),
        ReportKind::Gallery => parts::gallery(sheet, "mz"),
        _ => parts::body(sheet, |n, block| show(n, block, number), |n, all| between(sheet, n, all)),
    });
    line!(out, "</section>");
    if pages > 1 {
        out.push_str(&pager(sheet, number, pages));
    }
    out.push_str(&parts::author_box(sheet, "mz"));
    out.push_str(&parts::tags(sheet, "mz"));
    out.push_str(&parts::share(sheet, "mz"));
    line!(out, "</div>\n<div class=\"subscribe-band\">{}</div>", parts::support(words, "band"));
    line!(out, "<div class=\"cards\"><h2>{}</h2>", words.related);
    for other in desk.others(report, 3) {
        let picture =
            other.image.as_ref().map(|i| format!("<img src=\"{}\" alt=\"\" loading=\"lazy\">", desk.picture(i, 320)));
        line!(
            out,
            "<div class=\"card\"><a href=\"{}\">{}<h3>{}</h3></a><p>{}</p></div>",
            escape(&other.path),
            picture.unwrap_or_default(),
            escape(&other.version(desk.now).title),
            escape(&other.lead(desk.now))
        );
    }
    line!(out, "</div>");
    out.push_str(&parts::newsletter(words, "mz"));
    out.push_str(&parts::footer(desk, "mz"));
    out.push_str(&parts::scripts(sheet));
    out.push_str("</body>\n</html>\n");
    out
}

fn page_link(sheet: &Sheet<'_>, number: usize) -> String {
    match number {
        1 => escape(&sheet.report.path),
        n => format!("{}?page={n}", escape(&sheet.report.path)),
    }
}

fn pager(sheet: &Sheet<'_>, number: usize, pages: usize) -> String {
    let mut out = String::from("<div class=\"pages\">");
    if number > 1 {
        line!(out, "<a href=\"{}\">{}</a>", page_link(sheet, number - 1), sheet.words.previous_page);
    }
    for n in 1..=pages {
        line!(out, "<a href=\"{}\">{n}</a>", page_link(sheet, n));
    }
    if number < pages {
        line!(
            out,
            "<a class=\"next\" rel=\"next\" href=\"{}\">{}</a>",
            page_link(sheet, number + 1),
            sheet.words.next_page
        );
    }
    out.push_str("</div>\n");
    out
}

/// The first letter of the first paragraph stands alone in an element.
fn show(position: usize, block: &Block, page: usize) -> String {
    match block {
        Block::Paragraph(text) if position == 0 && page == 1 && text.starts_with(char::is_alphabetic) => {
            let mut letters = text.chars();
            let first: String = letters.next().into_iter().collect();
            format!("<p><span class=\"dropcap\">{first}</span>{}</p>", inline(letters.as_str()))
        }
        other => other.html(),
    }
}

fn between(sheet: &Sheet<'_>, number: usize, all: usize) -> String {
    match number {
        3 if all > 5 => pull_quote(sheet),
        4 => parts::advert(sheet.words, "mz", 4),
        6 => parts::newsletter(sheet.words, "mz-inline"),
        _ => String::new(),
    }
}

/// A sentence of the text once more, larger.
fn pull_quote(sheet: &Sheet<'_>) -> String {
    let paragraphs = sheet.blocks.iter().filter_map(Block::paragraph_text);
    let longest = paragraphs.skip(1).max_by_key(String::len).unwrap_or_default();
    let sentence = longest.split_inclusive(['.', '!', '?', '؟']).next().unwrap_or_default().trim();
    format!("<aside class=\"pullquote\"><p>{}</p></aside>\n", markup::escape(sentence))
}
