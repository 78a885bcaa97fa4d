//! Exact words: which quotations have a speaker, and which quotations are one ("…," he said. "…").

use super::phrase::Paragraph;
use super::reading::{What, is_stop};
use super::tongue::{Order, Tongue};
use std::ops::Range;

/// Tokens between a quotation and its verb.
const REACH: usize = 30;
/// Fewer words without speaker and verb are a title, a nickname or words held at a distance.
pub(super) const FEW_WORDS: usize = 5;

/// Quotations of one paragraph that are one utterance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Utterance {
    /// Numbers of the paragraph's quotations.
    pub quotes: Vec<usize>,
    /// In tokens.
    pub speaker: Option<Range<usize>>,
    pub verb: Option<usize>,
    /// Only some words of the sentence are exact.
    pub fragment: bool,
}

impl Utterance {
    /// Words between marks that nobody is known to have said.
    pub(super) fn of_nobody(quote: usize, fragment: bool) -> Utterance {
        Utterance { quotes: vec![quote], speaker: None, verb: None, fragment }
    }
}

impl Utterance {
    /// Nobody is known to have said it.
    pub fn is_unsaid(&self) -> bool {
        self.verb.is_none() && self.speaker.is_none()
    }
}

/// Verb and speaker of a quotation, and where they end.
struct Said {
    /// None where a colon stands for it.
    verb: Option<usize>,
    speaker: Option<Range<usize>>,
    end: usize,
}

pub(super) fn utterances(paragraph: &Paragraph) -> Vec<Utterance> {
    let mut found: Vec<Utterance> = Vec::new();
    // The token after which the last utterance may go on.
    let mut goes_on_from = 0;
    for (at, token) in paragraph.tokens.iter().enumerate() {
        let What::Quote(quote) = token.what else { continue };
        if is_title(paragraph, at, quote) {
            continue;
        }
        if let Some(said) = after(paragraph, at, quote) {
            goes_on_from = said.end;
            // "…" "…," he said: what stands directly before belongs to it.
            let joined = found.last().is_some_and(|last| {
                last.is_unsaid() && at > 0 && paragraph.what(at - 1) == Some(What::Quote(quote.wrapping_sub(1)))
            });
            if let Some(last) = found.last_mut().filter(|_| joined) {
                last.quotes.push(quote);
                (last.verb, last.speaker) = (said.verb, said.speaker);
            } else {
                let fragment = is_middle(paragraph, at, quote);
                found.push(Utterance { quotes: vec![quote], speaker: said.speaker, verb: said.verb, fragment });
            }
        } else if goes_on(paragraph, at, quote, goes_on_from, found.last()) {
            if let Some(last) = found.last_mut() {
                last.quotes.push(quote);
            }
            goes_on_from = at + 1;
        } else if let Some((said, fragment)) = before(paragraph, at, quote) {
            goes_on_from = at + 1;
            found.push(Utterance { quotes: vec![quote], speaker: said.speaker, verb: said.verb, fragment });
        } else {
            found.push(Utterance::of_nobody(quote, !is_sentence(paragraph, at, quote)));
            goes_on_from = usize::MAX;
        }
    }
    found
}

