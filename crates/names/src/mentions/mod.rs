//! Names of people, organisations, places and other things: where capitals tell (`cased`), where nothing parts words (`unspaced`), and where neither does (`uncased`).
//!
//! Rules and word lists throughout, so that every mention can be explained. What a run of capitals names is decided by points for each kind (`kinds`); what the first mention
//! in full decides holds for the short ones that follow (`chains`).

mod cased;
mod chains;
mod kinds;
mod known;
mod uncased;
mod unspaced;
mod words;

use crate::places::{PlaceMention, Standing};
use crate::token::{Shape, Tokens};
use coranto_core::Lang;
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
    of_tokens(&tokens, &Standing::of(&tokens, text, lang), text, lang)
}

/// The same, and what the places of the text may be: it is cut into words once for both. `near` is the country of whoever published it.
pub fn mentions_and_places(text: &str, lang: Option<Lang>, near: Option<[u8; 2]>) -> (Vec<Mention>, Vec<PlaceMention>) {
    let tokens = Tokens::read(text, lang);
    let standing = Standing::of(&tokens, text, lang);
    (of_tokens(&tokens, &standing, text, lang), standing.resolved(near))
}

fn of_tokens(tokens: &Tokens, places: &Standing, text: &str, lang: Option<Lang>) -> Vec<Mention> {
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
        cased::mentions(tokens, text, &places.found, &places.standing, lang)
    };
    mentions.retain(|mention| !mention.range.is_empty());
    mentions
}
