//! Names of people, organisations, places and other things: where capitals tell (`cased`), where nothing parts words (`unspaced`), and where neither does (`uncased`).
//!
//! Where names stand is told by rules and word lists. What a run of capitals names is decided by points for each kind (`kinds`), in English together with what a small model has
//! learnt of the words in it and about it (`model`, `features`). What the first mention in full decides holds for the short ones that follow (`chains`).

mod cased;
mod chains;
mod features;
mod headline;
mod kinds;
mod known;
mod model;
mod uncased;
mod unspaced;
mod words;

use crate::places::{PlaceMention, Standing};
use crate::token::{Shape, Tokens};
use coranto_core::Lang;
use model::Model;
use std::ops::Range;

pub use chains::{Chain, chains};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MentionKind {
    Person,
    Organisation,
    Place,
    /// A work, an event, a prize, a product.
    Other,
}

/// A name in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// In bytes of the text; titles and particles are not part of a name.
    pub range: Range<usize>,
    pub kind: MentionKind,
    /// Something besides capitals says so: a first name, a title, the gazetteer, a word like "University".
    pub sure: bool,
}

/// The names of a text, in order, none inside another.
pub fn mentions(text: &str, lang: Option<Lang>) -> Vec<Mention> {
    let tokens = Tokens::read(text, lang);
    of_tokens(&tokens, &Standing::of(&tokens, text, lang), text, lang, model::of(lang))
}

/// The same without the model, whatever the language: what `coranto eval entities` holds it against.
#[doc(hidden)]
pub fn mentions_by_rules(text: &str, lang: Option<Lang>) -> Vec<Mention> {
    let tokens = Tokens::read(text, lang);
    of_tokens(&tokens, &Standing::of(&tokens, text, lang), text, lang, None)
}

#[doc(hidden)]
pub fn has_model(lang: Option<Lang>) -> bool {
    model::of(lang).is_some()
}

/// The same, and what the places of the text may be: it is cut into words once for both. `near` is the country of whoever published it.
pub fn mentions_and_places(text: &str, lang: Option<Lang>, near: Option<[u8; 2]>) -> (Vec<Mention>, Vec<PlaceMention>) {
    let tokens = Tokens::read(text, lang);
    let standing = Standing::of(&tokens, text, lang);
    (of_tokens(&tokens, &standing, text, lang, model::of(lang)), standing.resolved(near))
}

fn of_tokens(
    tokens: &Tokens,
    places: &Standing,
    text: &str,
    lang: Option<Lang>,
    model: Option<&Model>,
) -> Vec<Mention> {
    let (mut han, mut uncased, mut cased) = (0usize, 0usize, 0usize);
    for token in &tokens.list {
        match token.shape {
            Shape::Han => han += 1,
            Shape::Uncased => uncased += 1,
            Shape::Number => {}
            _ => cased += 1,
        }
    }
    let mut mentions = if han > uncased && han > cased {
        unspaced::mentions(tokens, &places.standing, lang)
    } else if uncased > cased {
        uncased::mentions(tokens, &places.standing, lang)
    } else {
        cased::mentions(tokens, text, places, lang, model)
    };
    mentions.retain(|mention| !mention.range.is_empty());
    mentions
}

const KINDS: [MentionKind; 4] =
    [MentionKind::Person, MentionKind::Organisation, MentionKind::Place, MentionKind::Other];

/// What training sees of a text: where names may stand, in bytes, what the lists say there, and what the model is shown.
#[doc(hidden)]
pub struct SeenRun {
    pub range: Range<usize>,
    /// The range it has as each kind.
    pub widened: [Range<usize>; 4],
    pub known: Option<MentionKind>,
    pub is_weak: bool,
    /// What the rules give to no name, a person, an organisation, a place, something else.
    pub points: [f32; 5],
    pub buckets: Vec<u32>,
}

#[doc(hidden)]
pub fn seen_runs(text: &str, lang: Option<Lang>) -> Vec<SeenRun> {
    let tokens = Tokens::read(text, lang);
    let places = Standing::of(&tokens, text, lang);
    let words = cased::Words::of(&tokens, text, &places, lang);
    let seen = |spot| match spot {
        cased::Spot::Known(first, end, kind) => {
            let range = words.range(first, end);
            SeenRun {
                widened: std::array::from_fn(|_| range.clone()),
                range,
                known: Some(kind),
                is_weak: false,
                points: [0.0; 5],
                buckets: Vec::new(),
            }
        }
        cased::Spot::Run(run) => {
            let widened = |kind| {
                let (first, end) = words.widened(&run, kind);
                words.range(first, end)
            };
            SeenRun {
                range: words.range(run.first, run.end),
                widened: KINDS.map(widened),
                known: None,
                is_weak: kinds::is_weak(&words, &run),
                points: model::points(&words, &run),
                buckets: features::features(&words, &run),
            }
        }
    };
    cased::spots(&words, text).into_iter().map(seen).collect()
}
