//! One article in a list: the headline, and always beside it who says so, from where, and who owns them.

use crate::app::{App, Directory};
use crate::coverage::Coverage;
use crate::frame::{Link, section_name};
use crate::i18n::{Interface, When};
use crate::names;
use crate::pictures::PictureView;
use coranto_core::source::{OwnerKind, SourceFacts};
use coranto_core::{Address, ArticleKey, Lang, Millis};
use coranto_store::article::Card;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Words of the lead on a card, at most; fewer where the settings say so.
const CARD_WORDS: usize = 36;
/// And where it opens the front page.
const LEAD_WORDS: usize = 60;

#[derive(Debug, Clone)]
pub struct CardView {
    pub href: String,
    pub title: String,
    /// "" when the article's language is not known.
    pub lang: String,
    pub dir: &'static str,
    pub lead: String,
    pub publisher: Publisher,
    pub when: When,
    pub published_at: Millis,
    pub section: Option<Link>,
    pub picture: Option<PictureView>,
    /// "in French", when that is not the interface's language.
    pub language: Option<String>,
    pub media: bool,
    pub paywalled: bool,
    /// Where the card stands for a story of several reports.
    pub coverage: Option<Coverage>,
}

#[derive(Debug, Clone, Default)]
pub struct Publisher {
    pub name: String,
    pub href: String,
    pub country: Option<Link>,
    /// The kind of owner in words; its citation stands at `href#owner`.
    pub owner: Option<String>,
    /// The page that supports it.
    pub citation: Option<String>,
}

impl CardView {
    /// The card that opens the front page, with a longer lead.
    pub fn opening(app: &App, directory: &Directory, card: Card, t: Interface) -> CardView {
        CardView::with_words(app, directory, card, t, LEAD_WORDS)
    }

    fn with_words(app: &App, directory: &Directory, card: Card, t: Interface, words: usize) -> CardView {
        let words = words.min(app.state.settings.site.lead_words as usize);
        CardView {
            href: article_path(t, &card.key, &card.title),
            lang: card.lang.map(|l| l.to_string()).unwrap_or_default(),
            dir: direction(card.lang),
            lead: coranto_text::beginning(&card.lead, words),
            publisher: Publisher::new(directory.facts(card.source_id), t),
            when: When::utc(card.published_at, app.now(), t),
            published_at: card.published_at,
            section: card.section.as_deref().map(|slug| section_link(t, slug)),
            picture: card.image.as_ref().and_then(|picture| PictureView::new(app, picture)),
            language: card.lang.filter(|l| *l != t.lang()).map(|l| names::language(l, t)),
            media: card.has_media,
            paywalled: card.paywalled == Some(true),
            coverage: None,
            title: card.title,
        }
    }

    pub fn covered(mut self, coverage: Option<Coverage>) -> CardView {
        self.coverage = coverage;
        self
    }

    pub fn one(app: &App, directory: &Directory, card: Card, t: Interface) -> CardView {
        CardView::with_words(app, directory, card, t, CARD_WORDS)
    }

    pub fn all(app: &App, directory: &Directory, cards: Vec<Card>, t: Interface) -> Vec<CardView> {
        cards.into_iter().map(|card| CardView::one(app, directory, card, t)).collect()
    }
}

impl Publisher {
    pub fn new(facts: Option<&SourceFacts>, t: Interface) -> Publisher {
        let Some(facts) = facts else {
            // Removed a moment ago; the directory is a few seconds behind.
            return Publisher::default();
        };
        let citation = facts.owner_citation.as_deref().and_then(web);
        Publisher {
            name: facts.name.clone(),
            href: source_path(t, &facts.slug),
            country: facts.country.as_deref().map(|code| country_link(t, code)),
            // A label without the page that supports it would be our word alone.
            owner: citation.as_ref().and_then(|_| owner_words(facts.owner_kind, t)),
            citation,
        }
    }
}

/// None for an owner that is not known.
pub fn owner_words(kind: OwnerKind, t: Interface) -> Option<String> {
    let name = match kind {
        OwnerKind::Private => "private",
        OwnerKind::PublicService => "public_service",
        OwnerKind::State => "state",
        OwnerKind::NonProfit => "non_profit",
        OwnerKind::Cooperative => "cooperative",
        OwnerKind::Party => "party",
        OwnerKind::Institution => "institution",
        OwnerKind::Unknown => return None,
    };
    Some(t.say(&format!("owner-{name}")))
}

/// An address that may stand in a link; what an operator typed may be anything.
pub fn web(text: &str) -> Option<String> {
    Address::parse(text).ok().map(|a| a.to_string())
}

pub fn direction(lang: Option<Lang>) -> &'static str {
    lang.map_or("auto", |l| l.direction().as_str())
}

const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

pub fn encoded(part: &str) -> String {
    utf8_percent_encode(part, PATH).to_string()
}

pub fn article_path(t: Interface, key: &ArticleKey, title: &str) -> String {
    match article_slug(title) {
        slug if slug.is_empty() => format!("/{}/article/{key}", t.code()),
        slug => format!("/{}/article/{key}/{}", t.code(), encoded(&slug)),
    }
}

/// Scripts without spaces give one endless word; an address has room for its beginning.
pub fn article_slug(title: &str) -> String {
    let slug: String = coranto_core::id::slug(title).chars().take(70).collect();
    match slug.trim_end_matches('-') {
        // The page of an article's edits stands at this address.
        "edits" => String::new(),
        slug => slug.to_owned(),
    }
}

pub fn source_path(t: Interface, slug: &str) -> String {
    format!("/{}/source/{}", t.code(), encoded(slug))
}

pub fn section_link(t: Interface, slug: &str) -> Link {
    Link::new(section_name(t, slug), format!("/{}/section/{}", t.code(), encoded(slug)))
}

pub fn country_link(t: Interface, code: &str) -> Link {
    let name = names::country(code, t).map_or_else(|| code.to_owned(), str::to_owned);
    Link::new(name, format!("/{}/country/{}", t.code(), encoded(&code.to_ascii_lowercase())))
}

pub fn language_link(t: Interface, lang: Lang) -> Link {
    Link::new(names::language(lang, t), format!("/{}/language/{lang}", t.code()))
}
