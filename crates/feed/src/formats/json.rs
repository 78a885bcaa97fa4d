//! JSON Feed 1.0 and 1.1. The document is cut into its items by counting braces and each item is read by itself: a broken one costs
//! only itself, and memory holds one item's values at a time.

use crate::document::MAX_ITEMS;
use crate::draft::{Draft, Markup, person};
use crate::xml::{Defect, Defects};
use crate::{Enclosure, Hint, Parsed, date, text};
use coranto_core::reason::FeedRejected;
use coranto_core::{Address, Lang, Picture};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

pub fn read(src: &str, hint: &Hint<'_>) -> Result<(Parsed, Defects), FeedRejected> {
    let mut feed = Parsed::default();
    let mut defects = Defects::default();
    let mut fields = Members::of(src);
    let mut items = None;
    let mut version = None;
    let mut feed_authors = Vec::new();
    while let Some((key, value)) = fields.next() {
        match key {
            "version" => version = string(value),
            "title" => feed.title = string(value).map(|t| text::one_line(&t)).filter(|t| !t.is_empty()),
            "home_page_url" => feed.link = string(value).and_then(|t| address(&t, &feed, hint)),
            "feed_url" => feed.self_link = string(value).and_then(|t| address(&t, &feed, hint)),
            "description" => feed.description = string(value).map(|t| text::one_line(&t)).filter(|t| !t.is_empty()),
            "language" => feed.language = string(value).and_then(|t| Lang::parse(&t)),
            "icon" => feed.image = string(value).and_then(|t| address(&t, &feed, hint)).or(feed.image.take()),
            "favicon" => {
                feed.image = feed.image.take().or_else(|| string(value).and_then(|t| address(&t, &feed, hint)))
            }
            "author" | "authors" => feed_authors = serde_json::from_str::<People>(value).unwrap_or_default().0,
            "hubs" => feed.hubs = hubs(value),
            "items" => items = Some(value),
            _ => {}
        }
    }
    if fields.damaged {
        defects.note(Defect::BadJson);
    }
    let named = version.as_deref().is_some_and(|v| v.contains("jsonfeed"));
    let (Some(items), true) = (items, named || items.is_some_and(|i| i.starts_with('['))) else {
        return Err(FeedRejected::NotAFeed { beginning: crate::document::beginning(src) });
    };
    feed.format = match version.as_deref().and_then(|v| v.rsplit('/').next()).filter(|_| named) {
        Some(number) => format!("json feed {}", number.chars().take(8).collect::<String>()),
        None => "json feed".to_owned(),
    };
    read_items(items, &mut feed, &mut defects, hint, &feed_authors);
    Ok((feed, defects))
}

fn read_items(items: &str, feed: &mut Parsed, defects: &mut Defects, hint: &Hint<'_>, feed_authors: &[String]) {
    let mut elements = Elements::of(items);
    while let Some(element) = elements.next() {
        // Broken ones count too: each costs two readings.
        if feed.items.len() + feed.damaged as usize >= MAX_ITEMS {
            feed.warnings.push(format!("only the first {MAX_ITEMS} items were read"));
            return;
        }
        let values = serde_json::from_str::<Values>(element).or_else(|_| {
            defects.note(Defect::BadJson);
            serde_json::from_str::<Values>(&repaired(element))
        });
        let item = values.ok().and_then(|values| {
            values.draft(feed, hint).finish(|link| link.or(feed.link.as_ref()).or(hint.address).cloned())
        });
        match item {
            Some(mut item) => {
                if item.authors.is_empty() {
                    item.authors = feed_authors.to_vec();
                }
                feed.items.push(item);
            }
            None => feed.damaged = feed.damaged.saturating_add(1),
        }
    }
    if elements.damaged {
        defects.note(Defect::BadJson);
        defects.note(Defect::Truncated);
    }
}

fn address(text: &str, feed: &Parsed, hint: &Hint<'_>) -> Option<Address> {
    let base = hint.address.or(feed.link.as_ref()).or(feed.self_link.as_ref());
    match base {
        Some(base) if !text.is_empty() => Address::join(base, text).ok(),
        _ => Address::parse(text).ok(),
    }
}

fn string(value: &str) -> Option<String> {
    serde_json::from_str::<Loose>(value).or_else(|_| serde_json::from_str::<Loose>(&repaired(value))).ok()?.0
}

