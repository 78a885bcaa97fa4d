//! Dates as pages write them, in the layouts and languages seen in the field. An order that cannot be told (03/04/2023) is no date unless the page tells
//! the order elsewhere.

use coranto_core::{Millis, Stamp};
use jiff::civil::{Date, DateTime, Time};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What stands first in "03/04/2023".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Order {
    #[default]
    Unknown,
    Day,
    Month,
}

/// Months in lower case as dates name them, in the case that the language puts them in; a short token counts when one of them begins with it.
const MONTHS: &[(i8, &str)] = &[
    (
        1,
        "january janvier januar januari gennaio enero janeiro jänner января январь січня stycznia styczeń ledna januára január ιανουαρίου tammikuuta ocak januarie ianuarie siječnja januara януари jaanuar يناير جانفي جنوری ژانویه ינואר जनवरी জানুয়ারি มกราคม ม.ค januari",
    ),
    (
        2,
        "february février fevrier februar februari febbraio febrero fevereiro feber февраля февраль лютого lutego luty února februára február φεβρουαρίου helmikuuta şubat februarie veljače februara февруари veebruar فبراير شباط فيفري فروری فوریه פברואר फरवरी फ़रवरी ফেব্রুয়ারি กุมภาพันธ์ ก.พ",
    ),
    (
        3,
        "march mars märz maart mrt marzo março marco марта март березня marca marzec března március μαρτίου maaliskuuta mart martie ožujka märts مارس آذار مارچ מרץ मार्च মার্চ มีนาคม มี.ค mac maret",
    ),
    (
        4,
        "april avril abril aprile апреля апрель квітня kwietnia kwiecień dubna apríla április απριλίου huhtikuuta nisan aprilie travnja aprila април aprill أبريل ابريل إبريل نيسان أفريل اپریل آوریل אפריל अप्रैल এপ্রিল เมษายน เม.ย",
    ),
    (
        5,
        "may mai mayo maggio maio mei maj mája мая май травня maja května május μαΐου toukokuuta mayıs svibnja mei مايو أيار ماي مئی מאי मई মে พฤษภาคม พ.ค",
    ),
    (
        6,
        "june juin juni junio giugno junho июня июнь червня czerwca czerwiec června júna június ιουνίου kesäkuuta haziran iunie lipnja juna юни juuni يونيو حزيران جوان جون ژوئن יוני जून জুন มิถุนายน มิ.ย jun",
    ),
    (
        7,
        "july juillet juli julio luglio julho июля июль липня lipca lipiec července júla július ιουλίου heinäkuuta temmuz iulie srpnja jula юли juuli يوليو جويلية جولائی ژوئیه יולי जुलाई জুলাই กรกฎาคม ก.ค julai",
    ),
    (
        8,
        "august août aout augustus augusti agosto августа август серпня sierpnia sierpień srpna augusta augusztus αυγούστου elokuuta ağustos kolovoza avgusta أغسطس اغسطس آب أوت اگست اوت אוגוסט अगस्त আগস্ট สิงหาคม ส.ค agustus ogos",
    ),
    (
        9,
        "september septembre septiembre setiembre setembro settembre сентября сентябрь вересня września wrzesień září septembra szeptember σεπτεμβρίου syyskuuta eylül septembrie rujna септември سبتمبر أيلول شتنبر ستمبر سپتامبر ספטמבר सितंबर সেপ্টেম্বর กันยายน ก.ย sept",
    ),
    (
        10,
        "october octobre oktober octubre outubro ottobre октября октябрь жовтня października październik října októbra október οκτωβρίου lokakuuta ekim octombrie oktobra октомври oktoober أكتوبر اكتوبر اکتوبر אוקטובר अक्टूबर অক্টোবর ตุลาคม ต.ค okt",
    ),
    (
        11,
        "november novembre noviembre novembro ноября ноябрь листопада listopada listopad listopadu novembra νοεμβρίου marraskuuta kasım noiembrie studenoga novembar ноември نوفمبر نونبر نومبر نوامبر נובמבר नवंबर নভেম্বর พฤศจิกายน พ.ย nov",
    ),
    (
        12,
        "december décembre decembre dezember diciembre dezembro dicembre desember декабря декабрь грудня grudnia grudzień prosince decembra δεκεμβρίου joulukuuta aralık decembrie prosinca декември detsember ديسمبر دجنبر دسمبر دسامبر דצמבר दिसंबर ডিসেম্বর ธันวาคม ธ.ค disember dez",
    ),
];

