//! Languages whose verb of saying comes last: Hindi ("X ने कहा कि …") and Turkish ("X, “…” dedi").

use super::direct::{Utterance, is_sentence};
use super::phrase::Paragraph;
use super::reading::What;
use super::reported::Report;
use super::tongue::Tongue;
use std::collections::HashSet;
use std::ops::Range;

/// Words between a quotation and its verb.
const REACH: usize = 12;
const MOST_WORDS: usize = 8;
/// Back to the word that marks the subject.
const LOOK: usize = 60;

pub(super) fn utterances(paragraph: &Paragraph) -> Vec<Utterance> {
    let mut found: Vec<Utterance> = Vec::new();
    let mut goes_on_from = usize::MAX;
    for (at, token) in paragraph.tokens.iter().enumerate() {
        let What::Quote(quote) = token.what else { continue };
        // "…" diyen X, "…" dedi: one speaker, one sentence.
        let same = found.last().and_then(|last| last.speaker.as_ref()).is_some_and(|speaker| {
            speaker.start >= token.first.max(1)
                && speaker.end <= at
                && paragraph.is(speaker.start.saturating_sub(2), What::Quote(quote.wrapping_sub(1)))
        });
        if same {
            if let Some(last) = found.last_mut() {
                last.quotes.push(quote);
            }
        } else if let Some((verb, speaker)) = verb_after(paragraph, at).or_else(|| verb_before(paragraph, at)) {
            let fragment = verb > at
                && paragraph.tokens[at].first < at
                && !is_sentence(paragraph, at, quote)
                && paragraph.text[paragraph.quotes[quote].inner.clone()].chars().next().is_some_and(char::is_lowercase);
            found.push(Utterance { quotes: vec![quote], speaker, verb: Some(verb), fragment });
            goes_on_from = paragraph.sentence_end(verb.max(at));
        } else if at <= goes_on_from.saturating_add(1)
            && is_sentence(paragraph, at, quote)
            && found.last().is_some_and(|last| last.verb.is_some())
        {
            if let Some(last) = found.last_mut() {
                last.quotes.push(quote);
            }
            goes_on_from = at + 1;
        } else {
            found.push(Utterance::of_nobody(quote, !is_sentence(paragraph, at, quote)));
            goes_on_from = usize::MAX;
        }
    }
    found
}

/// "…" dedi X · X, "…" dedi · "…" X ने कहा.
fn verb_after(paragraph: &Paragraph, quote_at: usize) -> Option<(usize, Option<Range<usize>>)> {
    let mut from = quote_at + 1;
    while paragraph.is(from, What::Comma) {
        from += 1;
    }
    let first = paragraph.tokens.get(from)?.first;
    let verb = (from..from + REACH)
        .take_while(|at| paragraph.tokens.get(*at).is_some_and(|token| token.is_word() && token.first == first))
        .find(|at| paragraph.verb(*at).is_some())?;
    let is_other = |at: usize| {
        paragraph.tokens.get(at + 1).is_some_and(|token| {
            matches!(token.what, What::Comma | What::Colon) && paragraph.is(at + 2, What::Quote(0))
        })
    };
    if is_other(verb) && first == from {
        return None;
    }
    let marked = (from..verb).rev().find(|at| paragraph.has(*at, Tongue::marks_subject));
    let speaker = if let Some(marker) = marked {
        back_from(paragraph, marker, from)
    } else if verb > from && paragraph.has(from, Tongue::is_pronoun) {
        Some(from..from + 1)
    } else {
        following(paragraph, verb + 1).or_else(|| leading(paragraph, quote_at))
    };
    Some((verb, speaker))
}

/// X ने कहा, "…" · X açıkladı: "…".
fn verb_before(paragraph: &Paragraph, quote_at: usize) -> Option<(usize, Option<Range<usize>>)> {
    let first = paragraph.tokens[quote_at].first;
    let from = quote_at.saturating_sub(REACH * 2).max(first);
    let verb = (from..quote_at).rev().find(|at| paragraph.verb(*at).is_some())?;
    let near = quote_at - verb <= 4 || matches!(paragraph.what(quote_at - 1), Some(What::Colon | What::Comma));
    near.then(|| (verb, subject(paragraph, verb, first)))
}

/// The speaker in a sentence whose verb stands after it.
fn subject(paragraph: &Paragraph, verb: usize, first: usize) -> Option<Range<usize>> {
    let marker =
        (verb.saturating_sub(LOOK).max(first)..verb).rev().find(|at| paragraph.has(*at, Tongue::marks_subject));
    if let Some(name) = marker.and_then(|marker| back_from(paragraph, marker, first)) {
        return Some(name);
    }
    let pronoun = (verb.saturating_sub(LOOK).max(first)..verb).find(|at| paragraph.has(*at, Tongue::is_pronoun));
    pronoun.map(|at| at..at + 1).or_else(|| leading(paragraph, verb)).or_else(|| back_from(paragraph, verb, first))
}