fn hubs(value: &str) -> Vec<Address> {
    let mut list = Elements::of(value);
    std::iter::from_fn(|| list.next())
        .take(10)
        .filter_map(|hub| {
            let mut members = Members::of(hub);
            std::iter::from_fn(|| members.next()).find(|(key, _)| *key == "url").and_then(|(_, v)| string(v))
        })
        .filter_map(|url| Address::parse(&url).ok())
        .collect()
}

/// Takes out what programs write and JSON forbids: bare control characters, and a comma before a closing bracket.
fn repaired(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let (mut inside, mut escaped) = (false, false);
    let mut comma: Option<usize> = None;
    for c in json.chars() {
        if u32::from(c) < 0x20 {
            out.push(' ');
            continue;
        }
        match c {
            _ if escaped => escaped = false,
            '\\' if inside => escaped = true,
            '"' => inside = !inside,
            '}' | ']' if !inside => {
                if let Some(at) = comma {
                    out.replace_range(at..=at, " ");
                }
            }
            _ => {}
        }
        if !c.is_whitespace() {
            comma = (c == ',' && !inside).then_some(out.len());
        }
        out.push(c);
    }
    out
}

/// The values of one item as they stand.
#[derive(Default)]
struct Values {
    id: Option<String>,
    url: Option<String>,
    external_url: Option<String>,
    title: Option<String>,
    content_html: Option<String>,
    content_text: Option<String>,
    summary: Option<String>,
    image: Option<String>,
    banner_image: Option<String>,
    published: Option<String>,
    modified: Option<String>,
    language: Option<String>,
    authors: Vec<String>,
    tags: Vec<String>,
    attachments: Vec<Attachment>,
}

impl Values {
    fn draft(self, feed: &Parsed, hint: &Hint<'_>) -> Draft {
        let mut draft = Draft::default();
        let link = |text: Option<String>| text.and_then(|t| address(t.trim(), feed, hint));
        draft.link.offer(3, link(self.url));
        draft.link.offer(2, link(self.external_url));
        draft
            .link
            .offer(1, self.id.as_deref().filter(|id| id.starts_with("http")).and_then(|id| Address::parse(id).ok()));
        draft.id.offer(1, self.id.filter(|id| !id.is_empty()));
        draft.title.offer(1, self.title.map(|t| text::one_line(&t)).filter(|t| !t.is_empty()));
        let markup = |text: String| Markup { text: text.trim().to_owned(), base: None };
        let written = |text: Option<String>| text.filter(|t| !t.trim().is_empty());
        draft.content.offer(2, written(self.content_html).map(markup));
        draft.content.offer(1, written(self.content_text).map(|t| markup(text::escape(&t))));
        draft.summary.offer(1, written(self.summary).map(|t| markup(text::escape(&t))));
        let picture = |src| Picture { src, alt: None, caption: None, credit: None, width: None, height: None };
        draft.image.offer(2, link(self.image).map(picture));
        draft.image.offer(1, link(self.banner_image).map(picture));
        draft.published.offer(1, self.published.and_then(|d| date::read(&d, true)));
        draft.updated.offer(1, self.modified.and_then(|d| date::read(&d, true)));
        draft.language.offer(1, self.language.and_then(|l| Lang::parse(&l)).map(Some));
        for name in self.authors {
            draft.author(Some(name));
        }
        for tag in self.tags {
            let tag = text::one_line(&tag);
            draft.category((!tag.is_empty()).then_some(tag));
        }
        for attachment in self.attachments {
            if let Some(address) = link(attachment.url) {
                let number = |text: Option<String>| {
                    text.and_then(|t| t.parse::<f64>().ok()).filter(|n| *n >= 1.0).map(|n| n as u64)
                };
                draft.enclosure(Enclosure {
                    address,
                    mime: attachment.mime.map(|m| m.to_ascii_lowercase()),
                    bytes: number(attachment.bytes),
                    seconds: number(attachment.seconds),
                    title: attachment.title.map(|t| text::one_line(&t)),
                });
            }
        }
        draft
    }
}

#[derive(Default)]
struct Attachment {
    url: Option<String>,
    mime: Option<String>,
    title: Option<String>,
    bytes: Option<String>,
    seconds: Option<String>,
}

