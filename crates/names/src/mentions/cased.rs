//! Where the script has capitals: runs of them, with the small words that names have inside, cut where one name ends and the next begins.

use super::kinds::{Run, decide, is_weak};
use super::known::known;
use super::words::{Cue, cue};
use super::{Mention, MentionKind};
use crate::lexicon::{Meaning, Walk, look_up};
use crate::places::Found;
use crate::stem::{space, stem};
use crate::token::{Gap, Shape, Token, Tokens};
use coranto_core::Lang;
use rustc_hash::{FxHashMap, FxHashSet};

/// More capitals in a row are a headline or a list.
const MOST_TOKENS: usize = 12;

/// What is known of a token by itself.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Word {
    pub meaning: Meaning,
    pub cue: Cue,
    /// Its capital is that of a name; not that of a sentence's first word, nor of a German noun.
    pub capital: bool,
    pub common: bool,
}

pub(super) struct Words<'a> {
    pub tokens: &'a Tokens,
    pub list: Vec<Word>,
    pub code: &'a str,
    /// Where a place stands: its end, and whether all conditions are met.
    pub places: FxHashMap<usize, (usize, bool)>,
    /// Where a name of the lists stands.
    known: FxHashMap<usize, (usize, MentionKind)>,
}

pub(super) fn mentions(
    tokens: &Tokens,
    text: &str,
    found: &[Found],
    standing: &[Found],
    lang: Option<Lang>,
) -> Vec<Mention> {
    let words = Words::of(tokens, found, standing, lang);
    let mut mentions: Vec<(Mention, usize, usize)> = Vec::new();
    let mut weak: Vec<Run> = Vec::new();
    if tokens.all_capitals {
        return standing
            .iter()
            .map(|found| Mention { range: found.range.clone(), kind: MentionKind::Place, sure: true })
            .collect();
    }
    let mut at = 0;
    while at < tokens.len() {
        let listed = words.known.get(&at).filter(|(end, _)| end - at > 1 && words.list[at].capital);
        let quoted = words.end_of_title(at, text).map(|end| (end, MentionKind::Other));
        if let Some((end, kind)) = listed.copied().or(quoted) {
            // A name of the lists inside a longer one is no name of its own.
            let longer = words.end_of_run(at);
            if longer <= end || quoted.is_some() || words.code == "tr" {
                mentions.push((Mention { range: words.range(at, end), kind, sure: true }, at, end));
                at = end;
                continue;
            }
        }
        if !words.begins_run(at) {
            at += 1;
            continue;
        }
        let end = words.end_of_run(at);
        for run in words.parts(at, end) {
            if is_weak(&words, &run) {
                weak.push(run);
            } else if let Some((kind, sure)) = decide(&words, &run) {
                let (first, end) = words.widened(&run, kind);
                mentions.push((Mention { range: words.range(first, end), kind, sure }, first, end));
            }
        }
        at = end;
    }
    same_name_same_kind(&words, &mut mentions, &weak);
    mentions.into_iter().map(|(mention, ..)| mention).collect()
}

/// "Lincoln" after "Abraham Lincoln" is the man, whatever it would be by itself; and what is a name inside a sentence is one where it begins another.
fn same_name_same_kind(words: &Words, mentions: &mut Vec<(Mention, usize, usize)>, weak: &[Run]) {
    let mut surnames: FxHashSet<&str> = FxHashSet::default();
    let mut singles: FxHashMap<&str, (MentionKind, bool)> = FxHashMap::default();
    for (mention, first, end) in mentions.iter() {
        if mention.kind == MentionKind::Person && end - first > 1 && mention.sure {
            surnames.insert(words.tokens.folded(end - 1));
        }
        if end - first == 1 {
            singles.entry(words.tokens.folded(*first)).or_insert((mention.kind, mention.sure));
        }
    }
    for (mention, first, _) in mentions.iter_mut().filter(|(_, first, end)| end - first == 1) {
        let is_place =
            mention.kind == MentionKind::Place && mention.sure && words.tokens.list[*first].gap == Gap::Comma;
        if surnames.contains(words.tokens.folded(*first)) && !is_place {
            (mention.kind, mention.sure) = (MentionKind::Person, true);
        }
    }
    for run in weak {
        let name = words.tokens.folded(run.first);
        let person = surnames.contains(name).then_some((MentionKind::Person, true));
        if let Some((kind, sure)) = person.or_else(|| singles.get(name).copied()) {
            mentions.push((Mention { range: words.range(run.first, run.end), kind, sure }, run.first, run.end));
        }
    }
    mentions.sort_by_key(|(_, first, _)| *first);
}