/// Who begins the sentence: up to its first comma, and no further than its last capital.
fn leading(paragraph: &Paragraph, until: usize) -> Option<Range<usize>> {
    let first = paragraph.tokens[until].first;
    let marker =
        (until.saturating_sub(LOOK).max(first)..until).rev().find(|at| paragraph.has(*at, Tongue::marks_subject));
    if let Some(marker) = marker {
        return back_from(paragraph, marker, first);
    }
    let end = (first..until.min(first + MOST_WORDS))
        .find(|at| !paragraph.tokens[*at].is_word())
        .unwrap_or(until.min(first + MOST_WORDS));
    let cased = paragraph.tokens[first..end].iter().any(|token| token.capital);
    let last =
        (first + 1..end).rev().find(|at| paragraph.tokens[*at].capital && !paragraph.tokens[*at].low.starts_with('\''));
    let name = match last {
        Some(last) => first..last + 1,
        None if paragraph.is(end, What::Comma) => first..end,
        None => first..end.min(first + 2),
    };
    (cased && !name.is_empty()).then_some(name)
}

/// "dedi köy sakini Meryem Ten."
fn following(paragraph: &Paragraph, from: usize) -> Option<Range<usize>> {
    let first = paragraph.tokens.get(from)?.first;
    if paragraph.tokens[from.checked_sub(1)?].first != first {
        return None;
    }
    let ends = |at: &usize| {
        !paragraph.tokens.get(*at).is_some_and(|token| token.is_word() && token.first == first)
            || paragraph.has(*at, Tongue::is_end)
    };
    let end = (from..from + MOST_WORDS).find(ends).unwrap_or(from + MOST_WORDS);
    let helper = end == from + 1 && paragraph.has(from, Tongue::is_helper);
    (end > from
        && !helper
        && paragraph.tokens[from..end].iter().all(|token| paragraph.tongue.verb(&token.low).is_none()))
    .then_some(from..end)
}

/// The noun phrase before `end`, after a postposition that belongs to another.
fn back_from(paragraph: &Paragraph, end: usize, first: usize) -> Option<Range<usize>> {
    let mut start = end;
    while start > first
        && end - start < MOST_WORDS
        && paragraph.tokens[start - 1].is_word()
        && !paragraph.has(start - 1, Tongue::is_end)
    {
        start -= 1;
    }
    (start < end).then_some(start..end)
}

pub(super) fn reported(paragraph: &Paragraph, utterances: &[Utterance]) -> Vec<Report> {
    let taken: HashSet<usize> =
        utterances.iter().filter(|utterance| !utterance.fragment).filter_map(|utterance| utterance.verb).collect();
    let mut found = Vec::new();
    let mut first = 0;
    while first < paragraph.tokens.len() {
        let end = paragraph.sentence_end(first);
        found.extend(in_sentence(paragraph, first, end, &taken));
        first = (end + 1).max(first + 1);
    }
    found
}

fn in_sentence(paragraph: &Paragraph, first: usize, end: usize, taken: &HashSet<usize>) -> Option<Report> {
    let report = |words: Range<usize>, speaker: Range<usize>, verb: Range<usize>| {
        let skips = |at: usize| matches!(paragraph.what(at), Some(What::Comma | What::Colon));
        let start = words.clone().find(|at| !skips(*at))?;
        (words.end > start + 1).then(|| Report {
            words: vec![paragraph.place(&(start..words.end))],
            speaker: Some(paragraph.place(&speaker)),
            verb: paragraph.place(&verb),
        })
    };
    let bounded = first..end.min(first + 24);
    // "X के अनुसार …", "X'e göre …"
    if let Some((at, words)) = bounded.clone().find_map(|at| Some((at, paragraph.according(at)?))) {
        let name = back_from(paragraph, at, first)?;
        let suffix =
            name.len() > 1 && paragraph.text[paragraph.tokens[name.end - 1].at.clone()].starts_with(['\'', '’']);
        return report(at + words..end, name.start..name.end - usize::from(suffix), at..at + words);
    }
    // "X ने कहा कि …"
    if let Some(that) = bounded.clone().find(|at| paragraph.has(*at, Tongue::is_that)) {
        let verb = (that.saturating_sub(4).max(first)..that).rev().find(|at| paragraph.verb(*at).is_some())?;
        if taken.contains(&verb) || paragraph.is(that + 1, What::Colon) {
            return None;
        }
        return report(that + 1..end, subject(paragraph, verb, first)?, verb..verb + 1);
    }
    // "X, …-diğini söyledi"
    let verb = (end.saturating_sub(3).max(first)..end).rev().find(|at| paragraph.verb(*at).is_some())?;
    let ends = verb > first && paragraph.word(verb - 1).is_some_and(|word| paragraph.tongue.ends_clause(word));
    if !ends || taken.contains(&verb) {
        return None;
    }
    let speaker = leading(paragraph, verb)?;
    report(speaker.end..verb, speaker, verb..verb + 1)
}
