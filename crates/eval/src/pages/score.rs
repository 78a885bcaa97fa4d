//! How answers are held against the truth: bags of 4-word shingles for the body, fields as told in `docs/evaluation.md`. The same for every tool.

use super::set::{Answer, Truth};
use std::collections::{BTreeMap, HashMap};

#[derive(Debug, Default, Clone)]
pub struct Score {
    pages: usize,
    precision: Vec<f64>,
    recall: Vec<f64>,
    fields: BTreeMap<&'static str, (usize, usize)>,
    misses: Vec<Miss>,
}

/// A wrong answer for a field.
#[derive(Debug, Clone, PartialEq)]
pub struct Miss {
    pub field: &'static str,
    pub page: String,
    pub truth: String,
    pub answer: String,
}

/// The body of one page.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Body {
    pub f1: f64,
    pub precision: f64,
    pub recall: f64,
}

impl Score {
    /// `None`: the tool has no answer for this page.
    pub fn page(&mut self, id: &str, truth: &Truth, answer: Option<&Answer>) -> Body {
        let nothing = Answer::default();
        let answer = answer.unwrap_or(&nothing);
        self.pages += 1;
        let (hit, extra, lost) = overlap(&truth.body, &answer.body);
        let ratio = |part: usize, rest: usize| (part + rest > 0).then(|| part as f64 / (part + rest) as f64);
        let (precision, recall) = (ratio(hit, extra), ratio(hit, lost));
        self.precision.extend(precision);
        self.recall.extend(recall);
        self.fields(id, truth, answer);
        let (precision, recall) = (precision.unwrap_or(0.0), recall.unwrap_or(0.0));
        Body { f1: harmonic(precision, recall), precision, recall }
    }

    fn fields(&mut self, id: &str, truth: &Truth, answer: &Answer) {
        let told = |value: &Option<String>| value.clone().unwrap_or_default();
        if !truth.title.is_empty() {
            let title = told(&answer.title);
            self.field("title", id, plain(&truth.title) == plain(&title), &truth.title, &title);
        }
        let wanted = truth.authors();
        if !wanted.is_empty() {
            let sorted = |names: &[String]| {
                let mut names: Vec<String> = names.iter().map(|name| plain(name)).collect();
                names.sort();
                names
            };
            let right = sorted(&wanted) == sorted(&answer.authors);
            self.field("authors", id, right, &wanted.join(" · "), &answer.authors.join(" · "));
        }
        if let Some(date) = truth.date.as_deref().and_then(|d| d.get(..10)) {
            let right = answer.date.as_deref().and_then(|d| d.get(..10)) == Some(date);
            self.field("date", id, right, date, &told(&answer.date));
        }
        if let Some(language) = truth.language.as_deref().filter(|l| of_language(l).is_some()) {
            let right = answer.language.as_deref().and_then(of_language) == of_language(language);
            self.field("language", id, right, language, &told(&answer.language));
        }
        if let Some(image) = &truth.image {
            self.field("image", id, answer.image.as_ref() == Some(image), image, &told(&answer.image));
        }
    }

    fn field(&mut self, field: &'static str, id: &str, right: bool, truth: &str, answer: &str) {
        let (rights, all) = self.fields.entry(field).or_default();
        *rights += usize::from(right);
        *all += 1;
        if !right {
            let (page, truth, answer) = (id.to_owned(), truth.to_owned(), answer.to_owned());
            self.misses.push(Miss { field, page, truth, answer });
        }
    }

    /// As if the pages of both had been one set.
    pub fn add(&mut self, other: &Score) {
        self.pages += other.pages;
        self.precision.extend(&other.precision);
        self.recall.extend(&other.recall);
        for (name, (right, all)) in &other.fields {
            let sum = self.fields.entry(name).or_default();
            *sum = (sum.0 + right, sum.1 + all);
        }
        self.misses.extend(other.misses.iter().cloned());
    }

    pub fn pages(&self) -> usize {
        self.pages
    }

