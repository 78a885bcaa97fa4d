//! How near the nearest of all is to a report: by what it was compared with when it was placed, and by what came later.
//!
//! It follows from what is kept of the reports that are there: what a report was placed by stands in its links, even where that has left since; what a later one
//! added goes with it when it is edited or withdrawn.

use super::evidence::Best;
use super::window::Slot;

#[derive(Debug, Default)]
pub(super) struct Nearest {
    /// By the comparisons that it was placed by.
    first: Best,
    /// Those that came later and are nearer, by number.
    later: Vec<(u64, [f32; 2])>,
    now: Best,
    /// The reports that were told of this one.
    noted_with: Vec<Slot>,
}

impl Nearest {
    pub(super) fn of(all: impl Iterator<Item = [f32; 2]> + Clone) -> Nearest {
        let first = Best::of(all);
        Nearest { first, now: first, ..Nearest::default() }
    }

    pub(super) fn now(&self) -> Best {
        self.now
    }

    /// A later report is as near as this; false when that changes nothing.
    pub(super) fn note(&mut self, number: u64, likeness: [f32; 2]) -> bool {
        let mut nearer = self.first;
        nearer.note(likeness);
        if nearer == self.first {
            return false;
        }
        self.later.push((number, likeness));
        self.now.note(likeness);
        true
    }

    /// A later report has left.
    pub(super) fn forget(&mut self, number: u64) {
        self.later.retain(|(later, _)| *later != number);
        self.now = self.first;
        self.later.iter().for_each(|(_, likeness)| self.now.note(*likeness));
    }

    pub(super) fn set_noted_with(&mut self, others: Vec<Slot>) {
        self.noted_with = others;
    }

    pub(super) fn noted_with(&self) -> &[Slot] {
        &self.noted_with
    }
}
