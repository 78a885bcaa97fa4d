//! JSON Feed 1.1.

use super::Feed;
use crate::date;
use serde_json::{Map, Value, json};

pub(super) fn write(feed: &Feed<'_>) -> String {
    let publisher = feed.publisher;
    let items: Vec<Value> = feed
        .entries
        .iter()
        .map(|entry| {
            let report = entry.report;
            let mut item = Map::new();
            // Numbers as ids are against the specification and frequent.
            let id = if publisher.seed.is_multiple_of(2) { json!(report.id) } else { json!(report.id.to_string()) };
            item.insert("id".into(), id);
            item.insert("url".into(), json!(entry.link));
            item.insert("title".into(), json!(entry.title));
            item.insert("summary".into(), json!(entry.lead));
            item.insert("content_text".into(), json!(entry.lead));
            item.insert("date_published".into(), json!(date::iso(report.published, feed.offset())));
            if let Some(modified) = entry.modified {
                item.insert("date_modified".into(), json!(date::iso(modified, feed.offset())));
            }
            if let Some(author) = &report.author {
                item.insert("authors".into(), json!([{ "name": author }]));
            }
            if let Some(image) = &entry.image {
                item.insert("image".into(), json!(image));
            }
            item.insert("tags".into(), json!(report.keywords));
            item.insert("language".into(), json!(report.lang));
            Value::Object(item)
        })
        .collect();
    let document = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title(),
        "description": publisher.text.tagline,
        "home_page_url": publisher.address("/"),
        "feed_url": feed.address,
        "language": publisher.lang,
        "favicon": publisher.address("/favicon.ico"),
        "items": items,
    });
    // Maps of strings always serialise.
    serde_json::to_string_pretty(&document).unwrap_or_default()
}
