//! When a coming date is, as it is written down: seen from the day of its report.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time, Weekday};

/// `+3`, `friday 07:30`, `~january`, `+3..+4`, `any`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// None: not asked.
    from: Option<Point>,
    to: Option<Point>,
    /// It is enough to lie in there.
    within: bool,
    times: [Option<Time>; 2],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Point {
    Days(i64),
    Weekday(Weekday),
    MonthDay(i8, i8),
    DayOfMonth(i8),
    Year(i16),
    Month(i8),
    /// Spring is 0.
    Season(i8),
    Week(i64),
    MonthsOn(i64),
    YearsOn(i16),
}

/// The first day and the day after the last.
type Days = (Date, Date);

impl When {
    pub fn parse(text: &str) -> Option<When> {
        let mut words = text.split_whitespace();
        let day = words.next()?;
        if day == "any" {
            return Some(When { from: None, to: None, within: false, times: [None; 2] });
        }
        let (within, day) = day.strip_prefix('~').map_or((false, day), |day| (true, day));
        let (from, to) = match day.split_once("..") {
            Some((from, to)) => (Point::parse(from)?, Some(Point::parse(to)?)),
            None => (Point::parse(day)?, None),
        };
        let mut times = [None; 2];
        match words.next() {
            None | Some("morning" | "afternoon" | "evening" | "night" | "noon" | "midnight") => {}
            Some(clocks) => {
                for (place, clock) in times.iter_mut().zip(clocks.split('-')) {
                    *place = Some(clock.parse().ok()?);
                }
            }
        }
        Some(When { from: Some(from), to, within, times })
    }

    /// Whether this stretch of time is the one that is meant in a report of that day.
    pub fn is(&self, published: Date, from: DateTime, to: DateTime) -> bool {
        let Some(point) = self.from else { return true };
        let Some(days) = self.days(point, published) else { return false };
        let midnight = Time::midnight();
        let last = if to.time() == midnight { to.date() } else { to.date().tomorrow().unwrap_or(to.date()) };
        if self.within {
            return from.date() >= days.0 && last <= days.1;
        }
        // A night goes on into the next day.
        let overnight = to.time() != midnight && last == days.1.tomorrow().unwrap_or(days.1);
        let [begins, ends] = self.times;
        from.date() == days.0
            && (last == days.1 || overnight)
            && begins.is_none_or(|time| from.time() == time)
            && ends.is_none_or(|time| to.time() == time)
    }

    fn days(&self, point: Point, published: Date) -> Option<Days> {
        let first = point.days(published)?;
        match (self.to, point) {
            (Some(to), _) => Some((first.0, to.days(published)?.1)),
            // "~+8" is any day up to then.
            (None, Point::Days(_)) if self.within => Some((published, first.1)),
            _ => Some(first),
        }
    }
}

