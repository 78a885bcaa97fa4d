//! What one gets without Coranto: average link over the likeness of words, of vectors, or of both, within a time window, each at the threshold that suits the very data best.

use super::score::{Score, score};
use super::set::Stream;
use coranto_encode::Vector;
use kodama::{Method, linkage};
use rustc_hash::FxHashMap;

/// Reports further apart are not compared.
const WINDOW_MS: u64 = 4 * 24 * 3_600_000;
/// More documents than this would want more memory than a laptop has.
pub const MOST: usize = 16_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    Words,
    Vectors,
    Both,
}

/// The best score over all thresholds, and that threshold.
pub fn best(stream: &Stream, vectors: &[Option<Vector>], likeness: Likeness) -> (Score, f32) {
    let len = stream.documents.len();
    let stories: FxHashMap<&str, u32> =
        stream.documents.iter().filter_map(|d| d.story.as_deref()).fold(FxHashMap::default(), |mut all, story| {
            let next = all.len() as u32;
            all.entry(story).or_insert(next);
            all
        });
    let mut apart = distances(stream, vectors, likeness);
    let tree = linkage(&mut apart, len, Method::Average);
    // Each threshold cuts the tree at one height.
    let heights: Vec<f32> = (4..=96).map(|step| step as f32 / 100.0).collect();
    let cut = |height: f32| {
        let mut group: Vec<usize> = (0..len).collect();
        let mut node: Vec<usize> = (0..len).collect();
        for step in tree.steps() {
            let (a, b) = (find(&mut group, node[step.cluster1]), find(&mut group, node[step.cluster2]));
            if step.dissimilarity <= height {
                group[b] = a;
            }
            node.push(a);
        }
        (0..len).map(|n| find(&mut group, n)).collect::<Vec<_>>()
    };
    let scored = heights.into_iter().map(|height| {
        let groups = cut(height);
        let known: Vec<(usize, u32)> = stream
            .documents
            .iter()
            .enumerate()
            .filter_map(|(n, d)| Some((groups[n], *stories.get(d.story.as_deref()?)?)))
            .collect();
        (score(&known), 1.0 - height)
    });
    scored.reduce(|a, b| if b.0.f1 > a.0.f1 { b } else { a }).unwrap_or_default()
}

fn find(group: &mut [usize], mut at: usize) -> usize {
    while group[at] != at {
        group[at] = group[group[at]];
        at = group[at];
    }
    at
}

/// One minus the likeness of each two, row by row.
fn distances(stream: &Stream, vectors: &[Option<Vector>], likeness: Likeness) -> Vec<f32> {
    let words = if likeness == Likeness::Vectors { Vec::new() } else { word_vectors(stream) };
    let units: Vec<Vec<f32>> = vectors.iter().map(|v| v.as_ref().map_or(Vec::new(), |v| unit(v.values()))).collect();
    let times: Vec<_> = stream.documents.iter().map(|d| d.published()).collect();
    let len = stream.documents.len();
    let mut apart = Vec::with_capacity(len * len.saturating_sub(1) / 2);
    for a in 0..len {
        // The row's words laid out by term, so that each other document is one walk.
        let row: FxHashMap<u64, f32> = words.get(a).map(|w| w.iter().copied().collect()).unwrap_or_default();
        for b in a + 1..len {
            let near = match (times[a], times[b]) {
                (Some(a), Some(b)) => a.0.abs_diff(b.0) <= WINDOW_MS,
                _ => true,
            };
            let by_words = || words[b].iter().filter_map(|(term, w)| Some(row.get(term)? * w)).sum::<f32>();
            let by_vectors = || units[a].iter().zip(&units[b]).map(|(a, b)| a * b).sum::<f32>();
            let like = match likeness {
                _ if !near => 0.0,
                Likeness::Words => by_words(),
                Likeness::Vectors => by_vectors(),
                Likeness::Both => 0.5 * by_words() + 0.5 * by_vectors(),
            };
            apart.push(1.0 - like.clamp(0.0, 1.0));
        }
    }
    apart
}

/// TF-IDF over the stems of title and beginning, each of length one.
fn word_vectors(stream: &Stream) -> Vec<Vec<(u64, f32)>> {
    const BEGINNING: usize = 200;
    let counts: Vec<FxHashMap<u64, f32>> = stream
        .documents
        .iter()
        .map(|document| {
            let mut counts = FxHashMap::default();
            for text in [document.title(), document.lead()] {
                for term in coranto_text::terms(text, document.lang()).take(BEGINNING) {
                    *counts.entry(coranto_core::hash::stable(term.text.bytes())).or_insert(0.0) += 1.0;
                }
            }
            counts
        })
        .collect();
    let mut seen: FxHashMap<u64, f32> = FxHashMap::default();
    counts.iter().flat_map(|c| c.keys()).for_each(|term| *seen.entry(*term).or_default() += 1.0);
    let all = counts.len() as f32;
    counts
        .into_iter()
        .map(|counts| {
            let mut vector: Vec<(u64, f32)> = counts
                .into_iter()
                .map(|(term, count)| (term, (1.0 + count.ln()) * (1.0 + (all / seen[&term]).ln())))
                .collect();
            let length = vector.iter().map(|(_, w)| w * w).sum::<f32>().sqrt().max(1e-6);
            vector.iter_mut().for_each(|(_, w)| *w /= length);
            vector
        })
        .collect()
}

fn unit(vector: &[i8]) -> Vec<f32> {
    let length = vector.iter().map(|v| f32::from(*v).powi(2)).sum::<f32>().sqrt().max(1e-6);
    vector.iter().map(|v| f32::from(*v) / length).collect()
}
