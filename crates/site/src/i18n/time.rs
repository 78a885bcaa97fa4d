//! Instants in words: how long ago, and exactly when with the zone. Dates are spelled, because 06-04-2025 is two different days.

use super::{Interface, isolated};
use coranto_core::about::Grain;
use coranto_core::{Millis, Stamp};
use fluent_bundle::FluentArgs;
use jiff::civil::Date;
use jiff::tz::Offset;

/// An instant as pages show it.
#[derive(Debug, Clone, PartialEq)]
pub struct When {
    /// For `<time datetime>`: "2025-06-04T07:30:00Z", or the day alone when the publisher named no hour.
    pub iso: String,
    /// "4 June 2025, 09:30 UTC+2"
    pub exact: String,
    /// "3 h ago"; the date when it is older than a week or lies ahead.
    pub relative: String,
    /// `relative` is the date: saying both would say one thing twice.
    pub old: bool,
}

impl When {
    pub fn new(stamp: Stamp, now: Millis, interface: Interface) -> When {
        let offset = offset(stamp);
        let there = offset.to_datetime(stamp.at.timestamp());
        let date = date_words(there.date(), interface);
        let exact = if stamp.day_only {
            date.clone()
        } else {
            let comma = match interface {
                Interface::English => ",",
                Interface::Arabic => "،",
            };
            format!("{date}{comma} \u{2066}{:02}:{:02} {}\u{2069}", there.hour(), there.minute(), zone_name(offset))
        };
        let iso = if stamp.day_only { there.date().to_string() } else { stamp.at.iso() };
        // "5 min ago" for an article that only named its day would be invented.
        let relative = if stamp.day_only { None } else { ago(stamp.at, now, interface) };
        let old = relative.is_none();
        When { iso, exact, relative: relative.unwrap_or(date), old }
    }

    pub fn utc(at: Millis, now: Millis, interface: Interface) -> When {
        When::new(Stamp::utc(at), now, interface)
    }
}

/// "4 June 2025"
pub fn day(at: Millis, interface: Interface) -> String {
    date_words(Offset::UTC.to_datetime(at.timestamp()).date(), interface)
}

/// A stretch of time that a text names, told as finely as it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// For `<time datetime>`: a moment, a day or a month; "" where HTML has no form for it.
    pub iso: String,
    /// "3 December 2026, 14:00 UTC+2", "3–5 December 2026", "Week of 7 December 2026", "December 2026"
    pub words: String,
}

impl Stretch {
    /// `offset_minutes` is that of the publisher's clock, by whose midnights days begin. Where it is not known, the nearest midnight by UTC names the day:
    /// right for all but the islands beside the date line.
    pub fn new(from: Millis, to: Millis, grain: Grain, offset_minutes: Option<i16>, t: Interface) -> Stretch {
        if grain == Grain::Hour {
            let stamp = Stamp { at: from, offset_minutes, day_only: false };
            if to.0.saturating_sub(from.0) <= Millis::HOUR {
                return Stretch { iso: from.iso(), words: When::new(stamp, from, t).exact };
            }
            // "On Friday night": its hours are a convention, its day is said.
            let day = offset(stamp).to_datetime(from.timestamp()).date();
            return Stretch { iso: day.to_string(), words: date_words(day, t) };
        }
        let day = |at: i64| {
            let known = Stamp { at: Millis(at), offset_minutes, day_only: true };
            let rounded =
                Stamp { at: Millis(at.saturating_add(Millis::DAY / 2)), offset_minutes: None, day_only: true };
            let stamp = if offset_minutes.is_some() { known } else { rounded };
            offset(stamp).to_datetime(stamp.at.timestamp()).date()
        };
        // The last day begins a day before the moment after it.
        let (first, last) = (day(from.0), day(to.0.saturating_sub(Millis::DAY).max(from.0)));
        match grain {
            Grain::Hour | Grain::Day => Stretch {
                iso: if first == last { first.to_string() } else { String::new() },
                words: days_words(first, last, t),
            },
            Grain::Week => {
                let mut args = FluentArgs::new();
                args.set("date", isolated(&date_words(first, t)));
                Stretch { iso: String::new(), words: t.tell("coming-week", &args) }
            }
            // A quarter, a season, half a year.
            Grain::Year if to.0.saturating_sub(from.0) < 300 * Millis::DAY => {
                Stretch { iso: String::new(), words: months_words(first, last, t) }
            }
            Grain::Month => Stretch {
                iso: if alike(first, last) { first.strftime("%Y-%m").to_string() } else { String::new() },
                words: months_words(first, last, t),
            },
            Grain::Year if first.year() == last.year() => {
                Stretch { iso: format!("{:04}", first.year()), words: first.year().to_string() }
            }
            Grain::Year => Stretch { iso: String::new(), words: format!("{}–{}", first.year(), last.year()) },
        }
    }
}

