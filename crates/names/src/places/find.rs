//! Every run of tokens that is written as a place's name is, the longest at each spot, whatever it may mean there.

use crate::lexicon::{Meaning, Walk, look_up};
use crate::stem::{space, stem};
use crate::token::{Gap, Shape, Tokens};
use coranto_core::Lang;
use std::ops::Range;

/// No name of the gazetteer has more words.
const MOST_TOKENS: usize = 8;

/// Arabic writes these in one with the word that follows, and the article after them.
const ARABIC_PARTICLES: [&str; 8] = ["و", "ف", "ب", "ل", "ك", "وب", "ول", "فب"];

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    /// Tokens.
    pub first: usize,
    /// Past the last.
    pub end: usize,
    pub range: Range<usize>,
    pub meaning: Meaning,
    /// A particle of Arabic that says "in" or "to" is written in one with it.
    pub led: bool,
}

pub(crate) fn find(tokens: &Tokens, text: &str, lang: Option<Lang>) -> Vec<Found> {
    let code = lang.as_ref().map_or("", Lang::as_str).to_owned();
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match longest(tokens, at, &code).filter(|(end, ..)| !is_cut_across(tokens, at, *end, &code)) {
            Some((end, meaning, cut)) => {
                let range = range(tokens, text, at, end, cut);
                let led = matches!(cut, Cut::Front(particle) if particle.ends_with(['ب', 'ل']));
                found.push(Found { first: at, end, range, meaning, led });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// Where nothing parts words, the end of one and the beginning of the next may be a town's name: 抵达莫斯科 is "reaches Moscow". A longer name that begins inside is likelier.
fn is_cut_across(tokens: &Tokens, at: usize, end: usize, lang: &str) -> bool {
    tokens.list[at].shape == Shape::Han
        && (at + 1..end).any(|inside| {
            longest(tokens, inside, lang).is_some_and(|(further, ..)| further > end && further - inside > end - at)
        })
}

/// What of a token is not the name.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Cut {
    Nothing,
    Front(&'static str),
    /// The s of a genitive.
    End,
}

fn longest(tokens: &Tokens, at: usize, lang: &str) -> Option<(usize, Meaning, Cut)> {
    if tokens.list[at].shape == Shape::Number {
        return None;
    }
    let plain = walk(tokens, at, tokens.folded(at), Walk::new()?, |word| word).map(|(end, m)| (end, m, Cut::Nothing));
    let stemmed = space(lang).and_then(|space| {
        let walked = walk(tokens, at, stem(tokens.folded(at), lang), Walk::new()?.step(space.as_bytes())?, |word| {
            stem(word, lang)
        })?;
        Some((walked.0, walked.1, Cut::Nothing))
    });
    // A place of exactly this form is likelier than one of this stem.
    let best = match (plain, stemmed) {
        (Some(plain), Some(stemmed)) if stemmed.0 > plain.0 => Some(stemmed),
        (plain, stemmed) => plain.or(stemmed),
    };
    best.or_else(|| match lang {
        "ar" => particles(tokens, at),
        "de" | "nl" | "sv" | "da" | "no" => {
            let bare =
                tokens.folded(at).strip_suffix('s').filter(|bare| bare.len() > 3 && tokens.list[at].is_capital())?;
            look_up(bare).filter(|m| m.is_place()).map(|m| (at + 1, m, Cut::End))
        }
        _ => None,
    })
}

fn particles(tokens: &Tokens, at: usize) -> Option<(usize, Meaning, Cut)> {
    let word = tokens.folded(at);
    ARABIC_PARTICLES.iter().find_map(|particle| {
        let rest = word.strip_prefix(particle).filter(|rest| rest.len() >= 6)?;
        // "للعراق" is ل with العراق, whose ا is not written.
        let restored = rest.strip_prefix('ل').filter(|_| particle.ends_with('ل')).map(|rest| format!("ال{rest}"));
        let walked = walk(tokens, at, restored.as_deref().unwrap_or(rest), Walk::new()?, |word| word)?;
        Some((walked.0, walked.1, Cut::Front(particle)))
    })
}

/// The longest place's name from here on; `first` stands for the first token.
fn walk<'a>(
    tokens: &'a Tokens,
    at: usize,
    first: &str,
    from: Walk,
    form: impl Fn(&'a str) -> &'a str,
) -> Option<(usize, Meaning)> {
    let mut walk = from.step(first.as_bytes())?;
    let mut best = walk.meaning().filter(|m| m.is_place()).map(|m| (at + 1, m));
    for next in at + 1..tokens.len().min(at + MOST_TOKENS) {
        let stepped = match tokens.list[next].gap {
            Gap::None => Some(walk),
            Gap::Space | Gap::Hyphen | Gap::Apostrophe | Gap::Dot => walk.step(b" "),
            _ => None,
        };
        let Some(stepped) = stepped.and_then(|walk| walk.step(form(tokens.folded(next)).as_bytes())) else { break };
        walk = stepped;
        if let Some(meaning) = walk.meaning().filter(|m| m.is_place()) {
            best = Some((next + 1, meaning));
        }
    }
    best
}

fn range(tokens: &Tokens, text: &str, first: usize, end: usize, cut: Cut) -> Range<usize> {
    let (mut start, mut stop) = (tokens.list[first].start as usize, tokens.list[end - 1].end as usize);
    match cut {
        Cut::Nothing => {}
        // Letters that are not shown may stand between: the range then begins with the token.
        Cut::Front(particle) if text[start..].starts_with(particle) => start += particle.len(),
        Cut::Front(_) => {}
        Cut::End if text[..stop].ends_with(['s', 'S']) => stop -= 1,
        Cut::End => {}
    }
    // "U.S." keeps its last dot.
    if text[start..stop].contains('.') && text[stop..].starts_with('.') {
        stop += 1;
    }
    start..stop
}
