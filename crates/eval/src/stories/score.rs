//! How near a grouping is to the true one. BCubed (Bagga and Baldwin 1998) and V-measure's parts (Rosenberg and Hirschberg 2007); only documents whose story is known count.

use super::set::Stream;
use std::collections::HashMap;
use std::hash::Hash;

#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Score {
    pub documents: usize,
    pub stories: usize,
    pub groups: usize,
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    pub pairs_f1: f64,
    pub homogeneity: f64,
    pub completeness: f64,
}

/// The groups of a stream's documents, as many as there are documents.
pub fn of<G: Hash + Eq + Copy>(stream: &Stream, groups: &[G]) -> Score {
    let known = stream.documents.iter().zip(groups);
    score(&known.filter_map(|(document, group)| Some((*group, document.story.as_deref()?))).collect::<Vec<_>>())
}

/// Each document's group beside its true story.
pub fn score<G: Hash + Eq + Copy, S: Hash + Eq + Copy>(all: &[(G, S)]) -> Score {
    if all.is_empty() {
        return Score::default();
    }
    let (mut both, mut groups, mut stories) = (HashMap::new(), HashMap::new(), HashMap::new());
    for (group, story) in all {
        *both.entry((*group, *story)).or_insert(0.0) += 1.0;
        *groups.entry(*group).or_insert(0.0) += 1.0;
        *stories.entry(*story).or_insert(0.0) += 1.0;
    }
    let n = all.len() as f64;
    let precision = both.iter().map(|((group, _), count)| count * count / groups[group]).sum::<f64>() / n;
    let recall = both.iter().map(|((_, story), count)| count * count / stories[story]).sum::<f64>() / n;
    let pairs = |counts: &mut dyn Iterator<Item = f64>| counts.map(|c| c * (c - 1.0) / 2.0).sum::<f64>();
    let right = pairs(&mut both.values().copied());
    let said = pairs(&mut groups.values().copied());
    let true_pairs = pairs(&mut stories.values().copied());
    let entropy = |counts: &mut dyn Iterator<Item = f64>| counts.map(|c| -(c / n) * (c / n).ln()).sum::<f64>();
    let (of_groups, of_stories) = (entropy(&mut groups.values().copied()), entropy(&mut stories.values().copied()));
    let of_both = entropy(&mut both.values().copied());
    let known = |conditional: f64, entropy: f64| if entropy <= 0.0 { 1.0 } else { 1.0 - conditional / entropy };
    Score {
        documents: all.len(),
        stories: stories.len(),
        groups: groups.len(),
        precision,
        recall,
        f1: 2.0 * precision * recall / (precision + recall),
        pairs_f1: if said + true_pairs > 0.0 { 2.0 * right / (said + true_pairs) } else { 1.0 },
        homogeneity: known(of_both - of_groups, of_stories),
        completeness: known(of_both - of_stories, of_groups),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_textbook_example() {
        // Two stories of 3 and 2; one report strayed.
        let score = score(&[(1, 'a'), (1, 'a'), (2, 'a'), (2, 'b'), (2, 'b')]);
        let close = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(close(score.precision, (2.0 + 1.0 / 3.0 + 4.0 / 3.0) / 5.0), "{score:?}");
        assert!(close(score.recall, (4.0 / 3.0 + 1.0 / 3.0 + 2.0) / 5.0), "{score:?}");
        assert!(close(score.pairs_f1, 2.0 * 2.0 / (4.0 + 4.0)), "{score:?}");
        assert_eq!((score.documents, score.stories, score.groups), (5, 2, 2));
    }

    #[test]
    fn the_ends_of_the_scale() {
        let right = score(&[(1, 'a'), (1, 'a'), (2, 'b')]);
        assert_eq!((right.f1, right.pairs_f1, right.homogeneity, right.completeness), (1.0, 1.0, 1.0, 1.0));
        let lump = score(&[(1, 'a'), (1, 'b'), (1, 'c')]);
        assert_eq!((lump.recall, lump.completeness, lump.homogeneity), (1.0, 1.0, 0.0));
        assert_eq!(score::<u8, u8>(&[]), Score::default());
    }
}
