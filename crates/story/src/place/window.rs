//! The reports of the last days, and which of them a new one may be about the same event as: constant cost however many there are.

use super::nearest::Nearest;
use super::related::Reason;
use super::sketch::{Sketch, hash};
use coranto_core::Millis;
use coranto_encode::{Table, Vector};
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::sync::LazyLock;

/// The place of a report in the window; given again after it has left.
pub(super) type Slot = u32;

/// The words by which others are looked for: the rarest of a report.
const ASKED_TERMS: usize = 24;
/// Of a word's reports only the newest are looked at: a word in more of them tells little.
const POSTINGS: usize = 400;
const BY_WORDS: usize = 28;
const BY_VECTOR: usize = 16;
/// Vectors further apart than this are of other matters.
const LEAST_COSINE: f32 = 0.3;

/// Reports beside those of the window by which terms are weighed: a word is not rare because the window is still small.
const COUNTED: f32 = 8_000.0;

/// Terms that are common in their language, with the share of reports they stand in.
static COMMON: LazyLock<FxHashMap<u32, f32>> = LazyLock::new(|| {
    let mut common: FxHashMap<u32, f32> = FxHashMap::default();
    for line in include_str!("../../model/common.txt").lines().filter(|line| !line.starts_with(['#', '='])) {
        if let Some((term, count)) = line.rsplit_once(' ')
            && let Ok(count) = count.parse::<f32>()
        {
            let share = common.entry(hash(term)).or_default();
            *share = share.max(count / 10_000.0);
        }
    }
    common
});

#[derive(Debug, Default)]
pub(super) struct Window {
    entries: Vec<Option<Entry>>,
    free: Vec<Slot>,
    by_key: FxHashMap<u64, Slot>,
    postings: FxHashMap<u32, Posting>,
    /// How many ever arrived.
    arrivals: u64,
    /// All slots in order of arrival, with the numbers of those that had them: a slot is given again.
    order: VecDeque<(Slot, u64)>,
    /// The vectors by slot; of another model's vectors none is kept here.
    vectors: Option<Table>,
    /// Sums while candidates are looked for, by slot; always zero between calls.
    sums: Vec<f32>,
}

#[derive(Debug)]
pub(super) struct Entry {
    pub sketch: Sketch,
    /// Counts arrivals; never given again.
    pub number: u64,
    pub arrived: Millis,
    pub story: u64,
    /// The report whose text it has: where that goes, it goes, as long as that is there.
    pub goes_with: Option<(Slot, u64)>,
    /// How likely it tells the same event as those that came before it, by their numbers; what it has with a later one is kept there. So nothing need be
    /// undone when one leaves: its number comes no more.
    pub likely: Vec<(u64, f32)>,
    pub nearest: Nearest,
    /// Reports of other stories on the same people and matter, nearest first.
    pub background: Vec<(u64, Reason, f32)>,
}

/// The reports of the window that have a term.
#[derive(Debug, Default)]
struct Posting {
    /// In order of arrival: all of them, though only the newest are looked at, since those may leave.
    slots: VecDeque<Slot>,
    /// In what share of all reports it stands, should it be common.
    common: f32,
}

impl Posting {
    fn of(term: u32) -> Posting {
        Posting { common: COMMON.get(&term).copied().unwrap_or_default(), ..Posting::default() }
    }
}

impl Window {
    pub(super) fn len(&self) -> usize {
        self.by_key.len()
    }

    pub(super) fn slot(&self, key: u64) -> Option<Slot> {
        self.by_key.get(&key).copied()
    }

    pub(super) fn get(&self, slot: Slot) -> Option<&Entry> {
        self.entries.get(slot as usize)?.as_ref()
    }

    pub(super) fn get_mut(&mut self, slot: Slot) -> Option<&mut Entry> {
        self.entries.get_mut(slot as usize)?.as_mut()
    }

    /// How much a term tells: the logarithm of one in so many reports, those of the window and those that the common terms were counted in.
    pub(super) fn weight(&self, term: u32) -> f32 {
        let (count, common) =
            self.postings.get(&term).map_or((0, 0.0), |posting| (posting.slots.len(), posting.common));
        ((self.len() as f32 + COUNTED) / (count as f32 + common * COUNTED + 0.5)).ln().max(0.1)
    }

    pub(super) fn insert(&mut self, sketch: Sketch, arrived: Millis) -> Slot {
        let slot = self.free.pop().unwrap_or(self.entries.len() as Slot);
        if slot as usize == self.entries.len() {
            self.entries.push(None);
            self.sums.push(0.0);
        }
        for term in &sketch.terms {
            let posting = self.postings.entry(term.hash).or_insert_with(|| Posting::of(term.hash));
            posting.slots.push_back(slot);
        }
        self.set_vector(slot, sketch.vector.as_ref());
        self.by_key.insert(sketch.key, slot);
        self.arrivals += 1;
        self.order.push_back((slot, self.arrivals));
        self.entries[slot as usize] = Some(Entry {
            sketch,
            number: self.arrivals,
            arrived,
            story: 0,
            goes_with: None,
            likely: Vec::new(),
            nearest: Nearest::default(),
            background: Vec::new(),
        });
        slot
    }

