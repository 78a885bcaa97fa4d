//! What the publisher changed, and what only our own reading did.
//!
//! A page read again by other rules, or with more remembered of its publisher, gives another text though nobody touched the page. So the words that came are looked
//! for in what stood on the page before, and the words that went in what stands there now, all of the page, navigation and all: what was there and is there was left out
//! or taken in by us.

use super::compare::{Side, compare};
use super::judge::judge;
use super::print::Print;
use coranto_core::Lang;
use coranto_core::edit::{Change, Wording};
use std::ops::Range;

/// What stood on the page when the older wording was read, and what stands there now.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    pub before: &'a Print,
    pub now: &'a Print,
    /// Both were read by rules of the same number: what cannot be looked for (a comma) was changed by the publisher.
    pub same_rules: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// A reader would find nothing changed.
    Same,
    /// Only our own reading is another.
    Reread,
    Edited {
        change: Change,
        /// The older wording as it would be read today, where that is another than was stored.
        before: Option<Wording>,
    },
}

pub fn verdict(old: &Wording, new: &Wording, seen: Seen<'_>, lang: Option<Lang>) -> Verdict {
    if old == new || judge(old, new, lang).is_none() {
        return Verdict::Same;
    }
    let today = as_read_today(old, new, seen);
    match judge(&today, new, lang) {
        Some(change) => Verdict::Edited { change, before: (today != *old).then_some(today) },
        None => Verdict::Reread,
    }
}

fn as_read_today(old: &Wording, new: &Wording, seen: Seen<'_>) -> Wording {
    let retitled_by_us = seen.before.has_title(&new.title) && seen.now.has_title(&old.title);
    let title = if retitled_by_us { new.title.clone() } else { old.title.clone() };
    Wording { title, text: text_as_read_today(&old.text, &new.text, seen) }
}

fn text_as_read_today(old: &str, new: &str, seen: Seen<'_>) -> String {
    let compared = compare(old, new);
    let (from, to) = (&compared.old, &compared.new);
    let mut today = String::with_capacity(old.len());
    let mut at = 0;
    for hunk in &compared.hunks {
        push(&mut today, from, at..hunk.old.start);
        let (gone, come) = (parts(from, &hunk.old), parts(to, &hunk.new));
        if gone.len() <= 1 && come.len() <= 1 {
            // Words for words: both or neither.
            let still = gone.iter().all(|part| there(seen.now, from, part, seen.same_rules));
            let then = come.iter().all(|part| there(seen.before, to, part, seen.same_rules));
            if still && then {
                push(&mut today, to, hunk.new.clone())
            } else {
                push(&mut today, from, hunk.old.clone())
            }
        } else {
            for part in gone.iter().filter(|part| !there(seen.now, from, part, seen.same_rules)) {
                push(&mut today, from, part.tokens.clone());
            }
            for part in come.iter().filter(|part| there(seen.before, to, part, seen.same_rules)) {
                push(&mut today, to, part.tokens.clone());
            }
        }
        at = hunk.old.end;
    }
    push(&mut today, from, at..from.tokens.len());
    today.truncate(today.trim_end().len());
    today
}

fn push(to: &mut String, side: &Side, tokens: Range<usize>) {
    if tokens.is_empty() {
        return;
    }
    let begins_line = side.lines.get(side.line_of(tokens.start)).is_some_and(|line| line.start == tokens.start);
    if begins_line && !to.is_empty() && !to.ends_with('\n') {
        to.push('\n');
    }
    to.push_str(&side.text[side.span(tokens)]);
}

/// The part of a hunk that stands in one line.
struct Part {
    line: Range<usize>,
    tokens: Range<usize>,
}

fn parts(side: &Side, tokens: &Range<usize>) -> Vec<Part> {
    let first = side.line_of(tokens.start);
    let lines = side.lines[first.min(side.lines.len())..].iter().take_while(|line| line.start < tokens.end);
    lines
        .map(|line| Part { line: line.clone(), tokens: tokens.start.max(line.start)..tokens.end.min(line.end) })
        .filter(|part| !part.tokens.is_empty())
        .collect()
}

/// Of ten rows of a whole line so many: a page may hold a link in the middle that we leave out.
const MOST_OF_TEN: usize = 8;

fn there(print: &Print, side: &Side, part: &Part, same_rules: bool) -> bool {
    let (found, of) = print.count(&side.tokens, &part.line, &part.tokens);
    // Marks alone leave no print.
    if of == 0 || !side.tokens[part.tokens.clone()].iter().any(|t| t.says()) {
        return !same_rules;
    }
    let whole = part.tokens.len() + 1 >= part.line.len();
    if whole { found * 10 >= of * MOST_OF_TEN } else { found == of }
}
