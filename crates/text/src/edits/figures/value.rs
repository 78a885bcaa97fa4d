//! The value of a number in digits. "1.234" is one thousand or one and a bit: the language decides where the digits leave it open.

use coranto_core::Lang;

/// Longer rows of digits count nothing.
const MOST_CHARS: usize = 24;

pub(super) fn read(number: &str, lang: Option<Lang>) -> Option<f64> {
    if number.len() > MOST_CHARS * 4 {
        return None;
    }
    let mut groups: Vec<String> = vec![String::new()];
    let mut marks: Vec<char> = Vec::new();
    for c in number.chars().filter(|c| !super::super::token::is_invisible(*c)) {
        match crate::numerals::digit(c).and_then(|d| char::from_digit(d, 10)) {
            Some(digit) => groups.last_mut()?.push(digit),
            None => {
                marks.push(c);
                groups.push(String::new());
            }
        }
    }
    if groups.iter().any(String::is_empty) || groups.iter().map(String::len).sum::<usize>() > MOST_CHARS {
        return None;
    }
    let point = decimal_mark(&groups, &marks, lang);
    let (whole, part) = groups.split_at(if point { groups.len() - 1 } else { groups.len() });
    format!("{}.{}", whole.concat(), part.first().map_or("0", String::as_str)).parse().ok()
}

/// Whether the last mark parts the whole from the rest.
fn decimal_mark(groups: &[String], marks: &[char], lang: Option<Lang>) -> bool {
    let (Some(last), Some(end)) = (marks.last(), groups.last()) else { return false };
    let before = &marks[..marks.len() - 1];
    match last {
        '٫' => true,
        '٬' | '\'' | '’' => false,
        _ if before.iter().any(|mark| mark == last) => false,
        // 1.234,5
        _ if !before.is_empty() => true,
        _ if end.len() != 3 || groups[0].len() > 3 || groups[0] == "0" => true,
        mark => is_point_of(lang, *mark),
    }
}

/// Languages that write "1,5" and "1.000", and those that write "1.5" and "1,000".
fn is_point_of(lang: Option<Lang>, mark: char) -> bool {
    let comma = lang.is_some_and(|lang| {
        matches!(
            lang.as_str(),
            "de" | "fr"
                | "es"
                | "pt"
                | "ru"
                | "tr"
                | "it"
                | "nl"
                | "pl"
                | "uk"
                | "cs"
                | "sv"
                | "da"
                | "no"
                | "fi"
                | "el"
                | "ro"
                | "hu"
                | "id"
                | "vi"
        )
    });
    mark == if comma { ',' } else { '.' }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grouping_and_decimals_follow_the_language_where_digits_leave_it_open() {
        for (lang, number, value) in [
            ("en", "1,234", 1234.0),
            ("en", "1.234", 1.234),
            ("de", "1.234", 1234.0),
            ("de", "1,234", 1.234),
            ("de", "1.234.567,5", 1_234_567.5),
            ("en", "1,234,567.5", 1_234_567.5),
            ("hi", "12,34,567", 1_234_567.0),
            ("hi", "१२,३४,५६७", 1_234_567.0),
            ("fr", "58,3", 58.3),
            ("ru", "41,6", 41.6),
            ("en", "0.125", 0.125),
            ("en", "1234.567", 1234.567),
            ("ar", "٣٬٤٥٦", 3456.0),
            ("ar", "٣٫٥", 3.5),
            ("de", "1’234", 1234.0),
            ("zh", "２１０", 210.0),
        ] {
            assert_eq!(read(number, Lang::parse(lang)), Some(value), "{lang} {number}");
        }
        assert_eq!(read(&"9".repeat(60), None), None);
    }
}
