//! Hashtags as they are looked up.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

/// A hashtag is no longer than this, in letters.
pub const TAG_LETTERS: usize = 100;

/// The folded form by which hashtags are looked up: what a reader types, without "#", case, marks and whatever joins words. Its letters are those of the
/// script: nothing is transcribed.
pub fn fold_tag(tag: &str) -> String {
    let mut folded = String::new();
    // Some letters become many; no address is that long.
    for c in tag.chars().take(TAG_LETTERS * 4).nfkc() {
        c.to_lowercase().for_each(|c| push(c, &mut folded));
    }
    // What stood between two signs has gone: they may join, or change their order.
    folded.nfkc().take(TAG_LETTERS).collect()
}

fn push(c: char, to: &mut String) {
    match c {
        c if c.is_ascii() => to.extend(c.is_ascii_alphanumeric().then_some(c)),
        'ß' => to.push_str("ss"),
        'æ' => to.push_str("ae"),
        'œ' => to.push_str("oe"),
        'þ' => to.push_str("th"),
        'ø' => to.push('o'),
        'ł' => to.push('l'),
        'đ' | 'ð' => to.push('d'),
        'ı' => to.push('i'),
        'ə' => to.push('e'),
        'ς' => to.push('σ'),
        'ё' => to.push('е'),
        // Letters that Persian and Arabic keyboards write differently, and those that writers of Arabic put for each other.
        'أ' | 'إ' | 'آ' | 'ٱ' => to.push('ا'),
        'ى' | 'ی' => to.push('ي'),
        'ک' => to.push('ك'),
        'ة' => to.push('ه'),
        // Accents, the stretching of Arabic and its vowels, Hebrew points, the dot of borrowed sounds in Devanagari.
        '\u{300}'..='\u{36F}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6ED}' => {}
        '\u{591}'..='\u{5C7}' | '\u{93C}' => {}
        '\u{C0}'..='\u{24F}' | '\u{370}'..='\u{3FF}' | '\u{1E00}'..='\u{1FFF}' => decompose_canonical(c, |part| {
            if part == c {
                to.extend(c.is_alphanumeric().then_some(c));
            } else {
                push(part, to);
            }
        }),
        // Signs that stand on a letter belong to the word in scripts that write vowels so.
        c if c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) => to.push(c),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_hashtag_however_it_is_typed() {
        for (typed, folded) in [
            ("#NATOSummit", "natosummit"),
            ("nato_summit", "natosummit"),
            ("＃ＮＡＴＯ Summit", "natosummit"),
            ("#Zürich", "zurich"),
            ("#Straße", "strasse"),
            ("İstanbul", "istanbul"),
            ("#Łódź", "lodz"),
            ("#Αθήνα", "αθηνα"),
            ("#Киёв", "киев"),
            ("#Курский", "курский"),
            ("#أوكرانيا", "اوكرانيا"),
            ("أوكــرانِيا", "اوكرانيا"),
            ("#غزة", "غزه"),
            ("#भारत", "भारत"),
            ("#हिन्दी", "हिन्दी"),
            ("#東京", "東京"),
            ("#서울", "서울"),
            ("\u{11366}¡\u{16ff0}", "\u{16ff0}\u{11366}"),
            ("#", ""),
            ("", ""),
        ] {
            assert_eq!(fold_tag(typed), folded, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn folding_again_changes_nothing(text in "\\PC{0,150}") {
            let once = fold_tag(&text);
            prop_assert_eq!(fold_tag(&once), once);
        }
    }
}
