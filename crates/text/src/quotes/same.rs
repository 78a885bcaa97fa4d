//! The same quotation in several reports is one quotation with variants: cut short, corrected, split otherwise. By its folded words, in their order.
//!
//! Translations are not joined: who translated what is not known here.

use crate::terms::words;
use coranto_core::Lang;
use std::collections::HashMap;
use std::ops::Range;

/// What one report gives as somebody's words; several parts are joined by a space.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    pub words: &'a str,
    pub lang: Option<Lang>,
}

/// One quotation. Numbers are those of the list that was asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variants {
    /// The longest form; of equally long ones the first.
    pub form: usize,
    /// All others, in their order.
    pub others: Vec<Variant>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    pub number: usize,
    /// Words of the form that it lacks, in bytes of the form.
    pub missing: Vec<Range<usize>>,
    /// Words that the form lacks, in bytes of its own.
    pub added: Vec<Range<usize>>,
}

/// Fewer words are the same only when all are: "Yes, we can" is said by many.
const FEW_WORDS: usize = 5;
/// So much of the shorter form stands in the longer one, in hundredths of its neighbouring pairs of words.
const SHARED_PERCENT: usize = 70;
/// Only so much is compared: a longer quotation is told by its beginning.
const MOST_WORDS: usize = 400;
/// A run of three words that more forms share than this tells nothing.
const MOST_SHARING: usize = 64;

/// Whether two reports give the same words.
pub fn same(a: Said, b: Said) -> bool {
    Form::of(&a).is(&Form::of(&b))
}

/// Quotations of many reports, each once with its variants, in the order in which they first stand.
pub fn together(said: &[Said]) -> Vec<Variants> {
    let forms: Vec<Form> = said.iter().map(Form::of).collect();
    let mut group: Vec<usize> = (0..forms.len()).collect();
    let mut index: HashMap<u64, Vec<usize>> = HashMap::new();
    for (number, form) in forms.iter().enumerate() {
        let mut seen = Vec::new();
        for key in form.keys() {
            let sharing = index.entry(key).or_default();
            if sharing.len() < MOST_SHARING {
                seen.extend(sharing.iter().copied());
                sharing.push(number);
            }
        }
        seen.sort_unstable();
        seen.dedup();
        let same = seen.into_iter().filter(|other| form.is(&forms[*other]));
        for other in same {
            let (a, b) = (root(&mut group, other), root(&mut group, number));
            group[a.max(b)] = a.min(b);
        }
    }
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); forms.len()];
    for number in 0..forms.len() {
        let first = root(&mut group, number);
        members[first].push(number);
    }
    members.into_iter().filter(|members| !members.is_empty()).map(|members| variants(&forms, &members)).collect()
}

fn root(group: &mut [usize], mut number: usize) -> usize {
    while group[number] != number {
        group[number] = group[group[number]];
        number = group[number];
    }
    number
}

fn variants(forms: &[Form], members: &[usize]) -> Variants {
    let form = members
        .iter()
        .copied()
        .max_by_key(|number| (forms[*number].words.len(), std::cmp::Reverse(*number)))
        .unwrap_or_default();
    let others = members.iter().copied().filter(|number| *number != form);
    Variants { form, others: others.map(|number| difference(&forms[form], &forms[number], number)).collect() }
}

/// A quotation as it is compared.
struct Form {
    /// Hash and place of each word.
    words: Vec<(u64, Range<usize>)>,
    /// Neighbouring pairs, sorted.
    pairs: Vec<u64>,
}

impl Form {
    fn of(said: &Said) -> Form {
        let words: Vec<(u64, Range<usize>)> =
            words(said.words, said.lang).take(MOST_WORDS).map(|word| (hash(word.text.bytes()), word.place)).collect();
        let mut pairs: Vec<u64> = words.windows(2).map(|pair| mix(pair[0].0, pair[1].0)).collect();
        pairs.sort_unstable();
        Form { words, pairs }
    }

    fn is(&self, other: &Form) -> bool {
        let (short, long) = if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        if short.words.len() < FEW_WORDS {
            return !short.words.is_empty()
                && short.words.len() == long.words.len()
                && short.words.iter().zip(&long.words).all(|(a, b)| a.0 == b.0);
        }
        let (mut shared, mut at) = (0, 0);
        for pair in &short.pairs {
            while long.pairs.get(at).is_some_and(|other| other < pair) {
                at += 1;
            }
            if long.pairs.get(at) == Some(pair) {
                shared += 1;
                at += 1;
            }
        }
        shared * 100 >= short.pairs.len() * SHARED_PERCENT
    }

    /// What forms that may be the same share: runs of three words, or all of a short one.
    fn keys(&self) -> Vec<u64> {
        let whole = (self.words.len() < FEW_WORDS && !self.words.is_empty())
            .then(|| self.words.iter().fold(7, |key, (word, _)| mix(key, *word)));
        let mut keys: Vec<u64> = match whole {
            Some(key) => vec![key],
            None => self.words.windows(3).map(|run| mix(mix(run[0].0, run[1].0), run[2].0)).collect(),
        };
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3))
}

fn mix(a: u64, b: u64) -> u64 {
    (a.rotate_left(23) ^ b).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// By the longest common run of words in order.
fn difference(form: &Form, other: &Form, number: usize) -> Variant {
    let (a, b) = (&form.words, &other.words);
    let mut best = vec![0u16; (a.len() + 1) * (b.len() + 1)];
    let at = |i: usize, j: usize| i * (b.len() + 1) + j;
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            best[at(i, j)] =
                if a[i].0 == b[j].0 { best[at(i + 1, j + 1)] + 1 } else { best[at(i + 1, j)].max(best[at(i, j + 1)]) };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut variant = Variant { number, missing: Vec::new(), added: Vec::new() };
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i].0 == b[j].0 {
            i += 1;
            j += 1;
        } else if j == b.len() || i < a.len() && best[at(i + 1, j)] >= best[at(i, j + 1)] {
            push(&mut variant.missing, a, i);
            i += 1;
        } else {
            push(&mut variant.added, b, j);
            j += 1;
        }
    }
    variant
}

/// Neighbouring words are one place.
fn push(places: &mut Vec<Range<usize>>, words: &[(u64, Range<usize>)], at: usize) {
    let place = &words[at].1;
    match places.last_mut() {
        Some(last) if at > 0 && last.end == words[at - 1].1.end => last.end = place.end,
        _ => places.push(place.clone()),
    }
}
