//! Walks through an XML feed once: knows where the feed and its items begin and end, and hands every element in them to the
//! vocabulary it belongs to (`formats/`). What no vocabulary knows is passed over with everything in it.

use crate::draft::{Draft, Markup};
use crate::formats::{atom, cdf, modules, rss, sitemap};
use crate::names::{Local, Names, Space, split_prefix};
use crate::text;
use crate::xml::{Attrs, Defect, Defects, Inner, Scanner, Tag, Token};
use crate::{Hint, Parsed};
use coranto_core::reason::FeedRejected;
use coranto_core::{Address, Lang, Stamp};
use std::borrow::Cow;

/// Items beyond this are not read: no publisher's feed has more, and an item takes more memory than the bytes that make one.
pub const MAX_ITEMS: usize = 10_000;
/// Feeds nest four deep; deeper containers are an attack.
const MAX_DEPTH: usize = 64;

/// What kind of document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    #[default]
    Unknown,
    Rss,
    Atom,
    Sitemap,
    SitemapIndex,
    Cdf,
}

/// An element that has just been opened.
#[derive(Debug, Clone, Copy)]
pub struct Element<'a> {
    pub space: Space,
    pub local: Local,
    pub tag: Tag<'a>,
}

impl<'a> Element<'a> {
    pub fn attr(&self, name: &str) -> Option<Cow<'a, str>> {
        self.tag.attrs.get(name).filter(|v| !v.is_empty())
    }

    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.attr(name)?.trim().parse().ok()
    }
}

/// A container that is open, with what it hands down.
#[derive(Debug)]
struct Scope<'a> {
    name: &'a str,
    mark: usize,
    base: Option<Address>,
    lang: Option<Option<Lang>>,
}

pub struct Reader<'a> {
    pub scan: Scanner<'a>,
    pub dialect: Dialect,
    pub feed: Parsed,
    pub ranks: FeedRanks,
    pub draft: Draft,
    pub in_item: bool,
    /// "7/4/2004" is in July: true unless the feed's language writes the day first.
    pub month_first: bool,
    pub feed_authors: Vec<String>,
    pub sitemaps: Vec<(Address, Option<Stamp>)>,
    /// Minutes and times of the syndication module.
    pub syndication: (Option<u32>, Option<u32>),
    src: &'a str,
    names: Names<'a>,
    scopes: Vec<Scope<'a>>,
    leaf_base: Option<Address>,
    document: Option<Address>,
    saw_html: bool,
    too_deep: bool,
    full: bool,
}

/// How much the sources of the feed's own fields are trusted.
#[derive(Debug, Default)]
pub struct FeedRanks {
    pub title: u32,
    pub link: u32,
    pub description: u32,
    pub updated: u32,
    pub image: u32,
    pub language: u32,
}

pub fn read(src: &str, hint: &Hint<'_>) -> Result<(Parsed, Defects), FeedRejected> {
    let mut reader = Reader::new(src, hint);
    while let Some(token) = reader.scan.next_tag() {
        match token {
            Token::Open(tag) => reader.open(tag),
            Token::Close(name) => reader.close(name),
        }
        if reader.too_deep {
            return Err(FeedRejected::TooDeep { limit: MAX_DEPTH as u32 });
        }
        if reader.full {
            break;
        }
    }
    reader.finish()
}

