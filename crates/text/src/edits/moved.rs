//! Numbers that moved: the same thing counted, with another value. "At least 5 people died" became "at least 7 people died".
//!
//! Two numbers count the same when the one stands exactly where the other stood, or when the words behind them are the same and so is what the sentences say.
//! Where that is not plain nothing is claimed.

use super::compare::{Compared, Side};
use super::counted::{Counted, Which, Word, counted};
use super::token::Shape;
use coranto_core::Lang;
use coranto_core::edit::{Figure, Moved, same};
use std::collections::HashMap;
use std::ops::Range;

/// What two sentences share of their words, and how many words at the least, where they do not stand in the same place.
const SHARED: f32 = 0.4;
const SHARED_WORDS: usize = 2;
/// The same within one paragraph.
const SHARED_NEAR: f32 = 0.25;
const MOST_SENTENCE_CHARS: usize = 400;

pub(super) fn moved(compared: &Compared, lang: Option<Lang>, in_title: bool) -> Vec<Moved> {
    let old = counted(compared, Which::Old, lang);
    if old.is_empty() {
        return Vec::new();
    }
    let new = counted(compared, Which::New, lang);
    let places = Places::of(compared, &old, &new);
    let mut found: Vec<(&Counted, &Counted, Thing)> = Vec::new();
    let (mut gone, mut come) = (vec![false; old.len()], vec![false; new.len()]);
    for (_, i, j, thing) in best_first(&old, &new, &places) {
        if gone[i] || come[j] {
            continue;
        }
        (gone[i], come[j]) = (true, true);
        // A number that is only told elsewhere now has not moved.
        if let Some(thing) = thing {
            found.push((&old[i], &new[j], thing));
        }
    }
    found.sort_by_key(|(_, new, _)| new.at.start);
    let mut all: Vec<Moved> = Vec::new();
    for (from, to, thing) in found {
        let moved = Moved {
            what: thing.shown(to, compared.new.text),
            key: thing.key,
            from: figure(from, compared.old.text),
            to: figure(to, compared.new.text),
            in_title,
            was: sentence(from, compared.old.text),
            sentence: sentence(to, compared.new.text),
        };
        // A text says a number more than once.
        let known =
            |m: &Moved| m.key == moved.key && same(m.from.value, moved.from.value) && same(m.to.value, moved.to.value);
        if !all.iter().any(known) {
            all.push(moved);
        }
    }
    all
}

