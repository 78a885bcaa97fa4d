//! Who a pronoun or a short form stands for: the fuller name that the text gave before.

use super::Quotation;
use super::tongue::Tongue;
use crate::fold::{fold, lower};
use coranto_core::Lang;
use std::collections::HashMap;
use std::ops::Range;

/// A pronoun reaches back so far, in bytes.
const PRONOUN_REACH: usize = 2_500;
/// Words of one name.
const MOST_NAME: usize = 6;
/// Letters that two forms of one word share at least, where endings change.
const SHARED: usize = 4;

/// Fills `who`: of speakers that are a pronoun, one name or a role alone, and of quotations without a speaker.
pub(super) fn resolve(text: &str, lang: Option<Lang>, tongue: &Tongue, quotations: &mut [Quotation]) {
    let names = Names::read(text, lang);
    // Full speakers by each of their words, the latest last.
    let mut known: HashMap<String, Range<usize>> = HashMap::new();
    let mut last: Option<Range<usize>> = None;
    for quotation in quotations {
        let place = quotation.speaker.clone().or_else(|| quotation.words.first().map(|words| words.start..words.start));
        let Some(place) = place else { continue };
        let words = words(text, &place, lang);
        let near = last.clone().filter(|last| place.start >= last.start && place.start - last.start < PRONOUN_REACH);
        let is_pronoun = !words.is_empty() && words.iter().all(|word| tongue.is_pronoun(word));
        if words.is_empty() || is_pronoun {
            quotation.who =
                near.or_else(|| names.before(place.start).filter(|name| place.start - name.start < PRONOUN_REACH));
            continue;
        }
        let meaning: Vec<&String> =
            words.iter().filter(|word| !tongue.is_determiner(word) && !tongue.is_inside(word)).collect();
        let short = meaning.len() <= 2;
        let key = |word: &str| stem(word);
        if short {
            let head = meaning.last().map(|word| key(word));
            let fuller =
                head.as_ref().and_then(|head| known.get(head).cloned().or_else(|| names.with(head, place.start)));
            quotation.who = fuller.filter(|who| *who != place && who.len() > place.len() && who.start < place.start);
        }
        let full = quotation.who.clone().unwrap_or_else(|| place.clone());
        if quotation.who.is_none() {
            for word in meaning {
                known.insert(key(word), place.clone());
            }
        }
        last = Some(full);
    }
}

fn words(text: &str, place: &Range<usize>, lang: Option<Lang>) -> Vec<String> {
    let words = text[place.clone()].split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '(' | ')'));
    words
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(24)
        .map(|word| fold(lower(word, lang), lang).into_owned())
        .collect()
}

/// Without the endings of cases: "Лапина" is "Лапин".
fn stem(word: &str) -> String {
    let word = word.strip_suffix("'s").unwrap_or(word);
    let letters = word.chars().count();
    let kept = if word.is_ascii() || letters <= SHARED + 1 { letters } else { letters - 1 };
    word.chars().take(kept).collect()
}

/// Runs of two words and more with capitals, in order.
struct Names {
    /// Places, and for each last word where it first stands.
    all: Vec<Range<usize>>,
    by_last: HashMap<String, Vec<usize>>,
}

impl Names {
    fn read(text: &str, lang: Option<Lang>) -> Names {
        let mut names = Names { all: Vec::new(), by_last: HashMap::new() };
        let mut run: Option<(Range<usize>, usize)> = None;
        let mut add = |run: &mut Option<(Range<usize>, usize)>| {
            let Some((place, words)) = run.take() else { return };
            if (2..=MOST_NAME).contains(&words) {
                let last = text[place.clone()].rsplit(char::is_whitespace).next().unwrap_or_default();
                names.by_last.entry(stem(&fold(lower(last, lang), lang))).or_default().push(names.all.len());
                names.all.push(place);
            }
        };
        for (at, piece) in pieces(text) {
            let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
            let starts_clean = piece.starts_with(|c: char| c.is_alphanumeric());
            let capital = word.chars().next().is_some_and(char::is_uppercase);
            if !capital || !starts_clean {
                add(&mut run);
            }
            if capital {
                let start = at + piece.find(word).unwrap_or(0);
                let grown = run.take().map(|(place, words)| (place.start..start + word.len(), words + 1));
                run = Some(grown.unwrap_or((start..start + word.len(), 1)));
                let goes_on =
                    piece.ends_with(|c: char| c.is_alphanumeric()) || piece.ends_with('.') && word.chars().count() <= 3;
                if !goes_on {
                    add(&mut run);
                }
            }
        }
        add(&mut run);
        names
    }

    fn before(&self, at: usize) -> Option<Range<usize>> {
        let until = self.all.partition_point(|name| name.start < at);
        until.checked_sub(1).and_then(|index| self.all.get(index).cloned())
    }

    /// The first name that ends with the word.
    fn with(&self, last: &str, before: usize) -> Option<Range<usize>> {
        let first = self.by_last.get(last)?.first()?;
        self.all.get(*first).filter(|name| name.start < before).cloned()
    }
}

fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(move |piece| (piece.as_ptr() as usize - text.as_ptr() as usize, piece))
}
