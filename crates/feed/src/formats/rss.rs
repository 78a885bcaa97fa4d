//! RSS 0.90 to 2.0 and RSS 1.0 (RDF): the elements that have no namespace, or one of those that RSS was given over the years.

use super::atom;
use crate::document::{Dialect, Element, Reader, take};
use crate::draft::{Markup, person};
use crate::text;
use crate::xml::{Attrs, Scanner, Token};
use coranto_core::{Address, Lang};

pub fn begin<'a>(r: &mut Reader<'a>, element: &Element<'a>) {
    if r.dialect != Dialect::Unknown {
        return;
    }
    r.dialect = Dialect::Rss;
    r.feed.format = match element.local.as_str() {
        "rdf" => {
            let old = element.tag.attrs.iter().any(|(_, v)| v.contains("netscape.com/rdf/simple/0.9"));
            if old { "rss 0.90" } else { "rss 1.0" }.to_owned()
        }
        _ => match element.attr("version").map(|v| if v.starts_with("2.") { "2.0".into() } else { v }) {
            Some(version) => format!(
                "rss {}",
                version.chars().filter(|c| c.is_ascii_digit() || *c == '.').take(8).collect::<String>()
            ),
            None => "rss".to_owned(),
        },
    };
}

pub fn item_begin<'a>(r: &mut Reader<'a>, element: &Element<'a>) {
    if let Some(about) = element.tag.attrs.get("rdf:about").filter(|a| !a.is_empty()) {
        let address = r.address(&about);
        r.draft.link.offer(1, address);
        r.draft.id.offer(1, Some(about.into_owned()));
    }
}

pub fn field<'a>(r: &mut Reader<'a>, element: &Element<'a>) -> bool {
    if r.in_item { item_field(r, element) } else { feed_field(r, element) }
}

fn item_field<'a>(r: &mut Reader<'a>, element: &Element<'a>) -> bool {
    match element.local.as_str() {
        "title" => {
            let title = r.words(element);
            r.draft.title.offer(3, title);
        }
        "link" if element.attr("href").is_some() => atom::link(r, element),
        "link" => {
            let link = r.link(element);
            r.draft.link.offer(4, link);
        }
        "guid" | "id" => guid(r, element),
        "description" => {
            let markup = r.markup(element);
            description(r, 4, markup);
        }
        "summary" | "abstract" => {
            let markup = r.markup(element);
            description(r, 3, markup);
        }
        "body" | "fullitem" | "content" | "fulltext" | "full-text" => {
            let markup = r.markup(element);
            r.draft.content.offer(2, markup);
        }
        "author" => {
            let name = person_of(r, element);
            r.draft.author(name);
        }
        "category" => {
            let category = r.words(element);
            r.draft.category(category);
        }
        "tags" | "keywords" => {
            let words = r.words(element);
            super::modules::split_categories(r, words);
        }
        "pubdate" | "published" | "pub_date" => {
            let date = r.date(element);
            r.draft.published.offer(4, date);
        }
        "date" | "issued" => {
            let date = r.date(element);
            r.draft.published.offer(2, date);
        }
        "updated" | "modified" | "lastmod" | "lastbuilddate" => {
            let date = r.date(element);
            r.draft.updated.offer(3, date);
        }
        "comments" => {
            let comments = r.link(element);
            r.draft.comments.offer(3, comments);
        }
        "enclosure" => enclosure(r, element),
        "language" => {
            let lang = r.text(element).and_then(|t| Lang::parse(&t));
            r.draft.language.offer(5, lang.map(Some));
        }
        "image" | "thumbnail" => {
            let picture = image_address(r, element);
            super::modules::picture(r, picture, None, None, 1);
        }
        _ => return false,
    }
    true
}

fn feed_field<'a>(r: &mut Reader<'a>, element: &Element<'a>) -> bool {
    match element.local.as_str() {
        "title" => {
            let title = r.words(element);
            take(&mut r.feed.title, &mut r.ranks.title, 3, title);
        }
        "link" if element.attr("href").is_some() => atom::link(r, element),
        "link" => {
            let link = r.link(element);
            take(&mut r.feed.link, &mut r.ranks.link, 4, link);
        }
        "description" | "tagline" | "subtitle" => {
            let words = r.words(element);
            take(&mut r.feed.description, &mut r.ranks.description, 3, words);
        }
        "language" => {
            let lang = r.text(element).and_then(|t| Lang::parse(&t));
            r.offer_language(3, lang);
        }
        "lastbuilddate" | "updated" | "modified" => {
            let date = r.date(element);
            take(&mut r.feed.updated, &mut r.ranks.updated, 3, date);
        }
        "pubdate" | "published" => {
            let date = r.date(element);
            take(&mut r.feed.updated, &mut r.ranks.updated, 1, date);
        }
        "image" => {
            let image = image_address(r, element);
            take(&mut r.feed.image, &mut r.ranks.image, 3, image);
        }
        "ttl" => {
            let minutes = r.text(element).and_then(|t| t.parse().ok()).filter(|m| *m > 0);
            r.feed.ttl_minutes = minutes.or(r.feed.ttl_minutes);
        }
        "skiphours" => {
            let inner = r.source(element).raw;
            r.feed.skip_hours = children(inner, "hour")
                .filter_map(|t| t.parse::<u8>().ok())
                .filter(|h| *h <= 24)
                .map(|h| h % 24)
                .collect();
            r.feed.skip_hours.sort_unstable();
            r.feed.skip_hours.dedup();
        }
        "skipdays" => {
            let inner = r.source(element).raw;
            r.feed.skip_days = children(inner, "day").filter_map(|t| weekday(&t)).collect();
            r.feed.skip_days.sort_unstable();
            r.feed.skip_days.dedup();
        }
        _ => return false,
    }
    true
}

