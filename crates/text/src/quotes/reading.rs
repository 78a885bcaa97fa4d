//! A paragraph as the rules read it: words, punctuation, and each quotation as one token.

use super::marks::{Marked, is_unseen};
use super::tongue::Tongue;
use crate::fold::{fold, lower};
use crate::sentence::sentences;
use coranto_core::Lang;
use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Word,
    Comma,
    Colon,
    Dash,
    /// "(" or "[".
    Open,
    Close,
    /// The end of a sentence, or a semicolon.
    Stop,
    Other,
    /// The quotation of this number.
    Quote(usize),
}

#[derive(Debug, Clone)]
pub(super) struct Token {
    pub at: Range<usize>,
    pub what: What,
    /// Lower case, folded.
    pub low: String,
    pub capital: bool,
    /// The first token of its sentence.
    pub first: usize,
}

impl Token {
    pub fn is_word(&self) -> bool {
        self.what == What::Word
    }
}

/// Lines of the text that hold something, without their white space.
pub(super) fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        start..start + line.trim().len()
    });
    lines.filter(|line| !line.is_empty()).collect()
}

/// The tokens of a piece of text in which `quotes` (by their places in the whole text) count as one each.
pub(super) fn tokens(
    text: &str,
    piece: Range<usize>,
    quotes: &[Marked],
    tongue: &Tongue,
    lang: Option<Lang>,
) -> Vec<Token> {
    let ends = sentence_ends(text, &piece, quotes, lang);
    let mut ends = ends.into_iter().peekable();
    let mut quotes = quotes.iter().enumerate().filter(|(_, quote)| quote.outer.start >= piece.start).peekable();
    let mut tokens: Vec<Token> = Vec::new();
    let mut first = 0;
    let mut at = piece.start;
    while at < piece.end {
        while ends.next_if(|end| *end <= at).is_some() {
            first = tokens.len();
        }
        if let Some((number, quote)) = quotes.next_if(|(_, quote)| quote.outer.start <= at) {
            tokens.push(Token {
                at: quote.outer.clone(),
                what: What::Quote(number),
                low: String::new(),
                capital: false,
                first,
            });
            at = quote.outer.end.max(at);
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        let until = quotes.peek().map_or(piece.end, |(_, quote)| quote.outer.start);
        if is_letter(c) {
            let end = word_end(text, at, until);
            push_word(text, at..end, first, tongue, lang, &mut tokens);
            at = end;
            continue;
        }
        let end = at + c.len_utf8();
        if !c.is_whitespace() && !is_unseen(c) {
            let is_end = ends
                .peek()
                .is_some_and(|stop| *stop - end <= MOST_CLOSING_BYTES && text[end..*stop].chars().all(is_closing));
            if let Some(what) = punctuation(c, is_end, text, at) {
                tokens.push(Token { at: at..end, what, low: String::new(), capital: false, first });
            }
        }
        at = end;
    }
    tokens
}

/// Ends of sentences that are none within a quotation.
fn sentence_ends(text: &str, piece: &Range<usize>, quotes: &[Marked], lang: Option<Lang>) -> Vec<usize> {
    let mut masked = String::with_capacity(piece.len());
    let mut at = piece.start;
    for quote in quotes.iter().filter(|quote| quote.outer.start >= piece.start) {
        masked.push_str(&text[at..quote.inner.start]);
        // How it begins and how it ends tell whether sentences end before and after it.
        let mut inner = text[quote.inner.clone()].chars();
        let last = inner.next_back().filter(|c| is_stop(*c));
        let first = inner.next().filter(|c| c.is_alphanumeric());
        let kept = [first, last].iter().flatten().map(|c| c.len_utf8()).sum::<usize>();
        masked.extend(first);
        masked.extend(std::iter::repeat_n('x', quote.inner.len() - kept));
        masked.extend(last);
        at = quote.inner.end;
    }
    masked.push_str(&text[at..piece.end]);
    sentences(&masked, lang).map(|sentence| piece.start + sentence.end).collect()
}

pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।' | '॥' | '۔')
}

/// What closes after the stop of a sentence.
const MOST_CLOSING_BYTES: usize = 32;

