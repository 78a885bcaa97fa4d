//! Instants as publishers write them: in headers, in feeds, and in the words of their language.

use coranto_core::{Lang, Millis};
use jiff::ZonedDateTime;
use jiff::tz::{Offset, TimeZone};

/// Hours east of UTC in a made-up country.
pub fn offset_hours(country: &str) -> i8 {
    match country {
        "XB" | "XF" => 3,
        "XC" => -5,
        "XD" | "XE" => 1,
        _ => 0,
    }
}

fn local(at: Millis, offset: i8) -> ZonedDateTime {
    at.timestamp().to_zoned_datetime(TimeZone::fixed(Offset::from_hours(offset).unwrap_or(Offset::UTC)))
}

/// "Tue, 24 Nov 2026 09:30:00 GMT"
pub fn http(at: Millis) -> String {
    local(at, 0).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// "Tue, 24 Nov 2026 12:30:00 +0300"
pub fn rfc822(at: Millis, offset: i8) -> String {
    local(at, offset).strftime("%a, %d %b %Y %H:%M:%S %z").to_string()
}

/// "2026-11-24T12:30:00+03:00"
pub fn iso(at: Millis, offset: i8) -> String {
    local(at, offset).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// Any layout of `strftime`, in a publisher's own time.
pub fn layout(at: Millis, offset: i8, format: &str) -> String {
    local(at, offset).strftime(format).to_string()
}

/// The day in words: "24 November 2026", "24 de noviembre de 2026".
pub fn day(at: Millis, offset: i8, lang: Lang) -> String {
    let time = local(at, offset);
    let month = usize::try_from(time.month() - 1).unwrap_or(0);
    let (day, year) = (time.day(), time.year());
    match lang.as_str() {
        "ar" => format!("{day} {} {year}", AR[month]),
        "es" => format!("{day} de {} de {year}", ES[month]),
        "fr" if day == 1 => format!("1er {} {year}", FR[month]),
        "fr" => format!("{day} {} {year}", FR[month]),
        "de" => format!("{day}. {} {year}", DE[month]),
        "ru" => format!("{day} {} {year} г.", RU[month]),
        _ => format!("{day} {} {year}", EN[month]),
    }
}

/// Day and hour as a byline has them: "24. November 2026, 10:30 Uhr".
pub fn full(at: Millis, offset: i8, lang: Lang) -> String {
    let day = day(at, offset, lang);
    let time = local(at, offset);
    let (hour, minute) = (time.hour(), time.minute());
    match lang.as_str() {
        "ar" => format!("{day} - {hour:02}:{minute:02}"),
        "es" => format!("{day}, {hour:02}:{minute:02} h"),
        "fr" => format!("{day} à {hour:02}h{minute:02}"),
        "de" => format!("{day}, {hour:02}:{minute:02} Uhr"),
        "ru" => format!("{day}, {hour:02}:{minute:02}"),
        _ => format!("{day} at {hour:02}:{minute:02}"),
    }
}

/// "14:05"
pub fn clock(at: Millis, offset: i8) -> String {
    local(at, offset).strftime("%H:%M").to_string()
}

const EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const AR: [&str; 12] =
    ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"];
const ES: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const DE: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const RU: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_way() {
        let at = Millis(1_795_512_600_000);
        assert_eq!(http(at), "Tue, 24 Nov 2026 09:30:00 GMT");
        assert_eq!(rfc822(at, 3), "Tue, 24 Nov 2026 12:30:00 +0300");
        assert_eq!(iso(at, -5), "2026-11-24T04:30:00-05:00");
        let in_words = ["en", "ar", "es", "fr", "de", "ru"].map(|l| full(at, 1, Lang::parse(l).unwrap()));
        assert_eq!(
            in_words,
            [
                "24 November 2026 at 10:30",
                "24 نوفمبر 2026 - 10:30",
                "24 de noviembre de 2026, 10:30 h",
                "24 novembre 2026 à 10h30",
                "24. November 2026, 10:30 Uhr",
                "24 ноября 2026 г., 10:30",
            ]
        );
    }
}
