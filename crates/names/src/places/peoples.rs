//! "French", "россияне", "البرتغالية": words that speak of a country by its people.

use crate::lexicon::look_up;
use crate::token::{Shape, Tokens};
use coranto_core::Lang;
use std::ops::Range;

/// These write what is of a country without a capital.
const SMALL: [&str; 8] = ["ru", "es", "fr", "pt", "it", "pl", "de", "uk"];

/// Where the text speaks of a country's people or of what is theirs, with the country (ISO 3166-1), in order.
pub fn peoples(text: &str, lang: Option<Lang>) -> Vec<(Range<usize>, [u8; 2])> {
    let tokens = Tokens::read(text, lang);
    let small = lang.as_ref().is_some_and(|lang| SMALL.contains(&lang.as_str()));
    let found = (0..tokens.len()).filter_map(|at| {
        let token = &tokens.list[at];
        let could = small || token.is_capital() || matches!(token.shape, Shape::Uncased | Shape::Han);
        let country = could.then(|| look_up(tokens.folded(at))).flatten()?.of_country()?;
        Some((token.start as usize..token.end as usize, country))
    });
    found.collect()
}
