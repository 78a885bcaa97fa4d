//! Rules that people wrote for single sites: where the text stands, what to cut, which link leads to the next part. They come from the public domain set
//! `ftr-site-config`, compiled into one text (`rules/site-rules.txt`) by `cargo xtask site-rules`.
//!
//! They are advice, never orders: sites change and rules stay. Those who ask (the body, the metadata) hold the answer against the page and say in
//! `--why` what became of it. An expression that is broken or costs too much has no answer.

mod axes;
mod convert;
mod eval;
mod parse;
mod tree;

#[cfg(test)]
mod tests;

pub use convert::{Converted, convert};
pub use parse::Unreadable;

use crate::Why;
use crate::dom::{Dom, Id};
use axes::Elements;
use coranto_core::Address;
use eval::Evaluator;
use std::ops::Range;

/// A record a host, sorted by host: the host on a line, below it a field a line, each after one blank.
static BOOK: &str = include_str!("../../rules/site-rules.txt");

/// What a field tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    /// Boxes with the text: the first expression that names any counts.
    Body,
    /// Boxes to cut.
    Cut,
    /// Boxes to cut, by a word of their class or id.
    CutNamed,
    /// Links to the next part, and to the whole article on one page.
    Next,
    Whole,
}

impl Field {
    pub(crate) const ALL: [Field; 5] = [Field::Body, Field::Cut, Field::CutNamed, Field::Next, Field::Whole];

    fn word(self) -> &'static str {
        match self {
            Field::Body => "body",
            Field::Cut => "cut",
            Field::CutNamed => "named",
            Field::Next => "next",
            Field::Whole => "whole",
        }
    }

    /// Its value is an expression, not a plain word.
    fn is_expression(self) -> bool {
        self != Field::CutNamed
    }
}

/// The rules of one site.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SiteRules<'b> {
    pub host: &'b str,
    /// The lines below the host.
    fields: &'b str,
}

impl SiteRules<'static> {
    /// The rules for the page's host, or those that its domain has for all below it.
    pub fn of(address: &Address) -> Option<SiteRules<'static>> {
        SiteRules::find(BOOK, address.host())
    }
}

impl<'b> SiteRules<'b> {
    /// Rules that no book has.
    #[cfg(test)]
    pub fn test(fields: &'b str) -> SiteRules<'b> {
        SiteRules { host: "courier.example", fields }
    }

    fn find(book: &'b str, host: &str) -> Option<SiteRules<'b>> {
        let host = host.strip_prefix("www.").unwrap_or(host);
        if let Some(rules) = record(book, host) {
            return Some(rules);
        }
        let mut rest = host;
        while let Some((_, parent)) = rest.split_once('.') {
            let found = parent.contains('.').then(|| record(book, &format!(".{parent}"))).flatten();
            if found.is_some() {
                return found;
            }
            rest = parent;
        }
        None
    }

    pub fn all(self, field: Field) -> impl Iterator<Item = &'b str> {
        let word = field.word();
        self.fields
            .lines()
            .filter_map(move |line| line.strip_prefix(' ')?.strip_prefix(word)?.strip_prefix(' '))
            .filter(|value| !value.is_empty())
    }
}

/// Binary search in the text itself: nothing is built at the start, and only the record asked for is read.
fn record<'b>(book: &'b str, host: &str) -> Option<SiteRules<'b>> {
    let bytes = book.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let begin = record_begin(bytes, low, low + (high - low) / 2);
        let end = record_end(bytes, begin);
        let text = book.get(begin..end)?;
        let (name, fields) = text.split_once('\n').unwrap_or((text, ""));
        match name.cmp(host) {
            std::cmp::Ordering::Equal => return Some(SiteRules { host: name, fields }),
            std::cmp::Ordering::Less => low = end,
            std::cmp::Ordering::Greater => high = begin,
        }
    }
    None
}

/// The beginning of the record around `at`, not before `low`.
fn record_begin(bytes: &[u8], low: usize, at: usize) -> usize {
    (low + 1..=at).rev().find(|i| bytes[i - 1] == b'\n' && bytes.get(*i).is_some_and(|b| *b != b' ')).unwrap_or(low)
}

fn record_end(bytes: &[u8], begin: usize) -> usize {
    let mut at = begin;
    while let Some(line) = memchr::memchr(b'\n', bytes.get(at..).unwrap_or_default()) {
        at += line + 1;
        if bytes.get(at) != Some(&b' ') {
            return at;
        }
    }
    bytes.len()
}

/// Why an expression has no answer on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoAnswer {
    Unreadable(Unreadable),
    TooMuchWork,
}

impl std::fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NoAnswer::Unreadable(why) => write!(f, "{why}"),
            NoAnswer::TooMuchWork => f.write_str("it asks for more work than a page of this size is worth"),
        }
    }
}

/// Nodes that one expression may look at, for each node of the page and at least.
const STEPS_PER_NODE: u64 = 6;
const STEPS_AT_LEAST: u64 = 20_000;
/// What all expressions of a site together may cost, in shares of one.
const SHARES: u64 = 8;

/// A page made ready to be asked what the rules of its site say.
pub(crate) struct Site<'d, 's> {
    pub rules: SiteRules<'static>,
    dom: &'d Dom<'s>,
    elements: Elements,
    /// Steps left for all expressions together.
    left: u64,
    explain: bool,
    /// What became of each rule, when asked for.
    pub why: Vec<Why>,
}

impl<'d, 's> Site<'d, 's> {
    pub fn new(dom: &'d Dom<'s>, rules: SiteRules<'static>, explain: bool) -> Site<'d, 's> {
        Site { rules, dom, elements: Elements::of(dom), left: SHARES * share(dom), explain, why: Vec::new() }
    }

    /// The elements inside `window` that the expression names, in page order.
    pub fn boxes(&mut self, expression: &str, window: &Range<Id>) -> Result<Vec<Id>, NoAnswer> {
        let spots = self.ask(expression, |evaluator, expr| evaluator.select(expr, window))?;
        Ok(spots.into_iter().filter(|s| s.attribute == 0 && window.contains(&s.id)).map(|s| s.id).collect())
    }

    /// The first link that the expression names, as it is written: a link element, an attribute, or a string made of others.
    pub fn link(&mut self, expression: &str) -> Result<Option<String>, NoAnswer> {
        self.ask(expression, |evaluator, expr| evaluator.link(expr))
    }

    fn ask<T>(
        &mut self,
        expression: &str,
        question: impl FnOnce(&Evaluator<'_, 's>, &tree::Expr) -> eval::Answer<T>,
    ) -> Result<T, NoAnswer> {
        let expr = parse::parse(expression).map_err(NoAnswer::Unreadable)?;
        if self.left == 0 {
            return Err(NoAnswer::TooMuchWork);
        }
        let evaluator = Evaluator::new(self.dom, &self.elements, self.left.min(share(self.dom)));
        let answer = question(&evaluator, &expr);
        self.left -= evaluator.spent();
        answer.map_err(|_| NoAnswer::TooMuchWork)
    }

    pub fn say(&mut self, rule: &str, used: bool, reason: impl FnOnce() -> String) {
        if self.explain {
            self.why.push(Why {
                place: format!("rules for {}", self.rules.host),
                kept: used,
                reason: reason(),
                text: rule.chars().take(80).collect(),
                ..Why::default()
            });
        }
    }
}

fn share(dom: &Dom<'_>) -> u64 {
    STEPS_AT_LEAST + STEPS_PER_NODE * u64::from(dom.len())
}
