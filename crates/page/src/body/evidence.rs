//! What the page tells machines about its own text, held against its lines.

use super::Clues;
use super::lines::{Line, count};
use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

/// Shingles are hashed already.
#[derive(Default)]
struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

pub(super) struct Evidence {
    told: HashSet<u64, BuildHasherDefault<Ready>>,
}

/// A teaser told to machines proves nothing about the rest.
const ENOUGH_WORDS: u32 = 60;

impl Evidence {
    pub fn of(clues: &Clues<'_>) -> Evidence {
        let mut told = HashSet::default();
        if count(clues.told) >= ENOUGH_WORDS {
            shingles(clues.told, |s| {
                told.insert(s);
            });
        }
        Evidence { told }
    }

    /// Writes into each line how much of it is told.
    pub fn mark(&self, lines: &mut [Line]) {
        if self.told.is_empty() {
            return;
        }
        for line in lines.iter_mut().filter(|l| l.words >= 2) {
            let (mut all, mut told) = (0u32, 0u32);
            shingles(&line.text, |s| {
                all += 1;
                told += u32::from(self.told.contains(&s));
            });
            line.vouched = (told * 100).checked_div(all).unwrap_or(0) as u8;
        }
    }
}

/// Hashes of each three words in a row (of all words, when there are fewer).
fn shingles(text: &str, mut each: impl FnMut(u64)) {
    let mut last = [0u64; 3];
    let mut seen = 0usize;
    let mut word = 0u64;
    let mut push = |word: u64, each: &mut dyn FnMut(u64)| {
        last = [last[1], last[2], word];
        seen += 1;
        if seen >= 3 {
            each(last[0].rotate_left(21) ^ last[1].rotate_left(42) ^ last[2]);
        }
    };
    for c in text.chars() {
        if c.is_alphanumeric() {
            for lower in c.to_lowercase() {
                word = (word ^ u64::from(lower)).wrapping_mul(0x0100_0000_01b3).rotate_left(5) ^ 0x9e37_79b9_7f4a_7c15;
            }
        } else if word != 0 && !matches!(c, '\'' | '’' | '\u{ad}') {
            push(word, &mut each);
            word = 0;
        }
    }
    if word != 0 {
        push(word, &mut each);
    }
}
