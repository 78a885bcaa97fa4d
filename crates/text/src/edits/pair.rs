//! Which paragraphs that are not equal are versions of each other: one of one, or one of two where a paragraph was cut or joined. Both sides keep their order.

use super::align::Work;
use super::compare::Side;
use super::token::Token;
use std::ops::Range;

/// Words that two versions share at the least, of all that both have.
const ALIKE: f32 = 0.4;
/// Of a longer paragraph its beginning is compared.
const MOST_WORDS: usize = 600;
/// Lines on either side; of more between two equal ones nobody could follow which became which.
const MOST_LINES: usize = 400;

/// Pairs of ranges of lines, of one or two each.
pub(super) fn versions(
    old: &Side,
    new: &Side,
    from: Range<usize>,
    to: Range<usize>,
    work: &mut Work,
) -> Vec<(Range<usize>, Range<usize>)> {
    let (rows, columns) = (from.len(), to.len());
    if rows == 0 || columns == 0 {
        return Vec::new();
    }
    if (rows, columns) == (1, 1) && work.spend(2 * MOST_WORDS) {
        let alike = likeness(&words(old, from.clone()), &words(new, to.clone())) >= ALIKE;
        return if alike { vec![(from, to)] } else { Vec::new() };
    }
    if rows > MOST_LINES || columns > MOST_LINES {
        return Vec::new();
    }
    let words_of =
        |side: &Side, lines: &Range<usize>| lines.clone().map(|line| words(side, line..line + 1)).collect::<Vec<_>>();
    let (ours, theirs) = (words_of(old, &from), words_of(new, &to));
    let cost: usize =
        ours.iter().map(|o| columns * o.len()).sum::<usize>() + theirs.iter().map(|t| rows * t.len()).sum::<usize>();
    if !work.spend(3 * cost) {
        return Vec::new();
    }
    let table = Table::fill(&ours, &theirs);
    let shifted = |(i, j, over, down): (usize, usize, usize, usize)| {
        (from.start + i..from.start + i + over, to.start + j..to.start + j + down)
    };
    table.best().into_iter().map(shifted).collect()
}

/// What a line says, sorted, so that two can be counted against each other in one pass.
fn words(side: &Side, lines: Range<usize>) -> Vec<u64> {
    let Some(tokens) = side.lines.get(lines.start).map(|first| first.start..side.lines[lines.end - 1].end) else {
        return Vec::new();
    };
    let mut words: Vec<u64> =
        side.tokens[tokens].iter().filter(|t| t.says()).take(MOST_WORDS).map(|t: &Token| t.key).collect();
    words.sort_unstable();
    words
}

/// Twice what they share, of all they have (Dice).
fn likeness(a: &[u64], b: &[u64]) -> f32 {
    let (mut i, mut j, mut shared) = (0, 0, 0usize);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        shared += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    match a.len() + b.len() {
        0 => 0.0,
        all => 2.0 * shared as f32 / all as f32,
    }
}

fn joined(a: &[u64], b: &[u64]) -> Vec<u64> {
    let mut all = [a, b].concat();
    all.sort_unstable();
    all
}

/// The best way to the end from each place, as in aligning sentences of translations (Gale and Church 1993), by words in place of lengths.
struct Table {
    columns: usize,
    /// Worth of the way on, and the step taken: lines over, lines down.
    cells: Vec<(f32, (usize, usize))>,
}

impl Table {
    fn fill(ours: &[Vec<u64>], theirs: &[Vec<u64>]) -> Table {
        let columns = theirs.len() + 1;
        let mut table = Table { columns, cells: vec![(0.0, (0, 0)); columns * (ours.len() + 1)] };
        for i in (0..=ours.len()).rev() {
            for j in (0..=theirs.len()).rev() {
                let cell = table.step(ours, theirs, i, j);
                table.cells[i * columns + j] = cell;
            }
        }
        table
    }

    fn worth(&self, i: usize, j: usize) -> f32 {
        self.cells.get(i * self.columns + j).filter(|_| j < self.columns).map_or(f32::MIN, |cell| cell.0)
    }

    fn step(&self, ours: &[Vec<u64>], theirs: &[Vec<u64>], i: usize, j: usize) -> (f32, (usize, usize)) {
        let mut best = (f32::MIN, (0, 0));
        let mut consider = |worth: f32, step: (usize, usize)| {
            if worth > best.0 {
                best = (worth, step);
            }
        };
        if i == ours.len() && j == theirs.len() {
            return (0.0, (0, 0));
        }
        if i < ours.len() {
            consider(self.worth(i + 1, j), (1, 0));
        }
        if j < theirs.len() {
            consider(self.worth(i, j + 1), (0, 1));
        }
        let (Some(own), Some(their)) = (ours.get(i), theirs.get(j)) else { return best };
        let one = likeness(own, their);
        let paired = |alike: f32, words: usize| (alike - ALIKE) * words as f32;
        if one >= ALIKE {
            consider(self.worth(i + 1, j + 1) + paired(one, own.len() + their.len()), (1, 1));
        }
        // Cut in two, or joined: only where the two together are more alike than the one.
        if one < 0.9 {
            if let Some(next) = theirs.get(j + 1) {
                let both = likeness(own, &joined(their, next));
                if both >= ALIKE && both > one && both > likeness(own, next) {
                    consider(self.worth(i + 1, j + 2) + paired(both, own.len() + their.len() + next.len()), (1, 2));
                }
            }
            if let Some(next) = ours.get(i + 1) {
                let both = likeness(&joined(own, next), their);
                if both >= ALIKE && both > one && both > likeness(next, their) {
                    consider(self.worth(i + 2, j + 1) + paired(both, own.len() + their.len() + next.len()), (2, 1));
                }
            }
        }
        best
    }

    /// The pairs on the best way: where they begin, how many lines of each.
    fn best(&self) -> Vec<(usize, usize, usize, usize)> {
        let (mut i, mut j) = (0, 0);
        let mut pairs = Vec::new();
        while let Some((_, (over, down))) = self.cells.get(i * self.columns + j) {
            if (*over, *down) == (0, 0) {
                break;
            }
            if *over > 0 && *down > 0 {
                pairs.push((i, j, *over, *down));
            }
            (i, j) = (i + over, j + down);
        }
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_find_their_versions_also_when_cut_in_two() {
        let old = Side::of(
            "The bridge fell at dawn and nobody was hurt.\nThe mayor came at noon to see it. She spoke of a failure of listening.\nBoats wait outside the harbour.",
        );
        let new = Side::of(
            "A storm is due on Friday.\nThe mayor came at noon to see it.\nShe spoke of a failure of listening.\nThe bridge fell at dusk and nobody was hurt.",
        );
        let found = versions(&old, &new, 0..3, 0..4, &mut Work::new());
        assert_eq!(found, [(1..2, 1..3)], "both sides keep their order");
    }
}
