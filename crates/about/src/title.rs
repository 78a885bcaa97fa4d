//! A headline whose capitals tell nothing, because every word has one or all letters are: its ordinary words in small letters, its names as they are.

use crate::lang::code;
use coranto_core::Lang;
use coranto_names::known;
use fst::Set;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Of English; an empty set stands for a damaged file.
static ORDINARY_WORDS: &[u8] = include_bytes!("../data/ordinary.fst");

/// Of the words that ordinary headlines write in small letters, so many have a capital.
const MOST_SMALL: f32 = 0.25;
const LEAST_WORDS: usize = 4;
/// A body's beginning tells how its words are written.
const BODY_BYTES: usize = 20_000;

/// The same title, of the same length in bytes, where its capitals tell something.
pub(crate) fn plain(title: &str, body: &str, lang: Option<Lang>) -> Option<String> {
    // German nouns have capitals of their own.
    if code(lang.as_ref()) == "de" {
        return None;
    }
    let words = words(title);
    let shouting = is_in_capitals(&words);
    if !shouting && !is_in_title_case(&words, lang) {
        return None;
    }
    let reader = Reader { body: Body::of(body), shouting, lang };
    let mut plain = title.to_owned();
    let mut after_first_name = false;
    for (number, word) in words.iter().enumerate() {
        let next = words.get(number + 1).filter(|next| title[word.at + word.text.len()..next.at] == *" ");
        let surname = after_first_name && known(word.text, lang).surname;
        after_first_name = reader.is_first_name(word, next);
        if word.is_capital() && !surname && !after_first_name && reader.is_ordinary(word) {
            lower_in_place(&mut plain, word);
        }
    }
    Some(plain)
}

#[derive(Debug, Clone, Copy)]
struct Word<'a> {
    at: usize,
    text: &'a str,
}

impl Word<'_> {
    fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    fn is_all_capitals(&self) -> bool {
        self.text.chars().filter(|c| c.is_alphabetic()).count() > 1 && !self.text.chars().any(char::is_lowercase)
    }
}

fn words(text: &str) -> Vec<Word<'_>> {
    let pieces = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    let words = pieces.filter(|piece| piece.chars().any(char::is_alphabetic));
    words.map(|piece| Word { at: piece.as_ptr() as usize - text.as_ptr() as usize, text: piece }).collect()
}

fn is_in_title_case(words: &[Word<'_>], lang: Option<Lang>) -> bool {
    let ordinary = words.iter().skip(1).filter(|word| {
        let letters = word.text.chars().count();
        letters > 3 && is_word(&word.text.to_lowercase(), lang)
    });
    let (mut small, mut all) = (0usize, 0usize);
    for word in ordinary {
        all += 1;
        small += usize::from(!word.is_capital());
    }
    words.len() >= LEAST_WORDS && all >= 2 && small as f32 <= MOST_SMALL * all as f32
}

fn is_in_capitals(words: &[Word<'_>]) -> bool {
    words.len() > 2 && words.iter().all(|word| !word.text.chars().any(char::is_lowercase))
}

/// How the body writes its words, where a capital tells something.
struct Body<'a> {
    small: FxHashSet<&'a str>,
    capital: FxHashSet<String>,
}

impl<'a> Body<'a> {
    fn of(body: &'a str) -> Body<'a> {
        let mut end = body.len().min(BODY_BYTES);
        while !body.is_char_boundary(end) {
            end -= 1;
        }
        let mut known = Body { small: FxHashSet::default(), capital: FxHashSet::default() };
        let mut before = 0;
        for word in words(&body[..end]) {
            let begins = body[before..word.at].contains(|c: char| !matches!(c, ' ' | ',' | '-'));
            if !word.is_capital() {
                known.small.insert(word.text);
            } else if !begins && before > 0 {
                known.capital.insert(word.text.to_lowercase());
            }
            before = word.at + word.text.len();
        }
        known
    }
}

struct Reader<'a> {
    body: Body<'a>,
    /// All is in capitals, so that an acronym is not told from a word.
    shouting: bool,
    lang: Option<Lang>,
}

impl Reader<'_> {
    fn is_ordinary(&self, word: &Word<'_>) -> bool {
        let small = word.text.to_lowercase();
        let bare = small.strip_suffix("'s").or_else(|| small.strip_suffix("’s")).unwrap_or(&small);
        if self.body.small.contains(small.as_str()) {
            return true;
        }
        if self.body.capital.contains(&small) || self.body.capital.contains(bare) {
            return false;
        }
        let acronym = !self.shouting && word.is_all_capitals() && word.text.chars().count() <= 5;
        if acronym || known(bare, self.lang).organisation {
            return false;
        }
        coranto_text::is_stop_word(&small, self.lang) || is_word(bare, self.lang)
    }

    /// "Hope Hicks", not "Hope Fades".
    fn is_first_name(&self, word: &Word<'_>, next: Option<&Word<'_>>) -> bool {
        let small = word.text.to_lowercase();
        !self.shouting
            && word.is_capital()
            && known(&small, self.lang).first_name
            && !coranto_text::is_stop_word(&small, self.lang)
            && next.is_some_and(|next| {
                let small = next.text.to_lowercase();
                next.is_capital() && (known(&small, self.lang).surname || !is_word(&small, self.lang))
            })
    }
}

/// Is it a word of the language that headlines, not names, are made of?
fn is_word(word: &str, lang: Option<Lang>) -> bool {
    static ORDINARY: LazyLock<Option<Set<&[u8]>>> = LazyLock::new(|| Set::new(ORDINARY_WORDS).ok());
    known(word, lang).common
        || code(lang.as_ref()) == "en" && ORDINARY.as_ref().is_some_and(|words| words.contains(word))
}

/// Letters whose small form has another length stay.
fn lower_in_place(title: &mut String, word: &Word<'_>) {
    let lower: String = word
        .text
        .chars()
        .map(|c| {
            let mut small = c.to_lowercase();
            match (small.next(), small.next()) {
                (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
                _ => c,
            }
        })
        .collect();
    title.replace_range(word.at..word.at + word.text.len(), &lower);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(title: &str, body: &str) -> String {
        plain(title, body, Some(Lang::EN)).unwrap_or_else(|| title.to_owned())
    }

    #[test]
    fn ordinary_words_lose_their_capitals_and_names_keep_them() {
        assert_eq!(of("Senate Passes Bill After Long Night", ""), "Senate passes bill after long night");
        assert_eq!(
            of("Mark Rutte Warns Allies Before Summit in Paris", ""),
            "Mark Rutte warns allies before summit in Paris"
        );
        assert_eq!(
            of("Why Edda Thorne Will Not Resign Over Bridge Report", ""),
            "why Edda Thorne will not resign over bridge report"
        );
        // A headline with names in it is not one in title case.
        let title = "Mark Rutte and Edda Thorne meet in Carrowmouth";
        assert_eq!(of(title, ""), title);
    }

    #[test]
    fn the_body_knows_how_its_words_are_written() {
        let body = "The senator met Rose Bridge of the Long family. A long night followed.";
        assert_eq!(
            of("Rose Bridge Wins Long Fight Over Harbour Lights", body),
            "Rose Bridge wins long fight over harbour lights"
        );
    }

    #[test]
    fn a_headline_in_capitals_is_read_by_its_body() {
        assert_eq!(of("THORNE WARNS NATO OF LONG WINTER", "Edda Thorne spoke."), "THORNE warns NATO of long winter");
    }
}
