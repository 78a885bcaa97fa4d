//! A site that has everything: mega menu, boxes on both sides, microdata instead of JSON-LD.

use super::parts::{self, line};
use super::{Sheet, meta};
use crate::content::ReportKind;
use crate::date;
use crate::markup::{escape, inline};

pub(super) fn article(sheet: &Sheet<'_>) -> String {
    let (report, words, desk) = (sheet.report, sheet.words, sheet.desk);
    let offset = desk.offset();
    let mut out = parts::html_open(report.lang);
    line!(out, "<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"refresh\" content=\"1800\">");
    out.push_str(&meta::head(sheet));
    out.push_str(&parts::feed_links(desk));
    line!(out, "</head>\n<body>\n<div class=\"mega\"><ul class=\"mega-main\">");
    for section in &desk.publisher.text.sections {
        let links = parts::link_items(
            &desk.news.out(desk.index, Some(section), desk.now).into_iter().take(3).collect::<Vec<_>>(),
            desk,
        );
        line!(
            out,
            "<li><a href=\"/{section}\">{}</a><div class=\"mega-panel\"><ul>\n{links}</ul></div></li>",
            escape(words.section(section))
        );
    }
    line!(out, "</ul><ul class=\"mega-services\">");
    for service in words.services {
        line!(out, "<li><a href=\"/topic/service\">{service}</a></li>");
    }
    line!(
        out,
        "</ul><form action=\"/search\"><input name=\"q\" placeholder=\"{}\"><button>{}</button></form></div>",
        words.search,
        words.search
    );
    line!(
        out,
        "<div class=\"crumbs\"><a href=\"/\">{}</a> › <a href=\"/{}\">{}</a> › <span>{}</span></div>",
        words.home,
        report.section,
        escape(words.section(&report.section)),
        escape(&sheet.version.title)
    );
    line!(
        out,
        "<div class=\"grid\"><div class=\"left-rail\"><div class=\"rail-box\"><h5>{}</h5><ul>\n{}</ul></div>{}</div>",
        words.latest,
        parts::link_items(&desk.out().into_iter().take(8).collect::<Vec<_>>(), desk),
        parts::advert(words, "rail", 0)
    );
    line!(
        out,
        "<div class=\"content\" itemscope itemtype=\"https://schema.org/NewsArticle\">\n<meta itemprop=\"mainEntityOfPage\" content=\"{}\">\n<h1 itemprop=\"headline\">{}</h1>",
        escape(&sheet.address),
        escape(&sheet.version.title)
    );
    line!(
        out,
        "<div class=\"info\"><span itemprop=\"datePublished\" content=\"{}\">{}</span>",
        date::iso(report.published, offset),
        date::full(report.published, offset, report.lang)
    );
    if let Some(at) = report.modified(desk.now) {
        line!(
            out,
            " <span>({} <span itemprop=\"dateModified\" content=\"{}\">{}</span>)</span>",
            words.updated,
            date::iso(at, offset),
            date::full(at, offset, report.lang)
        );
    }
    for author in report.authors() {
        line!(
            out,
            " <span itemprop=\"author\" itemscope itemtype=\"https://schema.org/Person\"><span itemprop=\"name\">{}</span></span>",
            escape(&author)
        );
    }
    line!(out, "</div>");
    if let Some(standfirst) = &report.standfirst {
        line!(out, "<div class=\"intro\" itemprop=\"description\"><b>{}</b></div>", inline(standfirst));
    }
    if let Some(image) = report.image.as_ref().filter(|_| report.kind != ReportKind::Gallery) {
        line!(
            out,
            "<div itemprop=\"image\" itemscope itemtype=\"https://schema.org/ImageObject\"><meta itemprop=\"url\" content=\"{}\">",
            desk.picture(image, 1200)
        );
        out.push_str(&parts::figure(sheet, "pt", true));
        line!(out, "</div>");
    }
    line!(
        out,
        "<div class=\"text-size\"><button>A−</button><button>A+</button> {} · {}</div>",
        words.listen,
        words.print
    );
    line!(out, "<div class=\"text\" itemprop=\"articleBody\">");
    out.push_str(&match report.kind {
        ReportKind::Live => parts::live(sheet, "pt"),
        ReportKind::Gallery => parts::gallery(sheet, "pt"),
        _ => parts::body(sheet, |_, block| block.html(), |n, all| between(sheet, n, all)),
    });
    if let Some(agency) = &report.agency {
        line!(out, "<p>({} {})</p>", words.with_agency, escape(agency));
    }
    line!(out, "</div>");
    out.push_str(&parts::share(sheet, "pt"));
    out.push_str(&parts::tags(sheet, "pt"));
    line!(
        out,
        "<div class=\"also\"><h4>{}</h4><ul>\n{}</ul></div>",
        words.related,
        parts::link_items(&desk.others(report, 6), desk)
    );
    out.push_str(&parts::comments(sheet, "pt"));
    line!(
        out,
        "</div>\n<div class=\"right-rail\"><div class=\"rail-box\"><h5>{}</h5><ol>\n{}</ol></div>",
        words.most_read,
        parts::link_items(&desk.out().into_iter().rev().take(8).collect::<Vec<_>>(), desk)
    );
    out.push_str(&parts::newsletter(words, "rail"));
    out.push_str(&parts::advert(words, "rail", 1));
    out.push_str(&parts::support(words, "rail"));
    line!(out, "</div></div>");
    out.push_str(&parts::footer(desk, "pt"));
    out.push_str(&parts::cookies(words, "gdpr"));
    out.push_str(&parts::scripts(sheet));
    out.push_str("</body>\n</html>\n");
    out
}

fn between(sheet: &Sheet<'_>, number: usize, all: usize) -> String {
    let words = sheet.words;
    match number {
        1 => format!(
            "<div class=\"banner\"><iframe src=\"https://ads.example/frame\" title=\"{0}\"></iframe><small>{0}</small></div>\n",
            words.advert
        ),
        3 => {
            let links = parts::link_items(&sheet.desk.others(sheet.report, 2), sheet.desk);
            format!("<ul class=\"inline-links\">\n{links}</ul>\n")
        }
        5 if all > 6 => format!(
            "<blockquote class=\"post-embed\"><a href=\"https://kite.example/p/{0}\">kite.example/p/{0}</a></blockquote><script async src=\"https://kite.example/embed.js\"></script>\n",
            sheet.report.id
        ),
        n if n % 4 == 0 => parts::advert(words, "pt", n),
        _ => String::new(),
    }
}
