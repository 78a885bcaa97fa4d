//! Dates in a text: which days, hours and periods it names, where, and when that is, seen from the moment of its publication.
//!
//! One engine reads all languages; a language is a table of words (`words/`). It never guesses without saying so: another reading that is as good stands beside
//! (`Mention::or`), and what looks like a date and is none comes back with its reason. It reads no clock: what "tomorrow" is follows from when the text was
//! published. Bare numbers are no dates without a word that makes them one.

mod believe;
mod calendar;
mod days;
mod fold;
mod lexicon;
mod pattern;
mod read;
mod resolve;
mod rules;
mod tense;
mod times;
mod token;

pub use lexicon::Part;

use crate::sentences;
use coranto_core::{Lang, Millis};
use std::ops::Range;

/// Texts are read to here; what follows is no news.
const MOST_BYTES: usize = 1 << 20;

/// When a text was published and where, which decides what its words mean.
#[derive(Debug, Clone, Copy)]
pub struct Published {
    pub at: Millis,
    /// Of the publisher's clock, minutes east of Greenwich.
    pub offset_minutes: i16,
    /// Whether 3/4 is the third of April. None: as most who write the language do.
    pub day_first: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dates {
    /// In the order of the text; no two overlap.
    pub mentions: Vec<Mention>,
    /// What looks like a date and is none.
    pub refused: Vec<(Range<usize>, Refused)>,
}

/// A date, time or period that a text names.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Where it stands, in bytes, without the preposition that only leads to it ("on"); with one that changes it ("by", "since").
    pub at: Range<usize>,
    pub kind: Kind,
    /// How finely it is told.
    pub grain: Grain,
    /// The stretch of time that is named: its beginning, and the moment after its end.
    pub from: Millis,
    pub to: Millis,
    /// What the text says of that stretch: during it, by it, since it.
    pub bound: Bound,
    /// The part of the day as named; what hours that is, is a convention.
    pub part: Option<Part>,
    /// Another reading that is as good: "03/04" the other way round, "next Friday" of this week.
    pub or: Option<(Millis, Millis)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A day.
    Date,
    /// A time of the day of publication.
    Time,
    /// A time of a named day.
    DateTime,
    /// Days, a week, a month, years.
    DatePeriod,
    /// From one time of the day of publication to another, or a part of that day.
    TimePeriod,
    /// The same of a named day.
    DateTimePeriod,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    Minute,
    Hour,
    PartOfDay,
    Day,
    Week,
    Month,
    /// Also seasons and halves of years.
    Quarter,
    Year,
    Decade,
    Century,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// In that time.
    Within,
    /// From then on: "since 2024".
    Since,
    /// "after 3 May"
    After,
    /// Until then, or by then: "by 2030", "before Monday".
    Before,
}

/// Why something that looks like a date is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refused {
    /// 31 February.
    NoSuchDay,
    /// 25:99.
    NoSuchTime,
    /// The year 9999, or a number of units that leads as far.
    FarYear,
    /// "next next Friday".
    Meaningless,
    /// Years before Christ are not resolved.
    BeforeChrist,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Refused::NoSuchDay => "the calendar has no such day",
            Refused::NoSuchTime => "the clock has no such time",
            Refused::FarYear => "the year is too far away",
            Refused::Meaningless => "the words do not make a date together",
            Refused::BeforeChrist => "years before Christ are not resolved",
        })
    }
}

/// All dates of a text. The title may stand first, as a paragraph of its own.
pub fn dates(text: &str, lang: Option<Lang>, published: Published) -> Dates {
    let mut end = text.len().min(MOST_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    read::read(&text[..end], lang, published)
}

/// A coming date with the sentence that names it: a candidate for the calendar.
#[derive(Debug, Clone, PartialEq)]
pub struct Coming {
    pub mention: Mention,
    /// Where its sentence stands.
    pub sentence: Range<usize>,
    /// No day of an event: a deadline ("by 2030"), an open beginning ("from 2027"), or a time told no finer than by its quarter or year.
    pub vague: bool,
}

/// The dates of a text that lie ahead of its publication.
pub fn coming(text: &str, lang: Option<Lang>, published: Published) -> Vec<Coming> {
    let found = dates(text, lang, published).mentions;
    let ahead = |mention: &Mention| match mention.bound {
        Bound::Since => mention.from > published.at,
        _ => mention.to > published.at && (mention.from > published.at || mention.grain <= Grain::Day),
    };
    let mut mentions = found.into_iter().filter(ahead).peekable();
    let mut coming = Vec::new();
    if mentions.peek().is_none() {
        return coming;
    }
    for sentence in sentences(text, lang) {
        while let Some(mention) = mentions.next_if(|mention| mention.at.start < sentence.end) {
            let vague = mention.bound != Bound::Within || mention.grain >= Grain::Quarter;
            coming.push(Coming { mention, sentence: sentence.clone(), vague });
        }
    }
    coming
}
