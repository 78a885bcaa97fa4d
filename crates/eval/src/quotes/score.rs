//! The measures, by words of the text.
//!
//! - **exact words**: every stretch between quotation marks is asked once: is it somebody's words? It is when half of its words stand in an attribution; found,
//!   when half of them stand in a quotation as exact.
//! - **direct attributions**: those of which 95 of 100 words stand between marks, against quotations that are `Direct`.
//! - **indirect attributions**: all others (reported speech, and what people think, want, fear, support), against all other quotations.
//!
//! An attribution and a quotation match when F of their words is one half at least, each with one other at most, the best pairs first; strictly, when the words are
//! the same. A speaker is right when the words of the source hold those of the speaker (or of `who`), are held by them, or F of both is one half at least.

use super::set::Document;
use coranto_text::quotes::{Kind, Quotation};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

#[derive(Debug, Default, Clone, Copy)]
pub struct Counts {
    pub right: usize,
    pub found: usize,
    pub expected: usize,
}

impl Counts {
    pub fn precision(self) -> f64 {
        share(self.right, self.found)
    }

    pub fn recall(self) -> f64 {
        share(self.right, self.expected)
    }

    pub fn f1(self) -> f64 {
        share(2 * self.right, self.found + self.expected)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

#[derive(Debug, Default, Clone, Copy)]
pub struct Speakers {
    pub right: usize,
    pub asked: usize,
}

impl Speakers {
    pub fn share(self) -> f64 {
        share(self.right, self.asked)
    }

    fn add(&mut self, text: &str, source: &[Range<usize>], quotation: &Quotation) {
        if source.is_empty() {
            return;
        }
        let source = words(text, source);
        let is_right = |place: &Range<usize>| {
            let said = words(text, std::slice::from_ref(place));
            !said.is_disjoint(&source)
                && (said.is_subset(&source) || source.is_subset(&said) || f(&said, &source) >= 0.5)
        };
        self.asked += 1;
        self.right += usize::from(quotation.speaker.iter().chain(&quotation.who).any(is_right));
    }
}

#[derive(Debug, Default)]
pub struct Score {
    pub exact: Counts,
    pub exact_speakers: Speakers,
    pub direct: Counts,
    pub direct_speakers: Speakers,
    pub indirect: Counts,
    pub indirect_speakers: Speakers,
    same_direct: usize,
    same_indirect: usize,
}

impl Score {
    pub fn direct_strict(&self) -> Counts {
        Counts { right: self.same_direct, ..self.direct }
    }

    pub fn indirect_strict(&self) -> Counts {
        Counts { right: self.same_indirect, ..self.indirect }
    }

    pub fn add(&mut self, document: &Document, found: &[Quotation]) {
        let text = &document.text;
        let marked = between_marks(text);
        let contents: Vec<HashSet<usize>> = document.attributions.iter().map(|a| words(text, &a.content)).collect();
        let is_direct = |content: &HashSet<usize>| {
            let inside = content.iter().filter(|at| marked.iter().any(|place| place.contains(at))).count();
            inside * 100 >= content.len() * 95 && !content.is_empty()
        };
        for direct in [true, false] {
            let expected: Vec<usize> = (0..contents.len()).filter(|at| is_direct(&contents[*at]) == direct).collect();
            let said: Vec<usize> = (0..found.len()).filter(|at| (found[*at].kind == Kind::Direct) == direct).collect();
            let a: Vec<&HashSet<usize>> = expected.iter().map(|at| &contents[*at]).collect();
            let b: Vec<HashSet<usize>> = said.iter().map(|at| words(text, &found[*at].words)).collect();
            let pairs = matched(&a, &b);
            let (counts, speakers, same) = if direct {
                (&mut self.direct, &mut self.direct_speakers, &mut self.same_direct)
            } else {
                (&mut self.indirect, &mut self.indirect_speakers, &mut self.same_indirect)
            };
            counts.expected += expected.len();
            counts.found += said.len();
            counts.right += pairs.len();
            for (i, j) in pairs {
                *same += usize::from(*a[i] == b[j]);
                speakers.add(text, &document.attributions[expected[i]].source, &found[said[j]]);
            }
        }
        self.add_exact(document, found, &marked, &contents);
    }

    fn add_exact(
        &mut self,
        document: &Document,
        found: &[Quotation],
        marked: &[Range<usize>],
        contents: &[HashSet<usize>],
    ) {
        let text = &document.text;
        let owner = |sets: &mut dyn Iterator<Item = (usize, HashSet<usize>)>| {
            let mut owner: HashMap<usize, usize> = HashMap::new();
            sets.for_each(|(number, words)| {
                words.into_iter().for_each(|word| *owner.entry(word).or_insert(number) = number)
            });
            owner
        };
        let expected = owner(&mut contents.iter().cloned().enumerate());
        let said = owner(&mut found.iter().enumerate().map(|(number, quotation)| {
            let exact = if quotation.kind == Kind::Indirect { &quotation.exact } else { &quotation.words };
            (number, words(text, exact))
        }));
        for place in marked {
            let words = words(text, std::slice::from_ref(place));
            let most = |owner: &HashMap<usize, usize>| {
                let mut counts: HashMap<usize, usize> = HashMap::new();
                words
                    .iter()
                    .filter_map(|word| owner.get(word))
                    .for_each(|number| *counts.entry(*number).or_default() += 1);
                let inside: usize = counts.values().sum();
                counts
                    .into_iter()
                    .max_by_key(|(number, n)| (*n, std::cmp::Reverse(*number)))
                    .map(|(number, _)| number)
                    .filter(|_| inside * 2 >= words.len())
            };
            let (attribution, quotation) = (most(&expected), most(&said));
            self.exact.expected += usize::from(attribution.is_some());
            self.exact.found += usize::from(quotation.is_some());
            if let (Some(attribution), Some(quotation)) = (attribution, quotation) {
                self.exact.right += 1;
                self.exact_speakers.add(text, &document.attributions[attribution].source, &found[quotation]);
            }
        }
    }
}

/// Where the words of these places begin.
fn words(text: &str, places: &[Range<usize>]) -> HashSet<usize> {
    let mut words = HashSet::new();
    for place in places {
        let mut inside = false;
        for (at, c) in text[place.clone()].char_indices() {
            let joins = matches!(c, '\'' | '’' | '-');
            if c.is_alphanumeric() && !inside {
                words.insert(place.start + at);
            }
            inside = c.is_alphanumeric() || inside && joins;
        }
    }
    words
}

fn f(a: &HashSet<usize>, b: &HashSet<usize>) -> f64 {
    share(2 * a.intersection(b).count(), a.len() + b.len())
}

fn matched(a: &[&HashSet<usize>], b: &[HashSet<usize>]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, a) in a.iter().enumerate() {
        pairs.extend(b.iter().enumerate().map(|(j, b)| (f(a, b), i, j)).filter(|(f, ..)| *f >= 0.5));
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let (mut used_a, mut used_b) = (HashSet::new(), HashSet::new());
    let free = pairs.into_iter().filter(|(_, i, j)| {
        let free = !used_a.contains(i) && !used_b.contains(j);
        if free {
            used_a.insert(*i);
            used_b.insert(*j);
        }
        free
    });
    free.map(|(_, i, j)| (i, j)).collect()
}

/// Stretches between marks, line by line: “…”, "…", ''…'', and single marks where a word begins and ends. What never closes goes to the end of its line.
pub fn between_marks(text: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        in_line(line, start, &mut places);
        start += line.len();
    }
    places.retain(|place| !words(text, std::slice::from_ref(place)).is_empty());
    places
}

fn in_line(line: &str, start: usize, places: &mut Vec<Range<usize>>) {
    let mut open: Option<(bool, usize)> = None;
    let mut before = ' ';
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let doubled = matches!(c, '\'' | '`') && chars.next_if(|(_, next)| *next == c).is_some();
        let c = if doubled { '"' } else { c };
        let after = chars.peek().map_or(' ', |(_, c)| *c);
        let after_mark = chars.peek().map_or(line.len(), |(at, _)| *at);
        match open {
            None if c == '“' || c == '"' && !before.is_alphanumeric() => open = Some((true, after_mark)),
            None if c == '‘' || c == '\'' && (before.is_whitespace() || matches!(before, '(' | '—')) => {
                open = Some((false, after_mark));
            }
            Some((true, from)) if matches!(c, '”' | '"') || c == '“' && !before.is_whitespace() => {
                places.push(start + from..start + at);
                open = None;
            }
            Some((false, _)) if matches!(c, '“' | '"') => open = Some((true, after_mark)),
            Some((false, from)) if matches!(c, '’' | '\'') && !after.is_alphanumeric() => {
                places.push(start + from..start + at);
                open = None;
            }
            _ => {}
        }
        before = c;
    }
    if let Some((true, from)) = open {
        places.push(start + from..start + line.trim_end().len().max(from));
    }
}