impl<'a> Words<'a> {
    fn of(tokens: &'a Tokens, found: &[Found], standing: &[Found], lang: Option<Lang>) -> Words<'a> {
        let code: &'static str = lang
            .and_then(|lang| crate::lexicon::LANGUAGES.iter().find(|known| **known == lang.as_str()))
            .copied()
            .unwrap_or("");
        let mut words = Words {
            tokens,
            list: Vec::with_capacity(tokens.len()),
            code,
            places: FxHashMap::default(),
            known: FxHashMap::default(),
        };
        words.known = known(tokens, code).into_iter().map(|(first, end, kind)| (first, (end, kind))).collect();
        words.places.extend(found.iter().map(|found| (found.first, (found.end, false))));
        words.places.extend(standing.iter().map(|found| (found.first, (found.end, true))));
        for at in 0..tokens.len() {
            words.list.push(words.word(at, lang));
        }
        for at in 0..tokens.len() {
            words.list[at].capital = words.is_names_capital(at, lang);
        }
        words
    }

    fn word(&self, at: usize, lang: Option<Lang>) -> Word {
        let folded = self.tokens.folded(at);
        let mut word = Word { meaning: look_up(folded).unwrap_or_default(), cue: cue(folded), ..Word::default() };
        if let Some(space) = space(self.code) {
            let stem = stem(folded, self.code);
            if stem != folded && word.cue == Cue::default() {
                word.cue = cue(stem);
            }
            if let Some(stemmed) =
                Walk::new().and_then(|walk| walk.step(space.as_bytes())?.step(stem.as_bytes())?.meaning())
            {
                word.meaning.0 |= stemmed.0 & (Meaning::FIRST | Meaning::LAST);
            }
        }
        word.common = word.meaning.is_common(lang);
        word
    }

    fn is_names_capital(&self, at: usize, lang: Option<Lang>) -> bool {
        let (token, word) = (&self.tokens.list[at], self.list[at]);
        if !token.is_capital() {
            return false;
        }
        let folded = self.tokens.folded(at);
        let in_place =
            (at.saturating_sub(3)..=at).any(|from| self.places.get(&from).is_some_and(|place| place.1 && place.0 > at));
        let next_is_capital = self
            .tokens
            .get(at + 1)
            .is_some_and(|next| next.is_capital() && matches!(next.gap, Gap::Space | Gap::Hyphen | Gap::Dot));
        let named = word.meaning.has(Meaning::FIRST)
            || word.meaning.has(Meaning::LAST)
            || word.meaning.has(Meaning::ORGANISATION);
        if token.begins {
            if in_place {
                return true;
            }
            if coranto_text::is_stop_word(folded, lang)
                || word.cue.has(Cue::ARTICLE)
                || word.cue.has(Cue::NEVER)
                || word.cue.has(Cue::IN)
            {
                return false;
            }
            if word.common && !next_is_capital && token.shape != Shape::Upper {
                return false;
            }
            // A single unknown word that begins a sentence is a word more often than a name.
            if !named && !next_is_capital && token.shape != Shape::Upper && self.code == "de" {
                return !self.is_noun(at) && !word.common;
            }
        }
        if word.cue.has(Cue::NEVER) && (!next_is_capital || token.shape == Shape::Upper) {
            return false;
        }
        if self.code == "de" && !in_place && token.shape == Shape::Title {
            let after_first = at > 0
                && self.list[at - 1].capital
                && self.list[at - 1].meaning.has(Meaning::FIRST)
                && matches!(token.gap, Gap::Space | Gap::Dot);
            let known = word.meaning.has(Meaning::FIRST) && !word.common
                || word.meaning.has(Meaning::ORGANISATION)
                || word.meaning.has(Meaning::OTHER);
            return after_first || known || !word.common && !self.is_noun(at);
        }
        true
    }

    /// German writes every noun with a capital.
    fn is_noun(&self, at: usize) -> bool {
        const ENDINGS: &[&str] = &[
            "ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "tion", "tionen", "ismus", "tat",
            "taten", "nis", "nisse", "ling", "chen", "tum", "eur", "ment", "iker", "ierung", "ologie", "graphie",
            "grafie",
        ];
        let folded = self.tokens.folded(at);
        ENDINGS.iter().any(|ending| folded.len() > ending.len() + 2 && folded.ends_with(ending))
    }

    /// The title of a work between quotation marks: every word of it a capital, but the small ones.
    fn end_of_title(&self, at: usize, text: &str) -> Option<usize> {
        let token = &self.tokens.list[at];
        let opened = text[..token.start as usize]
            .chars()
            .next_back()
            .is_some_and(|c| matches!(c, '"' | '“' | '„' | '«' | '‘' | '”'));
        if !opened || !token.is_capital() || self.code == "de" {
            return None;
        }
        let mut end = at + 1;
        let mut capitals = 1;
        while self.tokens.get(end).is_some_and(|t| matches!(t.gap, Gap::Space | Gap::Hyphen | Gap::Apostrophe))
            && end - at < 8
        {
            let small = self.list[end].cue.has(Cue::LINK)
                || self.list[end].cue.has(Cue::ARTICLE)
                || self.list[end].cue.has(Cue::IN)
                || self.tokens.folded(end).len() <= 2;
            if !self.tokens.list[end].is_capital() && !small && self.tokens.list[end].shape != Shape::Number {
                return None;
            }
            capitals += usize::from(self.tokens.list[end].is_capital());
            end += 1;
        }
        let closed = text[self.tokens.list[end - 1].end as usize..]
            .trim_start_matches([' ', ',', '.'])
            .starts_with(['"', '”', '“', '»', '’']);
        let person = end - at <= 3 && self.list[at].meaning.has(Meaning::FIRST);
        let place = self.places.get(&at).is_some_and(|place| place.0 == end);
        (closed && capitals > 1 && !person && !place).then_some(end)
    }

    /// With what belongs to it and is no capital: "2010 FIFA World Cup", "PlayStation 2", "rio São Francisco".
    fn widened(&self, run: &Run, kind: MentionKind) -> (usize, usize) {
        let Run { mut first, mut end, .. } = *run;
        let number = |at: usize| self.tokens.get(at).is_some_and(|t| t.shape == Shape::Number && t.end - t.start <= 4);
        if kind == MentionKind::Other {
            let event = (first..end).any(|at| self.list[at].cue.has(Cue::OTHER));
            if self.code == "en" && event && first > 0 && number(first - 1) && self.tokens.list[first].gap == Gap::Space
            {
                first -= 1;
            }
            if number(end) && self.tokens.list[end].gap == Gap::Space {
                end += 1;
            }
        }
        // "provincia di Asti" is its name in Italian.
        let of = first.checked_sub(2).filter(|_| {
            self.code == "it"
                && kind == MentionKind::Place
                && matches!(self.tokens.folded(first - 1), "di" | "del" | "della" | "dell")
        });
        if let Some(head) = of.filter(|head| {
            matches!(
                self.tokens.folded(*head),
                "provincia"
                    | "lago"
                    | "golfo"
                    | "isola"
                    | "monte"
                    | "valle"
                    | "contea"
                    | "distretto"
                    | "stretto"
                    | "regno"
            )
        }) {
            return (head, end);
        }
        let head = first.checked_sub(1).filter(|at| {
            matches!(self.tokens.folded(*at), "rio" | "mar" | "oceano" | "ocean" | "mer" | "golfe" | "golfo" | "fleuve")
                && self.tokens.list[first].gap == Gap::Space
        });
        if kind == MentionKind::Place && matches!(self.code, "pt" | "it" | "fr" | "es") && head.is_some() {
            first -= 1;
        }
        (first, end)
    }

    fn begins_run(&self, at: usize) -> bool {
        self.list[at].capital
    }

    fn end_of_run(&self, at: usize) -> usize {
        let mut end = at + 1;
        while end < self.tokens.len() && end - at < MOST_TOKENS {
            let token = &self.tokens.list[end];
            if !self.joins(token, end) {
                break;
            }
            if token.is_capital() && (self.list[end].capital || !token.begins && self.code != "de")
                || self.list[end].cue.has(Cue::AFTER) && token.shape == Shape::Upper
            {
                end += 1;
                continue;
            }
            // "of the", "de la".
            let links = (0..2).take_while(|n| self.is_link(end + n)).count();
            let beyond = end + links;
            let goes_on = links > 0
                && self.tokens.get(beyond).is_some_and(|next| {
                    self.list[beyond].capital && matches!(next.gap, Gap::Space | Gap::Apostrophe | Gap::Mark)
                });
            if !goes_on {
                break;
            }
            end = beyond + 1;
        }
        end
    }

    fn is_link(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| !token.is_capital() && matches!(token.gap, Gap::Space | Gap::Apostrophe | Gap::Hyphen))
            && self.list[at].cue.has(Cue::LINK)
    }

