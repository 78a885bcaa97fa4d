//! A text cut into words, numbers, marks and line breaks that together hold all of it, each with a key: what a reader takes for the same has the same key, whatever
//! quotation marks, dashes, spaces and invisible characters stand there.

use crate::words::is_unspaced;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Word,
    /// Digits, with what groups and parts them.
    Number,
    Mark,
    Break,
}

#[derive(Debug, Clone)]
pub(super) struct Token {
    /// The word itself.
    pub at: Range<usize>,
    pub key: u64,
    pub shape: Shape,
    /// It changes by itself as time passes ("2 hours ago", "Updated at 21:15"): no edit.
    pub silent: bool,
}

impl Token {
    /// A word or number that counts: something was said.
    pub fn says(&self) -> bool {
        !self.silent && matches!(self.shape, Shape::Word | Shape::Number)
    }
}

/// The key of every line break.
pub(super) const BREAK: u64 = 1;

pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let end = match c {
            '\n' | '\r' => after_breaks(text, at),
            c if c.is_whitespace() || is_invisible(c) => {
                at += c.len_utf8();
                continue;
            }
            c if is_of_word(c) => after_word(text, at, c),
            c => after_mark(text, at, c),
        };
        let token = token(text, at..end, c);
        // Blank lines and lines of nothing: one break is enough.
        if token.shape != Shape::Break || tokens.last().is_some_and(|last: &Token| last.shape != Shape::Break) {
            tokens.push(token);
        }
        at = end;
    }
    super::silence::hush(text, &mut tokens);
    tokens
}

/// The lines as ranges of tokens, each with its break.
pub(super) fn lines(tokens: &[Token]) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        if token.shape == Shape::Break {
            lines.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < tokens.len() {
        lines.push(start..tokens.len());
    }
    lines
}

fn token(text: &str, at: Range<usize>, first: char) -> Token {
    let word = &text[at.clone()];
    let (shape, key) = if matches!(first, '\n' | '\r') {
        (Shape::Break, BREAK)
    } else if is_of_word(first) {
        let number = crate::numerals::digit(first).is_some() && word.chars().all(|c| !c.is_alphabetic());
        (if number { Shape::Number } else { Shape::Word }, key_of(word))
    } else {
        let mark = mark_of(first);
        let is_row = mark == '.' && word.len() > first.len_utf8();
        (Shape::Mark, hash([if is_row { '…' } else { mark }]))
    };
    Token { at, key, shape, silent: false }
}

fn after_breaks(text: &str, at: usize) -> usize {
    at + text[at..].find(|c| !matches!(c, '\n' | '\r')).unwrap_or(text.len() - at)
}

/// Words hold apostrophes between letters, numbers hold points and commas between digits.
fn after_word(text: &str, start: usize, first: char) -> usize {
    let mut at = start + first.len_utf8();
    if is_unspaced(first) {
        return marks_after(text, at);
    }
    let mut before = first;
    for c in text[at..].chars() {
        let next = || text[at + c.len_utf8()..].chars().find(|c| !is_invisible(*c));
        // "و٢٫١": the letters before a number are words of their own where they are written in one with it.
        let joins = ('\u{590}'..='\u{6FF}').contains(&before) && before.is_alphabetic();
        let inside = if is_unspaced(c) || joins && crate::numerals::digit(c).is_some() {
            false
        } else if is_of_word(c) || is_invisible(c) {
            true
        } else if is_apostrophe(c) {
            before.is_alphanumeric() && next().is_some_and(|n| n.is_alphanumeric() && !is_unspaced(n))
        } else {
            is_in_number(c)
                && crate::numerals::digit(before).is_some()
                && next().is_some_and(|n| crate::numerals::digit(n).is_some())
        };
        if !inside {
            break;
        }
        at += c.len_utf8();
        if !is_invisible(c) {
            before = c;
        }
    }
    at
}

/// Vowel signs and accents belong to the letter before.
fn marks_after(text: &str, at: usize) -> usize {
    at + text[at..].find(|c| !(is_combining_mark(c) || is_invisible(c))).unwrap_or(text.len() - at)
}

/// A row of points is one mark, and so is a row of dashes.
fn after_mark(text: &str, at: usize, first: char) -> usize {
    let row = |c: char| match mark_of(c) {
        '.' | '…' => Some('…'),
        '-' => Some('-'),
        _ => None,
    };
    let rest = &text[at + first.len_utf8()..];
    let more = row(first).map_or(0, |kind| rest.find(|c| row(c) != Some(kind)).unwrap_or(rest.len()));
    at + first.len_utf8() + more
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || c == '_'
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '＇' | '‘' | '`' | '´' | '′')
}

fn is_in_number(c: char) -> bool {
    matches!(c, '.' | ',' | '٫' | '٬' | '’' | '\'' | '·')
}

/// Drawn as nothing: soft hyphen, joiners, marks of direction, byte order mark, and the stretching line of Arabic.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{640}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
        | '\u{FE00}'..='\u{FE0F}')
}

/// One mark for all of a kind.
fn mark_of(c: char) -> char {
    match c {
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '「' | '」' | '『' | '』' | '＂' | '〝' | '〞' | '‚' => {
            '"'
        }
        c if is_apostrophe(c) => '"',
        '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－' | '⸺' => '-',
        '…' | '⋯' | '․' => '…',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '、' => ',',
        '。' => '.',
        c => c,
    }
}

pub(super) fn key_of(word: &str) -> u64 {
    if word.is_ascii() {
        return hash(word.chars());
    }
    let letter = |c: char| match c {
        c if is_apostrophe(c) => '\'',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    hash(word.nfc().filter(|c| !is_invisible(*c)).map(letter))
}

fn hash(letters: impl IntoIterator<Item = char>) -> u64 {
    // Breaks have a key of their own.
    coranto_core::hash::stable(letters.into_iter().flat_map(|c| u32::from(c).to_le_bytes())).max(BREAK + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text).into_iter().map(|t| &text[t.at]).collect()
    }

    #[test]
    fn words_numbers_and_marks_stand_apart_in_every_script() {
        assert_eq!(words("It can’t be 1,234.5%."), ["It", "can’t", "be", "1,234.5", "%", "."]);
        assert_eq!(words("死者7人、うち2人"), ["死", "者", "7", "人", "、", "う", "ち", "2", "人"]);
        assert_eq!(words("سبعة قتلى، ٣٫٥ في المئة"), ["سبعة", "قتلى", "،", "٣٫٥", "في", "المئة"]);
        assert_eq!(words("बाढ़ में १२ मौतें।"), ["बाढ़", "में", "१२", "मौतें", "।"]);
        assert_eq!(words("one\n\n two..."), ["one", "\n\n", "two", "..."]);
        assert_eq!(words(" \u{200f} \n"), Vec::<&str>::new());
    }

    #[test]
    fn what_reads_the_same_has_the_same_key() {
        let keys = |text: &str| tokens(text).into_iter().map(|t| t.key).collect::<Vec<_>>();
        assert_eq!(keys("«Oui» – dit-il…"), keys("“Oui” — dit-il..."), "{:?}", words("«Oui» – dit-il..."));
        assert_eq!(keys("It’s a cafe\u{301}"), keys("It's  a\u{a0}caf\u{e9}"));
        assert_eq!(keys("co\u{ad}operate"), keys("cooperate"));
        assert_ne!(keys("Bill"), keys("bill"));
    }
}
