//! Where the script has capitals: runs of them, with the small words that names have inside, cut where one name ends and the next begins.

use super::headline;
use super::kinds::{Run, decide, is_weak};
use super::known::known;
use super::model::Model;
use super::words::{Cue, cue};
use super::{Mention, MentionKind};
use crate::lexicon::{Meaning, Walk, is_german_compound, is_german_noun, look_up, people};
use crate::places::Standing;
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
    /// How many people have it as first name, and as surname: binary logarithms.
    pub people: (u32, u32),
    /// Every word about it has a capital.
    pub headline: bool,
}

pub(super) struct Words<'a> {
    pub tokens: &'a Tokens,
    text: &'a str,
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
    places: &Standing,
    lang: Option<Lang>,
    model: Option<&Model>,
) -> Vec<Mention> {
    if tokens.all_capitals {
        return places
            .standing
            .iter()
            .map(|found| Mention { range: found.range.clone(), kind: MentionKind::Place, sure: true })
            .collect();
    }
    let words = Words::of(tokens, text, places, lang);
    let mut mentions: Vec<(Mention, usize, usize)> = Vec::new();
    let mut weak: Vec<Run> = Vec::new();
    for spot in spots(&words, text) {
        let run = match spot {
            Spot::Known(first, end, kind) => {
                mentions.push((Mention { range: words.range(first, end), kind, sure: true }, first, end));
                continue;
            }
            Spot::Run(run) => run,
        };
        let is_weak = is_weak(&words, &run);
        let decided = match model {
            Some(model) => model.decide(&words, &run),
            None if is_weak => None,
            None => decide(&words, &run),
        };
        match decided {
            Some((kind, sure)) => {
                let (first, end) = words.widened(&run, kind);
                mentions.push((Mention { range: words.range(first, end), kind, sure }, first, end));
            }
            None if is_weak => weak.push(run),
            None => {}
        }
    }
    same_name_same_kind(&words, &mut mentions, &weak);
    mentions.into_iter().map(|(mention, ..)| mention).collect()
}

/// Where a name may stand.
pub(super) enum Spot {
    /// First token, past the last: the lists or quotation marks say what it is.
    Known(usize, usize, MentionKind),
    Run(Run),
}

