//! What kind of change lies between two wordings, or that there is none worth the name.

use super::compare::{Compared, Hunk, Side, compare};
use super::moved::moved;
use super::token::{Shape, Token};
use crate::words::is_unspaced;
use coranto_core::Lang;
use coranto_core::edit::{Change, EditKind, Moved, Wording};
use std::collections::HashMap;
use std::ops::Range;

/// What was changed from one wording to the next; none where a reader would find nothing changed.
pub fn judge(old: &Wording, new: &Wording, lang: Option<Lang>) -> Option<Change> {
    let (title, text) = (compare(&old.title, &new.title), compare(&old.text, &new.text));
    let mut numbers = moved(&title, lang, true);
    numbers.extend(moved(&text, lang, false));
    let mut kinds: Vec<EditKind> = Vec::new();
    let mut count = Count::default();
    let headline = title.hunks.iter().any(|hunk| said(&title.old, &hunk.old) || said(&title.new, &hunk.new));
    if headline {
        kinds.push(EditKind::Headline);
    }
    let is_typo = |compared: &Compared, hunk: &Hunk| is_typo(compared, hunk, &numbers);
    let shifted = Shifted::of(&text);
    for hunk in &text.hunks {
        count.add(&text, hunk, &shifted, is_typo(&text, hunk));
    }
    let typos_in_title = headline && title.hunks.iter().all(|hunk| is_typo(&title, hunk));
    if !numbers.is_empty() {
        kinds.push(EditKind::Numbers);
    }
    kinds.extend(count.kinds(numbers.iter().any(|n| !n.in_title)));
    if typos_in_title || count.typos {
        kinds.push(EditKind::Typo);
    }
    kinds.sort_unstable();
    kinds.dedup();
    let (added, removed) = (count.added.div_ceil(2), count.removed.div_ceil(2));
    (!kinds.is_empty()).then_some(Change { kinds, added, removed, numbers })
}

/// Anything that is not silent.
fn said(side: &Side, tokens: &Range<usize>) -> bool {
    side.tokens[tokens.clone()].iter().any(|t| !t.silent)
}

#[derive(Debug, Default)]
struct Count {
    /// In half words.
    added: u32,
    removed: u32,
    /// Places where words came, went, or came for others.
    adds: bool,
    removes: bool,
    rewords: bool,
    moves: bool,
    typos: bool,
}

/// So many words more on one side are more than other words for the same.
const MORE_HALF_WORDS: u32 = 8;

impl Count {
    fn add(&mut self, compared: &Compared, hunk: &Hunk, shifted: &Shifted, typo: bool) {
        if !said(&compared.old, &hunk.old) && !said(&compared.new, &hunk.new) {
            return;
        }
        let (from, here) = half_words(&compared.old, &hunk.old, &shifted.old);
        let (to, there) = half_words(&compared.new, &hunk.new, &shifted.new);
        self.moves |= here || there;
        if typo {
            self.typos = true;
            return;
        }
        (self.removed, self.added) = (self.removed.saturating_add(from), self.added.saturating_add(to));
        match (from, to) {
            (0, 0) => self.typos |= !(here || there),
            (0, _) => self.adds = true,
            (_, 0) => self.removes = true,
            (from, to) => {
                self.adds |= to >= from * 2 && to - from >= MORE_HALF_WORDS;
                self.removes |= from >= to * 2 && from - to >= MORE_HALF_WORDS;
                self.rewords |= !self.adds && !self.removes;
            }
        }
    }

    fn kinds(&self, numbers: bool) -> Vec<EditKind> {
        let all = [
            (self.adds, EditKind::Added),
            (self.removes, EditKind::Removed),
            // A number that took another's place is told as that.
            (self.rewords && !(numbers && self.added.max(self.removed) <= 12), EditKind::Reworded),
            (self.moves, EditKind::Moved),
        ];
        all.into_iter().filter(|(is, _)| *is).map(|(_, kind)| kind).collect()
    }
}

/// How much is said, and whether lines among it only stand elsewhere now; these are not counted.
fn half_words(side: &Side, tokens: &Range<usize>, shifted: &[usize]) -> (u32, bool) {
    let mut count = 0u32;
    let mut moves = false;
    let mut at = tokens.start;
    while at < tokens.end {
        let line = side.line_of(at);
        let end = side.lines.get(line).map_or(tokens.end, |l| l.end).min(tokens.end);
        if shifted.binary_search(&line).is_ok() {
            moves = true;
        } else {
            let halves = |t: &Token| if side.text[t.at.clone()].starts_with(is_unspaced) { 1 } else { 2 };
            count = count.saturating_add(side.tokens[at..end].iter().filter(|t| t.says()).map(halves).sum());
        }
        at = end;
    }
    (count, moves)
}

