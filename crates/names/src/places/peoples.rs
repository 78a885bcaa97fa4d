//! "French", "россияне", "البرتغالية": words that speak of a country by its people.

use super::PeopleMention;
use crate::lexicon::look_up;
use crate::token::{Shape, Tokens};
use coranto_core::Lang;

/// These write what is of a country without a capital.
const SMALL: [&str; 8] = ["ru", "es", "fr", "pt", "it", "pl", "de", "uk"];

pub(super) fn peoples(tokens: &Tokens, lang: Option<Lang>) -> Vec<PeopleMention> {
    let small = lang.as_ref().is_some_and(|lang| SMALL.contains(&lang.as_str()));
    let found = (0..tokens.len()).filter_map(|at| {
        let token = &tokens.list[at];
        let could = small || token.is_capital() || matches!(token.shape, Shape::Uncased | Shape::Han);
        let country = could.then(|| look_up(tokens.folded(at))).flatten()?.of_country()?;
        Some(PeopleMention { range: token.start as usize..token.end as usize, country })
    });
    found.collect()
}
