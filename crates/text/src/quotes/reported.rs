//! Reported speech: "X said that …", "…, X said", "according to X, …".

use super::direct::Utterance;
use super::phrase::Paragraph;
use super::reading::What;
use super::tongue::{Order, Takes, Tongue};
use std::collections::HashSet;
use std::ops::Range;
use std::slice;

/// Words between the verb and its conjunction: "said in an interview on Monday that".
const MOST_BETWEEN: usize = 14;

/// All in places of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Report {
    pub words: Vec<Range<usize>>,
    pub speaker: Option<Range<usize>>,
    pub verb: Range<usize>,
}

pub(super) fn reported(paragraph: &Paragraph, utterances: &[Utterance]) -> Vec<Report> {
    let mut found: Vec<Report> = Vec::new();
    let taken: HashSet<usize> =
        utterances.iter().filter(|utterance| !utterance.fragment).filter_map(|utterance| utterance.verb).collect();
    let mut first = 0;
    while first < paragraph.tokens.len() {
        let end = paragraph.sentence_end(first);
        let sentence = Sentence { paragraph, first, end, taken: &taken };
        if let Some(report) = sentence.according().or_else(|| sentence.afterwards()) {
            found.push(report);
        } else {
            let mut at = first;
            while at < end {
                at = match sentence.at_verb(at) {
                    Some((report, next)) => {
                        found.push(report);
                        next.max(at + 1)
                    }
                    None => at + 1,
                };
            }
        }
        first = (end + 1).max(first + 1);
    }
    found
}

struct Sentence<'a, 'b> {
    paragraph: &'a Paragraph<'b>,
    first: usize,
    /// Its stop.
    end: usize,
    /// Verbs of exact words.
    taken: &'a HashSet<usize>,
}

impl Sentence<'_, '_> {
    /// A verb that exact words have not taken.
    fn verb(&self, at: usize) -> Option<Takes> {
        let takes = self.paragraph.verb(at)?;
        (!self.taken.contains(&at)).then_some(takes)
    }

    fn report(&self, words: &[Range<usize>], speaker: Option<Range<usize>>, verb: Range<usize>) -> Option<Report> {
        let skipped = |at: usize| {
            matches!(self.paragraph.what(at), Some(What::Comma | What::Colon | What::Dash | What::Stop | What::Other))
        };
        let trimmed = words.iter().map(|words| {
            let mut words = words.clone();
            while words.start < words.end && skipped(words.start) {
                words.start += 1;
            }
            while words.end > words.start && skipped(words.end - 1) {
                words.end -= 1;
            }
            words
        });
        let words: Vec<Range<usize>> = trimmed.filter(|words| !words.is_empty()).collect();
        (words.iter().map(Range::len).sum::<usize>() > 1).then(|| Report {
            words: words.iter().map(|words| self.paragraph.place(words)).collect(),
            speaker: speaker.map(|speaker| self.paragraph.place(&speaker)),
            verb,
        })
    }

    /// "According to X, …" and "…, according to X".
    fn according(&self) -> Option<Report> {
        let paragraph = self.paragraph;
        let (at, phrase) = (self.first..self.end).find_map(|at| paragraph.according(at).map(|words| (at, words)))?;
        if self.taken.contains(&at) {
            return None;
        }
        let speaker = paragraph.after(at + phrase);
        let verb = paragraph.place(&(at..at + phrase));
        if at <= self.first + 1 {
            // "По его словам, …" names nobody.
            let end = speaker.as_ref().map_or(at + phrase, |speaker| speaker.end);
            let comma = (end..(end + 24).min(self.end)).find(|at| paragraph.is(*at, What::Comma));
            let rest = comma.map_or(end, |comma| comma + 1)..self.end;
            return self.report(slice::from_ref(&rest), speaker, verb);
        }
        self.report(slice::from_ref(&(self.first..at)), Some(speaker?), verb)
    }

    /// "…, X said." and "…, said X."
    fn afterwards(&self) -> Option<Report> {
        let paragraph = self.paragraph;
        let from = self.end.saturating_sub(40).max(self.first + 2);
        for verb in (from..self.end).rev() {
            if !self.verb(verb).is_some_and(|takes| takes.bare || takes.quote && takes.that) {
                continue;
            }
            let next = verb + 1;
            let closes = next >= self.end
                || paragraph.is(next, What::Comma)
                || paragraph.has(next, Tongue::is_end) && !paragraph.has(next, Tongue::is_that)
                || paragraph.has(next, Tongue::is_time);
            if closes && !(next..self.end.min(next + MOST_BETWEEN)).any(|at| paragraph.has(at, Tongue::is_that)) {
                let Some(speaker) = paragraph.before(verb) else { continue };
                let mark = speaker.start.checked_sub(1).and_then(|at| paragraph.what(at));
                if speaker.start > self.first + 2 && matches!(mark, Some(What::Comma | What::Dash | What::Quote(_))) {
                    let begin = self.first..speaker.start - usize::from(!matches!(mark, Some(What::Quote(_))));
                    let mut words = vec![begin];
                    // "The plan, X said, would …": it goes on.
                    if paragraph.is(next, What::Comma) && self.end > next + 3 {
                        words.push(next + 1..self.end);
                    }
                    return self.report(&words, Some(speaker), paragraph.verb_place(verb));
                }
            }
            let start = paragraph.verb_place(verb).start;
            let before = (self.first..verb).rev().find(|at| paragraph.tokens[*at].at.start < start)?;
            // A comma may stand inside the marks: "The plan “would fail,” said X."
            let closes = matches!(paragraph.what(before), Some(What::Comma | What::Dash | What::Quote(_)));
            if closes && before > self.first + 1 {
                let words = self.first..before + usize::from(matches!(paragraph.what(before), Some(What::Quote(_))));
                let Some(speaker) = paragraph.after(next) else { continue };
                let ends = speaker.end >= self.end
                    || paragraph.is(speaker.end, What::Comma)
                    || paragraph.has(speaker.end, Tongue::is_time)
                    || paragraph.has(speaker.end, Tongue::is_end);
                if ends && !paragraph.has(next, Tongue::is_that) && !paragraph.has(next, Tongue::is_end) {
                    return self.report(slice::from_ref(&words), Some(speaker), paragraph.verb_place(verb));
                }
            }
        }
        None
    }

