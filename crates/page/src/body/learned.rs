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
    trees: Vec<Vec<Node>>,
    /// Below this a kept line is dropped.
    keep_from: f32,
    /// From this on a line that was dropped for a weak reason is taken back.
    take_back_from: f32,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Node {
    Split { feature: u16, at: f32, low: u16, high: u16 },
    Leaf(f32),
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
        model.whole().then_some(model).ok_or_else(|| "the model has a tree with a branch that leads nowhere".to_owned())
    }

    fn line(&mut self, line: &str) -> Option<()> {
        if let Some(at) = line.strip_prefix("keep from ") {
            self.keep_from = at.parse().ok()?;
        } else if let Some(at) = line.strip_prefix("take back from ") {
            self.take_back_from = at.parse().ok()?;
        } else if line == "tree" {
            (self.trees.len() < MOST_TREES).then(|| self.trees.push(Vec::new()))?;
        } else {
            let tree = self.trees.last_mut().filter(|t| t.len() < MOST_NODES)?;
            tree.push(Node::parse(line)?);
        }
        Some(())
    }

    /// Every branch leads further down its tree, so that every walk ends.
    fn whole(&self) -> bool {
        self.trees.iter().all(|tree| {
            !tree.is_empty()
                && tree.iter().enumerate().all(|(at, node)| match node {
                    Node::Split { low, high, .. } => {
                        [low, high].iter().all(|to| usize::from(**to) > at && usize::from(**to) < tree.len())
                    }
                    Node::Leaf(_) => true,
                })
        })
    }

    /// How likely the line belongs to the report, 0 to 1.
    pub(crate) fn score(&self, row: &Row) -> f32 {
        let sum: f32 = self.trees.iter().map(|tree| walk(tree, row)).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

fn walk(tree: &[Node], row: &Row) -> f32 {
    let mut at = 0usize;
    loop {
        match tree.get(at) {
            Some(Node::Split { feature, at: threshold, low, high }) => {
                let value = row.get(usize::from(*feature)).copied().unwrap_or(0.0);
                at = usize::from(if value <= *threshold { *low } else { *high });
            }
            Some(Node::Leaf(value)) => return *value,
            None => return 0.0,
        }
    }
}

impl Node {
    /// "words <= 12.5 ? 1 : 2" or "= 0.031"
    fn parse(line: &str) -> Option<Node> {
        if let Some(value) = line.strip_prefix("= ") {
            return Some(Node::Leaf(value.parse().ok()?));
        }
        let (question, ways) = line.split_once(" ? ")?;
        let (name, at) = question.rsplit_once(" <= ")?;
        let (low, high) = ways.split_once(" : ")?;
        let feature = features::NAMES.iter().position(|n| *n == name)?;
        Some(Node::Split {
            feature: u16::try_from(feature).ok()?,
            at: at.parse().ok()?,
            low: low.trim().parse().ok()?,
            high: high.trim().parse().ok()?,
        })
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
        for ((line, row), score) in ours.iter_mut().zip(&rows).zip(&mut scores) {
            *score = is_open(line).then(|| model.score(row));
            line.fate = score.map_or(line.fate, |score| model.fate(line.fate, score));
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
        assert!((model.score(&row) - 1.0 / (1.0 + 1.25f32.exp())).abs() < 1e-6);
        row[0] = 11.0;
        assert!((model.score(&row) - 1.0 / (1.0 + (-2.25f32).exp())).abs() < 1e-6);
    }

    #[test]
    fn a_damaged_table_is_refused_with_its_line() {
        for (text, says) in [
            ("tree\nwords <= 10 ? 1 : 2\n= 1\n", "nowhere"),
            ("tree\nwords <= 10 ? 0 : 1\n= 1\n", "nowhere"),
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