    /// F1 of the averages, and the averages: of precision over pages with an answer, of recall over pages with a truth.
    pub fn body(&self) -> Body {
        let mean =
            |values: &[f64]| if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 };
        let (precision, recall) = (mean(&self.precision), mean(&self.recall));
        Body { f1: harmonic(precision, recall), precision, recall }
    }

    /// How often the field was right, of how many pages whose truth has it.
    pub fn right(&self, field: &str) -> Option<(usize, usize)> {
        self.fields.get(field).copied()
    }

    pub fn misses<'s>(&'s self, field: &'s str) -> impl Iterator<Item = &'s Miss> {
        self.misses.iter().filter(move |miss| miss.field == field)
    }

    pub(super) fn rights(&self) -> impl Iterator<Item = (&'static str, usize, usize)> + '_ {
        self.fields.iter().map(|(name, (right, all))| (*name, *right, *all))
    }
}

fn harmonic(precision: f64, recall: f64) -> f64 {
    if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
}

/// "en" of "en-GB" and of "en_GB".
fn of_language(tag: &str) -> Option<[u8; 2]> {
    let mut letters = tag.bytes().take(2).map(|b| b.to_ascii_lowercase());
    Some([letters.next()?, letters.next()?])
}

/// Shingles in both, only in the answer, only in the truth, each as often as it occurs.
fn overlap(truth: &str, answer: &str) -> (usize, usize, usize) {
    let (truth, answer) = (shingles(truth), shingles(answer));
    let hit = truth.iter().map(|(shingle, n)| (*n).min(answer.get(shingle).copied().unwrap_or(0))).sum();
    (hit, answer.values().sum::<usize>() - hit, truth.values().sum::<usize>() - hit)
}

/// Four words in a row, or all of them when there are fewer; a word is a run of letters, digits and underscores.
fn shingles(text: &str) -> HashMap<Vec<&str>, usize> {
    let words: Vec<&str> = text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|w| !w.is_empty()).collect();
    let mut bag = HashMap::new();
    if words.is_empty() {
        return bag;
    }
    for window in words.windows(words.len().min(4)) {
        *bag.entry(window.to_vec()).or_default() += 1;
    }
    bag
}

/// For comparing: letters and digits in lower case, one blank between words.
fn plain(text: &str) -> String {
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shingles_are_counted_as_often_as_they_occur() {
        assert_eq!(overlap("one two three four five", "one two three four five"), (2, 0, 0));
        assert_eq!(overlap("a b c d a b c d", "a b c d"), (1, 0, 4));
        // Fewer than four words are one shingle; no words are none.
        assert_eq!(overlap("one two", "one, two!"), (1, 0, 0));
        assert_eq!(overlap("", "one"), (0, 1, 0));
    }

    #[test]
    fn fields_count_only_where_the_truth_has_them() {
        let truth = Truth {
            title: "Harbour opens".into(),
            authors: "Ana Veld and Tom Ost".into(),
            date: Some("2026-11-24".into()),
            language: Some("en-GB".into()),
            ..Truth::default()
        };
        let answer = Answer {
            title: Some("HARBOUR  opens!".into()),
            authors: vec!["Tom Ost".into(), "Ana Veld".into()],
            date: Some("2026-11-24T23:30:00Z".into()),
            language: Some("EN".into()),
            ..Answer::default()
        };
        let mut score = Score::default();
        score.page("one", &truth, Some(&answer));
        score.page("one", &truth, None);
        score.page("two", &Truth::default(), Some(&answer));
        for field in ["title", "authors", "date", "language"] {
            assert_eq!(score.right(field), Some((1, 2)), "{field}");
        }
        assert_eq!(score.right("image"), None);
        let miss = Miss { field: "title", page: "one".into(), truth: "Harbour opens".into(), answer: String::new() };
        assert_eq!(score.misses("title").collect::<Vec<_>>(), [&miss]);
    }

    #[test]
    fn two_sets_together_are_scored_by_page() {
        let truth = |body: &str| Truth { body: body.into(), title: "T".into(), ..Truth::default() };
        let answer = |body: &str| Answer { body: body.into(), title: Some("T".into()), ..Answer::default() };
        let (mut first, mut second) = (Score::default(), Score::default());
        first.page("one", &truth("a b c d"), Some(&answer("a b c d")));
        second.page("two", &truth("a b c d"), Some(&answer("a b c d")));
        second.page("two", &truth("a b c d"), None);
        first.add(&second);
        let body = first.body();
        // No answer has no precision, but nothing recalled.
        assert_eq!((body.precision, body.recall), (1.0, 2.0 / 3.0));
        assert_eq!((first.pages(), first.right("title")), (3, Some((2, 3))));
    }
}
