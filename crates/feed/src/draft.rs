//! An item while it is being read: what its elements offer, and which offer wins.

use crate::{Enclosure, Item, text};
use coranto_core::{Address, Lang, Picture, Stamp};

/// More of a kind in one item carry nothing for a reader.
const MAX_LIST: usize = 100;

/// A value together with how much its source is trusted: the higher rank wins, among equals the first.
#[derive(Debug)]
pub struct Best<T> {
    pub value: Option<T>,
    rank: u32,
}

impl<T> Default for Best<T> {
    fn default() -> Best<T> {
        Best { value: None, rank: 0 }
    }
}

impl<T> Best<T> {
    pub fn offer(&mut self, rank: u32, value: Option<T>) {
        if let Some(value) = value
            && (self.value.is_none() || rank > self.rank)
        {
            self.value = Some(value);
            self.rank = rank;
        }
    }

    /// Like [`Best::offer`], but among equals the last wins: a date that comes twice was corrected.
    pub fn offer_last(&mut self, rank: u32, value: Option<T>) {
        if value.is_some() && rank >= self.rank {
            self.value = value;
            self.rank = rank;
        }
    }

    /// Whether an offer of this rank would be taken: spares the work of making it.
    pub fn wants(&self, rank: u32) -> bool {
        self.value.is_none() || rank > self.rank
    }
}

/// Markup with the `xml:base` that was in force where it stood.
#[derive(Debug)]
pub struct Markup {
    pub text: String,
    pub base: Option<Address>,
}

/// What the media element is about in which the reader stands.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub enum MediaObject {
    #[default]
    None,
    /// The picture that is the best so far.
    Picture,
    /// The enclosure with this index.
    Enclosure(usize),
    /// A picture that lost, or something of no use: its words belong to nothing.
    Ignored,
}

#[derive(Debug, Default)]
pub struct Draft {
    pub id: Best<String>,
    pub link: Best<Address>,
    pub title: Best<String>,
    pub authors: Vec<String>,
    pub weak_authors: Vec<String>,
    pub published: Best<Stamp>,
    pub updated: Best<Stamp>,
    pub summary: Best<Markup>,
    pub content: Best<Markup>,
    /// The item had one of RSS' own descriptions, not only what a module says.
    pub has_description: bool,
    pub categories: Vec<String>,
    pub enclosures: Vec<Enclosure>,
    pub image: Best<Picture>,
    pub language: Best<Option<Lang>>,
    pub comments: Best<Address>,
    pub licence: Best<String>,
    pub place: Option<(f64, f64)>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub media: MediaObject,
    pub media_caption: Option<String>,
    pub media_credit: Option<String>,
    pub seconds: Option<u64>,
}

impl Draft {
    pub fn author(&mut self, name: Option<String>) {
        push(&mut self.authors, name);
    }

    /// A name that counts only when no better one comes: the podcast's owner on every episode.
    pub fn weak_author(&mut self, name: Option<String>) {
        push(&mut self.weak_authors, name);
    }

    pub fn category(&mut self, name: Option<String>) {
        push(&mut self.categories, name);
    }

    pub fn enclosure(&mut self, enclosure: Enclosure) -> Option<usize> {
        if let Some(at) = self.enclosures.iter().position(|e| e.address == enclosure.address) {
            return Some(at);
        }
        if self.enclosures.len() >= MAX_LIST {
            return None;
        }
        self.enclosures.push(enclosure);
        Some(self.enclosures.len() - 1)
    }

    fn is_empty(&self) -> bool {
        let words = [&self.id.value, &self.title.value, &self.licence.value];
        words.iter().all(|w| w.is_none())
            && [&self.link.value, &self.comments.value].iter().all(|a| a.is_none())
            && [&self.published.value, &self.updated.value].iter().all(|d| d.is_none())
            && [&self.summary.value, &self.content.value].iter().all(|m| m.is_none())
            && [&self.authors, &self.weak_authors, &self.categories].iter().all(|l| l.is_empty())
            && self.enclosures.is_empty()
            && self.image.value.is_none()
            && self.place.is_none()
            && self.language.value.flatten().is_none()
    }

    /// The item, or none when nothing usable is in it. `base` is what relative links in its markup stand against when no
    /// `xml:base` says so.
    pub fn finish(mut self, base: impl Fn(Option<&Address>) -> Option<Address>) -> Option<Item> {
        if self.is_empty() {
            return None;
        }
        let base = base(self.link.value.as_ref());
        let absolute = |markup: Markup| match markup.base.as_ref().or(base.as_ref()) {
            Some(base) => text::absolute_links(markup.text, base),
            None => markup.text,
        };
        if let Some(picture) = self.image.value.as_mut() {
            picture.caption = picture.caption.take().or(self.media_caption);
            picture.credit = picture.credit.take().or(self.media_credit);
        }
        if let (Some(seconds), [only]) = (self.seconds, self.enclosures.as_mut_slice()) {
            only.seconds = only.seconds.or(Some(seconds));
        }
        let content = self.content.value.map(absolute);
        let summary = self.summary.value.map(absolute).filter(|s| Some(s) != content.as_ref());
        Some(Item {
            id: self.id.value,
            link: self.link.value,
            title: self.title.value,
            authors: people(self.authors, self.weak_authors),
            published: self.published.value,
            updated: self.updated.value,
            summary,
            content,
            categories: self.categories,
            enclosures: self.enclosures,
            image: self.image.value,
            language: self.language.value.flatten(),
            comments: self.comments.value,
            licence: self.licence.value,
            place: self
                .place
                .or(self.latitude.zip(self.longitude))
                .filter(|(lat, lon)| lat.abs() <= 90.0 && lon.abs() <= 180.0),
        })
    }
}

fn push(list: &mut Vec<String>, text: Option<String>) {
    if let Some(text) = text
        && list.len() < MAX_LIST
        && !list.contains(&text)
    {
        list.push(text);
    }
}

/// Names first; a bare mail address stays only when there is no name.
fn people(strong: Vec<String>, weak: Vec<String>) -> Vec<String> {
    let mut authors = strong;
    if authors.iter().any(|a| !is_mail(a)) {
        authors.retain(|a| !is_mail(a));
    } else if authors.is_empty() || weak.iter().any(|a| !is_mail(a)) {
        authors = weak;
    }
    authors
}

fn is_mail(text: &str) -> bool {
    text.contains('@') && !text.contains(char::is_whitespace)
}

/// The name out of "mail@host (Name)", "Name (mail@host)", "Name <mail@host>"; a lone address stays.
pub fn person(text: &str) -> Option<String> {
    let text = text::one_line(text);
    let text = text.strip_prefix("mailto:").unwrap_or(&text);
    for (open, close) in [('(', ')'), ('<', '>'), ('[', ']')] {
        let Some((before, rest)) = text.split_once(open) else { continue };
        let Some((inside, after)) = rest.split_once(close) else { continue };
        let (before, inside) = (before.trim(), inside.trim());
        if !after.trim().is_empty() {
            continue;
        }
        if is_mail(before) && !inside.is_empty() {
            return Some(inside.to_owned());
        }
        if is_mail(inside) && !before.is_empty() {
            return Some(before.trim_matches('"').trim().to_owned());
        }
    }
    // "mail@host Name"
    if let Some((first, rest)) = text.split_once(' ')
        && is_mail(first)
        && !rest.trim().is_empty()
        && !rest.contains('@')
    {
        return Some(rest.trim().to_owned());
    }
    let text = text.trim_matches(['"', ',', ';']).trim();
    (!text.is_empty()).then(|| text.to_owned())
}
