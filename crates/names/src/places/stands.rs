//! Does it stand as a place's name there? "Nice" begins a sentence, "Reading" is what somebody does, "Lincoln" is a man: the surroundings tell.

use super::cues::{ends_organisation, follows_place, is_title, leads_to_place};
use super::find::Found;
use crate::lexicon::{Meaning, look_up, row};
use crate::token::{Gap, Shape, Token, Tokens};
use coranto_core::Lang;
use rustc_hash::{FxHashMap, FxHashSet};

/// A town of so many is known to readers of all countries.
const GREAT: u32 = 1_000_000;
const LARGE: u32 = 300_000;
const MIDDLING: u32 = 100_000;

pub(crate) struct Surroundings<'a> {
    tokens: &'a Tokens,
    lang: Option<Lang>,
    code: String,
    /// Folded words that are part of a person's name somewhere in the text.
    people: FxHashSet<&'a str>,
    /// How often the text speaks of a country: by its name, or of its people.
    pub countries: FxHashMap<[u8; 2], u32>,
    /// By the token where it begins.
    places: FxHashMap<usize, Meaning>,
}

impl<'a> Surroundings<'a> {
    pub fn of(tokens: &'a Tokens, found: &[Found], lang: Option<Lang>) -> Surroundings<'a> {
        let code = lang.as_ref().map_or("", Lang::as_str).to_owned();
        let mut around = Surroundings {
            tokens,
            lang,
            code,
            people: FxHashSet::default(),
            countries: FxHashMap::default(),
            places: FxHashMap::default(),
        };
        around.places = found.iter().map(|found| (found.first, found.meaning)).collect();
        for at in 0..tokens.len() {
            around.see(at);
        }
        for found in found.iter().filter(|found| found.meaning.is_place()) {
            let largest = found.meaning.places().next().and_then(row).filter(|row| matches!(row.kind, b'C' | b'R'));
            if let Some(largest) = largest.filter(|_| around.is_written_as_name(found)) {
                *around.countries.entry(largest.country).or_default() += if largest.kind == b'C' { 2 } else { 1 };
            }
        }
        around
    }

    pub fn code(&self) -> &str {
        &self.code
    }

    fn see(&mut self, at: usize) {
        let token = &self.tokens.list[at];
        let is_cased = token.shape != Shape::Uncased && token.shape != Shape::Han;
        if is_cased
            && !token.is_capital()
            && !matches!(self.code.as_str(), "ru" | "es" | "fr" | "pt" | "it" | "pl" | "de")
        {
            return;
        }
        let Some(meaning) = look_up(self.tokens.folded(at)) else { return };
        if let Some(country) = meaning.of_country() {
            *self.countries.entry(country).or_default() += 1;
        }
        let begins_name = token.is_capital()
            && !self.tokens.all_capitals
            && (meaning.has(Meaning::FIRST) && !(token.begins && meaning.is_common(self.lang))
                || is_title(self.tokens.folded(at)));
        if !begins_name {
            return;
        }
        // "Paris Match" and "Florence Nightingale": where the first is a place as well, the second has to be a surname, or a word that is nothing else.
        let mut next = at + 1;
        while next < at + 4
            && self
                .tokens
                .get(next)
                .is_some_and(|t| t.is_capital() && matches!(t.gap, Gap::Space | Gap::Dot | Gap::Hyphen))
        {
            let meaning_of_next = look_up(self.tokens.folded(next)).unwrap_or_default();
            if meaning.is_place() && (meaning_of_next.is_common(self.lang) || !meaning_of_next.has(Meaning::LAST)) {
                return;
            }
            self.people.insert(self.tokens.folded(next));
            next += 1;
        }
        if next > at + 1 && !is_title(self.tokens.folded(at)) {
            self.people.insert(self.tokens.folded(at));
        }
    }

    pub fn stands(&self, found: &Found) -> bool {
        self.is_written_as_name(found)
            && !self.is_part_of_other(found)
            && (self.is_known(found) || self.has_evidence(found))
    }

    /// Capitals where the script has them.
    fn is_written_as_name(&self, found: &Found) -> bool {
        let (first, last) = (&self.tokens.list[found.first], &self.tokens.list[found.end - 1]);
        let letters = found.range.len();
        match last.shape {
            Shape::Han => found.end - found.first > 1,
            Shape::Uncased => letters > 4,
            _ if self.tokens.all_capitals => letters > 3,
            _ if found.meaning.has(Meaning::CAPITALS) => first.shape == Shape::Upper,
            // "MAN" and "ICE" are other names.
            _ if first.shape == Shape::Upper && found.end - found.first == 1 => letters > 4,
            _ => last.is_capital() && letters > 2 || first.is_capital() && found.end - found.first > 1,
        }
    }

    /// Of a person's or an organisation's name.
    fn is_part_of_other(&self, found: &Found) -> bool {
        let single = found.end - found.first == 1;
        let word = self.tokens.folded(found.first);
        if single && self.people.contains(word) && !self.is_led(found) {
            return true;
        }
        let next = self.adjacent(found.end);
        next.is_some_and(|token| token.is_capital() && ends_organisation(self.tokens.folded(found.end)))
            && !self.places.contains_key(&found.end)
    }

    /// The token there, if only a space stands before it.
    fn adjacent(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at).filter(|token| token.gap == Gap::Space)
    }