/// The names of months.
pub(super) fn months() -> impl Iterator<Item = &'static str> {
    MONTHS.iter().flat_map(|(_, names)| names.split(' '))
}

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
    parse_in(text, Order::Unknown)
}

/// A date where what stands first in a date of numbers is known, or not.
pub(super) fn parse_in(text: &str, order: Order) -> Option<Stamp> {
    let text = text.trim();
    if text.len() < 6 || text.len() > 200 {
        return None;
    }
    let text = &latin_digits(text);
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    iso(text)
        .or_else(|| epoch(text))
        .or_else(|| eastern(text))
        .or_else(|| words(text))
        .or_else(|| numbers(text, order))
        .filter(believable)
}

/// Digits of other scripts as 0 to 9.
fn latin_digits(text: &str) -> Cow<'_, str> {
    let digit = |c: char| -> Option<char> {
        let zero = match c {
            '\u{660}'..='\u{669}' => 0x660,
            '\u{6F0}'..='\u{6F9}' => 0x6F0,
            '\u{966}'..='\u{96F}' => 0x966,
            '\u{9E6}'..='\u{9EF}' => 0x9E6,
            '\u{E50}'..='\u{E59}' => 0xE50,
            '\u{FF10}'..='\u{FF19}' => 0xFF10,
            _ => return None,
        };
        char::from_digit(c as u32 - zero, 10)
    };
    if text.is_ascii() || !text.chars().any(|c| digit(c).is_some()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| digit(c).unwrap_or(c)).collect())
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
        // "2023. 12. 19."
        if separator == '.' {
            *rest = rest.trim_start_matches(' ');
        }
        number_up_to(rest, width)
    };
    let month = take(&mut rest, 2)?;
    let day = take(&mut rest, 2)?;
    let date = Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    let rest = rest.trim_start_matches(['T', 't', ' ', ',', '-', '.', '|', '–', '—']).trim_start();
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
    let lower = tail.to_lowercase();
    let half = |names: &[&str]| names.iter().find(|name| lower.starts_with(**name)).map(|name| name.chars().count());
    if let Some(len) = half(&["pm", "p.m", "p. m", "μ.μ", "مساء", "م "]).or((lower == "م").then_some(1)) {
        hour = if hour < 12 { hour + 12 } else { hour };
        tail = after_half(tail, len);
    } else if let Some(len) = half(&["am", "a.m", "a. m", "π.μ", "صباح", "ص "]).or((lower == "ص").then_some(1))
    {
        hour = if hour == 12 { 0 } else { hour };
        tail = after_half(tail, len);
    }
    // "09:00 Uhr MEZ"
    if lower.starts_with("uhr") {
        tail = after_half(tail, 3);
    }
    let time = (|| Time::new(hour.try_into().ok()?, minute.try_into().ok()?, second.try_into().ok()?, 0).ok())();
    (time, time.and_then(|_| zone(tail.trim_start())))
}

/// What follows "p.m." and its kin.
fn after_half(text: &str, letters: usize) -> &str {
    let at = text.char_indices().nth(letters).map_or(text.len(), |(at, _)| at);
    text.get(at..).unwrap_or_default().trim_start_matches('.')
}

