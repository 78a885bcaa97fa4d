//! Dates as pages write them, in the layouts and languages seen in the field. An order that cannot be told (03/04/2023) is no date.

use coranto_core::{Millis, Stamp};
use jiff::civil::{Date, DateTime, Time};

/// Months by the beginnings that tell them apart, in lower case.
const MONTHS: &[(i8, &str)] = &[
    (1, "january janvier januar januari gennaio enero janeiro января январь stycznia ocak يناير كانون-الثاني ianuarie"),
    (
        2,
        "february février fevrier februar februari febbraio febrero fevereiro февраля февраль lutego şubat فبراير شباط februarie",
    ),
    (3, "march mars märz maart marzo março marco марта март marca mart مارس آذار martie"),
    (4, "april avril abril aprile апреля апрель kwietnia nisan أبريل ابريل نيسان aprilie"),
    (5, "may mai mayo maggio maio mei maj мая май maja mayıs مايو أيار"),
    (6, "june juin juni junio giugno junho июня июнь czerwca haziran يونيو حزيران iunie"),
    (7, "july juillet juli julio luglio julho июля июль lipca temmuz يوليو تموز iulie"),
    (8, "august août aout augustus augusti agosto августа август sierpnia ağustos أغسطس اغسطس آب"),
    (
        9,
        "september septembre septiembre setembro settembre сентября сентябрь września eylül سبتمبر أيلول septembrie sept",
    ),
    (
        10,
        "october octobre oktober octubre outubro ottobre октября октябрь października ekim أكتوبر اكتوبر octombrie okt",
    ),
    (11, "november novembre noviembre novembro ноября ноябрь listopada kasım نوفمبر noiembrie"),
    (
        12,
        "december décembre decembre dezember diciembre dezembro dicembre desember декабря декабрь grudnia aralık ديسمبر decembrie dez",
    ),
];

/// Zones by the names that news sites print. Those that mean different things in different countries are left out.
const ZONES: &[(&str, i16)] = &[
    ("utc", 0),
    ("gmt", 0),
    ("z", 0),
    ("bst", 60),
    ("cet", 60),
    ("cest", 120),
    ("mez", 60),
    ("mesz", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("est", -300),
    ("edt", -240),
    ("et", -300),
    ("cst", -360),
    ("cdt", -300),
    ("ct", -360),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("pt", -480),
    ("jst", 540),
    ("kst", 540),
    ("aest", 600),
    ("aedt", 660),
    ("hkt", 480),
    ("sgt", 480),
    ("wib", 420),
    ("pkt", 300),
    ("nzst", 720),
    ("nzdt", 780),
];

pub(super) fn parse(text: &str) -> Option<Stamp> {
    let text = text.trim();
    if text.len() < 6 || text.len() > 200 {
        return None;
    }
    iso(text).or_else(|| epoch(text)).or_else(|| words(text)).or_else(|| numbers(text)).filter(believable)
}

/// The web's articles: not before printing went online, not in the far future.
fn believable(stamp: &Stamp) -> bool {
    (-1_893_456_000_000..4_102_444_800_000).contains(&stamp.at.0)
}

fn stamp(date: Date, time: Option<Time>, offset: Option<i16>) -> Option<Stamp> {
    let at = jiff::tz::Offset::UTC
        .to_timestamp(DateTime::from_parts(date, time.unwrap_or(Time::midnight())))
        .ok()?
        .as_millisecond();
    let at = at - i64::from(offset.unwrap_or(0)) * 60_000;
    Some(Stamp { at: Millis(at), offset_minutes: if time.is_some() { offset } else { None }, day_only: time.is_none() })
}

/// "2023-12-19T14:05:00+02:00" and what resembles it.
fn iso(text: &str) -> Option<Stamp> {
    let mut rest = text;
    let year: i16 = number(&mut rest, 4)?.try_into().ok()?;
    let separator = rest.chars().next()?;
    if !matches!(separator, '-' | '/' | '.' | '0'..='9') {
        return None;
    }
    let compact = separator.is_ascii_digit();
    let take = |rest: &mut &str, width| -> Option<i64> {
        if !compact {
            *rest = rest.strip_prefix(separator)?;
        }
        number_up_to(rest, width)
    };
    let month = take(&mut rest, 2)?;
    let day = take(&mut rest, 2)?;
    let date = Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    let rest = rest.trim_start_matches(['T', 't', ' ', ',', '-']).trim_start();
    let (time, offset) = clock(rest);
    stamp(date, time, offset)
}

/// A time of day and its zone at the beginning of `text`.
fn clock(text: &str) -> (Option<Time>, Option<i16>) {
    let mut rest = text;
    let Some(mut hour) = number_up_to(&mut rest, 2) else { return (None, None) };
    let minute;
    let mut second = 0;
    if let Some(after) = rest.strip_prefix([':', 'h', '.']) {
        rest = after;
        let Some(m) = number_up_to(&mut rest, 2) else { return (None, None) };
        minute = m;
        if let Some(after) = rest.strip_prefix(':') {
            rest = after;
            second = number_up_to(&mut rest, 2).unwrap_or(0);
            if let Some(after) = rest.strip_prefix(['.', ',']) {
                rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
            }
        }
    } else {
        let next = rest.trim_start().to_ascii_lowercase();
        if !(next.starts_with("am") || next.starts_with("pm") || next.starts_with("a.m") || next.starts_with("p.m")) {
            return (None, None);
        }
        minute = 0;
    }
    let mut tail = rest.trim_start();
    let lower = tail.to_ascii_lowercase();
    if lower.starts_with("pm") || lower.starts_with("p.m") {
        hour = if hour < 12 { hour + 12 } else { hour };
        tail = tail.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    } else if lower.starts_with("am") || lower.starts_with("a.m") {
        hour = if hour == 12 { 0 } else { hour };
        tail = tail.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    }
    let time = (|| Time::new(hour.try_into().ok()?, minute.try_into().ok()?, second.try_into().ok()?, 0).ok())();
    (time, time.and_then(|_| zone(tail.trim_start())))
}

fn zone(text: &str) -> Option<i16> {
    let text = text.trim_start_matches(['(', ' ']);
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => {
            let name: String =
                text.chars().take_while(|c| c.is_ascii_alphabetic()).flat_map(char::to_lowercase).collect();
            let base = ZONES.iter().find(|(n, _)| *n == name).map(|(_, minutes)| *minutes)?;
            let rest = &text[name.len()..];
            // "GMT+0300"
            return Some(if base == 0 && rest.starts_with(['+', '-']) { zone(rest)? } else { base });
        }
    };
    let mut rest = text.trim_start_matches(['+', '-', '−']);
    let hours = number_up_to(&mut rest, 2)?;
    let minutes = number_up_to(&mut rest.trim_start_matches(':'), 2).unwrap_or(0);
    (hours <= 14 && minutes < 60).then_some((sign * (hours * 60 + minutes)) as i16)
}

