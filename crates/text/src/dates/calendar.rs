//! Days, and what comes again: "Monday", "12 December", "the 14th" name one day of every week, year or month, and which one is meant is decided last.

use super::lexicon::Unit;
use super::{Grain, Refused};
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// Years that news speak of by number.
pub(super) const YEARS: std::ops::RangeInclusive<i64> = 1000..=2299;

/// A stretch of days; the end is the day after the last.
pub(super) type Days = (Date, Date);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Fixed(Days),
    Again(Again),
}

/// What comes once in a week, month or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    Weekday(u8),
    DayOfMonth(u8),
    /// "Monday 21": of the months in which that is so.
    WeekdayOfMonth(u8, u8),
    /// From day to day of one month (one day: twice the same).
    MonthDay(u8, u8, u8),
    Month(u8),
    /// Part of a month: its first, middle or last days.
    MonthPart(u8, Third),
    /// The n-th week of a month; −1 is the last.
    WeekOfMonth(u8, i8),
    /// The n-th weekday of a month.
    NthWeekday(u8, i8, u8),
    Season(u8),
    /// Days after Easter Sunday.
    Easter(i8),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Third {
    Start,
    Mid,
    End,
}

pub(super) fn date(year: i64, month: i64, day: i64) -> Result<Date, Refused> {
    if !YEARS.contains(&year) {
        return Err(Refused::FarYear);
    }
    let no_such = || Refused::NoSuchDay;
    let year = i16::try_from(year).map_err(|_| Refused::FarYear)?;
    let (month, day) = (i8::try_from(month).map_err(|_| no_such())?, i8::try_from(day).map_err(|_| no_such())?);
    Date::new(year, month, day).map_err(|_| no_such())
}

pub(super) fn add(date: Date, span: Span) -> Result<Date, Refused> {
    let moved = date.checked_add(span).map_err(|_| Refused::FarYear)?;
    if YEARS.contains(&i64::from(moved.year())) { Ok(moved) } else { Err(Refused::FarYear) }
}

fn days(first: Date, count: i64) -> Result<Days, Refused> {
    Ok((first, add(first, count.days())?))
}

pub(super) fn one_day(day: Date) -> Result<Days, Refused> {
    days(day, 1)
}

/// The whole unit that begins so many units from the one the day is in.
pub(super) fn unit_at(day: Date, unit: Unit, units: i64) -> Result<(Days, Grain), Refused> {
    if units.abs() > 1000 {
        return Err(Refused::FarYear);
    }
    let year = i64::from(day.year());
    let month = i64::from(day.month());
    Ok(match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return Err(Refused::Meaningless),
        Unit::Day => (one_day(add(day, units.days())?)?, Grain::Day),
        Unit::Week => (days(add(monday(day)?, units.weeks())?, 7)?, Grain::Week),
        Unit::Workday => (days(add(monday(day)?, units.weeks())?, 5)?, Grain::Week),
        Unit::Weekend => (days(add(add(monday(day)?, units.weeks())?, 5.days())?, 2)?, Grain::Week),
        Unit::Fortnight => (days(add(monday(day)?, (units * 2).weeks())?, 14)?, Grain::Week),
        Unit::Month => (months(year, month + units, 1)?, Grain::Month),
        Unit::Quarter => (months(year, (month - 1) / 3 * 3 + 1 + units * 3, 3)?, Grain::Quarter),
        Unit::HalfYear => (months(year, (month - 1) / 6 * 6 + 1 + units * 6, 6)?, Grain::Quarter),
        Unit::Year => (years(year + units, 1)?, Grain::Year),
        Unit::Decade => (years(year.div_euclid(10) * 10 + units * 10, 10)?, Grain::Decade),
        Unit::Century => (years(year.div_euclid(100) * 100 + units * 100, 100)?, Grain::Century),
    })
}

/// So many months from this one on; months before January and after December are those of other years.
pub(super) fn months(year: i64, month: i64, count: i64) -> Result<Days, Refused> {
    let first = |month: i64| date(year + (month - 1).div_euclid(12), (month - 1).rem_euclid(12) + 1, 1);
    Ok((first(month)?, first(month + count)?))
}

pub(super) fn years(year: i64, count: i64) -> Result<Days, Refused> {
    Ok((date(year, 1, 1)?, date(year + count, 1, 1)?))
}

