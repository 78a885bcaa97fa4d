//! Who stands beside a verb: the noun phrase before it or after it, by its small words and its capitals. It looks at a bounded number of tokens.

use super::marks::Marked;
use super::reading::{Token, What};
use super::tongue::{Takes, Tongue};
use std::ops::Range;

/// A noun phrase of more words is none.
const MOST_WORDS: usize = 14;
/// A longer sentence is read in pieces.
const MOST_SENTENCE: usize = 300;
/// Words between two commas that say who somebody is.
const MOST_ASIDE: usize = 24;

/// A paragraph with its quotations as tokens.
pub(super) struct Paragraph<'a> {
    pub text: &'a str,
    pub tokens: Vec<Token>,
    pub quotes: &'a [Marked],
    pub tongue: &'static Tongue,
}

impl Paragraph<'_> {
    pub fn what(&self, at: usize) -> Option<What> {
        self.tokens.get(at).map(|token| token.what)
    }

    pub fn is(&self, at: usize, what: What) -> bool {
        self.what(at) == Some(what)
    }

    pub fn word(&self, at: usize) -> Option<&str> {
        self.tokens.get(at).filter(|token| token.is_word()).map(|token| token.low.as_str())
    }

    pub fn has(&self, at: usize, is: fn(&Tongue, &str) -> bool) -> bool {
        self.word(at).is_some_and(|word| is(self.tongue, word))
    }

    /// The verb of saying at `at`. A capitalised one is a name, but at the head of a sentence.
    pub fn verb(&self, at: usize) -> Option<Takes> {
        let token = self.tokens.get(at)?;
        if !token.is_word() || token.capital && token.first != at {
            return None;
        }
        let (takes, _) = self.tongue.verb(&token.low)?;
        // "the report", "his claim"
        let is_noun =
            at > token.first && self.has(at - 1, Tongue::is_determiner) && !self.has(at - 1, Tongue::is_pronoun);
        (!is_noun).then_some(takes)
    }

    /// How many words of "according to" stand at `at`.
    pub fn according(&self, at: usize) -> Option<usize> {
        let stands =
            |phrase: &&Vec<String>| phrase.iter().enumerate().all(|(i, word)| self.word(at + i) == Some(word.as_str()));
        self.tongue.according.iter().find(stands).map(Vec::len)
    }

    /// "was reported": who stands before it is not who speaks.
    pub fn is_passive(&self, verb: usize) -> bool {
        verb > self.tokens[verb].first && self.has(verb - 1, Tongue::is_passive)
            || verb > self.tokens[verb].first + 1 && self.helps(verb - 1) && self.has(verb - 2, Tongue::is_passive)
    }

    /// "Will" is a name where no sentence begins.
    pub fn helps(&self, at: usize) -> bool {
        self.has(at, Tongue::is_helper) && (!self.tokens[at].capital || self.tokens[at].first == at)
    }

    /// Where tokens stand in the text.
    pub fn place(&self, tokens: &Range<usize>) -> Range<usize> {
        self.tokens[tokens.start].at.start..self.tokens[tokens.end - 1].at.end
    }

    /// The verb with its helpers before it, without a conjunction written in one with it.
    pub fn verb_place(&self, verb: usize) -> Range<usize> {
        let mut start = verb;
        while start > self.tokens[verb].first && verb - start < 4 && self.helps(start - 1) {
            start -= 1;
        }
        let joined = self.tongue.verb(&self.tokens[verb].low).map_or(0, |(_, joined)| joined);
        let place = self.place(&(start..verb + 1));
        if start == verb && self.text.is_char_boundary(place.start + joined) {
            place.start + joined..place.end
        } else {
            place
        }
    }

    /// The end of the sentence that holds `at`: its stop, the end of the tokens, or as far as any rule looks.
    pub fn sentence_end(&self, at: usize) -> usize {
        let first = self.tokens[at].first;
        let mut end = at;
        while end < self.tokens.len()
            && end - at < MOST_SENTENCE
            && self.tokens[end].first == first
            && !self.is(end, What::Stop)
        {
            end += 1;
        }
        end
    }

    /// The speaker that stands before the verb, with what tells who it is.
    pub fn before(&self, verb: usize) -> Option<Range<usize>> {
        let first = self.tokens[verb].first;
        let mut end = verb;
        while end > first && verb - end < 6 && self.is_between(end - 1) {
            end -= 1;
        }
        // "has he said", and the pronoun of "a-t-il dit".
        if end < verb && self.has(end, Tongue::is_pronoun) {
            return Some(end..end + 1);
        }
        let mut aside = None;
        for mark in [What::Comma, What::Dash] {
            if end > first && self.is(end - 1, mark) {
                let from = end.saturating_sub(MOST_ASIDE).max(first);
                // The words right of the comma that is nearest but one.
                let opening = (from..end - 1).rev().find(|at| self.is(*at, mark))?;
                aside = Some(opening + 1..end - 1);
                end = opening;
            }
        }
        if end > first && self.is(end - 1, What::Close) {
            let from = end.saturating_sub(12).max(first);
            end = (from..end - 1).rev().find(|at| self.is(*at, What::Open))?;
        }
        let name = self.back_from(end, first)?;
        // "La portavoz, Diana Soler, confirmó": the name is the aside.
        match aside {
            Some(aside) if !self.names(&name) && self.is_name(&aside) => Some(name.start..aside.end),
            _ => Some(name),
        }
    }

    /// Between speaker and verb.
    fn is_between(&self, at: usize) -> bool {
        self.helps(at)
            || self.word(at).is_some_and(|word| word.len() > 4 && word.ends_with("ly")) && !self.tokens[at].capital
    }

    /// The noun phrase that ends at `end`.
    fn back_from(&self, end: usize, first: usize) -> Option<Range<usize>> {
        let mut start = end;
        while start > first && end - start < MOST_WORDS {
            let at = start - 1;
            if !self.tokens[at].is_word() && !self.is(at, What::Other) || self.ends_before(at, start, end) {
                break;
            }
            start = at;
        }
        // Prepositions inside belong to it only where it does not begin with one.
        let mut name = start..end;
        while name.start < name.end && self.is_cut_off(name.start) {
            let next = (name.start + 1..name.end)
                .rev()
                .find(|at| self.has(*at, Tongue::is_end) && !self.has(*at, Tongue::is_inside) || self.helps(*at));
            name.start = next.unwrap_or(name.start) + 1;
            while name.start < name.end && self.has(name.start, Tongue::is_time) {
                name.start += 1;
            }
        }
        (!name.is_empty() && self.tokens[name.clone()].iter().any(Token::is_word)).then_some(name)
    }

    /// Going back, the phrase ends at this token.
    fn ends_before(&self, at: usize, start: usize, end: usize) -> bool {
        if start == end && self.has(at, Tongue::is_pronoun) {
            return false;
        }
        let joins_names = |at: usize| self.tokens.get(at).is_some_and(|token| token.capital && token.is_word());
        let word_ends = self.has(at, Tongue::is_end) && !self.has(at, Tongue::is_inside);
        if word_ends
            && start < end
            && at > 0
            && joins_names(at - 1)
            && joins_names(start)
            && self.tokens[at].low.len() <= 3
        {
            return false;
        }
        word_ends || start < end && self.helps(at) || self.verb(at).is_some_and(|takes| takes.that && !takes.object)
    }

    fn is_cut_off(&self, at: usize) -> bool {
        self.has(at, Tongue::is_end) || self.has(at, Tongue::is_time) || self.helps(at) || !self.tokens[at].is_word()
    }

    /// The speaker that stands after the verb whose last token is before `from`.
    pub fn after(&self, from: usize) -> Option<Range<usize>> {
        let first = self.tokens.get(from)?.first;
        let in_sentence = |at: usize| self.tokens.get(at).is_some_and(|token| token.first == first && token.is_word());
        let mut start = from;
        while in_sentence(start)
            && start < from + 4
            && (self.helps(start) || self.has(start, Tongue::is_time))
            && !self.has(start, Tongue::is_pronoun)
        {
            start += 1;
        }
        // "a assuré aux journalistes le préfet", "отметили в министерстве".
        if in_sentence(start) && self.has(start, Tongue::is_end) && !self.has(start, Tongue::is_determiner) {
            let next = (start + 1..start + 4).find(|at| in_sentence(*at) && self.has(*at, Tongue::is_determiner));
            start = next.filter(|at| *at > start + 1).unwrap_or(start + 1);
        }
        let mut end = start;
        while in_sentence(end) && end - start < MOST_WORDS {
            if end > start && self.ends_after(end, start) {
                break;
            }
            end += 1;
            if end == start + 1 && self.has(start, Tongue::is_pronoun) && !self.has(start, Tongue::is_determiner) {
                break;
            }
        }
        while end > start && (self.has(end - 1, Tongue::is_time) || self.helps(end - 1)) && end > start + 1 {
            end -= 1;
        }
        if start == end || self.has(start, Tongue::is_end) && !self.has(start, Tongue::is_determiner) {
            return None;
        }
        // "the governor, John Smith,"
        let mut name = start..end;
        if !self.names(&name) && self.is(end, What::Comma) {
            let aside = (end + 1..end + 7).take_while(|at| in_sentence(*at) && self.tokens[*at].capital).last();
            if let Some(last) = aside.filter(|last| !in_sentence(last + 1) || self.has(last + 1, Tongue::is_end)) {
                name.end = last + 1;
            }
        }
        Some(name)
    }

    fn ends_after(&self, at: usize, start: usize) -> bool {
        let capital_before = self.tokens[start..at].iter().any(|token| token.capital);
        let small = |at: usize| self.tokens.get(at).is_some_and(|token| !token.capital);
        self.has(at, Tongue::is_end) && !self.has(at, Tongue::is_inside)
            || self.has(at, Tongue::is_that)
            || self.helps(at) && !self.has(at, Tongue::is_inside)
            || self.tongue.nouns_capital
                && capital_before
                && small(at)
                && !self.has(at, Tongue::is_inside)
                && !self.has(at, Tongue::is_determiner)
    }

    /// The speaker of a verb that has none beside it: who the verb before has ("he said, adding: …"), or the sentence.
    pub fn shared(&self, verb: usize) -> Option<Range<usize>> {
        let from = verb.saturating_sub(MOST_ASIDE * 2).max(self.tokens[verb].first);
        let other = (from..verb).rev().find(|at| self.verb(*at).is_some_and(|takes| takes.quote || takes.that));
        let of_other = |at: usize| if self.stands_first(at) { self.after(at + 1) } else { self.before(at) };
        other.and_then(of_other).or_else(|| self.subject(verb))
    }

    /// "…," said X.
    fn stands_first(&self, verb: usize) -> bool {
        verb > 0 && matches!(self.what(verb - 1), Some(What::Comma | What::Quote(_) | What::Dash))
    }

    /// A participle has no speaker of its own.
    pub fn speaker_before(&self, verb: usize) -> Option<Range<usize>> {
        let alone = verb > 0 && self.is(verb - 1, What::Comma) && self.tongue.is_participle(&self.tokens[verb].low);
        if alone { None } else { self.before(verb) }.or_else(|| self.shared(verb))
    }

    /// The first noun phrase of the sentence: who a verb further on speaks of ("Trump visited Ohio and said …").
    pub fn subject(&self, verb: usize) -> Option<Range<usize>> {
        let first = self.tokens[verb].first;
        let mut start = first;
        // "On Monday, Trump …": what stands before the first comma is passed over.
        if self.has(start, Tongue::is_end) && !self.has(start, Tongue::is_determiner) || self.verb(start).is_some() {
            let comma = (start..verb.min(start + 12)).find(|at| self.is(*at, What::Comma));
            start = comma.map_or(start + 1, |comma| comma + 1);
        }
        while start < verb && (self.helps(start) || self.has(start, Tongue::is_time)) {
            start += 1;
        }
        if self.has(start, Tongue::is_pronoun) {
            return Some(start..start + 1);
        }
        let mut end = start;
        while end < verb && end - start < MOST_WORDS && self.tokens[end].is_word() {
            let begins = end == start && self.has(end, Tongue::is_determiner);
            let inside = end > start
                && (self.has(end, Tongue::is_inside)
                    || self.has(end, Tongue::is_determiner)
                    || self.has(end - 1, Tongue::is_determiner));
            if !(begins || inside || self.tokens[end].capital) {
                break;
            }
            end += 1;
        }
        while end > start && (self.has(end - 1, Tongue::is_inside) || self.has(end - 1, Tongue::is_determiner)) {
            end -= 1;
        }
        (end > start).then_some(start..end)
    }

    /// Whether it holds a name: a capital that no sentence's head explains.
    pub fn names(&self, phrase: &Range<usize>) -> bool {
        self.tokens[phrase.clone()]
            .iter()
            .enumerate()
            .any(|(at, token)| token.capital && (token.first != phrase.start + at || phrase.len() > 1 && at > 0))
    }

    /// Nothing but a short name.
    fn is_name(&self, phrase: &Range<usize>) -> bool {
        (1..=5).contains(&phrase.len())
            && self.tokens[phrase.clone()].iter().all(|token| token.is_word() && token.capital)
    }
}
