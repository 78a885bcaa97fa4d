//! JSON-LD as pages really write it: in lists and graphs, escaped, with commas too many and characters that JSON forbids.

use crate::dom::decode;
use crate::picture::one_line;
use coranto_core::Lang;
use serde_json::Value;

#[derive(Debug, Default)]
pub(super) struct Told {
    pub headline: Option<String>,
    pub authors: Vec<String>,
    /// Organisations that stand where authors do.
    pub desks: Vec<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    /// When a film or recording in the page was put up: the article's own date only when there is no other.
    pub uploaded: Option<String>,
    pub body: Option<String>,
    pub description: Option<String>,
    pub section: Option<String>,
    pub keywords: Vec<String>,
    pub images: Vec<ToldImage>,
    pub publisher: Option<String>,
    pub licence: Option<String>,
    pub lang: Option<Lang>,
    pub free: Option<bool>,
    pub is_article: bool,
    pub is_list: bool,
    pub live: super::live::Live,
}

/// A picture as machines are told of it.
#[derive(Debug, Default)]
pub(super) struct ToldImage {
    pub src: String,
    pub caption: Option<String>,
    pub credit: Option<String>,
    pub width: Option<u32>,
    pub height: Option<u32>,
}

/// Objects looked at in one page: an honest page has a dozen.
const MAX_OBJECTS: usize = 2_000;

