//! A name as a hashtag: "NATOSummit", "مارك_روته", "北约".

use crate::fold::is_invisible;
use crate::lang::is_unspaced;

const LEAST_LETTERS: usize = 2;
const MOST_LETTERS: usize = 40;

/// The readable spelling without "#": words run together by capitals where the script has them, by low lines where it has not. None for what can be no hashtag.
pub(crate) fn tag(name: &str) -> Option<String> {
    let mut tag = String::with_capacity(name.len());
    let (mut letters, mut cased) = (0usize, true);
    // A word begins; and something parts it from the one before.
    let (mut begins, mut parted) = (true, false);
    let mut chars = name.chars().filter(|c| !is_invisible(*c)).peekable();
    while let Some(c) = chars.next() {
        if matches!(c, '\'' | '’' | 'ʼ' | '.' | '\u{640}') {
            continue;
        }
        if !is_of_tag(c) {
            (begins, parted) = (true, true);
            continue;
        }
        let upper = c.is_uppercase() || c.is_lowercase() || c.is_numeric();
        let joined = cased && upper || is_unspaced(c);
        if parted && !tag.is_empty() && !joined {
            tag.push('_');
        }
        // "iPhone" keeps its small letter.
        if begins && c.is_lowercase() && !chars.peek().is_some_and(|next| next.is_uppercase()) {
            tag.extend(c.to_uppercase());
        } else {
            tag.push(c);
        }
        if c.is_alphanumeric() {
            letters += 1;
            cased = upper;
        }
        (begins, parted) = (false, false);
    }
    let has_letter = tag.chars().any(char::is_alphabetic);
    ((LEAST_LETTERS..=MOST_LETTERS).contains(&letters) && has_letter).then_some(tag)
}

/// Letters, digits and the marks that Devanagari and Arabic words have inside.
fn is_of_tag(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{670}')
        || matches!(c, '\u{900}'..='\u{DFF}' if !matches!(c, '\u{964}' | '\u{965}' | '\u{970}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_run_together_as_readers_of_the_script_write_them() {
        for (name, spelled) in [
            ("NATO summit", "NATOSummit"),
            ("Mark Rutte", "MarkRutte"),
            ("Ursula von der Leyen", "UrsulaVonDerLeyen"),
            ("Jean-Luc Mélenchon", "JeanLucMélenchon"),
            ("O’Brien", "OBrien"),
            ("iPhone sales", "iPhoneSales"),
            ("World Cup 2026", "WorldCup2026"),
            ("Владимир Путин", "ВладимирПутин"),
            ("مارك روته", "مارك_روته"),
            ("नरेंद्र मोदी", "नरेंद्र_मोदी"),
            ("克莱尔·杜蒙", "克莱尔杜蒙"),
            ("U.S. Steel", "USSteel"),
            ("Ma\u{200B}rk \u{202E}Rutte", "MarkRutte"),
        ] {
            assert_eq!(tag(name).as_deref(), Some(spelled), "{name}");
        }
        for none in ["", "A", "2026", "…", &"long ".repeat(12)] {
            assert_eq!(tag(none), None, "{none}");
        }
    }
}