/// "10:42", "at 3.05 pm CET", "14h30", "10:42 Uhr", "الساعة ١٠:٤٢"
pub(super) fn time_of_day(text: &str) -> Option<(i64, Option<i16>)> {
    if text.len() > 80 {
        return None;
    }
    let digits: String = text
        .chars()
        .map(|c| match c {
            '\u{660}'..='\u{669}' => char::from(b'0' + (c as u32 - 0x660) as u8),
            '\u{6f0}'..='\u{6f9}' => char::from(b'0' + (c as u32 - 0x6f0) as u8),
            c => c,
        })
        .collect();
    let at = digits.find(|c: char| c.is_ascii_digit())?;
    if at > 24 {
        return None;
    }
    let (time, offset) = clock(digits.get(at..)?);
    let time = time?;
    Some((i64::from(time.hour()) * 60 + i64::from(time.minute()), offset))
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

/// "2023年12月19日 14:05", "2023년 12월 19일 오후 2:05".
fn eastern(text: &str) -> Option<Stamp> {
    let marks = [['年', '月', '日'], ['년', '월', '일']].into_iter().find(|marks| text.contains(marks[0]))?;
    let at = text.find(marks[0])?;
    let from = text[..at]
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |i| i + text[i..].chars().next().map_or(0, char::len_utf8));
    let year: i16 = text.get(from..at)?.parse().ok()?;
    let mut rest = text[at..].trim_start_matches([marks[0], ' ']);
    let month = number_up_to(&mut rest, 2)?;
    rest = rest.trim_start().strip_prefix(marks[1])?.trim_start();
    let day = number_up_to(&mut rest, 2)?;
    rest = rest.trim_start().strip_prefix(marks[2])?;
    let date = Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    let afternoon = ["下午", "午後", "오후", "晚上"].iter().any(|word| rest.contains(word));
    let rest = rest.trim_start_matches(|c: char| !c.is_ascii_digit());
    let flat = rest.replace(['時', '时', '點', '点', '시'], ":").replace(": ", ":");
    let (time, offset) = clock(&flat);
    let time =
        time.map(|t| if afternoon && t.hour() < 12 { t.with().hour(t.hour() + 12).build().unwrap_or(t) } else { t });
    stamp(date, time, offset)
}

/// "Tuesday, December 19, 2023 at 2:05 p.m. ET", "19 décembre 2023 à 14h05", "2023. december 19.".
fn words(text: &str) -> Option<Stamp> {
    let lower = levantine(text.to_lowercase());
    let tokens: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | '·' | '•' | '/' | '–' | '—' | '،'))
        .flat_map(|piece| {
            // "-0500" is a zone, "19-dec-2023" three words.
            let zone = piece.len() > 4
                && piece.starts_with('-')
                && piece[1..].bytes().all(|b| b.is_ascii_digit() || b == b':');
            piece.split(move |c| c == '-' && !zone)
        })
        .filter(|t| t.contains(char::is_alphanumeric))
        .take(48)
        .collect();
    let months: Vec<(usize, i8)> =
        tokens.iter().enumerate().filter_map(|(i, token)| Some((i, month(token)?))).take(6).collect();
    months.iter().enumerate().find_map(|(n, (at, month))| {
        // "mar. 19 déc. 2023" is a Tuesday: a month right after another is the one that is meant.
        let next = months.get(n + 1).map(|(next, _)| *next);
        let meant = next.is_none_or(|next| next > at + 3 || tokens[at + 1..next].iter().any(|t| year_of(t).is_some()));
        if meant { around_month(&tokens, *at, *month) } else { None }
    })
}

/// The Levant names four months in two words.
fn levantine(text: String) -> String {
    if !text.contains("كانون") && !text.contains("تشرين") {
        return text;
    }
    [
        ("كانون الثاني", "يناير"),
        ("كانون الأول", "ديسمبر"),
        ("كانون الاول", "ديسمبر"),
        ("تشرين الأول", "أكتوبر"),
        ("تشرين الاول", "أكتوبر"),
        ("تشرين الثاني", "نوفمبر"),
    ]
    .iter()
    .fold(text, |text, (two, one)| text.replace(two, one))
}