impl Point {
    fn parse(text: &str) -> Option<Point> {
        const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        const MONTHS: [&str; 12] = [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ];
        const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];
        let number = |names: &[&str]| names.iter().position(|name| *name == text).and_then(|at| i8::try_from(at).ok());
        if let Some(at) = number(&WEEKDAYS) {
            return Weekday::from_monday_zero_offset(at).ok().map(Point::Weekday);
        }
        if let Some(at) = number(&MONTHS) {
            return Some(Point::Month(at + 1));
        }
        if let Some(at) = number(&SEASONS) {
            return Some(Point::Season(at));
        }
        if let Some((unit, n)) = text.split_once('+') {
            let n: i16 = n.parse().ok()?;
            return Some(match unit {
                "" => Point::Days(n.into()),
                "week" => Point::Week(n.into()),
                "month" => Point::MonthsOn(n.into()),
                "year" => Point::YearsOn(n),
                _ => return None,
            });
        }
        if let Some((month, day)) = text.split_once('-') {
            return Some(Point::MonthDay(month.parse().ok()?, day.parse().ok()?));
        }
        if let Some(day) = text.strip_suffix("th") {
            return day.parse().ok().map(Point::DayOfMonth);
        }
        text.parse().ok().map(Point::Year)
    }

    fn days(self, published: Date) -> Option<Days> {
        let day = |date: Date| Some((date, date.tomorrow().ok()?));
        let months = |first: Date, count: i64| Some((first, first.checked_add(count.months()).ok()?));
        let this_month = published.first_of_month();
        match self {
            Point::Days(n) => day(published.checked_add(n.days()).ok()?),
            Point::Weekday(weekday) => day(published.nth_weekday(1, weekday).ok()?),
            Point::MonthDay(month, wanted) => {
                let of = |year: i16| Date::new(year, month, wanted).ok();
                day(of(published.year()).filter(|date| *date >= published).or_else(|| of(published.year() + 1))?)
            }
            Point::DayOfMonth(wanted) => {
                let of = |first: Date| Date::new(first.year(), first.month(), wanted).ok();
                let next = this_month.checked_add(1.month()).ok()?;
                day(of(this_month).filter(|date| *date >= published).or_else(|| of(next))?)
            }
            Point::Year(year) => months(Date::new(year, 1, 1).ok()?, 12),
            Point::Month(month) => {
                let ahead = i64::from((month - published.month()).rem_euclid(12));
                months(this_month.checked_add(ahead.months()).ok()?, 1)
            }
            Point::Season(season) => {
                let of = |year: i16| months(Date::new(year, season * 3 + 3, 1).ok()?, 3);
                let years = [published.year() - 1, published.year(), published.year() + 1];
                years.into_iter().filter_map(of).find(|days| days.1 > published)
            }
            Point::Week(n) => {
                let monday =
                    published.checked_sub(i64::from(published.weekday().to_monday_zero_offset()).days()).ok()?;
                let first = monday.checked_add(n.weeks()).ok()?;
                Some((first, first.checked_add(7.days()).ok()?))
            }
            Point::MonthsOn(n) => months(this_month.checked_add(n.months()).ok()?, 1),
            Point::YearsOn(n) => months(Date::new(published.year() + n, 1, 1).ok()?, 12),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn each_form_names_its_days() {
        // A Tuesday.
        let published = date(2026, 11, 24);
        let is = |when: &str, from: Date, to: Date| {
            When::parse(when).unwrap().is(
                published,
                from.to_datetime(Time::midnight()),
                to.to_datetime(Time::midnight()),
            )
        };
        for (when, from, to) in [
            ("+1", date(2026, 11, 25), date(2026, 11, 26)),
            ("tuesday", date(2026, 12, 1), date(2026, 12, 2)),
            ("12-03", date(2026, 12, 3), date(2026, 12, 4)),
            ("01-14", date(2027, 1, 14), date(2027, 1, 15)),
            ("15th", date(2026, 12, 15), date(2026, 12, 16)),
            ("2041", date(2041, 1, 1), date(2042, 1, 1)),
            ("march", date(2027, 3, 1), date(2027, 4, 1)),
            ("spring", date(2027, 3, 1), date(2027, 6, 1)),
            ("week+1", date(2026, 11, 30), date(2026, 12, 7)),
            ("~year+4", date(2030, 11, 24), date(2030, 11, 25)),
            ("~january", date(2027, 1, 16), date(2027, 2, 1)),
            ("~+8", date(2026, 11, 26), date(2026, 11, 30)),
            ("+3..+4", date(2026, 11, 27), date(2026, 11, 29)),
            ("any", date(2000, 1, 1), date(2000, 1, 2)),
        ] {
            assert!(is(when, from, to), "{when}");
        }
        for (when, from, to) in [
            ("+1", date(2026, 11, 24), date(2026, 11, 25)),
            ("+1", date(2026, 11, 25), date(2026, 12, 25)),
            ("tuesday", date(2026, 11, 24), date(2026, 11, 25)),
            ("~january", date(2027, 1, 16), date(2027, 2, 2)),
            ("march", date(2027, 3, 3), date(2027, 3, 4)),
        ] {
            assert!(!is(when, from, to), "{when}");
        }
        let timed = When::parse("friday 07:30-09:00").unwrap();
        let friday = date(2026, 11, 27);
        assert!(timed.is(published, friday.to_datetime(time(7, 30, 0, 0)), friday.to_datetime(time(9, 0, 0, 0))));
        assert!(!timed.is(published, friday.to_datetime(time(7, 0, 0, 0)), friday.to_datetime(time(9, 0, 0, 0))));
        for nonsense in ["", "friday 25:00", "soon", "week+x", "12-x"] {
            assert_eq!(When::parse(nonsense), None, "{nonsense}");
        }
    }
}
