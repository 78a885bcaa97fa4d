//! A careful site: `<article>`, JSON-LD, an AMP page; the clutter is well marked.

use super::parts::{self, line};
use super::{Sheet, meta};
use crate::content::ReportKind;
use crate::markup::{escape, inline};

pub(super) fn article(sheet: &Sheet<'_>) -> String {
    let (report, words, desk) = (sheet.report, sheet.words, sheet.desk);
    let mut out = parts::html_open(report.lang);
    line!(
        out,
        "<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
    );
    out.push_str(&meta::head(sheet));
    out.push_str(&parts::feed_links(desk));
    line!(out, "<link rel=\"amphtml\" href=\"{}/amp\">", escape(&sheet.address));
    line!(out, "<script type=\"application/ld+json\">{}</script>", meta::linked_data(sheet));
    line!(
        out,
        "<style>body{{font-family:Georgia,serif;max-width:48rem;margin:auto}}.bs-ad{{background:#f3f0ea;padding:1rem}}</style>\n</head>"
    );
    line!(out, "<body id=\"top\">\n<a class=\"sr-only\" href=\"#main\">{}</a>", words.skip);
    line!(
        out,
        "<header class=\"bs-head\"><a href=\"/\" class=\"bs-logo\">{}</a><nav aria-label=\"{}\"><ul>{}</ul></nav><a href=\"/search\">{}</a> <a href=\"/account/login\">{}</a> <a href=\"/subscribe\">{}</a></header>",
        escape(&desk.publisher.text.name),
        words.menu,
        parts::section_items(desk),
        words.search,
        words.sign_in,
        words.subscribe
    );
    line!(out, "<main id=\"main\">\n<article class=\"bs-story\">\n<header>");
    line!(
        out,
        "<p class=\"bs-kicker\"><a href=\"/{}\">{}</a></p>",
        report.section,
        escape(words.section(&report.section))
    );
    line!(out, "<h1>{}</h1>", escape(&sheet.version.title));
    if let Some(standfirst) = &report.standfirst {
        line!(out, "<p class=\"bs-standfirst\">{}</p>", inline(standfirst));
    }
    out.push_str(&byline(sheet));
    line!(out, "<p class=\"bs-dates\">{} {}", words.published, parts::time(sheet, report.published));
    if let Some(at) = report.modified(desk.now) {
        line!(out, " · {} {}", words.updated, parts::time(sheet, at));
    }
    line!(out, "</p>\n<p class=\"bs-length\">{} {}</p>", parts::minutes(sheet), words.minutes_to_read);
    out.push_str(&parts::share(sheet, "bs"));
    line!(out, "<div class=\"bs-listen\"><button>▶</button> {}</div>\n</header>", words.listen);
    if report.kind != ReportKind::Gallery {
        out.push_str(&parts::figure(sheet, "bs", false));
    }
    line!(out, "<div class=\"bs-body\">");
    out.push_str(&match report.kind {
        ReportKind::Live => parts::live(sheet, "bs"),
        ReportKind::Gallery => parts::gallery(sheet, "bs"),
        _ => parts::body(sheet, |_, block| block.html(), |n, all| between(sheet, n, all)),
    });
    if let Some(agency) = &report.agency {
        line!(out, "<p class=\"bs-agency\"><small>{} {}</small></p>", words.with_agency, escape(agency));
    }
    line!(out, "</div>");
    out.push_str(&parts::tags(sheet, "bs"));
    out.push_str(&parts::author_box(sheet, "bs"));
    line!(out, "<p class=\"bs-mistake\"><a href=\"/contact\">{}</a></p>\n</article>", words.report_error);
    line!(
        out,
        "<aside class=\"bs-related\"><h2>{}</h2><ul>\n{}</ul></aside>",
        words.related,
        parts::link_items(&desk.others(report, 4), desk)
    );
    out.push_str(&parts::support(words, "bs"));
    line!(
        out,
        "<aside class=\"bs-most\"><h2>{}</h2><ol>\n{}</ol></aside>",
        words.most_read,
        parts::link_items(&desk.out().into_iter().rev().take(5).collect::<Vec<_>>(), desk)
    );
    out.push_str(&parts::comments(sheet, "bs"));
    line!(out, "</main>");
    out.push_str(&parts::footer(desk, "bs"));
    out.push_str(&parts::cookies(words, "bs-consent"));
    out.push_str(&parts::scripts(sheet));
    out.push_str("</body>\n</html>\n");
    out
}

fn byline(sheet: &Sheet<'_>) -> String {
    let authors = sheet.report.authors();
    if authors.is_empty() {
        return String::new();
    }
    let links: Vec<String> = authors
        .iter()
        .map(|a| format!("<a rel=\"author\" href=\"/author/{}\">{}</a>", crate::seed::slug(a), escape(a)))
        .collect();
    format!("<p class=\"bs-byline\">{} {}</p>\n", sheet.words.by, links.join(", "))
}

fn between(sheet: &Sheet<'_>, number: usize, all: usize) -> String {
    let words = sheet.words;
    match number {
        2 => parts::newsletter(words, "bs"),
        5 if all > 6 => match sheet.desk.others(sheet.report, 1).first() {
            Some(other) => format!(
                "<aside class=\"bs-inline-link\"><span>{}:</span> <a href=\"{}\">{}</a></aside>\n",
                words.also_read,
                escape(&other.path),
                escape(&other.version(sheet.desk.now).title)
            ),
            None => String::new(),
        },
        n if n % 4 == 0 => parts::advert(words, "bs", n),
        _ => String::new(),
    }
}

/// The page for phones in a hurry.
pub(super) fn amp(sheet: &Sheet<'_>) -> String {
    let (report, words) = (sheet.report, sheet.words);
    let mut out = format!(
        "<!doctype html>\n<html amp lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n",
        report.lang,
        report.lang.direction().as_str()
    );
    line!(out, "<script async src=\"https://cdn.amp.example/v0.js\"></script>");
    out.push_str(&meta::head(sheet));
    line!(
        out,
        "<script type=\"application/ld+json\">{}</script>\n<style amp-custom>body{{margin:1rem}}</style>\n</head>\n<body>",
        meta::linked_data(sheet)
    );
    line!(
        out,
        "<amp-sidebar id=\"menu\" layout=\"nodisplay\"><ul>{}</ul></amp-sidebar>",
        parts::section_items(sheet.desk)
    );
    line!(out, "<h1>{}</h1>", escape(&sheet.version.title));
    out.push_str(&byline(sheet));
    line!(out, "<p>{}</p>", parts::time(sheet, report.published));
    if let Some(image) = &report.image {
        line!(
            out,
            "<figure><amp-img src=\"{}\" width=\"1200\" height=\"675\" layout=\"responsive\"></amp-img><figcaption>{}</figcaption></figure>",
            sheet.desk.picture(image, 1200),
            inline(image.caption.as_deref().unwrap_or_default())
        );
    }
    out.push_str(&parts::body(
        sheet,
        |_, block| block.html(),
        |n, _| match n % 3 {
            0 => format!(
                "<div class=\"amp-ad-box\">{}<amp-ad width=\"300\" height=\"250\" type=\"made-up\"></amp-ad></div>\n",
                words.advert
            ),
            _ => String::new(),
        },
    ));
    line!(out, "<a class=\"amp-full\" href=\"{}\">{}</a>\n</body>\n</html>", escape(&sheet.address), words.read_more);
    out
}