fn day_of(token: &str) -> Option<i8> {
    let digits = token.trim_end_matches(['.', 'º', '°', 'ª']);
    let digits = ["st", "nd", "rd", "th", "er", "η"].iter().find_map(|end| digits.strip_suffix(end)).unwrap_or(digits);
    digits.parse::<i8>().ok().filter(|d| (1..=31).contains(d))
}

fn year_of(token: &str) -> Option<i16> {
    let year = token.trim_end_matches(['.', 'г', 'y', ':', 'р']).parse::<i16>().ok()?;
    // Thailand counts from the Buddha.
    let year = if (2_513..2_643).contains(&year) { year - 543 } else { year };
    (1970..2100).contains(&year).then_some(year)
}

/// Day and year on either side of the month at `at`, and the time of day.
fn around_month(tokens: &[&str], at: usize, month: i8) -> Option<Stamp> {
    let (before, after) = (tokens.get(..at)?, tokens.get(at + 1..)?);
    // Words such as "de" may stand between.
    let day_before = before.iter().rev().take(2).find_map(|t| day_of(t));
    let day_after = after.first().and_then(|t| day_of(t));
    let (year, day, year_at) = match after.iter().take(4).position(|t| year_of(t).is_some()) {
        Some(i) => {
            let year_at = at + 1 + i;
            // "December 19 2023", but "19 December" with an hour before it is possible too.
            let day = if i > 0 { day_after.or(day_before) } else { day_before }?;
            (year_of(tokens[year_at])?, day, year_at)
        }
        // "2023. december 19."
        None => (before.iter().rev().take(2).find_map(|t| year_of(t))?, day_after?, at + 1),
    };
    let date = Date::new(year, month, day).ok()?;
    // The time stands after the year, before the date ("14:05, 19 December 2023"), or between ("Tue Dec 19 14:05:00 UTC 2023").
    let find = |tokens: &[&str]| -> Option<(Option<Time>, Option<i16>)> {
        let starts = tokens.iter().enumerate().take(6).filter(|(_, t)| t.starts_with(|c: char| c.is_ascii_digit()));
        starts
            .map(|(i, _)| clock(&tokens[i..].iter().take(4).copied().collect::<Vec<_>>().join(" ")))
            .find(|found| found.0.is_some())
    };
    let (time, offset) = find(tokens.get(year_at + 1..)?)
        .or_else(|| find(tokens.get(at + 1..year_at)?))
        .or_else(|| find(before))
        .unwrap_or_default();
    stamp(date, time, offset)
}

fn month(token: &str) -> Option<i8> {
    let token = token.trim_end_matches('.');
    if token.len() < 2 || token.len() > 60 || token.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // Hebrew joins "in" to the month.
    let token = token.strip_prefix('ב').filter(|rest| rest.chars().count() >= 3).unwrap_or(token);
    BY_NAME.get(token).copied()
}

/// The name of a month, alone.
pub(super) fn is_month(word: &str) -> bool {
    month(&word.to_lowercase()).is_some()
}

/// Every name, and for those of scripts that shorten names their beginnings of three and four letters.
static BY_NAME: LazyLock<HashMap<&str, i8>> = LazyLock::new(|| {
    let mut months = HashMap::new();
    for (month, names) in MONTHS {
        for name in names.split(' ') {
            months.entry(name).or_insert(*month);
        }
    }
    for (month, names) in MONTHS {
        for name in names.split(' ').filter(|name| !name.starts_with(|c| c >= '\u{590}')) {
            for letters in [3, 4] {
                let end = name.char_indices().nth(letters).map(|(at, _)| at);
                if let Some(short) = end.and_then(|end| name.get(..end)) {
                    months.entry(short).or_insert(*month);
                }
            }
        }
    }
    months
});

