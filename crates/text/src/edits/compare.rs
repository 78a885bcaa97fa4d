//! Two texts side by side: equal paragraphs first, then paragraphs that are versions of each other, then the words of these.

use super::align::{Work, align};
use super::token::{Shape, Token, lines, tokens};
use std::ops::Range;

/// A text with its tokens and lines.
#[derive(Debug)]
pub(super) struct Side<'a> {
    pub text: &'a str,
    pub tokens: Vec<Token>,
    /// Ranges of tokens.
    pub lines: Vec<Range<usize>>,
}

/// A place where the two differ: tokens of the one, tokens of the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hunk {
    pub old: Range<usize>,
    pub new: Range<usize>,
}

#[derive(Debug)]
pub(super) struct Compared<'a> {
    pub old: Side<'a>,
    pub new: Side<'a>,
    /// In order; between two of them both sides are the same.
    pub hunks: Vec<Hunk>,
}

impl<'a> Side<'a> {
    pub fn of(text: &'a str) -> Side<'a> {
        let tokens = tokens(text);
        let lines = lines(&tokens);
        Side { text, tokens, lines }
    }

    /// What is compared: whatever changes by itself is all one.
    fn keys(&self, tokens: Range<usize>) -> Vec<u64> {
        const SILENT: u64 = 2;
        let key = |t: &Token| if t.silent && t.shape != Shape::Break { SILENT } else { t.key };
        self.tokens[tokens].iter().map(key).collect()
    }

    /// All of a line that is not silent, in one number; what changes by itself counts once, however long it is.
    pub fn line_key(&self, line: usize) -> u64 {
        let said = self.tokens[self.lines[line].clone()].iter().filter(|t| !t.silent);
        coranto_core::hash::stable(said.flat_map(|t| t.key.to_le_bytes()))
    }

    /// The line that a token stands in.
    pub fn line_of(&self, token: usize) -> usize {
        self.lines.partition_point(|line| line.end <= token)
    }

    /// Where the words themselves stand.
    pub fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if first.at.start <= last.at.end => first.at.start..last.at.end,
            _ => 0..0,
        }
    }

    /// Where a token's part of the text begins and ends: with the space after it, the first one also with that before.
    pub fn span(&self, tokens: Range<usize>) -> Range<usize> {
        let start = |at: usize| match at {
            0 if !self.tokens.is_empty() => 0,
            at => self.tokens.get(at).map_or(self.text.len(), |t| t.at.start),
        };
        start(tokens.start)..start(tokens.end)
    }
}

pub(super) fn compare<'a>(old: &'a str, new: &'a str) -> Compared<'a> {
    let (old, new) = (Side::of(old), Side::of(new));
    let mut work = Work::new();
    let keys = |side: &Side| (0..side.lines.len()).map(|line| side.line_key(line)).collect::<Vec<_>>();
    let same_lines = align(&keys(&old), &keys(&new), &mut work);
    let mut pairs = Vec::with_capacity(old.tokens.len().min(new.tokens.len()));
    let mut at = (0, 0);
    for (i, j) in same_lines.into_iter().chain([(old.lines.len(), new.lines.len())]) {
        gap(&old, &new, at.0..i, at.1..j, &mut work, &mut pairs);
        if let (Some(from), Some(to)) = (old.lines.get(i), new.lines.get(j)) {
            words(&old, &new, from.clone(), to.clone(), &mut work, &mut pairs);
        }
        at = (i + 1, j + 1);
    }
    let mut hunks = hunks(&pairs, old.tokens.len(), new.tokens.len());
    bridge(&old, &new, &mut hunks);
    slide(&old, &new, &mut hunks);
    Compared { old, new, hunks }
}

/// Pairs the tokens of two stretches that are taken for one another.
fn words(
    old: &Side,
    new: &Side,
    from: Range<usize>,
    to: Range<usize>,
    work: &mut Work,
    pairs: &mut Vec<(usize, usize)>,
) {
    let found = align(&old.keys(from.clone()), &new.keys(to.clone()), work);
    pairs.extend(found.into_iter().map(|(i, j)| (from.start + i, to.start + j)));
}

/// Lines without an equal: which of them are versions of each other.
fn gap(old: &Side, new: &Side, from: Range<usize>, to: Range<usize>, work: &mut Work, pairs: &mut Vec<(usize, usize)>) {
    for (from, to) in super::pair::versions(old, new, from, to, work) {
        let span = |side: &Side, lines: Range<usize>| side.lines[lines.start].start..side.lines[lines.end - 1].end;
        words(old, new, span(old, from), span(new, to), work, pairs);
    }
}

