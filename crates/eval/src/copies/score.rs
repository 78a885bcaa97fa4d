//! Right, missed and false pairs.

use super::make::{Change, Made};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub right: usize,
    pub missed: usize,
    pub false_: usize,
}

impl Counts {
    pub fn f1(&self) -> f64 {
        let all = 2 * self.right + self.missed + self.false_;
        if all == 0 { 1.0 } else { 2.0 * self.right as f64 / all as f64 }
    }

    pub fn and(self, other: &Counts) -> Counts {
        Counts {
            right: self.right + other.right,
            missed: self.missed + other.missed,
            false_: self.false_ + other.false_,
        }
    }

    pub fn shown(self) -> String {
        format!("{:.4} ({}, {})", self.f1(), self.missed, self.false_)
    }
}

/// By what was done to the copy; false pairs count for the change of the copy in them, those without a copy for none. Wrong pairs are told in `wrong`.
pub fn scored(set: &Made, pairs: &[(usize, usize)], wrong: &mut Vec<String>) -> BTreeMap<Option<Change>, Counts> {
    let found: BTreeSet<(usize, usize)> = pairs.iter().copied().collect();
    let mut counts: BTreeMap<Option<Change>, Counts> = BTreeMap::new();
    let id = |at: usize| &set.documents[at].id;
    for (source, copy, change) in &set.copies {
        let counts = counts.entry(Some(*change)).or_default();
        if found.contains(&(*source, *copy)) {
            counts.right += 1;
        } else {
            counts.missed += 1;
            wrong.push(format!("missed: {} {}", id(*source), id(*copy)));
        }
    }
    for (a, b) in found {
        if !set.copies.iter().any(|(source, copy, _)| (*source, *copy) == (a, b)) {
            let change = set.copies.iter().find(|(_, copy, _)| [a, b].contains(copy)).map(|(_, _, change)| *change);
            counts.entry(change).or_default().false_ += 1;
            wrong.push(format!("false: {} “{}” {} “{}”", id(a), set.documents[a].title, id(b), set.documents[b].title));
        }
    }
    counts
}
