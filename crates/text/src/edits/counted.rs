//! The numbers of what was changed, each with the words that say what it counts. Days, years and times of day count nothing.

use super::compare::{Compared, Hunk, Side};
use super::figures::{Figure, figures};
use super::token::Shape;
use crate::dates::{Grain, Mention, Published, dates};
use crate::{is_stop_word, sentences, terms};
use coranto_core::{Lang, Millis};
use std::ops::Range;

/// Changed lines and numbers that are looked at, on either side.
const MOST_LINES: usize = 300;
const MOST_FIGURES: usize = 200;
/// Words behind a number that may say what it counts, and how far off they may stand.
const UNIT_WORDS: usize = 2;
const WORDS_BEFORE: usize = 3;
const UNIT_TOKENS: usize = 5;
/// What is longer is no sentence.
const MOST_SENTENCE_BYTES: usize = 4_000;
/// Words of a longer sentence that are compared.
const MOST_CONTEXT: usize = 120;

#[derive(Debug)]
pub(super) struct Counted {
    pub figure: Figure,
    pub at: Range<usize>,
    pub sentence: Range<usize>,
    pub line: usize,
    pub hunk: usize,
    /// How many numbers stand before it in its hunk.
    pub rank: usize,
    /// Words behind it, and before it, nearest first.
    pub behind: Vec<Word>,
    pub before: Vec<Word>,
    /// Stems of all that the sentence says besides, sorted.
    pub context: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    pub stem: String,
    pub at: Range<usize>,
}

/// The side of a comparison whose numbers are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Old,
    New,
}

impl Which {
    pub fn of<'c, 't>(self, compared: &'c Compared<'t>) -> &'c Side<'t> {
        match self {
            Which::Old => &compared.old,
            Which::New => &compared.new,
        }
    }

    pub fn tokens(self, hunk: &Hunk) -> &Range<usize> {
        match self {
            Which::Old => &hunk.old,
            Which::New => &hunk.new,
        }
    }
}

/// All numbers of one side that stand in a hunk.
pub(super) fn counted(compared: &Compared, which: Which, lang: Option<Lang>) -> Vec<Counted> {
    let side = which.of(compared);
    let mut all: Vec<Counted> = Vec::new();
    for (line, tokens) in changed_lines(compared, which) {
        let found = figures(side.text, &side.tokens, tokens.clone(), lang);
        let hunk_of = |figure: &Figure| {
            let at = compared.hunks.partition_point(|hunk| which.tokens(hunk).end <= figure.tokens.start);
            let later = &compared.hunks[at..];
            let touches = |hunk: &Hunk| which.tokens(hunk).start < figure.tokens.end && !which.tokens(hunk).is_empty();
            later
                .iter()
                .take_while(|hunk| which.tokens(hunk).start < figure.tokens.end)
                .position(touches)
                .map(|n| at + n)
        };
        let touched: Vec<(&Figure, usize)> =
            found.iter().filter_map(|f| Some((f, hunk_of(f)?))).take(MOST_FIGURES).collect();
        if touched.is_empty() {
            continue;
        }
        let span = side.span(tokens);
        let numbers: Vec<Range<usize>> = found.iter().map(|f| side.bytes(&f.tokens)).collect();
        let mut next = touched.into_iter().peekable();
        for sentence in sentences(&side.text[span.clone()], lang) {
            let sentence = span.start + sentence.start..span.start + sentence.end;
            let mut here = Vec::new();
            while let Some(one) = next.next_if(|(figure, _)| side.bytes(&figure.tokens).start < sentence.end) {
                here.push(one);
            }
            if here.is_empty() || sentence.len() > MOST_SENTENCE_BYTES {
                continue;
            }
            let days = days(&side.text[sentence.clone()], lang);
            let words = words(side, &sentence, &numbers, lang);
            for (figure, hunk) in here {
                let at = side.bytes(&figure.tokens);
                let behind = behind(side, figure, &words, lang);
                // "Half a point" is no half hour.
                let part_of_something = figure.value < 1.0 && !behind.is_empty();
                if !part_of_something
                    && days.iter().any(|day| day.start + sentence.start < at.end && at.start < day.end + sentence.start)
                {
                    continue;
                }
                if all.len() >= MOST_FIGURES {
                    return all;
                }
                let rank = all.iter().filter(|c| c.hunk == hunk).count();
                let before = before(side, figure, &words);
                let unit = behind.first().map(|word| word.at.clone());
                let rest = words.iter().filter(|w| Some(&w.at) != unit.as_ref()).map(|w| w.stem.clone());
                let mut context: Vec<String> = rest.take(MOST_CONTEXT).collect();
                context.sort_unstable();
                context.dedup();
                let (figure, sentence) = (figure.clone(), sentence.clone());
                all.push(Counted { figure, at, sentence, line, hunk, rank, behind, before, context });
            }
        }
    }
    all
}

