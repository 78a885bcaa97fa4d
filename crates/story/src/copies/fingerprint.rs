//! A text as the hashes of its runs of words, and what two texts share.

use super::quoted::quotations;
use coranto_core::Lang;
use coranto_core::hash::stable;
use std::fmt;

/// Words in a run. Shorter runs are shared by independent reports of one event (names, offices, turns of phrase), longer ones die of every edited word.
const RUN: usize = 4;
/// Hashes kept of a text: all of a short one's, and an even sample of a long one's.
const MOST_HASHES: usize = 256;
/// A text with fewer different runs is no article: a headline, a caption, one word ten million times.
const LEAST_RUNS: usize = 12;
/// The beginning that is read: more than any article has.
const READ_BYTES: usize = 400_000;
/// Share of the one text that the other must hold, for long texts; short ones need more, since a sentence that both took from a statement is much of them.
const THRESHOLD: f32 = 0.45;
const MORE_OF_SHORT: f32 = 12.0;
const MOST_ASKED: f32 = 0.85;
/// Shared runs that are a copy whatever the share: a quotation of one sentence has fewer.
const LEAST_SHARED: f32 = 12.0;

/// What of a text is compared with others: at most a kilobyte, the same on every machine and in every release of one `VERSION`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// Hashes up to `u32::MAX >> scale` are kept: one in 2^scale.
    scale: u8,
    /// Sorted, without repeats: what a coarser scale would have kept stands at the beginning.
    hashes: Vec<u32>,
}

/// Why a text has no fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooShort {
    /// Different runs of words in it.
    pub runs: usize,
    pub least: usize,
}

impl fmt::Display for TooShort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "too short to compare: {} different runs of {RUN} words, {} at least", self.runs, self.least)
    }
}

/// Bytes that are no fingerprint of this release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadFingerprint {
    /// Made by another release: make it anew from the text.
    Version(u8),
    Truncated,
    /// Hashes out of order, too many, or beyond their scale.
    Damaged,
}

impl fmt::Display for BadFingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadFingerprint::Version(version) => write!(f, "a fingerprint of version {version}, not {VERSION}"),
            BadFingerprint::Truncated => f.write_str("a fingerprint that is not whole"),
            BadFingerprint::Damaged => f.write_str("a fingerprint with impossible hashes"),
        }
    }
}

/// Another number whenever another text, folding or run would give other hashes.
const VERSION: u8 = 1;

impl Fingerprint {
    /// Of the body's plain text, without the headline: those change first.
    pub fn of(text: &str, lang: Option<Lang>) -> Result<Fingerprint, TooShort> {
        let mut hashes = runs(text, lang);
        hashes.sort_unstable();
        hashes.dedup();
        if hashes.len() < LEAST_RUNS {
            return Err(TooShort { runs: hashes.len(), least: LEAST_RUNS });
        }
        let mut scale = 0;
        while below(&hashes, scale).len() > MOST_HASHES {
            scale += 1;
        }
        hashes.truncate(below(&hashes, scale).len());
        hashes.shrink_to_fit();
        Ok(Fingerprint { scale, hashes })
    }

    /// Different runs of words in the text, nearly the number of its words.
    pub fn runs(&self) -> u32 {
        u32::try_from(self.hashes.len()).unwrap_or(u32::MAX) << self.scale
    }

    pub(super) fn hashes(&self) -> &[u32] {
        &self.hashes
    }

    /// The hashes that a scale keeps; all, when the text itself is kept at a coarser one.
    pub(super) fn sample(&self, scale: u8) -> &[u32] {
        below(&self.hashes, scale)
    }

