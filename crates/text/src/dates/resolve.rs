//! From what was read to the time it names: which of the days that come again, and what a day and a time make together.

use super::calendar::{Again, Days, Which, one_day};
use super::read::{Day, Item, Reader, Stretch};
use super::tense::Tense;
use super::times::{Moment, hours_of, joined_clocks};
use super::{Bound, Grain, Kind, Mention, Refused};
use coranto_core::Millis;
use jiff::civil::{DateTime, Time};
use jiff::tz::Offset;
use std::ops::Range;

impl Reader<'_> {
    /// Which of those that come again is meant.
    pub(super) fn decide(&self, day: &Day, place: Range<usize>) -> Result<Days, Refused> {
        let again = match day.which {
            Which::Fixed(days) => return Ok(days),
            Which::Again(again) => again,
        };
        let today = self.now.date();
        let next = again.next(today)?;
        let last = again.last(today);
        let is_today = next.0 <= today;
        Ok(match (self.tense(place), last) {
            // What happened "on Monday", told on a Monday, happened today.
            (Some(Tense::Past), Ok(last)) if !is_today => last,
            (Some(_), _) => next,
            (None, Ok(last)) if !is_today => {
                let ahead = next.0.since(today).map_or(i32::MAX, |span| span.get_days());
                let behind = today.since(last.0).map_or(i32::MAX, |span| span.get_days());
                if matches!(again, Again::Weekday(_)) || behind < ahead { last } else { next }
            }
            (None, _) => next,
        })
    }

    pub(super) fn mention(&self, item: &Item, place: Range<usize>, bound: Bound) -> Result<Mention, Refused> {
        let days = match &item.day {
            Some(day) => Some(self.decide(day, place.clone())?),
            None => None,
        };
        let today = self.now.date();
        let on = days.unwrap_or((today, today)).0;
        let zone = match item.moment {
            Some(Moment::Clock(clock)) => clock.zone,
            _ => None,
        };
        let with_day = days.is_some();
        let ((from, to), kind, grain, named) = match (item.moment, item.part) {
            (Some(Moment::Exact(from, to, grain)), _) => {
                let kind = if from == to { Kind::DateTime } else { Kind::DateTimePeriod };
                ((from, to), kind, grain, None)
            }
            (Some(Moment::Clock(mut clock)), named) => {
                clock.in_part(named.or(clock.part));
                let stretch = clock.on(on)?;
                let kind = match (clock.to.is_some(), with_day) {
                    (true, true) => Kind::DateTimePeriod,
                    (true, false) => Kind::TimePeriod,
                    (false, true) => Kind::DateTime,
                    (false, false) => Kind::Time,
                };
                (stretch, kind, if clock.minutes { Grain::Minute } else { Grain::Hour }, None)
            }
            (None, Some(named)) => {
                let stretch = hours_of(named, on)?;
                let kind = if with_day { Kind::DateTimePeriod } else { Kind::TimePeriod };
                (stretch, kind, Grain::PartOfDay, Some(named))
            }
            (None, None) => {
                let (first, end) = days.ok_or(Refused::Meaningless)?;
                let grain = item.day.map_or(Grain::Day, |day| day.grain);
                let one = grain == Grain::Day && first.tomorrow().is_ok_and(|next| next == end);
                (midnights((first, end)), if one { Kind::Date } else { Kind::DatePeriod }, grain, None)
            }
        };
        let or = match item.day {
            Some(Day { or: Some(or), .. }) if item.moment.is_none() && item.part.is_none() => {
                let (from, to) = midnights(or);
                Some((self.millis(from, None)?, self.millis(to, None)?))
            }
            _ => None,
        };
        Ok(Mention {
            at: self.tokens[place.start].at.start..self.tokens[place.end - 1].at.end,
            kind,
            grain,
            from: self.millis(from, zone)?,
            to: self.millis(to, zone)?,
            bound,
            part: named,
            or,
        })
    }

    /// From the one to the other.
    pub(super) fn joined(
        &self,
        left: &Item,
        right: &Item,
        place: Range<usize>,
        bound: Bound,
    ) -> Result<Mention, Refused> {
        let (from, to, kind, grain) = match (left.day, right.day) {
            (Some(a), Some(b)) => {
                let (first, last) = self.ends_of(&a, &b, place.clone())?;
                let left_time = self.stretch(left, first)?;
                let right_time = self.stretch(right, last)?;
                let timed =
                    left.moment.is_some() || right.moment.is_some() || left.part.is_some() || right.part.is_some();
                let to = if right.moment.is_some() { right_time.0 } else { right_time.1 };
                (left_time.0, to, if timed { Kind::DateTimePeriod } else { Kind::DatePeriod }, b.grain)
            }
            (day_left, day_right) => {
                let day = day_left.or(day_right);
                let on = match &day {
                    Some(day) => self.decide(day, place.clone())?,
                    None => one_day(self.now.date())?,
                };
                let (Some(Moment::Clock(a)), Some(Moment::Clock(b))) = (left.moment, right.moment) else {
                    return Err(Refused::Meaningless);
                };
                let (mut a, mut b) = (a, b);
                a.in_part(left.part.or(a.part));
                b.in_part(right.part.or(b.part));
                let (from, to) = joined_clocks(a, b).on(on.0)?;
                (from, to, if day.is_some() { Kind::DateTimePeriod } else { Kind::TimePeriod }, Grain::Minute)
            }
        };
        if from >= to {
            return Err(Refused::Meaningless);
        }
        Ok(Mention {
            at: self.tokens[place.start].at.start..self.tokens[place.end - 1].at.end,
            kind,
            grain,
            from: self.millis(from, None)?,
            to: self.millis(to, None)?,
            bound,
            part: None,
            or: None,
        })
    }

    pub(super) fn stretch(&self, item: &Item, days: Days) -> Result<Stretch, Refused> {
        match (item.moment, item.part) {
            (Some(Moment::Clock(mut clock)), part) => {
                clock.in_part(part.or(clock.part));
                clock.on(days.0)
            }
            (None, Some(part)) => hours_of(part, days.0),
            _ => Ok(midnights(days)),
        }
    }

    /// The first and the last days of a range: what comes again comes after its beginning, and before an end that is fixed.
    pub(super) fn ends_of(&self, a: &Day, b: &Day, place: Range<usize>) -> Result<(Days, Days), Refused> {
        let (first, last) = match (a.which, b.which) {
            (Which::Fixed(first), Which::Fixed(last)) => (first, last),
            (Which::Again(again), Which::Fixed(last)) => (again.up_to(last.0)?, last),
            (_, Which::Again(again)) => {
                let mut first = self.decide(a, place.clone())?;
                // What runs already is still to come: "August to October", told in September.
                if let Which::Again(begins) = a.which
                    && first.0 > self.now.date()
                    && let Ok(running) = begins.last(self.now.date())
                    && again.from(running.0)?.1 > self.now.date()
                    && again.from(running.0)?.0 < first.0
                {
                    first = running;
                }
                (first, again.from(first.0)?)
            }
        };
        if first.0 > last.0 { Err(Refused::Meaningless) } else { Ok((first, last)) }
    }

    pub(super) fn millis(&self, at: DateTime, zone: Option<i16>) -> Result<Millis, Refused> {
        let minutes = zone.unwrap_or(self.published.offset_minutes);
        let offset = Offset::from_seconds(i32::from(minutes) * 60).map_err(|_| Refused::FarYear)?;
        offset.to_timestamp(at).map(Millis::from).map_err(|_| Refused::FarYear)
    }
}

pub(super) fn midnights((first, end): Days) -> Stretch {
    (first.to_datetime(Time::midnight()), end.to_datetime(Time::midnight()))
}
