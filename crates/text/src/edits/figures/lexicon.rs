//! The words of numbers, a table a language (`words.txt`), looked up by the keys of tokens.

use super::super::token::{Token, key_of};
use coranto_core::Lang;
use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Sense {
    Number(f64),
    And,
    /// "per cent", behind the number.
    Share,
    /// "yüzde", before it.
    ShareBefore,
}

#[derive(Debug)]
struct Entry {
    /// Keys of the words after the first.
    rest: Vec<u64>,
    sense: Sense,
    weak: bool,
}

#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: HashMap<u64, Vec<Entry>>,
    /// Numbers are put together within a word.
    german: bool,
    /// Letters that are words of their own stand before a word.
    arabic: bool,
}

/// A word of a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct NumberWord {
    pub value: f64,
    pub weak: bool,
    /// "and" is written in one with it.
    pub tied: bool,
}

const TABLE: &str = include_str!("words.txt");

static LEXICONS: LazyLock<HashMap<&str, Lexicon>> = LazyLock::new(|| {
    let parts = TABLE.split("\n[").skip(1).filter_map(|part| part.split_once(']'));
    parts.map(|(lang, lines)| (lang, Lexicon::read(lang, lines))).collect()
});

static NONE: LazyLock<Lexicon> = LazyLock::new(Lexicon::default);

pub(super) fn of(lang: Option<Lang>) -> &'static Lexicon {
    lang.and_then(|lang| LEXICONS.get(lang.as_str())).unwrap_or(&NONE)
}

impl Lexicon {
    fn read(lang: &str, lines: &str) -> Lexicon {
        let mut lexicon = Lexicon { german: lang == "de", arabic: lang == "ar", ..Lexicon::default() };
        for line in lines.lines() {
            let Some((sense, words)) = line.split_once(": ") else { continue };
            let sense = match sense {
                "and" => Sense::And,
                "percent" => Sense::Share,
                "percent-before" => Sense::ShareBefore,
                number => match number.parse() {
                    Ok(value) => Sense::Number(value),
                    Err(_) => continue,
                },
            };
            for word in words.split_whitespace() {
                let (word, weak) = word.strip_suffix('~').map_or((word, false), |word| (word, true));
                for form in [word.to_owned(), capital(word, lang)] {
                    let keys: Vec<u64> = form.split('_').map(key_of).collect();
                    if let Some((first, rest)) = keys.split_first() {
                        lexicon.words.entry(*first).or_default().push(Entry { rest: rest.to_vec(), sense, weak });
                    }
                }
            }
        }
        // The longest phrase is tried first.
        lexicon.words.values_mut().for_each(|entries| entries.sort_by_key(|e| std::cmp::Reverse(e.rest.len())));
        lexicon
    }

    fn stands(&self, tokens: &[Token], at: usize, key: u64) -> Option<&Entry> {
        let follows = |entry: &&Entry| {
            entry.rest.iter().enumerate().all(|(n, key)| tokens.get(at + 1 + n).is_some_and(|t| t.key == *key))
        };
        self.words.get(&key)?.iter().find(follows)
    }

    /// How many tokens an expression of this sense takes.
    pub fn taken(&self, tokens: &[Token], at: usize, sense: Sense) -> Option<usize> {
        let entry = self.stands(tokens, at, tokens.get(at)?.key)?;
        (entry.sense == sense).then_some(entry.rest.len() + 1)
    }

    /// The number that a word is or begins, and how many tokens that takes.
    pub fn number(&self, text: &str, tokens: &[Token], at: usize) -> Option<(NumberWord, usize)> {
        let token = tokens.get(at)?;
        let number = |entry: &Entry, tied| match entry.sense {
            Sense::Number(value) => Some((NumberWord { value, weak: entry.weak, tied }, entry.rest.len() + 1)),
            _ => None,
        };
        if let Some(entry) = self.stands(tokens, at, token.key) {
            return number(entry, false);
        }
        let word = &text[token.at.clone()];
        if self.german {
            let value = german(&word.to_lowercase(), self)?;
            return Some((NumberWord { value, weak: false, tied: false }, 1));
        }
        if !self.arabic {
            return None;
        }
        // "والسبعة", "بثلاثة"
        let (rest, tied) = word.strip_prefix('و').map_or((word, false), |rest| (rest, true));
        let rest = rest.strip_prefix('ف').unwrap_or(rest);
        let bare = rest.strip_prefix(['ب', 'ل']).unwrap_or(rest);
        [rest, bare].into_iter().flat_map(|word| [word, word.strip_prefix("ال").unwrap_or(word)]).find_map(|word| {
            let entry = self.stands(tokens, at, key_of(word))?;
            number(entry, tied)
        })
    }