/// A string, or a number or boolean where a string should be; anything else is nothing.
#[derive(Default)]
struct Loose(Option<String>);

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Loose, D::Error> {
        struct V;
        impl<'de> Visitor<'de> for V {
            type Value = Loose;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("anything")
            }
            fn visit_str<E>(self, v: &str) -> Result<Loose, E> {
                Ok(Loose(Some(v.to_owned())))
            }
            fn visit_string<E>(self, v: String) -> Result<Loose, E> {
                Ok(Loose(Some(v)))
            }
            fn visit_u64<E>(self, v: u64) -> Result<Loose, E> {
                Ok(Loose(Some(v.to_string())))
            }
            fn visit_i64<E>(self, v: i64) -> Result<Loose, E> {
                Ok(Loose(Some(v.to_string())))
            }
            fn visit_f64<E>(self, v: f64) -> Result<Loose, E> {
                Ok(Loose(Some(v.to_string())))
            }
            fn visit_bool<E>(self, _: bool) -> Result<Loose, E> {
                Ok(Loose(None))
            }
            fn visit_unit<E>(self) -> Result<Loose, E> {
                Ok(Loose(None))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Loose, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Loose(None))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Loose, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Loose(None))
            }
        }
        deserializer.deserialize_any(V)
    }
}

/// Reads maps key by key, so that a key that comes twice or a value of another type is no error.
macro_rules! read_map {
    ($type:ty, $value:ident, $map:ident, $($key:pat => $set:expr),+ $(,)?) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$type, D::Error> {
                struct V;
                impl<'de> Visitor<'de> for V {
                    type Value = $type;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("an object")
                    }
                    fn visit_map<A: MapAccess<'de>>(self, mut $map: A) -> Result<$type, A::Error> {
                        let mut $value = <$type>::default();
                        while let Some(key) = $map.next_key::<String>()? {
                            match key.as_str() {
                                $($key => $set,)+
                                _ => {
                                    $map.next_value::<IgnoredAny>()?;
                                }
                            }
                        }
                        Ok($value)
                    }
                }
                deserializer.deserialize_map(V)
            }
        }
    };
}

read_map!(Values, v, map,
    "id" => v.id = map.next_value::<Loose>()?.0,
    "url" => v.url = map.next_value::<Loose>()?.0,
    "external_url" => v.external_url = map.next_value::<Loose>()?.0,
    "title" => v.title = map.next_value::<Loose>()?.0,
    "content_html" => v.content_html = map.next_value::<Loose>()?.0,
    "content_text" => v.content_text = map.next_value::<Loose>()?.0,
    "summary" => v.summary = map.next_value::<Loose>()?.0,
    "image" => v.image = map.next_value::<Loose>()?.0,
    "banner_image" => v.banner_image = map.next_value::<Loose>()?.0,
    "date_published" => v.published = map.next_value::<Loose>()?.0,
    "date_modified" => v.modified = map.next_value::<Loose>()?.0,
    "language" => v.language = map.next_value::<Loose>()?.0,
    "authors" | "author" => {
        let people = map.next_value::<People>()?.0;
        if !people.is_empty() {
            v.authors = people;
        }
    },
    "tags" => v.tags = map.next_value::<List<Loose>>()?.0.into_iter().filter_map(|t| t.0).collect(),
    "attachments" => v.attachments = map.next_value::<List<Attachment>>()?.0,
);

read_map!(Attachment, v, map,
    "url" => v.url = map.next_value::<Loose>()?.0,
    "mime_type" => v.mime = map.next_value::<Loose>()?.0,
    "title" => v.title = map.next_value::<Loose>()?.0,
    "size_in_bytes" => v.bytes = map.next_value::<Loose>()?.0,
    "duration_in_seconds" => v.seconds = map.next_value::<Loose>()?.0,
);

#[derive(Default)]
struct Named(Option<String>);

read_map!(Named, v, map,
    "name" => v.0 = map.next_value::<Loose>()?.0,
);

/// Longer lists in one item carry nothing for a reader.
const MAX_LIST: usize = 100;

