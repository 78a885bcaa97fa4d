//! What the lists know of a single name.

use crate::lexicon::{Meaning, key, look_up, row};
use coranto_core::Lang;

/// What a word, or a name of several, may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Known {
    pub first_name: bool,
    pub surname: bool,
    /// A common word of this language or, where none is given, of any.
    pub common: bool,
    pub organisation: bool,
    /// A people, a work, a product.
    pub other: bool,
    /// Of a country or its people: "French".
    pub of_country: bool,
    /// How many people the largest place of that name has.
    pub place: Option<u32>,
}

/// Nothing of most.
pub fn known(name: &str, lang: Option<Lang>) -> Known {
    let Some(meaning) = look_up(&key(name)) else { return Known::default() };
    Known {
        first_name: meaning.has(Meaning::FIRST),
        surname: meaning.has(Meaning::LAST),
        common: meaning.is_common(lang),
        organisation: meaning.has(Meaning::ORGANISATION),
        other: meaning.has(Meaning::OTHER),
        of_country: meaning.of_country().is_some(),
        place: meaning.places().next().and_then(row).map(|row| row.population),
    }
}