fn is_closing(c: char) -> bool {
    is_stop(c) || matches!(c, ')' | ']' | '"' | '”' | '»' | '’' | '\'' | '“') || c.is_whitespace() || is_unseen(c)
}

fn punctuation(c: char, is_end: bool, text: &str, at: usize) -> Option<What> {
    Some(match c {
        c if is_stop(c) && is_end => What::Stop,
        ';' | '؛' | '；' => What::Stop,
        // The stop of an abbreviation or an initial.
        '.' => return None,
        c if is_stop(c) => What::Stop,
        ',' | '،' | '，' | '、' => What::Comma,
        ':' | '：' => What::Colon,
        '—' | '–' | '―' => What::Dash,
        '-' => {
            let spaced = text[..at].ends_with(char::is_whitespace)
                || text[..at].ends_with('-')
                || text[at + 1..].starts_with('-');
            if spaced { What::Dash } else { What::Other }
        }
        '(' | '[' | '（' => What::Open,
        ')' | ']' | '）' => What::Close,
        _ => What::Other,
    })
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_vowel_sign(c) || matches!(c, '@' | '#' | '$' | '€' | '£' | '%')
}

/// Signs that are written with a letter and are none to Unicode.
fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{900}'..='\u{903}' | '\u{93A}'..='\u{94F}' | '\u{951}'..='\u{957}' | '\u{962}' | '\u{963}')
}

/// The end of the word that begins at `at`: marks join letters inside it only.
fn word_end(text: &str, at: usize, until: usize) -> usize {
    let mut end = at;
    let mut chars = text[at..until].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let joins = || chars.clone().take(4).find(|(_, c)| !is_unseen(*c)).is_some_and(|(_, c)| c.is_alphanumeric());
        if is_letter(c) {
            end = at + offset + c.len_utf8();
        } else if !(is_unseen(c) && joins_unseen(&chars)
            || matches!(c, '\'' | '’' | '-' | '‐' | '‑' | '.' | '_' | '&' | '·') && joins())
        {
            break;
        }
        if end - at > MOST_WORD_BYTES {
            break;
        }
    }
    end
}

/// A longer run without a space is read in pieces.
const MOST_WORD_BYTES: usize = 1_024;

fn joins_unseen(rest: &std::iter::Peekable<std::str::CharIndices>) -> bool {
    rest.clone()
        .take(4)
        .find(|(_, c)| !is_unseen(*c))
        .is_some_and(|(_, c)| is_letter(c) || matches!(c, '\'' | '’' | '-'))
}

/// One word, or several where the language writes a small word in one with the next.
fn push_word(text: &str, at: Range<usize>, first: usize, tongue: &Tongue, lang: Option<Lang>, tokens: &mut Vec<Token>) {
    let mut push = |at: Range<usize>| {
        if at.is_empty() {
            return;
        }
        let word = &text[at.clone()];
        let capital = word.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase);
        tokens.push(Token { low: fold(lower(word, lang), lang).into_owned(), what: What::Word, capital, first, at });
    };
    let word = &text[at.clone()];
    let apostrophe = word.char_indices().find(|(_, c)| matches!(c, '\'' | '’'));
    match (tongue.elides, apostrophe) {
        (true, Some((cut, mark))) if cut <= 8 && !word.starts_with("aujourd") => {
            let cut = at.start + cut + mark.len_utf8();
            push(at.start..cut);
            return push_inverted(text, cut..at.end, tongue, &mut push);
        }
        _ => {}
    }
    match apostrophe.filter(|_| tongue.suffixes) {
        Some((cut, _)) => {
            push(at.start..at.start + cut);
            push(at.start + cut..at.end);
        }
        None => push_inverted(text, at, tongue, &mut push),
    }
}

/// "a-t-il", "dit-elle": verb and pronoun.
fn push_inverted(text: &str, at: Range<usize>, tongue: &Tongue, push: &mut impl FnMut(Range<usize>)) {
    let word = &text[at.clone()];
    for tail in tongue.inverted {
        if let Some(verb) = word.strip_suffix(tail).filter(|verb| !verb.is_empty()) {
            let pronoun = tail.rsplit('-').next().map_or(0, str::len);
            push(at.start..at.start + verb.len());
            return push(at.end - pronoun..at.end);
        }
    }
    push(at);
}