    /// A number that is one whole word of the table.
    fn plain(&self, word: &str) -> Option<f64> {
        self.words.get(&key_of(word))?.iter().find_map(|entry| match entry.sense {
            Sense::Number(value) if entry.rest.is_empty() => Some(value),
            _ => None,
        })
    }
}

/// "dreihundertsiebenundzwanzig": taken apart at "tausend", "hundert" and "und".
fn german(word: &str, lexicon: &Lexicon) -> Option<f64> {
    /// Longer words are none of these.
    const MOST_BYTES: usize = 60;
    if word.len() > MOST_BYTES {
        return None;
    }
    if let Some(value) = lexicon.plain(word) {
        return Some(value);
    }
    for (scale, name) in [(1_000.0, "tausend"), (100.0, "hundert")] {
        if let Some((before, after)) = word.split_once(name) {
            let times =
                if before.is_empty() { 1.0 } else { german_ones(before).or_else(|| german(before, lexicon))? };
            let rest =
                if after.is_empty() { 0.0 } else { german(after.strip_prefix("und").unwrap_or(after), lexicon)? };
            return Some(times * scale + rest);
        }
    }
    let (ones, tens) = word.split_once("und")?;
    let tens = lexicon.plain(tens).filter(|t| *t >= 20.0 && *t < 100.0)?;
    Some(tens + german_ones(ones).or_else(|| lexicon.plain(ones)).filter(|o| *o < 10.0)?)
}

fn german_ones(word: &str) -> Option<f64> {
    (word == "ein").then_some(1.0)
}

fn capital(word: &str, lang: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next();
    let upper: String = match (first, lang) {
        (Some('i'), "tr") => "İ".into(),
        (first, _) => first.into_iter().flat_map(char::to_uppercase).collect(),
    };
    upper + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::super::super::token::tokens;
    use super::super::figures;
    use super::*;

    fn values(lang: &str, text: &str) -> Vec<f64> {
        let tokens = tokens(text);
        figures(text, &tokens, 0..tokens.len(), Lang::parse(lang)).iter().filter(|f| !f.weak).map(|f| f.value).collect()
    }

    #[test]
    fn numbers_are_read_in_words_digits_and_both() {
        for (lang, text, expected) in [
            (
                "en",
                "Twenty-three people and one hundred and five homes; 2.1 million, $3.5bn",
                vec![23.0, 105.0, 2_100_000.0, 3.5e9],
            ),
            ("en", "three quarters of a point, half a point, seven", vec![0.75, 0.5, 7.0]),
            (
                "de",
                "dreihundertsiebenundzwanzig von 2,1 Millionen, am 3. Dezember einundzwanzig",
                vec![327.0, 2_100_000.0, 21.0],
            ),
            (
                "fr",
                "quatre-vingt-dix-sept morts, soixante-douze blessés, 70 000 foyers, vingt et un",
                vec![97.0, 72.0, 70_000.0, 21.0],
            ),
            ("es", "doscientos treinta y cinco muertos y mil millones de euros", vec![235.0, 1e9]),
            ("pt", "trinta e cinco feridos e duzentos mil", vec![35.0, 200_000.0]),
            ("ru", "двадцать три человека, 1,2 млн рублей, 210 000 домов", vec![23.0, 1_200_000.0, 210_000.0]),
            ("ar", "سبعة قتلى وثلاثة وعشرون جريحا و٢٫١ مليون، اثنا عشر", vec![7.0, 23.0, 2_100_000.0, 12.0]),
            ("tr", "yirmi üç kişi, iki yüz elli bin ev, yüzde 78", vec![23.0, 250_000.0, 78.0]),
            ("hi", "तेईस लोग और दो लाख घर, १२ मौतें", vec![23.0, 200_000.0, 12.0]),
            ("zh", "二十三人遇难，两千三百万人受灾，1.2万户，百分之七十八", vec![23.0, 23_000_000.0, 12_000.0, 78.0]),
        ] {
            let found = values(lang, text);
            let near = found.len() == expected.len()
                && found.iter().zip(&expected).all(|(a, b)| coranto_core::edit::same(*a, *b));
            assert!(near, "{lang} {text}: {found:?}");
        }
    }

    #[test]
    fn what_counts_nothing_is_no_number() {
        for (lang, text) in [
            ("en", "RF-7, the 3rd, A380, 2-1, 10:30, hundreds of homes, millions"),
            ("de", "am 2. Spieltag"),
            ("en", ""),
        ] {
            assert_eq!(values(lang, text), Vec::<f64>::new(), "{text}");
        }
    }
}
