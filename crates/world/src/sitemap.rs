//! robots.txt and sitemaps.

use crate::date;
use crate::markup::escape;
use crate::news::Publisher;
use crate::page::Desk;
use coranto_core::Millis;
use std::fmt::Write;

/// Nobody is kept out of the articles; some ask for a slow walk.
pub(crate) fn robots(publisher: &Publisher) -> String {
    let delay = if publisher.seed.is_multiple_of(6) { "Crawl-delay: 1\n" } else { "" };
    format!(
        "# {}\nUser-agent: *\nDisallow: /search\nDisallow: /account/\n{delay}\nUser-agent: GreedyCopyBot\nDisallow: /\n\nSitemap: {}\nSitemap: {}\n",
        publisher.text.name,
        publisher.address("/sitemap.xml"),
        publisher.address("/news-sitemap.xml"),
    )
}

/// All pages.
pub(crate) fn all(desk: &Desk<'_>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let _ = writeln!(out, "<url><loc>{}</loc></url>", desk.publisher.address("/"));
    for report in desk.out() {
        let _ = writeln!(
            out,
            "<url><loc>{}</loc><lastmod>{}</lastmod></url>",
            escape(&desk.publisher.address(&report.path)),
            date::iso(report.version(desk.now).at, desk.offset())
        );
    }
    out.push_str("</urlset>\n");
    out
}

/// What came out in the last two days, as news sitemaps have it.
pub(crate) fn news(desk: &Desk<'_>) -> String {
    let publisher = desk.publisher;
    let since = Millis(desk.now.0 - 2 * Millis::DAY);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\" xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\">\n",
    );
    for report in desk.out().into_iter().filter(|r| r.published >= since) {
        let _ = writeln!(
            out,
            "<url><loc>{}</loc><news:news><news:publication><news:name>{}</news:name><news:language>{}</news:language></news:publication><news:publication_date>{}</news:publication_date><news:title>{}</news:title><news:keywords>{}</news:keywords></news:news>",
            escape(&publisher.address(&report.path)),
            escape(&publisher.text.name),
            report.lang,
            date::iso(report.published, desk.offset()),
            escape(&report.version(desk.now).title),
            escape(&report.keywords.join(", ")),
        );
        if let Some(image) = &report.image {
            let _ = writeln!(out, "<image:image><image:loc>{}</image:loc></image:image>", desk.picture(image, 1200));
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out
}
