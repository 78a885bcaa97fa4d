//! What was changed from one wording of a text to the next: word by word, of what kind, and which numbers moved.
//!
//! It never takes for a change what a reader would not: white space, the style of quotation marks and dashes, "2 hours ago", "Updated at 21:15", the time of day
//! before an entry of a live ticker. Whatever two texts hold, the work is bounded by counting, not by a clock: the same two texts always give the same answer.

mod align;
mod compare;
mod counted;
mod figures;
mod judge;
mod moved;
mod pair;
mod print;
mod reading;
mod shown;
mod silence;
mod token;

pub use judge::judge;
pub use print::Print;
pub use reading::{Seen, Verdict, verdict};
pub use shown::{Paragraph, Run, excerpts, paragraphs};

use compare::{Compared, Side, compare};
use coranto_core::Lang;
use coranto_core::edit::Moved;
use std::ops::Range;

/// What became of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fate {
    /// It stands in both, perhaps with other quotation marks or spaces.
    Same,
    Removed,
    Added,
}

/// A piece of the one text, of the other, or of both. All pieces in order hold all of both texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub fate: Fate,
    /// In bytes; empty for what was added.
    pub old: Range<usize>,
    /// Empty for what was removed.
    pub new: Range<usize>,
}

/// The numbers that moved from one text to the next.
pub fn numbers(old: &str, new: &str, lang: Option<Lang>) -> Vec<Moved> {
    moved::moved(&compare(old, new), lang, false)
}

/// What was changed, word by word. Paragraphs are lines; those that are versions of each other are compared, the others are removed and added whole.
pub fn diff(old: &str, new: &str) -> Vec<Piece> {
    pieces(&compare(old, new))
}

fn pieces(compared: &Compared) -> Vec<Piece> {
    let (old, new) = (&compared.old, &compared.new);
    let mut pieces = blank(old, new);
    pieces.reserve(compared.hunks.len() * 3 + 1);
    let mut push = |fate, from: Range<usize>, to: Range<usize>| {
        let (old, new) = (old.span(from), new.span(to));
        if !old.is_empty() || !new.is_empty() {
            pieces.push(Piece { fate, old, new });
        }
    };
    let mut at = (0, 0);
    for hunk in &compared.hunks {
        push(Fate::Same, at.0..hunk.old.start, at.1..hunk.new.start);
        push(Fate::Removed, hunk.old.clone(), hunk.new.start..hunk.new.start);
        push(Fate::Added, hunk.old.end..hunk.old.end, hunk.new.clone());
        at = (hunk.old.end, hunk.new.end);
    }
    push(Fate::Same, at.0..old.tokens.len(), at.1..new.tokens.len());
    pieces
}

/// A text of white space has no token that could hold it.
fn blank(old: &Side, new: &Side) -> Vec<Piece> {
    let (from, to) = (
        if old.tokens.is_empty() { old.text.len() } else { 0 },
        if new.tokens.is_empty() { new.text.len() } else { 0 },
    );
    let both = old.tokens.is_empty() && new.tokens.is_empty();
    let pieces = match both {
        true => vec![Piece { fate: Fate::Same, old: 0..from, new: 0..to }],
        false => vec![
            Piece { fate: Fate::Removed, old: 0..from, new: 0..0 },
            Piece { fate: Fate::Added, old: from..from, new: 0..to },
        ],
    };
    pieces.into_iter().filter(|piece| !piece.old.is_empty() || !piece.new.is_empty()).collect()
}
