//! Which tokens of two rows are the same ones, in order: Myers' difference (the `similar` crate) where it is affordable, and what stands once in both rows
//! as anchors where it is not.
//!
//! The library bounds its work by a deadline only, and then the same two texts would be told apart otherwise on a busy day. So the work is bounded here, by
//! counting: whatever two rows hold, the cost is that of their length and of [`Work`].

use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::HashMap;
use std::ops::Range;

/// Pairs of tokens that may still be held against each other, for one comparison of two texts.
#[derive(Debug)]
pub(super) struct Work(usize);

/// All of two texts.
const MOST_WORK: usize = 24_000_000;
/// Of two rows at once; larger ones are anchored first.
const MOST_AT_ONCE: usize = 1_000_000;

impl Work {
    pub fn new() -> Work {
        Work(MOST_WORK)
    }

    /// True, and it is spent, when so much is left.
    pub fn spend(&mut self, pairs: usize) -> bool {
        match self.0.checked_sub(pairs) {
            Some(left) => {
                self.0 = left;
                true
            }
            None => false,
        }
    }
}

/// Pairs of equal tokens, both sides in order. Where the work is spent, further ones are not found: what is not paired is told as removed and added.
pub(super) fn align(old: &[u64], new: &[u64], work: &mut Work) -> Vec<(usize, usize)> {
    let mut pairs = Vec::with_capacity(old.len().min(new.len()));
    let (from, to) = ends(old, new, 0..old.len(), 0..new.len(), &mut pairs);
    let tail = old.len() - from.end;
    if !from.is_empty() && !to.is_empty() {
        if from.len().saturating_mul(to.len()) <= MOST_AT_ONCE {
            between(old, new, from.clone(), to.clone(), work, &mut pairs);
        } else {
            let mut at = (from.start, to.start);
            for (i, j) in anchors(old, new, from.clone(), to.clone()).into_iter().chain([(from.end, to.end)]) {
                between(old, new, at.0..i, at.1..j, work, &mut pairs);
                if i < from.end {
                    pairs.push((i, j));
                }
                at = (i + 1, j + 1);
            }
        }
    }
    pairs.extend((0..tail).map(|n| (from.end + n, to.end + n)));
    pairs
}

/// Pairs what both begin with, and gives what is left between that and what both end with.
fn ends(
    old: &[u64],
    new: &[u64],
    mut from: Range<usize>,
    mut to: Range<usize>,
    pairs: &mut Vec<(usize, usize)>,
) -> (Range<usize>, Range<usize>) {
    while !from.is_empty() && !to.is_empty() && old[from.start] == new[to.start] {
        pairs.push((from.start, to.start));
        from.start += 1;
        to.start += 1;
    }
    while !from.is_empty() && !to.is_empty() && old[from.end - 1] == new[to.end - 1] {
        from.end -= 1;
        to.end -= 1;
    }
    (from, to)
}

fn between(
    old: &[u64],
    new: &[u64],
    from: Range<usize>,
    to: Range<usize>,
    work: &mut Work,
    pairs: &mut Vec<(usize, usize)>,
) {
    let (rest, onto) = ends(old, new, from.clone(), to, pairs);
    let cost = rest.len().saturating_mul(onto.len());
    if cost > 0 && cost <= MOST_AT_ONCE && work.spend(cost) {
        for op in capture_diff_slices(Algorithm::Myers, &old[rest.clone()], &new[onto.clone()]) {
            if let DiffOp::Equal { old_index, new_index, len } = op {
                pairs.extend((0..len).map(|n| (rest.start + old_index + n, onto.start + new_index + n)));
            }
        }
    }
    pairs.extend((0..from.end - rest.end).map(|n| (rest.end + n, onto.end + n)));
}

/// What stands exactly once in both, as long as it keeps its order: the longest such row (patience).
fn anchors(old: &[u64], new: &[u64], from: Range<usize>, to: Range<usize>) -> Vec<(usize, usize)> {
    #[derive(Default)]
    struct Seen {
        old: u32,
        new: u32,
        at: usize,
    }
    let mut seen: HashMap<u64, Seen> = HashMap::with_capacity(from.len());
    for at in from.clone() {
        let seen = seen.entry(old[at]).or_default();
        (seen.old, seen.at) = (seen.old + 1, at);
    }
    for at in to.clone() {
        if let Some(seen) = seen.get_mut(&new[at]) {
            seen.new += 1;
        }
    }
    let once = to.filter_map(|j| {
        let seen = seen.get(&new[j]).filter(|s| s.old == 1 && s.new == 1)?;
        Some((seen.at, j))
    });
    longest_rising(&once.collect::<Vec<_>>())
}

/// The longest part of `pairs` (which rise on the right) that rises on the left, too.
fn longest_rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The pair that ends the best row of each length, and what stands before each pair in its row.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (n, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].0 < pair.0);
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter)).copied());
        if length == ends.len() { ends.push(n) } else { ends[length] = n }
    }
    let mut row = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(n) = at {
        row.push(pairs[n]);
        at = before[n];
    }
    row.reverse();
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rises(pairs: &[(usize, usize)]) -> bool {
        pairs.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 < w[1].1)
    }

    proptest! {
        #[test]
        fn pairs_are_equal_and_in_order(old in proptest::collection::vec(0u64..5, 0..40), new in proptest::collection::vec(0u64..5, 0..40), left in 0usize..400) {
            let pairs = align(&old, &new, &mut Work(left));
            prop_assert!(rises(&pairs), "{pairs:?}");
            prop_assert!(pairs.iter().all(|(i, j)| old[*i] == new[*j]));
            if old == new {
                prop_assert_eq!(pairs.len(), old.len());
            }
        }

        #[test]
        fn anchors_rise(old in Just((0u64..60).collect::<Vec<_>>()).prop_shuffle(), new in Just((0u64..60).collect::<Vec<_>>()).prop_shuffle()) {
            let found = anchors(&old, &new, 0..60, 0..60);
            prop_assert!(!found.is_empty() && rises(&found));
            prop_assert!(found.iter().all(|(i, j)| old[*i] == new[*j]));
        }
    }

    #[test]
    fn a_word_in_the_middle_of_a_long_row_is_found() {
        let old: Vec<u64> = (0..3_000).collect();
        let mut new = old.clone();
        new[1_500] = 9_999;
        new.insert(40, 8_888);
        new.remove(2_000);
        assert_eq!(align(&old, &new, &mut Work::new()).len(), 2_998);
    }
}
