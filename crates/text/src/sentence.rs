//! Where sentences stand in a text. A line's end ends one; else a stop does, unless it belongs to an abbreviation, an initial, a number or a quotation that the
//! sentence goes on after.
//!
//! The marks that end sentences are Unicode's (a test holds them against the segmentation library). The library's own rules are not used: they look ahead
//! without bound, so that a hostile text costs the square of its length, and they know no abbreviation.

use crate::abbreviations::{self, Kind};
use coranto_core::Lang;
use std::ops::Range;

/// A decision looks at no more than this before and after a mark, so the cost is that of the length whatever stands in the text.
const LOOK_BYTES: usize = 64;

/// The sentences of a text by their places, in order. Together they hold all of it but the white space between them.
///
/// Where the text leaves it open ("in the U.S. Congress", "…U.S. Congress voted"), a sentence is rather too long than cut in two: what is quoted or summed up by
/// the sentence then stays whole. Scripts without marks between sentences (Thai) end them at lines only.
pub fn sentences(text: &str, lang: Option<Lang>) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(|c: char| !c.is_whitespace())?;
        at = end_of(text, start, lang);
        Some(start..start + text[start..at].trim_end().len())
    })
}

/// The end of the sentence that begins at `start`.
fn end_of(text: &str, start: usize, lang: Option<Lang>) -> usize {
    let mut from = start;
    while let Some((at, c)) = text[from..].char_indices().find(|(_, c)| is_line_end(*c) || is_stop(*c)) {
        let at = from + at;
        if is_line_end(c) {
            return at;
        }
        let stop = Stop::read(text, start, at, lang);
        if stop.ends() {
            return stop.after;
        }
        from = stop.after;
    }
    text.len()
}

/// A mark that may end a sentence, with what stands around it.
struct Stop<'a> {
    lang: Option<Lang>,
    /// The marks themselves: ".", "?!", "…".
    marks: &'a str,
    /// What closes after them: quotation marks and brackets.
    closers: &'a str,
    /// The word before, from its space or bracket on: "Dr", "U.S", "3".
    word: &'a str,
    /// All of the sentence before that word, or the end of it.
    before: &'a str,
    /// Whether the sentence begins with the word.
    is_first: bool,
    /// What opens a bracket directly before the marks, as in "[…]".
    is_omission: bool,
    /// The text after marks and closers.
    rest: &'a str,
    /// Where that is.
    after: usize,
}

