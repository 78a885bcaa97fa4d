//! Somebody's words, with the subjects that say them and that they are about.

use crate::read::Page;
use crate::shown::shown;
use crate::subjects::{Seen, Subjects};
use coranto_core::about::{Form, Quote, QuoteKind, SubjectKind};
use coranto_text::quotes::{Kind, Quotation, quotations};

const MOST_QUOTES: usize = 200;
const MOST_ABOUT: usize = 12;
/// Longer words are a whole article between marks that were never closed.
const MOST_WORDS_BYTES: usize = 4_000;
const MOST_SPEAKER_CHARS: usize = 200;

pub(crate) fn quotes(page: &Page<'_>, subjects: &Subjects) -> Vec<Quote> {
    let found = quotations(&page.text, page.lang).into_iter().take(MOST_QUOTES);
    found.filter_map(|quotation| quote(page, subjects, &quotation)).collect()
}

fn quote(page: &Page<'_>, subjects: &Subjects, quotation: &Quotation) -> Option<Quote> {
    let first = quotation.words.first()?;
    let parts: Vec<String> = quotation.words.iter().map(|part| shown_words(&page.text[part.clone()])).collect();
    let words = parts.join(" ");
    let said_by = quotation.who.as_ref().or(quotation.speaker.as_ref());
    let speaker = said_by.and_then(|place| subjects.standing(place).filter(|seen| speaks(seen, place.len())));
    let by = speaker.map(|seen| seen.form.clone());
    let named =
        speaker.map(|seen| seen.shown.clone()).or_else(|| said_by.map(|place| shown(&page.text[place.clone()])));
    let mut about: Vec<Form> = Vec::new();
    for part in &quotation.words {
        for seen in
            subjects.told.iter().filter(|seen| seen.at.iter().any(|at| at.start < part.end && part.start < at.end))
        {
            if about.len() < MOST_ABOUT && Some(&seen.form) != by.as_ref() && !about.contains(&seen.form) {
                about.push(seen.form.clone());
            }
        }
    }
    (!words.is_empty()).then(|| Quote {
        kind: match quotation.kind {
            Kind::Direct => QuoteKind::Direct,
            Kind::Fragment => QuoteKind::Fragment,
            Kind::Indirect => QuoteKind::Indirect,
        },
        words,
        speaker: named.map(|name| name.chars().take(MOST_SPEAKER_CHARS).collect()),
        by,
        verb: quotation.verb.as_ref().map(|verb| shown(&page.text[verb.clone()])),
        about,
        at: u32::try_from(first.start).unwrap_or(u32::MAX),
    })
}

/// "NATO chief Mark Rutte" is the man; "a spokesman for NATO" is not NATO.
fn speaks(seen: &Seen, length: usize) -> bool {
    const ARTICLE: usize = 6;
    seen.form.kind == SubjectKind::Person || seen.at.iter().any(|at| at.len() + ARTICLE >= length)
}

fn shown_words(words: &str) -> String {
    let mut end = words.len().min(MOST_WORDS_BYTES);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    let mut out = String::with_capacity(end);
    for word in words[..end].split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().filter(|c| !crate::fold::is_invisible(*c)));
    }
    out
}
