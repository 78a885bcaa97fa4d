//! Times of the day, and what is counted in hours and minutes.

use super::calendar::{add, span};
use super::days::rel_of;
use super::lexicon::{Part, Sym, Unit, Word};
use super::pattern::{Captures, Kind as Take, part};
use super::read::{Reader, Stretch};
use super::rules::{Act, DAYS, TIMES, TimeAct};
use super::token::TokenShape;
use super::{Grain, Refused};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};

#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
    /// Told to the minute.
    pub minutes: bool,
    /// It is known which half of the day is meant.
    pub sure: bool,
    pub part: Option<Part>,
    pub zone: Option<i16>,
    /// A number without a word that makes it a time.
    pub bare: bool,
    pub to: Option<(u8, u8, u8)>,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Moment {
    Clock(Clock),
    /// Units counted from now, or exactly then.
    Exact(DateTime, DateTime, Grain),
}

impl Reader<'_> {
    /// The longest time that begins here. `bare` lets a number stand for an hour.
    pub(super) fn moment(&self, at: usize, bare: bool, with_day: bool) -> Option<(usize, Result<Moment, Refused>)> {
        let token = self.token(at)?;
        if let TokenShape::Wrong(reason) = token.shape {
            return Some((at + 1, Err(reason)));
        }
        if !token.is_known() {
            return None;
        }
        if let Some(found) = self.counted_moment(at) {
            return Some(found);
        }
        let open = self.is_any(at, &[Word::From, Word::Between]);
        let left = self.clock(if open { at + 1 } else { at });
        if let Some((end, Ok(left_clock))) = left
            && let Some((right_at, joined)) = self.connector(end)
            && (joined != Word::And || self.is(at, Word::Between) || self.lexicon.postpositions)
        {
            let and = joined == Word::And && !self.is(at, Word::Between);
            let right_at = if self.is_any(right_at, &[Word::The, Word::At]) { right_at + 1 } else { right_at };
            if let Some((mut right_end, Ok(right_clock))) = self.clock(right_at)
                && (!left_clock.bare
                    || !right_clock.bare
                    || bare
                    || open
                    || with_day && (self.is_mark(end, '-') || self.lexicon.postpositions))
                && (!and || self.is(right_end, Word::Between))
            {
                if self.is(right_end, Word::To) && self.lexicon.postpositions && self.is(right_end + 1, Word::Until) {
                    right_end += 1;
                }
                if self.lexicon.postpositions && self.is_any(right_end, &[Word::Until, Word::Between]) {
                    right_end += 1;
                }
                return Some((right_end, Ok(Moment::Clock(joined_clocks(left_clock, right_clock)))));
            }
        }
        if open {
            return None;
        }
        match left? {
            (end, Ok(clock)) if !clock.bare || bare => Some((end, Ok(Moment::Clock(clock)))),
            (end, Ok(clock)) if self.is_told_an_hour(at, end, with_day) => {
                Some((end, Ok(Moment::Clock(Clock { bare: false, ..clock }))))
            }
            (end, Err(reason)) => Some((end, Err(reason))),
            _ => None,
        }
    }

    /// What stands before a number makes it an hour: "a las siete", "à 20 heures".
    fn is_told_an_hour(&self, at: usize, end: usize, with_day: bool) -> bool {
        let counts = self
            .token(end)
            .is_some_and(|next| next.is(Word::Of) || matches!(next.shape, TokenShape::Word) && !next.is_known());
        self.is_hours(at, end) && (with_day || self.is_led_by_clock(at))
            || at > 0 && self.is(at - 1, Word::AtHour) && !counts
    }

    /// "3 horas" is an hour of the day after "a las", else a duration.
    pub(super) fn is_hours(&self, at: usize, end: usize) -> bool {
        self.tokens[at..end].iter().any(|token| token.has(Sym::Unit(Unit::Hour)))
    }

    pub(super) fn is_led_by_clock(&self, at: usize) -> bool {
        at > 0 && self.is(at - 1, Word::At)
    }

    /// "in 5 minutes", "two hours ago", "the last 13 minutes", "now".
    pub(super) fn counted_moment(&self, at: usize) -> Option<(usize, Result<Moment, Refused>)> {
        for (pattern, act) in DAYS.iter() {
            if !matches!(act, Act::OffsetOn | Act::OffsetBack | Act::Units | Act::Now | Act::RelUnit) {
                continue;
            }
            let Some((end, captures)) = pattern.matches(&self.tokens, at) else { continue };
            if *act == Act::Now {
                if self.tokens[at].weak {
                    return None;
                }
                return Some((end, Ok(Moment::Exact(self.now, self.now, Grain::Minute))));
            }
            if *act == Act::RelUnit {
                let (n, unit) =
                    self.tokens[at].find(|sym| if let Sym::RelUnit(n, unit) = sym { Some((n, unit)) } else { None })?;
                if !matches!(unit, Unit::Hour | Unit::Minute) {
                    continue;
                }
                let span = span(i64::from(n), unit).ok()?;
                let other = self.now.checked_add(span).ok()?;
                return Some((end, Ok(Moment::Exact(self.now.min(other), self.now.max(other), Grain::Hour))));
            }
            let Some((n, unit)) = self.count(&captures) else { continue };
            if !matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
                continue;
            }
            let rel = captures.get(Take::Rel).map(|rel| rel_of(rel).0);
            let n = if *act == Act::OffsetBack || rel.is_some_and(|rel| rel < 0) { -n } else { n };
            let grain = if unit == Unit::Hour { Grain::Hour } else { Grain::Minute };
            let moment = span(n, unit).and_then(|span| self.now.checked_add(span).map_err(|_| Refused::FarYear));
            return Some((
                end,
                moment.map(|there| match rel {
                    Some(_) => Moment::Exact(self.now.min(there), self.now.max(there), grain),
                    None => Moment::Exact(there, there, grain),
                }),
            ));
        }
        None
    }

    pub(super) fn clock(&self, at: usize) -> Option<(usize, Result<Clock, Refused>)> {
        *self.known.get(at)?.clock.get_or_init(|| self.longest_clock(at))
    }

    pub(super) fn longest_clock(&self, at: usize) -> Option<(usize, Result<Clock, Refused>)> {
        let mut best: Option<(usize, Result<Clock, Refused>)> = None;
        for (pattern, act) in TIMES.iter() {
            let Some((end, captures)) = pattern.matches(&self.tokens, at) else { continue };
            if best.as_ref().is_some_and(|(longest, _)| *longest >= end) {
                continue;
            }
            if self.token(end).is_some_and(|next| {
                !next.at.is_empty()
                    && next.glued
                    && matches!(next.shape, TokenShape::Number { .. } | TokenShape::Word)
                    && !self.lexicon.postpositions
            }) {
                continue;
            }
            let hours = self.is_hours(at, end)
                && matches!(act, TimeAct::Hour | TimeAct::HourPart)
                && captures.has(Take::Word(Word::Oclock))
                && !captures.has(Take::Part)
                && !captures.has(Take::Half)
                && captures.token(Take::Number) < captures.token(Take::Word(Word::Oclock));
            if let Some(clock) = self.clock_of(*act, &captures) {
                let told = captures.has(Take::Half) || captures.has(Take::Part);
                let clock = clock.map(|clock| Clock {
                    bare: clock.bare || hours || *act == TimeAct::BareHourMinute && !told,
                    ..clock
                });
                best = Some((end, clock));
            }
        }
        if best.is_none()
            && let TokenShape::Number { value: hour @ 0..=24, digits: 0..=2, inner: false, ordinal: false } =
                self.token(at)?.shape
            && !self.tokens[at].weak
            && !self.token(at + 1).is_some_and(|next| {
                !next.at.is_empty()
                    && next.glued
                    && !matches!(next.shape, TokenShape::Mark('-' | ',' | '.' | '!' | ')'))
            })
        {
            let clock = Clock {
                hour: u8::try_from(hour).ok()?,
                minute: 0,
                second: 0,
                minutes: false,
                sure: hour > 12 || hour == 0,
                part: None,
                zone: None,
                bare: true,
                to: None,
            };
            return Some((at + 1, Ok(clock)));
        }
        best
    }

    pub(super) fn clock_of(&self, act: TimeAct, captures: &Captures) -> Option<Result<Clock, Refused>> {
        let mut numbers = captures.all(Take::Number);
        let named = captures.get(Take::Part).and_then(part);
        let half = captures.get(Take::Half);
        let (mut minute, mut second) = (0, 0);
        let mut hour: i64;
        let mut minutes = true;
        match act {
            TimeAct::Clock => {
                let TokenShape::Clock { hour: h, minute: m, second: s } =
                    self.tokens[captures.token(Take::Clock)?].shape
                else {
                    return None;
                };
                (hour, minute, second) = (i64::from(h), i64::from(m), i64::from(s));
            }
            TimeAct::Hour => {
                hour = numbers.next()?;
                if self.tokens[captures.token(Take::Number)?].weak && !captures.has(Take::Word(Word::Oclock)) {
                    return None;
                }
                minutes = false;
                // 1140 a.m., 0730
                if hour > 99 && half.is_some() {
                    (hour, minute) = (hour / 100, hour % 100);
                }
            }
            TimeAct::HourPart if self.lexicon.hour_part => {
                hour = numbers.next()?;
                minutes = false;
            }
            TimeAct::HourPart => return None,
            TimeAct::HourMinute => {
                (hour, minute) = (numbers.next()?, numbers.next()?);
                let last = &self.tokens[captures.last(Take::Number)?];
                if !captures.has(Take::Word(Word::MinuteMark)) && (minute < 10 || last.weak) {
                    return None;
                }
            }
            TimeAct::BareHourMinute => {
                (hour, minute) = (numbers.next()?, numbers.next()?);
                let place = captures.last(Take::Number)?;
                let told = matches!(self.tokens[place].shape, TokenShape::Number { digits: 0 | 2, ordinal: false, .. });
                let both = matches!(
                    self.tokens[captures.token(Take::Number)?].shape,
                    TokenShape::Number { ordinal: false, .. }
                );
                let tied = captures.has(Take::Word(Word::And)) || captures.has(Take::GluedMark('-'));
                let in_words = matches!(self.tokens[place].shape, TokenShape::Number { digits: 0, .. });
                if !told || !both || tied && !in_words || minute < 10 || !(1..=24).contains(&hour) {
                    return None;
                }
            }
            TimeAct::HalfPast => (hour, minute) = (numbers.next()?, 30),
            TimeAct::QuarterPast => (hour, minute) = (numbers.next()?, 15),
            TimeAct::HalfTo => (hour, minute) = (numbers.next()? - 1, 30),
            TimeAct::QuarterTo => (hour, minute) = (numbers.next()? - 1, 45),
            TimeAct::MinutesPast => (minute, hour) = (numbers.next()?, numbers.next()?),
            TimeAct::MinutesTo if !captures.has(Take::Word(Word::MinuteMark)) && !self.lexicon.minus_after => {
                return None;
            }
            TimeAct::MinutesTo => {
                let (a, b) = (numbers.next()?, numbers.next()?);
                // "diez menos cinco" counts back from the hour, "five to ten" on to it.
                (hour, minute) = if captures.token(Take::Word(Word::Minus)) > captures.token(Take::Word(Word::Oclock))
                    && self.lexicon.minus_after
                {
                    (a - 1, 60 - b)
                } else {
                    (b - 1, 60 - a)
                };
            }
            TimeAct::Noon => match named? {
                Part::Noon => hour = 12,
                Part::Midnight => hour = 0,
                _ => return None,
            },
        }
        if hour < 0 {
            hour += 12;
        }
        let (Ok(hour @ 0..=24), Ok(minute @ 0..=59), Ok(second @ 0..=59)) =
            (u8::try_from(hour), u8::try_from(minute), u8::try_from(second))
        else {
            return matches!(act, TimeAct::Clock).then_some(Err(Refused::NoSuchTime));
        };
        let zone = captures.get(Take::Zone).and_then(|zone| i16::try_from(zone).ok());
        let mut clock = Clock {
            hour,
            minute,
            second,
            minutes,
            sure: hour > 12 || hour == 0 || act == TimeAct::Noon || act == TimeAct::Clock && self.lexicon.full_day,
            part: named,
            zone,
            bare: false,
            to: None,
        };
        if let Some(half) = half {
            clock.halve(half == 1);
        }
        clock.in_part(named);
        Some(Ok(clock))
    }
}

