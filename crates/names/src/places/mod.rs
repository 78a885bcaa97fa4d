//! Places of a text: found where a name of the gazetteer stands as a name (`find`, `stands`), resolved by what else the text speaks of (`resolve`).
//!
//! The gazetteer: countries, their regions of the first level, 34,000 towns, and areas that cross borders, with names in thirteen languages (`training/names`).

mod cues;
mod find;
mod peoples;
mod resolve;
mod stands;

use crate::lexicon::{Row, row_of};
use crate::token::Tokens;
use coranto_core::Lang;
use std::ops::Range;

pub(crate) use find::Found;
use find::find;
use stands::Surroundings;

/// The places a text names, in order, each with what it may be. `near` is the country of whoever published it: where the text leaves a name open, that country's is likelier.
pub fn places(text: &str, lang: Option<Lang>, near: Option<[u8; 2]>) -> Vec<PlaceMention> {
    named(&Tokens::read(text, lang), text, lang, near)
}

/// The same, and where the text speaks of a country's people: it is cut into words once for both.
pub fn places_and_peoples(
    text: &str,
    lang: Option<Lang>,
    near: Option<[u8; 2]>,
) -> (Vec<PlaceMention>, Vec<PeopleMention>) {
    let tokens = Tokens::read(text, lang);
    (named(&tokens, text, lang, near), peoples::peoples(&tokens, lang))
}

fn named(tokens: &Tokens, text: &str, lang: Option<Lang>, near: Option<[u8; 2]>) -> Vec<PlaceMention> {
    Standing::of(tokens, text, lang).resolved(near)
}

/// Where a text has names of the gazetteer, before it is asked which places they mean.
pub(crate) struct Standing<'a> {
    tokens: &'a Tokens,
    around: Surroundings<'a>,
    /// All that are written like one.
    pub found: Vec<Found>,
    /// Those that stand as a place's name.
    pub standing: Vec<Found>,
}

impl<'a> Standing<'a> {
    pub fn of(tokens: &'a Tokens, text: &str, lang: Option<Lang>) -> Standing<'a> {
        let found = find(tokens, text, lang);
        let around = Surroundings::of(tokens, &found, lang);
        let standing = found.iter().filter(|found| around.stands(found)).cloned().collect();
        Standing { tokens, around, found, standing }
    }

    pub fn resolved(&self, near: Option<[u8; 2]>) -> Vec<PlaceMention> {
        resolve::resolve(self.tokens, &self.standing, &self.around, near)
    }
}

/// A place by its id.
pub fn place(id: GeoId) -> Option<Place> {
    row_of(id.0).and_then(Place::of)
}

/// The number of the place in GeoNames; of areas that have none there, one of ours from 4,000,000,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GeoId(pub u32);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Country,
    /// A part of a country: a state, a province.
    Region,
    Town,
    /// What crosses borders or has none: a continent, a sea, a country that was.
    Area,
}

/// A name in a text and the places it may mean.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceMention {
    /// In bytes of the text; without the case endings that follow an apostrophe and the particles that Arabic writes in one with the name.
    pub range: Range<usize>,
    /// The likeliest first; never empty.
    pub candidates: Vec<Candidate>,
    /// The first is clearly likelier than the second.
    pub sure: bool,
}

/// A word for a country's people, or for what is theirs.
#[derive(Debug, Clone, PartialEq)]
pub struct PeopleMention {
    pub range: Range<usize>,
    /// ISO 3166-1, capitals.
    pub country: [u8; 2],
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    pub id: GeoId,
    /// Comparable within one mention only.
    pub score: f32,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    pub id: GeoId,
    pub kind: Kind,
    /// ISO 3166-1, capitals; none where the place lies in several or in none.
    pub country: Option<[u8; 2]>,
    /// The region a town lies in.
    pub region: Option<GeoId>,
    /// Degrees north; a region's is the middle of its people, a country's its capital.
    pub lat: Option<f32>,
    /// Degrees east.
    pub lon: Option<f32>,
    /// Zero where it is not known.
    pub population: u32,
    names: Row,
}

impl Place {
    fn of(row: Row) -> Option<Place> {
        let kind = match row.kind {
            b'C' => Kind::Country,
            b'R' => Kind::Region,
            b'T' => Kind::Town,
            b'A' => Kind::Area,
            _ => return None,
        };
        Some(Place {
            id: GeoId(row.id),
            kind,
            country: (row.country != *b"--").then_some(row.country),
            region: (row.region != 0).then_some(GeoId(row.region)),
            lat: row.lat,
            lon: row.lon,
            population: row.population,
            names: row,
        })
    }

    /// Its names by language: English first, then those of other languages that differ from it.
    pub fn names(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.names.names()
    }

    /// Its name in the language, or in English where that language has none of its own or it is not known.
    pub fn name(&self, lang: Option<Lang>) -> &'static str {
        let own = lang.and_then(|lang| self.names.names().find(|(known, _)| *known == lang.as_str()));
        own.or_else(|| self.names.names().next()).map_or("", |(_, name)| name)
    }
}
