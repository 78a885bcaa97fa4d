//! `coranto eval categories`: is the topic of an article told rightly from its text alone?
//!
//! Two layouts (docs/evaluation.md). A folder of `*.jsonl`, a document a line, whose `category` is any name that publishers give a section: anybody's own set.
//! Or the folder of evaluation data: BBC (the files of odd number; the models learnt from the others), MasakhaNEWS in English and French (nothing was learnt
//! from it), and our own headlines and leads in ten languages, written before anything was learnt.

pub mod set;

use anyhow::Context;
use comfy_table::Table;
use coranto_encode::{Encoder, Text};
use coranto_topics::measuring::{Scores, scores};
use coranto_topics::{Article, Topic, category};
use serde::Serialize;
use set::{Document, Set};
use std::collections::BTreeMap;
use std::path::Path;

/// How well a set is told. All are counts.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Counts {
    pub documents: usize,
    /// Right when one of the set's own topics has to be named.
    pub of_set: usize,
    /// Right among all seventeen.
    pub of_all: usize,
    /// What Coranto shows: nothing where it is not sure.
    pub answered: usize,
    pub answered_right: usize,
    /// Documents whose topic of the second level is known; those for which one is shown; right.
    pub with_second: usize,
    pub second: usize,
    pub second_right: usize,
}

#[derive(Serialize)]
struct Prediction {
    /// The best of all.
    topic: &'static str,
    score: f32,
    /// The best of those that the set has, in the set's own word.
    label: String,
    /// What Coranto shows.
    shown: Option<&'static str>,
    shown_below: Option<&'static str>,
}

/// Reads the folder, prints the tables, writes the predictions to `out` when given. Without an encoder by words alone.
pub fn run(data: &Path, out: Option<&Path>, encoder: Option<&Encoder>) -> anyhow::Result<()> {
    let mut table = Table::new();
    table.set_header([
        "set",
        "by",
        "documents",
        "of the set's topics",
        "of all 17",
        "answered",
        "right of those",
        "second level shown",
        "right of those",
    ]);
    let mut predictions = BTreeMap::new();
    for set in set::open(data)? {
        let vectors = encoder.map(|encoder| vectors(encoder, &set));
        let mut ways = vec![("words", None)];
        ways.extend(vectors.as_deref().map(|vectors| ("words and vectors", Some(vectors))));
        for (by, vectors) in ways {
            let (counts, of_set) = judge(&set, vectors);
            table.add_row(row(&set.name, by, &counts));
            predictions.extend(of_set);
        }
    }
    println!("categories told from the text alone\n{table}");
    if let Some(out) = out {
        std::fs::write(out, serde_json::to_vec_pretty(&predictions)?)
            .with_context(|| format!("{} cannot be written", out.display()))?;
    }
    Ok(())
}

/// Without vectors by words alone.
pub fn measure(set: &Set, vectors: Option<&[Vec<i8>]>) -> Counts {
    judge(set, vectors).0
}

fn judge(set: &Set, vectors: Option<&[Vec<i8>]>) -> (Counts, Vec<(String, Prediction)>) {
    let mut counts = Counts::default();
    let mut predictions = Vec::new();
    for (number, document) in set.documents.iter().enumerate() {
        let vector = vectors.and_then(|vectors| vectors.get(number)).map(Vec::as_slice);
        let lang = document.lang();
        let scores = scores(&document.title, document.said(), lang, vector).unwrap_or_default();
        let best = best(&scores, &Topic::ALL);
        let of_set = self::best(&scores, &set.topics());
        let article = Article { title: &document.title, text: document.said(), lang, vector, ..Article::default() };
        let shown = category(&article).ok();
        let below = shown.and_then(|category| category.subtopic);
        let shown = shown.map(|category| category.topic);
        if let Some(truth) = document.topic() {
            counts.documents += 1;
            counts.of_set += usize::from(of_set == Some(truth));
            counts.of_all += usize::from(best == Some(truth));
            counts.answered += usize::from(shown.is_some());
            counts.answered_right += usize::from(shown == Some(truth));
        }
        if document.subcategory.is_some() {
            counts.with_second += 1;
            counts.second += usize::from(below.is_some());
            counts.second_right += usize::from(below.is_some_and(|below| Some(below.iptc) == document.subcategory));
        }
        if let Some(best) = best {
            let label = of_set.map(|topic| set.word(topic)).unwrap_or_default();
            let score = scores[best as usize];
            let (shown, shown_below) = (shown.map(Topic::slug), below.map(|below| below.name));
            let prediction = Prediction { topic: best.slug(), score, label, shown, shown_below };
            predictions.push((document.id.clone(), prediction));
        }
    }
    (counts, predictions)
}

fn best(scores: &Scores, topics: &[Topic]) -> Option<Topic> {
    topics.iter().copied().max_by(|&a, &b| scores[a as usize].total_cmp(&scores[b as usize]))
}

/// Of title and lead, as the understanding stage makes them.
fn vectors(encoder: &Encoder, set: &Set) -> Vec<Vec<i8>> {
    let texts: Vec<Text<'_>> = set
        .documents
        .iter()
        .map(|Document { title, .. }| title)
        .zip(&set.documents)
        .map(|(title, d)| Text { title, lead: d.said() })
        .collect();
    texts.chunks(256).flat_map(|batch| encoder.encode(batch)).map(|vector| vector.values().to_vec()).collect()
}

fn row(name: &str, by: &str, counts: &Counts) -> Vec<String> {
    let share =
        |part: usize, of: usize| if of == 0 { "–".to_owned() } else { format!("{:.3}", part as f64 / of as f64) };
    vec![
        name.to_owned(),
        by.to_owned(),
        counts.documents.to_string(),
        share(counts.of_set, counts.documents),
        share(counts.of_all, counts.documents),
        share(counts.answered, counts.documents),
        share(counts.answered_right, counts.answered),
        share(counts.second, counts.with_second),
        share(counts.second_right, counts.second),
    ]
}