    /// A name that means hardly anything else.
    fn is_known(&self, found: &Found) -> bool {
        let meaning = found.meaning;
        let Some(largest) = meaning.places().next().and_then(row) else { return false };
        let token = &self.tokens.list[found.first];
        let single = found.end - found.first == 1 || token.shape == Shape::Han;
        let is_common = single && meaning.is_common(self.lang);
        let is_person = single && (meaning.has(Meaning::FIRST) || meaning.has(Meaning::LAST));
        let uncased = matches!(token.shape, Shape::Han | Shape::Uncased) || self.tokens.all_capitals;
        match largest.kind {
            b'C' => !(is_common && is_person && token.begins),
            b'A' => !(single && is_common && token.begins),
            _ if uncased && (is_common || is_person) => largest.population >= 4 * GREAT,
            _ if uncased => largest.population >= LARGE,
            _ if is_common => largest.population >= GREAT && !token.begins || largest.population >= 4 * GREAT,
            _ if is_person => largest.population >= GREAT,
            _ if single && found.range.len() <= 4 => largest.population >= LARGE,
            _ => largest.population >= MIDDLING && !(single && token.begins && largest.population < LARGE),
        }
    }

    fn has_evidence(&self, found: &Found) -> bool {
        let meaning = found.meaning;
        let is_common = found.end - found.first == 1 && meaning.is_common(self.lang);
        let in_country_of_text =
            || meaning.places().filter_map(row).any(|row| self.countries.contains_key(&row.country));
        if self.followed_by_its_country(found) {
            return true;
        }
        let uncased = matches!(self.tokens.list[found.first].shape, Shape::Han | Shape::Uncased);
        let largest = meaning.places().next().and_then(row).map_or(0, |row| row.population);
        if uncased {
            return self.is_led(found) && in_country_of_text() && !is_common
                || self.is_led(found) && largest >= MIDDLING && !is_common;
        }
        self.is_led(found) && (!is_common || largest >= MIDDLING)
            || in_country_of_text() && !is_common && !self.tokens.list[found.first].begins
    }

    /// "in Reading", "Rize'de".
    fn is_led(&self, found: &Found) -> bool {
        let before = found.first.checked_sub(1).filter(|_| {
            let gap = self.tokens.list[found.first].gap;
            matches!(gap, Gap::Space | Gap::Apostrophe | Gap::None)
        });
        let is_suffixed = self.tokens.get(found.end).is_some_and(|t| {
            matches!(t.gap, Gap::Space | Gap::Apostrophe | Gap::None)
                && follows_place(self.tokens.folded(found.end), &self.code)
        });
        found.led || is_suffixed || before.is_some_and(|at| leads_to_place(self.tokens.folded(at), &self.code))
    }

    /// "Paris, Texas".
    fn followed_by_its_country(&self, found: &Found) -> bool {
        let next = self.tokens.get(found.end).filter(|token| matches!(token.gap, Gap::Comma | Gap::Mark));
        let next = next.and_then(|_| self.places.get(&found.end)).copied();
        next.is_some_and(|next| {
            let of: Vec<_> = next.places().filter_map(row).filter(|row| row.kind != b'T').collect();
            meaning_lies_in(found.meaning, &of)
        })
    }
}

fn meaning_lies_in(meaning: Meaning, of: &[crate::lexicon::Row]) -> bool {
    meaning.places().filter_map(row).any(|town| {
        of.iter().any(|of| of.id != town.id && (of.kind == b'C' && of.country == town.country || of.id == town.region))
    })
}