/// `is_about` says by headline and address whether an object tells of the page's own article.
pub(super) fn read<'t>(
    scripts: impl Iterator<Item = &'t str>,
    is_about: &dyn Fn(Option<&str>, Option<&str>) -> bool,
) -> Told {
    let values: Vec<Value> = scripts.take(40).filter_map(parse).collect();
    let mut objects: Vec<&serde_json::Map<String, Value>> = Vec::new();
    for value in &values {
        collect(value, &mut objects, 0);
    }
    let is_list = objects
        .iter()
        .any(|o| kinds(o).any(|k| matches!(k, "CollectionPage" | "ItemList" | "SearchResultsPage" | "ProfilePage")));
    let mut told = Told { is_list, live: super::live::read(&objects), ..Told::default() };
    // An article tells more than the page around it.
    let mut ranked: Vec<(u8, &serde_json::Map<String, Value>)> =
        objects.iter().filter_map(|o| Some((rank(o)?, *o))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    // Of several articles those that are this page's; where none is, the first.
    if ranked.iter().filter(|(rank, _)| *rank == 0).count() > 1 {
        let own: Vec<bool> = ranked
            .iter()
            .take(60)
            .map(|(rank, object)| {
                *rank == 0 && is_about(text(object.get("headline")).as_deref(), address_of(object).as_deref())
            })
            .collect();
        if own.contains(&true) {
            let mut own = own.into_iter();
            ranked.retain(|(rank, _)| own.next().unwrap_or(false) || *rank > 0);
        }
    }
    told.is_article = ranked.first().is_some_and(|(rank, _)| *rank == 0);
    for (rank, object) in &ranked {
        told.take(object, *rank, &objects);
    }
    if told.publisher.is_none() {
        told.publisher = objects.iter().find(|o| kinds(o).any(|k| k == "WebSite")).and_then(|o| text(o.get("name")));
    }
    told
}

fn parse(script: &str) -> Option<Value> {
    let text = script.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let text = text
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[")
        .trim_end_matches("//]]>")
        .trim_end_matches("]]>")
        .trim()
        .trim_end_matches(';');
    if text.len() > 4 << 20 {
        return None;
    }
    serde_json::from_str(text).ok().or_else(|| serde_json::from_str(&mended(text)).ok()).or_else(|| {
        // Escaped as a whole for HTML.
        let plain = decode(text, false);
        serde_json::from_str(&plain).ok().or_else(|| serde_json::from_str(&mended(&plain)).ok())
    })
}

/// Without commas before a closing bracket, with control characters in strings as blanks.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_string = false;
    let mut escaped = false;
    for c in text.chars() {
        if in_string {
            match c {
                _ if escaped => {
                    // "\'" and kin are JavaScript, not JSON.
                    if !matches!(c, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') {
                        out.pop();
                    }
                    escaped = false;
                    out.push(if c.is_control() { ' ' } else { c });
                }
                '\\' => {
                    escaped = true;
                    out.push(c);
                }
                '"' => {
                    in_string = false;
                    out.push(c);
                }
                c if c.is_control() => out.push(' '),
                c => out.push(c),
            }
            continue;
        }
        match c {
            '"' => in_string = true,
            '}' | ']' => {
                let end = out.trim_end().len();
                if out[..end].ends_with(',') {
                    out.truncate(end - 1);
                }
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

fn collect<'v>(value: &'v Value, out: &mut Vec<&'v serde_json::Map<String, Value>>, depth: u8) {
    if depth > 8 || out.len() >= MAX_OBJECTS {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, out, depth + 1)),
        Value::Object(object) => {
            out.push(object);
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "hasPart", "liveBlogUpdate", "itemListElement"] {
                // Parts of a list are other articles.
                if let Some(inner) =
                    object.get(key).filter(|_| !matches!(key, "itemListElement" | "liveBlogUpdate" | "hasPart"))
                {
                    collect(inner, out, depth + 1);
                }
            }
        }
        _ => {}
    }
}

pub(super) fn kinds(object: &serde_json::Map<String, Value>) -> impl Iterator<Item = &str> {
    let kinds: Vec<&str> = match object.get("@type") {
        Some(Value::String(kind)) => vec![kind.as_str()],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    kinds.into_iter().map(|k| k.rsplit(['/', ':']).next().unwrap_or(k))
}

fn rank(object: &serde_json::Map<String, Value>) -> Option<u8> {
    kinds(object)
        .filter_map(|kind| match kind {
            k if k.ends_with("Article")
                || k.ends_with("BlogPosting")
                || k == "Report"
                || k == "Review"
                || k == "Recipe"
                || k == "SocialMediaPosting" =>
            {
                Some(0)
            }
            "WebPage" | "ItemPage" => Some(2),
            "VideoObject" | "AudioObject" | "PodcastEpisode" => Some(3),
            _ => None,
        })
        .min()
}

fn address_of(object: &serde_json::Map<String, Value>) -> Option<String> {
    let page = || match object.get("mainEntityOfPage")? {
        Value::Object(page) => text(page.get("@id")).or_else(|| text(page.get("url"))),
        other => text(Some(other)),
    };
    text(object.get("url")).or_else(page)
}

impl Told {
    fn take(&mut self, object: &serde_json::Map<String, Value>, rank: u8, objects: &[&serde_json::Map<String, Value>]) {
        let set = |slot: &mut Option<String>, value: Option<String>| {
            if slot.is_none() {
                *slot = value;
            }
        };
        set(
            &mut self.headline,
            text(object.get("headline")).or_else(|| text(object.get("name")).filter(|_| rank == 0)),
        );
        let created = text(object.get("datePublished")).or_else(|| text(object.get("dateCreated")));
        if rank < 3 {
            set(&mut self.published, created);
            set(&mut self.modified, text(object.get("dateModified")));
        } else {
            set(&mut self.uploaded, text(object.get("uploadDate")).or(created));
        }
        set(&mut self.description, text(object.get("description")));
        if self.lang.is_none() {
            self.lang = text(object.get("inLanguage")).and_then(|l| Lang::parse(&l));
        }
        if rank > 0 {
            return;
        }
        if self.authors.is_empty() {
            let author = object.get("author").or_else(|| object.get("creator"));
            names(author, objects, &mut self.authors, &mut self.desks, 0);
        }
        set(&mut self.section, first_text(object.get("articleSection")));
        set(&mut self.publisher, object.get("publisher").and_then(|p| name_of(p, objects)));
        set(&mut self.licence, text(object.get("license")));
        if self.body.is_none() {
            self.body = object
                .get("articleBody")
                .or_else(|| object.get("reviewBody"))
                .and_then(Value::as_str)
                .map(str::to_owned);
        }
        if self.keywords.is_empty() {
            match object.get("keywords") {
                Some(Value::String(words)) => self.keywords = words.split([',', ';']).map(one_line).collect(),
                Some(Value::Array(words)) => {
                    self.keywords =
                        words.iter().filter_map(Value::as_str).flat_map(|w| w.split(',').map(one_line)).collect()
                }
                _ => {}
            }
        }
        if self.images.is_empty() {
            images(object.get("image"), objects, &mut self.images, 0);
        }
        if self.free.is_none() {
            self.free = match object.get("isAccessibleForFree") {
                Some(Value::Bool(free)) => Some(*free),
                Some(Value::String(free)) => match free.to_ascii_lowercase().rsplit('/').next().unwrap_or_default() {
                    "true" | "yes" => Some(true),
                    "false" | "no" => Some(false),
                    _ => None,
                },
                _ => None,
            };
        }
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => one_line(&decode(text, false)),
        Value::Number(number) => number.to_string(),
        Value::Object(object) => return text(object.get("@value").or_else(|| object.get("name"))),
        Value::Array(items) => return items.iter().find_map(|v| text(Some(v))),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn first_text(value: Option<&Value>) -> Option<String> {
    text(value)
}

/// An object named by its `@id` elsewhere in the page.
fn resolve<'v>(
    object: &'v serde_json::Map<String, Value>,
    objects: &[&'v serde_json::Map<String, Value>],
) -> &'v serde_json::Map<String, Value> {
    if object.contains_key("name") || object.contains_key("url") {
        return object;
    }
    let Some(id) = object.get("@id").and_then(Value::as_str) else { return object };
    objects.iter().find(|o| o.get("@id").and_then(Value::as_str) == Some(id) && o.len() > 1).copied().unwrap_or(object)
}

fn name_of(value: &Value, objects: &[&serde_json::Map<String, Value>]) -> Option<String> {
    match value {
        Value::String(name) => Some(one_line(&decode(name, false))),
        Value::Object(object) => text(object.get("name")).or_else(|| text(find(object, objects)?.get("name"))),
        Value::Array(items) => items.iter().find_map(|item| name_of(item, objects)),
        _ => None,
    }
    .filter(|n| !n.is_empty())
}

fn find<'v>(
    object: &serde_json::Map<String, Value>,
    objects: &[&'v serde_json::Map<String, Value>],
) -> Option<&'v serde_json::Map<String, Value>> {
    let id = object.get("@id").and_then(Value::as_str)?;
    objects.iter().find(|o| o.get("@id").and_then(Value::as_str) == Some(id) && o.len() > 1).copied()
}

fn names(
    value: Option<&Value>,
    objects: &[&serde_json::Map<String, Value>],
    out: &mut Vec<String>,
    desks: &mut Vec<String>,
    depth: u8,
) {
    if depth > 4 || out.len() + desks.len() > 20 {
        return;
    }
    match value {
        Some(Value::Array(items)) => items.iter().for_each(|item| names(Some(item), objects, out, desks, depth + 1)),
        Some(Value::Object(object)) => {
            let named = find(object, objects).filter(|_| !object.contains_key("name")).unwrap_or(object);
            let organisation = kinds(named).any(|k| k.ends_with("Organization"));
            match named.get("name") {
                Some(Value::Array(_)) => names(named.get("name"), objects, out, desks, depth + 1),
                name => {
                    if let Some(name) = text(name) {
                        if organisation { desks.push(name) } else { out.push(name) }
                    }
                }
            }
        }
        Some(Value::String(name)) => out.push(one_line(&decode(name, false))),
        _ => {}
    }
}

fn images(value: Option<&Value>, objects: &[&serde_json::Map<String, Value>], out: &mut Vec<ToldImage>, depth: u8) {
    if depth > 3 || out.len() > 8 {
        return;
    }
    match value {
        Some(Value::String(src)) => out.push(ToldImage { src: src.clone(), ..ToldImage::default() }),
        Some(Value::Array(items)) => items.iter().for_each(|item| images(Some(item), objects, out, depth + 1)),
        Some(Value::Object(object)) => {
            let object = resolve_image(object, objects);
            if let Some(src) = text(object.get("url")).or_else(|| text(object.get("contentUrl"))) {
                let side = |name: &str| {
                    let side = object.get(name).map(|v| v.get("value").unwrap_or(v))?;
                    let number = side.as_u64().or_else(|| side.as_str()?.trim_end_matches("px").trim().parse().ok())?;
                    u32::try_from(number).ok().filter(|side| (1..30_000).contains(side))
                };
                let said = |name: &str| text(object.get(name)).filter(|t| t.chars().count() <= 600);
                let credit = ["creditText", "creator", "author", "copyrightHolder", "copyrightNotice"];
                out.push(ToldImage {
                    src,
                    caption: said("caption").or_else(|| said("description")),
                    credit: credit.iter().find_map(|name| said(name)),
                    width: side("width"),
                    height: side("height"),
                });
            }
        }
        _ => {}
    }
}

fn resolve_image<'v>(
    object: &'v serde_json::Map<String, Value>,
    objects: &[&'v serde_json::Map<String, Value>],
) -> &'v serde_json::Map<String, Value> {
    resolve(object, objects)
}