/// Seconds or milliseconds since 1970.
fn epoch(text: &str) -> Option<Stamp> {
    let value: i64 = text.parse().ok()?;
    match text.len() {
        10 => Some(Stamp::utc(Millis(value * 1_000))),
        13 => Some(Stamp::utc(Millis(value))),
        _ => None,
    }
}

/// "Tuesday, December 19, 2023 at 2:05 p.m. ET", "19 décembre 2023 à 14h05".
fn words(text: &str) -> Option<Stamp> {
    let lower = text.to_lowercase();
    let tokens: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | '·' | '/' | '-' | '–'))
        .filter(|t| !t.is_empty())
        .collect();
    let (at, month) = tokens.iter().enumerate().take(40).find_map(|(i, token)| Some((i, month(token)?)))?;
    let day_of = |token: &&str| -> Option<i8> {
        let digits = token
            .trim_end_matches(['.', 'º', '°'])
            .trim_end_matches("st")
            .trim_end_matches("nd")
            .trim_end_matches("rd")
            .trim_end_matches("th")
            .trim_end_matches("er");
        digits.parse::<i8>().ok().filter(|d| (1..=31).contains(d))
    };
    let year_of = |token: &&str| -> Option<i16> {
        token.trim_end_matches(['.', 'г', 'y']).parse::<i16>().ok().filter(|y| (1970..2100).contains(y))
    };
    // Words such as "de" may stand between.
    let before = tokens[..at].iter().rev().take(2).find_map(day_of);
    let after = tokens[at + 1..].iter().take(1).find_map(day_of);
    let year_at = tokens[at + 1..].iter().take(4).position(|t| year_of(t).is_some()).map(|i| at + 1 + i)?;
    let year = year_of(&tokens[year_at])?;
    let day = match (before, after) {
        // "December 19 2023", but "19 December" with an hour before it is possible too.
        (_, Some(after)) if at + 2 <= year_at => after,
        (Some(before), _) => before,
        (None, Some(after)) => after,
        _ => return None,
    };
    let date = Date::new(year, month, day).ok()?;
    // The time stands after the year, or before the date ("14:05, 19 December 2023").
    let find = |tokens: &[&str]| -> (Option<Time>, Option<i16>) {
        for (i, token) in tokens.iter().enumerate().take(6) {
            if token.starts_with(|c: char| c.is_ascii_digit()) {
                let joined = tokens[i..].iter().take(4).copied().collect::<Vec<_>>().join(" ");
                let found = clock(&joined);
                if found.0.is_some() {
                    return found;
                }
            }
        }
        (None, None)
    };
    let mut found = find(&tokens[year_at + 1..]);
    if found.0.is_none() {
        found = find(&tokens[..at]);
    }
    stamp(date, found.0, found.1)
}

