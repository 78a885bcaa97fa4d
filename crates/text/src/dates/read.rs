//! From tokens to mentions: at each token the longest day, time or both that begins there, two of them with what joins them, and what is said of it ("by", "since").

use super::calendar::{self, Again, Days, Which, add, date, one_day};
use super::lexicon::{self, Lexicon, Part, Sym, Word};
use super::times::{Clock, Moment};
use super::token::{Token, TokenShape, tokens};
use super::{Bound, Dates, Grain, Mention, Published, Refused};
use coranto_core::{Lang, Millis};
use jiff::ToSpan;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use std::cell::{Cell, OnceCell};
use std::ops::Range;

/// Dates within dates are read no deeper.
pub(super) const MOST_NESTED: u8 = 4;

/// More connecting words than this stand between no day and its time.
const MOST_CONNECTING: usize = 3;

pub(super) fn read(text: &str, lang: Option<Lang>, published: Published) -> Dates {
    let lexicon = lexicon::of(lang);
    let Some(now) = local(published.at, published.offset_minutes) else { return Dates::default() };
    if !calendar::YEARS.contains(&i64::from(now.year())) {
        return Dates::default();
    }
    let (tokens, folds) = tokens(text, lexicon);
    let known = tokens.iter().map(|_| Known::default()).collect();
    let reader = Reader { tokens, folds, lexicon, now, published, known, depth: Cell::new(0) };
    let mut dates = Dates::default();
    let mut at = 0;
    while at < reader.tokens.len() {
        at = match reader.expression(at) {
            Some((end, Ok(mention))) => {
                dates.mentions.push(mention);
                end
            }
            Some((end, Err((place, reason)))) => {
                dates.refused.push((place, reason));
                end
            }
            None => at + 1,
        };
    }
    dates
}

pub(super) fn local(at: Millis, offset_minutes: i16) -> Option<DateTime> {
    let offset = Offset::from_seconds(i32::from(offset_minutes) * 60).ok()?;
    Some(offset.to_datetime(at.timestamp()))
}

pub(super) struct Reader<'a> {
    pub tokens: Vec<Token>,
    pub folds: String,
    pub lexicon: &'a Lexicon,
    pub now: DateTime,
    pub published: Published,
    pub known: Vec<Known>,
    /// How many dates within dates are being read ("two days before early …").
    pub depth: Cell<u8>,
}

/// What begins at a token, once it was looked for: asked again by every rule that may begin before it.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub day: OnceCell<Option<(usize, Result<Day, Refused>)>>,
    pub clock: OnceCell<Option<(usize, Result<Clock, Refused>)>>,
}

/// A day or period as read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Day {
    pub which: Which,
    pub grain: Grain,
    /// Another reading.
    pub or: Option<Days>,
    pub sort: Sort,
}

/// What must be asked before a day is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Sure,
    /// "the 14th"
    DayOfMonth,
    /// "2030"
    BareYear,
    /// "may", "sat"
    Weak,
    /// "the first quarter", "the week"
    Unit,
}

/// A day with its time, or one of them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Item {
    pub day: Option<Day>,
    pub moment: Option<Moment>,
    pub part: Option<Part>,
    /// "tomorrow before 5"
    pub bound: Option<Bound>,
    pub end: usize,
}

type Outcome = Result<Mention, (Range<usize>, Refused)>;
pub(super) type Stretch = (DateTime, DateTime);