impl Clock {
    /// a.m. or p.m.
    pub(super) fn halve(&mut self, after_noon: bool) {
        if self.hour <= 12 {
            self.hour = self.hour % 12 + if after_noon { 12 } else { 0 };
        }
        self.sure = true;
    }

    /// "8 in the evening" is 20, "3 in the night" is 3.
    pub(super) fn in_part(&mut self, part: Option<Part>) {
        let Some(part) = part else { return };
        let shift = |hour: u8| match part {
            Part::Afternoon | Part::Evening if hour < 12 => hour + 12,
            Part::Noon if hour < 9 => hour + 12,
            Part::Night if (6..12).contains(&hour) => hour + 12,
            Part::Night | Part::Midnight | Part::Dawn if hour == 12 => 0,
            _ => hour,
        };
        if self.sure && self.hour > 12 {
            self.part = Some(part);
            return;
        }
        self.hour = shift(self.hour);
        if let Some((hour, minute, second)) = self.to {
            self.to = Some((shift(hour), minute, second));
        }
        self.sure = true;
        self.part = Some(part);
    }

    pub(super) fn on(self, day: Date) -> Result<Stretch, Refused> {
        let at = |(hour, minute, second): (u8, u8, u8)| -> Result<DateTime, Refused> {
            let day = if hour == 24 { add(day, 1.days())? } else { day };
            let number = |n: u8| i8::try_from(n).map_err(|_| Refused::NoSuchTime);
            let time =
                Time::new(number(hour % 24)?, number(minute)?, number(second)?, 0).map_err(|_| Refused::NoSuchTime)?;
            Ok(day.to_datetime(time))
        };
        let from = at((self.hour, self.minute, self.second))?;
        let later = |span: jiff::Span| from.checked_add(span).map_err(|_| Refused::FarYear);
        let to = match self.to {
            Some(to) => {
                let to = at(to)?;
                if to <= from { to.checked_add(1.days()).map_err(|_| Refused::FarYear)? } else { to }
            }
            None if self.minutes => later(1.minutes())?,
            None => later(1.hours())?,
        };
        Ok((from, to))
    }
}