#[cfg(test)]
mod tests {
    use super::super::set::Attribution;
    use super::*;

    #[test]
    fn stretches_between_marks_are_found() {
        let text = "He said “yes” and ''no'' and 'it's so' and \"open\n“to the end.\nIt's";
        let found: Vec<&str> = between_marks(text).into_iter().map(|place| text[place].trim()).collect();
        assert_eq!(found, ["yes", "no", "it's so", "open", "to the end."]);
    }

    #[test]
    fn right_wrong_and_missed_are_told_apart() {
        let text = "“The bridge is shut,” said Ann Lee. Bob said that it opens soon. Eve left.".to_owned();
        let place = |words: &str| text.find(words).map(|at| at..at + words.len()).unwrap();
        let document = Document {
            id: "a".to_owned(),
            attributions: vec![
                Attribution {
                    source: vec![place("Ann Lee")],
                    cue: vec![],
                    content: vec![place("“The bridge is shut,”")],
                },
                Attribution { source: vec![place("Bob")], cue: vec![], content: vec![place("that it opens soon")] },
                Attribution { source: vec![], cue: vec![], content: vec![place("Eve left")] },
            ],
            text: text.clone(),
        };
        let quotation = |kind, words: &str, speaker: &str| Quotation {
            kind,
            words: vec![place(words)],
            exact: vec![],
            speaker: Some(place(speaker)),
            who: None,
            verb: None,
        };
        let mut score = Score::default();
        score.add(
            &document,
            &[
                quotation(Kind::Direct, "The bridge is shut,", "Ann Lee"),
                quotation(Kind::Indirect, "it opens soon", "Eve"),
            ],
        );
        assert_eq!(
            (score.direct.right, score.direct.found, score.direct.expected, score.direct_strict().right),
            (1, 1, 1, 1)
        );
        assert_eq!((score.exact.right, score.exact.found, score.exact.expected), (1, 1, 1));
        assert_eq!((score.indirect.right, score.indirect.found, score.indirect.expected), (1, 1, 2));
        assert_eq!(
            (score.indirect_strict().right, score.indirect_speakers.right, score.direct_speakers.right),
            (0, 0, 1)
        );
    }
}
