//! One event told in two languages: whether each pair of documents in different languages is together as it ought to be.

use super::set::{Document, Stream};
use crate::copies::score::Counts;
use comfy_table::Table;
use coranto_encode::{Vector, cosine};
use std::collections::BTreeMap;

/// From this cosine on the encoder alone takes two documents for one event. It gave the best F1 on other events (`training/encoder/measure.py`).
pub const BY_VECTOR_FROM: f32 = 0.46;

/// By language pair, "de, en"; only documents whose story and language are known count.
pub type Pairs = BTreeMap<String, Counts>;

/// `together` is asked of two documents by their numbers.
pub fn pairs(stream: &Stream, together: impl Fn(usize, usize) -> bool) -> Pairs {
    let known = |(at, document): (usize, &'_ Document)| {
        Some((at, document.story.clone()?, document.lang.clone().filter(|lang| !lang.is_empty())?))
    };
    let known: Vec<(usize, String, String)> = stream.documents.iter().enumerate().filter_map(known).collect();
    let mut pairs = Pairs::new();
    for (n, (a, story, lang)) in known.iter().enumerate() {
        for (b, other_story, other_lang) in known[n + 1..].iter().filter(|(_, _, other)| other != lang) {
            let (same, together) = (story == other_story, together(*a, *b));
            if same || together {
                let counts = pairs.entry(name(lang, other_lang)).or_default();
                counts.right += usize::from(same && together);
                counts.missed += usize::from(same && !together);
                counts.false_ += usize::from(!same && together);
            }
        }
    }
    pairs
}

/// By the encoder alone, at a threshold that these documents had no say in.
pub fn by_vector(stream: &Stream, vectors: &[Option<Vector>]) -> Pairs {
    let near = |a: &Vector, b: &Vector| cosine(a, b) >= BY_VECTOR_FROM;
    pairs(stream, |a, b| vectors[a].as_ref().zip(vectors[b].as_ref()).is_some_and(|(a, b)| near(a, b)))
}

fn name(a: &str, b: &str) -> String {
    format!("{}, {}", a.min(b), a.max(b))
}

pub fn all(pairs: &Pairs) -> Counts {
    pairs.values().fold(Counts::default(), Counts::and)
}

/// Adds those of another stream.
pub fn add(pairs: &mut Pairs, more: Pairs) {
    for (name, counts) in more {
        let sum = pairs.entry(name).or_default();
        *sum = sum.and(&counts);
    }
}

/// A row for all, then one for each language pair: placed, and by the encoder alone.
pub fn table(mut table: Table, placed: &Pairs, by_vector: &Pairs) -> Table {
    table.set_header(["languages", "pairs", "placed: F1", "missed", "false", "encoder alone: F1", "missed", "false"]);
    let mut row = |name: &str, placed: Counts, by_vector: Option<Counts>| {
        let mut cells = vec![name.to_owned(), (placed.right + placed.missed).to_string()];
        for counts in [Some(placed), by_vector] {
            cells.extend(counts.map_or(["", "", ""].map(str::to_owned), |counts| {
                [format!("{:.4}", counts.f1()), counts.missed.to_string(), counts.false_.to_string()]
            }));
        }
        table.add_row(cells);
    };
    let vectors = |counts: Counts| (!by_vector.is_empty()).then_some(counts);
    row("all", all(placed), vectors(all(by_vector)));
    let names: std::collections::BTreeSet<&String> = placed.keys().chain(by_vector.keys()).collect();
    for name in names {
        let of = |pairs: &Pairs| pairs.get(name).copied().unwrap_or_default();
        row(name, of(placed), vectors(of(by_vector)));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pairs_in_two_languages_count() {
        let document = |lang: &str, story: &str| Document {
            lang: Some(lang.to_owned()),
            story: Some(story.to_owned()),
            ..Document::default()
        };
        let documents = vec![
            document("en", "a"),
            document("de", "a"),
            document("de", "a"),
            document("en", "b"),
            Document::default(),
        ];
        let stream = Stream { name: String::new(), documents };
        let counts = |right, missed, false_| Counts { right, missed, false_ };
        // One group of the first two and the fourth: en-de right once, missed once, false once.
        let together = |a: usize, b: usize| [a, b].iter().all(|n| [0, 1, 3].contains(n));
        assert_eq!(pairs(&stream, together), BTreeMap::from([("de, en".to_owned(), counts(1, 1, 1))]));
        assert_eq!(all(&pairs(&stream, |_, _| false)), counts(0, 2, 0));
    }
}
