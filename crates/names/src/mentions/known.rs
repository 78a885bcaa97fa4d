//! Organisations and other things that the lists name, the longest at each spot.

use super::MentionKind;
use crate::lexicon::{Meaning, Walk};
use crate::stem::{space, stem};
use crate::token::{Gap, Shape, Tokens};

const MOST_TOKENS: usize = 8;

/// First token, past the last, kind. Where the script has capitals a single short name must be all capitals, and any must begin with one.
pub(super) fn known(tokens: &Tokens, lang: &str) -> Vec<(usize, usize, MentionKind)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match longest(tokens, at, lang) {
            Some((end, kind)) => {
                found.push((at, end, kind));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

fn longest(tokens: &Tokens, at: usize, lang: &str) -> Option<(usize, MentionKind)> {
    let token = &tokens.list[at];
    if matches!(token.shape, Shape::Lower | Shape::Number) {
        return None;
    }
    let plain = walk(tokens, at, Walk::new()?, tokens.folded(at), |word| word);
    let stemmed = || {
        let space = space(lang)?;
        walk(tokens, at, Walk::new()?.step(space.as_bytes())?, stem(tokens.folded(at), lang), |word| stem(word, lang))
    };
    let particle = || {
        let word = tokens.folded(at);
        let bare = ["وال", "بال", "وب", "ول", "و", "ب", "ل"].iter().find_map(|particle| {
            let rest = word.strip_prefix(particle).filter(|rest| rest.len() >= 6)?;
            let rest = if particle.ends_with("ال") { format!("ال{rest}") } else { rest.to_owned() };
            walk(tokens, at, Walk::new()?, &rest, |word| word)
        });
        bare.or_else(|| walk(tokens, at, Walk::new()?, &format!("ال{}", word.strip_prefix("لل")?), |word| word))
    };
    let (end, meaning) = plain.or_else(stemmed).or_else(|| (lang == "ar").then(particle).flatten())?;
    let kind = if meaning.has(Meaning::ORGANISATION) { MentionKind::Organisation } else { MentionKind::Other };
    let short = end - at == 1 && token.is_capital() && tokens.folded(at).chars().count() <= 4;
    (!short || token.shape == Shape::Upper || kind == MentionKind::Other && tokens.folded(at).len() > 3)
        .then_some((end, kind))
}

fn walk<'a>(
    tokens: &'a Tokens,
    at: usize,
    from: Walk,
    first: &str,
    form: impl Fn(&'a str) -> &'a str,
) -> Option<(usize, Meaning)> {
    let wanted =
        |walk: Walk| walk.meaning().filter(|meaning| meaning.has(Meaning::ORGANISATION) || meaning.has(Meaning::OTHER));
    let mut walk = from.step(first.as_bytes())?;
    let mut best = wanted(walk).map(|meaning| (at + 1, meaning));
    for next in at + 1..tokens.len().min(at + MOST_TOKENS) {
        let stepped = match tokens.list[next].gap {
            Gap::None => Some(walk),
            Gap::Space | Gap::Hyphen | Gap::Apostrophe => walk.step(b" "),
            _ => None,
        };
        let Some(stepped) = stepped.and_then(|walk| walk.step(form(tokens.folded(next)).as_bytes())) else { break };
        walk = stepped;
        best = wanted(walk).map(|meaning| (next + 1, meaning)).or(best);
    }
    best
}
