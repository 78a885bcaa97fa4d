//! What an article is about and who says what in it, as it is read, stored and shown.

mod tag;

use crate::{Lang, Millis, NameId, SubjectId};
use serde::{Deserialize, Serialize};
pub use tag::{TAG_LETTERS, fold_tag};

/// What kind of thing a subject is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    Person,
    Place,
    Organisation,
    /// A work, an event, a prize, a ship.
    Work,
    /// What is no name: wildfires, inflation, a strike. From a closed list.
    Concept,
}

impl SubjectKind {
    pub const ALL: [SubjectKind; 5] =
        [SubjectKind::Person, SubjectKind::Place, SubjectKind::Organisation, SubjectKind::Work, SubjectKind::Concept];

    /// The stable name, as stored and as it stands in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            SubjectKind::Person => "person",
            SubjectKind::Place => "place",
            SubjectKind::Organisation => "organisation",
            SubjectKind::Work => "work",
            SubjectKind::Concept => "concept",
        }
    }

    pub fn parse(word: &str) -> Option<SubjectKind> {
        SubjectKind::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Under what a subject is known, whatever the text: of what stands in a list its number there ("geo:2643743", "org:nato", "concept:wildfire"),
/// of any other name its folded words. One kind and form is one name; several names may be one subject.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Form {
    pub kind: SubjectKind,
    pub form: String,
}

/// What a list knows of a form: names by language with their hashtag's spelling, and the place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Described {
    pub names: Vec<(Lang, String, Option<String>)>,
    pub place: Option<Place>,
}

/// Where a place is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    pub lat: f32,
    pub lon: f32,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
}

/// A name that the other reports of a story have.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    pub name: NameId,
    /// Names that are one subject already have the same.
    pub subject: SubjectId,
    pub form: Form,
    pub shown: String,
    /// Of the report that told it first.
    pub lang: Option<Lang>,
    /// Reports of the story that have it.
    pub articles: u32,
}

/// A subject as one article tells of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Told {
    pub name: Form,
    /// The fullest name in this article, as it stands there, without marks that are not seen.
    pub shown: String,
    /// A hashtag's readable spelling without "#" ("NATOSummit", "أوكرانيا"); none for what can be no hashtag.
    pub tag: Option<String>,
    pub times: u32,
    pub in_title: bool,
    /// How much the article is about it, 0 to 1; comparable between articles.
    pub weight: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuoteKind {
    /// Exact words that stand for themselves: "The bridge is closed," she said.
    Direct,
    /// Exact words within the reporter's sentence: she called it "a disaster".
    Fragment,
    /// Reported speech: she said that the bridge is closed.
    Indirect,
}

impl QuoteKind {
    /// The stable name, as stored.
    pub fn as_str(self) -> &'static str {
        match self {
            QuoteKind::Direct => "direct",
            QuoteKind::Fragment => "fragment",
            QuoteKind::Indirect => "indirect",
        }
    }

    pub fn parse(word: &str) -> Option<QuoteKind> {
        [QuoteKind::Direct, QuoteKind::Fragment, QuoteKind::Indirect].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Somebody's words in an article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    pub kind: QuoteKind,
    /// As they stand; the parts of a split one joined by a space.
    pub words: String,
    /// Of whoever speaks, the fullest name in the article, or the words beside the verb ("a spokeswoman").
    pub speaker: Option<String>,
    /// The speaker among the article's subjects, where it is one of them.
    pub by: Option<Form>,
    pub verb: Option<String>,
    /// The article's subjects that the words, or the sentence around them, name; the speaker is none of them.
    pub about: Vec<Form>,
    /// Where its words begin, in bytes of title, line break, text.
    pub at: u32,
}

/// A coming date in an article: a candidate for the calendar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComingDate {
    /// The stretch of time that is named: its beginning, and the moment after its end.
    pub from: Millis,
    pub to: Millis,
    pub grain: Grain,
    /// No day of an event: a deadline, an open beginning, or a time told no finer than by its quarter or year.
    pub vague: bool,
    /// The words that name it ("next Friday"), and the sentence around them.
    pub words: String,
    pub sentence: String,
    /// The one place of the sentence, where there is one among the article's subjects.
    pub place: Option<Form>,
}

/// How finely a coming date is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// To the hour or finer.
    Hour,
    Day,
    Week,
    Month,
    Year,
}

impl Grain {
    /// The stable name, as stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Grain::Hour => "hour",
            Grain::Day => "day",
            Grain::Week => "week",
            Grain::Month => "month",
            Grain::Year => "year",
        }
    }

    pub fn parse(word: &str) -> Option<Grain> {
        [Grain::Hour, Grain::Day, Grain::Week, Grain::Month, Grain::Year]
            .into_iter()
            .find(|grain| grain.as_str() == word)
    }
}

/// What earns a page: so many articles (a copied text counts once) of so many owners within so many days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worth {
    pub articles: usize,
    pub owners: usize,
    pub window_ms: i64,
}

impl Worth {
    /// Until when these articles, newest first, are worth a page; none when they never were. It moves with new articles only, so nothing has to
    /// be looked through again as time passes.
    pub fn until<'a>(&self, articles: impl IntoIterator<Item = (Millis, &'a str)>) -> Option<Millis> {
        let articles: Vec<(Millis, &str)> = articles.into_iter().collect();
        // From each as the newest of its window: the latest window that has enough.
        (0..articles.len()).find_map(|newest| self.from(&articles[newest..]))
    }

    fn from(&self, articles: &[(Millis, &str)]) -> Option<Millis> {
        let newest = articles.first()?.0;
        let mut owners: Vec<&str> = Vec::new();
        for (number, (at, owner)) in articles.iter().enumerate() {
            if newest.0.saturating_sub(at.0) > self.window_ms {
                return None;
            }
            if !owners.contains(owner) {
                owners.push(owner);
            }
            if number + 1 >= self.articles.max(1) && owners.len() >= self.owners.max(1) {
                return Some(Millis(at.0.saturating_add(self.window_ms)));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORTH: Worth = Worth { articles: 3, owners: 2, window_ms: 30 };

    fn until(articles: &[(i64, &str)]) -> Option<i64> {
        WORTH.until(articles.iter().map(|(at, owner)| (Millis(*at), *owner))).map(|at| at.0)
    }

    #[test]
    fn a_page_is_earned_by_articles_and_owners_within_the_window() {
        assert_eq!(until(&[(50, "a"), (45, "b")]), None);
        assert_eq!(until(&[(50, "a"), (45, "a"), (40, "a")]), None);
        assert_eq!(until(&[(50, "a"), (45, "b"), (40, "a")]), Some(70));
        // The second owner comes with the fourth article: it is that one which must still be young.
        assert_eq!(until(&[(50, "a"), (45, "a"), (40, "a"), (35, "b")]), Some(65));
        assert_eq!(until(&[(90, "a"), (45, "b"), (40, "a")]), None);
        // Grown out of use: what was once enough tells until when.
        assert_eq!(until(&[(90, "a"), (50, "a"), (45, "b"), (40, "a")]), Some(70));
        assert_eq!(until(&[]), None);
    }
}