impl<'a> Stop<'a> {
    fn read(text: &'a str, start: usize, at: usize, lang: Option<Lang>) -> Stop<'a> {
        let length = |text: &str, part: fn(char) -> bool| text.find(|c| !part(c)).unwrap_or(text.len());
        let marks_end = at + length(&text[at..], is_stop);
        let mut after = marks_end + length(&text[marks_end..], is_closer);
        // French sets its closing quotation mark off by a space: « Pourquoi ? »
        if lang.is_none_or(|lang| !opens_with_right_guillemet(lang)) {
            let rest = &text[after..];
            let set_off = rest.strip_prefix([' ', '\u{A0}', '\u{202F}']).filter(|rest| rest.starts_with('»'));
            if let Some(set_off) = set_off {
                after = text.len() - set_off.len() + length(set_off, is_closer);
            }
        }
        let seen = &text[floor(text, at.saturating_sub(LOOK_BYTES)).max(start)..at];
        let word_at =
            seen.rfind(is_word_edge).map_or(0, |edge| edge + seen[edge..].chars().next().map_or(0, char::len_utf8));
        let (before, word) = seen.split_at(word_at);
        Stop {
            lang,
            marks: &text[at..marks_end],
            closers: &text[marks_end..after],
            word,
            before: before.trim_end(),
            is_first: seen.len() == at - start && !before.contains(char::is_alphanumeric),
            is_omission: word.is_empty() && before.ends_with(['[', '(']),
            rest: &text[after..floor(text, (after + LOOK_BYTES).min(text.len()))],
            after,
        }
    }

    fn ends(&self) -> bool {
        let Some(next) = self.rest.chars().next() else { return true };
        if is_line_end(next) {
            return true;
        }
        let spaced = next.is_whitespace();
        let following = self.rest.trim_start_matches(|c: char| c.is_whitespace() && !is_line_end(c));
        let opened = following.trim_start_matches(is_opener);
        let Some(first) = opened.chars().next() else { return true };
        if is_line_end(first) {
            return true;
        }
        if self.is_omission || goes_on(first, opened) || first.is_lowercase() {
            return false;
        }
        if self.marks.chars().any(ends_alone) {
            return true;
        }
        if !spaced {
            return self.ends_unspaced(first, following);
        }
        if self.marks.starts_with(['!', '?']) {
            return !(self.closes_quotation() && is_attribution(opened, self.lang));
        }
        if self.marks.starts_with('.') && self.marks.len() == 1 && !self.ends_after_word(first, opened) {
            return false;
        }
        // "…" in the middle of a sentence is followed by its rest, in scripts without capitals too.
        !(self.marks.starts_with('…')
            && self.closers.is_empty()
            && !first.is_uppercase()
            && !first.is_numeric()
            && has_no_case(first))
    }

    /// A space was forgotten ("over.The"), or the stop is inside a name, a number or an address ("3.5", "U.S.A", "example.com").
    fn ends_unspaced(&self, first: char, following: &str) -> bool {
        let word_ends = self.word.chars().count() >= 3 && self.word.chars().all(|c| c.is_lowercase() || is_unicase(c));
        let mut next = following.trim_start_matches(is_opener).chars().skip(1);
        let word_begins = is_unicase(first) || first.is_uppercase() && next.next().is_some_and(char::is_lowercase);
        let marked = self.closes_quotation() || self.marks.starts_with(['!', '?']);
        if self.marks.starts_with('…') || self.marks.starts_with("..") {
            return false;
        }
        (word_ends || marked) && word_begins && following.starts_with(|c: char| c.is_alphabetic() || is_opener(c))
    }

    /// A full stop after this word, before a capital, a digit or a letter of a script without capitals.
    fn ends_after_word(&self, first: char, opened: &str) -> bool {
        let word = self.word.trim_matches(|c| is_closer(c) || is_opener(c));
        if word.is_empty() || !self.closers.is_empty() {
            return true;
        }
        let next = opened.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')).next().unwrap_or_default();
        let begins = || abbreviations::begins_sentence(next, self.lang);
        if self.is_first && is_list_mark(word) {
            return false;
        }
        if word.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            let day = word.split('.').all(|part| part.len() <= 2);
            let ordinal = self.lang.is_some_and(abbreviations::writes_ordinals_with_stop);
            return !(ordinal && day && (first.is_ascii_digit() || first.is_uppercase()) && !begins());
        }
        match abbreviations::kind(word, self.lang) {
            Some(Kind::Never) => false,
            Some(Kind::BeforeNumber) if first.is_numeric() || is_roman(next) => false,
            Some(Kind::AfterNumber) => self.before.ends_with(|c: char| c.is_numeric() || "IVXLC".contains(c)),
            Some(Kind::Open) => first.is_numeric() || begins(),
            Some(Kind::BeforeNumber) | None if is_initial(word) => {
                self.ends_after_initial(word, first, opened, begins())
            }
            Some(Kind::BeforeNumber) | None => true,
        }
    }

    /// "J. Reed", "U.S. Senate", "z. B."; but "so do I. The", "и т. д. Потом", "2020 م. وقال".
    fn ends_after_initial(&self, word: &str, first: char, opened: &str, begins: bool) -> bool {
        let letter = word.chars().next().unwrap_or('a');
        if has_no_case(letter) {
            // After a number it counts years and is nobody's initial.
            return self.before.ends_with(char::is_numeric);
        }
        if letter.is_lowercase() && !word.contains('.') {
            let another = opened.chars().nth(1) == Some('.');
            return !another;
        }
        begins || first.is_numeric() && !word.contains('.')
    }

