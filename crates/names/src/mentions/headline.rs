//! Headlines Of Which Every Word Has A Capital: there a capital says nothing, and what is no name is what the language or the rest of the text writes small.

use super::cased::Words;
use super::words::Cue;
use crate::lexicon::{Meaning, look_up};
use crate::token::{Gap, Shape};
use coranto_core::Lang;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// Fewer long words with capitals are a name.
const FEWEST: usize = 4;
const LONG: usize = 4;

/// Takes the capital from words that have it only because they stand in a headline. English alone writes so.
pub(super) fn settle(words: &mut Words, lang: Option<Lang>) {
    if words.code != "en" {
        return;
    }
    let headlines = headlines(words, lang);
    if headlines.is_empty() {
        return;
    }
    let tokens = words.tokens;
    for at in headlines.into_iter().flatten() {
        words.list[at].headline = true;
    }
    let mut rest = Rest::default();
    for (at, token) in tokens.list.iter().enumerate() {
        if token.shape == Shape::Lower {
            rest.small.insert(tokens.folded(at));
        } else if token.is_capital() && !token.begins && !words.list[at].headline {
            rest.capital.insert(tokens.folded(at));
        }
    }
    for at in 0..tokens.len() {
        if words.list[at].headline {
            words.list[at].capital &= is_name(words, at, &rest, lang);
        }
    }
}

/// How the rest of the text writes its words.
#[derive(Default)]
struct Rest<'a> {
    small: FxHashSet<&'a str>,
    /// Inside sentences.
    capital: FxHashSet<&'a str>,
}

fn headlines(words: &Words, lang: Option<Lang>) -> Vec<Range<usize>> {
    let tokens = words.tokens;
    let mut found = Vec::new();
    let mut first = 0;
    while first < tokens.len() {
        let end = (first + 1..tokens.len()).find(|at| tokens.list[*at].gap == Gap::Stop).unwrap_or(tokens.len());
        let capitals =
            (first..end).filter(|at| tokens.list[*at].is_capital() && tokens.folded(*at).chars().count() >= LONG);
        // Verbs and nouns in small letters make it a sentence with many names.
        let is_sentence = (first..end).any(|at| {
            let word = tokens.folded(at);
            tokens.list[at].shape == Shape::Lower
                && word.chars().count() > 2
                && (!coranto_text::is_stop_word(word, lang) || words.list[at].cue.has(Cue::SAY))
        });
        if capitals.count() >= FEWEST && !is_sentence {
            found.push(first..end);
        }
        first = end;
    }
    found
}

fn is_name(words: &Words, at: usize, rest: &Rest, lang: Option<Lang>) -> bool {
    let (token, word) = (&words.tokens.list[at], words.list[at]);
    let folded = words.tokens.folded(at);
    if words.is_listed(at) || token.shape == Shape::Upper && folded.chars().count() > 1 {
        return true;
    }
    if rest.small.contains(folded) || coranto_text::is_stop_word(folded, lang) {
        return false;
    }
    let before = at.checked_sub(1).map(|at| words.list[at]).filter(|before| before.capital && token.gap == Gap::Space);
    let is_surname =
        before.is_some_and(|before| before.meaning.has(Meaning::FIRST) || before.people.0 >= 5) && word.people.1 >= 3;
    let heads =
        before.is_some() && (word.cue.has(Cue::ORGANISATION) || word.cue.has(Cue::PLACE) || word.cue.has(Cue::OTHER));
    rest.capital.contains(folded) || is_surname || heads || !is_english(folded, lang)
}

/// Of the language's common words, or a form of one: "cuts", "testified", "finalizing", "slammed".
fn is_english(word: &str, lang: Option<Lang>) -> bool {
    let common = |word: &str| look_up(word).is_some_and(|meaning| meaning.is_common(lang));
    let forms =
        ["s", "es", "ed", "d", "ing", "ly", "er", "ers", "est"].iter().filter_map(|ending| word.strip_suffix(ending));
    common(word)
        || forms.filter(|stem| stem.len() > 2).any(|stem| {
            let single = stem.strip_suffix(|last| stem.chars().rev().nth(1) == Some(last));
            common(stem)
                || common(&format!("{stem}e"))
                || stem.strip_suffix('i').is_some_and(|stem| common(&format!("{stem}y")))
                || single.is_some_and(common)
        })
}
