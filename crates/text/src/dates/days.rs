//! Days and periods: what the words of a rule mean together, and which of the days that come again.

use super::calendar::{self, Again, Days, Third, Which, add, date, months, one_day, span, unit_at, years};
use super::lexicon::{Sym, Unit, Word};
use super::pattern::{Captures, Kind as Take, NEAREST, unit};
use super::read::{Day, MOST_NESTED, Reader, Sort};
use super::rules::{Act, DAYS};
use super::tense::Tense;
use super::token::{Token, TokenShape};
use super::{Grain, Refused};
use jiff::ToSpan;
use jiff::civil::Date;

impl Reader<'_> {
    /// The longest day that begins here.
    pub(super) fn day(&self, at: usize) -> Option<(usize, Result<Day, Refused>)> {
        let depth = self.depth.get();
        if depth == MOST_NESTED || at >= self.known.len() {
            return None;
        }
        self.depth.set(depth + 1);
        let day = *self.known.get(at)?.day.get_or_init(|| self.longest_day(at));
        self.depth.set(depth);
        day
    }

    pub(super) fn longest_day(&self, at: usize) -> Option<(usize, Result<Day, Refused>)> {
        let token = self.token(at)?;
        if !token.is_known() {
            return None;
        }
        if let Some(found) =
            self.third(at).or_else(|| self.rest(at)).or_else(|| self.offset_from(at)).or_else(|| self.week_of(at))
        {
            return Some(found);
        }
        if let Some(found) = self.unit_and_third(at) {
            return Some(found);
        }
        let mut best: Option<(usize, Result<Day, Refused>)> = None;
        for (pattern, act) in DAYS.iter() {
            let Some((end, captures)) = pattern.matches(&self.tokens, at) else { continue };
            if best.as_ref().is_some_and(|(longest, _)| *longest >= end) {
                continue;
            }
            if let Some(day) = self.act(*act, &captures, at, end) {
                best = Some((end, day));
            }
        }
        let (end, day) = best?;
        // "ayın sonunda", "月初": the part behind the whole.
        if self.lexicon.postpositions
            && let Ok(day) = &day
            && matches!(day.grain, Grain::Month | Grain::Year | Grain::Week | Grain::Quarter)
        {
            let after = if self.is(end, Word::Of) { end + 1 } else { end };
            if let Some(third) = self.token(after).and_then(third_of) {
                return Some((after + 1, third_of_day(*day, third)));
            }
        }
        Some((end, day))
    }

    /// "early September", "the end of the year".
    pub(super) fn third(&self, at: usize) -> Option<(usize, Result<Day, Refused>)> {
        let mut start = at;
        while start < at + 2 && self.is_any(start, &[Word::The, Word::On]) {
            start += 1;
        }
        let third = third_of(self.token(start)?)?;
        let mut here = start + 1;
        let joints: &[Word] =
            if third == Third::End { &[Word::Of, Word::The] } else { &[Word::Of, Word::The, Word::On] };
        while here < start + 4 && (self.is_any(here, joints) || self.is_mark(here, '-')) {
            here += 1;
        }
        let whole = match self.day(here).filter(|_| third_of(&self.tokens[here]).is_none()) {
            Some((end, Ok(day)))
                if matches!(day.grain, Grain::Month | Grain::Year | Grain::Week | Grain::Quarter | Grain::Decade) =>
            {
                Some((end, day))
            }
            _ => None,
        };
        let (end, day) = whole.or_else(|| {
            let unit = self.token(here)?.find(|sym| if let Sym::Unit(unit) = sym { Some(unit) } else { None })?;
            if !matches!(unit, Unit::Week | Unit::Month | Unit::Year | Unit::Quarter | Unit::Decade | Unit::Century) {
                return None;
            }
            let (days, grain) = unit_at(self.now.date(), unit, 0).ok()?;
            Some((here + 1, Day { which: Which::Fixed(days), grain, or: None, sort: Sort::Sure }))
        })?;
        Some((end, third_of_day(day, third)))
    }

    /// "साल के अंत", "ay sonunda": the end of the present one, said behind it.
    fn unit_and_third(&self, at: usize) -> Option<(usize, Result<Day, Refused>)> {
        if !self.lexicon.verb_last {
            return None;
        }
        let unit = self.tokens[at].find(|sym| if let Sym::Unit(unit) = sym { Some(unit) } else { None })?;
        let after = if self.is(at + 1, Word::Of) { at + 2 } else { at + 1 };
        let third = third_of(self.token(after)?)?;
        if at > 0 && matches!(self.tokens[at - 1].shape, TokenShape::Number { .. })
            || !matches!(unit, Unit::Week | Unit::Month | Unit::Year)
        {
            return None;
        }
        let (days, grain) = unit_at(self.now.date(), unit, 0).ok()?;
        Some((after + 1, third_of_day(Day { which: Which::Fixed(days), grain, or: None, sort: Sort::Sure }, third)))
    }

    /// "the week of 4 February", "the week starting on Monday".
    fn week_of(&self, at: usize) -> Option<(usize, Result<Day, Refused>)> {
        let week = if self.is(at, Word::The) { at + 1 } else { at };
        if !self.token(week)?.has(Sym::Unit(Unit::Week)) {
            return None;
        }
        let mut here = week + 1;
        while here < week + 4 && self.is_any(here, &[Word::Of, Word::Since, Word::The, Word::On, Word::From]) {
            here += 1;
        }
        if here == week + 1 {
            return None;
        }
        let (end, day) = self.day(here)?;
        let day = day.ok().filter(|day| day.grain == Grain::Day)?;
        let first = self.decide(&day, at..end).ok()?.0;
        let days = unit_at(first, Unit::Week, 0).map(|(days, _)| days);
        Some((end, days.map(|days| Day { which: Which::Fixed(days), grain: Grain::Week, or: None, sort: Sort::Sure })))
    }

    /// "later this week", "earlier this month": up to now, or from now on.
    pub(super) fn rest(&self, at: usize) -> Option<(usize, Result<Day, Refused>)> {
        let token = self.token(at)?;
        let ahead = token.is(Word::Rest);
        if !ahead && !token.is(Word::SoFar) {
            return None;
        }
        let mut here = at + 1;
        while here < at + 3 && self.is_any(here, &[Word::Of, Word::The, Word::On]) {
            here += 1;
        }
        let next = self.token(here)?;
        let (n, unit) = next.find(|sym| match sym {
            Sym::RelUnit(n, unit) => Some((n, unit)),
            Sym::Unit(unit) if here > at + 1 => Some((0, unit)),
            _ => None,
        })?;
        let today = self.now.date();
        let (days, grain) = unit_at(today, unit, i64::from(n)).ok()?;
        let cut = if n != 0 {
            if ahead { Third::End.of(days).ok()? } else { Third::Start.of(days).ok()? }
        } else if ahead {
            (today, days.1)
        } else {
            (days.0, today)
        };
        if cut.0 >= cut.1 || unit == Unit::Day {
            return None;
        }
        Some((here + 1, Ok(Day { which: Which::Fixed(cut), grain, or: None, sort: Sort::Sure })))
    }

    /// "two weeks before 13 May", "3 days after next Friday".
    pub(super) fn offset_from(&self, at: usize) -> Option<(usize, Result<Day, Refused>)> {
        let TokenShape::Number { value, inner: false, .. } = self.token(at)?.shape else { return None };
        let unit = self.token(at + 1)?.find(|sym| if let Sym::Unit(unit) = sym { Some(unit) } else { None })?;
        let joint = self.token(at + 2)?;
        let back = joint.is(Word::Before);
        if !back && !joint.is(Word::After) && !joint.is(Word::From)
            || matches!(unit, Unit::Second | Unit::Minute | Unit::Hour)
        {
            return None;
        }
        let mut here = at + 3;
        while here < at + 5 && self.is_any(here, &[Word::Of, Word::The]) {
            here += 1;
        }
        if self.token(here).is_some_and(|token| {
            matches!(token.shape, TokenShape::Number { .. })
                && self
                    .tokens
                    .get(here + 1)
                    .is_some_and(|next| next.find(|sym| if let Sym::Unit(_) = sym { Some(()) } else { None }).is_some())
        }) {
            return None;
        }
        let (end, from) = self.day(here)?;
        let from = from.ok().filter(|day| day.grain == Grain::Day)?;
        let from = self.decide(&from, at..end).ok()?.0;
        let days = self.offset(from, if back { -value } else { value }, unit);
        Some((end, days.map(|days| Day { which: Which::Fixed(days), grain: Grain::Day, or: None, sort: Sort::Sure })))
    }

    /// What the words of a rule mean together; none when they are no date after all.
    pub(super) fn act(&self, act: Act, captures: &Captures, at: usize, end: usize) -> Option<Result<Day, Refused>> {
        let today = self.now.date();
        let get = |kind| captures.get(kind);
        let fixed = |days: Result<Days, Refused>, grain: Grain, sort: Sort| {
            Some(days.map(|days| Day { which: Which::Fixed(days), grain, or: None, sort }))
        };
        let again = |again: Again, sort: Sort| {
            Some(if again.exists() {
                Ok(Day { which: Which::Again(again), grain: again.grain(), or: None, sort })
            } else {
                Err(Refused::NoSuchDay)
            })
        };
        let byte = |n: i64| u8::try_from(n).ok();
        let year = || get(Take::Year).or(get(Take::TiedYear)).or_else(|| get(Take::ShortYear).map(full_year));
        let sort =
            if self.tokens[at..end].iter().any(|token| token.weak) && end == at + 1 { Sort::Weak } else { Sort::Sure };
        match act {
            Act::MonthDay => {
                let month = get(Take::Month).or(get(Take::MonthNumber))?;
                let day = get(Take::DayOfMonth).or(get(Take::Any))?;
                if day > 99 || day == 0 {
                    return None;
                }
                // "May 20 people": in a language that writes the day first, a number after the month counts what follows.
                let month_first = captures.token(Take::Month) < captures.token(Take::DayOfMonth);
                if self.lexicon.day_first == Some(true) && month_first && !self.ends_clean(end) {
                    return None;
                }
                if captures.token(Take::Month).is_some_and(|month| self.tokens[month].weak)
                    && !self.tokens[at..end].iter().any(|token| matches!(token.shape, TokenShape::Number { .. }))
                {
                    return None;
                }
                match year() {
                    Some(year) if day <= 31 => fixed(date(year, month, day).and_then(one_day), Grain::Day, Sort::Sure),
                    Some(_) => Some(Err(Refused::NoSuchDay)),
                    None if day > 31 => None,
                    None => {
                        let which = Again::MonthDay(byte(month)?, byte(day)?, byte(day)?);
                        self.on_weekday(which, get(Take::Weekday)).or_else(|| again(which, Sort::Sure))
                    }
                }
            }
            // "am 7. 4.", "am siebten vierten"
            Act::DayAndMonth => {
                let month_at = captures.last(Take::MonthNumber)?;
                let is_ordinal = |at: usize| {
                    matches!(self.tokens[at].shape, TokenShape::Number { ordinal: true, .. })
                        || self.is_mark(at + 1, '.') && self.tokens[at + 1].glued
                };
                if !self.lexicon.point_date
                    || !is_ordinal(month_at)
                    || !is_ordinal(captures.token(Take::DayOfMonth)?)
                    || self.is_hour(end)
                {
                    return None;
                }
                let (day, month) = (get(Take::DayOfMonth)?, get(Take::MonthNumber)?);
                match year() {
                    Some(year) => fixed(date(year, month, day).and_then(one_day), Grain::Day, Sort::Sure),
                    None => again(Again::MonthDay(byte(month)?, byte(day)?, byte(day)?), Sort::Sure),
                }
            }
            Act::RelYearMonthDay => {
                let month = get(Take::Month).or(get(Take::MonthNumber))?;
                let year = i64::from(today.year()) + get(Take::RelYear)?;
                fixed(date(year, month, get(Take::DayOfMonth)?).and_then(one_day), Grain::Day, Sort::Sure)
            }
            Act::DayOfMonth => {
                let day = get(Take::DayOfMonth)?;
                let number = captures.token(Take::DayOfMonth)?;
                let is_ordinal = matches!(self.tokens[number].shape, TokenShape::Number { ordinal: true, .. });
                if captures.token(Take::Weekday).is_some() && number > 0 && self.is(number - 1, Word::AtHour) {
                    return None;
                }
                let marked = captures.has(Take::Word(Word::Day)) || captures.has(Take::Word(Word::DayMark));
                if day > 31 || self.is_hour(end) || self.token(end).is_some_and(|next| next.is_mark(':') && next.glued)
                {
                    return None;
                }
                match get(Take::Weekday) {
                    Some(_)
                        if self.is_mark(end, '-')
                            && matches!(
                                self.token(end + 1).map(|token| token.shape),
                                Some(TokenShape::Number { .. })
                            ) =>
                    {
                        None
                    }
                    Some(weekday) if (is_ordinal || marked || self.ends_clean(end)) && !self.is_hour(end) => {
                        again(Again::WeekdayOfMonth(byte(weekday)?, byte(day)?), Sort::Sure)
                    }
                    Some(_) => None,
                    None if marked || is_ordinal => again(
                        Again::DayOfMonth(byte(day)?),
                        if marked && !captures.has(Take::Word(Word::The)) { Sort::Sure } else { Sort::DayOfMonth },
                    ),
                    None if self.lexicon.bare_article_day => again(Again::DayOfMonth(byte(day)?), Sort::DayOfMonth),
                    None => None,
                }
            }
            Act::RelMonthDay => {
                let first = months(i64::from(today.year()), i64::from(today.month()) + get(Take::RelMonth)?, 1);
                let day = get(Take::DayOfMonth)?;
                fixed(
                    first
                        .and_then(|(first, _)| date(i64::from(first.year()), i64::from(first.month()), day))
                        .and_then(one_day),
                    Grain::Day,
                    Sort::Sure,
                )
            }
            Act::Numbers => {
                let TokenShape::Numbers(numbers) = self.tokens[captures.token(Take::Numbers)?].shape else {
                    return None;
                };
                Some(self.numbers(numbers))
            }
            Act::TwoNumbers => {
                let mut numbers = captures.all(Take::Any);
                let (a, b) = (numbers.next()?, numbers.next()?);
                let glued =
                    (at..end).find(|at| self.is_mark(*at, '/') || self.is_mark(*at, '.') && self.tokens[*at].glued)?;
                let point = self.is_mark(glued, '.');
                if point && (!self.lexicon.point_date || !self.is_two_digits(glued + 1))
                    || a == 0
                    || b == 0
                    || !self.tokens[glued + 1].glued
                {
                    return None;
                }
                // Fractions, scores and rates: 9/11 has no word for what it is, and is left alone unless something makes it a date.
                let phone = self.token(end).is_some_and(|next| {
                    next.glued
                        && (next.is_mark('-')
                            && !matches!(
                                self.token(end + 1).map(|token| token.shape),
                                Some(TokenShape::Number { .. } | TokenShape::Numbers(_))
                            )
                            || next.is_mark('%'))
                });
                if phone || a > 31 || b > 31 || a > 12 && b > 12 {
                    return None;
                }
                let led = captures.has(Take::Weekday)
                    || point
                    || self.is_led(at)
                    || self.is_mark(end, '-')
                    || self.tokens[at - usize::from(at > 0)].is_mark('-');
                if !led && !self.ends_clean(end) {
                    return None;
                }
                let day_first = point || self.published.day_first.or(self.lexicon.day_first).unwrap_or(false);
                let (day, month) = match (day_first, a > 12, b > 12) {
                    (true, _, false) | (_, true, false) => (a, b),
                    _ => (b, a),
                };
                let which = Again::MonthDay(byte(month)?, byte(day)?, byte(day)?);
                if point && !which.exists() {
                    return None;
                }
                let or = (self.published.day_first.is_none()
                    && self.lexicon.day_first.is_none()
                    && a <= 12
                    && b <= 12
                    && a != b)
                    .then(|| Again::MonthDay(byte(day)?, byte(month)?, byte(month)?).next(today).ok())
                    .flatten();
                again(which, Sort::Sure).map(|day| day.map(|day| Day { or, ..day }))
            }
            Act::YearMonth => {
                let month = get(Take::Month).or(get(Take::MonthNumber)).or(get(Take::Any))?;
                if !(1..=12).contains(&month) {
                    return None;
                }
                let numeric = !captures.has(Take::Month) && !captures.has(Take::Word(Word::MonthMark));
                let hangs = |at: usize| {
                    self.token(at).is_some_and(|token| {
                        token.glued
                            && matches!(
                                token.shape,
                                TokenShape::Mark('-' | '/' | '.' | ',' | '%') | TokenShape::Number { .. }
                            )
                            && self.token(at + 1).is_some_and(|next| next.glued)
                    })
                };
                if numeric
                    && (hangs(end)
                        || self.tokens[at].glued && at > 0
                        || !self.is_two_digits(at) && !self.is_two_digits(end - 1))
                {
                    return None;
                }
                fixed(months(year()?, month, 1), Grain::Month, Sort::Sure)
            }
            Act::RelYearMonth => {
                let month = get(Take::Month).or(get(Take::MonthNumber))?;
                fixed(months(i64::from(today.year()) + get(Take::RelYear)?, month, 1), Grain::Month, Sort::Sure)
            }
            Act::RelMonth => {
                let month = get(Take::Month)?;
                let (rel, nearest) = rel_of(get(Take::Rel)?);
                let which = Again::Month(byte(month)?);
                match (rel, nearest) {
                    (1, _) => fixed(which.next(today), Grain::Month, Sort::Sure),
                    (0, _) => fixed(months(i64::from(today.year()), month, 1), Grain::Month, Sort::Sure),
                    (-1, _) => fixed(which.last(today), Grain::Month, Sort::Sure),
                    _ => Some(Err(Refused::Meaningless)),
                }
            }
            Act::MonthAlone => {
                let month = get(Take::Month).or(get(Take::MonthNumber))?;
                let token = captures.token(Take::Month).map(|month| &self.tokens[month]);
                let sort = if token.is_some_and(|token| token.weak) { Sort::Weak } else { Sort::Sure };
                again(Again::Month(byte(month)?), sort)
            }
            Act::YearAlone => {
                let year = year()?;
                fixed(years(year, 1), Grain::Year, Sort::Sure)
            }
            Act::BareYear if captures.has(Take::Word(Word::Bce)) => Some(Err(Refused::BeforeChrist)),
            Act::BareYear => {
                let year = year()?;
                if matches!(self.tokens[at].shape, TokenShape::Number { digits: 0, .. })
                    && !(self.is_led(at) && (1900..2100).contains(&year))
                {
                    return None;
                }
                fixed(years(year, 1), Grain::Year, Sort::BareYear)
            }
            Act::Decade => {
                let year = year()
                    .or_else(|| get(Take::Number).filter(|n| (10..100).contains(n) && n % 10 == 0).map(|n| 1900 + n))?;
                fixed(years(year.div_euclid(10) * 10, 10), Grain::Decade, Sort::Sure)
            }
            Act::Century => {
                let century = get(Take::Ordinal)?;
                if !(10..=23).contains(&century) {
                    return None;
                }
                fixed(years((century - 1) * 100, 100), Grain::Century, Sort::Sure)
            }
            Act::RelUnit => {
                let (n, unit) = self.tokens[captures.token(Take::RelUnit)?]
                    .find(|sym| if let Sym::RelUnit(n, unit) = sym { Some((n, unit)) } else { None })?;
                if matches!(unit, Unit::Hour | Unit::Minute | Unit::Second) {
                    return None;
                }
                match unit_at(today, unit, i64::from(n)) {
                    Ok((days, grain)) => fixed(Ok(days), grain, Sort::Sure),
                    Err(reason) => Some(Err(reason)),
                }
            }
            Act::WeekAndNumber => {
                let number = &self.tokens[end - 1];
                let weekday = get(Take::Number).unwrap_or(7);
                if !self.lexicon.week_and_number
                    || !number.glued
                    || !(1..=7).contains(&weekday)
                    || self.token(end).is_some_and(|next| {
                        next.glued && next.find(|sym| if let Sym::Unit(_) = sym { Some(()) } else { None }).is_some()
                    })
                {
                    return None;
                }
                let week = unit_at(today, Unit::Week, get(Take::RelWeek)?);
                fixed(week.and_then(|(week, _)| one_day(add(week.0, (weekday - 1).days())?)), Grain::Day, Sort::Sure)
            }
            Act::RelUnitWeekday => {
                let week = unit_at(today, Unit::Week, get(Take::RelWeek)?);
                let weekday = get(Take::Weekday)?;
                fixed(week.and_then(|(week, _)| one_day(add(week.0, (weekday - 1).days())?)), Grain::Day, Sort::Sure)
            }
            Act::Twice => Some(self.twice(captures, today)),
            Act::RelWeekday => Some(self.rel_weekday(captures, today)),
            Act::Weekday => {
                if self
                    .token(end)
                    .is_some_and(|next| next.find(|sym| if let Sym::Rel(_) = sym { Some(()) } else { None }).is_some())
                    && self.lexicon.rel_after
                {
                    return None;
                }
                again(Again::Weekday(byte(get(Take::Weekday)?)?), sort)
            }
            Act::DayWeekday => {
                let n = get(Take::Day)?;
                // "कल" is yesterday as well as tomorrow: the verb tells.
                if self.lexicon.verb_last
                    && self.tokens[captures.token(Take::Day)?].has(Sym::Day(-1))
                    && self.tokens[captures.token(Take::Day)?].has(Sym::Day(1))
                {
                    let past = self.tense(at..end) == Some(Tense::Past);
                    let n = if past { -n.abs() } else { n.abs() };
                    return fixed(add(today, n.days()).and_then(one_day), Grain::Day, Sort::Sure);
                }
                fixed(add(today, n.days()).and_then(one_day), Grain::Day, sort)
            }
            Act::Units => {
                let (_, unit) = self.count(captures)?;
                if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
                    return None;
                }
                Some(self.units(captures, today))
            }
            Act::OffsetOn | Act::OffsetBack => {
                let (n, unit) = self.count(captures)?;
                let n = if act == Act::OffsetBack { -n } else { n };
                if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
                    return None;
                }
                fixed(self.offset(today, n, unit), Grain::Day, Sort::Sure)
            }
            Act::OffsetFromDay | Act::OffsetBeforeDay => {
                let (n, unit) = self.count(captures)?;
                let n = if act == Act::OffsetBeforeDay { -n } else { n };
                let from = add(today, get(Take::Day).unwrap_or(0).days());
                if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
                    return None;
                }
                fixed(from.and_then(|from| self.offset(from, n, unit)), Grain::Day, Sort::Sure)
            }
            Act::NthOf => self.nth_of(captures, today),
            Act::FirstUnits => self.first_units(captures, today),
            Act::WeekNumber => {
                let week = get(Take::Number)?;
                if !(1..=53).contains(&week) || !self.ends_clean(end) {
                    return None;
                }
                let year = year().or_else(|| get(Take::RelYear).map(|n| i64::from(today.year()) + n));
                fixed(
                    calendar::week_of_year(year.unwrap_or_else(|| i64::from(today.year())), week),
                    Grain::Week,
                    Sort::Unit,
                )
            }
            Act::Quarter => self.quarter(captures, today),
            Act::Season => self.season(captures, today),
            Act::Feast if captures.has(Take::Easter) => {
                let which = Again::Easter(i8::try_from(get(Take::Easter)?).ok()?);
                let year = year().or_else(|| get(Take::RelYear).map(|n| i64::from(today.year()) + n));
                match (year, get(Take::Rel).map(|rel| rel_of(rel).0)) {
                    (Some(year), _) => fixed(which.of_year(year), Grain::Day, Sort::Sure),
                    (None, Some(1)) => fixed(which.next(today), Grain::Day, Sort::Sure),
                    (None, Some(-1)) => fixed(which.last(today), Grain::Day, Sort::Sure),
                    _ => again(which, Sort::Sure),
                }
            }
            Act::Feast => {
                let feast = get(Take::Feast)?;
                let (month, day) = (feast / 1000, feast % 1000);
                let year = year().or_else(|| get(Take::RelYear).map(|n| i64::from(today.year()) + n));
                // The fourth Thursday stands as 144, the last Monday as 191.
                let which = match day {
                    191.. => Again::NthWeekday(byte(month)?, -1, byte(day - 190)?),
                    101.. => {
                        Again::NthWeekday(byte(month)?, i8::try_from((day - 100) / 10).ok()?, byte((day - 100) % 10)?)
                    }
                    _ => Again::MonthDay(byte(month)?, byte(day)?, byte(day)?),
                };
                match (year, get(Take::Rel).map(|rel| rel_of(rel).0)) {
                    (Some(year), _) => fixed(which.of_year(year), Grain::Day, Sort::Sure),
                    (None, Some(1)) => fixed(which.next(today), Grain::Day, Sort::Sure),
                    (None, Some(-1)) => fixed(which.last(today), Grain::Day, Sort::Sure),
                    _ => again(which, Sort::Sure),
                }
            }
            Act::Now => None,
        }
    }

    /// With its weekday a day without a year is in the year where both agree, when that is near.
    pub(super) fn on_weekday(&self, which: Again, weekday: Option<i64>) -> Option<Result<Day, Refused>> {
        let weekday = calendar::weekday(u8::try_from(weekday?).ok()?)?;
        let today = self.now.date();
        let near = [which.next(today).ok(), which.last(today).ok()];
        let agreed = near.into_iter().flatten().find(|(day, _)| day.weekday() == weekday)?;
        Some(Ok(Day { which: Which::Fixed(agreed), grain: Grain::Day, or: None, sort: Sort::Sure }))
    }

    /// 12.12.2026, 2026-12-12, 12/12/26.
    pub(super) fn numbers(&self, numbers: [(i64, u8); 3]) -> Result<Day, Refused> {
        let [(a, a_digits), (b, _), (c, c_digits)] = numbers;
        let day = |year: i64, month: i64, day: i64| date(year, month, day).and_then(one_day);
        let of =
            |days: Days, or: Option<Days>| Day { which: Which::Fixed(days), grain: Grain::Day, or, sort: Sort::Sure };
        if a_digits == 4 {
            return Ok(of(day(a, b, c)?, None));
        }
        let year = if c_digits == 4 { c } else { full_year(c) };
        let known = self.published.day_first.or(self.lexicon.day_first);
        let (first, second) = (day(year, b, a), day(year, a, b));
        Ok(match (known, first, second) {
            (Some(true), Ok(first), _) | (_, Ok(first), Err(_)) => of(first, None),
            (Some(false), _, Ok(second)) | (_, Err(_), Ok(second)) => of(second, None),
            (None, Ok(first), Ok(second)) => of(second, (first != second).then_some(first)),
            (_, Err(reason), Err(_)) => return Err(reason),
        })
    }

    /// "next Friday" is the one of next week, and in some languages, or in others' ears, the one that comes.
    pub(super) fn rel_weekday(&self, captures: &Captures, today: Date) -> Result<Day, Refused> {
        let weekday = captures.get(Take::Weekday).unwrap_or(1);
        let again = Again::Weekday(u8::try_from(weekday).unwrap_or(1));
        let all: Vec<(i64, bool)> = captures.all(Take::Rel).map(rel_of).collect();
        let of = |days: Days, or: Option<Days>| Day {
            which: Which::Fixed(days),
            grain: Grain::Day,
            or: or.filter(|or| *or != days),
            sort: Sort::Sure,
        };
        let of_week = |n: i64| {
            let (week, _) = unit_at(today, Unit::Week, n)?;
            one_day(add(week.0, (weekday - 1).days())?)
        };
        let tomorrow = add(today, 1.days())?;
        let (nearest_next, nearest_last) = (again.from(tomorrow)?, again.up_to(add(today, (-1).days())?)?);
        // "this past Wednesday", "this coming Friday"
        if all.len() == 2 && all.iter().any(|(n, _)| *n == 0) {
            let n = all.iter().map(|(n, _)| *n).find(|n| *n != 0).unwrap_or(0);
            return Ok(of(
                if n < 0 {
                    nearest_last
                } else if n > 0 {
                    nearest_next
                } else {
                    of_week(0)?
                },
                None,
            ));
        }
        if all.len() > 1 {
            return Err(Refused::Meaningless);
        }
        let (n, nearest) = all.first().copied().unwrap_or((0, false));
        Ok(match (n, nearest) {
            (1, true) => of(nearest_next, Some(of_week(1)?)),
            (-1, true) => of(nearest_last, Some(of_week(-1)?)),
            (1, false) => of(of_week(1)?, Some(nearest_next)),
            (-1, false) => of(of_week(-1)?, Some(nearest_last)),
            (n, _) => of(of_week(n)?, None),
        })
    }

    /// "下下周五" means something, "next next Friday" does not, "this coming Friday" does.
    pub(super) fn twice(&self, captures: &Captures, today: Date) -> Result<Day, Refused> {
        let all: Vec<i64> = captures.all(Take::Rel).map(|rel| rel_of(rel).0).collect();
        if all.iter().filter(|n| **n == 0).count() == 1 {
            self.rel_weekday(captures, today)
        } else {
            Err(Refused::Meaningless)
        }
    }

    pub(super) fn count(&self, captures: &Captures) -> Option<(i64, Unit)> {
        if let Some(counted) = captures.get(Take::Counted) {
            return Some((counted / 100, unit(counted % 100)?));
        }
        let (n, unit) = (captures.get(Take::Number)?, unit(captures.get(Take::Unit)?)?);
        // "2015年前" and "07年以后" name a year.
        let digits = self.tokens[captures.token(Take::Number)?].shape;
        let is_year = matches!(
            digits,
            TokenShape::Number { value: 1800..=2200, digits: 4, .. }
                | TokenShape::Number { value: 0..=9, digits: 2, .. }
        );
        (!(unit == Unit::Year && is_year)).then_some((n, unit))
    }

    pub(super) fn offset(&self, from: Date, n: i64, unit: Unit) -> Result<Days, Refused> {
        if unit == Unit::Workday && n > 0 {
            return calendar::workdays(from, n).and_then(one_day);
        }
        one_day(add(from, span(n, unit)?)?)
    }

    /// "the next 3 days" begin tomorrow, "the last 3 days" end today.
    pub(super) fn units(&self, captures: &Captures, today: Date) -> Result<Day, Refused> {
        let (n, unit) = self.count(captures).ok_or(Refused::Meaningless)?;
        let rel = captures.all(Take::Rel).map(|rel| rel_of(rel).0).find(|rel| *rel != 0).unwrap_or(0);
        let grain = unit_at(today, unit, 0)?.1;
        let days = match rel {
            // Quarters and decades are counted whole.
            _ if matches!(unit, Unit::Quarter | Unit::Decade | Unit::Century) && rel != 0 => {
                let n = n.max(1);
                let (first, last) = if rel > 0 { (1, n) } else { (-n, -1) };
                (unit_at(today, unit, first)?.0.0, unit_at(today, unit, last)?.0.1)
            }
            1.. => {
                let tomorrow = add(today, 1.days())?;
                let end = if unit == Unit::Workday {
                    add(calendar::workdays(today, n)?, 1.days())?
                } else {
                    add(tomorrow, span(n, unit)?)?
                };
                (tomorrow, end)
            }
            0 => return Err(Refused::Meaningless),
            _ => (add(today, span(-n, unit)?)?, today),
        };
        Ok(Day { which: Which::Fixed(days), grain, or: None, sort: Sort::Sure })
    }

    /// "the first week of January", "the last day of next month".
    pub(super) fn nth_of(&self, captures: &Captures, today: Date) -> Option<Result<Day, Refused>> {
        let mut ordinal = captures.get(Take::Ordinal);
        let mut inner = captures.get(Take::Unit).and_then(unit);
        let mut whole: Option<(i8, Unit)> = None;
        for place in captures.places(Take::RelUnit) {
            let (n, unit) =
                self.tokens[place].find(|sym| if let Sym::RelUnit(n, unit) = sym { Some((n, unit)) } else { None })?;
            // "last week of July": the week is counted in July.
            if ordinal.is_none() && inner.is_none() && n == -1 && self.tokens[place].has(Sym::RelUnit(-1, unit)) {
                (ordinal, inner) = (Some(-1), Some(unit));
            } else {
                whole = Some((n, unit));
            }
        }
        let ordinal = ordinal?;
        let small = i8::try_from(ordinal).ok().filter(|n| (-1..=53).contains(n) && *n != 0)?;
        let weekday = captures.get(Take::Weekday);
        let year =
            captures.get(Take::Year).or_else(|| captures.get(Take::RelYear).map(|n| i64::from(today.year()) + n));
        let month = captures.get(Take::Month).or(captures.get(Take::MonthNumber));
        let fixed = |days: Result<Days, Refused>, grain: Grain| {
            Some(days.map(|days| Day { which: Which::Fixed(days), grain, or: None, sort: Sort::Sure }))
        };
        if let Some(month) = month {
            let byte = u8::try_from(month).ok()?;
            if year.is_none() {
                let again = match (weekday, inner) {
                    (Some(day), _) => Again::NthWeekday(byte, small, u8::try_from(day).ok()?),
                    (_, Some(Unit::Week)) => Again::WeekOfMonth(byte, small),
                    (_, Some(Unit::Day)) if ordinal > 0 => {
                        let day = u8::try_from(ordinal).ok()?;
                        Again::MonthDay(byte, day, day)
                    }
                    _ => return None,
                };
                return Some(Ok(Day { which: Which::Again(again), grain: again.grain(), or: None, sort: Sort::Sure }));
            }
            let of = months(year?, month, 1);
            return match (of, weekday) {
                (Err(reason), _) => Some(Err(reason)),
                (Ok(of), Some(day)) => fixed(calendar::nth_weekday(of, ordinal, u8::try_from(day).ok()?), Grain::Day),
                (Ok(of), None) => self.nth_unit(of, ordinal, inner?).map(|found| {
                    found.map(|(days, grain)| Day { which: Which::Fixed(days), grain, or: None, sort: Sort::Sure })
                }),
            };
        }
        let of = match (whole, captures.get(Take::Year)) {
            (Some((n, unit)), _) => unit_at(today, unit, i64::from(n)).map(|(days, _)| days),
            (None, Some(year)) => years(year, 1),
            _ => return None,
        };
        match (of, weekday) {
            (Err(reason), _) => Some(Err(reason)),
            (Ok(of), Some(day)) => fixed(calendar::nth_weekday(of, ordinal, u8::try_from(day).ok()?), Grain::Day),
            (Ok(of), None) => self.nth_unit(of, ordinal, inner?).map(|found| {
                found.map(|(days, grain)| Day { which: Which::Fixed(days), grain, or: None, sort: Sort::Sure })
            }),
        }
    }

    /// "the first two weeks of 2027", "the last 3 weeks of this year".
    pub(super) fn first_units(&self, captures: &Captures, today: Date) -> Option<Result<Day, Refused>> {
        let rel = captures.get(Take::Rel).map(|rel| rel_of(rel).0);
        let last = captures.get(Take::Ordinal).or(rel)?;
        if last != 1 && last != -1 || rel == Some(1) {
            return None;
        }
        let (n, unit) = self.count(captures)?;
        if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
            return None;
        }
        let year = captures.get(Take::Year).unwrap_or_else(|| i64::from(today.year()));
        let whole = match (captures.places(Take::RelUnit).next(), captures.get(Take::Month)) {
            (Some(place), _) => {
                let (n, unit) = self.tokens[place]
                    .find(|sym| if let Sym::RelUnit(n, unit) = sym { Some((n, unit)) } else { None })?;
                unit_at(today, unit, i64::from(n)).map(|(days, _)| days)
            }
            (None, Some(month)) => months(year, month, 1),
            (None, None) => years(year, 1),
        };
        let days = whole.and_then(|whole| {
            let grain = unit_at(today, unit, 0)?.1;
            let edges = match (unit, last) {
                (Unit::Week, 1) => (calendar::nth_week(whole, 1)?.0, calendar::nth_week(whole, n)?.1),
                (Unit::Week, _) => {
                    let end = calendar::nth_week(whole, -1)?.1;
                    (add(end, span(-n, unit)?)?, end)
                }
                (_, 1) => (whole.0, add(whole.0, span(n, unit)?)?),
                _ => (add(whole.1, span(-n, unit)?)?, whole.1),
            };
            if n == 0 || edges.0 >= edges.1 { Err(Refused::Meaningless) } else { Ok((edges, grain)) }
        });
        Some(days.map(|(days, grain)| Day { which: Which::Fixed(days), grain, or: None, sort: Sort::Sure }))
    }

    pub(super) fn nth_unit(&self, of: Days, n: i64, unit: Unit) -> Option<Result<(Days, Grain), Refused>> {
        let first = |n: i64| -> Result<(Days, Grain), Refused> {
            Ok(match unit {
                Unit::Week => (calendar::nth_week(of, n)?, Grain::Week),
                _ if n < 0 => unit_at(add(of.1, (-1).days())?, unit, 0)?,
                _ => unit_at(of.0, unit, n - 1)?,
            })
        };
        if matches!(unit, Unit::Hour | Unit::Minute | Unit::Second) {
            return None;
        }
        Some(first(n).and_then(|(days, grain)| if days.0 < of.1 { Ok((days, grain)) } else { Err(Refused::NoSuchDay) }))
    }

    /// "the first quarter of 2027", "Q1 2027", "the second half of next year".
    pub(super) fn quarter(&self, captures: &Captures, today: Date) -> Option<Result<Day, Refused>> {
        let named = captures.get(Take::Quarter);
        let year =
            captures.get(Take::Year).or_else(|| captures.get(Take::RelYear).map(|n| i64::from(today.year()) + n));
        let (n, length) = match (named, captures.get(Take::Unit).and_then(unit)) {
            // Half years are told as the fifth and sixth.
            (Some(n @ 5..=6), _) => (n - 4, 6),
            (Some(n), _) => (n, 3),
            (None, Some(Unit::Quarter)) => (captures.get(Take::Ordinal)?, 3),
            (None, Some(Unit::HalfYear)) => (captures.get(Take::Ordinal)?, 6),
            _ => return None,
        };
        let n = if n < 0 { 12 / length } else { n };
        if !(1..=12 / length).contains(&n) {
            return None;
        }
        let sort = if year.is_some() { Sort::Sure } else { Sort::Unit };
        let of = months(year.unwrap_or_else(|| i64::from(today.year())), (n - 1) * length + 1, length);
        Some(of.map(|days| Day { which: Which::Fixed(days), grain: Grain::Quarter, or: None, sort }))
    }

    pub(super) fn season(&self, captures: &Captures, today: Date) -> Option<Result<Day, Refused>> {
        let again = Again::Season(u8::try_from(captures.get(Take::Season)?).ok()?);
        let of_year = captures
            .get(Take::Year)
            .or(captures.get(Take::ShortYear).map(full_year))
            .or_else(|| captures.get(Take::RelYear).map(|n| i64::from(today.year()) + n));
        let days = match (of_year, captures.get(Take::Rel).map(|rel| rel_of(rel).0)) {
            (Some(year), _) => again.of_year(year),
            (None, Some(0)) => again.of_year(i64::from(today.year())),
            (None, Some(1)) => {
                again.next(today).and_then(|next| if next.0 <= today { again.from(next.1) } else { Ok(next) })
            }
            (None, Some(-1)) => again.last(today),
            _ => Err(Refused::Meaningless),
        };
        Some(days.map(|days| Day { which: Which::Fixed(days), grain: Grain::Quarter, or: None, sort: Sort::Sure }))
    }
}

pub(super) fn third_of(token: &Token) -> Option<Third> {
    if token.is(Word::Start) {
        Some(Third::Start)
    } else if token.is(Word::Mid) {
        Some(Third::Mid)
    } else if token.is(Word::End) {
        Some(Third::End)
    } else {
        None
    }
}

pub(super) fn third_of_day(day: Day, third: Third) -> Result<Day, Refused> {
    let which = match day.which {
        Which::Fixed(days) => Which::Fixed(third.of(days)?),
        Which::Again(Again::Month(month)) => Which::Again(Again::MonthPart(month, third)),
        other @ Which::Again(_) => other,
    };
    Ok(Day { which, sort: Sort::Sure, ..day })
}

pub(super) fn rel_of(value: i64) -> (i64, bool) {
    if value > NEAREST / 2 { (value - NEAREST, true) } else { (value, false) }
}

/// '26 is 2026, '82 was 1982.
pub(super) fn full_year(short: i64) -> i64 {
    if short > 99 {
        short
    } else if short < 50 {
        2000 + short
    } else {
        1900 + short
    }
}
