//! Dates in every layout that feeds have been seen to use.
//!
//! Two quick paths read what almost every feed writes (RFC 3339 and RFC 822); what they do not know goes to a reader that takes the
//! text apart into numbers and words and finds out what each of them is. A text without zone is UTC with no offset; a text without
//! hour is midnight and `day_only`.

mod words;

use coranto_core::{Millis, Stamp};
use words::{Word, word};

/// Reads a date. `month_first` decides "7/4/2004", which nothing else can.
pub fn read(text: &str, month_first: bool) -> Option<Stamp> {
    let text = text.trim();
    if text.len() > 200 {
        return None;
    }
    rfc822(text.as_bytes()).or_else(|| iso(text.as_bytes())).or_else(|| any_layout(text, month_first))
}

/// The parts of a date as they were found.
#[derive(Debug, Clone, Copy, Default)]
struct Parts {
    year: i64,
    month: i64,
    day: i64,
    time: Option<Time>,
    offset_minutes: Option<i64>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Time {
    hour: i64,
    minute: i64,
    second: i64,
    millis: i64,
}

impl Parts {
    /// "31 June" is 1 July, as most programs that write such dates mean it; a month 13 is no date.
    fn stamp(self) -> Option<Stamp> {
        if !(1..=9999).contains(&self.year) || !(1..=12).contains(&self.month) || !(1..=31).contains(&self.day) {
            return None;
        }
        let time = self.time.filter(|t| {
            (0..=24).contains(&t.hour)
                && (0..60).contains(&t.minute)
                && (0..=61).contains(&t.second)
                && t.hour * 60 + t.minute <= 1440
        });
        let clock = time.unwrap_or_default();
        let offset = self.offset_minutes.filter(|o| o.abs() <= 18 * 60 && time.is_some());
        let days = days_since_1970(self.year, self.month) + self.day - 1;
        let seconds = ((days * 24 + clock.hour) * 60 + clock.minute - offset.unwrap_or(0)) * 60 + clock.second;
        Some(Stamp {
            at: Millis(seconds * 1000 + clock.millis),
            offset_minutes: offset.and_then(|o| i16::try_from(o).ok()),
            day_only: time.is_none(),
        })
    }
}

/// Days from 1970-01-01 to the first of a month (the method of H. Hinnant's "chrono-compatible low-level date algorithms").
fn days_since_1970(year: i64, month: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let shifted = (month + 9) % 12;
    let of_year = (153 * shifted + 2) / 5;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// A reader of bytes from the left.
#[derive(Clone, Copy)]
struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    fn digits(&mut self, min: usize, max: usize) -> Option<i64> {
        let len = self.0.iter().take(max).take_while(|b| b.is_ascii_digit()).count();
        if len < min {
            return None;
        }
        let (head, tail) = self.0.split_at_checked(len)?;
        self.0 = tail;
        Some(head.iter().fold(0, |n, b| n * 10 + i64::from(b - b'0')))
    }

    fn eat(&mut self, byte: u8) -> bool {
        match self.0.split_first() {
            Some((b, rest)) if b.eq_ignore_ascii_case(&byte) => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.0.first().copied()
    }

    fn blanks(&mut self) {
        self.0 = self.0.trim_ascii_start();
    }

    fn letters(&mut self) -> &'a [u8] {
        let len = self.0.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let (head, tail) = self.0.split_at_checked(len).unwrap_or_default();
        self.0 = tail;
        head
    }

    /// Thousandths of a second out of however many digits there are.
    fn fraction(&mut self) -> i64 {
        let mut cursor = *self;
        if !(cursor.eat(b'.') || cursor.eat(b',')) || !cursor.peek().is_some_and(|b| b.is_ascii_digit()) {
            return 0;
        }
        let (mut millis, mut weight) = (0, 100);
        while let Some(digit) = cursor.digits(1, 1) {
            millis += digit * weight;
            weight /= 10;
        }
        *self = cursor;
        millis
    }

    /// `+hh:mm`, `-hhmm`, `+hh`: minutes east.
    fn numeric_offset(&mut self) -> Option<i64> {
        let sign = match self.peek()? {
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        self.eat(b'+');
        self.eat(b'-');
        let hours = self.digits(1, 2)?;
        self.eat(b':');
        let minutes = self.digits(2, 2).unwrap_or(0);
        Some(sign * (hours * 60 + minutes))
    }
}

/// "Tue, 24 Nov 2026 14:30:00 +0100", the way RSS wants it.
fn rfc822(text: &[u8]) -> Option<Stamp> {
    let mut c = Cursor(text);
    if c.peek()?.is_ascii_alphabetic() {
        c.letters();
        if !c.eat(b',') {
            return None;
        }
        c.blanks();
    }
    let day = c.digits(1, 2)?;
    if !c.eat(b' ') {
        return None;
    }
    let month = english_month(c.letters())?;
    if !c.eat(b' ') {
        return None;
    }
    let year = c.digits(4, 4)?;
    if !c.eat(b' ') {
        return None;
    }
    let hour = c.digits(2, 2)?;
    if !c.eat(b':') {
        return None;
    }
    let minute = c.digits(2, 2)?;
    let second = if c.eat(b':') { c.digits(2, 2)? } else { 0 };
    let time = Time { hour, minute, second, millis: 0 };
    c.blanks();
    let offset = match c.peek() {
        None => None,
        Some(b'+' | b'-') => Some(c.numeric_offset()?),
        Some(_) => match c.letters() {
            b"GMT" | b"UTC" | b"UT" | b"Z" => Some(0),
            _ => return None,
        },
    };
    if !c.0.is_empty() {
        return None;
    }
    Parts { year, month, day, time: Some(time), offset_minutes: offset }.stamp()
}

fn english_month(name: &[u8]) -> Option<i64> {
    const NAMES: [&[u8; 3]; 12] =
        [b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec"];
    NAMES.iter().position(|n| name.eq_ignore_ascii_case(*n)).map(|i| i as i64 + 1)
}

/// RFC 3339, the parts of it that W3CDTF allows to leave out, and the basic, week and ordinal forms of ISO 8601.
fn iso(text: &[u8]) -> Option<Stamp> {
    let mut c = Cursor(text);
    let leading = text.iter().take_while(|b| b.is_ascii_digit()).count();
    let mut parts = match leading {
        4 => iso_extended(&mut c)?,
        8 => Parts { year: c.digits(4, 4)?, month: c.digits(2, 2)?, day: c.digits(2, 2)?, ..Parts::default() },
        7 => ordinal(c.digits(4, 4)?, c.digits(3, 3)?)?,
        10 | 13 if text.len() == leading => return epoch(text),
        14 => {
            let (year, month, day) = (c.digits(4, 4)?, c.digits(2, 2)?, c.digits(2, 2)?);
            let time = Time { hour: c.digits(2, 2)?, minute: c.digits(2, 2)?, second: c.digits(2, 2)?, millis: 0 };
            Parts { year, month, day, time: Some(time), offset_minutes: None }
        }
        _ => return None,
    };
    if parts.time.is_none() && c.peek().is_some() {
        let separated = c.eat(b'T') || c.peek().is_some_and(|b| matches!(b, b' ' | b'\t' | b'\n' | b'_'));
        if !separated {
            return None;
        }
        c.eat(b'_');
        c.blanks();
        let hour = c.digits(1, 2)?;
        let colon = c.eat(b':');
        let minute = c.digits(if colon { 1 } else { 2 }, 2);
        // "T10Z" and "T10+01:00": minutes may be left out.
        let second = match minute {
            Some(_) if !colon || c.eat(b':') => c.digits(if colon { 1 } else { 2 }, 2).unwrap_or(0),
            _ => 0,
        };
        let millis = c.fraction();
        parts.time = Some(Time { hour, minute: minute.unwrap_or(0), second, millis });
    }
    c.blanks();
    if c.eat(b'Z') {
        parts.offset_minutes = Some(0);
    } else if let Some(b'+' | b'-') = c.peek() {
        parts.offset_minutes = Some(c.numeric_offset()?);
    }
    c.0.is_empty().then_some(())?;
    parts.stamp()
}

fn iso_extended(c: &mut Cursor<'_>) -> Option<Parts> {
    let year = c.digits(4, 4)?;
    let mut parts = Parts { year, month: 1, day: 1, ..Parts::default() };
    if c.peek() == Some(b'W') {
        c.eat(b'W');
        return week(year, c.digits(2, 2)?, c.digits(1, 1).unwrap_or(1));
    }
    if !c.eat(b'-') {
        return c.0.is_empty().then_some(parts);
    }
    if c.eat(b'W') {
        let number = c.digits(2, 2)?;
        let day = if c.eat(b'-') { c.digits(1, 1)? } else { 1 };
        return week(year, number, day);
    }
    let run = c.0.iter().take_while(|b| b.is_ascii_digit()).count();
    if run == 3 {
        return ordinal(year, c.digits(3, 3)?);
    }
    parts.month = c.digits(1, 2)?;
    if c.eat(b'-') {
        parts.day = c.digits(1, 2)?;
    }
    Some(parts)
}

fn week(year: i64, number: i64, day: i64) -> Option<Parts> {
    if !(1..=53).contains(&number) || !(1..=7).contains(&day) {
        return None;
    }
    // 4 January is always in week 1; 1970-01-01 was a Thursday.
    let fourth = days_since_1970(year, 1) + 3;
    let monday = fourth - (fourth + 3).rem_euclid(7);
    civil(monday + (number - 1) * 7 + day - 1)
}

fn ordinal(year: i64, day: i64) -> Option<Parts> {
    (1..=366).contains(&day).then(|| civil(days_since_1970(year, 1) + day - 1)).flatten()
}

fn civil(days: i64) -> Option<Parts> {
    // The month and year that hold a day: at most twelve steps from the first of January.
    let mut year = 1970 + days.div_euclid(366).min(days.div_euclid(365));
    while days_since_1970(year + 1, 1) <= days {
        year += 1;
    }
    let month = (1..=12).rev().find(|m| days_since_1970(year, *m) <= days)?;
    Some(Parts { year, month, day: days - days_since_1970(year, month) + 1, ..Parts::default() })
}

/// Seconds or thousandths since 1970.
fn epoch(digits: &[u8]) -> Option<Stamp> {
    let number: i64 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    let millis = if digits.len() == 13 { number } else { number.checked_mul(1000)? };
    Some(Stamp::utc(Millis(millis)))
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Number { value: i64, digits: usize },
    Word(Word),
    Sign(char),
}

/// Any layout: takes out time and zone, then finds day, month and year among the numbers and names that are left.
fn any_layout(text: &str, month_first: bool) -> Option<Stamp> {
    let mut tokens = tokens(text);
    let time = take_time(&mut tokens);
    let offset_minutes = take_zone(&mut tokens, time.is_some());
    let (year, month, day) = day_of(&tokens, month_first)?;
    let year = match year {
        0..=69 => year + 2000,
        70..=99 => year + 1900,
        _ => year,
    };
    Parts { year, month, day, time, offset_minutes }.stamp()
}

fn tokens(text: &str) -> Vec<Token> {
    let text = words::plain(text);
    let mut tokens = Vec::new();
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let len = if c.is_ascii_digit() {
            let len = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let value = rest.get(..len).and_then(|d| d.parse().ok()).unwrap_or(i64::MAX);
            tokens.push(Token::Number { value, digits: len });
            len
        } else if c.is_alphabetic() {
            let len = word_length(rest);
            tokens.push(Token::Word(word(rest.get(..len).unwrap_or_default())));
            len
        } else {
            if !c.is_whitespace() {
                tokens.push(Token::Sign(c));
            }
            c.len_utf8()
        };
        rest = rest.get(len..).unwrap_or_default();
    }
    tokens
}

/// Letters, and the "/" inside "Etc/GMT" but not the one in "24/Nov/2026".
fn word_length(text: &str) -> usize {
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let joins = c == '/' && letters.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !(c.is_alphabetic() || c == '_' || joins) {
            return at;
        }
    }
    text.len()
}

/// Takes "14:30[:05[.123]] [pm]" out. The zone, if any, then begins where the time stood.
fn take_time(tokens: &mut Vec<Token>) -> Option<Time> {
    let at = (0..tokens.len()).find(|i| {
        matches!(
            tokens.get(*i..),
            Some([Token::Number { digits: 1..=2, .. }, Token::Sign(':'), Token::Number { digits: 1..=2, .. }, ..])
        )
    });
    let noon = tokens.iter().position(|t| matches!(t, Token::Word(Word::Morning | Word::Afternoon)));
    let Some(at) = at else {
        // "3 pm": the hour alone.
        let noon = noon?;
        let at = noon.checked_sub(1)?;
        let Some(Token::Number { value, digits: 1..=2 }) = tokens.get(at) else { return None };
        let hour = twelve(*value, tokens.get(noon));
        tokens.splice(at..=noon, [Token::Word(Word::TimeStood)]);
        return Some(Time { hour, ..Time::default() });
    };
    let number = |i: usize| match tokens.get(at + i) {
        Some(Token::Number { value, .. }) => *value,
        _ => 0,
    };
    let mut time = Time { hour: number(0), minute: number(2), ..Time::default() };
    let mut end = at + 3;
    if let Some([Token::Sign(':' | '.'), Token::Number { value, digits: 1..=2 }, ..]) = tokens.get(end..) {
        time.second = *value;
        end += 2;
        if let Some([Token::Sign('.' | ',' | ':'), Token::Number { value, digits }, ..]) = tokens.get(end..)
            && (*digits != 4 || tokens.len() > end + 2)
        {
            time.millis =
                value.checked_mul(1000).and_then(|v| v.checked_div(10i64.checked_pow(*digits as u32)?)).unwrap_or(0);
            end += 2;
        }
    }
    if let Some(Token::Sign(':')) = tokens.get(end) {
        end += 1;
    }
    if let Some(noon) = noon {
        time.hour = twelve(time.hour, tokens.get(noon));
    }
    tokens.splice(at..end, [Token::Word(Word::TimeStood)]);
    tokens.retain(|t| !matches!(t, Token::Word(Word::Morning | Word::Afternoon)));
    Some(time)
}

fn twelve(hour: i64, noon: Option<&Token>) -> i64 {
    match noon {
        Some(Token::Word(Word::Afternoon)) if hour < 12 => hour + 12,
        Some(Token::Word(Word::Morning)) if hour == 12 => 0,
        _ => hour,
    }
}

/// Takes the zone out: "+0100", "GMT+2", "EST", "(Europe/Berlin)". A sign counts only after the time or a zone's name.
fn take_zone(tokens: &mut Vec<Token>, has_time: bool) -> Option<i64> {
    let mut offset = None;
    let mut i = 0;
    while i < tokens.len() {
        let named = match tokens.get(i) {
            Some(Token::Word(Word::Zone(minutes))) if has_time => Some(*minutes),
            Some(Token::Word(Word::TimeStood)) => None,
            _ => {
                i += 1;
                continue;
            }
        };
        if named.is_some() {
            offset = offset.or(named);
        }
        let (numeric, used) = signed(tokens.get(i + 1..).unwrap_or_default());
        if let Some(minutes) = numeric {
            // "GMT+2" is the name plus the number; "EST -0500" says the same twice and the number is right.
            offset = Some(minutes);
        }
        tokens.drain(i..=i + used);
    }
    offset
}

/// "+01:00", "-0500", "+1" at the beginning of `tokens`: minutes, and how many tokens that took.
fn signed(tokens: &[Token]) -> (Option<i64>, usize) {
    let sign = match tokens.first() {
        Some(Token::Sign('+')) => 1,
        Some(Token::Sign('-' | '−' | '–')) => -1,
        _ => return (None, 0),
    };
    match tokens.get(1..) {
        Some(
            [
                Token::Number { value: h, digits: 1..=2 },
                Token::Sign(':'),
                Token::Number { value: m, digits: 1..=2 },
                ..,
            ],
        ) => (Some(sign * (h * 60 + m)), 4),
        Some([Token::Number { value, digits: 3..=4 }, ..]) => (Some(sign * (value / 100 * 60 + value % 100)), 2),
        Some([Token::Number { value, digits: 1..=2 }, ..]) => (Some(sign * value * 60), 2),
        _ => (None, 0),
    }
}

fn day_of(tokens: &[Token], month_first: bool) -> Option<(i64, i64, i64)> {
    // The last name of a month: "mar. 5 janv." begins with a Tuesday that looks like March.
    let month = tokens.iter().rev().find_map(|t| match t {
        Token::Word(Word::Month(m)) => Some(i64::from(*m)),
        _ => None,
    });
    let numbers: Vec<(i64, usize)> = tokens
        .iter()
        .filter_map(|t| match t {
            Token::Number { value, digits } => Some((*value, *digits)),
            _ => None,
        })
        .collect();
    let is_year = |(value, digits): (i64, usize)| digits >= 3 || value > 31;
    match (month, numbers.as_slice()) {
        (Some(month), [a, b, ..]) if is_year(*a) => Some((a.0, month, b.0)),
        (Some(month), [a, b, ..]) => Some((b.0, month, a.0)),
        (Some(month), [a]) if a.1 == 4 => Some((a.0, month, 1)),
        (None, [a, b, c, ..]) if is_year(*a) => {
            if b.0 > 12 && c.0 <= 12 {
                Some((a.0, c.0, b.0))
            } else {
                Some((a.0, b.0, c.0))
            }
        }
        (None, [a, b, c, ..]) => {
            let slash = tokens.iter().any(|t| matches!(t, Token::Sign('/')));
            let month_leads = b.0 > 12 || (a.0 <= 12 && slash && month_first);
            if month_leads { Some((c.0, a.0, b.0)) } else { Some((c.0, b.0, a.0)) }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso_of(text: &str) -> String {
        match read(text, true) {
            None => "-".into(),
            Some(s) => {
                let offset = s.offset_minutes.map_or("none".into(), |o| format!("{o:+}"));
                format!("{} {offset}{}", s.at.iso(), if s.day_only { " day" } else { "" })
            }
        }
    }

    #[test]
    fn every_layout_is_read() {
        for (text, expected) in [
            ("Tue, 24 Nov 2026 14:30:05 GMT", "2026-11-24T14:30:05Z +0"),
            ("Tue, 24 Nov 2026 14:30 +0100", "2026-11-24T13:30:00Z +60"),
            ("24 Nov 2026 14:30:05", "2026-11-24T14:30:05Z none"),
            ("Tue, 24 November 26 14:30:05 EST", "2026-11-24T19:30:05Z -300"),
            ("Tuesday, 24-Nov-26 14:30:05 GMT", "2026-11-24T14:30:05Z +0"),
            ("Tue Nov 24 14:30:05 2026", "2026-11-24T14:30:05Z none"),
            ("Tue Nov 24 14:30:05 PST 2026", "2026-11-24T22:30:05Z -480"),
            ("Tue Nov 24 14:30:05 +0000 2026", "2026-11-24T14:30:05Z +0"),
            ("Nov 24, 2026 2:30 PM", "2026-11-24T14:30:00Z none"),
            ("November 24, 2026", "2026-11-24T00:00:00Z none day"),
            ("24 Nov 2026", "2026-11-24T00:00:00Z none day"),
            ("Tue, Nov 24 2026 14:30:05 GMT+2", "2026-11-24T12:30:05Z +120"),
            ("Tue, 24 Nov 2026 14:30:05 UTC-05:00", "2026-11-24T19:30:05Z -300"),
            ("Tue, 24 Nov 2026 14:30:05 Etc/GMT", "2026-11-24T14:30:05Z +0"),
            ("Tue, 24 Nov 2026 24:00:00 GMT", "2026-11-25T00:00:00Z +0"),
            ("Thu, 31 Jun 2004 19:48:21 GMT", "2004-07-01T19:48:21Z +0"),
            ("2026-11-24T14:30:05Z", "2026-11-24T14:30:05Z +0"),
            ("2026-11-24T14:30:05.123456+05:30", "2026-11-24T09:00:05Z +330"),
            ("2026-11-24T14:30+0100", "2026-11-24T13:30:00Z +60"),
            ("2026-11-24 14:30:05.0", "2026-11-24T14:30:05Z none"),
            ("2026-11-24 14:30:05 -05", "2026-11-24T19:30:05Z -300"),
            ("2026-11-24 14:30:05 CET", "2026-11-24T13:30:05Z +60"),
            ("2026-11-24", "2026-11-24T00:00:00Z none day"),
            ("2026-11", "2026-11-01T00:00:00Z none day"),
            ("2026", "2026-01-01T00:00:00Z none day"),
            ("20261124", "2026-11-24T00:00:00Z none day"),
            ("20261124T143005Z", "2026-11-24T14:30:05Z +0"),
            ("2026-W48-2", "2026-11-24T00:00:00Z none day"),
            ("2026-328", "2026-11-24T00:00:00Z none day"),
            ("2026328", "2026-11-24T00:00:00Z none day"),
            ("1795530605", "2026-11-24T14:30:05Z +0"),
            ("2026년 11월 24일 오후 2:30:05", "2026-11-24T14:30:05Z none"),
            ("2026-11-24 오전 02:30:05", "2026-11-24T02:30:05Z none"),
            ("2026年11月24日 14时30分05秒", "2026-11-24T14:30:05Z none"),
            ("Τρι, 24 Νοέ 2026 14:30:05 EET", "2026-11-24T12:30:05Z +120"),
            ("2026-november-24T9:15-05:00", "2026-11-24T14:15:00Z -300"),
            ("2026-július-13T9:15-05:00", "2026-07-13T14:15:00Z -300"),
            ("вт, 24 ноября 2026 14:30:05 +0300", "2026-11-24T11:30:05Z +180"),
            ("mar., 24 nov. 2026 14:30:05 +0100", "2026-11-24T13:30:05Z +60"),
            ("mar. 5 janv. 2021 08:00", "2021-01-05T08:00:00Z none"),
            ("24 de noviembre de 2026", "2026-11-24T00:00:00Z none day"),
            ("Di, 24. Dezember 2026 14:30 Uhr", "2026-12-24T14:30:00Z none"),
            ("٢٤ نوفمبر ٢٠٢٦ ١٤:٣٠", "2026-11-24T14:30:00Z none"),
            ("24.11.2026 14:30", "2026-11-24T14:30:00Z none"),
            ("11/24/2026 2:30:05 PM", "2026-11-24T14:30:05Z none"),
            ("7/4/2004", "2004-07-04T00:00:00Z none day"),
            ("24/11/2026", "2026-11-24T00:00:00Z none day"),
            ("Tue, 24 Nov 2026 14:30:05 FOO", "2026-11-24T14:30:05Z none"),
            ("", "-"),
            ("yesterday", "-"),
            ("99 Xyz 12", "-"),
            ("2026-13-45", "-"),
        ] {
            assert_eq!(iso_of(text), expected, "{text}");
        }
    }

    #[test]
    fn the_language_decides_what_a_slash_cannot() {
        assert_eq!(read("7/4/2004", false).map(|s| s.at.iso()).as_deref(), Some("2004-04-07T00:00:00Z"));
    }
}
