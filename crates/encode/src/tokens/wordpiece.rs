//! WordPiece as BERT's uncased models were trained with it: plain lower-case words without accents, then the longest known piece, again and again.

use std::collections::HashMap;

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
use unicode_normalization::UnicodeNormalization;

/// A longer word is unknown as a whole.
const MAX_WORD_CHARS: usize = 100;

pub struct WordPiece {
    /// Pieces that begin a word, and pieces that go on with one (kept without their `##`).
    first: HashMap<Box<str>, u32>,
    later: HashMap<Box<str>, u32>,
}

impl WordPiece {
    pub fn new(pieces: &[&str]) -> WordPiece {
        let (mut first, mut later) = (HashMap::new(), HashMap::new());
        for (id, piece) in pieces.iter().enumerate() {
            match piece.strip_prefix("##") {
                Some(rest) => later.insert(rest.into(), id as u32),
                None => first.insert((*piece).into(), id as u32),
            };
        }
        WordPiece { first, later }
    }

    pub fn pieces(&self, text: &str, limit: usize, unknown: u32) -> Vec<u32> {
        let mut ids = Vec::new();
        for word in words(&plain(text)) {
            if ids.len() >= limit {
                break;
            }
            self.word(word, unknown, &mut ids);
        }
        ids.truncate(limit);
        ids
    }

    fn word(&self, word: &str, unknown: u32, ids: &mut Vec<u32>) {
        let before = ids.len();
        let mut rest = word;
        while !rest.is_empty() {
            let known = if rest.len() == word.len() { &self.first } else { &self.later };
            let longest = rest
                .char_indices()
                .rev()
                .map(|(at, c)| at + c.len_utf8())
                .find_map(|end| Some((end, *known.get(&rest[..end])?)));
            let Some((end, id)) = longest.filter(|_| word.chars().nth(MAX_WORD_CHARS).is_none()) else {
                ids.truncate(before);
                ids.push(unknown);
                return;
            };
            ids.push(id);
            rest = &rest[end..];
        }
    }
}

/// Control characters out, ideographs apart, accents off, lower case.
fn plain(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' | '\n' | '\r' => spaced.push(' '),
            '\0' | '\u{fffd}' => {}
            c if GeneralCategoryGroup::Other.contains(category(c)) => {}
            c if c.is_whitespace() => spaced.push(' '),
            c if is_ideograph(c) => spaced.extend([' ', c, ' ']),
            c => spaced.push(c),
        }
    }
    spaced.nfd().filter(|&c| category(c) != GeneralCategory::NonspacingMark).flat_map(char::to_lowercase).collect()
}

/// Words, and each punctuation mark by itself.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').flat_map(|word| word.split_inclusive(is_punctuation)).flat_map(|part| {
        let mark = part.chars().next_back().filter(|&c| is_punctuation(c)).map_or(0, char::len_utf8);
        let (word, mark) = part.split_at(part.len() - mark);
        [word, mark].into_iter().filter(|part| !part.is_empty())
    })
}

fn category(c: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(c)
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || (!c.is_ascii() && GeneralCategoryGroup::Punctuation.contains(category(c)))
}

/// The blocks of Chinese characters that BERT's own program sets apart.
fn is_ideograph(c: char) -> bool {
    matches!(
        u32::from(c),
        0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0x20000..=0x2A6DF | 0x2A700..=0x2B73F | 0x2B740..=0x2B81F | 0x2B920..=0x2CEAF | 0xF900..=0xFAFF | 0x2F800..=0x2FA1F
    )
}
