//! Whether what may be a date is one, by what stands around it: numbers count people, may is a verb, and "the first" is no day.

use super::calendar::Which;
use super::lexicon::{Sym, Word};
use super::read::{Item, Reader, Sort};
use super::tense::{Tense, tense};
use super::times::Moment;
use super::token::TokenShape;
use std::ops::Range;

impl Reader<'_> {
    /// Whether what is weak by itself is made a date by what stands around it.
    pub(super) fn is_believed(&self, item: &Item, at: usize, end: usize, bounded: bool) -> bool {
        let Some(day) = item.day else {
            return match item.moment {
                Some(Moment::Clock(clock)) => !clock.bare || clock.part.is_some() || item.part.is_some(),
                Some(_) => true,
                None => {
                    item.part.is_some()
                        && (bounded
                            || self.tokens[at].at.len() > self.tokens[at].fold.len() + 2
                            || self.is_led(at)
                            || self.lexicon.postpositions)
                }
            };
        };
        if item.moment.is_some() || item.part.is_some() {
            return true;
        }
        match day.sort {
            Sort::Sure => true,
            Sort::Weak => {
                (bounded || self.is_led(at)) && self.ends_clean(end) || self.tokens[at].capital && self.is_led(at)
            }
            Sort::DayOfMonth => {
                !self.token(end).is_some_and(|next| {
                    matches!(next.shape, TokenShape::Number { .. })
                        || next
                            .syms()
                            .any(|sym| matches!(sym, Sym::Rel(_) | Sym::Coming(_) | Sym::RelUnit(..) | Sym::Unit(_)))
                }) && self.ends_clean(end)
                    && (bounded || self.is_led(at) || self.is(at, Word::The))
            }
            Sort::Unit => true,
            Sort::BareYear => {
                let Which::Fixed((first, _)) = day.which else { return false };
                let plausible = (1800..2101).contains(&first.year());
                let glued = |at: usize| {
                    self.token(at).is_some_and(|token| {
                        token.glued
                            && matches!(
                                token.shape,
                                TokenShape::Mark('-' | '/' | '%' | '$' | '€' | '£' | ':' | '\'')
                                    | TokenShape::Number { .. }
                                    | TokenShape::Word
                            )
                    })
                };
                let hangs = self.tokens[at].glued
                    && at > 0
                    && !matches!(
                        self.tokens[at - 1].shape,
                        TokenShape::Mark('(' | '"' | '[' | '“' | '«' | ',' | '.' | '„' | '>')
                    );
                let counts = self.token(end).is_some_and(|token| {
                    token.find(|sym| if let Sym::Unit(_) = sym { Some(()) } else { None }).is_some()
                });
                let after_number =
                    at > 0 && matches!(self.tokens[at - 1].shape, TokenShape::Number { .. }) && !self.tokens[at].glued;
                plausible
                    && !glued(end)
                    && (!hangs || bounded)
                    && !counts
                    && !after_number
                    && (bounded
                        || self.is_led(at) && self.ends_clean_or_mark(end)
                        || self.ends_clean(end) && !self.tokens[at].glued && self.is_clear_before(at))
            }
        }
    }

    /// The word before leads to a time: "in", "on", "by".
    pub(super) fn is_led(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|before| &self.tokens[before]) else { return false };
        [
            Word::On,
            Word::In,
            Word::Of,
            Word::From,
            Word::At,
            Word::The,
            Word::By,
            Word::Since,
            Word::Until,
            Word::Before,
            Word::After,
            Word::To,
            Word::Between,
        ]
        .iter()
        .any(|word| before.is(*word))
    }

    /// Not a telephone number's beginning or the like.
    pub(super) fn is_clear_before(&self, at: usize) -> bool {
        at == 0
            || !matches!(
                self.tokens[at - 1].shape,
                TokenShape::Number { .. } | TokenShape::Mark('+' | '$' | '€' | '£' | '#')
            )
    }

    /// No word that the number before could count.
    pub(super) fn ends_clean(&self, end: usize) -> bool {
        self.token(end).is_none_or(|next| {
            !matches!(next.shape, TokenShape::Word)
                || next.is_known() && !next.syms().any(|sym| matches!(sym, Sym::Unit(_))) && !next.weak
                || next.glued && self.lexicon.postpositions
        }) && !self
            .token(end)
            .is_some_and(|next| next.glued && matches!(next.shape, TokenShape::Mark('%' | '°' | '$' | '€')))
    }

    pub(super) fn ends_clean_or_mark(&self, end: usize) -> bool {
        self.ends_clean(end) || self.lexicon.year_led
    }

    pub(super) fn is_two_digits(&self, at: usize) -> bool {
        matches!(self.token(at).map(|token| token.shape), Some(TokenShape::Number { digits: 2.., .. }))
    }

    /// A word that makes the number before it an hour.
    pub(super) fn is_hour(&self, at: usize) -> bool {
        self.is_any(at, &[Word::Oclock, Word::HourMark])
            || self
                .token(at)
                .is_some_and(|token| token.find(|sym| if let Sym::Half(_) = sym { Some(()) } else { None }).is_some())
    }

    pub(super) fn tense(&self, place: Range<usize>) -> Option<Tense> {
        tense(&self.tokens, &self.folds, place, self.lexicon)
    }
}
