//! The linear models that `training/topics` makes: over hashed words, and over the numbers of the story encoder's vector.

use crate::topic::Topic;
use coranto_core::Lang;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The lead tells what a report is about; what comes later digresses, and costs time.
const MAX_TEXT_BYTES: usize = 1_500;
/// A headline's word says as much as three of the text.
const TITLE_WEIGHT: u16 = 3;
/// The length of a headline of six different words. What has fewer says less, and is not stretched to say as much.
const WHOLE_HEADLINE: f32 = 5.1;
const BUCKETS: usize = 1 << 17;
const TOPICS: usize = Topic::ALL.len();

/// How probable each topic is, in the order of [`Topic::ALL`]; together 1.
pub type Scores = [f32; TOPICS];

/// What the text says; `None` where it has no word and no vector. The vector is the story encoder's, of title and lead.
pub fn scores(title: &str, text: &str, lang: Option<Lang>, vector: Option<&[i8]>) -> Option<Scores> {
    let words = WORDS.logits(&features(title, text, lang));
    let vector = vector.and_then(|vector| VECTORS.logits(vector));
    let logits = match (words, vector) {
        (Some(words), Some(vector)) => {
            std::array::from_fn(|i| VECTORS.beside * vector[i] + VECTORS.words_beside * words[i])
        }
        (Some(words), None) => words.map(|logit| WORDS.alone * logit),
        (None, Some(vector)) => vector.map(|logit| VECTORS.alone * logit),
        (None, None) => return None,
    };
    Some(softmax(logits))
}

/// The buckets of a text's terms with their weights, of length 1 together; of a few words, less.
pub fn features(title: &str, text: &str, lang: Option<Lang>) -> Vec<(u32, f32)> {
    let mut end = text.len().min(MAX_TEXT_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut counts: FxHashMap<u32, u16> = FxHashMap::default();
    for (part, weight) in [(&title[..title.floor_char_boundary(MAX_TEXT_BYTES)], TITLE_WEIGHT), (&text[..end], 1)] {
        for term in coranto_text::terms(part, lang) {
            if term.text.chars().any(char::is_alphabetic) {
                let count = counts.entry(bucket(&term.text)).or_default();
                *count = count.saturating_add(weight);
            }
        }
    }
    let mut row: Vec<(u32, f32)> = counts.into_iter().map(|(at, count)| (at, 1.0 + f32::from(count).ln())).collect();
    row.sort_unstable_by_key(|&(at, _)| at);
    let length = row.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(WHOLE_HEADLINE);
    row.iter_mut().for_each(|(_, weight)| *weight /= length);
    row
}

/// FNV-1a, folded: the training reads these numbers from the example, so that both always agree.
fn bucket(term: &str) -> u32 {
    let hash = term.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 17)) % BUCKETS as u32
}

fn softmax(logits: Scores) -> Scores {
    let top = logits.iter().copied().fold(f32::MIN, f32::max);
    let exps = logits.map(|logit| (logit - top).exp());
    let sum: f32 = exps.iter().sum();
    exps.map(|exp| exp / sum)
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::read(include_bytes!("../model/words.bin")));
static VECTORS: LazyLock<Vectors> = LazyLock::new(|| Vectors::read(include_bytes!("../model/vectors.bin")));

/// Weights of a topic in each bucket as small integers with a scale per topic. Little-endian: `alone`, intercepts, scales, then a row per bucket.
struct Words {
    /// What the logits are multiplied by to be probabilities when there is no vector.
    alone: f32,
    intercepts: Scores,
    scales: Scores,
    rows: &'static [u8],
}

impl Words {
    fn read(bytes: &'static [u8]) -> Words {
        let mut floats = Floats(bytes);
        let alone = floats.next();
        let (intercepts, scales) = (floats.topics(), floats.topics());
        Words { alone, intercepts, scales, rows: floats.0 }
    }

    fn logits(&self, row: &[(u32, f32)]) -> Option<Scores> {
        let mut sums = [0.0; TOPICS];
        for &(at, weight) in row {
            let weights = self.rows.get(at as usize * TOPICS..).and_then(|rest| rest.first_chunk::<TOPICS>())?;
            for (sum, &of_topic) in sums.iter_mut().zip(weights) {
                *sum += weight * f32::from(of_topic as i8);
            }
        }
        (!row.is_empty()).then(|| std::array::from_fn(|i| self.intercepts[i] + self.scales[i] * sums[i]))
    }
}

/// Little-endian: `alone`, `beside`, `words_beside`, intercepts, then for each topic the weight of each number of a vector of length 1.
struct Vectors {
    alone: f32,
    /// What both models' logits are multiplied by where both speak.
    beside: f32,
    words_beside: f32,
    intercepts: Scores,
    rows: Vec<f32>,
}

impl Vectors {
    fn read(bytes: &'static [u8]) -> Vectors {
        let mut floats = Floats(bytes);
        let (alone, beside, words_beside) = (floats.next(), floats.next(), floats.next());
        let intercepts = floats.topics();
        let rows = (0..floats.0.len() / 4).map(|_| floats.next()).collect();
        Vectors { alone, beside, words_beside, intercepts, rows }
    }

    /// Nothing for the empty vector and for another encoder's.
    fn logits(&self, vector: &[i8]) -> Option<Scores> {
        if vector.len() * TOPICS != self.rows.len() {
            return None;
        }
        let length = length(vector)?;
        let mut logits = self.intercepts;
        for (logit, weights) in logits.iter_mut().zip(self.rows.chunks_exact(vector.len())) {
            *logit +=
                weights.iter().zip(vector).map(|(weight, &value)| weight * f32::from(value)).sum::<f32>() / length;
        }
        Some(logits)
    }
}

pub(crate) fn length(vector: &[i8]) -> Option<f32> {
    let length = vector.iter().map(|&value| f32::from(value).powi(2)).sum::<f32>().sqrt();
    (length > 0.0).then_some(length)
}

/// Our own files: too short a file gives zeros, and the tests would fail.
pub(crate) struct Floats(pub(crate) &'static [u8]);

impl Floats {
    pub(crate) fn next(&mut self) -> f32 {
        f32::from_bits(self.number())
    }

    pub(crate) fn number(&mut self) -> u32 {
        let Some((bytes, rest)) = self.0.split_first_chunk() else { return 0 };
        self.0 = rest;
        u32::from_le_bytes(*bytes)
    }

    pub(crate) fn bytes(&mut self, count: usize) -> &'static [u8] {
        let (bytes, rest) = self.0.split_at(count.min(self.0.len()));
        self.0 = rest;
        bytes
    }

    fn topics(&mut self) -> Scores {
        std::array::from_fn(|_| self.next())
    }
}
