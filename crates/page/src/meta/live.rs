//! A live blog as the page tells it to machines: its entries, each with the instant it was written.

use super::date;
use crate::dom::decode;
use crate::picture::one_line;
use coranto_core::Stamp;
use serde_json::{Map, Value};

/// Entries beyond this are those of a page that never ends.
const MOST_ENTRIES: usize = 1_000;

#[derive(Debug, Default)]
pub(crate) struct Live {
    /// The page says that it is a live blog.
    pub said: bool,
    pub start: Option<Stamp>,
    pub entries: Vec<Told>,
}

#[derive(Debug)]
pub(crate) struct Told {
    pub headline: String,
    pub at: Option<Stamp>,
    /// Text, or markup.
    pub body: String,
}

pub(super) fn read(objects: &[&Map<String, Value>]) -> Live {
    let blog = objects.iter().find(|o| super::jsonld::kinds(o).any(|k| k == "LiveBlogPosting"));
    let Some(blog) = blog else { return Live::default() };
    let entries = match blog.get("liveBlogUpdate") {
        Some(Value::Array(entries)) => entries.iter().take(MOST_ENTRIES).filter_map(entry).collect(),
        Some(one) => entry(one).into_iter().collect(),
        None => Vec::new(),
    };
    let start = blog.get("coverageStartTime").and_then(Value::as_str).and_then(date::parse);
    Live { said: true, start, entries }
}

fn entry(value: &Value) -> Option<Told> {
    let object = value.as_object()?;
    let text = |names: &[&str]| names.iter().find_map(|n| object.get(*n)?.as_str()).unwrap_or_default();
    let headline = one_line(&decode(text(&["headline", "name"]), false));
    let body = text(&["articleBody", "text", "description"]).to_owned();
    let at = date::parse(text(&["datePublished", "dateCreated", "dateModified"]));
    (!headline.is_empty() || !body.is_empty()).then_some(Told { headline, at, body })
}
