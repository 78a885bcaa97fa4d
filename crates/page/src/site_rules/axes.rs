//! The walks from nodes to nodes. Nodes come in page order, so that walks which overlap are joined and a page is walked once.

use super::eval::{Answer, Evaluator, Spot};
use super::tree::{Axis, Test};
use crate::dom::{Dom, Id, Tag};
use std::ops::Range;

/// The elements of a page by their names: "//figure" looks at figures only.
#[derive(Debug, Default)]
pub(super) struct Elements {
    /// Where the elements of each name begin in `ids`, and where the last ones end.
    begins: Vec<u32>,
    ids: Vec<Id>,
}

impl Elements {
    pub fn of(dom: &Dom<'_>) -> Elements {
        let mut begins = vec![0u32; 257];
        for id in 1..dom.len() {
            begins[dom.tag(id) as usize + 1] += 1;
        }
        for i in 1..begins.len() {
            begins[i] += begins[i - 1];
        }
        let mut next = begins.clone();
        let mut ids = vec![0; dom.len().saturating_sub(1) as usize];
        for id in 1..dom.len() {
            let at = &mut next[dom.tag(id) as usize];
            ids[*at as usize] = id;
            *at += 1;
        }
        Elements { begins, ids }
    }

    pub fn named(&self, tag: Tag, within: &Range<Id>) -> &[Id] {
        let (from, to) = (self.begins[tag as usize] as usize, self.begins[tag as usize + 1] as usize);
        let all = self.ids.get(from..to).unwrap_or_default();
        let first = all.partition_point(|id| *id < within.start);
        let end = all.partition_point(|id| *id < within.end);
        all.get(first..end).unwrap_or_default()
    }
}

impl Evaluator<'_, '_> {
    /// What the axis reaches from any of these nodes, each once, in page order.
    pub(super) fn together(
        &self,
        from: &[Spot],
        axis: Axis,
        test: &Test,
        window: Option<&Range<Id>>,
    ) -> Answer<Vec<Spot>> {
        let dom = self.dom;
        let mut found: Vec<Id> = Vec::new();
        match axis {
            Axis::Itself => {
                self.spend(from.len() as u64)?;
                // The only walk that keeps attributes.
                let fits = |s: &&Spot| if s.attribute > 0 { *test == Test::Any } else { self.fits(s.id, test) };
                return Ok(from.iter().filter(fits).copied().collect());
            }
            Axis::Attribute => {}
            Axis::Child => {
                for spot in nodes(from) {
                    for id in dom.children(spot) {
                        self.spend(1)?;
                        found.push(id);
                    }
                }
            }
            Axis::Parent => {
                self.spend(from.len() as u64)?;
                found.extend(from.iter().filter_map(|s| match s.attribute {
                    0 => (s.id != 0).then(|| dom.parent(s.id)),
                    _ => Some(s.id),
                }));
            }
            Axis::Descendant | Axis::DescendantOrSelf => return self.descendants(from, axis, test, window),
            Axis::Ancestor | Axis::AncestorOrSelf => {
                for spot in from {
                    if axis == Axis::AncestorOrSelf || spot.attribute > 0 {
                        found.push(spot.id);
                    }
                    for id in dom.ancestors(spot.id) {
                        self.spend(1)?;
                        found.push(id);
                    }
                }
            }
            Axis::FollowingSibling => {
                // The first of each parent's children reaches all that the later ones reach.
                let mut parents: Vec<(Id, Id)> =
                    nodes(from).filter(|id| *id != 0).map(|id| (dom.parent(id), id)).collect();
                parents.sort_unstable();
                parents.dedup_by_key(|(parent, _)| *parent);
                for (parent, id) in parents {
                    let mut next = dom.end(id);
                    while next < dom.end(parent) {
                        self.spend(1)?;
                        found.push(next);
                        next = dom.end(next);
                    }
                }
            }
            Axis::PrecedingSibling => {
                let mut parents: Vec<(Id, Id)> =
                    nodes(from).filter(|id| *id != 0).map(|id| (dom.parent(id), id)).collect();
                parents.sort_unstable_by_key(|(parent, id)| (*parent, std::cmp::Reverse(*id)));
                parents.dedup_by_key(|(parent, _)| *parent);
                for (parent, last) in parents {
                    for id in dom.children(parent).take_while(|id| *id < last) {
                        self.spend(1)?;
                        found.push(id);
                    }
                }
            }
            Axis::Following => {
                if let Some(after) = nodes(from).map(|id| dom.end(id)).min() {
                    self.spend(u64::from(dom.len() - after))?;
                    found.extend(after..dom.len());
                }
            }
            Axis::Preceding => {
                if let Some(before) = nodes(from).max() {
                    self.spend(u64::from(before))?;
                    found.extend((1..before).filter(|id| dom.end(*id) <= before));
                }
            }
        }
        found.retain(|id| self.fits(*id, test));
        found.sort_unstable();
        found.dedup();
        Ok(found.into_iter().map(Spot::node).collect())
    }

    fn descendants(&self, from: &[Spot], axis: Axis, test: &Test, window: Option<&Range<Id>>) -> Answer<Vec<Spot>> {
        let mut found = Vec::new();
        let mut done = 0;
        for id in nodes(from) {
            let begin = if axis == Axis::Descendant { id + 1 } else { id };
            let mut range = begin.max(done)..self.dom.end(id);
            done = done.max(range.end);
            if let Some(window) = window {
                range = range.start.max(window.start)..range.end.min(window.end);
            }
            if range.is_empty() {
                continue;
            }
            match test {
                Test::Tag(tag) => {
                    let named = self.elements.named(*tag, &range);
                    self.spend(1 + named.len() as u64)?;
                    found.extend(named.iter().map(|id| Spot::node(*id)));
                }
                _ => {
                    self.spend(range.len() as u64)?;
                    found.extend(range.filter(|id| self.fits(*id, test)).map(Spot::node));
                }
            }
        }
        Ok(found)
    }

    fn fits(&self, id: Id, test: &Test) -> bool {
        let tag = self.dom.tag(id);
        match test {
            Test::Any => true,
            Test::Element => !matches!(tag, Tag::Text | Tag::Document),
            Test::Text => tag == Tag::Text,
            Test::Tag(wanted) => tag == *wanted,
            Test::Named(_) => false,
        }
    }
}

/// Without attributes, which nothing hangs below.
fn nodes(from: &[Spot]) -> impl Iterator<Item = Id> + '_ {
    from.iter().filter(|s| s.attribute == 0).map(|s| s.id)
}
