//! The words of a language, read once from its table in `words/`: a line is a meaning, a colon, and the words and phrases that have it.
//!
//! `month 5: may~` says that "may" is the fifth month, and `~` that it is so only beside something else of a date. `-suffix` words of the classes `future` and
//! `past` are endings of verbs.

use super::fold::{Raw, Shape, raws};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word may mean in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sym {
    Month(u8),
    /// Monday is 1.
    Weekday(u8),
    /// Days from today.
    Day(i8),
    DayPart(i8, Part),
    Number(i64),
    /// −1 is the last.
    Ordinal(i64),
    Unit(Unit),
    /// Whole units from the present one: next 1, this 0, last −1.
    Rel(i8),
    /// The same with units; with weekdays the nearest one: "coming Friday".
    Coming(i8),
    /// A unit in a word: "今年".
    RelUnit(i8, Unit),
    /// A number of units in a word: "أسبوعين".
    Counted(u8, Unit),
    Part(Part),
    /// Spring is 0.
    Season(u8),
    /// Before noon or after it.
    Half(bool),
    /// Minutes east of Greenwich.
    Zone(i16),
    /// A month of the Islamic calendar.
    Hijri,
    Word(Word),
    /// Quarter of a year by its short name.
    Quarter(u8),
    /// A fixed feast: month and day.
    Feast(u8, u8),
    /// Days after Easter.
    Easter(i8),
    Future,
    Past,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Workday,
    Week,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    HalfYear,
    Year,
    Decade,
    Century,
}

/// A part of the day, as far as it is named: morning from 6, afternoon from 12, evening from 18, night from 21, each up to the next; dawn from 4 to 6.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Dawn,
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
    Midnight,
}

/// Words that hold a date together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Of,
    The,
    On,
    At,
    From,
    To,
    Between,
    And,
    Before,
    By,
    Until,
    After,
    Since,
    Ago,
    AgoFirst,
    In,
    Later,
    Start,
    Mid,
    End,
    HalfHour,
    HalfTo,
    QuarterHour,
    Minus,
    Past,
    Oclock,
    Year,
    Month,
    Day,
    Now,
    Decade,
    YearMark,
    MonthMark,
    DayMark,
    HourMark,
    MinuteMark,
    OrdinalMark,
    OrdinalFirst,
    Tied,
    Century,
    SinceBehind,
    UntilBehind,
    Rest,
    SoFar,
    Plain,
    AtHour,
    Bce,
}

#[derive(Debug)]
pub(super) struct Entry {
    /// The words that must follow for it to be this.
    pub rest: Vec<String>,
    pub sym: Sym,
    pub weak: bool,
}

#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: HashMap<String, Vec<Entry>>,
    pub future_ends: Vec<String>,
    pub past_ends: Vec<String>,
    pub future_starts: Vec<String>,
    pub prefixes: Vec<String>,
    pub suffixes: Vec<(String, Option<Word>)>,
    /// Numbers of days come first: 3/4 is the third of April. None where usage is divided.
    pub day_first: Option<bool>,
    /// A point stands in times: 20.00.
    pub point_time: bool,
    /// A point stands between day and month: 22.04.
    pub point_date: bool,
    /// The verb stands at the end, so that the tense is read from what follows.
    pub verb_last: bool,
    /// Hours of a bare number are those of a clock of 24.
    pub full_day: bool,
    /// What is said of a date stands behind it: "2030 तक".
    pub postpositions: bool,
    /// The case of "from" alone means since then: "कल से".
    pub ablative_since: bool,
    /// "next" stands behind what it belongs to.
    pub rel_after: bool,
    /// The article and a number are a day of the month: "le 14".
    pub bare_article_day: bool,
    /// A word that leads to a year makes it one whatever follows: "en 2030".
    pub year_led: bool,
    /// "diez menos cinco"
    pub minus_after: bool,
    /// A number and a part of the day are an hour: "8 abends".
    pub hour_part: bool,
    /// A weekday is the week and its number: "下周五".
    pub week_and_number: bool,
}