fn alike(first: Date, last: Date) -> bool {
    (first.year(), first.month()) == (last.year(), last.month())
}

/// What both ends share is said once.
fn days_words(first: Date, last: Date, t: Interface) -> String {
    if first == last {
        date_words(first, t)
    } else if alike(first, last) {
        format!("{}–{}", first.day(), date_words(last, t))
    } else if first.year() == last.year() {
        format!("{} {} – {}", first.day(), month(first, t), date_words(last, t))
    } else {
        format!("{} – {}", date_words(first, t), date_words(last, t))
    }
}

fn months_words(first: Date, last: Date, t: Interface) -> String {
    let end = format!("{} {}", month(last, t), last.year());
    if alike(first, last) {
        end
    } else if first.year() == last.year() {
        format!("{} – {end}", month(first, t))
    } else {
        format!("{} {} – {end}", month(first, t), first.year())
    }
}

fn offset(stamp: Stamp) -> Offset {
    stamp.offset_minutes.and_then(|m| Offset::from_seconds(i32::from(m) * 60).ok()).unwrap_or(Offset::UTC)
}

fn date_words(date: Date, interface: Interface) -> String {
    format!("{} {} {}", date.day(), month(date, interface), date.year())
}

fn month(date: Date, interface: Interface) -> String {
    interface.say(MONTHS[usize::from(date.month().unsigned_abs().clamp(1, 12)) - 1])
}

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9", "month-10",
    "month-11", "month-12",
];

/// "UTC", "UTC+2", "UTC−3:30"
fn zone_name(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '−' } else { '+' };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, rest) => format!("UTC{sign}{hours}:{rest:02}"),
    }
}