pub(super) fn monday(day: Date) -> Result<Date, Refused> {
    add(day, (-i64::from(day.weekday().to_monday_zero_offset())).days())
}

pub(super) fn span(count: i64, unit: Unit) -> Result<Span, Refused> {
    if count.abs() > 5_000 {
        return Err(Refused::FarYear);
    }
    Ok(match unit {
        Unit::Second => count.seconds(),
        Unit::Minute => count.minutes(),
        Unit::Hour => count.hours(),
        Unit::Day | Unit::Workday => count.days(),
        Unit::Week | Unit::Weekend => count.weeks(),
        Unit::Fortnight => (count * 2).weeks(),
        Unit::Month => count.months(),
        Unit::Quarter => (count * 3).months(),
        Unit::HalfYear => (count * 6).months(),
        Unit::Year => count.years(),
        Unit::Decade => (count * 10).years(),
        Unit::Century => (count * 100).years(),
    })
}

/// So many working days on; weekends are passed over.
pub(super) fn workdays(from: Date, count: i64) -> Result<Date, Refused> {
    let (mut day, mut left) = (from, count.clamp(0, 400));
    while left > 0 {
        day = add(day, 1.days())?;
        if day.weekday().to_monday_one_offset() < 6 {
            left -= 1;
        }
    }
    Ok(day)
}

pub(super) fn weekday(n: u8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(i8::try_from(n).ok()?).ok()
}

/// Week 1 is the one with the year's first Thursday.
pub(super) fn week_of_year(year: i64, week: i64) -> Result<Days, Refused> {
    if !(1..=53).contains(&week) {
        return Err(Refused::NoSuchDay);
    }
    days(add(monday(date(year, 1, 4)?)?, (week - 1).weeks())?, 7)
}

/// The n-th week of a stretch: that with its n-th Thursday, or its last.
pub(super) fn nth_week(of: Days, n: i64) -> Result<Days, Refused> {
    let thursday_of = |day: Date| monday(day).and_then(|monday| add(monday, 3.days()));
    let week = if n < 0 {
        let last = add(of.1, (-1).days())?;
        let thursday = thursday_of(last)?;
        if thursday > last { add(monday(last)?, (-7).days())? } else { monday(last)? }
    } else {
        let thursday = thursday_of(of.0)?;
        let first = if thursday < of.0 { add(monday(of.0)?, 7.days())? } else { monday(of.0)? };
        add(first, (n - 1).weeks())?
    };
    days(week, 7)
}

impl Again {
    pub fn grain(self) -> Grain {
        match self {
            Again::Weekday(_) | Again::DayOfMonth(_) | Again::WeekdayOfMonth(..) | Again::NthWeekday(..) => Grain::Day,
            Again::MonthDay(..) => Grain::Day,
            Again::WeekOfMonth(..) => Grain::Week,
            Again::Month(_) | Again::MonthPart(..) => Grain::Month,
            Again::Season(_) => Grain::Quarter,
            Again::Easter(_) => Grain::Day,
        }
    }

    /// Is there such a day at all?
    pub fn exists(self) -> bool {
        match self {
            Again::MonthDay(month, first, last) => {
                let length = match month {
                    2 => 29,
                    4 | 6 | 9 | 11 => 30,
                    1..=12 => 31,
                    _ => 0,
                };
                (1..=length).contains(&first) && (first..=length).contains(&last)
            }
            Again::DayOfMonth(day) | Again::WeekdayOfMonth(_, day) => (1..=31).contains(&day),
            _ => true,
        }
    }

    /// Once in a year: the one of that year.
    pub fn of_year(self, year: i64) -> Result<Days, Refused> {
        match self {
            Again::MonthDay(month, first, last) => {
                let first = date(year, i64::from(month), i64::from(first))?;
                Ok((first, add(date(year, i64::from(month), i64::from(last))?, 1.days())?))
            }
            Again::Month(month) => months(year, i64::from(month), 1),
            Again::MonthPart(month, third) => third.of(months(year, i64::from(month), 1)?),
            Again::WeekOfMonth(month, n) => nth_week(months(year, i64::from(month), 1)?, i64::from(n)),
            Again::NthWeekday(month, n, day) => nth_weekday(months(year, i64::from(month), 1)?, i64::from(n), day),
            // Winter is the one that begins in that December.
            Again::Season(season) => months(year, i64::from(season) * 3 + 3, 3),
            Again::Easter(days) => one_day(add(easter(year)?, i64::from(days).days())?),
            Again::Weekday(_) | Again::DayOfMonth(_) | Again::WeekdayOfMonth(..) => Err(Refused::Meaningless),
        }
    }

