//! What a publisher changed in an article after its publication, as it is judged, stored and shown.

use crate::Millis;
use serde::{Deserialize, Serialize};

/// An article's words at one time: its headline, and its text with a line for each paragraph, heading or item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Wording {
    pub title: String,
    pub text: String,
}

/// What kind of change an edit was; one edit may be several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EditKind {
    /// The headline says something else.
    Headline,
    /// A number has another value.
    Numbers,
    /// Words stand there that did not.
    Added,
    /// Words that stood there are gone.
    Removed,
    /// Words stand in the place of others.
    Reworded,
    /// Paragraphs stand in another order.
    Moved,
    /// Letters and marks only: a slip was mended, or made.
    Typo,
}

/// What was changed from one wording to the next.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Change {
    /// In the order of the enum; never empty for an edit.
    pub kinds: Vec<EditKind>,
    /// Words of the text that came and went (two characters count as one in scripts that do not separate words).
    pub added: u32,
    pub removed: u32,
    pub numbers: Vec<Moved>,
}

impl Change {
    pub fn is(&self, kind: EditKind) -> bool {
        self.kinds.contains(&kind)
    }

    /// Both changes as one: this one came after that one.
    pub fn after(mut self, earlier: Change) -> Change {
        self.kinds.extend(earlier.kinds);
        self.kinds.sort_unstable();
        self.kinds.dedup();
        self.added = self.added.saturating_add(earlier.added);
        self.removed = self.removed.saturating_add(earlier.removed);
        for before in earlier.numbers {
            let goes_on = |after: &&mut Moved| {
                after.key == before.key && after.in_title == before.in_title && same(after.from.value, before.to.value)
            };
            match self.numbers.iter_mut().find(goes_on) {
                Some(after) => (after.from, after.was) = (before.from, before.was),
                None => self.numbers.push(before),
            }
        }
        self.numbers.retain(|moved| !same(moved.from.value, moved.to.value));
        self
    }
}

/// A number that moved: the same thing counted, with another value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// What is counted, as the newer wording names it ("people", "per cent", "recommendations"); empty where no word says.
    pub what: String,
    /// By which the same thing is found again in the next edit; not for readers.
    pub key: String,
    pub from: Figure,
    pub to: Figure,
    /// It stands in the headline.
    pub in_title: bool,
    /// The sentence around it, as it was and as it is.
    pub was: String,
    pub sentence: String,
}

/// A number in a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// As it stands there: "seven", "2,1 Millionen", "٧".
    pub words: String,
    pub value: f64,
}

/// An edit, judged and ready to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// The wording before it, as it was stored.
    pub old: Wording,
    pub old_words: u32,
    /// The wording before it as today's rules would have read it, where that is not what was stored: what only our own reading changed is no edit.
    pub before: Option<Wording>,
    pub wording: Wording,
    pub words: u32,
    /// When it was made, as far as the publisher says.
    pub at: Option<Millis>,
    pub change: Change,
}

/// A wording of an article in the record; number 0 is the first that was seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    pub n: i64,
    /// When it was made as the publisher says, or else when it was seen.
    pub at: Millis,
    pub seen_at: Millis,
    pub wording: Wording,
    pub words: i64,
    /// What it is to be held against, where that is not the wording of the revision before.
    pub before: Option<Wording>,
    /// None for the first.
    pub change: Option<Change>,
}

/// A number over several revisions: each value with the revision that brought it.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    pub what: String,
    pub in_title: bool,
    /// Oldest first, two at least.
    pub steps: Vec<Step>,
    /// The latest sentence around it.
    pub sentence: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    pub figure: Figure,
    pub at: Millis,
}

/// The numbers that moved, put together over all revisions (oldest first): what is counted the same and goes on from the value it had.
pub fn series(revisions: &[Revision]) -> Vec<Series> {
    let mut open: Vec<(String, Series)> = Vec::new();
    let mut before = revisions.first().map_or(Millis(0), |first| first.at);
    for revision in revisions {
        for moved in revision.change.iter().flat_map(|change| &change.numbers) {
            let step = Step { figure: moved.to.clone(), at: revision.at };
            let goes_on = open.iter_mut().find(|(key, series)| {
                *key == moved.key
                    && series.in_title == moved.in_title
                    && series
                        .steps
                        .last()
                        .is_some_and(|last| same(last.figure.value, moved.from.value) && last.at < revision.at)
            });
            match goes_on {
                Some((_, series)) => {
                    series.steps.push(step);
                    series.what.clone_from(&moved.what);
                    series.sentence.clone_from(&moved.sentence);
                }
                None => {
                    let first = Step { figure: moved.from.clone(), at: before };
                    let (what, sentence) = (moved.what.clone(), moved.sentence.clone());
                    let series = Series { what, in_title: moved.in_title, steps: vec![first, step], sentence };
                    open.push((moved.key.clone(), series));
                }
            }
        }
        before = revision.at;
    }
    open.into_iter().map(|(_, series)| series).collect()
}

/// Values come from decimals: a hair's breadth is none.
pub fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn revision(n: i64, numbers: &[(&str, f64, f64)]) -> Revision {
        let figure = |value: f64| Figure { words: value.to_string(), value };
        let moved = |(key, from, to): &(&str, f64, f64)| Moved {
            what: (*key).to_owned(),
            key: (*key).to_owned(),
            from: figure(*from),
            to: figure(*to),
            in_title: false,
            was: String::new(),
            sentence: format!("{to} {key}"),
        };
        let change = Change { numbers: numbers.iter().map(moved).collect(), ..Change::default() };
        Revision {
            n,
            at: Millis(n * 10),
            seen_at: Millis(n * 10 + 1),
            wording: Wording::default(),
            words: 0,
            before: None,
            change: (n > 0).then_some(change),
        }
    }

    #[test]
    fn two_changes_are_told_as_one() {
        let change = |numbers: &[(&str, f64, f64)]| revision(1, numbers).change.unwrap();
        let both = change(&[("people", 5.0, 7.0)]).after(change(&[("people", 3.0, 5.0), ("homes", 9.0, 8.0)]));
        let told: Vec<(f64, f64)> = both.numbers.iter().map(|m| (m.from.value, m.to.value)).collect();
        assert_eq!(told, [(3.0, 7.0), (9.0, 8.0)]);
        let back = change(&[("people", 5.0, 3.0)]).after(change(&[("people", 3.0, 5.0)]));
        assert_eq!(back.numbers, []);
    }

    #[test]
    fn a_death_toll_over_three_revisions_is_one_series() {
        let revisions = [
            revision(0, &[]),
            revision(1, &[("people", 3.0, 5.0), ("homes", 9.0, 8.0)]),
            revision(2, &[]),
            revision(3, &[("people", 5.0, 7.0), ("homes", 4.0, 3.0)]),
        ];
        let all = series(&revisions);
        let told: Vec<(&str, Vec<(f64, i64)>)> = all
            .iter()
            .map(|s| (s.what.as_str(), s.steps.iter().map(|step| (step.figure.value, step.at.0)).collect()))
            .collect();
        assert_eq!(
            told,
            [
                ("people", vec![(3.0, 0), (5.0, 10), (7.0, 30)]),
                ("homes", vec![(9.0, 0), (8.0, 10)]),
                // Another count of homes: it does not go on from 8.
                ("homes", vec![(4.0, 20), (3.0, 30)]),
            ]
        );
        assert_eq!(all[0].sentence, "7 people");
    }
}