    fn joins(&self, token: &Token, at: usize) -> bool {
        match token.gap {
            Gap::Space | Gap::Hyphen => true,
            // "O'Brien", "Nuku'alofa"; not "Paris's", nor "l'Allemagne", whose l is small.
            Gap::Apostrophe => token.is_capital() && at > 0 && self.tokens.folded(at - 1).chars().count() <= 3,
            Gap::Dot => !token.begins || self.tokens.folded(at - 1).chars().count() == 1,
            _ => false,
        }
    }

    /// A run cut into names.
    fn parts(&self, first: usize, end: usize) -> Vec<Run> {
        let mut parts = Vec::new();
        let mut at = first;
        while at < end {
            let mut run = Run { first: at, end, titled: self.is_titled(at) };
            run.end = self.cut(at, end);
            let whole = run.end;
            // "French President Emmanuel Macron": who and what come before.
            while run.end - run.first > 1 {
                let word = self.list[run.first];
                let next = self.list[run.first + 1];
                let is_title = self.is_title(run.first) || word.cue.has(Cue::TITLE) && next.meaning.has(Meaning::FIRST);
                let is_demonym = word.meaning.of_country().is_some()
                    && !word.meaning.is_place()
                    && (next.cue.has(Cue::TITLE) || next.meaning.has(Meaning::FIRST));
                if !(is_title || is_demonym) {
                    break;
                }
                run.titled |= is_title;
                run.first += 1;
                while run.first + 1 < run.end && !self.tokens.list[run.first].is_capital() {
                    run.first += 1;
                }
            }
            // "İstanbul Valisi" before a name: the place alone.
            while run.end - run.first > 1 && run.end < end && self.list[run.end - 1].cue.has(Cue::TITLE) {
                run.end -= 1;
            }
            while run.end > run.first
                && !self.tokens.list[run.end - 1].is_capital()
                && self.tokens.list[run.end - 1].shape != Shape::Number
            {
                run.end -= 1;
            }
            if run.end > run.first && !(run.first..run.end).all(|at| self.is_title(at)) {
                parts.push(run);
            }
            at = whole.max(at + 1);
            while at < end && !self.list[at].capital {
                at += 1;
            }
        }
        parts
    }

