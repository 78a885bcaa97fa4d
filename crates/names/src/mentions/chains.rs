//! Which mentions name the same: a person by surname after the full name, anything else by the same words.

use super::{Mention, MentionKind};
use crate::lexicon::key;
use rustc_hash::FxHashMap;

/// All mentions of one name in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    pub kind: MentionKind,
    /// The mention that names it most fully.
    pub fullest: usize,
    /// Places in the list of mentions, in order.
    pub mentions: Vec<usize>,
}

/// "Mark Rutte", "Rutte" and "Rutte" are one; "Rutte" where two of that surname were named in full stays by itself.
pub fn chains(mentions: &[Mention], text: &str) -> Vec<Chain> {
    let mut chains: Vec<Chain> = Vec::new();
    let mut by_name: FxHashMap<(MentionKind, String), usize> = FxHashMap::default();
    // Each part of a person's name, and whose it is; None where it is two people's.
    let mut by_part: FxHashMap<String, Option<usize>> = FxHashMap::default();
    let names: Vec<String> =
        mentions.iter().map(|mention| key(text.get(mention.range.clone()).unwrap_or_default())).collect();
    // Full names first: a headline has the surname before the text has the name.
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(names[*at].split(' ').count().min(4)), *at));
    for at in order {
        let (kind, name) = (mentions[at].kind, &names[at]);
        let is_part = kind == MentionKind::Person && !name.contains(' ');
        let known = by_name
            .get(&(kind, name.clone()))
            .copied()
            .or_else(|| by_part.get(name).copied().flatten().filter(|_| is_part));
        let chain = known.unwrap_or_else(|| {
            chains.push(Chain { kind, fullest: at, mentions: Vec::new() });
            chains.len() - 1
        });
        by_name.insert((kind, name.clone()), chain);
        chains[chain].mentions.push(at);
        if kind == MentionKind::Person && name.contains(' ') {
            for part in [name.split(' ').next_back(), name.split(' ').next()].into_iter().flatten() {
                by_part
                    .entry(part.to_owned())
                    .and_modify(|of| *of = of.filter(|of| *of == chain))
                    .or_insert(Some(chain));
            }
        }
    }
    for chain in &mut chains {
        chain.mentions.sort_unstable();
    }
    chains.sort_by_key(|chain| chain.mentions.first().copied());
    chains
}