    pub(super) fn scale(&self) -> u8 {
        self.scale
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(2 + self.hashes.len() * 4);
        bytes.extend([VERSION, self.scale]);
        bytes.extend(self.hashes.iter().flat_map(|hash| hash.to_le_bytes()));
        bytes
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Fingerprint, BadFingerprint> {
        let (&version, rest) = bytes.split_first().ok_or(BadFingerprint::Truncated)?;
        if version != VERSION {
            return Err(BadFingerprint::Version(version));
        }
        let (&scale, rest) = rest.split_first().ok_or(BadFingerprint::Truncated)?;
        let (words, left) = rest.as_chunks::<4>();
        if !left.is_empty() {
            return Err(BadFingerprint::Truncated);
        }
        let hashes: Vec<u32> = words.iter().map(|word| u32::from_le_bytes(*word)).collect();
        let fits = scale < 32 && hashes.len() <= MOST_HASHES && below(&hashes, scale).len() == hashes.len();
        if !fits || hashes.is_empty() || !hashes.is_sorted_by(|a, b| a < b) {
            return Err(BadFingerprint::Damaged);
        }
        Ok(Fingerprint { scale, hashes })
    }
}

/// The sorted hashes up to a scale's bound.
fn below(hashes: &[u32], scale: u8) -> &[u32] {
    let bound = u32::MAX >> scale.min(31);
    &hashes[..hashes.partition_point(|hash| *hash <= bound)]
}

/// A hash for every run of the text's own words, in their order.
fn runs(text: &str, lang: Option<Lang>) -> Vec<u32> {
    let mut end = text.len().min(READ_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    let mut speech = quotations(text).into_iter().peekable();
    let own_words = coranto_text::words(text, lang).filter(|word| {
        while speech.next_if(|speech| speech.end <= word.place.start).is_some() {}
        speech.peek().is_none_or(|speech| word.place.start < speech.start)
    });
    let mut hashes = Vec::with_capacity(end / 5);
    let mut run = [0_u64; RUN];
    for (number, word) in own_words.enumerate() {
        run.rotate_left(1);
        run[RUN - 1] = stable(word.text.bytes());
        if number + 1 >= RUN {
            let sum = run.iter().fold(0_u64, |sum, word| sum.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(*word));
            hashes.push((mixed(sum) >> 32) as u32);
        }
    }
    hashes
}

/// Every bit of the sum decides on every bit of the hash (the finisher of MurmurHash 3): samples by a bound need that.
fn mixed(mut bits: u64) -> u64 {
    bits ^= bits >> 33;
    bits = bits.wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    bits ^= bits >> 33;
    bits = bits.wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    bits ^ bits >> 33
}

/// What two texts share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overlap {
    /// Runs of words that stand in both, by the sample that both have.
    pub shared: f32,
    /// As a share of the first text and of the second.
    pub of_first: f32,
    pub of_second: f32,
}

impl Overlap {
    pub fn between(first: &Fingerprint, second: &Fingerprint) -> Overlap {
        let scale = first.scale.max(second.scale);
        let (a, b) = (first.sample(scale), second.sample(scale));
        Overlap::of_samples(shared(a, b), a.len(), b.len(), scale)
    }

    pub(super) fn of_samples(shared: usize, first: usize, second: usize, scale: u8) -> Overlap {
        let share = |all: usize| if all == 0 { 0.0 } else { shared as f32 / all as f32 };
        Overlap { shared: (shared << scale) as f32, of_first: share(first), of_second: share(second) }
    }

    /// The share of the text that has more of itself in the other.
    pub fn most(&self) -> f32 {
        self.of_first.max(self.of_second)
    }

    /// What the share is held against: by the runs of the text that has more of itself in the other.
    pub(super) fn threshold(&self) -> f32 {
        let runs = self.shared / self.most().max(0.01);
        (THRESHOLD + MORE_OF_SHORT / runs.max(1.0)).min(MOST_ASKED)
    }

    pub(super) fn judged(self) -> Result<Overlap, NotACopy> {
        if self.most() < self.threshold() {
            return Err(NotACopy::TooLittle { share: self.most(), threshold: self.threshold() });
        }
        if self.shared < LEAST_SHARED {
            return Err(NotACopy::AQuotation { shared: self.shared, least: LEAST_SHARED });
        }
        Ok(self)
    }
}

/// Why two texts are no copies of each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NotACopy {
    /// Neither holds enough of the other.
    TooLittle { share: f32, threshold: f32 },
    /// A share of a short text, but so few words that a quotation explains them.
    AQuotation { shared: f32, least: f32 },
    /// What they share stands under many articles of one publisher.
    Boilerplate { share_without: f32, threshold: f32 },
}

impl fmt::Display for NotACopy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotACopy::TooLittle { share, threshold } => {
                write!(f, "{share:.2} of the text is shared, {threshold:.2} makes a copy")
            }
            NotACopy::AQuotation { shared, least } => {
                write!(f, "{shared:.0} runs of words are shared, as a quotation would; {least:.0} make a copy")
            }
            NotACopy::Boilerplate { share_without, threshold } => {
                write!(
                    f,
                    "{share_without:.2} of the text is shared besides what stands under many articles, {threshold:.2} makes a copy"
                )
            }
        }
    }
}

/// Whether one text is made from the other, and what they share. The window knows more: what a publisher writes under everything.
pub fn judge(first: &Fingerprint, second: &Fingerprint) -> Result<Overlap, NotACopy> {
    Overlap::between(first, second).judged()
}

/// How many hashes stand in both of two sorted lists.
pub(super) fn shared(mut a: &[u32], mut b: &[u32]) -> usize {
    let mut both = 0;
    while let (Some(first), Some(second)) = (a.first(), b.first()) {
        both += usize::from(first == second);
        let (skip_a, skip_b) = (usize::from(first <= second), usize::from(second <= first));
        (a, b) = (&a[skip_a..], &b[skip_b..]);
    }
    both
}