fn changed_lines(compared: &Compared, which: Which) -> Vec<(usize, Range<usize>)> {
    let side = which.of(compared);
    let mut lines: Vec<usize> = Vec::new();
    for hunk in &compared.hunks {
        let tokens = which.tokens(hunk);
        let first = side.line_of(tokens.start);
        let touched = (first..side.lines.len()).take_while(|line| side.lines[*line].start < tokens.end);
        lines.extend(touched.filter(|line| !tokens.is_empty() && *line >= first));
        lines.dedup();
        if lines.len() >= MOST_LINES {
            break;
        }
    }
    lines.into_iter().take(MOST_LINES).map(|line| (line, side.lines[line].clone())).collect()
}

/// What the sentence says besides its numbers. Characters of unspaced scripts stand for themselves: there a stem is a pair of them.
fn words(side: &Side, sentence: &Range<usize>, numbers: &[Range<usize>], lang: Option<Lang>) -> Vec<Word> {
    let is_number = |at: &Range<usize>| {
        numbers.get(numbers.partition_point(|n| n.end <= at.start)).is_some_and(|n| n.start < at.end)
    };
    terms(&side.text[sentence.clone()], lang)
        .map(|w| Word { stem: w.text.into_owned(), at: sentence.start + w.place.start..sentence.start + w.place.end })
        .filter(|word| !is_number(&word.at))
        .collect()
}

/// The words directly behind a number: not beyond a mark, nor beyond a word that leads elsewhere ("rises to five as the town counts").
fn behind(side: &Side, figure: &Figure, words: &[Word], lang: Option<Lang>) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    for token in side.tokens[figure.tokens.end..].iter().take(UNIT_TOKENS) {
        let word = &side.text[token.at.clone()];
        if token.shape == Shape::Word && word.starts_with(crate::words::is_unspaced) {
            // One character after the number tells what is counted or is its counter.
            found.push(Word { stem: word.to_owned(), at: token.at.clone() });
            break;
        }
        match (token.shape, word_at(words, &token.at)) {
            (Shape::Word, Some(word)) => found.push(word.clone()),
            (Shape::Word, None) if found.is_empty() && is_link(word, lang) => {}
            (Shape::Mark, _) if word == "-" || word == "\"" || word == "*" => {}
            _ => break,
        }
        if found.len() == UNIT_WORDS {
            break;
        }
    }
    found
}

/// They stand in order.
fn word_at<'w>(words: &'w [Word], token: &Range<usize>) -> Option<&'w Word> {
    words.get(words.partition_point(|w| w.at.end <= token.start)).filter(|w| w.at.start < token.end)
}

/// Words that stand between a number and what it counts.
fn is_link(word: &str, lang: Option<Lang>) -> bool {
    let lower = word.to_lowercase();
    let links = [
        "of", "the", "more", "de", "des", "du", "d", "los", "las", "dos", "das", "do", "da", "der", "den", "weitere",
        "из", "من", "a", "an", "के", "की",
    ];
    links.contains(&lower.as_str()) && is_stop_word(&lower, lang) || matches!(lower.as_str(), "of" | "de" | "من" | "из")
}

/// What stands before it speaks of something else.
fn is_joint(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "or"
            | "und"
            | "oder"
            | "et"
            | "ou"
            | "y"
            | "o"
            | "e"
            | "и"
            | "или"
            | "ve"
            | "veya"
            | "و"
            | "أو"
            | "और"
            | "या"
            | "和"
            | "与"
    )
}

fn before(side: &Side, figure: &Figure, words: &[Word]) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    for token in side.tokens[..figure.tokens.start].iter().rev().take(UNIT_TOKENS) {
        let word = &side.text[token.at.clone()];
        let hard =
            token.shape == Shape::Break || word.starts_with(['.', ',', ';', ':', '!', '?', '،', '؛', '。', '，']);
        if hard || found.len() == WORDS_BEFORE || is_joint(word) {
            break;
        }
        if let Some(word) = word_at(words, &token.at).filter(|w| found.last() != Some(w)) {
            found.push(word.clone());
        }
    }
    found
}

/// Days, months, years and times of day that a sentence names. What is told from the present ("in three days") counts days: it would name another day if the text
/// were published on another.
fn days(text: &str, lang: Option<Lang>) -> Vec<Range<usize>> {
    const SOME_DAY: Millis = Millis(1_700_000_000_000);
    const LATER_MS: i64 = 40 * Millis::DAY;
    let on = |at: Millis| dates(text, lang, Published { at, offset_minutes: 0, day_first: None }).mentions;
    let first = on(SOME_DAY);
    if first.is_empty() {
        return Vec::new();
    }
    let then = on(Millis(SOME_DAY.0 + LATER_MS));
    let is_told_from_now = |mention: &Mention| {
        mention.grain > Grain::Hour && then.iter().any(|t| t.at == mention.at && t.from.0 - mention.from.0 == LATER_MS)
    };
    first.iter().filter(|mention| !is_told_from_now(mention)).map(|mention| mention.at.clone()).collect()
}
