//! Whether what is told around a date lies ahead: the nearest word that says so, before it in its sentence or else after it.

use super::lexicon::{Lexicon, Sym};
use super::token::{Token, TokenShape};
use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
}

/// Further words belong to something else.
const LOOK_TOKENS: usize = 14;

/// So far before a participle its verb is looked for.
const AUXILIARY_TOKENS: usize = 4;

pub(super) fn tense(tokens: &[Token], folds: &str, place: Range<usize>, lexicon: &Lexicon) -> Option<Tense> {
    let of = |token: &Token| of(token, folds, lexicon);
    let before = || {
        let back = || {
            let places = (0..place.start).rev().take(LOOK_TOKENS);
            places.take_while(|at| !ends(tokens, *at)).map(|at| &tokens[at])
        };
        let (nearest, said) = back().enumerate().find_map(|(at, token)| of(token).map(|tense| (at, tense)))?;
        // "will be held on": the participle belongs to the verb before it.
        let auxiliary = || back().skip(nearest + 1).take(AUXILIARY_TOKENS).take_while(|token| !token.is_mark(','));
        let passive = said == Tense::Past && auxiliary().find_map(of) == Some(Tense::Future);
        Some(if passive { Tense::Future } else { said })
    };
    let after = || {
        let places = (place.end..tokens.len()).take(LOOK_TOKENS);
        places.take_while(|at| !ends(tokens, *at)).find_map(|at| of(&tokens[at]))
    };
    if lexicon.verb_last { after().or_else(before) } else { before().or_else(after) }
}

fn of(token: &Token, folds: &str, lexicon: &Lexicon) -> Option<Tense> {
    let said = token.find(|sym| match sym {
        Sym::Future => Some(Tense::Future),
        Sym::Past => Some(Tense::Past),
        _ => None,
    });
    if said.is_some() || token.is_known() || token.capital {
        return said;
    }
    let word = &folds[token.fold.clone()];
    if lexicon.future_starts.iter().any(|start| word.len() > start.len() + 3 && word.starts_with(start.as_str())) {
        return Some(Tense::Future);
    }
    let has = |ends: &[String]| {
        ends.iter().filter(|end| word.len() > end.len() + 2 && word.ends_with(end.as_str())).map(String::len).max()
    };
    match (has(&lexicon.future_ends), has(&lexicon.past_ends)) {
        (Some(future), past) if past.is_none_or(|past| future > past) => Some(Tense::Future),
        (_, Some(_)) => Some(Tense::Past),
        _ => None,
    }
}

fn ends(tokens: &[Token], at: usize) -> bool {
    match tokens[at].shape {
        TokenShape::Mark('!' | '\n' | ';') => true,
        TokenShape::Mark('.') => tokens.get(at + 1).is_none_or(|next| next.capital && !next.glued),
        _ => false,
    }
}
