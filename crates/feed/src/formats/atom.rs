//! Atom 0.3 and 1.0, also where RSS borrows its elements.

use super::rss;
use crate::document::{Dialect, Element, Reader, take};
use crate::draft::Markup;
use crate::text;

pub fn begin<'a>(r: &mut Reader<'a>, element: &Element<'a>) {
    if r.dialect != Dialect::Unknown {
        return;
    }
    r.dialect = Dialect::Atom;
    let namespace = r.namespace(element);
    let version = element.attr("version");
    r.feed.format = match version.as_deref() {
        Some("0.1") => "atom 0.1",
        Some("0.2") => "atom 0.2",
        Some("0.3") => "atom 0.3",
        _ if namespace.contains("purl.org/atom") => "atom 0.3",
        _ if namespace.contains("2005/atom") || version.as_deref() == Some("1.0") => "atom 1.0",
        _ => "atom",
    }
    .to_owned();
}

pub fn field<'a>(r: &mut Reader<'a>, element: &Element<'a>) -> bool {
    if r.in_item { entry_field(r, element) } else { feed_field(r, element) }
}

fn entry_field<'a>(r: &mut Reader<'a>, element: &Element<'a>) -> bool {
    // In an RSS item the feed's own vocabulary says it better.
    let own = if r.dialect == Dialect::Atom { 4 } else { 2 };
    match element.local.as_str() {
        "title" => {
            let title = construct(r, element).map(Construct::words).filter(|t| !t.is_empty());
            r.draft.title.offer(own, title);
        }
        "link" => link(r, element),
        "id" | "guid" => {
            let id = r.text(element);
            // An entry without a link often has its address as id.
            if let Some(id) = id.as_deref().filter(|id| id.starts_with("http://") || id.starts_with("https://")) {
                let address = r.address(id);
                r.draft.link.offer(1, address);
            }
            r.draft.id.offer(own, id.map(|id| id.into_owned()));
        }
        "summary" | "description" | "abstract" => {
            let summary = construct(r, element);
            r.draft.summary.offer(own, summary.map(Construct::into_markup));
        }
        "content" => content(r, element, own),
        "published" | "pubdate" => {
            let date = r.date(element);
            r.draft.published.offer_last(own + 1, date);
        }
        "issued" => {
            let date = r.date(element);
            r.draft.published.offer_last(own, date);
        }
        "created" => {
            let date = r.date(element);
            r.draft.published.offer_last(1, date);
        }
        "updated" | "modified" => {
            let date = r.date(element);
            r.draft.updated.offer_last(own, date);
        }
        "author" => {
            let name = rss::person_of(r, element);
            r.draft.author(name);
        }
        "category" => category(r, element),
        "source" => {
            // Where the entry was first: its author counts when the entry names none.
            let inner = r.source(element).raw;
            let name = rss::children(inner, "author").next();
            let name = name.and_then(|n| if n.contains('<') { rss::children(&n, "name").next() } else { Some(n) });
            r.draft.weak_author(name);
        }
        _ => return false,
    }
    true
}

fn feed_field<'a>(r: &mut Reader<'a>, element: &Element<'a>) -> bool {
    let own = if r.dialect == Dialect::Atom { 4 } else { 2 };
    match element.local.as_str() {
        "title" => {
            let title = construct(r, element).map(Construct::words).filter(|t| !t.is_empty());
            take(&mut r.feed.title, &mut r.ranks.title, own, title);
        }
        "link" => link(r, element),
        "subtitle" | "tagline" | "description" => {
            let words = construct(r, element).map(Construct::words).filter(|t| !t.is_empty());
            take(&mut r.feed.description, &mut r.ranks.description, own, words);
        }
        "updated" | "modified" => {
            let date = r.date(element);
            take(&mut r.feed.updated, &mut r.ranks.updated, own, date);
        }
        "published" => {
            let date = r.date(element);
            take(&mut r.feed.updated, &mut r.ranks.updated, 1, date);
        }
        "logo" => {
            let image = r.link(element);
            take(&mut r.feed.image, &mut r.ranks.image, 2, image);
        }
        "icon" => {
            let image = r.link(element);
            take(&mut r.feed.image, &mut r.ranks.image, 1, image);
        }
        "author" => {
            if let Some(name) = rss::person_of(r, element)
                && r.feed_authors.len() < 10
            {
                r.feed_authors.push(name);
            }
        }
        "language" => {
            let lang = r.text(element).and_then(|t| coranto_core::Lang::parse(&t));
            r.offer_language(2, lang);
        }
        _ => return false,
    }
    true
}