fn ago(at: Millis, now: Millis, interface: Interface) -> Option<String> {
    // Clocks of publishers run a little ahead of ours.
    if at.0 > now.0.saturating_add(2 * Millis::MINUTE) {
        return None;
    }
    let passed = i64::try_from(now.since(at).as_millis()).unwrap_or(i64::MAX);
    Some(match passed {
        p if p < Millis::MINUTE => interface.say("ago-now"),
        p if p < Millis::HOUR => interface.count("ago-minutes", p / Millis::MINUTE),
        p if p < Millis::DAY => interface.count("ago-hours", p / Millis::HOUR),
        p if p < 7 * Millis::DAY => interface.count("ago-days", p / Millis::DAY),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Millis {
        Millis::from(text.parse::<jiff::Timestamp>().unwrap())
    }

    /// Without the isolating marks around the hour.
    fn bare(text: &str) -> String {
        text.replace(['\u{2066}', '\u{2069}'], "")
    }

    #[test]
    fn the_exact_time_is_the_publishers_with_its_zone() {
        let stamp = Stamp { at: at("2025-06-04T07:30:00Z"), offset_minutes: Some(120), day_only: false };
        let now = at("2025-06-04T10:45:00Z");
        let english = When::new(stamp, now, Interface::English);
        assert_eq!(bare(&english.exact), "4 June 2025, 09:30 UTC+2");
        assert_eq!((english.relative.as_str(), english.iso.as_str()), ("3 h ago", "2025-06-04T07:30:00Z"));
        let arabic = When::new(stamp, now, Interface::Arabic);
        assert_eq!(bare(&arabic.exact), "4 يونيو 2025، 09:30 UTC+2");
        assert_eq!(arabic.relative, "قبل 3 ساعات");
        let odd = Stamp { offset_minutes: Some(-210), ..stamp };
        assert_eq!(bare(&When::new(odd, now, Interface::English).exact), "4 June 2025, 04:00 UTC−3:30");
    }

    #[test]
    fn what_is_old_or_ahead_or_names_only_a_day_is_dated() {
        let now = at("2025-06-20T10:00:00Z");
        let old = When::utc(at("2025-06-04T07:30:00Z"), now, Interface::English);
        assert_eq!((old.relative.as_str(), old.old), ("4 June 2025", true));
        assert_eq!(When::utc(at("2025-06-21T07:30:00Z"), now, Interface::English).relative, "21 June 2025");
        let day = Stamp { at: at("2025-06-20T00:00:00Z"), offset_minutes: None, day_only: true };
        let day = When::new(day, now, Interface::English);
        assert_eq!((day.exact.as_str(), day.iso.as_str()), ("20 June 2025", "2025-06-20"));
    }

    #[test]
    fn relative_times_follow_arabic_plurals() {
        let now = at("2025-06-20T10:00:00Z");
        let ago = |minutes: i64| When::utc(Millis(now.0 - minutes * Millis::MINUTE), now, Interface::Arabic).relative;
        assert_eq!(
            [0, 1, 2, 5, 11, 60, 120, 26 * 60].map(ago).join(" · "),
            "الآن · قبل دقيقة · قبل دقيقتين · قبل 5 دقائق · قبل 11 دقيقة · قبل ساعة · قبل ساعتين · أمس"
        );
    }

    #[test]
    fn a_coming_date_is_told_as_finely_as_its_text_does() {
        let english = |from: &str, to: &str, grain, offset| {
            let stretch = Stretch::new(at(from), at(to), grain, offset, Interface::English);
            (bare(&stretch.words).replace(['\u{2068}'], ""), stretch.iso)
        };
        let told = |words: &str, iso: &str| (words.to_owned(), iso.to_owned());
        let (cairo, auckland) = (Some(120), Some(780));
        for (from, to, grain, offset, words, iso) in [
            ("2026-12-03T22:00:00Z", "2026-12-04T22:00:00Z", Grain::Day, cairo, "4 December 2026", "2026-12-04"),
            ("2026-12-03T22:00:00Z", "2026-12-04T22:00:00Z", Grain::Day, None, "4 December 2026", "2026-12-04"),
            ("2026-12-04T05:00:00Z", "2026-12-05T05:00:00Z", Grain::Day, None, "4 December 2026", "2026-12-04"),
            ("2026-12-03T11:00:00Z", "2026-12-04T11:00:00Z", Grain::Day, auckland, "4 December 2026", "2026-12-04"),
            ("2026-12-03T00:00:00Z", "2026-12-06T00:00:00Z", Grain::Day, None, "3–5 December 2026", ""),
            ("2026-11-30T00:00:00Z", "2026-12-03T00:00:00Z", Grain::Day, None, "30 November – 2 December 2026", ""),
            (
                "2026-12-30T22:00:00Z",
                "2027-01-02T22:00:00Z",
                Grain::Day,
                cairo,
                "31 December 2026 – 2 January 2027",
                "",
            ),
            (
                "2026-12-03T12:00:00Z",
                "2026-12-03T13:00:00Z",
                Grain::Hour,
                cairo,
                "3 December 2026, 14:00 UTC+2",
                "2026-12-03T12:00:00Z",
            ),
            ("2026-12-03T19:00:00Z", "2026-12-04T03:00:00Z", Grain::Hour, cairo, "3 December 2026", "2026-12-03"),
            ("2026-12-06T22:00:00Z", "2026-12-13T22:00:00Z", Grain::Week, None, "Week of 7 December 2026", ""),
            ("2026-11-30T22:00:00Z", "2026-12-31T22:00:00Z", Grain::Month, None, "December 2026", "2026-12"),
            ("2027-01-01T00:00:00Z", "2027-04-01T00:00:00Z", Grain::Month, None, "January – March 2027", ""),
            ("2026-12-01T00:00:00Z", "2027-03-01T00:00:00Z", Grain::Month, None, "December 2026 – February 2027", ""),
            ("2026-12-31T22:00:00Z", "2027-03-31T22:00:00Z", Grain::Year, cairo, "January – March 2027", ""),
            ("2027-01-01T00:00:00Z", "2028-01-01T00:00:00Z", Grain::Year, None, "2027", "2027"),
            ("2027-01-01T00:00:00Z", "2030-01-01T00:00:00Z", Grain::Year, None, "2027–2029", ""),
        ] {
            assert_eq!(english(from, to, grain, offset), told(words, iso), "{from} {to} {grain:?}");
        }
        let arabic =
            Stretch::new(at("2026-12-03T00:00:00Z"), at("2026-12-06T00:00:00Z"), Grain::Day, None, Interface::Arabic);
        assert_eq!(arabic.words, "3–5 ديسمبر 2026");
    }

    #[test]
    fn absurd_instants_do_not_panic() {
        for at in [i64::MIN, i64::MAX, 0] {
            for offset in [None, Some(i16::MIN), Some(i16::MAX)] {
                let stamp = Stamp { at: Millis(at), offset_minutes: offset, day_only: false };
                assert!(!When::new(stamp, Millis(5), Interface::Arabic).exact.is_empty());
                for grain in [Grain::Hour, Grain::Day, Grain::Week, Grain::Month, Grain::Year] {
                    let stretch = Stretch::new(Millis(at), Millis(i64::MAX), grain, offset, Interface::English);
                    assert!(!stretch.words.is_empty());
                }
            }
        }
    }
}
