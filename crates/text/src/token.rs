//! Where words stand in a text: Unicode words, and pairs of characters in scripts that are written without spaces. It changes nothing in them.

use crate::words::is_unspaced;
use coranto_core::Lang;
use std::ops::Range;
use unicode_segmentation::{UnicodeSegmentation, UnicodeWordIndices};

/// Longer pieces without a space are looked at in parts, so that no rule of segmentation looks ahead without bound (10 MB of one word, base64).
const PIECE_BYTES: usize = 4_096;

/// The words of a text by their places, in order. Those of Han, Kana, Thai and their like are overlapping pairs of characters; a single one stands for itself.
#[derive(Debug)]
pub(crate) struct Places<'a> {
    text: &'a str,
    /// All before is done.
    at: usize,
    piece: Option<Piece<'a>>,
    /// A run of unspaced characters of which the pairs are still to come.
    run: Option<Range<usize>>,
    /// The second half of an elision ("été" of "l’été").
    rest: Option<Range<usize>>,
    elides: bool,
}

#[derive(Debug)]
struct Piece<'a> {
    start: usize,
    words: UnicodeWordIndices<'a>,
}

impl<'a> Places<'a> {
    pub(crate) fn new(text: &'a str, lang: Option<Lang>) -> Places<'a> {
        let elides = lang.is_some_and(|lang| matches!(lang.as_str(), "fr" | "it" | "ca" | "oc" | "pt"));
        Places { text, at: 0, piece: None, run: None, rest: None, elides }
    }

    /// The next pair of the run; the run ends with its last pair.
    fn pair(&mut self, run: Range<usize>) -> Range<usize> {
        let mut ends = self.text[run.clone()].char_indices().map(|(at, c)| run.start + at + c.len_utf8());
        let first = ends.next().unwrap_or(run.end);
        let second = ends.next().unwrap_or(first);
        self.run = (second < run.end).then_some(first..run.end);
        run.start..second
    }

    fn next_piece(&mut self) -> Option<Piece<'a>> {
        let rest = &self.text[self.at..];
        let start = self.at + rest.bytes().position(|b| !b.is_ascii_whitespace())?;
        let rest = &self.text.as_bytes()[start..];
        let seen = &rest[..rest.len().min(PIECE_BYTES)];
        let mut end = start + seen.iter().position(u8::is_ascii_whitespace).unwrap_or(seen.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        self.at = end;
        Some(Piece { start, words: self.text[start..end].unicode_word_indices() })
    }

    /// "l’été" is two words where the language elides; "aujourd’hui" is one.
    fn elision(&self, word: &str) -> Option<usize> {
        if !self.elides || word.is_ascii() && !word.contains('\'') {
            return None;
        }
        let (at, mark) = word.char_indices().find(|(_, c)| matches!(c, '\'' | '’'))?;
        let whole = word.get(..at).is_some_and(|first| first.eq_ignore_ascii_case("aujourd"));
        (!whole && at > 0).then_some(at + mark.len_utf8())
    }
}

impl Iterator for Places<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        if let Some(rest) = self.rest.take() {
            return Some(rest);
        }
        loop {
            if let Some(run) = self.run.take() {
                return Some(self.pair(run));
            }
            let Some(piece) = &mut self.piece else {
                self.piece = Some(self.next_piece()?);
                continue;
            };
            let Some((at, word)) = piece.words.next() else {
                self.piece = None;
                continue;
            };
            // What joins words and numbers (low lines, narrow spaces) may hang on them too, and a mark on a space begins a word to the library.
            let end = piece.start + at + word.len();
            let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
            let start = end - word.len();
            let word = word.trim_end_matches(|c: char| c.is_whitespace() || c == '_');
            let end = start + word.len();
            if word.starts_with(is_unspaced) {
                // The library cuts such runs by rules of its own; its cuts inside this one are passed over.
                let run = run_from(self.text, start);
                if run.end > self.at {
                    self.at = run.end;
                    self.piece = None;
                } else {
                    self.piece =
                        Some(Piece { start: run.end, words: self.text[run.end..self.at].unicode_word_indices() });
                }
                self.run = Some(run);
                continue;
            }
            if let Some(cut) = self.elision(word) {
                if cut < word.len() {
                    self.rest = Some(start + cut..end);
                }
                let first = word[..cut].trim_end_matches(['\'', '’']);
                return Some(start..start + first.len());
            }
            return Some(start..end);
        }
    }
}

fn run_from(text: &str, start: usize) -> Range<usize> {
    let rest = &text[start..];
    let length = rest.find(|c| !(is_unspaced(c) && (c.is_alphanumeric() || is_mark(c)))).unwrap_or(rest.len());
    // The library's word began here, so the first character belongs to it whatever it is.
    let first = rest.chars().next().map_or(0, char::len_utf8);
    start..start + length.max(first)
}

/// Tone and vowel marks of the unspaced scripts that Unicode does not count among the letters.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0E31}'..='\u{0E3A}' | '\u{0E47}'..='\u{0E4E}' | '\u{0EB1}'..='\u{0EBC}' | '\u{0EC8}'..='\u{0ECE}'
        | '\u{0F71}'..='\u{0FBC}' | '\u{1037}'..='\u{103A}' | '\u{17B4}'..='\u{17D3}')
}