/// `<link rel= href= type=>` of a feed or an entry.
pub fn link<'a>(r: &mut Reader<'a>, element: &Element<'a>) {
    let href = element.attr("href").map(|h| h.into_owned());
    // Some write the address between the tags, as RSS does.
    let text = if element.tag.empty { None } else { r.text(element).map(|t| t.into_owned()) };
    let nowhere = element.tag.attrs.raw("href").is_some_and(|h| h.trim().is_empty());
    let address = if nowhere { r.explicit_base() } else { href.or(text).and_then(|h| r.address(&h)) };
    let Some(address) = address else { return };
    let rel = element.attr("rel").map(|rel| rel.to_ascii_lowercase());
    let rel = rel.as_deref().map_or("alternate", |rel| rel.rsplit('/').next().unwrap_or(rel));
    let mime = element.attr("type").map(|t| t.to_ascii_lowercase());
    let page = mime.as_deref().is_none_or(|m| m.contains("html"));
    let alternate = if r.dialect == Dialect::Rss { 2 } else { 3 } + u32::from(page);
    match (rel, r.in_item) {
        ("alternate", true) => r.draft.link.offer(alternate, Some(address)),
        ("alternate", false) => take(&mut r.feed.link, &mut r.ranks.link, alternate, Some(address)),
        ("self", false) => {
            r.feed.self_link.get_or_insert(address);
        }
        ("hub", false) if r.feed.hubs.len() < 10 && !r.feed.hubs.contains(&address) => r.feed.hubs.push(address),
        ("enclosure", true) => {
            let title = element.attr("title").map(|t| text::one_line(&t));
            super::modules::enclosure(r, element, address, mime, title);
        }
        ("replies", true) if page => r.draft.comments.offer(2, Some(address)),
        ("license" | "licence", true) => r.draft.licence.offer(2, Some(address.as_str().to_owned())),
        _ => {}
    }
}

fn category<'a>(r: &mut Reader<'a>, element: &Element<'a>) {
    let written = if element.tag.empty { None } else { r.words(element) };
    let named = element.attr("label").or_else(|| element.attr("term")).map(|t| text::plain_text(&t));
    r.draft.category(named.or(written).filter(|c| !c.is_empty()));
}

fn content<'a>(r: &mut Reader<'a>, element: &Element<'a>, own: u32) {
    // Text that lives elsewhere is the page that the entry is about, when it is a page.
    if let Some(src) = element.attr("src") {
        let page = element.attr("type").is_none_or(|t| t.contains("html"));
        let address = r.address(&src).filter(|_| page);
        r.draft.link.offer(2, address);
    }
    let content = construct(r, element);
    r.draft.content.offer(own, content.map(Construct::into_markup));
}

/// A text with its type.
struct Construct {
    text: String,
    markup: bool,
    base: Option<coranto_core::Address>,
}

impl Construct {
    fn words(self) -> String {
        if self.markup { text::plain_text(&self.text) } else { text::one_line(&self.text) }
    }

    fn into_markup(self) -> Markup {
        let text = if self.markup { self.text } else { text::escape(&self.text) };
        Markup { text, base: self.base }
    }
}

/// Reads a text construct: `type` of Atom 1.0 ("text", "html", "xhtml", a media type), `type` and `mode` of Atom 0.3.
fn construct<'a>(r: &mut Reader<'a>, element: &Element<'a>) -> Option<Construct> {
    let kind = element.attr("type").map(|t| t.to_ascii_lowercase()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let mode = element.attr("mode").map(|m| m.to_ascii_lowercase()).unwrap_or_default();
    let value = r.value(element)?;
    let base = r.leaf_base();
    let textual = kind.is_empty()
        || kind.starts_with("text")
        || kind.ends_with("html")
        || kind.ends_with("xml")
        || !kind.contains('/');
    if mode == "base64" || (!textual && !value.markup) {
        let bytes = text::base64(&value.text)?;
        let text = String::from_utf8(bytes).ok()?;
        let markup = kind.contains("html") || (kind != "text/plain" && text::looks_like_markup(&text));
        return Some(Construct { text: text.trim().to_owned(), markup, base });
    }
    // Inside xhtml, or wherever elements stand unescaped, the source itself is the markup.
    if value.markup {
        let text = unwrapped(value.text.into_owned(), kind);
        // Some put escaped HTML into one <div> of XHTML.
        if kind == "html" && text.starts_with("<div") && text.contains("&lt;") {
            let inside = unwrapped(text.clone(), "xhtml");
            if !inside.contains('<') {
                let mut decoded = String::with_capacity(inside.len());
                text::decode_into(&mut decoded, &inside, None);
                return Some(Construct { text: decoded, markup: true, base });
            }
        }
        return Some(Construct { text, markup: true, base });
    }
    let xhtml = kind == "xhtml" || kind.ends_with("+xml");
    if xhtml {
        // Words without any element: as markup they are what they were before decoding.
        return Some(Construct { text: value.text.into_owned(), markup: false, base });
    }
    let plain = match kind {
        "" => r.dialect == Dialect::Atom && mode != "escaped",
        "text" | "text/plain" => true,
        _ => false,
    };
    Some(Construct { text: value.text.into_owned(), markup: !plain, base })
}

/// The content of the one `<div>` that Atom puts around XHTML.
fn unwrapped(markup: String, kind: &str) -> String {
    if kind != "xhtml" {
        return markup;
    }
    let inside = markup.strip_prefix("<div").and_then(|rest| rest.strip_suffix("</div>"));
    let inside = inside
        .and_then(|rest| rest.split_once('>'))
        .filter(|(attrs, _)| !attrs.contains('<'))
        .map(|(_, inside)| inside);
    match inside {
        // Two <div> side by side are not one around all.
        Some(inside) if balanced(inside) => inside.trim().to_owned(),
        _ => markup,
    }
}

fn balanced(inside: &str) -> bool {
    let mut depth = 0i64;
    for at in memchr::memmem::find_iter(inside.as_bytes(), b"div") {
        let before = inside.as_bytes().get(..at).unwrap_or_default();
        if before.ends_with(b"</") {
            depth -= 1;
        } else if before.ends_with(b"<") {
            depth += 1;
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}
