//! Forms of one word made equal: case, width, digits of other scripts, typographic apostrophes, and the accents that readers of a language ignore.

use coranto_core::Lang;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Of a longer word only its beginning is compared: no language has such a word, and no index should hold one.
const MOST_CHARS: usize = 64;

/// Lower case by the language's rules, with what never distinguishes words taken off; accents stay, since stemmers need them.
pub(crate) fn lower(word: &str, lang: Option<Lang>) -> Cow<'_, str> {
    if word.len() <= MOST_CHARS && word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    let turkic = lang.is_some_and(|lang| matches!(lang.as_str(), "tr" | "az"));
    let mut lower = String::with_capacity(word.len());
    if word.is_ascii() {
        lower.extend(word.chars().take(MOST_CHARS).map(|c| lower_ascii(c, turkic)));
    } else if word.chars().any(|c| matches!(c, '\u{300}'..='\u{36F}')) {
        word.nfc().take(MOST_CHARS).for_each(|c| push_lower(&mut lower, c, turkic));
    } else {
        word.chars().take(MOST_CHARS).for_each(|c| push_lower(&mut lower, c, turkic));
    }
    if lower.starts_with(|c: char| c.is_ascii_digit()) {
        return Cow::Owned(number(lower));
    }
    if is_acronym(&lower) {
        lower.retain(|c| c != '.');
    }
    Cow::Owned(lower)
}

fn lower_ascii(c: char, turkic: bool) -> char {
    if turkic && c == 'I' { 'ı' } else { c.to_ascii_lowercase() }
}

fn push_lower(to: &mut String, c: char, turkic: bool) {
    match c {
        '\0'..='\x7F' => to.push(lower_ascii(c, turkic)),
        '’' | 'ʼ' | '＇' => to.push('\''),
        // Every language but the Turkic ones meets it in Turkish names only.
        'İ' => to.push('i'),
        // Full width.
        '\u{FF01}'..='\u{FF5E}' => {
            to.push(char::from_u32(u32::from(c) - 0xFEE0).map_or(c, |c| lower_ascii(c, turkic)));
        }
        // Tatweel, the narrow space inside numbers, soft hyphen, joiners, marks of direction, byte order mark: drawn or not, the word is the same.
        '\u{61C}'
        | '\u{640}'
        | '\u{202F}'
        | '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FEFF}' => {}
        c => match digit(c) {
            Some(digit) => to.push(digit),
            None => to.extend(c.to_lowercase()),
        },
    }
}

/// Digits of the scripts that news write numbers in.
fn digit(c: char) -> Option<char> {
    const ZEROS: [u32; 8] = [0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xBE6, 0xE50];
    let code = u32::from(c);
    let value = ZEROS.iter().find_map(|zero| code.checked_sub(*zero).filter(|value| *value < 10))?;
    char::from_digit(value, 10)
}

/// "1,000" and "1.000" are "1000"; "3,5" is "3.5": whoever writes them, the number is the same.
fn number(digits: String) -> String {
    let is_mark = |c: char| matches!(c, ',' | '.' | '٫' | '٬');
    if !digits.contains(is_mark) {
        return digits;
    }
    let mut groups = digits.split(is_mark);
    let first = groups.next().unwrap_or_default();
    let in_thousands = (1..=3).contains(&first.len())
        && first != "0"
        && groups.all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()));
    if in_thousands { digits.replace(is_mark, "") } else { digits.replace(is_mark, ".") }
}

/// "u.s", "e.u.": single letters between stops.
fn is_acronym(word: &str) -> bool {
    word.contains('.') && word.trim_end_matches('.').split('.').all(|part| part.chars().count() == 1)
}

/// Takes off what readers of the language ignore: accents, vowel marks, variants of one letter.
pub(crate) fn fold(lower: Cow<'_, str>, lang: Option<Lang>) -> Cow<'_, str> {
    if lower.is_ascii() {
        return lower;
    }
    let lang = lang.as_ref().map(Lang::as_str).unwrap_or_default();
    let mut folded = String::with_capacity(lower.len());
    lower.chars().for_each(|c| push_folded(&mut folded, c, lang));
    Cow::Owned(folded)
}

fn push_folded(to: &mut String, c: char, lang: &str) {
    match c {
        '\0'..='\x7F' => to.push(c),
        c if is_letter_of(lang, c) => to.push(c),
        'ß' => to.push_str("ss"),
        'æ' => to.push_str("ae"),
        'œ' => to.push_str("oe"),
        'þ' => to.push_str("th"),
        'ø' => to.push('o'),
        'ł' => to.push('l'),
        'đ' | 'ð' => to.push('d'),
        'ı' => to.push('i'),
        'ə' => to.push('e'),
        'ё' => to.push('е'),
        'ς' => to.push('σ'),
        // Latin and Greek with accents.
        '\u{C0}'..='\u{24F}' | '\u{370}'..='\u{3FF}' | '\u{1E00}'..='\u{1FFF}' => {
            decompose_canonical(c, |part| {
                // "ǽ" is "æ" with an accent, and goes on to "ae".
                if part == c {
                    to.push(c);
                } else if !is_combining_mark(part) {
                    push_folded(to, part, lang);
                }
            });
        }
        '\u{300}'..='\u{36F}' => {}
        // Arabic: vowel marks, the seats of hamza on alef, and letters that Persian and Arabic keyboards write differently.
        '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6ED}' => {}
        'أ' | 'إ' | 'آ' | 'ٱ' => to.push('ا'),
        'ى' | 'ی' => to.push('ي'),
        'ک' => to.push('ك'),
        'ة' => to.push('ه'),
        // Hebrew points.
        '\u{591}'..='\u{5BD}' | '\u{5BF}'..='\u{5C7}' => {}
        // Devanagari: the dot of borrowed sounds, and two signs of one nasal.
        '\u{93C}' => {}
        '\u{958}'..='\u{95F}' => decompose_canonical(c, |part| {
            if part != '\u{93C}' {
                to.push(part);
            }
        }),
        '\u{901}' => to.push('\u{902}'),
        c => to.push(c),
    }
}

/// Letters with marks that are letters of their own to the language's readers.
fn is_letter_of(lang: &str, c: char) -> bool {
    let letters = match lang {
        "de" => "äöü",
        "es" | "gl" => "ñ",
        "tr" => "çğıöşü",
        "az" => "çğıöşüə",
        "sv" | "fi" | "et" => "åäöõü",
        "no" | "nb" | "nn" | "da" => "åæøö",
        "pl" | "cs" | "sk" | "hu" | "ro" | "hr" | "sr" | "bs" | "sl" | "lt" | "lv" | "is" | "vi" => {
            return c.is_alphabetic();
        }
        _ => return false,
    };
    letters.contains(c)
}
