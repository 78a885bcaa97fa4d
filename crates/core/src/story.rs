//! What was decided of a report among others, as it is stored and shown: the story, the copy, the related.

use crate::{ArticleKey, Lang, Millis, StoryKey};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a report is in the story where it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum Decision {
    /// It tells the event of the story: `score` is how likely it is the same as that of the story's reports, on average.
    SameStory { score: f32, threshold: f32 },
    /// The nearest story is not near enough; the report begins one of its own.
    NotSameStory { nearest: StoryKey, score: f32, threshold: f32 },
    /// Nothing of the last days is like it.
    Alone,
    /// It has no word to compare by.
    Empty,
    /// It has the text of this report and stands where that stands.
    Copy { of: ArticleKey },
    /// It was put aside because placing it broke the program.
    Failed,
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Decision::SameStory { score, threshold } => {
                write!(f, "same story: {score:.2} likely on average, {threshold:.2} are needed")
            }
            Decision::NotSameStory { nearest, score, threshold } => {
                write!(f, "not the same story as the nearest ({nearest}): {score:.2} likely, {threshold:.2} are needed")
            }
            Decision::Alone => f.write_str("nothing of the last days is like it"),
            Decision::Empty => f.write_str("there is no word to compare by"),
            Decision::Copy { of } => write!(f, "same story: it has the text of {of}, and one text stands in one story"),
            Decision::Failed => f.write_str("not compared: placing it broke the program"),
        }
    }
}

/// A report that another was compared with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    pub key: ArticleKey,
    /// How likely the two tell one event, 0 to 1.
    pub score: f32,
    /// The terms of evidence that speak loudest, by name.
    pub terms: Vec<(String, f32)>,
}

/// What kind of copy a text is of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyKind {
    /// The same text by another publisher, but for a few words.
    Reprint,
    /// Another publisher's text, cut.
    Abridged,
    /// Another publisher's whole text, and more.
    Extended,
    /// Part of another publisher's text, and more.
    Adapted,
    /// The same publisher's text again, changed.
    Update,
    /// The same publisher's text again as it was.
    Repeat,
}

impl CopyKind {
    pub const ALL: [CopyKind; 6] = [
        CopyKind::Reprint,
        CopyKind::Abridged,
        CopyKind::Extended,
        CopyKind::Adapted,
        CopyKind::Update,
        CopyKind::Repeat,
    ];

    /// The stable name, as stored.
    pub fn as_str(self) -> &'static str {
        match self {
            CopyKind::Reprint => "reprint",
            CopyKind::Abridged => "abridged",
            CopyKind::Extended => "extended",
            CopyKind::Adapted => "adapted",
            CopyKind::Update => "update",
            CopyKind::Repeat => "repeat",
        }
    }

    pub fn parse(word: &str) -> Option<CopyKind> {
        CopyKind::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Why an article is shown beside another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "because", rename_all = "snake_case")]
pub enum RelatedReason {
    /// Another report of the same event.
    SameStory,
    /// Another story about the same people, places or matter; `shared` are words that both titles have.
    Background { shared: Vec<String> },
}

/// What makes a story important, each term as it is shown to whoever asks why it stands where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// That copy no other of the story.
    pub texts: u32,
    pub owners: u32,
    /// Owners whose first report came in the last hours before the newest one.
    pub growing: u32,
    /// When the newest report was published.
    pub newest: Millis,
}

/// How much of a story is in a language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LangCount {
    pub lang: Option<Lang>,
    pub articles: u32,
    /// The row id of the article that stands for the story in this language.
    pub lead: crate::ArticleId,
}
