//! Stories: which reports tell one event, whose text they repeat, what is related. What is written here was decided elsewhere; this room keeps it, and
//! the jobs that lead to it.

mod job;
mod list;
mod page;
mod refresh;
mod restore;
mod write;

use crate::article::Card;
use crate::value::words;
use coranto_core::story::{Compared, CopyKind, Decision, LangCount, RelatedReason, Standing};
use coranto_core::{ArticleId, Lang, Millis, SourceId, StoryId, StoryKey};
pub(crate) use job::follow;
pub use job::{Claim, Job, claim, count_waiting, next_turn, placed, release, withdrawn_since};
pub(crate) use list::cards_of;
pub use list::{Cursor, Filter, front};
pub use page::{by_key, means, of_article, related_of, reports_of};
pub(crate) use refresh::left;
pub use restore::{Kept, OldVector, Renewed, of_other_models, put_renewed, put_vectors, window};
use serde::Serialize;
pub use write::{Copied, Moved, Placed, RelatedTo, Step, write};

/// One event as lists and its page show it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Story {
    pub id: StoryId,
    pub key: StoryKey,
    pub articles: i64,
    /// Those that copy no other.
    pub texts: i64,
    pub owners: i64,
    /// When its first and its last report were published.
    pub first_at: Millis,
    pub last_at: Millis,
    /// Its publishers, the first to write first.
    pub outlets: Vec<SourceId>,
    /// ISO 3166-1 alpha-2, most reports first.
    pub countries: Vec<String>,
    /// Most reports first.
    pub langs: Vec<LangCount>,
    pub section: Option<String>,
    /// Where lists put it: larger first. It is a logarithm that grows with the time of the reports, so that a story falls behind newer ones unwritten.
    pub importance: f64,
    /// What made it so.
    pub standing: Standing,
}

/// A line of a list of stories.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StoryCard {
    pub story: Story,
    /// The report that stands for it, in the reader's language where there is one.
    pub lead: Card,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Lookup {
    Found(Box<StoryCard>),
    /// It is part of another story now.
    Moved(StoryKey),
    Missing,
}

/// A report of a story.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    pub card: Card,
    pub country: Option<String>,
    /// Whose text it repeats; that article may have gone, or belong to another story by now.
    pub copy: Option<CopyOf>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CopyOf {
    pub of: ArticleId,
    pub kind: CopyKind,
    /// What share of its text is its own, 0 to 1.
    pub own_share: f32,
}

/// Where an article stands, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Placing {
    pub article: ArticleId,
    /// It is to be placed, for the first time or because its text changed.
    pub waiting: bool,
    /// None until it was placed for the first time.
    pub story: Option<StoryKey>,
    pub decision: Option<Decision>,
    pub copy: Option<CopyOf>,
    /// The nearest others, nearest first, as they were found when it was placed.
    pub neighbours: Vec<Neighbour>,
    /// Which model made its vector; none where only words were compared.
    pub model: Option<String>,
}

/// What reports are told apart by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Means {
    /// By their words alone: there is no model, or it cannot be opened.
    Words,
    /// By the vectors of this model, too.
    Model(String),
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Neighbour {
    pub compared: Compared,
    /// Where it stands now; none when the article has gone.
    pub story: Option<StoryKey>,
    pub title: Option<String>,
    pub source: Option<SourceId>,
}

/// An article shown beside another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Related {
    pub card: Card,
    pub reason: RelatedReason,
    pub score: f64,
    pub story: Option<StoryKey>,
}

/// One report as those see it who sum up a story: `summarise` of [`write`].
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    pub article: ArticleId,
    pub source: SourceId,
    /// The owner of its publisher, or the publisher where no owner is known.
    pub owner: String,
    pub country: Option<String>,
    pub lang: Option<Lang>,
    pub section: Option<String>,
    pub published_at: Millis,
    pub arrived_at: Millis,
    pub has_image: bool,
    pub words: i64,
    pub lead_chars: i64,
    pub copy_of: Option<ArticleId>,
}

/// What a story is by its reports.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    pub lead: ArticleId,
    pub langs: Vec<LangCount>,
    pub importance: f64,
    pub standing: Standing,
}

/// Sums up a story; its reports come in the order of their publication and are never none.
pub type Summarise = fn(&[Member]) -> Sum;

/// Whether a report is to be placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Waiting,
    Placed,
}

words!(State { Waiting = "waiting", Placed = "placed" });
