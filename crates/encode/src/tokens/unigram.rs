//! Unigram pieces (Kudo 2018, "Subword Regularization", as in SentencePiece): of all ways to cut a text into known pieces, the most probable.

use unicode_normalization::UnicodeNormalization;

/// Stands for a space, and so before every word.
const SPACE: char = '▁';

/// Characters after folding; one may become eighteen.
const MAX_CHARS: usize = 2048;

/// What an unknown character costs below the rarest piece.
const UNKNOWN_PENALTY: f32 = 10.0;

pub struct Unigram {
    /// In order of their bytes: the pieces that begin with the same bytes stand together, so the list is its own search tree.
    pieces: Vec<Piece>,
    unknown_score: f32,
}

struct Piece {
    text: Box<[u8]>,
    id: u32,
    /// Log probability.
    score: f32,
}

impl Unigram {
    pub fn new(pieces: &[&str], scores: &[f32]) -> Unigram {
        let special = |piece: &str| piece.starts_with('<') && piece.ends_with('>');
        let mut pieces: Vec<Piece> = pieces
            .iter()
            .zip(scores)
            .enumerate()
            .filter(|(_, (piece, _))| !piece.is_empty() && !special(piece))
            .map(|(id, (piece, &score))| Piece { text: piece.as_bytes().into(), id: id as u32, score })
            .collect();
        pieces.sort_by(|a, b| a.text.cmp(&b.text));
        let rarest = pieces.iter().map(|piece| piece.score).fold(0.0, f32::min);
        Unigram { pieces, unknown_score: rarest - UNKNOWN_PENALTY }
    }

    pub fn pieces(&self, text: &str, limit: usize, unknown: u32) -> Vec<u32> {
        let text = folded(text);
        // For each byte where a piece may end: the best cut up to there, its last piece and where that began. (Viterbi 1967.)
        let mut best: Vec<(f32, u32, usize)> = vec![(f32::NEG_INFINITY, unknown, 0); text.len() + 1];
        best[0].0 = 0.0;
        for (at, c) in text.char_indices() {
            let so_far = best[at].0;
            let mut offer = |end: usize, score: f32, id: u32| {
                if so_far + score > best[end].0 {
                    best[end] = (so_far + score, id, at);
                }
            };
            self.each_piece_of(&text.as_bytes()[at..], |piece| offer(at + piece.text.len(), piece.score, piece.id));
            offer(at + c.len_utf8(), self.unknown_score, unknown);
        }
        let mut ids = Vec::new();
        let mut at = text.len();
        while at > 0 {
            let (_, id, from) = best[at];
            // Neighbouring unknown characters are one unknown piece.
            if id != unknown || ids.last() != Some(&unknown) {
                ids.push(id);
            }
            at = from;
        }
        ids.reverse();
        ids.truncate(limit);
        ids
    }

    /// Every piece that the bytes begin with.
    fn each_piece_of(&self, bytes: &[u8], mut found: impl FnMut(&Piece)) {
        let mut candidates = self.pieces.as_slice();
        for (depth, byte) in bytes.iter().enumerate() {
            let from = candidates.partition_point(|piece| piece.text.get(depth).is_none_or(|b| b < byte));
            candidates = &candidates[from..];
            candidates = &candidates[..candidates.partition_point(|piece| piece.text[depth] == *byte)];
            match candidates.first() {
                None => return,
                Some(piece) if piece.text.len() == depth + 1 => found(piece),
                Some(_) => {}
            }
        }
    }
}

/// One form for what looks alike (NFKC), controls out, spaces single, a space before every word.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 8);
    let mut space = true;
    for c in text.nfkc().take(MAX_CHARS) {
        if c.is_whitespace() {
            space = true;
        } else if !(c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{fffd}' | '\u{ad}' | '\u{2060}'..='\u{206f}' | '\u{202a}'..='\u{202e}'))
        {
            if space {
                folded.push(SPACE);
                space = false;
            }
            folded.push(c);
        }
    }
    folded
}
