//! The model that `training/names` makes: a weight of each kind in each bucket of `features`, as small integers. Where a language has none, the rules decide alone.

use super::MentionKind;
use super::cased::Words;
use super::features::{BUCKETS, KINDS, features};
use super::kinds::{self, Run, is_weak, least};
use coranto_core::Lang;
use std::sync::LazyLock;

static FILE: &[u8] = include_bytes!("../../data/kinds.bin");
static MODEL: LazyLock<Option<Model>> = LazyLock::new(|| Model::read(FILE));

/// The language it learnt. In others the same trained on made sentences alone, and did no better than the rules.
const LEARNT: &str = "en";

pub(super) struct Model {
    intercepts: [f32; KINDS.len()],
    scales: [f32; KINDS.len()],
    /// A row of kinds a bucket.
    weights: &'static [u8],
}

pub(super) fn of(lang: Option<Lang>) -> Option<&'static Model> {
    MODEL.as_ref().filter(|_| lang.is_some_and(|lang| lang.as_str() == LEARNT))
}

impl Model {
    /// `None` for a damaged file; a test reads the real one.
    fn read(file: &'static [u8]) -> Option<Model> {
        let (head, weights) = file.split_at_checked(KINDS.len() * 2 * 4)?;
        let number = |at: usize| head[at * 4..at * 4 + 4].try_into().map_or(0.0, f32::from_le_bytes);
        (weights.len() == BUCKETS * KINDS.len()).then(|| Model {
            intercepts: std::array::from_fn(number),
            scales: std::array::from_fn(|at| number(KINDS.len() + at)),
            weights,
        })
    }

    /// The kind, and whether more than a guess; None for what is no name.
    pub fn decide(&self, words: &Words, run: &Run) -> Option<(MentionKind, bool)> {
        let probable = self.probable(&features(words, run), points(words, run));
        let best = (0..KINDS.len()).max_by(|a, b| probable[*a].total_cmp(&probable[*b]))?;
        Some((KINDS[best]?, probable[best] >= SURE))
    }

    /// How probable each kind is; together 1.
    fn probable(&self, buckets: &[u32], points: [f32; KINDS.len()]) -> [f32; KINDS.len()] {
        let mut sums = [0i32; KINDS.len()];
        for bucket in buckets {
            let row = *bucket as usize * KINDS.len();
            for (sum, weight) in sums.iter_mut().zip(&self.weights[row..row + KINDS.len()]) {
                *sum += i32::from(*weight as i8);
            }
        }
        let logits: [f32; KINDS.len()] =
            std::array::from_fn(|kind| points[kind] + self.intercepts[kind] + self.scales[kind] * sums[kind] as f32);
        let top = logits.iter().copied().fold(f32::MIN, f32::max);
        let exps = logits.map(|logit| (logit - top).exp());
        let sum: f32 = exps.iter().sum();
        exps.map(|exp| exp / sum)
    }
}

const SURE: f32 = 0.8;

/// What the rules give to no name and to each kind: where the model has learnt nothing, they decide.
pub(super) fn points(words: &Words, run: &Run) -> [f32; KINDS.len()] {
    const WEAK: f32 = 2.0;
    let [person, organisation, place, other] = kinds::points(words, run);
    [if is_weak(words, run) { WEAK } else { least(words, run) }, person, organisation, place, other]
}
