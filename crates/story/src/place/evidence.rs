//! What speaks for and against two reports telling one event: numbers for the trees, and for whoever asks why.

use super::sketch::{Sketch, Term};
use super::spots;
use coranto_encode::cosine as cosine_of;

/// The terms of evidence in the order in which the trees are given them; `training/story` reads the same names.
pub const NAMES: [&str; 31] = [
    "words",
    "title words",
    "pairs",
    "pair share",
    "vector",
    "names",
    "name share",
    "title in text",
    "text in title",
    "rarest",
    "second rarest",
    "numbers",
    "numbers apart",
    "late hours apart",
    "same owner",
    "same language",
    "shorter",
    "longer",
    "rarest apart",
    "names apart",
    "countries together",
    "places together",
    "places apart",
    "title places apart",
    "words below best",
    "vector below best",
    "words below other's best",
    "vector below other's best",
    "crowd",
    "other's crowd",
    "other's company",
];

/// Where the two likenesses stand that are compared with those to others.
const WORDS: usize = 0;
const VECTOR: usize = 4;
const CONTEXT: usize = 24;

/// One number for each of `NAMES`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence(pub [f32; NAMES.len()]);

/// The highest likeness of a report with any it was compared with: near is near only beside how near others are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Best {
    words: f32,
    vector: f32,
    /// How many of those it was first compared with are nearly as near as the nearest: in a large story every report has several.
    crowd: f32,
}

impl Default for Best {
    fn default() -> Best {
        Best { words: 0.0, vector: UNKNOWN, crowd: 0.0 }
    }
}

impl Best {
    /// Of the comparisons that a report was placed by.
    pub(super) fn of(all: impl Iterator<Item = [f32; 2]> + Clone) -> Best {
        const NEARLY: f32 = 0.6;
        let mut best = Best::default();
        all.clone().for_each(|likeness| best.note(likeness));
        best.crowd = all.filter(|[words, _]| *words >= NEARLY * best.words).count() as f32;
        best
    }

    pub(super) fn note(&mut self, [words, vector]: [f32; 2]) {
        self.words = self.words.max(words);
        self.vector = self.vector.max(vector);
    }
}

impl Evidence {
    /// Of words and of vectors.
    pub(super) fn likeness(&self) -> [f32; 2] {
        [self.0[WORDS], self.0[VECTOR]]
    }

    /// Where little has come yet, the nearest of all may be a stranger: however well it compares with the others, this is no evidence.
    pub(super) fn is_next_to_nothing(&self) -> bool {
        self.0[WORDS] < 0.06 && self.0[VECTOR] < 0.3
    }

    /// Sets both likenesses beside the best of either report. `company` is how many reports the other's story has.
    pub(super) fn beside(mut self, one: Best, other: Best, company: usize) -> Evidence {
        for (at, best) in [(CONTEXT, one), (CONTEXT + 2, other)] {
            self.0[at] = (best.words - self.0[WORDS]).max(0.0);
            self.0[at + 1] = (best.vector - self.0[VECTOR]).max(0.0);
        }
        self.0[CONTEXT + 4] = one.crowd;
        self.0[CONTEXT + 5] = other.crowd;
        self.0[CONTEXT + 6] = company as f32;
        self
    }

    pub fn get(&self, name: &str) -> Option<f32> {
        NAMES.iter().position(|n| *n == name).map(|at| self.0[at])
    }
}

/// What stands for "not known": the trees learn it as a value of its own.
const UNKNOWN: f32 = -1.0;

/// `weight` is how much a term tells: high for a rare one.
pub(super) fn weigh(a: &Sketch, b: &Sketch, weight: impl Fn(u32) -> f32) -> Evidence {
    let mut sum = Sums::default();
    walk(&a.terms, &b.terms, |one, other| sum.add(one, other, &weight));
    let places = spots::compare(&a.spots, &b.spots);
    let shared = shared_pairs(&a.pairs, &b.pairs);
    let fewest = a.pairs.len().min(b.pairs.len());
    let (short, long) = (a.terms.len().min(b.terms.len()), a.terms.len().max(b.terms.len()));
    Evidence([
        cosine(sum.dot, sum.norm),
        cosine(sum.title_dot, sum.title_norm),
        (1.0 + shared as f32).ln(),
        shared as f32 / fewest.max(1) as f32,
        vector(a, b),
        sum.names,
        sum.names / (sum.all_names[0].min(sum.all_names[1]) + 1.0),
        sum.found(0).max(sum.found(1)),
        sum.found(0).min(sum.found(1)),
        sum.rarest[0],
        sum.rarest[1],
        sum.numbers,
        sum.numbers_apart[0].min(sum.numbers_apart[1]),
        hours_apart(a, b),
        f32::from(u8::from(a.owner == b.owner)),
        f32::from(u8::from(a.lang == b.lang)),
        short as f32,
        long as f32,
        sum.title_rarest_apart,
        sum.names_apart[0].min(sum.names_apart[1]),
        places.countries.unwrap_or(UNKNOWN),
        places.shared.unwrap_or(UNKNOWN),
        places.apart.unwrap_or(UNKNOWN),
        places.titles_apart.unwrap_or(UNKNOWN),
        // The context is set once all are compared.
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
    ])
}