impl<'a> Reader<'a> {
    fn new(src: &'a str, hint: &Hint<'_>) -> Reader<'a> {
        Reader {
            scan: Scanner::new(src),
            dialect: Dialect::Unknown,
            feed: Parsed::default(),
            ranks: FeedRanks::default(),
            draft: Draft::default(),
            in_item: false,
            month_first: true,
            feed_authors: Vec::new(),
            sitemaps: Vec::new(),
            syndication: (None, None),
            src,
            names: Names::default(),
            scopes: Vec::new(),
            leaf_base: None,
            document: hint.address.cloned(),
            saw_html: false,
            too_deep: false,
            full: false,
        }
    }

    fn open(&mut self, tag: Tag<'a>) {
        let mark = self.names.mark();
        if !tag.attrs.is_empty() {
            self.names.declare(tag.attrs);
        }
        let (prefix, name) = split_prefix(tag.name);
        let (space, declared) = self.names.space(prefix);
        if !declared {
            self.scan.defects.note(Defect::UndeclaredPrefix);
        }
        let element = Element { space, local: Local::new(name), tag };
        match self.role(&element) {
            Role::Document => self.open_document(&element, mark),
            Role::Item => self.open_item(&element, mark),
            Role::Field => {
                self.open_field(&element);
                self.names.forget(mark);
            }
            Role::Foreign => {
                self.foreign(&element);
                self.names.forget(mark);
            }
        }
    }

    fn role(&self, element: &Element<'a>) -> Role {
        let local = element.local.as_str();
        if !matches!(
            element.space,
            Space::Plain | Space::Atom | Space::Rdf | Space::Sitemap | Space::Other | Space::Xhtml
        ) {
            return if self.dialect == Dialect::Unknown { Role::Foreign } else { Role::Field };
        }
        let own = matches!(element.space, Space::Plain | Space::Atom | Space::Rdf | Space::Sitemap);
        match local {
            "rss" | "rdf" | "feed" | "urlset" | "sitemapindex" if own && !self.in_item => Role::Document,
            "channel" if own && (!self.in_item || self.dialect == Dialect::Cdf) => Role::Document,
            "item" | "entry" if own => Role::Item,
            "url" if self.dialect == Dialect::Sitemap => Role::Item,
            "sitemap" if self.dialect == Dialect::SitemapIndex => Role::Item,
            _ if self.dialect == Dialect::Unknown => Role::Foreign,
            _ => Role::Field,
        }
    }

    fn open_document(&mut self, element: &Element<'a>, mark: usize) {
        if self.dialect == Dialect::Unknown {
            self.check_beginning(element.tag.name);
        }
        match element.local.as_str() {
            "feed" => atom::begin(self, element),
            "urlset" | "sitemapindex" => sitemap::begin(self, element),
            "channel" if self.dialect == Dialect::Unknown && cdf::is_cdf(element) => cdf::begin(self, element),
            "channel" if self.dialect == Dialect::Cdf => {}
            _ => rss::begin(self, element),
        }
        self.push_scope(element, mark);
        if let Some(lang) = self.scopes.last().and_then(|s| s.lang.flatten()) {
            self.offer_language(1, Some(lang));
        }
    }

    fn open_item(&mut self, element: &Element<'a>, mark: usize) {
        if self.dialect == Dialect::Unknown {
            self.dialect = if element.local.as_str() == "entry" { Dialect::Atom } else { Dialect::Rss };
            self.scan.defects.note(Defect::LeadingJunk);
        }
        if self.in_item {
            // The one before was never closed.
            self.scan.defects.note(Defect::UnclosedElement);
            self.close_scopes_to_document();
        }
        self.in_item = true;
        if element.tag.empty {
            self.end_item();
            self.names.forget(mark);
            return;
        }
        self.push_scope(element, mark);
        if let Some(lang) = self.scopes.last().and_then(|s| s.lang) {
            self.draft.language.offer(1, Some(lang));
        }
        match self.dialect {
            Dialect::Cdf => cdf::item_begin(self, element),
            Dialect::Rss => rss::item_begin(self, element),
            _ => {}
        }
    }

    fn push_scope(&mut self, element: &Element<'a>, mark: usize) {
        if element.tag.empty {
            self.names.forget(mark);
            return;
        }
        if self.scopes.len() >= MAX_DEPTH {
            self.too_deep = true;
            return;
        }
        let base = element.tag.attrs.get("xml:base").and_then(|b| self.address(&b));
        let lang = element.tag.attrs.get("xml:lang").map(|l| Lang::parse(&l));
        self.scopes.push(Scope { name: element.tag.name, mark, base, lang });
    }

    fn open_field(&mut self, element: &Element<'a>) {
        self.leaf_base = None;
        if !element.tag.attrs.is_empty() {
            self.leaf_base = element.tag.attrs.get("xml:base").and_then(|b| self.address(&b));
        }
        self.leaf_language(element);
        let before = self.scan.position();
        let known = match element.space {
            Space::Atom => atom::field(self, element),
            Space::News | Space::Sitemap | Space::SitemapImage => sitemap::field(self, element),
            Space::Plain => match self.dialect {
                Dialect::Atom => atom::field(self, element),
                Dialect::Sitemap | Dialect::SitemapIndex => sitemap::field(self, element),
                Dialect::Cdf => cdf::field(self, element),
                Dialect::Rss | Dialect::Unknown => rss::field(self, element),
            },
            _ => modules::field(self, element),
        };
        self.leaf_base = None;
        if !known && !element.tag.empty && self.scan.position() == before {
            self.scan.skip(element.tag.name, boundary(self.dialect));
        }
    }

    /// `xml:lang` in force at a text says which language the item is in, the content more surely than the title.
    fn leaf_language(&mut self, element: &Element<'a>) {
        if !self.in_item {
            return;
        }
        let rank = match element.local.as_str() {
            "content" | "encoded" | "body" | "fullitem" => 4,
            "summary" | "description" => 3,
            "title" => 2,
            _ => return,
        };
        let own = element.tag.attrs.get("xml:lang").map(|l| Lang::parse(&l));
        let lang = own.or_else(|| self.scopes.iter().rev().find_map(|s| s.lang));
        self.draft.language.offer(rank, lang);
    }

    fn foreign(&mut self, element: &Element<'a>) {
        if matches!(element.local.as_str(), "html" | "head" | "body") {
            self.saw_html = true;
        }
        if !element.tag.empty {
            self.scan.skip(element.tag.name, boundary(self.dialect));
        }
    }

    fn close(&mut self, name: &'a str) {
        modules::closed(self, name);
        let Some(at) = self.scopes.iter().rposition(|s| s.name.eq_ignore_ascii_case(name)) else {
            // Closing tags of elements that were read through on purpose are no defect.
            if !modules::is_transparent(name) {
                self.scan.defects.note(Defect::StrayClosingTag);
            }
            return;
        };
        if at + 1 != self.scopes.len() {
            self.scan.defects.note(Defect::UnclosedElement);
        }
        while self.scopes.len() > at {
            self.pop_scope();
        }
        if self.scopes.is_empty() && !only_comments(self.src.get(self.scan.position()..).unwrap_or_default()) {
            self.scan.defects.note(Defect::TrailingJunk);
        }
    }

    fn pop_scope(&mut self) {
        let Some(scope) = self.scopes.pop() else { return };
        self.names.forget(scope.mark);
        if is_item(scope.name, self.dialect) && self.in_item {
            self.end_item();
        }
    }

    fn close_scopes_to_document(&mut self) {
        while self.in_item && !self.scopes.is_empty() {
            self.pop_scope();
        }
        if self.in_item {
            self.end_item();
        }
    }

    fn end_item(&mut self) {
        self.in_item = false;
        let draft = std::mem::take(&mut self.draft);
        if self.feed.items.len() >= MAX_ITEMS {
            self.full = true;
            self.feed.warnings.push(format!("only the first {MAX_ITEMS} items were read"));
            return;
        }
        if self.dialect == Dialect::SitemapIndex {
            return sitemap::end_child(self, draft);
        }
        let (dialect, document, home) = (self.dialect, &self.document, &self.feed.link);
        let inherited = self.scopes.iter().rev().find_map(|s| s.base.as_ref());
        let item = draft.finish(|link| {
            let order = if dialect == Dialect::Atom { [document.as_ref(), link] } else { [link, document.as_ref()] };
            inherited.or_else(|| order.into_iter().flatten().next()).or(home.as_ref()).cloned()
        });
        match item {
            Some(mut item) => {
                if item.authors.is_empty() && self.dialect == Dialect::Atom {
                    item.authors.clone_from(&self.feed_authors);
                }
                self.feed.items.push(item);
            }
            None => self.feed.damaged = self.feed.damaged.saturating_add(1),
        }
    }

    fn finish(mut self) -> Result<(Parsed, Defects), FeedRejected> {
        if self.dialect == Dialect::Unknown {
            return Err(self.refusal());
        }
        if !self.scopes.is_empty() && !self.full {
            self.scan.defects.note(Defect::Truncated);
        }
        if self.in_item && !self.full {
            // What came of an item before the document broke off counts only when it can be told apart from the others.
            if self.draft.id.value.is_none() && self.draft.link.value.is_none() {
                self.draft = Draft::default();
            }
            self.close_scopes_to_document();
        }
        sitemap::finish(&mut self);
        if let (None, Some(minutes)) = (self.feed.ttl_minutes, self.syndication.0) {
            self.feed.ttl_minutes = Some((minutes / self.syndication.1.unwrap_or(1)).max(1));
        }
        Ok((self.feed, self.scan.defects))
    }

    fn refusal(&self) -> FeedRejected {
        let head = self.src.get(..self.src.len().min(1024)).unwrap_or(self.src).to_ascii_lowercase();
        if self.saw_html || head.contains("<!doctype html") || head.contains("<html") {
            return FeedRejected::WebPage;
        }
        FeedRejected::NotAFeed { beginning: beginning(self.src) }
    }

    /// Notes what stands before the feed that should not.
    fn check_beginning(&mut self, root: &str) {
        let before = self.src.get(..self.scan.position()).unwrap_or_default();
        let trimmed = before.trim_start();
        let declared_late = before
            .find("<?xml")
            .is_some_and(|at| at > 0 && before.get(at + 5..).is_some_and(|r| r.starts_with(char::is_whitespace)));
        let first_is_markup = trimmed.starts_with("<?")
            || trimmed.starts_with("<!")
            || trimmed.get(1..).is_some_and(|t| t.starts_with(root));
        if declared_late || !first_is_markup || !trimmed.starts_with('<') {
            self.scan.defects.note(Defect::LeadingJunk);
        }
    }

    // What the vocabularies ask for.

    /// The source of the element that was just opened, up to its end.
    pub fn source(&mut self, element: &Element<'a>) -> Inner<'a> {
        if element.tag.empty {
            return Inner { raw: "", cut: false };
        }
        let dialect = self.dialect;
        self.scan.inner(element.tag.name, boundary(dialect), begins_field)
    }

    /// Passes over what is inside.
    pub fn skip(&mut self, element: &Element<'a>) {
        if !element.tag.empty {
            self.scan.skip(element.tag.name, boundary(self.dialect));
        }
    }

    /// Its content; none when it is empty or the document ended within.
    pub fn value(&mut self, element: &Element<'a>) -> Option<text::Value<'a>> {
        let inner = self.source(element);
        if inner.cut {
            return None;
        }
        let value = text::value(inner.raw, &mut self.scan.defects);
        (!value.text.is_empty()).then_some(value)
    }

    /// Its text, for fields that are not prose: ids, dates, addresses, names.
    pub fn text(&mut self, element: &Element<'a>) -> Option<Cow<'a, str>> {
        let value = self.value(element)?;
        if !value.markup {
            return Some(value.text);
        }
        let plain = text::plain_text(&value.text);
        (!plain.is_empty()).then_some(Cow::Owned(plain))
    }

    /// Its text as a person reads it, when nothing says whether it is markup.
    pub fn words(&mut self, element: &Element<'a>) -> Option<String> {
        let value = self.value(element)?;
        let words = if value.markup || text::looks_like_markup(&value.text) {
            text::plain_text(&value.text)
        } else {
            text::one_line(&value.text)
        };
        (!words.is_empty()).then_some(words)
    }

    /// Its content as markup, when nothing says whether it is.
    pub fn markup(&mut self, element: &Element<'a>) -> Option<Markup> {
        let value = self.value(element)?;
        Some(Markup { text: value.text.into_owned(), base: self.leaf_base.clone() })
    }

    pub fn date(&mut self, element: &Element<'a>) -> Option<Stamp> {
        let text = self.text(element)?;
        crate::date::read(&text, self.month_first)
    }

    pub fn link(&mut self, element: &Element<'a>) -> Option<Address> {
        let text = self.text(element)?;
        self.address(&text)
    }

    /// An address as written here: against `xml:base`, the document's own address, the site's.
    pub fn address(&self, text: &str) -> Option<Address> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let base = self
            .leaf_base
            .as_ref()
            .or_else(|| self.scopes.iter().rev().find_map(|s| s.base.as_ref()))
            .or(self.document.as_ref())
            .or(self.feed.link.as_ref())
            .or(self.feed.self_link.as_ref());
        let address = match base {
            Some(base) if !text.starts_with("http") => Address::join(base, text),
            _ => Address::parse(text),
        };
        address.ok()
    }

    /// What `xml:base` says here.
    pub fn explicit_base(&self) -> Option<Address> {
        self.leaf_base.as_ref().or_else(|| self.scopes.iter().rev().find_map(|s| s.base.as_ref())).cloned()
    }

    pub fn leaf_base(&self) -> Option<Address> {
        self.leaf_base.clone()
    }

    pub fn offer_language(&mut self, rank: u32, lang: Option<Lang>) {
        let Some(lang) = lang else { return };
        if self.feed.language.is_none() || rank > self.ranks.language {
            self.ranks.language = rank;
            self.month_first = lang == Lang::EN;
            self.feed.language = Some(lang);
        }
    }

    /// The namespace that is written on the element for its own prefix, in lower case.
    pub fn namespace(&self, element: &Element<'a>) -> String {
        let (prefix, _) = split_prefix(element.tag.name);
        let name = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
        element.tag.attrs.raw(&name).unwrap_or_default().trim().to_ascii_lowercase()
    }
}

/// Takes a field of the feed when its source is trusted more than what is there.
pub fn take<T>(slot: &mut Option<T>, rank: &mut u32, offered: u32, value: Option<T>) {
    if let Some(value) = value
        && (slot.is_none() || offered > *rank)
    {
        *slot = Some(value);
        *rank = offered;
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Document,
    Item,
    Field,
    /// Before the feed begins: leftovers, a web page.
    Foreign,
}

/// Names that no text may run across: the search for a closing tag stops there.
fn boundary(dialect: Dialect) -> impl Fn(&str) -> bool {
    move |name: &str| {
        let local = match memchr::memrchr(b':', name.as_bytes()) {
            Some(at) => name.get(at + 1..).unwrap_or_default(),
            None => name,
        };
        let among = |names: &[&str]| names.iter().any(|n| n.eq_ignore_ascii_case(local));
        match local.len() {
            3 => among(&["rss", "rdf"]) || (dialect == Dialect::Sitemap && among(&["url"])),
            4 => among(&["item", "feed"]),
            5 => among(&["entry"]),
            6 => among(&["urlset"]),
            7 => among(&["channel"]) || (dialect == Dialect::SitemapIndex && among(&["sitemap"])),
            12 => among(&["sitemapindex"]),
            _ => false,
        }
    }
}

fn is_item(name: &str, dialect: Dialect) -> bool {
    let (_, local) = split_prefix(name);
    local.eq_ignore_ascii_case("item")
        || local.eq_ignore_ascii_case("entry")
        || (dialect == Dialect::Sitemap && local.eq_ignore_ascii_case("url"))
        || (dialect == Dialect::SitemapIndex && local.eq_ignore_ascii_case("sitemap"))
}

/// Elements that begin a new field of an item or feed, and so end the text of one that was never closed.
fn begins_field(name: &str, attrs: Attrs<'_>) -> bool {
    let (prefix, local) = split_prefix(name);
    if !prefix.is_empty() {
        return true;
    }
    const FIELDS: &[&str] = &[
        "title",
        "link",
        "description",
        "guid",
        "pubdate",
        "author",
        "category",
        "comments",
        "enclosure",
        "source",
        "id",
        "updated",
        "published",
        "summary",
        "content",
        "language",
        "copyright",
        "image",
        "ttl",
        "generator",
        "lastbuilddate",
        "managingeditor",
        "webmaster",
        "modified",
        "issued",
        "loc",
        "lastmod",
    ];
    // <link rel=stylesheet> and kin belong to markup.
    if name.eq_ignore_ascii_case("link") && attrs.raw("rel").is_some_and(|r| r.eq_ignore_ascii_case("stylesheet")) {
        return false;
    }
    FIELDS.iter().any(|f| f.eq_ignore_ascii_case(local))
}

fn only_comments(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.is_empty() || rest.starts_with("<!--") || rest.starts_with("<?")
}

/// The first words of something that is not a feed, for the message.
pub fn beginning(text: &str) -> String {
    let line: String = text.trim_start().chars().take(60).map(|c| if c.is_control() { ' ' } else { c }).collect();
    line.trim_end().to_owned()
}