/// "5 to 7 pm", "10-11:30": what one side leaves open it has from the other.
pub(super) fn joined_clocks(left: Clock, right: Clock) -> Clock {
    let (mut left, mut right) = (left, right);
    if !left.sure && right.sure && left.hour <= 12 && right.hour >= 12 {
        let shifted = left.hour % 12 + 12;
        if shifted <= right.hour || right.hour == 12 && shifted == 12 {
            left.hour = shifted;
        }
    } else if !right.sure && right.hour < 12 && right.hour < left.hour {
        right.hour += 12;
    }
    Clock {
        to: Some((right.hour, right.minute, right.second)),
        minutes: left.minutes || right.minutes,
        sure: left.sure || right.sure,
        part: left.part.or(right.part),
        zone: right.zone.or(left.zone),
        bare: left.bare && right.bare && !(left.minutes && right.minutes),
        ..left
    }
}

pub(super) fn hours_of(part: Part, day: Date) -> Result<Stretch, Refused> {
    let (from, hours): (i8, i64) = match part {
        Part::Dawn => (4, 2),
        Part::Morning => (6, 6),
        Part::Noon => (12, 1),
        Part::Afternoon => (12, 6),
        Part::Evening => (18, 3),
        Part::Night => (21, 9),
        Part::Midnight => (0, 1),
    };
    let from = day.to_datetime(Time::new(from, 0, 0, 0).map_err(|_| Refused::NoSuchTime)?);
    Ok((from, from.checked_add(hours.hours()).map_err(|_| Refused::FarYear)?))
}