pub(super) fn spots(words: &Words, text: &str) -> Vec<Spot> {
    let mut spots = Vec::new();
    let mut at = 0;
    while at < words.tokens.len() {
        let listed = words.known.get(&at).filter(|(end, _)| end - at > 1 && words.list[at].capital);
        let quoted = words.end_of_title(at, text).map(|end| (end, MentionKind::Other));
        if let Some((end, kind)) = listed.copied().or(quoted) {
            // A name of the lists inside a longer one is no name of its own.
            let longer = words.end_of_run(at);
            if longer <= end || quoted.is_some() || words.code == "tr" {
                spots.push(Spot::Known(at, end, kind));
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
            spots.push(match words.small_head(run.first, Cue::SMALL_EVENT) {
                Some(head) => Spot::Known(head, run.end, MentionKind::Other),
                None => Spot::Run(run),
            });
        }
        at = end;
    }
    spots
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
    pub fn of(tokens: &'a Tokens, text: &'a str, places: &Standing, lang: Option<Lang>) -> Words<'a> {
        let code: &'static str = lang
            .and_then(|lang| crate::lexicon::LANGUAGES.iter().find(|known| **known == lang.as_str()))
            .copied()
            .unwrap_or("");
        let mut words = Words {
            tokens,
            text,
            list: Vec::with_capacity(tokens.len()),
            code,
            places: FxHashMap::default(),
            known: FxHashMap::default(),
        };
        words.known = known(tokens, code).into_iter().map(|(first, end, kind)| (first, (end, kind))).collect();
        words.places.extend(places.found.iter().map(|found| (found.first, (found.end, false))));
        words.places.extend(places.standing.iter().map(|found| (found.first, (found.end, true))));
        for at in 0..tokens.len() {
            words.list.push(words.word(at, lang));
        }
        for at in 0..tokens.len() {
            words.list[at].capital = words.is_names_capital(at, lang);
        }
        headline::settle(&mut words, lang);
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
        if self.tokens.list[at].is_capital() {
            word.people = people(folded, self.code);
        }
        word.common = word.meaning.is_common(lang) || self.code == "de" && self.is_german_noun(at, word);
        word
    }

    /// Of a noun that people are called by as well, an article before it says that it is one.
    fn is_german_noun(&self, at: usize, word: Word) -> bool {
        let named = Meaning::ORGANISATION | Meaning::OTHER;
        let folded = self.tokens.folded(at);
        let after_article = || at > 0 && cue(self.tokens.folded(at - 1)).has(Cue::ARTICLE);
        let of_people = word.meaning.has(Meaning::FIRST | Meaning::LAST) || word.people.0.max(word.people.1) >= 4;
        self.tokens.list[at].shape == Shape::Title
            && !word.meaning.has(named)
            && !word.meaning.is_place()
            && (!of_people || after_article())
            && (is_german_noun(folded) || is_german_compound(folded))
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
            let after_name = at > 0 && self.list[at - 1].capital && matches!(token.gap, Gap::Space | Gap::Dot);
            let after_first =
                after_name && (self.list[at - 1].meaning.has(Meaning::FIRST) || self.list[at - 1].people.0 >= 5);
            // "Swansea City", "Island Records"; "Neue Demokratische Partei", whose adjectives would be small.
            let heads =
                after_name && (word.cue.has(Cue::ORGANISATION) || word.cue.has(Cue::PLACE) || word.cue.has(Cue::OTHER));
            // "Universität Toulouse", "Landkreis Lübbecke".
            const BEFORE: &[&str] = &[
                "universitat",
                "hochschule",
                "akademie",
                "institut",
                "gymnasium",
                "partei",
                "bank",
                "eintracht",
                "borussia",
                "dynamo",
                "kickers",
                "konigreich",
                "kaiserreich",
                "landkreis",
                "kreis",
                "republik",
                "fort",
                "bad",
                "sankt",
                "schloss",
                "burg",
                "bistum",
                "erzbistum",
                "grafschaft",
            ];
            let heads = heads || next_is_capital && BEFORE.contains(&folded);
            let is_adjective = !token.begins
                && next_is_capital
                && !coranto_text::is_stop_word(folded, lang)
                && !self.is_german_noun(at, word)
                && !self.is_noun(at);
            let known = word.meaning.has(Meaning::FIRST) && !word.common
                || word.people.0 >= 6 && !is_german_noun(folded)
                || word.meaning.has(Meaning::ORGANISATION)
                || word.meaning.has(Meaning::OTHER);
            return after_first || heads || is_adjective || known || !word.common && !self.is_noun(at);
        }
        true
    }

    /// Part of a place that stands, or of what the lists name.
    pub fn is_listed(&self, at: usize) -> bool {
        (at.saturating_sub(4)..=at).any(|from| {
            self.places.get(&from).is_some_and(|place| place.1 && place.0 > at)
                || self.known.get(&from).is_some_and(|known| known.0 > at)
        })
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

    /// The title of a work between quotation marks: every word of it a capital, but the small ones; or what stands after "film" or "novel".
    fn end_of_title(&self, at: usize, text: &str) -> Option<usize> {
        let token = &self.tokens.list[at];
        let before = text[..token.start as usize].trim_end_matches([' ', '\u{A0}', '\u{202F}']);
        let spaced = before.len() < token.start as usize;
        let opened = before.chars().next_back().is_some_and(|c| matches!(c, '"' | '“' | '„' | '«' | '‘' | '”'))
            && (!spaced || before.ends_with('«'));
        let is_work = opened
            && (at.saturating_sub(4)..at).any(|at| {
                self.list[at].cue.has(Cue::WORK) && (self.code == "de" || !self.tokens.list[at].is_capital())
            });
        let begins = token.is_capital() || is_work && token.shape == Shape::Number;
        if !opened || !begins || self.code == "de" && !is_work {
            return None;
        }
        let mut end = at + 1;
        let mut capitals = 1;
        while self.tokens.get(end).is_some_and(|t| {
            matches!(t.gap, Gap::Space | Gap::Hyphen | Gap::Apostrophe) || is_work && t.gap == Gap::Comma
        }) && end - at < 9
        {
            let small = self.list[end].cue.has(Cue::LINK)
                || self.list[end].cue.has(Cue::ARTICLE)
                || self.list[end].cue.has(Cue::IN)
                || self.tokens.folded(end).len() <= 2;
            if !is_work && !self.tokens.list[end].is_capital() && !small && self.tokens.list[end].shape != Shape::Number
            {
                return None;
            }
            capitals += usize::from(self.tokens.list[end].is_capital());
            end += 1;
        }
        let closed = text[self.tokens.list[end - 1].end as usize..]
            .trim_start_matches([' ', '\u{A0}', '\u{202F}', ',', '.', '!', '?'])
            .starts_with(['"', '”', '“', '»', '’']);
        let person = end - at <= 3 && self.list[at].meaning.has(Meaning::FIRST) && !is_work;
        let place = self.places.get(&at).is_some_and(|place| place.0 == end) && !is_work;
        (closed && (capitals > 1 || is_work) && !person && !place).then_some(end)
    }

    /// With what belongs to it and is no capital: "2010 FIFA World Cup", "PlayStation 2", "rio São Francisco", "Тверская губерния".
    pub fn widened(&self, run: &Run, kind: MentionKind) -> (usize, usize) {
        let Run { mut first, mut end, .. } = *run;
        let number = |at: usize| self.tokens.get(at).is_some_and(|t| t.shape == Shape::Number && t.end - t.start <= 4);
        if let Some((of, beyond)) = self.head_after(run)
            && of == kind
        {
            return (first, beyond);
        }
        if self.is_followed_by_adjective(run) {
            end += 1;
        }
        match kind {
            MentionKind::Other => {
                let event = (first..end).any(|at| self.list[at].cue.has(Cue::OTHER));
                if self.code == "en"
                    && event
                    && first > 0
                    && number(first - 1)
                    && self.tokens.list[first].gap == Gap::Space
                {
                    first -= 1;
                }
                let of = usize::from(
                    event
                        && self.tokens.get(end).is_some_and(|t| t.gap == Gap::Space)
                        && matches!(self.tokens.folded(end), "of" | "de" | "du" | "del" | "von" | "van" | "do"),
                );
                if number(end + of) && self.tokens.list[end + of].gap == Gap::Space {
                    end += of + 1;
                }
            }
            MentionKind::Place => first = self.small_head(first, Cue::SMALL_PLACE).unwrap_or(first),
            _ => {}
        }
        (first, end)
    }

    /// "Parti socialiste", "Impero russo": these languages write the adjective of a name small.
    fn is_followed_by_adjective(&self, run: &Run) -> bool {
        const FRENCH: &[&str] = &[
            "al", "ale", "aux", "ales", "ien", "ienne", "iste", "istes", "ique", "iques", "ain", "aine", "ois", "oise",
            "ais", "aise", "een", "eenne", "el", "elle", "ive", "if", "eur", "ieure", "aire", "aires", "ane", "ine",
        ];
        const OTHERS: &[&str] = &[
            "al", "ale", "ales", "ali", "ais", "ista", "istas", "ico", "ica", "icos", "icas", "ano", "ana", "anos",
            "anas", "ense", "ensi", "esa", "ese", "ivo", "iva", "ario", "aria", "eo", "ea", "eu", "eia", "ior", "iore",
        ];
        let endings = match self.code {
            "fr" => FRENCH,
            "es" | "it" | "pt" => OTHERS,
            _ => return false,
        };
        let head = self.list[run.first].cue;
        let next = self.tokens.get(run.end).filter(|t| t.shape == Shape::Lower && t.gap == Gap::Space);
        let word = || self.tokens.folded(run.end);
        run.end - run.first == 1
            && (head.has(Cue::ORGANISATION) || head.has(Cue::PLACE) || head.has(Cue::OTHER))
            && next.is_some()
            && (self.list[run.end].meaning.of_country().is_some()
                || word().len() > 5 && endings.iter().any(|ending| word().ends_with(ending)))
    }

    /// Where a word in small letters stands that belongs to the name that begins here, as these languages write: "lac de Saint-Pardoux", "guerre du Vietnam".
    pub fn small_head(&self, first: usize, wanted: Cue) -> Option<usize> {
        let before = first.checked_sub(1)?;
        let is_head = |at: usize| self.list[at].cue.has(wanted) && !self.tokens.list[at].is_capital();
        let joined = |at: usize| matches!(self.tokens.list[at].gap, Gap::Space | Gap::Apostrophe);
        let linked = matches!(
            self.tokens.folded(before),
            "de" | "di" | "d" | "du" | "da" | "do" | "del" | "della" | "dell" | "des" | "dos" | "das" | "dei" | "degli"
        );
        let (with_link, bare) = match (self.code, wanted == Cue::SMALL_EVENT) {
            ("fr" | "es" | "it" | "pt", true) => (true, false),
            ("fr" | "es", false) => (true, true),
            ("it", false) => (true, false),
            ("pt", false) => (false, true),
            _ => (false, false),
        };
        if bare && joined(first) && is_head(before) {
            return Some(before);
        }
        before.checked_sub(1).filter(|head| with_link && linked && joined(first) && joined(before) && is_head(*head))
    }

    /// "Тверская губерния", "Олимпийские игры": an adjective with a capital, and in small letters the word that says what it is. Its kind, and where the name ends.
    pub fn head_after(&self, run: &Run) -> Option<(MentionKind, usize)> {
        const ADJECTIVES: &[&str] = &[
            "ая", "яя", "ое", "ее", "ий", "ый", "ой", "ого", "его", "ому", "ему", "ом", "ем", "ую", "юю", "ые", "ие",
            "ых", "их", "ыми", "ими", "ым", "им",
        ];
        if !matches!(self.code, "ru" | "uk") {
            return None;
        }
        let is_adjective = |at: usize| ADJECTIVES.iter().any(|ending| self.tokens.folded(at).ends_with(ending));
        let small = |at: usize| self.tokens.get(at).is_some_and(|t| t.shape == Shape::Lower && t.gap == Gap::Space);
        if !is_adjective(run.end - 1) || self.list[run.end - 1].meaning.has(Meaning::LAST) {
            return None;
        }
        (run.end..run.end + 2).take_while(|at| small(*at)).find_map(|at| {
            let cue = self.list[at].cue;
            let kind = if cue.has(Cue::PLACE) {
                MentionKind::Place
            } else if cue.has(Cue::ORGANISATION) {
                MentionKind::Organisation
            } else if cue.has(Cue::OTHER) {
                MentionKind::Other
            } else {
                return None;
            };
            (at == run.end || is_adjective(run.end)).then_some((kind, at + 1))
        })
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
            if token.is_capital()
                && (self.list[end].capital || !token.begins && self.code != "de" && !self.list[end].headline)
                || self.list[end].cue.has(Cue::AFTER) && token.shape == Shape::Upper
            {
                end += 1;
                continue;
            }
            // "Saint-Germain-en-Laye", "Рио-де-Жанейро".
            if self.is_hyphened(end) {
                end += 2;
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

    /// A small word between hyphens.
    fn is_hyphened(&self, at: usize) -> bool {
        let hyphen = |at: usize| self.tokens.get(at).is_some_and(|token| token.gap == Gap::Hyphen);
        hyphen(at)
            && hyphen(at + 1)
            && self.tokens.list[at].shape == Shape::Lower
            && self.tokens.folded(at).chars().count() <= 4
            && self.tokens.list[at + 1].is_capital()
    }

    fn is_link(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| !token.is_capital() && matches!(token.gap, Gap::Space | Gap::Apostrophe | Gap::Hyphen))
            && self.list[at].cue.has(Cue::LINK)
            && !(self.code == "de"
                && matches!(self.tokens.folded(at), "in" | "das" | "im" | "am" | "zum" | "zur" | "zu"))
    }

    fn joins(&self, token: &Token, at: usize) -> bool {
        match token.gap {
            Gap::Space | Gap::Hyphen => true,
            // "O'Brien", "Nuku'alofa"; not "Paris's", nor "l'Allemagne", whose l is small.
            Gap::Apostrophe => token.is_capital() && at > 0 && self.tokens.folded(at - 1).chars().count() <= 3,
            // "James Renwick, Jr."
            Gap::Comma => matches!(self.tokens.folded(at), "jr" | "sr"),
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
            // "Климат Торонто": the capital is the sentence's.
            if matches!(self.code, "ru" | "pl")
                && run.end - run.first > 1
                && self.tokens.list[run.first].begins
                && self.is_plain(run.first)
                && self.list[run.first + 1].capital
            {
                run.first += 1;
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

    /// A word that no list has among names.
    fn is_plain(&self, at: usize) -> bool {
        let word = self.list[at];
        let named = Meaning::FIRST | Meaning::LAST | Meaning::ORGANISATION | Meaning::OTHER;
        let headed = word.cue.has(Cue::PLACE) || word.cue.has(Cue::ORGANISATION) || word.cue.has(Cue::OTHER);
        !word.meaning.has(named)
            && !word.meaning.is_place()
            && !headed
            && !self.places.contains_key(&at)
            && word.people.0.max(word.people.1) < 5
            && (word.common || self.places.get(&(at + 1)).is_some_and(|place| place.1))
    }

    /// Where the name that begins here ends: before a small word that does not belong inside it.
    fn cut(&self, first: usize, end: usize) -> usize {
        let has = |from: usize, to: usize, wanted: Cue| (from..to).any(|at| self.list[at].cue.has(wanted));
        let mut at = first + 1;
        let starts_person = |at: usize| {
            self.list[at].meaning.has(Meaning::FIRST)
                && !self.list[at].common
                && self.tokens.list[at].shape == Shape::Title
                && self.tokens.list[at].gap != Gap::Hyphen
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
            if self.is_hyphened(at) {
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
            // "les Flyers de Philadelphie".
            let is_team = self.code == "fr"
                && first > 0
                && matches!(self.tokens.folded(first - 1), "les" | "des" | "aux")
                && self.places.contains_key(&beyond);
            // "Arco di Costantino": a noun that has a capital inside a sentence is the head of a name.
            let is_noun = self.list[first].common
                && !self.tokens.list[first].begins
                && !self.list[first].meaning.has(Meaning::FIRST)
                && self.code != "de";
            let keeps = if conjunction {
                headed && !self.list[first].meaning.has(Meaning::FIRST) && has(beyond, end, Cue::ORGANISATION)
            } else {
                headed || is_person || is_team || is_noun
            };
            // "McGill University in Montreal".
            let leads = at + 1 == beyond
                && matches!(self.tokens.folded(at), "in" | "en" | "em" | "im" | "near")
                && self.places.get(&beyond).is_some_and(|place| place.1)
                && !in_place;
            if leads || !keeps && !in_place {
                return at;
            }
            at = beyond;
        }
        end
    }

    fn is_title(&self, at: usize) -> bool {
        let word = self.list[at];
        // The saint of Paris Saint-Germain is none.
        let is_joined = self.tokens.get(at + 1).is_some_and(|next| next.gap == Gap::Hyphen);
        word.cue.has(Cue::TITLE) && !is_joined && !word.meaning.has(Meaning::FIRST | Meaning::LAST)
    }

    fn is_titled(&self, first: usize) -> bool {
        first.checked_sub(1).is_some_and(|before| {
            matches!(self.tokens.list[first].gap, Gap::Space | Gap::Dot) && self.list[before].cue.has(Cue::TITLE)
        })
    }

    pub fn range(&self, first: usize, end: usize) -> std::ops::Range<usize> {
        let last = &self.tokens.list[end - 1];
        // "U.S.", "F.C.", "Jr.": the dot is theirs.
        let word = self.tokens.folded(end - 1);
        let dotted = (word.contains('.') || end - first > 1 && matches!(word, "jr" | "sr"))
            && self.text[last.end as usize..].starts_with('.');
        self.tokens.list[first].start as usize..last.end as usize + usize::from(dotted)
    }
}
