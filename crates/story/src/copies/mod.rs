//! Near-copies: wire texts, reprints, cut and extended versions, and updates recognised across publishers, so that twelve outlets with one agency's text count as
//! one report.
//!
//! A text becomes a [`Fingerprint`] (hashes of its runs of words; bytes for the store). A [`Window`] holds those of the last days, finds for each new one the few
//! that share anything with it at a cost that does not grow with the window, and measures exactly what they share. From that follow, for any set of
//! articles, the [`Lineage`]s: which text was first, who has it from whom, what each kept and added. What they say depends on the articles in the window
//! alone, never on the order in which they came.
//!
//! The method: Broder, "On the resemblance and containment of documents" (1997), with samples by a bound on the hash, as FracMinHash does, instead of a fixed
//! number of minima: what a text shares with a part of itself can then be told too, which banded MinHash misses.

mod fingerprint;
mod lineage;
mod quoted;
mod window;

pub use fingerprint::{BadFingerprint, Fingerprint, NotACopy, Overlap, TooShort, judge};
pub use lineage::{Kind, Lineage, Member, Source};
pub use window::{Limits, Report, Window};