    pub(super) fn remove(&mut self, slot: Slot) -> Option<Entry> {
        let Window { entries, postings, .. } = self;
        let number = |slot: Slot| entries.get(slot as usize).and_then(Option::as_ref).map_or(0, |entry| entry.number);
        let own = number(slot);
        for term in &entries.get(slot as usize)?.as_ref()?.sketch.terms {
            if let Some(posting) = postings.get_mut(&term.hash) {
                let at = posting.slots.partition_point(|other| number(*other) < own);
                posting.slots.remove(at);
                if posting.slots.is_empty() {
                    postings.remove(&term.hash);
                }
            }
        }
        let entry = self.entries.get_mut(slot as usize)?.take()?;
        for other in entry.nearest.noted_with() {
            if let Some(other) = self.get_mut(*other) {
                other.nearest.forget(own);
            }
        }
        self.set_vector(slot, None);
        self.by_key.remove(&entry.sketch.key);
        self.free.push(slot);
        Some(entry)
    }

    /// The report that arrived first.
    pub(super) fn oldest(&mut self) -> Option<Slot> {
        while let Some((slot, number)) = self.order.front().copied() {
            if self.get(slot).is_some_and(|entry| entry.number == number) {
                return Some(slot);
            }
            self.order.pop_front();
        }
        None
    }

    /// The reports most like this one, by rare words and by vector, best first; never itself.
    pub(super) fn candidates(&mut self, slot: Slot) -> Vec<Slot> {
        let Some(entry) = self.get(slot) else { return Vec::new() };
        let mut terms: Vec<(f32, u32)> =
            entry.sketch.terms.iter().map(|term| (self.weight(term.hash), term.hash)).collect();
        terms.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut touched = Vec::new();
        let mut sums = std::mem::take(&mut self.sums);
        for (weight, term) in terms.into_iter().take(ASKED_TERMS) {
            let Some(posting) = self.postings.get(&term) else { continue };
            for other in posting.slots.iter().rev().take(POSTINGS) {
                let sum = &mut sums[*other as usize];
                if *sum == 0.0 {
                    touched.push(*other);
                }
                *sum += weight * weight;
            }
        }
        let by_words = touched.iter().map(|other| (sums[*other as usize], *other)).filter(|(_, o)| *o != slot);
        let mut found = self.best(by_words.collect(), BY_WORDS);
        touched.iter().for_each(|other| sums[*other as usize] = 0.0);
        self.sums = sums;
        found.extend(self.by_vector(slot));
        found.sort_unstable();
        found.dedup();
        found
    }

    fn by_vector(&self, slot: Slot) -> Vec<Slot> {
        let Some(mine) = self.get(slot).and_then(|entry| entry.sketch.vector.as_ref()) else { return Vec::new() };
        let near = self.vectors.as_ref().map(|table| table.near(mine, LEAST_COSINE)).unwrap_or_default();
        let others = near.into_iter().filter(|(row, _)| *row != slot as usize);
        self.best(others.map(|(row, cosine)| (cosine, row as Slot)).collect(), BY_VECTOR)
    }

    pub(super) fn renew_vector(&mut self, slot: Slot, vector: Vector) {
        self.set_vector(slot, Some(&vector));
        if let Some(entry) = self.get_mut(slot) {
            entry.sketch.vector = Some(vector);
        }
    }

    fn set_vector(&mut self, slot: Slot, vector: Option<&Vector>) {
        let Some(dimension) = vector.map(|v| v.values().len()).or(self.vectors.as_ref().map(Table::dimension)) else {
            return;
        };
        let table = self.vectors.get_or_insert_with(|| Table::new(dimension));
        let empty = Vector::empty(dimension);
        while table.len() <= slot as usize {
            table.push(&empty);
        }
        table.set(slot as usize, vector.unwrap_or(&empty));
    }

    /// The highest, ties by key: slots are given in an order that says nothing.
    fn best(&self, mut scored: Vec<(f32, Slot)>, most: usize) -> Vec<Slot> {
        let key = |slot: Slot| self.get(slot).map_or(0, |entry| entry.sketch.key);
        let order = |a: &(f32, Slot), b: &(f32, Slot)| b.0.total_cmp(&a.0).then_with(|| key(a.1).cmp(&key(b.1)));
        if scored.len() > most {
            scored.select_nth_unstable_by(most, order);
            scored.truncate(most);
        }
        scored.into_iter().map(|(_, slot)| slot).collect()
    }
}
