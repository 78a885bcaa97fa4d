//! What articles are about: subjects with their names and hashtags, who says what in which article, which coming dates are named. What is written here was read
//! elsewhere; this room keeps it, counts it, and keeps names apart or together as it is told, so that all of it can be taken back.
//!
//! Every name begins as a subject of its own, which has the name's id. Joining names moves them to another subject; a subject without names keeps its
//! address, which leads to where its own name is.

mod company;
mod compose;
mod figures;
mod forget;
mod identity;
mod job;
mod list;
mod lookup;
mod name;
mod put;
mod said;

pub use company::{Company, Due, Joining, in_stories, joins_due, settle_joins};
use coranto_core::about::{ComingDate, Quote, SubjectKind, Told};
use coranto_core::{ArticleId, Lang, Millis, NameId, SubjectId};
pub(crate) use forget::{copied, left, source_left};
pub use identity::{Identity, Joined, Meant, Name, Parted, What, alike, history, join, meant, names, part};
pub use job::{Job, settle, unread, waits};
pub use list::{Day, Filter, Stories, articles, beside, days, stories};
pub use lookup::{by_key, by_tag, most_told, of_article, of_story, worthy};
pub use put::put;
pub use said::{
    ComingRow, QuoteRow, coming_about, coming_of, coming_of_story, quotes_about, quotes_by, quotes_of, quotes_of_story,
};
use serde::Serialize;

/// The newest articles by which the figures of a subject are made: so many articles means so many or more.
pub const COUNTED: i64 = 500;

/// What is read of one article is no more than this.
pub const MOST_SUBJECTS: usize = 40;
pub const MOST_QUOTES: usize = 200;
pub const MOST_COMING: usize = 50;

/// Who joins names where no editor does.
pub const AUTOMATIC: &str = "coranto";

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Subject {
    pub id: SubjectId,
    pub kind: SubjectKind,
    /// With its kind, its address.
    pub key: String,
    pub shown: String,
    pub names: Vec<(Lang, String)>,
    pub lat: Option<f32>,
    pub lon: Option<f32>,
    /// ISO 3166-1 alpha-2, of a place.
    pub country: Option<String>,
    /// Articles about it that copy no other, and their owners: of the newest [`COUNTED`].
    pub articles: i64,
    pub owners: i64,
    /// None: it never was worth a page.
    pub worth_until: Option<Millis>,
    /// When the newest article about it was published.
    pub last_at: Millis,
    /// Its hashtags without "#"; those of no language serve all.
    pub tags: Vec<(Option<Lang>, String)>,
}

impl Subject {
    /// In this language where it is known in it.
    pub fn name(&self, lang: Lang) -> &str {
        self.names.iter().find(|(of, _)| *of == lang).map_or(&self.shown, |(_, name)| name)
    }

    /// In this language, in none, in English, in any, in that order.
    pub fn tag(&self, lang: Lang) -> Option<&str> {
        let of = |wanted: Option<Lang>| self.tags.iter().find(|(of, _)| *of == wanted);
        let tag = of(Some(lang)).or_else(|| of(None)).or_else(|| of(Some(Lang::EN))).or_else(|| self.tags.first());
        tag.map(|(_, tag)| tag.as_str())
    }

    pub fn is_worthy(&self, now: Millis) -> bool {
        self.worth_until.is_some_and(|until| until > now)
    }
}

/// What stands at the address of a subject.
#[derive(Debug, Clone, PartialEq)]
pub enum Lookup {
    Found(Box<Subject>),
    /// It is part of this one now.
    Moved(Box<Subject>),
    /// It was worth a page and is not now.
    Gone(Box<Subject>),
    Missing,
}

/// A subject as an article or a story is about it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mention {
    pub subject: Subject,
    /// The name that tells it there.
    pub name: NameId,
    /// As it stands there.
    pub shown: String,
    /// 0 to 1.
    pub weight: f32,
    pub worthy: bool,
}

/// What was read of an article.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    pub article: ArticleId,
    /// Number of the question that this answers, of [`Job`]: a text that was edited meanwhile is read again.
    pub asked: i64,
    /// Of the rules that read it.
    pub version: i64,
    pub lang: Option<Lang>,
    /// Slug of the Media Topic.
    pub topic: Option<&'static str>,
    /// Number of its second level.
    pub subtopic: Option<u32>,
    /// For an article that has none.
    pub section: Option<&'static str>,
    pub subjects: Vec<Told>,
    pub quotes: Vec<Quote>,
    pub coming: Vec<ComingDate>,
}