fn hunks(pairs: &[(usize, usize)], old: usize, new: usize) -> Vec<Hunk> {
    let mut hunks = Vec::new();
    let mut at = (0, 0);
    for &(i, j) in pairs.iter().chain([&(old, new)]) {
        if at != (i, j) {
            hunks.push(Hunk { old: at.0..i, new: at.1..j });
        }
        at = (i + 1, j + 1);
    }
    hunks
}

/// Between two rewritten places a mark or a short word that happens to be the same says nothing: the two are one place.
fn bridge(old: &Side, new: &Side, hunks: &mut Vec<Hunk>) {
    /// Letters of a word that may be the same by chance.
    const SHORT_BYTES: usize = 3;
    const MOST_BETWEEN: usize = 3;
    let size = |hunk: &Hunk| {
        let count = |tokens: &[Token]| tokens.iter().filter(|t| t.says()).count();
        count(&old.tokens[hunk.old.clone()]).max(count(&new.tokens[hunk.new.clone()]))
    };
    let by_chance = |t: &Token| match t.shape {
        Shape::Break | Shape::Number => false,
        Shape::Mark => true,
        Shape::Word => t.at.len() <= SHORT_BYTES,
    };
    let mut joined: Vec<Hunk> = Vec::with_capacity(hunks.len());
    for hunk in hunks.drain(..) {
        if let Some(last) = joined.last_mut() {
            let between = &old.tokens[last.old.end..hunk.old.start];
            let rewritten = size(last) >= 2 && size(&hunk) >= 2;
            if rewritten && between.len() <= MOST_BETWEEN && between.iter().all(by_chance) {
                (last.old.end, last.new.end) = (hunk.old.end, hunk.new.end);
                continue;
            }
        }
        joined.push(hunk);
    }
    *hunks = joined;
}

/// Where a sentence was put in or taken out, the same can be said by cutting a word earlier or later: the cut goes where a line or a sentence begins.
fn slide(old: &Side, new: &Side, hunks: &mut [Hunk]) {
    const MOST: usize = 60;
    for n in 0..hunks.len() {
        let hunk = hunks[n].clone();
        let (side, at) = match (hunk.old.is_empty(), hunk.new.is_empty()) {
            (true, false) => (new, hunk.new.clone()),
            (false, true) => (old, hunk.old.clone()),
            _ => continue,
        };
        let room_before = match n.checked_sub(1).map(|before| &hunks[before]) {
            Some(before) => hunk.old.start - before.old.end,
            None => hunk.old.start.min(hunk.new.start),
        };
        let room_after = match hunks.get(n + 1) {
            Some(after) => after.old.start - hunk.old.end,
            None => (old.tokens.len() - hunk.old.end).min(new.tokens.len() - hunk.new.end),
        };
        let key = |at: usize| side.tokens.get(at).map(|t| t.key);
        let back =
            (1..=room_before.min(MOST)).take_while(|by| key(at.start - by) == key(at.end - by)).last().unwrap_or(0);
        let on = (0..room_after.min(MOST)).take_while(|by| key(at.start + by) == key(at.end + by)).count();
        // Of equally good places the first.
        let best = (-(back as isize)..=on as isize).max_by_key(|by| {
            let start = at.start.wrapping_add_signed(*by);
            (begins_well(side, start), std::cmp::Reverse(by.unsigned_abs()))
        });
        if let Some(by) = best {
            let moved = |range: &Range<usize>| range.start.wrapping_add_signed(by)..range.end.wrapping_add_signed(by);
            hunks[n] = Hunk { old: moved(&hunk.old), new: moved(&hunk.new) };
        }
    }
}

/// How good a beginning a token is for what was put in.
fn begins_well(side: &Side, at: usize) -> u8 {
    let Some(before) = at.checked_sub(1).and_then(|before| side.tokens.get(before)) else { return 3 };
    let mark = side.text[before.at.clone()].chars().next().unwrap_or(' ');
    match before.shape {
        Shape::Break => 3,
        Shape::Mark if matches!(mark, '.' | '!' | '?' | '…') || crate::sentence::ends_alone(mark) => 2,
        Shape::Mark if matches!(mark, ',' | ';' | ':' | '،' | '؛' | '、' | '，') => 1,
        _ => 0,
    }
}