/// "…," said X · "…," X said.
fn after(paragraph: &Paragraph, quote_at: usize, quote: usize) -> Option<Said> {
    let mut at = quote_at + 1;
    let mut marked = false;
    while at <= quote_at + 2 && matches!(paragraph.what(at), Some(What::Comma | What::Dash)) {
        marked = true;
        at += 1;
    }
    let next = paragraph.tokens.get(at)?;
    let last = paragraph.text[paragraph.quotes[quote].inner.clone()].chars().next_back();
    let ends_with_stop = last.is_some_and(is_stop) || paragraph.is(at.wrapping_sub(1), What::Stop);
    let ends_with_comma = marked || last.is_some_and(|c| matches!(c, ',' | '،' | '，' | '—' | '-'));
    if paragraph.is(at, What::Stop) {
        return None;
    }
    if let Some(words) = paragraph.according(at) {
        let speaker = paragraph.after(at + words);
        let verb = (at + words..at + words + 3).find(|at| paragraph.verb(*at).is_some());
        if verb.is_none() {
            let end = speaker.as_ref().map_or(at + words, |speaker| speaker.end);
            return Some(Said { verb: Some(at), speaker, end });
        }
    }
    let end = (at..at + REACH).find(|at| !matches!(paragraph.tokens.get(*at), Some(token) if token.first == next.first && !matches!(token.what, What::Stop | What::Quote(_) | What::Colon)));
    let end = end.unwrap_or(at + REACH).min(paragraph.tokens.len());
    // "…," said X: the verb comes first, its helpers aside.
    let mut verb = at;
    while verb < end
        && verb < at + 4
        && (paragraph.has(verb, Tongue::is_helper) || paragraph.has(verb, Tongue::is_pronoun))
        && paragraph.verb(verb).is_none_or(|takes| !takes.quote)
    {
        verb += 1;
    }
    if verb < end && paragraph.verb(verb).is_some_and(|takes| takes.quote) {
        let pronoun = (at..verb).find(|at| paragraph.has(*at, Tongue::is_pronoun)).map(|at| at..at + 1);
        // What a stop ends is followed by its speaker only where nothing else follows.
        let speaker = pronoun.or_else(|| paragraph.after(verb + 1)).or_else(|| subject_before(paragraph, quote_at));
        let ends = speaker.as_ref().map_or(verb + 1, |speaker| speaker.end.max(verb + 1));
        return Some(Said { verb: Some(verb), speaker, end: ends });
    }
    let verb = (at..end).find(|at| paragraph.verb(*at).is_some_and(|takes| takes.quote))?;
    if paragraph.is_passive(verb) {
        return None;
    }
    let mut speaker = paragraph.before(verb)?;
    if speaker.start > at {
        // "…," the senator and Republican candidate said: all that stands between is the speaker.
        let begins = paragraph.has(at, Tongue::is_determiner) || paragraph.tokens[at].capital;
        let is_whole = (at..speaker.start).all(|at| paragraph.verb(at).is_none() && !paragraph.is(at, What::Comma));
        if !begins || !is_whole {
            return None;
        }
        speaker.start = at;
    }
    // A sentence of its own ("…." Trump said on Monday that …) speaks of other words.
    let rest = verb + 1
        ..(verb + 1..verb + REACH)
            .find(|at| {
                *at >= paragraph.tokens.len()
                    || paragraph.tokens[*at].first != next.first
                    || paragraph.is(*at, What::Stop)
            })
            .unwrap_or(verb + REACH);
    let goes_on = rest.len() > 1
        && paragraph.verb(verb).is_none_or(|takes| !takes.hearer)
        && (paragraph.has(rest.start, Tongue::is_that)
            || !ends_with_comma
                && !paragraph.has(rest.start, Tongue::is_end)
                && !paragraph.has(rest.start, Tongue::is_inside)
                && !paragraph.is(rest.start, What::Comma)
                && !paragraph.is(rest.start, What::Colon));
    let opens_next =
        paragraph.is(rest.end, What::Colon) || matches!(paragraph.what(rest.start), Some(What::Colon | What::Quote(_)));
    if !ends_with_comma && (goes_on || ends_with_stop && (opens_next || rest.len() > 8)) {
        return None;
    }
    Some(Said { verb: Some(verb), speaker: Some(speaker), end: verb + 1 })
}

/// Who the sentence speaks of, where the words stand in its middle: "X, “…”, dijo".
fn subject_before(paragraph: &Paragraph, quote_at: usize) -> Option<Range<usize>> {
    (paragraph.tokens[quote_at].first < quote_at).then(|| paragraph.subject(quote_at)).flatten()
}

/// X said: "…" · X said that "…" · X called it "…". The second tells whether only these words of the sentence are exact.
fn before(paragraph: &Paragraph, quote_at: usize, quote: usize) -> Option<(Said, bool)> {
    let first = paragraph.tokens[quote_at].first;
    let from = quote_at.saturating_sub(REACH).max(first);
    if let Some(said) = announced(paragraph, quote_at) {
        return Some((said, false));
    }
    let verb = (from..quote_at).rev().find(|at| {
        paragraph.verb(*at).is_some_and(|takes| takes.quote || takes.object) && !paragraph.is_passive(*at)
    })?;
    let takes = paragraph.verb(verb)?;
    let mut between = verb + 1..quote_at;
    let colon =
        between.end > between.start && matches!(paragraph.what(between.end - 1), Some(What::Colon | What::Comma));
    if colon {
        between.end -= 1;
    }
    let inverted = (paragraph.tongue.order == Order::VerbFirst)
        .then(|| paragraph.after(verb + 1))
        .flatten()
        .filter(|name| name.start < between.end && name.end <= between.end);
    let speaker = inverted.clone().or_else(|| paragraph.speaker_before(verb));
    if let Some(name) = &inverted {
        between.start = name.end;
    }
    let has_that = between.clone().any(|at| paragraph.has(at, Tongue::is_that));
    let clause = between.clone().filter(|at| paragraph.tokens[*at].is_word()).count();
    let follows = paragraph
        .tokens
        .get(quote_at + 1)
        .is_some_and(|token| token.is_word() && token.first == first && !paragraph.has(quote_at + 1, Tongue::is_end));
    let adjunct = takes.hearer
        || colon
        || paragraph.has(between.start, Tongue::is_end)
        || paragraph.has(between.start, Tongue::is_time);
    let introduced = paragraph.is(quote_at - 1, What::Colon) && is_sentence(paragraph, quote_at, quote);
    let exact = introduced
        || takes.quote
            && !takes.object
            && !has_that
            && !follows
            && (clause == 0 || adjunct && is_sentence(paragraph, quote_at, quote));
    let end = quote_at + 1;
    Some((Said { verb: Some(verb), speaker, end }, !exact))
}