/// Old and new by number, surest first. Without a thing: the number is the same.
fn best_first(old: &[Counted], new: &[Counted], places: &Places) -> Vec<(f32, usize, usize, Option<Thing>)> {
    let mut pairs = Vec::new();
    for (i, from) in old.iter().enumerate() {
        for (j, to) in new.iter().enumerate() {
            let Some((score, thing)) = places.likeness(from, to) else { continue };
            let stays = same(from.figure.value, to.figure.value);
            // What stays what it was goes before what is like it.
            pairs.push((if stays { score + 10.0 } else { score }, i, j, (!stays).then_some(thing)));
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    pairs
}

/// What a number counts.
#[derive(Debug)]
struct Thing {
    key: String,
    /// Words of the new text that say it.
    words: Vec<Range<usize>>,
}

impl Thing {
    fn of(from: &Counted, to: &Counted) -> Option<Thing> {
        if from.figure.sign != to.figure.sign {
            return None;
        }
        if let Some(sign) = to.figure.sign {
            return Some(Thing { key: sign.to_string(), words: Vec::new() });
        }
        let in_both = |ours: &[Word], word: &Word| ours.iter().any(|own| own.stem == word.stem);
        if !from.behind.is_empty() || !to.behind.is_empty() {
            let shared: Vec<&Word> = to.behind.iter().filter(|word| in_both(&from.behind, word)).collect();
            let key = shared.first()?.stem.clone();
            return Some(Thing { key, words: shared.iter().map(|word| word.at.clone()).collect() });
        }
        // "The death toll rises to five."
        let nearest = to.before.first().filter(|word| in_both(&from.before, word))?;
        let mut words: Vec<_> =
            to.before.iter().filter(|word| in_both(&from.before, word)).map(|word| word.at.clone()).collect();
        words.reverse();
        Some(Thing { key: nearest.stem.clone(), words })
    }

    /// What stands in the place of what stood there counts the same, even where no word says what.
    fn in_place(from: &Counted, to: &Counted) -> Option<Thing> {
        (from.behind.is_empty() && to.behind.is_empty() && from.figure.sign == to.figure.sign)
            .then(|| Thing { key: String::new(), words: Vec::new() })
    }

    fn shown(&self, to: &Counted, text: &str) -> String {
        if let Some(sign) = to.figure.sign {
            return sign.to_string();
        }
        let Some(first) = self.words.first() else { return String::new() };
        // Words in a row are shown as they stand.
        let mut end = first.end;
        for next in &self.words[1..] {
            if text.get(end..next.start).is_some_and(|between| between == " ") {
                end = next.end;
            }
        }
        text[first.start..end].to_owned()
    }
}

/// Which places of the two texts are the same place.
struct Places {
    /// Hunks of which both sides are numbers and nothing else, and as many.
    bare: Vec<bool>,
    /// The new lines that go on from an old one.
    lines: HashMap<usize, Vec<usize>>,
}

impl Places {
    fn of(compared: &Compared, old: &[Counted], new: &[Counted]) -> Places {
        let mut places = Places { bare: vec![false; compared.hunks.len()], lines: HashMap::new() };
        let numbers = |all: &[Counted], hunk: usize| all.iter().filter(|c| c.hunk == hunk).count();
        for hunk in old.iter().map(|c| c.hunk) {
            let is_number =
                |all: &[Counted], at: usize| all.iter().any(|c| c.hunk == hunk && c.figure.tokens.contains(&at));
            let only = |side: &Side, tokens: &Range<usize>, all: &[Counted]| {
                tokens.clone().all(|at| !side.tokens[at].says() || is_number(all, at))
            };
            let cut = &compared.hunks[hunk];
            places.bare[hunk] = numbers(old, hunk) == numbers(new, hunk)
                && only(&compared.old, &cut.old, old)
                && only(&compared.new, &cut.new, new);
        }
        for hunk in &compared.hunks {
            let before = hunk.old.start.checked_sub(1).zip(hunk.new.start.checked_sub(1));
            for (i, j) in before.into_iter().chain([(hunk.old.end, hunk.new.end)]) {
                let in_line = |side: &Side, at: usize| side.tokens.get(at).is_some_and(|t| t.shape != Shape::Break);
                if in_line(&compared.old, i) && in_line(&compared.new, j) {
                    places.lines.entry(compared.old.line_of(i)).or_default().push(compared.new.line_of(j));
                }
            }
        }
        places
    }

    /// How surely two numbers count the same, and what.
    fn likeness(&self, from: &Counted, to: &Counted) -> Option<(f32, Thing)> {
        let same_hunk = from.hunk == to.hunk;
        let in_place = same_hunk && from.rank == to.rank && self.bare[from.hunk];
        if in_place && !(from.figure.weak && to.figure.weak) {
            return Thing::of(from, to).or_else(|| Thing::in_place(from, to)).map(|thing| (3.0, thing));
        }
        if (from.figure.weak || to.figure.weak) && !same_hunk || from.figure.weak && to.figure.weak {
            return None;
        }
        let thing = Thing::of(from, to)?;
        let shared = from.context.iter().filter(|stem| to.context.binary_search(stem).is_ok()).count();
        let share = shared as f32 / from.context.len().min(to.context.len()).max(1) as f32;
        let near = same_hunk || self.lines.get(&from.line).is_some_and(|lines| lines.contains(&to.line));
        let alike = if near { share >= SHARED_NEAR && shared > 0 } else { share >= SHARED && shared >= SHARED_WORDS };
        alike.then(|| (share + f32::from(u8::from(near)) + f32::from(u8::from(same_hunk)), thing))
    }
}

fn figure(counted: &Counted, text: &str) -> Figure {
    Figure { words: text[counted.at.clone()].to_owned(), value: counted.figure.value }
}

/// The sentence, or of an endless one what stands around the number.
fn sentence(counted: &Counted, text: &str) -> String {
    let sentence = &text[counted.sentence.clone()];
    if sentence.chars().nth(MOST_SENTENCE_CHARS).is_none() {
        return sentence.to_owned();
    }
    let at = counted.at.start - counted.sentence.start;
    let before: String = sentence[..at].chars().rev().take(MOST_SENTENCE_CHARS / 2).collect();
    let after: String = sentence[at..].chars().take(MOST_SENTENCE_CHARS / 2).collect();
    format!("…{}{after}…", before.chars().rev().collect::<String>())
}
