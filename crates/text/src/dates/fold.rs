//! A text as words, numbers and marks, each in the one form in which tables are looked up: small letters without accents, digits of every script as ours.

use std::ops::Range;
use unicode_normalization::char::decompose_canonical;

/// No word of a table is longer; of longer ones nothing is looked up.
const MOST_FOLDED_BYTES: usize = 64;
/// Numbers of more digits are no part of a date.
const MOST_DIGITS: usize = 8;

#[derive(Debug, Clone)]
pub(super) struct Raw {
    pub start: usize,
    pub end: usize,
    /// Nothing stands between it and what is before.
    pub glued: bool,
    pub shape: Shape,
    /// Its form in the string of forms.
    pub fold: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Word {
        capital: bool,
    },
    /// The value, or −1 when it has too many digits.
    Digits {
        value: i64,
        digits: u8,
    },
    Mark(char),
}

/// The text's words, numbers and marks in order, and the string that their forms stand in. A line's end is a mark.
pub(super) fn raws(text: &str) -> (Vec<Raw>, String) {
    let mut raws: Vec<Raw> = Vec::with_capacity(text.len() / 4);
    let mut folds = String::with_capacity(text.len());
    let mut chars = text.char_indices().peekable();
    let mut glued = false;
    while let Some((start, c)) = chars.next() {
        if c == '\n' || c == '\r' {
            raws.push(Raw { start, end: start + 1, glued: false, shape: Shape::Mark('\n'), fold: 0..0 });
            glued = false;
            continue;
        }
        if c.is_whitespace() {
            glued = false;
            continue;
        }
        if is_unseen(c) {
            continue;
        }
        let fold_start = folds.len();
        let mut end = start + c.len_utf8();
        let shape = if let Some(first) = digit(c) {
            let (mut value, mut digits) = (i64::from(first), 1u8);
            while let Some((at, next)) = chars.peek().copied()
                && let Some(more) = digit(next)
            {
                digits = digits.saturating_add(1);
                value = if usize::from(digits) > MOST_DIGITS { -1 } else { value * 10 + i64::from(more) };
                end = at + next.len_utf8();
                chars.next();
            }
            Shape::Digits { value, digits }
        } else if c.is_alphabetic() || is_mark_of_letter(c) {
            push(&mut folds, c);
            if !stands_alone(c) {
                while let Some((at, next)) = chars.peek().copied() {
                    let goes_on = (next.is_alphabetic() || is_mark_of_letter(next)) && !stands_alone(next);
                    if !goes_on && !is_unseen(next) {
                        break;
                    }
                    if folds.len() - fold_start < MOST_FOLDED_BYTES && !is_unseen(next) {
                        push(&mut folds, next);
                    }
                    if goes_on {
                        end = at + next.len_utf8();
                    }
                    chars.next();
                }
            }
            Shape::Word { capital: c.is_uppercase() }
        } else {
            Shape::Mark(mark(c))
        };
        raws.push(Raw { start, end, glued, shape, fold: fold_start..folds.len() });
        glued = true;
    }
    (raws, folds)
}

/// Han is written without spaces: each character is looked up with those that follow it.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}' | '〇' | '々')
}

/// Vowel signs and the like, which Unicode does not count among the letters.
fn is_mark_of_letter(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{900}'..='\u{903}' | '\u{93A}'..='\u{94F}')
}

/// Joiners, marks of direction, soft hyphens, tatweel: drawn or not, the word is the same.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{640}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

fn push(folds: &mut String, c: char) {
    if c.is_ascii() {
        folds.push(c.to_ascii_lowercase());
        return;
    }
    decompose_canonical(c, |part| match part {
        '\u{300}'..='\u{36F}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{93C}' => {}
        'ı' => folds.push('i'),
        'ß' => folds.push_str("ss"),
        'ى' => folds.push('ي'),
        'ة' => folds.push('ه'),
        // Chandrabindu and anusvara are written for each other.
        '\u{901}' => folds.push('\u{902}'),
        'º' | '°' => folds.push('o'),
        'ª' => folds.push('a'),
        part => part.to_lowercase().filter(|c| !matches!(c, '\u{300}'..='\u{36F}')).for_each(|c| folds.push(c)),
    });
}

fn digit(c: char) -> Option<u8> {
    const ZEROS: [u32; 5] = [0x30, 0x660, 0x6F0, 0x966, 0xFF10];
    let code = u32::from(c);
    let value = ZEROS.iter().find_map(|zero| code.checked_sub(*zero).filter(|value| *value < 10))?;
    u8::try_from(value).ok()
}

/// Marks that mean the same.
fn mark(c: char) -> char {
    match c {
        '，' | '،' => ',',
        '：' => ':',
        '－' | '–' | '—' | '‒' | '―' | '~' | '～' | '−' | '‐' | '‑' => '-',
        '（' => '(',
        '）' => ')',
        '／' => '/',
        '’' | 'ʼ' | '＇' | '‘' | '`' => '\'',
        '．' => '.',
        '。' | '।' | '؟' | '？' | '！' | '!' | '?' | '\u{6D4}' => '!',
        c => c,
    }
}