fn month(token: &str) -> Option<i8> {
    let token = token.trim_end_matches('.');
    let letters = token.chars().count();
    if letters < 3 || !token.chars().all(char::is_alphabetic) {
        return None;
    }
    MONTHS
        .iter()
        .find(|(_, names)| {
            names.split(' ').any(|name| {
                name == token || ((3..=4).contains(&letters) && token.is_ascii() && name.starts_with(token))
            })
        })
        .map(|(m, _)| *m)
}

/// "19.12.2023 14:05": the day stands first wherever a dot separates; with a slash only when it cannot be a month.
fn numbers(text: &str) -> Option<Stamp> {
    let from = text.find(|c: char| c.is_ascii_digit())?;
    let mut rest = &text[from..];
    let first = number_up_to(&mut rest, 2)?;
    let separator = rest.chars().next().filter(|c| matches!(c, '.' | '/' | '-'))?;
    rest = rest.strip_prefix(separator)?;
    let second = number_up_to(&mut rest, 2)?;
    rest = rest.strip_prefix(separator)?;
    let year: i16 = number(&mut rest, 4)?.try_into().ok()?;
    let (day, month) = match (first, second) {
        (d, m) if separator == '.' => (d, m),
        (d, m) if d > 12 => (d, m),
        (m, d) if d > 12 => (d, m),
        (d, m) if d == m => (d, m),
        _ => return None,
    };
    let date = Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    let (time, offset) = clock(rest.trim_start_matches([' ', ',', '|', '-', '–']).trim_start());
    stamp(date, time, offset)
}

/// "/2023/12/19/" in the path of an article.
pub(super) fn in_address(path: &str) -> Option<Stamp> {
    let parts: Vec<&str> = path.split('/').collect();
    parts.windows(3).find_map(|w| {
        let year: i16 = w[0].parse().ok().filter(|y| w[0].len() == 4 && (1990..2100).contains(y))?;
        let month = w[1].parse().ok().or_else(|| month(w[1]))?;
        let day: i8 = w[2].parse().ok()?;
        stamp(Date::new(year, month, day).ok()?, None, None)
    })
}

/// Exactly `width` digits.
fn number(rest: &mut &str, width: usize) -> Option<i64> {
    let digits = rest.get(..width).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
    *rest = &rest[width..];
    digits.parse().ok()
}

/// One digit or more, at most `width`.
fn number_up_to(rest: &mut &str, width: usize) -> Option<i64> {
    let len = rest.bytes().take(width).take_while(u8::is_ascii_digit).count();
    let digits = rest.get(..len).filter(|d| !d.is_empty())?;
    *rest = &rest[len..];
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        parse(text).map_or("none".to_owned(), |s| {
            let zone = s.offset_minutes.map_or("?".to_owned(), |m| m.to_string());
            format!("{}{}", s.at.iso(), if s.day_only { " day".to_owned() } else { format!(" {zone}") })
        })
    }

    #[test]
    fn dates_in_every_layout() {
        for (text, expected) in [
            ("2023-12-19T14:05:00+02:00", "2023-12-19T12:05:00Z 120"),
            ("2023-12-19T14:05:00.123Z", "2023-12-19T14:05:00Z 0"),
            ("2023-12-19 14:05", "2023-12-19T14:05:00Z ?"),
            ("2023-12-19", "2023-12-19T00:00:00Z day"),
            ("20231219", "2023-12-19T00:00:00Z day"),
            ("1702994700", "2023-12-19T14:05:00Z 0"),
            ("Tuesday, December 19, 2023 at 2:05 p.m. EST", "2023-12-19T19:05:00Z -300"),
            ("Tue, 19 Dec 2023 14:05:00 GMT", "2023-12-19T14:05:00Z 0"),
            ("Tue Dec 19 14:05:00 UTC 2023", "2023-12-19T00:00:00Z day"),
            ("19 décembre 2023 à 14h05", "2023-12-19T14:05:00Z ?"),
            ("19 de diciembre de 2023", "2023-12-19T00:00:00Z day"),
            ("19. Dezember 2023, 14:05 Uhr", "2023-12-19T14:05:00Z ?"),
            ("19 декабря 2023, 14:05", "2023-12-19T14:05:00Z ?"),
            ("Dec. 19, 2023", "2023-12-19T00:00:00Z day"),
            ("19.12.2023 14:05", "2023-12-19T14:05:00Z ?"),
            ("12/19/2023", "2023-12-19T00:00:00Z day"),
            ("03/04/2023", "none"),
            ("3 hours ago", "none"),
            ("2023-13-45", "none"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
        assert!(in_address("/news/2023/12/19/harbour-opens").is_some());
        assert!(in_address("/news/2023/harbour").is_none());
    }
}