    /// "X said that …", "X said …", "X denied …". Also where to read on.
    fn at_verb(&self, verb: usize) -> Option<(Report, usize)> {
        let paragraph = self.paragraph;
        let takes = self.verb(verb)?;
        let words = self.clause(verb, takes)?;
        let inverted = (paragraph.tongue.order == Order::VerbFirst)
            .then(|| paragraph.after(verb + 1))
            .flatten()
            .filter(|name| name.end <= words.start);
        let speaker = inverted.or_else(|| paragraph.speaker_before(verb))?;
        let next = words.end;
        Some((self.report(slice::from_ref(&words), Some(speaker), paragraph.verb_place(verb))?, next))
    }

    /// The words that the verb reports.
    fn clause(&self, verb: usize, takes: Takes) -> Option<Range<usize>> {
        let paragraph = self.paragraph;
        let next = verb + 1;
        if next >= self.end {
            return None;
        }
        let that = (next..self.end.min(next + MOST_BETWEEN))
            .find(|at| paragraph.has(*at, Tongue::is_that) || *at > next && self.verb(*at).is_some());
        let that = that.filter(|at| paragraph.has(*at, Tongue::is_that));
        // "сообщил, что", "kündigte an, dass"
        let comma = (next..next + 2)
            .find(|at| paragraph.is(*at, What::Comma))
            .filter(|comma| *comma == next || paragraph.has(next, Tongue::is_end));
        let begins = comma.map_or(next, |comma| comma + 1);
        let adjunct = takes.hearer
            || paragraph.has(next, Tongue::is_end)
            || paragraph.has(next, Tongue::is_time)
            || paragraph.tongue.order == Order::VerbFirst;
        match that {
            Some(that) if takes.that && (that == begins || adjunct) => return Some(that..self.clause_end(that)),
            _ => {}
        }
        let starts = paragraph.tokens[next].is_word()
            && (!paragraph.has(next, Tongue::is_end) || paragraph.has(next, Tongue::is_pronoun))
            || matches!(paragraph.what(next), Some(What::Quote(_)));
        if takes.hearer {
            let from = self.hearer_end(next);
            return (from > next && from + 2 < self.end).then(|| from..self.clause_end(from));
        }
        if paragraph.tongue.comma_clause {
            let clause = comma.is_some_and(|comma| {
                paragraph.tokens.get(comma + 1).is_some_and(|token| token.is_word() && comma + 3 < self.end)
            });
            let who =
                comma.is_some_and(|comma| !paragraph.has(comma + 1, Tongue::is_end) && self.verb(comma + 1).is_none());
            return (takes.bare && clause && who).then(|| begins..self.clause_end(begins));
        }
        if takes.bare && starts {
            return Some(next..self.clause_end(next));
        }
        (takes.object && (starts || paragraph.has(next, Tongue::is_end))).then(|| next..self.object_end(next))
    }

    /// "reporters", "the committee", "Fox News": to whom something was told.
    fn hearer_end(&self, from: usize) -> usize {
        let paragraph = self.paragraph;
        if paragraph.has(from, Tongue::is_pronoun) && !paragraph.has(from, Tongue::is_determiner) {
            return from + 1;
        }
        let mut end = from + usize::from(paragraph.has(from, Tongue::is_determiner));
        let named = end;
        while end < self.end && paragraph.tokens[end].is_word() && paragraph.tokens[end].capital {
            end += 1;
        }
        if end == named && paragraph.word(end).is_some() && !paragraph.has(end, Tongue::is_end) {
            end += 1;
        }
        end
    }

    fn clause_end(&self, from: usize) -> usize {
        // ", but he also said …" begins another.
        let other = (from + 3..self.end).find(|at| {
            self.paragraph.is(*at, What::Comma)
                && self.paragraph.has(at + 1, Tongue::is_end)
                && (at + 2..(at + 6).min(self.end)).any(|at| self.verb(at).is_some())
        });
        other.unwrap_or(self.end)
    }

    fn object_end(&self, from: usize) -> usize {
        (from + 1..self.end).find(|at| self.paragraph.is(*at, What::Comma)).unwrap_or(self.end)
    }
}