/// An item with both a description and a summary means the longer one as its text.
fn description(r: &mut Reader<'_>, rank: u32, markup: Option<Markup>) {
    let Some(markup) = markup else { return };
    match r.draft.summary.value.take() {
        Some(other) if r.draft.has_description && other.text != markup.text => {
            let (short, long) = if other.text.len() <= markup.text.len() { (other, markup) } else { (markup, other) };
            r.draft.summary.offer(4, Some(short));
            r.draft.content.offer(1, Some(long));
        }
        other => {
            r.draft.summary.value = other;
            r.draft.summary.offer(rank, Some(markup));
        }
    }
    r.draft.has_description = true;
}

/// A guid is a link unless it says that it is not, and it looks like one.
fn guid<'a>(r: &mut Reader<'a>, element: &Element<'a>) {
    let Some(guid) = r.text(element) else { return };
    let permalink = !element.attr("isPermaLink").is_some_and(|v| v.eq_ignore_ascii_case("false"));
    if permalink && (guid.starts_with("http://") || guid.starts_with("https://")) {
        let address = r.address(&guid);
        r.draft.link.offer(2, address);
    }
    r.draft.id.offer(3, Some(guid.into_owned()));
}

fn enclosure<'a>(r: &mut Reader<'a>, element: &Element<'a>) {
    r.skip(element);
    let Some(address) = element.attr("url").or_else(|| element.attr("href")).and_then(|u| r.address(&u)) else {
        return;
    };
    let mime = element.attr("type").map(|t| t.to_ascii_lowercase());
    super::modules::enclosure(r, element, address, mime, None);
}

/// An author: text, or the children that Atom gives one.
pub fn person_of<'a>(r: &mut Reader<'a>, element: &Element<'a>) -> Option<String> {
    let inner = r.source(element);
    if inner.cut {
        return None;
    }
    let child = children(inner.raw, "name").next().or_else(|| children(inner.raw, "email").next());
    match child {
        Some(name) => person(&text::plain_text(&name)),
        None => {
            let value = text::value(inner.raw, &mut r.scan.defects);
            if value.markup || text::looks_like_markup(&value.text) {
                person(&without_tags(&value.text))
            } else {
                person(&value.text)
            }
        }
    }
}

/// "Name <mail@host>" is no markup, though it looks a little like it.
fn without_tags(text: &str) -> String {
    if text.contains('@') && !text.contains("</") {
        let mut out = String::new();
        text::decode_into(&mut out, text, None);
        return out;
    }
    text::plain_text(text)
}

fn image_address<'a>(r: &mut Reader<'a>, element: &Element<'a>) -> Option<Address> {
    let named = element.attr("href").or_else(|| element.attr("url")).or_else(|| element.tag.attrs.get("rdf:resource"));
    let inner = r.source(element);
    let child = children(inner.raw, "url").next();
    let text = match child {
        Some(url) => Some(url),
        None if !inner.raw.contains('<') => {
            Some(text::value(inner.raw, &mut r.scan.defects).text.into_owned()).filter(|t| !t.is_empty())
        }
        None => None,
    };
    text.or(named.map(|n| n.into_owned())).and_then(|t| r.address(&t))
}

/// The texts of the direct or inner elements called `local` in a stretch of source.
pub fn children<'a>(source: &'a str, local: &'static str) -> impl Iterator<Item = String> + 'a {
    let mut scanner = Scanner::new(source);
    std::iter::from_fn(move || {
        loop {
            match scanner.next_tag()? {
                Token::Open(tag) if tag.name.rsplit(':').next().is_some_and(|n| n.eq_ignore_ascii_case(local)) => {
                    let inner =
                        if tag.empty { "" } else { scanner.inner(tag.name, |_| false, |_, _: Attrs<'_>| true).raw };
                    let text = text::value(inner, &mut scanner.defects).text.into_owned();
                    if !text.is_empty() {
                        return Some(text);
                    }
                }
                _ => {}
            }
        }
    })
}

fn weekday(name: &str) -> Option<u8> {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let name = name.trim().to_ascii_lowercase();
    DAYS.iter().position(|d| name.len() >= 3 && d.starts_with(&name)).and_then(|i| u8::try_from(i).ok())
}
