//! What an article is about and who says what in it: its subjects with their hashtags, its quotations, its coming dates, its category. Pure.
//!
//! ```
//! use coranto_about::{Article, read};
//! let article = Article::of("Claire Dumont arrives in Kyiv", "The minister Claire Dumont arrived in Kyiv on Tuesday.", coranto_core::Lang::parse("en"));
//! let about = read(&article);
//! assert_eq!(about.subjects[0].tag.as_deref(), Some("ClaireDumont"));
//! ```
//!
//! One article is read by itself (`read`); what it leaves open, the other reports of its story may close (`complete`, `joins`).
//!
//! Never: tells a word that is no name and stands in no list; joins two names without a reason that is told; reads a clock; reads more than the beginning of
//! a text without end; panics, whatever the text.

mod acronyms;
mod coming;
mod complete;
mod described;
mod fold;
mod inflected;
mod joins;
mod lang;
mod listed;
mod named;
mod quotes;
mod read;
mod shown;
mod skeleton;
mod subjects;
mod tag;
mod title;
mod weight;

pub use complete::complete;
pub use described::described;
pub use joins::{Join, joins};
pub use read::read;

pub use coranto_core::about::{Described, Known};

use coranto_core::about::{ComingDate, Quote, Told};
use coranto_core::{Address, Lang, Millis};
use coranto_text::dates::Published;
use coranto_topics::{Category, Undecided};

/// Goes up with every change of the rules or the lists: what was read by an older version is read again.
pub const VERSION: i64 = 2;

/// What is known of an article.
#[derive(Debug, Clone, Copy)]
pub struct Article<'a> {
    pub title: &'a str,
    /// Plain text, paragraphs parted by line breaks; or the lead, or nothing.
    pub text: &'a str,
    pub lang: Option<Lang>,
    /// Of the publisher: ISO 3166-1, capitals.
    pub country: Option<[u8; 2]>,
    pub published: Published,
    /// The story encoder's, where the article has one already.
    pub vector: Option<&'a [i8]>,
    /// What the source list says of the feed.
    pub feed_section: Option<&'a str>,
    /// The page's own section.
    pub publisher_section: Option<&'a str>,
    /// Categories of the feed's item and keywords of the page.
    pub categories: &'a [String],
    pub address: Option<&'a Address>,
}

impl<'a> Article<'a> {
    /// Nothing but its words is known; it is of the first moment of 1970.
    pub fn of(title: &'a str, text: &'a str, lang: Option<Lang>) -> Article<'a> {
        Article {
            title,
            text,
            lang,
            country: None,
            published: Published { at: Millis(0), offset_minutes: 0, day_first: None },
            vector: None,
            feed_section: None,
            publisher_section: None,
            categories: &[],
            address: None,
        }
    }
}

/// What an article is about, as its own words tell it.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    /// The weightiest first, at most 40.
    pub subjects: Vec<Told>,
    /// Names that this text alone does not explain: a surname, an acronym. They are told only once `complete` knows whose they are.
    pub short: Vec<Short>,
    /// In the order of the text, at most 200.
    pub quotes: Vec<Quote>,
    /// In the order of the text, at most 50.
    pub coming: Vec<ComingDate>,
    pub category: Result<Category, Undecided>,
    /// The site's section (`core::source::SECTIONS`) that the category belongs to.
    pub section: Option<&'static str>,
}

/// A short form whose full name does not stand in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Short {
    /// As it stands, without marks that are not seen.
    pub shown: String,
    /// Its folded words.
    pub form: String,
    /// Letters only, all of them capitals: "NATO".
    pub acronym: bool,
    pub times: u32,
    pub in_title: bool,
    pub weight: f32,
}