    fn closes_quotation(&self) -> bool {
        self.closers.contains(['"', '”', '’', '»', '\'', '“'])
    }
}

/// Most that a decision reads lies on a character.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '․') || ends_alone(c)
}

/// Marks that need no space after them and stand in no abbreviation: the sentence terminals of Unicode 17 but the Latin ones ("。", "؟", "।", "።" …).
pub(crate) fn ends_alone(c: char) -> bool {
    !c.is_ascii()
        && matches!(c, '\u{589}' | '\u{61D}'..='\u{61F}' | '\u{6D4}' | '\u{700}'..='\u{702}' | '\u{7F9}' | '\u{837}' | '\u{839}'
 | '\u{83D}'..='\u{83E}' | '\u{964}'..='\u{965}' | '\u{104A}'..='\u{104B}' | '\u{1362}' | '\u{1367}'..='\u{1368}'
 | '\u{166E}' | '\u{1735}'..='\u{1736}' | '\u{17D4}'..='\u{17D5}' | '\u{1803}' | '\u{1809}' | '\u{1944}'..='\u{1945}'
 | '\u{1AA8}'..='\u{1AAB}' | '\u{1B4E}'..='\u{1B4F}' | '\u{1B5A}'..='\u{1B5B}' | '\u{1B5E}'..='\u{1B5F}'
 | '\u{1B7D}'..='\u{1B7F}' | '\u{1C3B}'..='\u{1C3C}' | '\u{1C7E}'..='\u{1C7F}' | '\u{203C}'..='\u{203D}'
 | '\u{2047}'..='\u{2049}' | '\u{2CF9}'..='\u{2CFB}' | '\u{2E2E}' | '\u{2E3C}' | '\u{2E53}'..='\u{2E54}' | '\u{3002}'
 | '\u{A4FF}' | '\u{A60E}'..='\u{A60F}' | '\u{A6F3}' | '\u{A6F7}' | '\u{A876}'..='\u{A877}' | '\u{A8CE}'..='\u{A8CF}'
 | '\u{A92F}' | '\u{A9C8}'..='\u{A9C9}' | '\u{AA5D}'..='\u{AA5F}' | '\u{AAF0}'..='\u{AAF1}' | '\u{ABEB}' | '\u{FE12}'
 | '\u{FE15}'..='\u{FE16}' | '\u{FE52}' | '\u{FE56}'..='\u{FE57}' | '\u{FF01}' | '\u{FF0E}' | '\u{FF1F}' | '\u{FF61}'
 | '\u{10A56}'..='\u{10A57}' | '\u{10F55}'..='\u{10F59}' | '\u{10F86}'..='\u{10F89}' | '\u{11047}'..='\u{11048}'
 | '\u{110BE}'..='\u{110C1}' | '\u{11141}'..='\u{11143}' | '\u{111C5}'..='\u{111C6}' | '\u{111CD}'
 | '\u{111DE}'..='\u{111DF}' | '\u{11238}'..='\u{11239}' | '\u{1123B}'..='\u{1123C}' | '\u{112A9}'
 | '\u{113D4}'..='\u{113D5}' | '\u{1144B}'..='\u{1144C}' | '\u{115C2}'..='\u{115C3}' | '\u{115C9}'..='\u{115D7}'
 | '\u{11641}'..='\u{11642}' | '\u{1173C}'..='\u{1173E}' | '\u{11944}' | '\u{11946}' | '\u{11A42}'..='\u{11A43}'
 | '\u{11A9B}'..='\u{11A9C}' | '\u{11C41}'..='\u{11C42}' | '\u{11EF7}'..='\u{11EF8}' | '\u{11F43}'..='\u{11F44}'
 | '\u{16A6E}'..='\u{16A6F}' | '\u{16AF5}' | '\u{16B37}'..='\u{16B38}' | '\u{16B44}' | '\u{16D6E}'..='\u{16D6F}'
 | '\u{16E98}' | '\u{1BC9F}' | '\u{1DA88}')
}