    /// Where the name that begins here ends: before a small word that does not belong inside it.
    fn cut(&self, first: usize, end: usize) -> usize {
        let has = |from: usize, to: usize, wanted: Cue| (from..to).any(|at| self.list[at].cue.has(wanted));
        let mut at = first + 1;
        let starts_person = |at: usize| {
            self.list[at].meaning.has(Meaning::FIRST)
                && !self.list[at].common
                && self.tokens.list[at].shape == Shape::Title
        };
        let known_end = self
            .known
            .get(&first)
            .map(|known| known.0)
            .filter(|known| *known < end && *known - first > 1 && self.code == "tr");
        if let Some(known_end) = known_end {
            return known_end;
        }
        while at < end {
            let initial = |at: usize| self.tokens.folded(at).chars().count() == 1;
            let nouns_before = matches!(self.code, "de" | "tr")
                && (first..at).all(|at| !self.list[at].meaning.has(Meaning::FIRST) && !initial(at));
            let title_before = self.list[at - 1].cue.has(Cue::TITLE) && at - first > 1;
            if starts_person(at) && (nouns_before && at + 1 < end || title_before)
                || self.known.get(&at).is_some_and(|known| known.0 > at + 1 && self.code == "tr")
            {
                return at;
            }
            // "NATO Secretary General Mark Rutte", "Mehmet Şimşek Ankara'da".
            let title_begins = self.is_title(at)
                && !self.is_title(first)
                && (at + 1..end).any(|at| self.tokens.list[at].is_capital() && !self.is_title(at))
                && !self.list[first].meaning.has(Meaning::FIRST);
            let place_begins = self.code == "tr"
                && at - first > 1
                && self.list[first].meaning.has(Meaning::FIRST)
                && self.places.get(&at).is_some_and(|place| place.1);
            if title_begins || place_begins {
                return at;
            }
            if self.tokens.list[at].is_capital() {
                at += 1;
                continue;
            }
            let mut beyond = at;
            while beyond < end && !self.tokens.list[beyond].is_capital() {
                beyond += 1;
            }
            let headed = has(first, at, Cue::ORGANISATION) || has(first, at, Cue::OTHER) || has(first, at, Cue::PLACE);
            let in_place = (at.saturating_sub(6).max(first)..=at)
                .any(|from| self.places.get(&from).is_some_and(|place| place.0 > at && place.0 <= end));
            let is_person = (at..beyond).all(|at| self.list[at].cue.has(Cue::PERSON_LINK))
                && !self.list[first].cue.has(Cue::TITLE)
                && (self.list[first].meaning.has(Meaning::FIRST) || has(first, at, Cue::AFTER))
                && !self.places.contains_key(&beyond);
            let conjunction =
                matches!(self.tokens.folded(at), "and" | "und" | "et" | "y" | "e" | "i" | "и" | "en" | "u");
            let keeps = if conjunction {
                headed && !self.list[first].meaning.has(Meaning::FIRST) && has(beyond, end, Cue::ORGANISATION)
            } else {
                headed || is_person
            };
            if !keeps && !in_place {
                return at;
            }
            at = beyond;
        }
        end
    }

    fn is_title(&self, at: usize) -> bool {
        let word = self.list[at];
        word.cue.has(Cue::TITLE) && !word.meaning.has(Meaning::FIRST | Meaning::LAST)
    }

    fn is_titled(&self, first: usize) -> bool {
        first.checked_sub(1).is_some_and(|before| {
            matches!(self.tokens.list[first].gap, Gap::Space | Gap::Dot) && self.list[before].cue.has(Cue::TITLE)
        })
    }

    fn range(&self, first: usize, end: usize) -> std::ops::Range<usize> {
        self.tokens.list[first].start as usize..self.tokens.list[end - 1].end as usize
    }
}