/// Trump: "…" · According to the report, "…"
fn announced(paragraph: &Paragraph, quote_at: usize) -> Option<Said> {
    let first = paragraph.tokens[quote_at].first;
    if quote_at < first + 2 {
        return None;
    }
    if paragraph.is(quote_at - 1, What::Colon) {
        let name = first..quote_at - 1;
        let is_name = name.len() <= 6
            && paragraph.names(&name)
            && name.clone().all(|at| paragraph.tokens[at].is_word() && paragraph.verb(at).is_none());
        if is_name {
            return Some(Said { verb: None, speaker: Some(name), end: quote_at + 1 });
        }
    }
    let phrase = paragraph.according(first)?;
    let speaker = paragraph.after(first + phrase)?;
    let follows =
        matches!(paragraph.what(quote_at - 1), Some(What::Comma | What::Colon)) && speaker.end + 1 >= quote_at - 1;
    follows.then(|| Said { verb: Some(first), speaker: Some(speaker), end: quote_at + 1 })
}

/// The utterance before goes on here: nothing but its verb and speaker stands between.
fn goes_on(paragraph: &Paragraph, quote_at: usize, quote: usize, from: usize, last: Option<&Utterance>) -> bool {
    if from >= quote_at || last.is_none_or(|last| last.is_unsaid() || last.fragment) {
        return from == quote_at
            && last.is_some_and(|last| !last.is_unsaid() && !last.fragment)
            && is_sentence(paragraph, quote_at, quote);
    }
    let between = from..quote_at;
    if between.len() > REACH {
        return false;
    }
    // No other verb of saying that takes these words, and no other sentence.
    let sentences = between.clone().filter(|at| paragraph.is(*at, What::Stop)).count();
    let speaks = between.clone().any(|at| paragraph.verb(at).is_some_and(|takes| takes.quote))
        && matches!(paragraph.what(quote_at - 1), Some(What::Colon | What::Comma) | Some(What::Word));
    let breaks_off = matches!(paragraph.what(quote_at - 1), Some(What::Stop | What::Comma | What::Colon | What::Dash));
    !speaks && sentences <= 1 && breaks_off
}

/// "Morning Joe": a few words, all with capitals, on which no verb of saying stands open.
fn is_title(paragraph: &Paragraph, quote_at: usize, quote: usize) -> bool {
    let inner = &paragraph.text[paragraph.quotes[quote].inner.clone()];
    let words = || beginning(inner).split_whitespace();
    let few = words().count() < FEW_WORDS;
    let capitals = words().all(|word| {
        word.len() <= 3
            || word.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_uppercase() || c.is_numeric())
    });
    let cased = inner.chars().any(char::is_uppercase);
    let before = quote_at > paragraph.tokens[quote_at].first && paragraph.tokens[quote_at - 1].is_word();
    few && capitals && cased && before && paragraph.verb(quote_at - 1).is_none()
}

/// The reporter's own words begin the sentence: The plan, X said, "would …".
fn is_middle(paragraph: &Paragraph, quote_at: usize, quote: usize) -> bool {
    let inner = &paragraph.text[paragraph.quotes[quote].inner.clone()];
    let small = inner.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase);
    let first = paragraph.tokens[quote_at].first.max(quote_at.saturating_sub(REACH));
    small && (first..quote_at).any(|at| paragraph.tokens[at].is_word())
}

/// Stands for itself: it begins where a sentence may, and has more than a few words.
pub(super) fn is_sentence(paragraph: &Paragraph, quote_at: usize, quote: usize) -> bool {
    let inner = &paragraph.text[paragraph.quotes[quote].inner.clone()];
    let cased = inner.chars().find(|c| c.is_alphabetic()).is_none_or(|c| c.is_uppercase() || !c.is_lowercase());
    let begins = quote_at == paragraph.tokens[quote_at].first || !paragraph.tokens[quote_at - 1].is_word();
    let ends = paragraph.tokens.get(quote_at + 1).is_none_or(|next| next.first > quote_at || !next.is_word());
    cased && begins && ends && crate::words::count_words(beginning(inner)) as usize >= FEW_WORDS
}

/// Enough of it to count a few words.
fn beginning(inner: &str) -> &str {
    let end = inner.char_indices().nth(200).map_or(inner.len(), |(at, _)| at);
    &inner[..end]
}
