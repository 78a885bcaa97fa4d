//! What of a report is compared: made once, small, kept with the article, so that a window can be built again after a restart.

use super::spots::{Spot, spots};
use coranto_core::hash::stable;
use coranto_core::{Lang, Millis};
use coranto_encode::Vector;
use serde::{Deserialize, Serialize};

/// A report as it comes to be placed.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The same for the same article on every machine (of its address, not of the order in which it came): it settles every tie.
    pub key: u64,
    /// Who owns the publisher; reports of one owner are not two voices.
    pub owner: &'a str,
    pub published: Option<Millis>,
    pub lang: Option<Lang>,
    pub title: &'a str,
    /// The beginning of the text, or the feed's summary.
    pub lead: &'a str,
}

/// Words of the lead that are looked at: the beginning names the event, what follows is background that other events share.
const LEAD_WORDS: usize = 160;
const TITLE_BYTES: usize = 2_000;
const LEAD_BYTES: usize = 8_000;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sketch {
    pub key: u64,
    pub owner: u32,
    pub published: Option<Millis>,
    pub lang: Option<Lang>,
    /// By hash, each once.
    pub(super) terms: Vec<Term>,
    /// Two neighbouring terms, by hash, each once.
    pub(super) pairs: Vec<u32>,
    /// Where it happens, as far as it names places, each once.
    pub(super) spots: Vec<Spot>,
    /// Kept apart: it is of a model, and made anew when the model changes.
    #[serde(skip)]
    pub vector: Option<Vector>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Term {
    pub hash: u32,
    pub count: u8,
    pub marks: u8,
}

impl Term {
    pub(super) const TITLE: u8 = 1;
    pub(super) const NAME: u8 = 2;
    pub(super) const NUMBER: u8 = 4;

    pub(super) fn is(self, mark: u8) -> bool {
        self.marks & mark != 0
    }
}

impl Sketch {
    pub fn of(report: &Report<'_>, vector: Option<Vector>) -> Sketch {
        let mut seen = Seen::default();
        let title = beginning(report.title, TITLE_BYTES);
        seen.read(title, report.lang, Term::TITLE, !is_headline_case(title));
        seen.read(beginning(report.lead, LEAD_BYTES), report.lang, 0, true);
        Sketch {
            key: report.key,
            owner: stable(report.owner.bytes()) as u32,
            published: report.published,
            lang: report.lang,
            terms: seen.terms(),
            pairs: seen.pairs(),
            spots: spots(title, beginning(report.lead, LEAD_BYTES), report.lang),
            vector,
        }
    }

    /// Nothing to compare by: no story can be told from it.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.vector.as_ref().is_none_or(Vector::is_empty)
    }
}

/// Of a term, in every room and run the same.
pub(super) fn hash(term: &str) -> u32 {
    stable(term.bytes()) as u32
}

#[derive(Default)]
struct Seen {
    all: Vec<Term>,
    pairs: Vec<u32>,
}

impl Seen {
    fn read(&mut self, text: &str, lang: Option<Lang>, mark: u8, capitals_tell: bool) {
        let mut before = None;
        for term in coranto_text::terms(text, lang).take(LEAD_WORDS) {
            let raw = &text[term.place.clone()];
            let mut marks = mark;
            if raw.bytes().any(|b| b.is_ascii_digit()) || term.text.bytes().any(|b| b.is_ascii_digit()) {
                marks |= Term::NUMBER;
            } else if capitals_tell && is_name(text, term.place.start, raw, lang) {
                marks |= Term::NAME;
            }
            let hash = hash(&term.text);
            if let Some(before) = before.replace(hash) {
                self.pairs.push(hash.rotate_left(7) ^ before);
            }
            self.all.push(Term { hash, count: 1, marks });
        }
    }

    fn terms(&mut self) -> Vec<Term> {
        self.all.sort_unstable_by_key(|term| term.hash);
        let mut terms: Vec<Term> = Vec::with_capacity(self.all.len());
        for term in self.all.drain(..) {
            match terms.last_mut().filter(|last| last.hash == term.hash) {
                Some(last) => {
                    last.count = last.count.saturating_add(1);
                    last.marks |= term.marks;
                }
                None => terms.push(term),
            }
        }
        terms
    }

    fn pairs(&mut self) -> Vec<u32> {
        self.pairs.sort_unstable();
        self.pairs.dedup();
        std::mem::take(&mut self.pairs)
    }
}

/// A capital where no sentence begins. German writes all nouns so: there it tells less, and the trees see the language only through what they are given.
fn is_name(text: &str, at: usize, raw: &str, lang: Option<Lang>) -> bool {
    let Some(first) = raw.chars().next() else { return false };
    if !first.is_uppercase() {
        return false;
    }
    if lang.is_some_and(|lang| lang.as_str() == "de") {
        return true;
    }
    let before = text[..at].trim_end_matches(|c: char| c.is_whitespace() || "\"'“”‘’«»„([".contains(c));
    !before.is_empty() && !before.ends_with(['.', '!', '?', ':', '…', '\n'])
}

/// "Mayor Opens Bridge After Long Repair": capitals that mean nothing.
fn is_headline_case(title: &str) -> bool {
    let (mut capital, mut small) = (0, 0);
    for word in title.split_whitespace().skip(1) {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        match letters.next() {
            Some(first) if first.is_uppercase() => capital += 1,
            Some(_) if word.chars().count() > 3 => small += 1,
            _ => {}
        }
    }
    capital > small
}

pub(super) fn beginning(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
