//! What pages tell machines: titles, Open Graph, JSON-LD.

use super::Sheet;
use crate::date;
use crate::markup::escape;
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// `<title>`, description, canonical address and Open Graph.
pub(super) fn head(sheet: &Sheet<'_>) -> String {
    let publisher = sheet.desk.publisher;
    let report = sheet.report;
    let lead = report.lead(sheet.desk.now);
    let mut out = format!(
        "<title>{0} | {1}</title>\n<meta name=\"description\" content=\"{2}\">\n<link rel=\"canonical\" href=\"{3}\">\n<meta property=\"og:type\" content=\"article\">\n<meta property=\"og:site_name\" content=\"{1}\">\n<meta property=\"og:title\" content=\"{0}\">\n<meta property=\"og:description\" content=\"{2}\">\n<meta property=\"og:url\" content=\"{3}\">\n<meta property=\"article:published_time\" content=\"{4}\">\n<meta property=\"article:section\" content=\"{5}\">\n",
        escape(&sheet.version.title),
        escape(&publisher.text.name),
        escape(&lead),
        escape(&sheet.address),
        date::iso(report.published, sheet.desk.offset()),
        escape(sheet.words.section(&report.section)),
    );
    if let Some(at) = report.modified(sheet.desk.now) {
        let _ = writeln!(
            out,
            "<meta property=\"article:modified_time\" content=\"{}\">",
            date::iso(at, sheet.desk.offset())
        );
    }
    if let Some(image) = &report.image {
        let _ = write!(
            out,
            "<meta property=\"og:image\" content=\"{}\">\n<meta property=\"og:image:width\" content=\"1200\">\n<meta property=\"og:image:height\" content=\"675\">\n",
            sheet.desk.picture(image, 1200)
        );
    }
    for keyword in &report.keywords {
        let _ = writeln!(out, "<meta property=\"article:tag\" content=\"{}\">", escape(keyword));
    }
    out
}

/// A NewsArticle as JSON-LD.
pub(super) fn linked_data(sheet: &Sheet<'_>) -> String {
    script(&news_article(sheet))
}

fn news_article(sheet: &Sheet<'_>) -> Value {
    let publisher = sheet.desk.publisher;
    let report = sheet.report;
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| {
        out.insert(key.to_owned(), value);
    };
    put("@context", json!("https://schema.org"));
    put("@type", json!("NewsArticle"));
    put("mainEntityOfPage", json!({ "@type": "WebPage", "@id": sheet.address }));
    put("headline", json!(sheet.version.title));
    put("description", json!(report.lead(sheet.desk.now)));
    put("datePublished", json!(date::iso(report.published, sheet.desk.offset())));
    let modified = report.modified(sheet.desk.now).unwrap_or(report.published);
    put("dateModified", json!(date::iso(modified, sheet.desk.offset())));
    let authors: Vec<Value> = report.authors().iter().map(|a| json!({ "@type": "Person", "name": a })).collect();
    if !authors.is_empty() {
        put("author", json!(authors));
    }
    if let Some(image) = &report.image {
        put(
            "image",
            json!({ "@type": "ImageObject", "url": sheet.desk.picture(image, 1200), "width": 1200, "height": 675 }),
        );
    }
    put(
        "publisher",
        json!({ "@type": "NewsMediaOrganization", "name": publisher.text.name, "url": publisher.address("/") }),
    );
    put("articleSection", json!(sheet.words.section(&report.section)));
    put("keywords", json!(report.keywords));
    put("inLanguage", json!(report.lang));
    put("isAccessibleForFree", json!(true));
    if let Some(licence) = &publisher.text.licence_url {
        put("license", json!(licence));
    }
    Value::Object(out)
}

/// The article among other things, as plugins write it.
pub(super) fn graph(sheet: &Sheet<'_>) -> String {
    let publisher = sheet.desk.publisher;
    script(&json!({
        "@context": "https://schema.org",
        "@graph": [
            { "@type": "WebSite", "@id": publisher.address("/#site"), "name": publisher.text.name, "url": publisher.address("/") },
            { "@type": "WebPage", "@id": sheet.address, "isPartOf": { "@id": publisher.address("/#site") } },
            {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    { "@type": "ListItem", "position": 1, "name": sheet.words.home, "item": publisher.address("/") },
                    { "@type": "ListItem", "position": 2, "name": sheet.words.section(&sheet.report.section) },
                ],
            },
            news_article(sheet),
        ],
    }))
}

/// JSON inside a script element must not end it.
fn script(value: &Value) -> String {
    value.to_string().replace("</", "<\\/")
}

/// JSON-LD as a template writes it that forgot to escape: quotation marks and line breaks inside strings, a comma too many.
pub(super) fn broken_linked_data(sheet: &Sheet<'_>) -> String {
    format!(
        "{{\n\"@context\": \"https://schema.org\",\n\"@type\": \"NewsArticle\",\n\"headline\": \"The \"{}\" story\",\n\"description\": \"{}\n\",\n\"datePublished\": \"{}\",\n}},",
        sheet.version.title.replace("</", "< /"),
        sheet.report.lead(sheet.desk.now).replace("</", "< /"),
        date::iso(sheet.report.published, sheet.desk.offset()),
    )
}
