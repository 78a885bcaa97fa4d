//! A careful site: `<article>`, JSON-LD, one address, an AMP page.

use super::{Sheet, meta, parts};
use crate::markup::{escape, inline};
use std::fmt::Write;

pub(super) fn article(sheet: &Sheet<'_>) -> String {
    let report = sheet.report;
    let words = sheet.words;
    let mut out = parts::html_open(report.lang);
    let _ = write!(
        out,
        "<head>\n<meta charset=\"utf-8\">\n{}{}<script type=\"application/ld+json\">{}</script>\n</head>\n<body>\n",
        meta::head(sheet),
        parts::feed_links(sheet.desk),
        meta::linked_data(sheet)
    );
    let _ = write!(out, "<article>\n<h1>{}</h1>\n", escape(&sheet.version.title));
    if let Some(standfirst) = &report.standfirst {
        let _ = writeln!(out, "<p class=\"standfirst\">{}</p>", inline(standfirst));
    }
    if let Some(author) = &report.author {
        let _ = writeln!(
            out,
            "<p class=\"byline\">{} <a rel=\"author\" href=\"/author\">{}</a></p>",
            words.by,
            escape(author)
        );
    }
    let _ = writeln!(out, "<p>{} {}</p>", words.published, parts::time(sheet, report.published));
    out.push_str(&parts::body(sheet, |_| String::new()));
    out.push_str("</article>\n</body>\n</html>\n");
    out
}
