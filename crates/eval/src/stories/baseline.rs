//! What one gets without Coranto: the likeness of words, of vectors, or of both, within a time window, at the one threshold that suits the very data best.
//!
//! Placed online, each document joins what is nearest of all that came before it, or founds a story; all at once, everything is grouped by average link when
//! the last document has come. How rare a word is, is counted in the whole stream either way: an online method would have to guess it at first.

use super::score::{self, Score};
use super::set::Stream;
use coranto_core::Millis;
use coranto_encode::Vector;
use kodama::{Method, linkage};
use rustc_hash::FxHashMap;

/// Reports further apart are not compared; those without a time always are.
const WINDOW_MS: u64 = 4 * 24 * 3_600_000;
/// More documents than this would want more memory than a laptop has.
pub const MOST: usize = 16_000;
/// Of the documents that came before, so many are asked which story is theirs.
const ASKED: usize = 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    Words,
    Vectors,
    Both,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Online, to the story of the nearest document.
    NearestReport,
    /// Online, to the story whose documents within the window are nearest in the mean.
    NearestStory,
    /// Average link over everything.
    AllAtOnce,
}

pub const WAYS: [Way; 3] = [Way::NearestReport, Way::NearestStory, Way::AllAtOnce];

fn thresholds() -> impl Iterator<Item = f32> {
    (4..=96).map(|step| step as f32 / 100.0)
}

/// What a way gives at each threshold.
pub type Curve = Vec<Score>;

/// The scores of several streams at the one threshold that gives their documents the highest F1, and that threshold.
pub fn best(streams: &[Curve]) -> (Vec<Score>, f32) {
    let at = |n: usize| streams.iter().filter_map(move |curve| curve.get(n).copied());
    let f1 = |n: usize| at(n).map(|score| score.f1 * score.documents as f64).sum::<f64>();
    let highest = thresholds().enumerate().map(|(n, threshold)| (f1(n), n, threshold));
    let (_, n, threshold) = highest.reduce(|a, b| if b.0 > a.0 { b } else { a }).unwrap_or_default();
    (at(n).collect(), threshold)
}

/// For each of `WAYS`.
pub fn curves(stream: &Stream, vectors: &[Option<Vector>], likeness: Likeness) -> [Curve; 3] {
    let times: Vec<Option<Millis>> = stream.documents.iter().map(|d| d.published()).collect();
    let apart = Apart { len: times.len(), values: distances(stream, vectors, likeness, &times) };
    let before = before(&apart);
    let curve =
        |groups: &dyn Fn(f32) -> Vec<usize>| thresholds().map(|from| score::of(stream, &groups(from))).collect();
    let nearest_report = curve(&|from| to_nearest_report(&before, from));
    let nearest_story = curve(&|from| to_nearest_story(&before, &apart, &times, from));
    let Apart { len, mut values } = apart;
    let tree = linkage(&mut values, len, Method::Average);
    // Each threshold cuts the tree at one height.
    let cut = |from: f32| {
        let mut group: Vec<usize> = (0..len).collect();
        let mut node: Vec<usize> = (0..len).collect();
        for step in tree.steps() {
            let (a, b) = (find(&mut group, node[step.cluster1]), find(&mut group, node[step.cluster2]));
            if step.dissimilarity <= 1.0 - from {
                group[b] = a;
            }
            node.push(a);
        }
        (0..len).map(|n| find(&mut group, n)).collect()
    };
    [nearest_report, nearest_story, curve(&cut)]
}

/// One minus the likeness of each two documents, row by row, the upper half alone.
struct Apart {
    len: usize,
    values: Vec<f32>,
}

impl Apart {
    /// Of an earlier and a later one.
    fn likeness(&self, earlier: usize, later: usize) -> f32 {
        1.0 - self.values[earlier * self.len - earlier * (earlier + 1) / 2 + later - earlier - 1]
    }
}

/// For each document those before it that are most like it, best first.
fn before(apart: &Apart) -> Vec<Vec<(f32, usize)>> {
    let order = |a: &(f32, usize), b: &(f32, usize)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    let of = |later: usize| {
        let all = (0..later).map(|earlier| (apart.likeness(earlier, later), earlier));
        let mut near: Vec<(f32, usize)> = all.filter(|(like, _)| *like > 0.0).collect();
        if near.len() > ASKED {
            near.select_nth_unstable_by(ASKED, order);
            near.truncate(ASKED);
        }
        near.sort_unstable_by(order);
        near
    };
    (0..apart.len).map(of).collect()
}

fn to_nearest_report(before: &[Vec<(f32, usize)>], from: f32) -> Vec<usize> {
    let mut story = Vec::with_capacity(before.len());
    for (at, near) in before.iter().enumerate() {
        let nearest = near.first().filter(|(like, _)| *like >= from);
        story.push(nearest.map_or(at, |(_, other)| story[*other]));
    }
    story
}

fn to_nearest_story(before: &[Vec<(f32, usize)>], apart: &Apart, times: &[Option<Millis>], from: f32) -> Vec<usize> {
    let mut story: Vec<usize> = Vec::with_capacity(before.len());
    let mut members: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (at, near) in before.iter().enumerate() {
        let mut best = (from, at);
        let mut asked = Vec::new();
        for (_, other) in near {
            let theirs = story[*other];
            if asked.contains(&theirs) {
                continue;
            }
            asked.push(theirs);
            let there = members[&theirs].iter().filter(|member| are_near(times[**member], times[at]));
            let (sum, count) = there.fold((0.0, 0.0), |(sum, n), member| (sum + apart.likeness(*member, at), n + 1.0));
            if sum / count >= best.0 {
                best = (sum / count, theirs);
            }
        }
        story.push(best.1);
        members.entry(best.1).or_default().push(at);
    }
    story
}

fn are_near(a: Option<Millis>, b: Option<Millis>) -> bool {
    a.zip(b).is_none_or(|(a, b)| a.0.abs_diff(b.0) <= WINDOW_MS)
}

fn find(group: &mut [usize], mut at: usize) -> usize {
    while group[at] != at {
        group[at] = group[group[at]];
        at = group[at];
    }
    at
}

/// One minus the likeness of each two, row by row.
fn distances(stream: &Stream, vectors: &[Option<Vector>], likeness: Likeness, times: &[Option<Millis>]) -> Vec<f32> {
    let words = if likeness == Likeness::Vectors { Vec::new() } else { word_vectors(stream) };
    let units: Vec<Vec<f32>> = vectors.iter().map(|v| v.as_ref().map_or(Vec::new(), |v| unit(v.values()))).collect();
    let len = stream.documents.len();
    let mut apart = Vec::with_capacity(len * len.saturating_sub(1) / 2);
    for a in 0..len {
        // The row's words laid out by term, so that each other document is one walk.
        let row: FxHashMap<u64, f32> = words.get(a).map(|w| w.iter().copied().collect()).unwrap_or_default();
        for b in a + 1..len {
            let by_words = || words[b].iter().filter_map(|(term, w)| Some(row.get(term)? * w)).sum::<f32>();
            let by_vectors = || units[a].iter().zip(&units[b]).map(|(a, b)| a * b).sum::<f32>();
            let like = match likeness {
                _ if !are_near(times[a], times[b]) => 0.0,
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