/// A list, or nothing where something else stands.
struct List<T>(Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<List<T>, D::Error> {
        struct V<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for V<T> {
            type Value = List<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }
            fn visit_unit<E>(self) -> Result<List<T>, E> {
                Ok(List(Vec::new()))
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<List<T>, E> {
                T::deserialize(serde::de::value::StrDeserializer::new(text)).map(|one| List(vec![one]))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<List<T>, A::Error> {
                let mut list = Vec::new();
                while list.len() < MAX_LIST {
                    match seq.next_element()? {
                        Some(one) => list.push(one),
                        None => return Ok(List(list)),
                    }
                }
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(List(list))
            }
        }
        deserializer.deserialize_any(V(std::marker::PhantomData))
    }
}

/// Authors: a list of objects, one object, or plain names.
#[derive(Default)]
struct People(Vec<String>);

impl<'de> Deserialize<'de> for People {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<People, D::Error> {
        struct V;
        impl<'de> Visitor<'de> for V {
            type Value = People;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("authors")
            }
            fn visit_unit<E>(self) -> Result<People, E> {
                Ok(People::default())
            }
            fn visit_str<E>(self, name: &str) -> Result<People, E> {
                Ok(People(person(name).into_iter().collect()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<People, A::Error> {
                let named = Named::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                Ok(People(named.0.and_then(|n| person(&n)).into_iter().collect()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<People, A::Error> {
                let mut all = People::default();
                while let Some(one) = seq.next_element::<People>()? {
                    if all.0.len() < MAX_LIST {
                        all.0.extend(one.0);
                    }
                }
                Ok(all)
            }
        }
        deserializer.deserialize_any(V)
    }
}

/// Cuts JSON text without reading it.
struct Cutter<'a> {
    src: &'a str,
    at: usize,
}

impl<'a> Cutter<'a> {
    fn blanks(&mut self) -> Option<u8> {
        loop {
            match self.src.as_bytes().get(self.at)? {
                b' ' | b'\t' | b'\r' | b'\n' | b',' => self.at += 1,
                b => return Some(*b),
            }
        }
    }

    /// The value that begins here; none when it never ends.
    fn value(&mut self) -> Option<&'a str> {
        let start = self.at;
        let bytes = self.src.as_bytes();
        match *bytes.get(start)? {
            b'"' => self.at = string_end(bytes, start)?,
            b'{' | b'[' => {
                let mut depth = 0usize;
                loop {
                    match *bytes.get(self.at)? {
                        b'"' => {
                            self.at = string_end(bytes, self.at)?;
                            continue;
                        }
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' => {
                            depth = depth.saturating_sub(1);
                            if depth == 0 {
                                self.at += 1;
                                break;
                            }
                        }
                        _ => {}
                    }
                    self.at += 1;
                }
            }
            _ => {
                let rest = bytes.get(start..)?;
                self.at = start + rest.iter().position(|b| matches!(b, b',' | b'}' | b']')).unwrap_or(rest.len());
            }
        }
        self.src.get(start..self.at).map(str::trim)
    }
}

/// Position behind the string that opens at `start`.
fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes.get(at) == Some(&b'"') {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// The members of an object: key without quotes, value as written.
struct Members<'a> {
    cutter: Cutter<'a>,
    src_end: bool,
    damaged: bool,
}

impl<'a> Members<'a> {
    fn of(src: &'a str) -> Members<'a> {
        let at = src.find('{').map_or(src.len(), |i| i + 1);
        Members { cutter: Cutter { src, at }, src_end: false, damaged: false }
    }

    fn next(&mut self) -> Option<(&'a str, &'a str)> {
        if self.src_end {
            return None;
        }
        let member = self.member();
        self.src_end = member.is_none();
        member
    }

    fn member(&mut self) -> Option<(&'a str, &'a str)> {
        let first = self.cutter.blanks();
        if first == Some(b'}') {
            return None;
        }
        // Anything else that ends the loop is damage.
        self.damaged = true;
        if first? != b'"' {
            return None;
        }
        let key = self.cutter.value()?;
        if self.cutter.blanks()? != b':' {
            return None;
        }
        self.cutter.at += 1;
        self.cutter.blanks()?;
        let start = self.cutter.at;
        let value = match self.cutter.value() {
            Some(value) => {
                self.damaged = false;
                value
            }
            // The document is cut off within: what there is of it may still hold whole items.
            None => {
                self.cutter.at = self.cutter.src.len();
                self.cutter.src.get(start..)?
            }
        };
        Some((key.trim_matches('"'), value))
    }
}

/// The elements of a list, as written.
struct Elements<'a> {
    cutter: Cutter<'a>,
    damaged: bool,
}

impl<'a> Elements<'a> {
    fn of(src: &'a str) -> Elements<'a> {
        let at = if src.starts_with('[') { 1 } else { src.len() };
        Elements { cutter: Cutter { src, at }, damaged: false }
    }

    fn next(&mut self) -> Option<&'a str> {
        let first = self.cutter.blanks();
        if first == Some(b']') {
            return None;
        }
        let before = self.cutter.at;
        let value = first.and_then(|_| self.cutter.value());
        if value.is_none() || self.cutter.at == before {
            self.damaged |= self.cutter.src.starts_with('[');
            return None;
        }
        value
    }
}