    /// The first that is not over on this day.
    pub fn next(self, from: Date) -> Result<Days, Refused> {
        self.near(from, |found| found.1 > from, true)
    }

    /// The last before the one that `next` finds.
    pub fn last(self, from: Date) -> Result<Days, Refused> {
        let next = self.next(from)?;
        self.near(from, |found| found.0 < next.0, false)
    }

    /// The first that begins on this day or later.
    pub fn from(self, from: Date) -> Result<Days, Refused> {
        self.near(from, |found| found.0 >= from, true)
    }

    /// The last that begins on this day or earlier.
    pub fn up_to(self, day: Date) -> Result<Days, Refused> {
        self.near(day, |found| found.0 <= day, false)
    }

    fn near(self, day: Date, fits: impl Fn(Days) -> bool, forward: bool) -> Result<Days, Refused> {
        let candidates = |n: i64| -> Result<Days, Refused> {
            let n = if forward { n } else { -n };
            match self {
                Again::Weekday(wanted) => {
                    let first = add(monday(day)?, (i64::from(wanted) - 1).days())?;
                    one_day(add(first, n.weeks())?)
                }
                Again::DayOfMonth(wanted) => one_day(in_month(day, n, wanted)?),
                Again::WeekdayOfMonth(wanted_weekday, wanted) => {
                    let found = in_month(day, n, wanted)?;
                    if Some(found.weekday()) == weekday(wanted_weekday) {
                        one_day(found)
                    } else {
                        Err(Refused::NoSuchDay)
                    }
                }
                _ => self.of_year(i64::from(day.year()) + n),
            }
        };
        // 29 February comes within eight years; "Friday the 13th" within fourteen months.
        (-1..=29).filter_map(|n| candidates(n).ok()).find(|found| fits(*found)).ok_or(Refused::NoSuchDay)
    }
}

fn in_month(day: Date, months_on: i64, wanted: u8) -> Result<Date, Refused> {
    let first = months(i64::from(day.year()), i64::from(day.month()) + months_on, 1)?.0;
    date(i64::from(first.year()), i64::from(first.month()), i64::from(wanted))
}

/// Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8).
fn easter(year: i64) -> Result<Date, Refused> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let day = h + l - 7 * m + 114;
    date(year, day / 31, day % 31 + 1)
}

pub(super) fn nth_weekday(of: Days, n: i64, day: u8) -> Result<Days, Refused> {
    let offset = |from: Date| (i64::from(day) - 1 - i64::from(from.weekday().to_monday_zero_offset())).rem_euclid(7);
    let found = if n < 0 {
        let last_week = add(of.1, (-7).days())?;
        add(last_week, offset(last_week).days())?
    } else {
        add(of.0, (offset(of.0) + (n - 1) * 7).days())?
    };
    if found >= of.1 || found < of.0 { Err(Refused::NoSuchDay) } else { one_day(found) }
}

impl Third {
    /// Of a year four months each; of a month up to the 15th, from the 10th to the 20th, from the 16th; of a week up to Wednesday, from Wednesday, from Thursday.
    pub fn of(self, (first, end): Days) -> Result<Days, Refused> {
        let length = i64::from(first.until(end).map_err(|_| Refused::FarYear)?.get_days());
        Ok(match length {
            0..=7 => match self {
                Third::Start => (first, add(first, 3.days())?),
                Third::Mid => (add(first, 2.days())?, add(first, 5.days())?),
                Third::End => (add(first, 3.days())?, end),
            },
            8..=31 => match self {
                Third::Start => (first, add(first, 15.days())?),
                Third::Mid => (add(first, 9.days())?, add(first, 20.days())?),
                Third::End => (add(first, 15.days())?, end),
            },
            _ => {
                let months = i64::from(end.year() - first.year()) * 12 + i64::from(end.month() - first.month());
                match self {
                    Third::Start => (first, add(first, (months / 3).months())?),
                    Third::Mid => (add(first, (months / 3).months())?, add(first, (months * 2 / 3).months())?),
                    Third::End => (add(first, (months * 2 / 3).months())?, end),
                }
            }
        })
    }
}
