//! What stood on a page, in a few kilobytes: enough to tell later whether words were there before, and nothing that could be read.
//!
//! Three words in a row are one mark of a Bloom filter (Bloom 1970). Words are told to have been there wrongly about once in a million, since a change is asked
//! for with the words around it; words that were there are never missed.

use super::token::{Token, key_of, lines, tokens};
use std::ops::Range;

/// What was seen of a page or a feed's item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Print {
    bits: Vec<u64>,
}

/// Number of the way in which words are marked: another one cannot be compared.
const VERSION: u8 = 1;
const MARKS: u64 = 5;
const BITS_PER_ROW: usize = 12;
/// Of a longer page everything is marked, too, and more is told to have been there than was.
const MOST_BYTES: usize = 1 << 16;
const LEAST_BYTES: usize = 64;
/// Titles are marked apart from texts: a headline is made of words that stand in the text.
const TITLE: u64 = 11;
const SHORT: u64 = 12;
const MOST_TITLES: usize = 20;

impl Print {
    /// Of all lines of a page, and of all that it says its title is.
    pub fn of<'a>(text: &str, titles: impl IntoIterator<Item = &'a str>) -> Print {
        let tokens = tokens(text);
        let words_of_text = words(&tokens);
        let titles: Vec<Vec<u64>> = titles.into_iter().take(MOST_TITLES).map(words_of_title).collect();
        let rows = words_of_text.len() + titles.iter().map(|t| t.len() * 3).sum::<usize>();
        let bytes = (rows * BITS_PER_ROW / 8).clamp(LEAST_BYTES, MOST_BYTES).next_multiple_of(8);
        let mut print = Print { bits: vec![0; bytes / 8] };
        rows_of(&words_of_text).for_each(|row| print.mark(row));
        for line in lines(&tokens) {
            let words = words(&tokens[line]);
            if (1..3).contains(&words.len()) {
                print.mark(short_line(&words));
            }
        }
        for title in &titles {
            (1..=3).for_each(|length| title_rows(title, length).for_each(|row| print.mark(row)));
        }
        print
    }

    /// None for bytes of another making.
    pub fn from_bytes(bytes: &[u8]) -> Option<Print> {
        let (version, bits) = bytes.split_first()?;
        if *version != VERSION || bits.is_empty() || bits.len() % 8 != 0 || bits.len() > MOST_BYTES {
            return None;
        }
        let words =
            bits.chunks_exact(8).map(|chunk| chunk.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)));
        Some(Print { bits: words.collect() })
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        std::iter::once(VERSION).chain(self.bits.iter().flat_map(|word| word.to_le_bytes())).collect()
    }

    /// Whether the page called itself so, with or without the site's name around it.
    pub fn has_title(&self, title: &str) -> bool {
        let words = words_of_title(title);
        words.is_empty() || title_rows(&words, words.len().min(3)).all(|row| self.has(row))
    }

    /// How many of the rows of words that hold a token of `range`, or the seam where words were taken out, were there; and of how many. `line` holds the range.
    pub(super) fn count(&self, tokens: &[Token], line: &Range<usize>, range: &Range<usize>) -> (usize, usize) {
        let words = words(&tokens[line.clone()]);
        if words.len() < 3 {
            return (usize::from(!words.is_empty() && self.has(short_line(&words))), usize::from(!words.is_empty()));
        }
        let place = |token: usize| words.partition_point(|(at, _)| *at < token.saturating_sub(line.start));
        let seen = &words[place(range.start).saturating_sub(2)..(place(range.end) + 2).min(words.len())];
        let mut counted = (0, 0);
        for row in rows_of(seen) {
            counted.0 += usize::from(self.has(row));
            counted.1 += 1;
        }
        counted
    }

    fn mark(&mut self, row: u64) {
        let size = self.bits.len() as u64 * 64;
        for bit in bits(row, size) {
            self.bits[(bit / 64) as usize] |= 1 << (bit % 64);
        }
    }

    fn has(&self, row: u64) -> bool {
        let size = self.bits.len() as u64 * 64;
        bits(row, size).all(|bit| self.bits[(bit / 64) as usize] & 1 << (bit % 64) != 0)
    }
}

/// Double hashing (Kirsch and Mitzenmacher 2006).
fn bits(row: u64, size: u64) -> impl Iterator<Item = u64> {
    let (a, b) = (row, row.rotate_left(32) | 1);
    (0..MARKS).map(move |n| a.wrapping_add(b.wrapping_mul(n)) % size)
}

/// Words and numbers with their places; marks and breaks are passed over, since pages are cut into lines in many ways.
fn words(tokens: &[Token]) -> Vec<(usize, u64)> {
    tokens.iter().enumerate().filter(|(_, t)| t.says()).map(|(at, t)| (at, t.key)).collect()
}

fn rows_of(words: &[(usize, u64)]) -> impl Iterator<Item = u64> {
    words.windows(3).map(|w| mix([w[0].1, w[1].1, w[2].1]))
}

/// A line too short for a row.
fn short_line(words: &[(usize, u64)]) -> u64 {
    mix(std::iter::once(SHORT).chain(words.iter().map(|(_, key)| *key)))
}

fn words_of_title(title: &str) -> Vec<u64> {
    let tokens = tokens(title);
    tokens.iter().filter(|t| t.says()).map(|t| key_of(&title[t.at.clone()].to_lowercase())).collect()
}

fn title_rows(words: &[u64], length: usize) -> impl Iterator<Item = u64> {
    words.windows(length.max(1)).map(|row| mix(std::iter::once(TITLE).chain(row.iter().copied())))
}

fn mix(words: impl IntoIterator<Item = u64>) -> u64 {
    let row = coranto_core::hash::stable(words.into_iter().flat_map(u64::to_le_bytes));
    // FNV's high bits are weak on short input.
    let row = (row ^ row >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
    row ^ row >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(print: &Print, text: &str) -> (usize, usize) {
        let tokens = tokens(text);
        print.count(&tokens, &(0..tokens.len()), &(0..tokens.len()))
    }

    #[test]
    fn what_was_there_is_known_and_what_was_not_is_not() {
        let page: String = (0..900).map(|n| format!("word{n} ")).collect();
        let print =
            Print::of(&format!("{page}\nShort line\nUpdated at 21:15"), ["Rain is due on Friday - The Gazette"]);
        assert_eq!(share(&print, "word7 word8 word9, word10"), (2, 2));
        assert_eq!(share(&print, "Short line"), (1, 1));
        assert!(
            print.has_title("Rain is due on Friday") && print.has_title("rain") && !print.has_title("Rain is over")
        );
        assert!(!print.has_title("word7 word8 word9"), "a title is no part of the text");
        let strange: String = (0..20_000).map(|n| format!("other{n} ")).collect();
        let (wrongly, of) = share(&print, &strange);
        assert!(wrongly * 100 < of, "{wrongly} of {of}");
        assert_eq!(Print::from_bytes(&print.to_bytes()), Some(print.clone()));
        assert!(print.to_bytes().len() < 1_500);
        for bad in [&[][..], &[9, 0, 0, 0, 0, 0, 0, 0, 0], &[1, 2, 3]] {
            assert_eq!(Print::from_bytes(bad), None);
        }
    }
}