/// "19.12.2023 14:05": the day stands first wherever a dot separates; with a slash when it cannot be a month, or when the page's order is known.
fn numbers(text: &str, order: Order) -> Option<Stamp> {
    let bytes = text.as_bytes();
    let starts = (0..bytes.len()).filter(|i| {
        bytes[*i].is_ascii_digit()
            && !i.checked_sub(1).is_some_and(|b| bytes[b].is_ascii_digit() || matches!(bytes[b], b'.' | b'/' | b'-'))
    });
    starts.take(8).find_map(|from| {
        let rest = text.get(from..)?;
        if rest.bytes().take_while(u8::is_ascii_digit).count() == 4 { iso(rest) } else { day_month_year(rest, order) }
    })
}

fn day_month_year(text: &str, order: Order) -> Option<Stamp> {
    let mut rest = text;
    let first = number_up_to(&mut rest, 2)?;
    let separator = rest.chars().next().filter(|c| matches!(c, '.' | '/' | '-'))?;
    let part = |rest: &mut &str| {
        *rest = rest.strip_prefix(separator)?;
        if separator == '.' {
            *rest = rest.trim_start_matches(' ');
        }
        Some(())
    };
    part(&mut rest)?;
    let second = number_up_to(&mut rest, 2)?;
    part(&mut rest)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let year = match digits {
        4 => number(&mut rest, 4)?,
        2 if separator != '-' => 2_000 + number(&mut rest, 2)?,
        _ => return None,
    };
    let year: i16 = year.try_into().ok()?;
    let (day, month) = match (first, second) {
        (d, m) if separator == '.' => (d, m),
        (d, m) if d > 12 => (d, m),
        (m, d) if d > 12 => (d, m),
        (d, m) if d == m => (d, m),
        (d, m) if order == Order::Day => (d, m),
        (m, d) if order == Order::Month => (d, m),
        _ => return None,
    };
    let date = Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    let rest = rest.trim_start_matches(|c: char| !c.is_ascii_digit());
    let (time, offset) = clock(rest);
    stamp(date, time, offset)
}

/// What stands first in a date of numbers, where that can be told ("19/12/2023").
pub(super) fn order_of(text: &str) -> Order {
    let mut rest = text.trim();
    let parts = (|| {
        let first = number_up_to(&mut rest, 2)?;
        rest = rest.strip_prefix('/')?;
        let second = number_up_to(&mut rest, 2)?;
        rest = rest.strip_prefix('/')?;
        number(&mut rest, 4)?;
        Some((first, second))
    })();
    match parts {
        Some((13..=31, 1..=12)) => Order::Day,
        Some((1..=12, 13..=31)) => Order::Month,
        _ => Order::Unknown,
    }
}