#[derive(Default)]
struct Sums {
    dot: f32,
    norm: [f32; 2],
    title_dot: f32,
    title_norm: [f32; 2],
    names: f32,
    all_names: [f32; 2],
    /// Weight of one's title, and how much of it the other has anywhere.
    title: [f32; 2],
    title_found: [f32; 2],
    rarest: [f32; 2],
    numbers: f32,
    numbers_apart: [f32; 2],
    /// The rarest name of each that the other does not have: two look-alikes happen in two places.
    names_apart: [f32; 2],
    /// The rarest word of one's title that the other does not have.
    title_rarest_apart: f32,
}

impl Sums {
    fn add(&mut self, a: Option<Term>, b: Option<Term>, weight: &impl Fn(u32) -> f32) {
        let Some(hash) = a.or(b).map(|term| term.hash) else { return };
        let weight = weight(hash);
        for (side, (term, other)) in [(a, b), (b, a)].into_iter().enumerate() {
            let Some(term) = term else { continue };
            self.norm[side] += strength(term, weight).powi(2);
            if term.is(Term::NAME) {
                self.all_names[side] += weight;
                if other.is_none() {
                    self.names_apart[side] = self.names_apart[side].max(weight);
                }
            }
            if term.is(Term::TITLE) {
                self.title[side] += weight;
                self.title_norm[side] += weight * weight;
                if other.is_some() {
                    self.title_found[side] += weight;
                } else {
                    self.title_rarest_apart = self.title_rarest_apart.max(weight);
                }
            }
            if term.is(Term::NUMBER) && other.is_none() {
                self.numbers_apart[side] += 1.0;
            }
        }
        let (Some(a), Some(b)) = (a, b) else { return };
        self.dot += strength(a, weight) * strength(b, weight);
        if a.is(Term::TITLE) && b.is(Term::TITLE) {
            self.title_dot += weight * weight;
        }
        if a.is(Term::NUMBER) {
            self.numbers += weight;
        } else if a.is(Term::NAME) || b.is(Term::NAME) {
            self.names += weight;
        }
        if weight > self.rarest[0] {
            self.rarest = [weight, self.rarest[0]];
        } else if weight > self.rarest[1] {
            self.rarest[1] = weight;
        }
    }

    fn found(&self, side: usize) -> f32 {
        self.title_found[side] / self.title[side].max(0.001)
    }
}

/// Said often counts more, though not in proportion; the title names the matter.
fn strength(term: Term, weight: f32) -> f32 {
    let often = 1.0 + f32::from(term.count).ln();
    weight * if term.is(Term::TITLE) { often + 1.0 } else { often }
}

fn cosine(dot: f32, [a, b]: [f32; 2]) -> f32 {
    if a > 0.0 && b > 0.0 { dot / (a * b).sqrt() } else { 0.0 }
}

fn walk(a: &[Term], b: &[Term], mut each: impl FnMut(Option<Term>, Option<Term>)) {
    let (mut a, mut b) = (a.iter().copied().peekable(), b.iter().copied().peekable());
    loop {
        match (a.peek(), b.peek()) {
            (None, None) => return,
            (Some(x), Some(y)) if x.hash == y.hash => each(a.next(), b.next()),
            (Some(x), Some(y)) if x.hash > y.hash => each(None, b.next()),
            (Some(_), _) => each(a.next(), None),
            (None, Some(_)) => each(None, b.next()),
        }
    }
}

fn shared_pairs(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        shared += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    shared
}

fn vector(a: &Sketch, b: &Sketch) -> f32 {
    match (&a.vector, &b.vector) {
        (Some(a), Some(b)) if !a.is_empty() && !b.is_empty() => cosine_of(a, b),
        _ => UNKNOWN,
    }
}

/// Beyond the first days, in which one event is told again and again: within them the hours say nothing of whether it is the same.
fn hours_apart(a: &Sketch, b: &Sketch) -> f32 {
    const FRESH: f32 = 72.0;
    const MOST: f32 = 24.0 * 60.0;
    match (a.published, b.published) {
        (Some(a), Some(b)) => {
            let hours = a.0.saturating_sub(b.0).unsigned_abs() as f32 / 3_600_000.0;
            (hours - FRESH).clamp(0.0, MOST)
        }
        _ => UNKNOWN,
    }
}
