//! The learned part of the decision: boosted trees over the features of a line say how likely it belongs to the report. The rules stand guard: what they
//! drop for a sure reason stays dropped, what they drop for a weak one is taken back when the trees are sure, and what they keep goes when the trees doubt it.
//!
//! The trees are a table of text (`model/lines.txt`), written by `training/lines`, where the way to it is told.

use super::Clues;
use super::features::{self, Row};
use super::lines::{Fate, Kind, Line};
use super::sweep;
use crate::dom::{Dom, Id};
use std::ops::Range;
use std::sync::LazyLock;

/// The trees that Coranto is built with.
pub(crate) static BUILT_IN: LazyLock<Model> =
    LazyLock::new(|| Model::parse(include_str!("../../model/lines.txt")).unwrap_or_default());

const DOUBTED: &str = "reads unlike the report";
const TAKEN_BACK: Fate = Fate::Keep("reads like the report after all");

/// Reasons of the rules that are not sure by themselves. A prompt is never taken back, however it reads.
const WEAK: &[&str] = &[
    "a heading with nothing under it",
    "a list of links",
    "a pointer to another article",
    "after the report ends",
    "before the report begins",
    "only a link",
    sweep::OUTSIDE,
];

/// Boosted trees and where their score is cut.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Model {
    trees: Vec<Tree>,
    /// Below this a kept line is dropped.
    keep_from: f32,
    /// From this on a line that was dropped for a weak reason is taken back.
    take_back_from: f32,
}

/// Every walk takes as many steps as the tree is deep: a processor that need not guess where a walk ends, or which way it goes, takes several at once.
#[derive(Debug, Clone, PartialEq, Default)]
struct Tree {
    nodes: Vec<Node>,
    depth: usize,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Node {
    feature: u16,
    /// Where to go when the feature is greater than `at`, and when it is not. A leaf leads to itself.
    ways: [u16; 2],
    /// The threshold; of a leaf, what it says.
    at: f32,
}

/// Larger than any model that would still be quick.
const MOST_TREES: usize = 2_000;
const MOST_NODES: usize = 512;

impl Model {
    /// Reads the table; the error names the line.
    pub fn parse(text: &str) -> Result<Model, String> {
        let mut model = Model { keep_from: 0.5, take_back_from: 0.8, ..Model::default() };
        for (number, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if !line.is_empty() {
                model.line(line).ok_or_else(|| format!("line {} of the model cannot be read: {line}", number + 1))?;
            }
        }
        let whole = model.trees.iter_mut().all(|tree| tree.measure().is_some());
        whole.then_some(model).ok_or_else(|| "the model has a tree with a branch that leads nowhere".to_owned())
    }

    fn line(&mut self, line: &str) -> Option<()> {
        if let Some(at) = line.strip_prefix("keep from ") {
            self.keep_from = at.parse().ok()?;
        } else if let Some(at) = line.strip_prefix("take back from ") {
            self.take_back_from = at.parse().ok()?;
        } else if line == "tree" {
            (self.trees.len() < MOST_TREES).then(|| self.trees.push(Tree::default()))?;
        } else {
            let nodes = &mut self.trees.last_mut()?.nodes;
            let own = u16::try_from(nodes.len()).ok().filter(|own| usize::from(*own) < MOST_NODES)?;
            nodes.push(Node::parse(line, own)?);
        }
        Some(())
    }

    /// How likely each line belongs to the report, 0 to 1. Tree by tree, for the lines to take the same number of steps one after the other.
    fn scores(&self, rows: &[&Row]) -> Vec<f32> {
        let mut sums = vec![0.0f32; rows.len()];
        for tree in &self.trees {
            sums.iter_mut().zip(rows).for_each(|(sum, row)| *sum += tree.walk(row));
        }
        sums.into_iter().map(|sum| 1.0 / (1.0 + (-sum).exp())).collect()
    }
}

impl Tree {
    /// How deep it is. Nothing when it is empty or a branch does not lead further down: then a walk would not end.
    fn measure(&mut self) -> Option<()> {
        let mut depths = vec![0; self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate().filter(|(at, node)| !node.is_leaf(*at)) {
            for way in node.ways.map(usize::from) {
                let below = depths[at] + 1;
                let depth: &mut usize = depths.get_mut(way).filter(|_| way > at)?;
                *depth = below.max(*depth);
            }
        }
        self.depth = depths.into_iter().max()?;
        Some(())
    }

    fn walk(&self, row: &Row) -> f32 {
        let mut node = self.nodes[0];
        for _ in 0..self.depth {
            let low = row[usize::from(node.feature)] <= node.at;
            node = self.nodes[usize::from(node.ways[usize::from(low)])];
        }
        node.at
    }
}

impl Node {
    /// "words <= 12.5 ? 1 : 2" or "= 0.031", as the `own`th of its tree.
    fn parse(line: &str, own: u16) -> Option<Node> {
        if let Some(value) = line.strip_prefix("= ") {
            return Some(Node { feature: 0, ways: [own; 2], at: value.parse().ok()? });
        }
        let (question, ways) = line.split_once(" ? ")?;
        let (name, at) = question.rsplit_once(" <= ")?;
        let (low, high) = ways.split_once(" : ")?;
        let feature = features::NAMES.iter().position(|n| *n == name)?;
        let ways = [high.trim().parse().ok()?, low.trim().parse().ok()?];
        // Only a leaf leads to itself.
        (ways != [own; 2]).then_some(Node { feature: u16::try_from(feature).ok()?, ways, at: at.parse().ok()? })
    }