const TABLES: [(&str, &str); 12] = [
    ("en", include_str!("words/en.txt")),
    ("es", include_str!("words/es.txt")),
    ("fr", include_str!("words/fr.txt")),
    ("de", include_str!("words/de.txt")),
    ("pt", include_str!("words/pt.txt")),
    ("ar", include_str!("words/ar.txt")),
    ("zh", include_str!("words/zh.txt")),
    ("hi", include_str!("words/hi.txt")),
    ("tr", include_str!("words/tr.txt")),
    ("ru", include_str!("words/ru.txt")),
    ("it", include_str!("words/it.txt")),
    ("nl", include_str!("words/nl.txt")),
];

static LEXICONS: LazyLock<[(&str, Lexicon); TABLES.len()]> =
    LazyLock::new(|| TABLES.map(|(lang, table)| (lang, Lexicon::read(table))));

/// Without a table only what needs no words is read: 2026-12-12, 10:30.
static NO_WORDS: LazyLock<Lexicon> = LazyLock::new(Lexicon::default);

pub(super) fn of(lang: Option<coranto_core::Lang>) -> &'static Lexicon {
    let found = lang.and_then(|lang| LEXICONS.iter().find(|(tag, _)| *tag == lang.as_str()));
    found.map_or(&NO_WORDS, |(_, lexicon)| lexicon)
}

impl Lexicon {
    fn read(table: &str) -> Lexicon {
        let mut lexicon = Lexicon::default();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let Some((meaning, words)) = line.split_once(':') else { continue };
            let words = words.split(',').map(str::trim).filter(|word| !word.is_empty());
            let meaning: Vec<&str> = meaning.split_whitespace().collect();
            if meaning == ["is"] {
                words.for_each(|word| lexicon.set(word));
                continue;
            }
            for word in words {
                lexicon.add(&meaning, word);
            }
        }
        lexicon.suffixes.sort_by_key(|(suffix, _)| std::cmp::Reverse(suffix.len()));
        lexicon
    }

    fn set(&mut self, habit: &str) {
        match habit {
            "day-first" => self.day_first = Some(true),
            "point-time" => self.point_time = true,
            "point-date" => self.point_date = true,
            "verb-last" => self.verb_last = true,
            "full-day" => self.full_day = true,
            "postpositions" => self.postpositions = true,
            "ablative-since" => self.ablative_since = true,
            "rel-after" => self.rel_after = true,
            "bare-article-day" => self.bare_article_day = true,
            "year-led" => self.year_led = true,
            "week-and-number" => self.week_and_number = true,
            "hour-part" => self.hour_part = true,
            "minus-after" => self.minus_after = true,
            _ => debug_assert!(false, "no such habit: {habit}"),
        }
    }

    fn add(&mut self, meaning: &[&str], word: &str) {
        let (word, weak) = word.strip_suffix('~').map_or((word, false), |word| (word, true));
        let parts = folded(word);
        let Some((first, rest)) = parts.split_first() else { return };
        match (meaning, word.strip_prefix('-')) {
            (["future"], Some(_)) => return self.future_ends.push(rest.concat()),
            (["past"], Some(_)) => return self.past_ends.push(rest.concat()),
            (["future-starts"], _) => return self.future_starts.push(first.clone()),
            (["prefix"], _) => return self.prefixes.push(first.clone()),
            (["suffix"], _) => return self.suffixes.push((first.clone(), None)),
            (["suffix", case], _) => return self.suffixes.push((first.clone(), word_of(case))),
            _ => {}
        }
        let sym = sym_of(meaning);
        debug_assert!(sym.is_some(), "no such meaning: {meaning:?}");
        if let Some(sym) = sym {
            self.words.entry(first.clone()).or_default().push(Entry { rest: rest.to_vec(), sym, weak });
        }
    }

    pub fn get(&self, word: &str) -> Option<&[Entry]> {
        self.words.get(word).map(Vec::as_slice)
    }
}

/// The words of a phrase as a text's words are looked up.
fn folded(phrase: &str) -> Vec<String> {
    let (raws, folds) = raws(phrase);
    let fold = |raw: &Raw| match raw.shape {
        Shape::Mark(mark) => mark.to_string(),
        Shape::Digits { value, .. } => value.to_string(),
        _ => folds[raw.fold.clone()].to_owned(),
    };
    raws.iter().map(fold).collect()
}