impl Reader<'_> {
    pub(super) fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    pub(super) fn is(&self, at: usize, word: Word) -> bool {
        self.token(at).is_some_and(|token| token.is(word))
    }

    pub(super) fn is_any(&self, at: usize, words: &[Word]) -> bool {
        words.iter().any(|word| self.is(at, *word))
    }

    pub(super) fn is_mark(&self, at: usize, mark: char) -> bool {
        self.token(at).is_some_and(|token| token.is_mark(mark))
    }

    /// The date that begins at this token, with what is said of it.
    pub(super) fn expression(&self, at: usize) -> Option<(usize, Outcome)> {
        let token = self.token(at)?;
        if let TokenShape::Wrong(reason) = token.shape {
            return Some((at + 1, Err((token.at.clone(), reason))));
        }
        if !token.is_known() {
            return None;
        }
        if token.is(Word::From) || token.is(Word::Between) {
            let found = self.range(at, at, None);
            if found.is_some() {
                return found;
            }
        }
        let bounds = [
            (Word::Before, Bound::Before),
            (Word::By, Bound::Before),
            (Word::Until, Bound::Before),
            (Word::After, Bound::After),
            (Word::Since, Bound::Since),
        ];
        for (word, bound) in bounds {
            if !token.is(word) || self.lexicon.verb_last {
                continue;
            }
            let mut core = at + 1;
            while core < at + 3 && self.is_any(core, &[Word::The, Word::On, Word::Of, Word::From]) {
                core += 1;
            }
            if let Some((end, outcome)) =
                self.range(core, at, Some(bound)).or_else(|| self.single(core, at, Some(bound)))
            {
                return Some((end, outcome));
            }
        }
        self.range(at, at, None).or_else(|| self.single(at, at, None))
    }

    /// One day or time.
    pub(super) fn single(&self, at: usize, first: usize, bound: Option<Bound>) -> Option<(usize, Outcome)> {
        let item = match self.item(at)? {
            Ok(item) => item,
            Err((end, reason)) => return self.refuse(at, end, reason),
        };
        let (bound, end) = match bound {
            Some(bound) => (bound, item.end),
            None => self.bound_after(item.end).unwrap_or((item.bound.unwrap_or(Bound::Within), item.end)),
        };
        if !self.is_believed(&item, at, end, first < at || end > item.end) {
            return None;
        }
        // "el 5 de mayo": the article is no part of it where a number follows.
        let mut first = first;
        if self.lexicon.bare_article_day
            && self.is(first, Word::The)
            && first + 1 < end
            && !matches!(self.tokens[first].shape, TokenShape::Number { .. })
            && (matches!(self.tokens[first + 1].shape, TokenShape::Number { .. } | TokenShape::Numbers(_))
                || self.tokens[first + 1].syms().any(|sym| matches!(sym, Sym::Weekday(_))))
        {
            first += 1;
        }
        let place = self.tokens[first].at.start..self.tokens[end - 1].at.end;
        let outcome = self.mention(&item, first..end, bound).map_err(|reason| (place, reason));
        Some((end, outcome))
    }

    /// Where the language says it after the date: "2024'ten beri", "2030 तक", "12:00之后".
    pub(super) fn bound_after(&self, end: usize) -> Option<(Bound, usize)> {
        if self.is(end, Word::SinceBehind) {
            return Some((Bound::Since, end + 1));
        }
        if self.is(end, Word::UntilBehind) {
            return Some((Bound::Before, end + 1));
        }
        if !self.lexicon.postpositions {
            return None;
        }
        let mut at = end;
        while at < end + 3 && self.is_any(at, &[Word::Of, Word::From, Word::To, Word::On, Word::And]) {
            at += 1;
        }
        let token = self.token(at)?;
        let bound = if token.is(Word::Since) {
            Bound::Since
        } else if token.is(Word::After) {
            Bound::After
        } else if token.is(Word::Before) || token.is(Word::Until) || token.is(Word::By) {
            Bound::Before
        } else if at > end && self.is(end, Word::From) && self.lexicon.ablative_since {
            return Some((Bound::Since, end + 1));
        } else {
            return None;
        };
        Some((bound, at + 1))
    }

    pub(super) fn refuse(&self, at: usize, end: usize, reason: Refused) -> Option<(usize, Outcome)> {
        let place = self.tokens[at].at.start..self.tokens[end - 1].at.end;
        Some((end, Err((place, reason))))
    }

    /// From one day to another.
    pub(super) fn range(&self, at: usize, first: usize, bound: Option<Bound>) -> Option<(usize, Outcome)> {
        let between = self.is(at, Word::Between);
        let open = between || self.is(at, Word::From);
        let mut start = if open { at + 1 } else { at };
        while open && start < at + 4 && self.is_any(start, &[Word::The, Word::On, Word::Of]) {
            start += 1;
        }
        let (mut left, left_end) = match self.item(start) {
            Some(Ok(item)) => (Some(item), item.end),
            _ => (None, start),
        };
        let bare = self.bare_day(start);
        let mut options = Vec::with_capacity(2);
        options.extend(left.map(|_| left_end));
        options.extend(bare.map(|(_, end)| end));
        for left_end in options {
            let is_bare = left.is_none_or(|left| left.end != left_end);
            if is_bare {
                left = None;
            }
            let Some((mut right_at, joined)) = self.connector(left_end) else { continue };
            while right_at < left_end + 5 && self.is_any(right_at, &[Word::The, Word::On]) {
                right_at += 1;
            }
            let Some((left, right, mut end)) = self.both(left, bare.map(|(day, _)| day), right_at) else { continue };
            // "28 और 30 दिसंबर के बीच", "3月和9月之间"
            let mut closed = false;
            let mut after = end;
            while after < end + 3 && self.is_any(after, &[Word::Of, Word::The, Word::To]) {
                after += 1;
            }
            if self.is(after, Word::Between) && joined == Word::And
                || self.lexicon.postpositions
                    && self.is_any(after, &[Word::Until, Word::Between])
                    && joined != Word::And
            {
                end = after + 1;
                closed = true;
            }
            if joined == Word::And && !between && !closed {
                continue;
            }
            let opened = open && (!between || joined != Word::From);
            let begin = if opened { first.min(at) } else { start };
            let place = self.tokens[begin].at.start..self.tokens[end - 1].at.end;
            if !opened
                && !closed
                && left.day.is_some_and(|day| day.sort == Sort::BareYear)
                && !self.is_year_range(start, end)
            {
                continue;
            }
            let outcome = self.joined(&left, &right, begin..end, bound.unwrap_or(Bound::Within));
            return match outcome {
                Ok(mention) => Some((end, Ok(mention))),
                Err(Refused::Meaningless) => None,
                Err(reason) => Some((end, Err((place, reason)))),
            };
        }
        None
    }

    /// "2014-2018" with nothing hanging on it.
    pub(super) fn is_year_range(&self, start: usize, end: usize) -> bool {
        let glued_before = self.tokens[start].glued
            && start > 0
            && matches!(self.tokens[start - 1].shape, TokenShape::Mark(mark) if !matches!(mark, '(' | '"' | '«' | '“'));
        let glued_after = self.token(end).is_some_and(|token| {
            token.glued && matches!(token.shape, TokenShape::Mark('-' | '%' | '/') | TokenShape::Number { .. })
        });
        !glued_before && !glued_after && self.ends_clean(end)
    }

    /// What joins two days; "and" counts with "between" only.
    pub(super) fn connector(&self, at: usize) -> Option<(usize, Word)> {
        let token = self.token(at)?;
        if token.is(Word::To) || token.is(Word::Until) && !self.lexicon.postpositions {
            return Some((at + 1, Word::To));
        }
        if token.is_mark('-') {
            return Some((at + 1, Word::To));
        }
        if token.is(Word::From) && self.lexicon.postpositions {
            let next = if self.is_any(at + 1, &[Word::To]) { at + 2 } else { at + 1 };
            return Some((next, Word::From));
        }
        if token.is(Word::And) {
            return Some((at + 1, Word::And));
        }
        // "و30" of "بين 28 و30" is split by its digits; words carry it themselves.
        if token.is(Word::Tied) {
            return Some((at, Word::And));
        }
        if token.is_mark(',') && self.is_any(at + 1, &[Word::To, Word::Until]) {
            return Some((at + 2, Word::To));
        }
        if token.is(Word::Of) && self.is(at + 1, Word::To) {
            return Some((at + 2, Word::To));
        }
        None
    }

    /// Both sides of a range; what one leaves out it has from the other.
    pub(super) fn both(&self, left: Option<Item>, bare: Option<i64>, right_at: usize) -> Option<(Item, Item, usize)> {
        let right = match self.item(right_at) {
            Some(Ok(item)) => Some(item),
            _ => self.now_item(right_at),
        };
        let bare_right = self.bare_day(right_at);
        match (left, right) {
            (Some(left), Some(right)) => {
                let fits = match (left.day, right.day) {
                    (Some(a), Some(b)) => {
                        // "December 28 to 30 …": the year may stand after the second day only.
                        a.grain == b.grain
                            || a.grain <= Grain::Year && b.grain <= Grain::Year && a.sort != Sort::BareYear
                            || a.sort == Sort::BareYear && b.sort != Sort::Unit
                    }
                    (None, None) => {
                        matches!((left.moment, right.moment), (Some(Moment::Clock(_)), Some(Moment::Clock(_))))
                    }
                    // "10:00 Monday to 12:00"
                    (Some(_), None) => {
                        matches!(right.moment, Some(Moment::Clock(_))) && matches!(left.moment, Some(Moment::Clock(_)))
                    }
                    (None, Some(_)) => {
                        matches!(left.moment, Some(Moment::Clock(_))) && matches!(right.moment, Some(Moment::Clock(_)))
                    }
                };
                if fits {
                    return Some(self.with_year(left, right));
                }
            }
            (None, Some(right)) => {
                // "3 to 5 December"
                let first = bare?;
                let day = right.day?;
                let which = match day.which {
                    Which::Again(Again::MonthDay(month, last, _)) if first < i64::from(last) => {
                        Which::Again(Again::MonthDay(month, u8::try_from(first).ok()?, u8::try_from(first).ok()?))
                    }
                    Which::Fixed((last, _)) if day.grain == Grain::Day && first < i64::from(last.day()) => {
                        Which::Fixed(one_day(date(i64::from(last.year()), i64::from(last.month()), first).ok()?).ok()?)
                    }
                    Which::Again(Again::DayOfMonth(last)) if first < i64::from(last) => {
                        Which::Again(Again::DayOfMonth(u8::try_from(first).ok()?))
                    }
                    // "4 to 23 next month"
                    _ => return None,
                };
                let left = Item { day: Some(Day { which, ..day }), end: right_at, ..Item::default() };
                return Some((left, right, right.end));
            }
            _ => {}
        }
        // "December 28-30", with a year behind.
        let left = left?;
        let (last, mut end) = bare_right?;
        let day = left.day.filter(|_| left.moment.is_none())?;
        let mut year = None;
        let comma = usize::from(self.is_mark(end, ',') || self.is(end, Word::Of));
        if let Some(TokenShape::Number { value, digits: 4, inner: false, .. }) =
            self.token(end + comma).map(|token| token.shape)
            && calendar::YEARS.contains(&value)
        {
            year = Some(value);
            end += comma + 1;
        }
        let number = |n: i64| u8::try_from(n).ok();
        let (left_which, right_which) = match day.which {
            Which::Again(Again::MonthDay(month, first, _)) if i64::from(first) < last => match year {
                Some(year) => (
                    Which::Fixed(one_day(date(year, i64::from(month), i64::from(first)).ok()?).ok()?),
                    Which::Fixed(one_day(date(year, i64::from(month), last).ok()?).ok()?),
                ),
                None => (day.which, Which::Again(Again::MonthDay(month, number(last)?, number(last)?))),
            },
            Which::Fixed((first, _)) if day.grain == Grain::Day && i64::from(first.day()) < last => (
                day.which,
                Which::Fixed(one_day(date(i64::from(first.year()), i64::from(first.month()), last).ok()?).ok()?),
            ),
            Which::Again(Again::DayOfMonth(first)) if i64::from(first) < last => {
                (day.which, Which::Again(Again::DayOfMonth(number(last)?)))
            }
            _ => return None,
        };
        let right = Item { day: Some(Day { which: right_which, ..day }), end, ..Item::default() };
        Some((Item { day: Some(Day { which: left_which, ..day }), ..left }, right, end))
    }

    /// "between January and now"
    fn now_item(&self, at: usize) -> Option<Item> {
        let today = one_day(self.now.date()).ok().filter(|_| self.is(at, Word::Now))?;
        let day = Day { which: Which::Fixed(today), grain: Grain::Day, or: None, sort: Sort::Sure };
        Some(Item { day: Some(day), end: at + 1, ..Item::default() })
    }

    /// "from April to June in 2017", "5/1-5/7, 2020": the year stands once, behind.
    pub(super) fn with_year(&self, left: Item, right: Item) -> (Item, Item, usize) {
        let plain = (left, right, right.end);
        let (Some(Day { which: Which::Again(a), .. }), Some(Day { which: Which::Again(b), .. })) =
            (left.day, right.day)
        else {
            return plain;
        };
        let mut at = right.end;
        while at < right.end + 2 && (self.is_mark(at, ',') || self.is_any(at, &[Word::Of, Word::On, Word::Year])) {
            at += 1;
        }
        let Some(TokenShape::Number { value, digits: 4, inner: false, .. }) = self.token(at).map(|token| token.shape)
        else {
            return plain;
        };
        let (Ok(last), true) = (b.of_year(value), right.moment.is_none() && right.part.is_none()) else { return plain };
        let Ok(first) = a.up_to(last.0) else { return plain };
        let fix =
            |item: Item, days: Days| Item { day: item.day.map(|day| Day { which: Which::Fixed(days), ..day }), ..item };
        (fix(left, first), fix(right, last), at + 1)
    }

    /// A number that may be a day of a month that is named elsewhere.
    pub(super) fn bare_day(&self, at: usize) -> Option<(i64, usize)> {
        let mut at = at;
        while self.is_any(at, &[Word::The, Word::Day]) {
            at += 1;
        }
        let TokenShape::Number { value: value @ 1..=31, digits: 0..=2, .. } = self.token(at)?.shape else {
            return None;
        };
        let mut end = at + 1;
        if self.is_mark(end, '.') && self.tokens[end].glued && self.token(end + 1).is_some_and(|token| !token.glued) {
            end += 1;
        }
        if self.is(end, Word::DayMark) && self.lexicon.postpositions {
            end += 1;
        }
        Some((value, end))
    }

    /// A day with its time in any order: "Tuesday at 8 pm", "8 pm on Tuesday", "tomorrow morning".
    pub(super) fn item(&self, at: usize) -> Option<Result<Item, (usize, Refused)>> {
        let mut item = Item::default();
        let mut here = at;
        let mut asked = false;
        for _ in 0..4 {
            // A time belongs to a day, not to a week or month.
            let timed = item.moment.is_some() || item.part.is_some();
            let fits = |day: &(usize, Result<Day, Refused>)| {
                !timed || day.1.is_err() || day.1.is_ok_and(|day| day.grain <= Grain::Day)
            };
            let day = if item.day.is_none() { self.day(here).filter(fits) } else { None };
            if item.day.is_some_and(|day| day.grain > Grain::Day) {
                break;
            }
            let moment = if item.moment.is_none() {
                self.moment(here, item.day.is_some() && asked || item.part.is_some(), item.day.is_some())
            } else {
                None
            };
            let part = match (&item.part, self.token(here)) {
                (None, Some(token)) => self.part_of_day(here, token),
                _ => None,
            };
            let day_end = day.as_ref().map_or(0, |(end, _)| *end);
            let moment_end = moment.as_ref().map_or(0, |(end, _)| *end);
            let part_end = part.as_ref().map_or(0, |(end, ..)| *end);
            if day_end == 0 && moment_end == 0 && part_end == 0 {
                break;
            }
            if moment_end > day_end && moment_end >= part_end
                || moment_end > 0 && moment_end == day_end && item.day.is_some()
            {
                match moment {
                    Some((end, Ok(moment))) => {
                        item.moment = Some(moment);
                        item.end = end;
                    }
                    Some((end, Err(reason))) => return Some(Err((end, reason))),
                    None => break,
                }
            } else if day_end >= part_end {
                match day {
                    Some((end, Ok(day))) => {
                        item.day = Some(day);
                        item.end = end;
                    }
                    Some((end, Err(reason))) => return Some(Err((end, reason))),
                    None => break,
                }
            } else if let Some((end, part, day)) = part {
                if day.is_some() && item.day.is_some() {
                    // "8am this morning" has its day; "Monday this morning" does not read.
                    if item.moment.is_none() && day.map(|day| day.which) != item.day.map(|day| day.which) {
                        break;
                    }
                } else if day.is_some() {
                    item.day = day;
                }
                item.part = Some(part);
                item.end = end;
            }
            here = item.end;
            asked = false;
            let mut skipped = 0;
            // "tomorrow before 5", "Tuesday after 1 pm"
            if item.day.is_some()
                && item.moment.is_none()
                && let Some(bound) = self.token(here).and_then(bound_of)
                && let Some((_, Ok(Moment::Clock(clock)))) = self.moment(here + 1, false, false)
                && clock.to.is_none()
            {
                item.bound = Some(bound);
                here += 1;
                continue;
            }
            while skipped < MOST_CONNECTING {
                // "Tuesday from 9 to 5": its first word is the range's.
                if item.moment.is_none()
                    && self.is_any(here, &[Word::From, Word::Between])
                    && matches!(self.moment(here, false, true), Some((_, Ok(Moment::Clock(Clock { to: Some(_), .. })))))
                {
                    break;
                }
                let connects = self.is_any(here, &[Word::At, Word::AtHour, Word::On, Word::Of, Word::The])
                    || self.is_mark(here, ',')
                    || self.is_mark(here, '@')
                    || self.is(here, Word::Day) && item.day.is_some() && self.lexicon.postpositions;
                if !connects {
                    break;
                }
                asked |= self.is_any(here, &[Word::At, Word::AtHour]) || self.is_mark(here, '@');
                here += 1;
                skipped += 1;
            }
        }
        (item.end > at).then_some(Ok(item))
    }

    /// "morning", "this evening", "tonight".
    pub(super) fn part_of_day(&self, at: usize, token: &Token) -> Option<(usize, Part, Option<Day>)> {
        let as_part = |sym| if let Sym::Part(part) = sym { Some(part) } else { None };
        let day = |n: i64| {
            let day = one_day(add(self.now.date(), n.days()).ok()?).ok()?;
            Some(Day { which: Which::Fixed(day), grain: Grain::Day, or: None, sort: Sort::Sure })
        };
        if let Some((n, part)) = token.find(|sym| if let Sym::DayPart(n, part) = sym { Some((n, part)) } else { None })
        {
            return Some((at + 1, part, day(i64::from(n))));
        }
        if let Some(part) = token.find(as_part) {
            let rel = self.token(at + 1).and_then(|next| {
                next.find(|sym| if let Sym::Rel(n) | Sym::Coming(n) = sym { Some(i64::from(n)) } else { None })
            });
            return match rel {
                Some(n) if self.lexicon.rel_after => Some((at + 2, part, day(n))),
                _ => Some((at + 1, part, None)),
            };
        }
        let n = token.find(|sym| if let Sym::Rel(n) | Sym::Coming(n) = sym { Some(i64::from(n)) } else { None })?;
        let part = self.token(at + 1)?.find(as_part)?;
        Some((at + 2, part, day(n)))
    }
}

pub(super) fn bound_of(token: &Token) -> Option<Bound> {
    if token.is(Word::Before) || token.is(Word::By) || token.is(Word::Until) {
        Some(Bound::Before)
    } else if token.is(Word::After) {
        Some(Bound::After)
    } else if token.is(Word::Since) && !token.is(Word::From) {
        Some(Bound::Since)
    } else {
        None
    }
}