/// Whole lines that are gone in one place and stand in another.
#[derive(Debug, Default)]
struct Shifted {
    old: Vec<usize>,
    new: Vec<usize>,
}

impl Shifted {
    fn of(compared: &Compared) -> Shifted {
        let whole = |side: &Side, tokens: &Range<usize>| {
            let first = side.line_of(tokens.start);
            let lines = (first..side.lines.len()).take_while(|l| side.lines[*l].start < tokens.end);
            lines
                .filter(|l| side.lines[*l].start >= tokens.start && said_end(side, *l) <= tokens.end)
                .collect::<Vec<_>>()
        };
        let mut gone: HashMap<u64, Vec<usize>> = HashMap::new();
        for line in compared.hunks.iter().flat_map(|h| whole(&compared.old, &h.old)) {
            if says_enough(&compared.old, line) {
                gone.entry(compared.old.line_key(line)).or_default().push(line);
            }
        }
        let mut shifted = Shifted::default();
        for line in compared.hunks.iter().flat_map(|h| whole(&compared.new, &h.new)) {
            if let Some(from) = gone.get_mut(&compared.new.line_key(line)).and_then(Vec::pop) {
                shifted.old.push(from);
                shifted.new.push(line);
            }
        }
        shifted.old.sort_unstable();
        shifted.new.sort_unstable();
        shifted
    }
}

/// The end of a line without its break.
fn said_end(side: &Side, line: usize) -> usize {
    let tokens = &side.lines[line];
    let breaks = tokens.end.checked_sub(1).is_some_and(|last| side.tokens[last].shape == Shape::Break);
    tokens.end - usize::from(breaks)
}

fn says_enough(side: &Side, line: usize) -> bool {
    side.tokens[side.lines[line].clone()].iter().filter(|t| t.says()).count() >= 4
}

/// Letters of longer words that a slip may change.
const LONG: usize = 5;
const LONGER: usize = 8;
/// More words in one place are no slip.
const MOST_SLIPS: usize = 6;

/// The same words with another letter or mark here and there. A number is never a slip, and in a short word another letter makes another word.
fn is_typo(compared: &Compared, hunk: &Hunk, numbers: &[Moved]) -> bool {
    let words = |side: &Side, tokens: &Range<usize>| -> Vec<String> {
        let said = side.tokens[tokens.clone()].iter().filter(|t| t.says());
        said.take(MOST_SLIPS + 1).map(|t| side.text[t.at.clone()].to_lowercase()).collect()
    };
    let (from, to) = (words(&compared.old, &hunk.old), words(&compared.new, &hunk.new));
    if from.len() > MOST_SLIPS || to.len() > MOST_SLIPS {
        return false;
    }
    let is_number = |word: &String| {
        word.chars().any(|c| crate::numerals::digit(c).is_some())
            || numbers.iter().any(|n| n.from.words.to_lowercase() == *word || n.to.words.to_lowercase() == *word)
    };
    if from.iter().chain(&to).any(is_number) {
        return false;
    }
    // "in to" and "into".
    from.concat() == to.concat() || from.len() == to.len() && from.iter().zip(&to).all(|(a, b)| is_slip(a, b))
}

fn is_slip(a: &str, b: &str) -> bool {
    let (long, short) = (a.chars().count().max(b.chars().count()), a.chars().count().min(b.chars().count()));
    if a == b || bare(a) == bare(b) {
        return true;
    }
    // A character of an unspaced script is a word.
    if long > 60
        || a.starts_with(is_unspaced)
        || SCALES.iter().any(|scale| a.starts_with(scale) || b.starts_with(scale))
    {
        return false;
    }
    let begins_alike = a.chars().next() == b.chars().next();
    match strsim::osa_distance(a, b) {
        1 => short >= LONG - 1 && long >= LONG && begins_alike || long >= LONGER,
        2 => short >= LONGER && begins_alike,
        _ => false,
    }
}

/// One letter makes another number of these.
const SCALES: [&str; 8] = ["million", "billion", "milliard", "trillion", "миллион", "миллиард", "مليون", "مليار"];

/// Without accents and vowel marks.
fn bare(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    word.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect()
}