    fn is_leaf(&self, own: usize) -> bool {
        self.ways.map(usize::from) == [own; 2]
    }
}

/// What the trees looked at and said, for each line of `range`.
#[derive(Debug, Default)]
pub(super) struct Scored {
    pub range: Range<usize>,
    pub rows: Vec<Row>,
    /// Of the lines that the rules left open.
    pub scores: Vec<Option<f32>>,
}

/// Decides anew on the chosen box and on what stands between the title and it.
pub(super) fn decide(dom: &Dom<'_>, lines: &mut [Line], main: Id, clues: &Clues<'_>, model: &Model) -> Scored {
    let range = range(dom, lines, main, clues);
    let rows = features::rows(dom, &lines[range.clone()], main, clues);
    let mut scores = vec![None; rows.len()];
    if !model.trees.is_empty() {
        let ours = &mut lines[range.clone()];
        let before: Vec<Fate> = ours.iter().map(|l| l.fate).collect();
        let words = kept_words(ours);
        let open: Vec<usize> = (0..ours.len()).filter(|at| is_open(&ours[*at])).collect();
        let likely = model.scores(&open.iter().map(|at| &rows[*at]).collect::<Vec<_>>());
        for (at, score) in open.into_iter().zip(likely) {
            scores[at] = Some(score);
            ours[at].fate = model.fate(ours[at].fate, score);
        }
        sweep::empty_headings(ours);
        // Trees that doubt most of a page know nothing like it: what it is, the gates tell by all of it.
        if kept_words(ours) * 2 < words {
            ours.iter_mut().zip(before).for_each(|(line, fate)| line.fate = fate);
        }
    }
    Scored { range, rows, scores }
}

fn kept_words(lines: &[Line]) -> u32 {
    lines.iter().filter(|l| l.kept()).map(|l| l.words).sum()
}

/// Not yet decided for good: kept, or dropped for a weak reason. Lists and tables are the report's whole or not at all, and the truths that the trees
/// learnt from often leave them out: the trees do not speak of them, but of lists of links.
fn is_open(line: &Line) -> bool {
    let text = line.words > 0
        && match line.kind {
            Kind::Image | Kind::Slide | Kind::Embed | Kind::Rule | Kind::Table => false,
            Kind::Item => line.links() >= 0.3,
            _ => true,
        };
    text && match line.fate {
        Fate::Keep(_) => true,
        Fate::Drop(why) => WEAK.contains(&why),
    }
}

impl Model {
    fn fate(&self, fate: Fate, score: f32) -> Fate {
        match fate {
            Fate::Keep(_) if score < self.keep_from => Fate::Drop(DOUBTED),
            Fate::Drop(_) if score >= self.take_back_from => TAKEN_BACK,
            fate => fate,
        }
    }
}

/// Lines between the title and the box, at most.
const BETWEEN: usize = 40;

fn range(dom: &Dom<'_>, lines: &[Line], main: Id, clues: &Clues<'_>) -> Range<usize> {
    let from = lines.partition_point(|l| l.first < main);
    let to = lines.partition_point(|l| l.first < dom.end(main)).max(from);
    let title =
        lines[..from].iter().rposition(|l| l.kind == Kind::Heading(1) && sweep::same_words(&l.text, clues.title));
    title.filter(|at| from - at <= BETWEEN).map_or(from, |at| at + 1)..to
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "keep from 0.5\ntree\nwords <= 10 ? 1 : 2\n= -1.5 # short\n= 2\ntree\n= 0.25\n";

    #[test]
    fn a_table_of_trees_is_read_and_walked() {
        let model = Model::parse(SMALL).unwrap();
        let mut row = [0.0; features::COUNT];
        let short = row;
        row[0] = 11.0;
        let scores = model.scores(&[&short, &row]);
        assert!((scores[0] - 1.0 / (1.0 + 1.25f32.exp())).abs() < 1e-6);
        assert!((scores[1] - 1.0 / (1.0 + (-2.25f32).exp())).abs() < 1e-6);
    }

    #[test]
    fn a_damaged_table_is_refused_with_its_line() {
        for (text, says) in [
            ("tree\nwords <= 10 ? 1 : 2\n= 1\n", "nowhere"),
            ("tree\nwords <= 10 ? 0 : 1\n= 1\n", "nowhere"),
            ("tree\nwords <= 10 ? 0 : 0\n", "line 2"),
            ("tree\ncolour <= 10 ? 1 : 2\n", "line 2"),
            ("= 1\n", "line 1"),
            ("tree\n", "nowhere"),
            ("keep from often\n", "line 1"),
        ] {
            assert!(Model::parse(text).unwrap_err().contains(says), "{text}");
        }
    }

    #[test]
    fn the_built_in_trees_are_there() {
        assert!(!BUILT_IN.trees.is_empty());
    }
}