fn sym_of(meaning: &[&str]) -> Option<Sym> {
    let number = |at: usize| meaning.get(at).and_then(|n| n.parse::<i64>().ok());
    let small = |at: usize| number(at).and_then(|n| i8::try_from(n).ok());
    let byte = |at: usize| number(at).and_then(|n| u8::try_from(n).ok());
    Some(match *meaning.first()? {
        "month" => Sym::Month(byte(1)?),
        "weekday" => Sym::Weekday(byte(1)?),
        "day" => Sym::Day(small(1)?),
        "daypart" => Sym::DayPart(small(1)?, part_of(meaning.get(2)?)?),
        "number" => Sym::Number(number(1)?),
        "ordinal" => Sym::Ordinal(number(1)?),
        "unit" => Sym::Unit(unit_of(meaning.get(1)?)?),
        "rel" => Sym::Rel(small(1)?),
        "coming" => Sym::Coming(small(1)?),
        "relunit" => Sym::RelUnit(small(1)?, unit_of(meaning.get(2)?)?),
        "counted" => Sym::Counted(byte(1)?, unit_of(meaning.get(2)?)?),
        "part" => Sym::Part(part_of(meaning.get(1)?)?),
        "season" => Sym::Season(byte(1)?),
        "am" => Sym::Half(false),
        "pm" => Sym::Half(true),
        "zone" => Sym::Zone(number(1)?.try_into().ok()?),
        "hijri" => Sym::Hijri,
        "quarter" => Sym::Quarter(byte(1)?),
        "feast" => Sym::Feast(byte(1)?, byte(2)?),
        "easter" => Sym::Easter(small(1)?),
        "future" => Sym::Future,
        "past" => Sym::Past,
        word => Sym::Word(word_of(word)?),
    })
}

fn unit_of(name: &str) -> Option<Unit> {
    Some(match name {
        "second" => Unit::Second,
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "workday" => Unit::Workday,
        "week" => Unit::Week,
        "weekend" => Unit::Weekend,
        "fortnight" => Unit::Fortnight,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "halfyear" => Unit::HalfYear,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        _ => return None,
    })
}

fn part_of(name: &str) -> Option<Part> {
    Some(match name {
        "dawn" => Part::Dawn,
        "morning" => Part::Morning,
        "noon" => Part::Noon,
        "afternoon" => Part::Afternoon,
        "evening" => Part::Evening,
        "night" => Part::Night,
        "midnight" => Part::Midnight,
        _ => return None,
    })
}

pub(super) fn word_of(name: &str) -> Option<Word> {
    Some(match name {
        "of" => Word::Of,
        "the" => Word::The,
        "on" => Word::On,
        "at" => Word::At,
        "from" => Word::From,
        "to" => Word::To,
        "between" => Word::Between,
        "and" => Word::And,
        "before" => Word::Before,
        "by" => Word::By,
        "until" => Word::Until,
        "after" => Word::After,
        "since" => Word::Since,
        "ago" => Word::Ago,
        "ago-first" => Word::AgoFirst,
        "in" => Word::In,
        "later" => Word::Later,
        "start" => Word::Start,
        "mid" => Word::Mid,
        "end" => Word::End,
        "half-hour" => Word::HalfHour,
        "half-to" => Word::HalfTo,
        "quarter-hour" => Word::QuarterHour,
        "minus" => Word::Minus,
        "past-hour" => Word::Past,
        "oclock" => Word::Oclock,
        "the-year" => Word::Year,
        "the-month" => Word::Month,
        "the-day" => Word::Day,
        "now" => Word::Now,
        "decade" => Word::Decade,
        "year-mark" => Word::YearMark,
        "month-mark" => Word::MonthMark,
        "day-mark" => Word::DayMark,
        "hour-mark" => Word::HourMark,
        "minute-mark" => Word::MinuteMark,
        "ordinal-mark" => Word::OrdinalMark,
        "ordinal-first" => Word::OrdinalFirst,
        "tied" => Word::Tied,
        "century" => Word::Century,
        "since-behind" => Word::SinceBehind,
        "until-behind" => Word::UntilBehind,
        "rest" => Word::Rest,
        "so-far" => Word::SoFar,
        "plain" => Word::Plain,
        "at-hour" => Word::AtHour,
        "bce" => Word::Bce,
        _ => return None,
    })
}
