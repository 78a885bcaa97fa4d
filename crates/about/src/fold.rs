//! Names as they are compared: letters folded as those of hashtags are, words parted by single blanks.

use coranto_core::about::fold_tag;

/// No name has more.
const MOST_WORDS: usize = 40;

pub(crate) fn fold_name(name: &str) -> String {
    let words = name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–' | '·' | '・' | '/' | '_'));
    let mut folded = String::with_capacity(name.len());
    for word in words.take(MOST_WORDS).map(fold_tag).filter(|word| !word.is_empty()) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&word);
    }
    folded
}

/// Zero-width and direction marks, soft hyphens, variation selectors: no page shows them, so they are part of no name.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_words_apart() {
        assert_eq!(fold_name("  Jean-Luc  Mélenchon’s"), "jean luc melenchons");
        assert_eq!(fold_name("克莱尔·杜蒙"), "克莱尔 杜蒙");
        assert_eq!(fold_name("U.S. Steel"), "us steel");
        assert_eq!(fold_name("Ma\u{200B}rk \u{202E}Rutte\u{202C}"), "mark rutte");
    }
}
