//! Average link: groups of reports whose mean likelihood of telling one event, over all pairs, stays above a threshold.

/// How likely each two of `len` nodes belong together; what was never set is 0.
#[derive(Debug)]
pub(super) struct Likeness {
    len: usize,
    values: Vec<f32>,
}

impl Likeness {
    pub(super) fn new(len: usize) -> Likeness {
        Likeness { len, values: vec![0.0; len * len] }
    }

    pub(super) fn set(&mut self, a: usize, b: usize, value: f32) {
        self.values[a * self.len + b] = value;
        self.values[b * self.len + a] = value;
    }

    fn get(&self, a: usize, b: usize) -> f32 {
        self.values[a * self.len + b]
    }
}

/// For each node, the first node of its group. The two groups with the highest mean are joined first; of equals the ones that stand first.
pub(super) fn average_link(mut likeness: Likeness, threshold: f32) -> Vec<usize> {
    let len = likeness.len;
    let mut group: Vec<usize> = (0..len).collect();
    let mut size = vec![1.0f32; len];
    // `likeness` becomes the sum over all pairs of two groups, kept in the row of each group's first node.
    let mut alive: Vec<usize> = (0..len).collect();
    let mut best: Vec<Option<(f32, usize)>> = (0..len).map(|a| nearest(&likeness, &size, &alive, a)).collect();
    loop {
        let pick = alive.iter().filter_map(|a| best[*a].map(|(mean, b)| (mean, *a, b)));
        let Some((mean, a, b)) = pick.reduce(|x, y| if y.0 > x.0 { y } else { x }) else { break };
        if mean < threshold {
            break;
        }
        let (first, second) = (a.min(b), a.max(b));
        for other in alive.iter().copied().filter(|o| *o != first && *o != second) {
            let sum = likeness.get(first, other) + likeness.get(second, other);
            likeness.set(first, other, sum);
        }
        size[first] += size[second];
        alive.retain(|a| *a != second);
        group.iter_mut().filter(|g| **g == second).for_each(|g| *g = first);
        best[first] = nearest(&likeness, &size, &alive, first);
        for other in alive.iter().copied().filter(|o| *o != first) {
            let mean = likeness.get(first, other) / (size[first] * size[other]);
            match best[other] {
                // Its nearest was one of the two: look again.
                Some((_, at)) if at == first || at == second => {
                    best[other] = nearest(&likeness, &size, &alive, other);
                }
                Some((old, _)) if mean > old => best[other] = Some((mean, first)),
                None if mean > 0.0 => best[other] = Some((mean, first)),
                _ => {}
            }
        }
    }
    group
}

fn nearest(likeness: &Likeness, size: &[f32], alive: &[usize], a: usize) -> Option<(f32, usize)> {
    let means = alive.iter().filter(|b| **b != a).map(|b| (likeness.get(a, *b) / (size[a] * size[*b]), *b));
    means.filter(|(mean, _)| *mean > 0.0).reduce(|x, y| if y.0 > x.0 { y } else { x })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn grouped(len: usize, pairs: &[(usize, usize, f32)], threshold: f32) -> Vec<usize> {
        let mut likeness = Likeness::new(len);
        pairs.iter().for_each(|(a, b, value)| likeness.set(*a, *b, *value));
        average_link(likeness, threshold)
    }

    #[test]
    fn a_chain_is_not_a_story() {
        let chain = [(0, 1, 0.9), (1, 2, 0.5), (2, 3, 0.9)];
        assert_eq!(grouped(4, &chain, 0.3), [0, 0, 2, 2], "the bridge is 0.5 of four pairs");
        assert_eq!(grouped(4, &chain, 0.1), [0, 0, 0, 0]);
        assert_eq!(grouped(3, &[], 0.1), [0, 1, 2]);
        assert_eq!(grouped(0, &[], 0.1), Vec::<usize>::new());
    }

    /// The slow way: look at all pairs of groups each time.
    fn by_the_book(len: usize, values: &[f32], threshold: f32) -> Vec<usize> {
        let mut groups: Vec<Vec<usize>> = (0..len).map(|a| vec![a]).collect();
        loop {
            let mut best = (threshold, None);
            for a in 0..groups.len() {
                for b in a + 1..groups.len() {
                    let sum: f32 =
                        groups[a].iter().flat_map(|x| groups[b].iter().map(move |y| values[x * len + y])).sum();
                    let mean = sum / (groups[a].len() * groups[b].len()) as f32;
                    if mean > best.0 {
                        best = (mean, Some((a, b)));
                    }
                }
            }
            let Some((a, b)) = best.1 else { break };
            let taken = groups.remove(b);
            groups[a].extend(taken);
        }
        let mut group = vec![0; len];
        for members in groups {
            let first = members.iter().copied().min().unwrap_or_default();
            members.iter().for_each(|m| group[*m] = first);
        }
        group
    }

    proptest! {
        #[test]
        fn the_quick_way_is_the_slow_way(raw in proptest::collection::vec(0u32..100_000, 64)) {
            const LEN: usize = 8;
            let mut likeness = Likeness::new(LEN);
            let mut values = vec![0.0; LEN * LEN];
            for a in 0..LEN {
                for b in a + 1..LEN {
                    // All different, so that there are no ties for the two to settle otherwise.
                    let value = raw[a * LEN + b] as f32 / 100_000.0 + (a * LEN + b) as f32 * 1e-6;
                    likeness.set(a, b, value);
                    (values[a * LEN + b], values[b * LEN + a]) = (value, value);
                }
            }
            prop_assert_eq!(average_link(likeness, 0.45), by_the_book(LEN, &values, 0.45));
        }
    }
}
