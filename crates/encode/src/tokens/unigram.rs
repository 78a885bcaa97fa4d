//! Unigram pieces (Kudo 2018, "Subword Regularization", as in SentencePiece): of all ways to cut a text into known pieces, the most probable.

use unicode_normalization::UnicodeNormalization;

/// Stands for a space, and so before every word.
const SPACE: char = '▁';

/// Characters after folding; one may become eighteen.
const MAX_CHARS: usize = 2048;

/// What an unknown character costs below the rarest piece.
const UNKNOWN_PENALTY: f32 = 10.0;

pub struct Unigram {
    /// The tree of the pieces' bytes, from its root. The children of a node stand together, in order of their byte.
    nodes: Vec<Node>,
    /// For each node the byte that leads to it.
    bytes: Vec<u8>,
    unknown_score: f32,
}

struct Node {
    first_child: u32,
    children: u16,
    /// Whose bytes lead here.
    piece: Option<Piece>,
}

#[derive(Clone, Copy)]
struct Piece {
    id: u32,
    /// Log probability.
    score: f32,
}

impl Unigram {
    pub fn new(pieces: &[&str], scores: &[f32]) -> Unigram {
        let special = |piece: &str| piece.starts_with('<') && piece.ends_with('>');
        let mut pieces: Vec<(&[u8], Piece)> = pieces
            .iter()
            .zip(scores)
            .enumerate()
            .filter(|(_, (piece, _))| !piece.is_empty() && !special(piece))
            .map(|(id, (piece, &score))| (piece.as_bytes(), Piece { id: id as u32, score }))
            .collect();
        pieces.sort_by_key(|(text, _)| *text);
        let rarest = pieces.iter().map(|(_, piece)| piece.score).fold(0.0, f32::min);
        let (nodes, bytes) = tree(&pieces);
        Unigram { nodes, bytes, unknown_score: rarest - UNKNOWN_PENALTY }
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
            self.each_piece_of(&text.as_bytes()[at..], |length, piece| offer(at + length, piece.score, piece.id));
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

    /// Every piece that the bytes begin with, and its length.
    fn each_piece_of(&self, bytes: &[u8], mut found: impl FnMut(usize, Piece)) {
        let mut node = &self.nodes[0];
        for (depth, byte) in bytes.iter().enumerate() {
            let first = node.first_child as usize;
            let Ok(child) = self.bytes[first..][..usize::from(node.children)].binary_search(byte) else { return };
            node = &self.nodes[first + child];
            if let Some(piece) = node.piece {
                found(depth + 1, piece);
            }
        }
    }
}

/// Level by level, from pieces in order of their bytes.
fn tree(pieces: &[(&[u8], Piece)]) -> (Vec<Node>, Vec<u8>) {
    let leaf = || Node { first_child: 0, children: 0, piece: None };
    let (mut nodes, mut bytes) = (vec![leaf()], vec![0]);
    // For each node, the pieces that begin as it does, and with how many bytes.
    let mut of = vec![(pieces, 0)];
    for at in 0.. {
        let Some(&(mut rest, depth)) = of.get(at) else { break };
        if let Some((text, piece)) = rest.first().filter(|(text, _)| text.len() == depth) {
            nodes[at].piece = Some(*piece);
            rest = &rest[rest.partition_point(|(other, _)| other == text)..];
        }
        nodes[at].first_child = nodes.len() as u32;
        while let Some((text, _)) = rest.first() {
            let byte = text[depth];
            let (same, later) = rest.split_at(rest.partition_point(|(text, _)| text[depth] == byte));
            nodes.push(leaf());
            bytes.push(byte);
            of.push((same, depth + 1));
            nodes[at].children += 1;
            rest = later;
        }
    }
    (nodes, bytes)
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