fn is_closer(c: char) -> bool {
    matches!(
        c,
        ')' | ']'
            | '}'
            | '"'
            | '\''
            | '”'
            | '’'
            | '“'
            | '‘'
            | '»'
            | '«'
            | '›'
            | '‹'
            | '」'
            | '』'
            | '】'
            | '〉'
            | '》'
            | '）'
            | '］'
            | '｝'
            | '〕'
            | '＂'
    )
}

fn is_opener(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '"' | '\'' | '“' | '”' | '„' | '‚' | '‘' | '«' | '»' | '‹' | '›' | '「' | '『' | '【' | '〈' | '《' | '（' | '［' | '〔' | '¿' | '¡' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_word_edge(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '(' | '[' | '{' | '"' | '“' | '„' | '«' | '»' | '‘' | '/' | '—' | '–' | ',' | '،' | ';' | ':')
}

/// What stands here shows that the sentence is not over: a comma, or a dash before what quotes it.
fn goes_on(first: char, opened: &str) -> bool {
    match first {
        ',' | ';' | ':' | '،' | '؛' | '，' | '、' | '；' | '：' => true,
        '—' | '–' | '-' => {
            let next = opened.chars().find(|c| c.is_alphanumeric());
            next.is_none_or(|c| !c.is_uppercase())
        }
        _ => false,
    }
}

/// Letters of scripts that have no capitals.
fn is_unicase(c: char) -> bool {
    c.is_alphabetic() && has_no_case(c)
}

fn has_no_case(c: char) -> bool {
    !c.is_lowercase() && !c.is_uppercase()
}

/// "J", "J.K", "U.S", "J.-C", "د": single letters, with or without stops between.
fn is_initial(word: &str) -> bool {
    word.split(['.', '-']).all(|part| {
        let mut letters = part.chars().filter(|c| !matches!(c, '\u{300}'..='\u{36F}'));
        part.is_empty() || letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    })
}

/// "1", "12", "a", "IV" at the very beginning.
fn is_list_mark(word: &str) -> bool {
    word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit()) || word.chars().count() == 1 || is_roman(word)
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.len() <= 5 && word.bytes().all(|b| b"IVXLC".contains(&b))
}

/// “Why?” John asked: the quotation's question is not the sentence's end. Other languages write the verb first, in small letters.
fn is_attribution(opened: &str, lang: Option<Lang>) -> bool {
    const ENGLISH: [&str; 12] = [
        "said", "says", "asked", "asks", "replied", "wrote", "added", "shouted", "cried", "answered", "tweeted", "told",
    ];
    const HINDI: [&str; 5] = ["पूछा", "कहा", "बोला", "बोली", "बोले"];
    let verbs: &[&str] = if lang.is_some_and(|lang| lang.as_str() == "hi") { &HINDI } else { &ENGLISH };
    opened.split_whitespace().skip(1).take(2).any(|word| verbs.contains(&word.trim_end_matches(['.', ',', ':', '।'])))
}

/// Germans and their neighbours quote »so«; then "»" after a space begins something.
fn opens_with_right_guillemet(lang: Lang) -> bool {
    matches!(lang.as_str(), "de" | "da" | "sl" | "hr" | "sr" | "bs" | "hu" | "cs" | "sk" | "pl")
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_segmentation::UnicodeSegmentation;

    /// In every script: what the library, hence Unicode, breaks after is a stop here, and nothing else is.
    #[test]
    fn the_stops_are_unicodes() {
        let mut missing = Vec::new();
        for c in ('\0'..=char::MAX).filter(|c| !is_line_end(*c)) {
            let breaks = format!("あ{c} あ").split_sentence_bounds().count() > 1;
            if breaks != (is_stop(c) && c != '…') {
                missing.push(format!("U+{:04X} {c}", u32::from(c)));
            }
        }
        assert_eq!(missing, Vec::<String>::new());
    }
}
