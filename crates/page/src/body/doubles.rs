//! Pull quotes: words of the report that the page shows a second time, large, beside the paragraph they come from. They are said once.

use super::lines::{Fate, Kind, Line};
use crate::dom::{Dom, Id, Tag};
use memchr::memmem::Finder;

/// A pull quote stands no farther from its paragraph than this many lines.
const NEARBY: usize = 40;
/// Fewer words stand twice in a text by chance.
const FEWEST_WORDS: u32 = 4;
/// An honest page has a handful.
const MOST: usize = 400;

pub(super) fn drop_doubles(dom: &Dom<'_>, lines: &mut [Line]) {
    let suspects: Vec<usize> = (0..lines.len()).filter(|at| is_suspect(dom, lines, *at)).take(MOST).collect();
    if suspects.is_empty() {
        return;
    }
    let mut plain: Vec<Option<String>> = vec![None; lines.len()];
    for at in suspects {
        let pieces = pieces(&lines[at].text);
        if pieces.is_empty() {
            continue;
        }
        let (from, to) = (at.saturating_sub(NEARBY), (at + NEARBY + 1).min(lines.len()));
        let stands = (from..to).any(|other| {
            let line = &lines[other];
            let may_hold = other != at
                && line.kept()
                && matches!(line.kind, Kind::Paragraph | Kind::Item)
                && line.words > lines[at].words
                && line.text.len() < 6_000
                && !(dom.within(line.first, lines[at].block) && line.block != lines[at].block);
            may_hold && {
                let words = plain[other].get_or_insert_with(|| words(&line.text));
                hold(words, &pieces)
            }
        });
        if stands {
            drop_with_its_author(dom, lines, at);
        }
    }
}

fn is_suspect(dom: &Dom<'_>, lines: &[Line], at: usize) -> bool {
    let line = &lines[at];
    if !line.kept() || line.words < FEWEST_WORDS || line.words > 90 {
        return false;
    }
    match line.kind {
        Kind::Quote => true,
        // A heading may take up a few words of what stands under it.
        Kind::Heading(_) => line.words >= 2 * FEWEST_WORDS,
        Kind::Paragraph => named_for_it(dom, line.block),
        _ => false,
    }
}

/// Is the box, or one close around it, named as a pull quote?
pub(super) fn named_for_it(dom: &Dom<'_>, id: Id) -> bool {
    std::iter::once(id).chain(dom.ancestors(id).take(2)).any(|n| {
        matches!(dom.tag(n), Tag::Aside | Tag::Figure | Tag::Blockquote)
            || dom.attr(n, "class").is_some_and(|class| {
                let class = class.to_ascii_lowercase();
                class.contains("quote")
                    || class.contains("zitat")
                    || class.contains("citation")
                    || class.contains("callout")
                    || class.contains("highlight")
                    || class.contains("exergue")
                    || class.contains("destacad")
            })
    })
}

/// A box beside the text that holds a quotation and nothing else: whether it is said twice, the lines tell.
pub(super) fn is_pull_quote(dom: &Dom<'_>, id: Id) -> bool {
    const MOST_NODES: Id = 30;
    if dom.end(id) - id > MOST_NODES
        || dom.below(id).any(|n| matches!(dom.tag(n), Tag::A | Tag::Ul | Tag::Img | Tag::Form))
    {
        return false;
    }
    let named = dom.attr(id, "class").is_some_and(|class| {
        let class = class.to_ascii_lowercase();
        ["pullquote", "pull-quote", "pull_quote", "pulledquote", "quote", "zitat"].iter().any(|w| class.contains(w))
    });
    named || dom.children(id).any(|n| matches!(dom.tag(n), Tag::Blockquote | Tag::Q))
}

/// "We counted … every shovel" is two pieces.
fn pieces(text: &str) -> Vec<Finder<'static>> {
    text.replace("...", "…")
        .split(['…', '[', ']'])
        .map(words)
        .filter(|piece| piece.trim().split(' ').count() >= 2 || piece.chars().count() >= 10)
        .map(|piece| Finder::new(&piece).into_owned())
        .collect()
}

fn hold(words: &str, pieces: &[Finder<'_>]) -> bool {
    let mut rest = words;
    pieces.iter().all(|piece| match piece.find(rest.as_bytes()) {
        // The blank at the end of a piece is the one at the beginning of the next.
        Some(at) => {
            rest = rest.get(at + piece.needle().len() - 1..).unwrap_or_default();
            true
        }
        None => false,
    })
}

/// " we counted every shovel ": with a blank around each word.
fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(' ');
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        if word.is_ascii() {
            let from = out.len();
            out.push_str(word);
            out[from..].make_ascii_lowercase();
        } else {
            out.extend(word.chars().flat_map(char::to_lowercase));
        }
        out.push(' ');
    }
    out
}

/// The name under a pull quote goes with it.
fn drop_with_its_author(dom: &Dom<'_>, lines: &mut [Line], at: usize) {
    const WHY: Fate = Fate::Drop("shown twice: the text says it too");
    lines[at].fate = WHY;
    let block = lines[at].block;
    let around = std::iter::once(block)
        .chain(dom.ancestors(block).take(3))
        .filter(|n| matches!(dom.tag(*n), Tag::Blockquote | Tag::Aside | Tag::Figure))
        .last()
        .or_else(|| dom.ancestors(block).next().filter(|n| dom.end(*n) - *n < 40));
    let Some(around) = around else { return };
    for line in lines.iter_mut().skip(at + 1).take(2) {
        if dom.within(line.first, around) && line.kept() && line.words <= 10 && !line.ends_as_sentence() {
            line.fate = WHY;
        }
    }
}
