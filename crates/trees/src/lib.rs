//! Boosted trees as a table of text: what a training script under `training/` grew, anybody can read, and a room decides by. Pure.
//!
//! It never trains, and never answers from a table that is damaged: `parse` names the line.
//!
//! ```
//! let trees = coranto_trees::Trees::parse("join from 0.5\ntree\nwords <= 12 ? 1 : 2\n= -0.4\n= 0.7", &["words"]).unwrap();
//! assert!(trees.score(&[20.0]) > trees.score(&[3.0]));
//! assert_eq!(trees.setting("join from"), Some(0.5));
//! ```

/// Trees whose leaves are summed and made a probability, and the settings that the script chose along with them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Trees {
    /// All trees, one after the other; a branch names a node by its place here.
    nodes: Vec<Node>,
    /// Where each tree begins.
    roots: Vec<u32>,
    settings: Vec<(String, f32)>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Node {
    Split { feature: u16, at: f32, low: u32, high: u32 },
    Leaf(f32),
}

/// Larger than any model that would still be quick.
const MOST_TREES: usize = 2_000;
const MOST_NODES: usize = 512;

impl Trees {
    /// Reads the table. `names` are the features in the order in which `score` is given them.
    ///
    /// Lines are `tree`, `words <= 12.5 ? 1 : 2` (a split: if so, that node of the tree, else the other), `= 0.031` (a leaf), or a setting: words and a number.
    pub fn parse(text: &str, names: &[&str]) -> Result<Trees, String> {
        let mut trees = Trees::default();
        for (number, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if !line.is_empty() {
                trees
                    .line(line, names)
                    .ok_or_else(|| format!("line {} of the model cannot be read: {line}", number + 1))?;
            }
        }
        trees.whole().then_some(trees).ok_or_else(|| "the model has a tree with a branch that leads nowhere".to_owned())
    }

    fn line(&mut self, line: &str, names: &[&str]) -> Option<()> {
        if line == "tree" {
            (self.roots.len() < MOST_TREES).then(|| self.roots.push(self.nodes.len() as u32))
        } else if line.starts_with("= ") || line.contains(" ? ") {
            let root = *self.roots.last()?;
            let node = Node::parse(line, names, root)?;
            (self.nodes.len() - (root as usize) < MOST_NODES).then(|| self.nodes.push(node))
        } else {
            let (name, value) = line.rsplit_once(' ')?;
            self.settings.push((name.to_owned(), value.parse().ok()?));
            Some(())
        }
    }

    /// Every branch leads further down its own tree, so that every walk ends.
    fn whole(&self) -> bool {
        let ends = self.roots.iter().skip(1).copied().chain([self.nodes.len() as u32]);
        self.roots.iter().zip(ends).all(|(root, end)| {
            *root < end
                && (*root..end).all(|at| match self.nodes[at as usize] {
                    Node::Split { low, high, .. } => [low, high].iter().all(|to| *to > at && *to < end),
                    Node::Leaf(_) => true,
                })
        })
    }

    /// The probability, 0 to 1, that the row is of the kind the trees were grown to tell. A feature that is missing counts as 0.
    pub fn score(&self, row: &[f32]) -> f32 {
        let sum: f32 = self.roots.iter().map(|root| self.walk(*root, row)).sum();
        1.0 / (1.0 + (-sum).exp())
    }

    fn walk(&self, root: u32, row: &[f32]) -> f32 {
        let mut at = root;
        loop {
            match self.nodes.get(at as usize) {
                Some(Node::Split { feature, at: threshold, low, high }) => {
                    let value = row.get(usize::from(*feature)).copied().unwrap_or(0.0);
                    at = if value <= *threshold { *low } else { *high };
                }
                Some(Node::Leaf(value)) => return *value,
                None => return 0.0,
            }
        }
    }

    /// A number that the script wrote beside the trees ("join from 0.4").
    pub fn setting(&self, name: &str) -> Option<f32> {
        self.settings.iter().find(|(n, _)| n == name).map(|(_, value)| *value)
    }

    /// How many trees there are.
    pub fn len(&self) -> usize {
        self.roots.len()
    }

    pub fn is_empty(&self) -> bool {
        self.roots.is_empty()
    }
}

impl Node {
    fn parse(line: &str, names: &[&str], root: u32) -> Option<Node> {
        if let Some(value) = line.strip_prefix("= ") {
            return Some(Node::Leaf(value.parse().ok()?));
        }
        let (question, ways) = line.split_once(" ? ")?;
        let (name, at) = question.rsplit_once(" <= ")?;
        let (low, high) = ways.split_once(" : ")?;
        let feature = names.iter().position(|n| *n == name)?;
        let way = |text: &str| root.checked_add(text.trim().parse().ok()?);
        Some(Node::Split {
            feature: u16::try_from(feature).ok()?,
            at: at.parse().ok()?,
            low: way(low)?,
            high: way(high)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &[&str] = &["words", "links"];

    #[test]
    fn trees_are_read_and_walked() {
        let text =
            "# by hand\nkeep from 0.4\ntree\nwords <= 12 ? 1 : 2\n= -1\nlinks <= 0.5 ? 3 : 4\n= 2\n= -2\ntree\n= 0.5\n";
        let trees = Trees::parse(text, NAMES).expect("a whole table");
        assert_eq!((trees.len(), trees.setting("keep from"), trees.setting("nothing")), (2, Some(0.4), None));
        let sigmoid = |sum: f32| 1.0 / (1.0 + (-sum).exp());
        assert_eq!(trees.score(&[3.0, 0.0]), sigmoid(-0.5));
        assert_eq!(trees.score(&[30.0, 0.2]), sigmoid(2.5));
        assert_eq!(trees.score(&[30.0, 0.9]), sigmoid(-1.5));
        assert_eq!(trees.score(&[]), sigmoid(-0.5), "what is missing counts as 0");
    }

    #[test]
    fn a_damaged_table_is_refused_with_its_line() {
        let refused = |text: &str| Trees::parse(text, NAMES).expect_err(text);
        assert_eq!(refused("tree\nheight <= 2 ? 1 : 2"), "line 2 of the model cannot be read: height <= 2 ? 1 : 2");
        assert_eq!(refused("= 1"), "line 1 of the model cannot be read: = 1");
        assert_eq!(refused("nonsense"), "line 1 of the model cannot be read: nonsense");
        for endless in [
            "tree\nwords <= 1 ? 0 : 1\n= 1",
            "tree\nwords <= 1 ? 1 : 7\n= 1",
            "tree",
            "tree\nwords <= 1 ? 1 : 2\n= 1\ntree\n= 1",
        ] {
            assert!(refused(endless).contains("leads nowhere"), "{endless}");
        }
    }

    #[test]
    fn no_table_is_even() {
        let none = Trees::parse("", NAMES).expect("nothing is a table too");
        assert!(none.is_empty());
        assert_eq!(none.score(&[1.0]), 0.5);
    }
}