/// "/2023/12/19/", "/2023-12-19-harbour", "harbour-20231219-p5es82" in the path of an article.
pub(super) fn in_address(path: &str) -> Option<Stamp> {
    let parts: Vec<&str> = path.split('/').collect();
    let day_of = |year: i16, month: i8, day: i8| {
        let date = Date::new(year, month, day).ok().filter(|_| (1990..2100).contains(&year))?;
        stamp(date, None, None)
    };
    let apart = parts.windows(3).find_map(|w| {
        let [year, month_part, day] = w else { return None };
        let year: i16 = year.parse().ok().filter(|_| year.len() == 4)?;
        let month = month_part.parse().ok().or_else(|| month(month_part))?;
        let digits = day.bytes().take_while(u8::is_ascii_digit).count();
        let day = day.get(..digits).filter(|_| digits <= 2 && !day[digits..].starts_with(char::is_alphabetic))?;
        day_of(year, month, day.parse().ok()?)
    });
    apart.or_else(|| {
        parts.iter().find_map(|part| {
            let runs: Vec<&str> = part.split(['-', '_', '.']).collect();
            let joined = |run: &&str| {
                let whole = (run.len() == 8 && run.bytes().all(|b| b.is_ascii_digit())).then_some(*run)?;
                day_of(whole.get(..4)?.parse().ok()?, whole.get(4..6)?.parse().ok()?, whole.get(6..)?.parse().ok()?)
            };
            let three = |w: &[&str]| {
                let [year, month, day] = w else { return None };
                let shaped = year.len() == 4 && month.len() == 2 && day.len() == 2;
                day_of(year.parse().ok().filter(|_| shaped)?, month.parse().ok()?, day.parse().ok()?)
            };
            runs.windows(3).find_map(three).or_else(|| runs.iter().find_map(joined))
        })
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
            ("Tue Dec 19 14:05:00 UTC 2023", "2023-12-19T14:05:00Z 0"),
            ("19 Dec 2023 14:05:00 -0500", "2023-12-19T19:05:00Z -300"),
            ("19 décembre 2023 à 14h05", "2023-12-19T14:05:00Z ?"),
            ("19 de diciembre de 2023", "2023-12-19T00:00:00Z day"),
            ("19. Dezember 2023, 14:05 Uhr", "2023-12-19T14:05:00Z ?"),
            ("19. Dezember 2023, 14:05 Uhr MEZ", "2023-12-19T13:05:00Z 60"),
            ("19.07.2023 14.05 Uhr (MESZ)", "2023-07-19T12:05:00Z 120"),
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
    }

    #[test]
    fn dates_in_many_languages() {
        for text in [
            "19 décembre 2023",
            "mar. 19 déc. 2023",
            "19. Dezember 2023",
            "19 de diciembre de 2023",
            "19 de dezembro de 2023",
            "19 dicembre 2023",
            "19 december 2023",
            "19 grudnia 2023",
            "19. prosince 2023",
            "2023. december 19.",
            "2023. 12. 19.",
            "19 Δεκεμβρίου 2023",
            "19. joulukuuta 2023",
            "19. desember 2023",
            "19 Aralık 2023",
            "19 декабря 2023 г.",
            "19 дек. 2023",
            "19 грудня 2023",
            "19 ديسمبر 2023",
            "١٩ ديسمبر ٢٠٢٣",
            "19 كانون الأول 2023",
            "19 دسمبر 2023",
            "19 בדצמבר 2023",
            "19 दिसंबर 2023",
            "১৯ ডিসেম্বর ২০২৩",
            "19 Desember 2023",
            "19 ธ.ค. 2566",
            "2023年12月19日",
            "2023년 12월 19일",
            "19-Dec-2023",
            "19.12.23",
            "12/19/23",
            "Published: 2023-12-19",
        ] {
            assert_eq!(read(text), "2023-12-19T00:00:00Z day", "{text}");
        }
        for text in [
            "2023年12月19日14時05分",
            "2023년 12월 19일 오후 2:05",
            "19 Δεκεμβρίου 2023, 2:05 μ.μ.",
            "19 ديسمبر 2023 2:05 م",
            "19 de diciembre de 2023 2:05 p. m.",
            "5 min read 19/12/2023 14:05",
        ] {
            assert_eq!(read(text), "2023-12-19T14:05:00Z ?", "{text}");
        }
    }

    #[test]
    fn an_order_known_from_elsewhere_is_kept_to() {
        let day = |order| parse_in("03/04/2023", order).map(|s| s.at.iso()[..10].to_owned());
        assert_eq!(day(Order::Day).as_deref(), Some("2023-04-03"));
        assert_eq!(day(Order::Month).as_deref(), Some("2023-03-04"));
        assert_eq!(
            (order_of("19/12/2023"), order_of("12/19/2023"), order_of("3/4/2023")),
            (Order::Day, Order::Month, Order::Unknown)
        );
    }

    #[test]
    fn addresses_hold_dates() {
        for path in [
            "/news/2023/12/19/harbour-opens",
            "/news/2023/dec/19/harbour",
            "/news/2023-12-19-harbour",
            "/harbour-20231219-p5e.html",
            "/2023/12/19-harbour",
        ] {
            assert_eq!(in_address(path).map(|s| s.at.iso()).as_deref(), Some("2023-12-19T00:00:00Z"), "{path}");
        }
        for path in ["/news/2023/harbour", "/2023/12/ferry", "/a/20239999/x", "/2023/12/19th-century-ships"] {
            assert_eq!(in_address(path), None, "{path}");
        }
    }
}
