//! Words as they are compared, and terms as they are searched: what stands where, made equal where readers see no difference.

use crate::fold::{fold, lower};
use crate::stop::is_stop_word;
use crate::token::Places;
use crate::words::is_unspaced;
use coranto_core::Lang;
use frostem::{Algorithm, Stemmer};
use std::borrow::Cow;
use std::ops::Range;

/// A word of a text: where it stands, and its form for comparing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// In bytes of the text.
    pub place: Range<usize>,
    /// Lower case, folded; of a word that no language has, its beginning.
    pub text: Cow<'a, str>,
}

/// Every word in its order: Unicode words, and overlapping pairs of characters in scripts without spaces. Lower case by the language's rules, without the
/// accents, vowel marks and letter variants that its readers ignore; typographic apostrophes, widths and digits of other scripts made one.
pub fn words(text: &str, lang: Option<Lang>) -> impl Iterator<Item = Word<'_>> {
    Places::new(text, lang)
        .map(move |place| Word { text: fold(lower(&text[place.clone()], lang), lang), place })
        .filter(|word| is_something(&word.text))
}

/// The words that carry meaning: stop words dropped, the others by their stems where the language has a stemmer.
///
/// Stems come from Snowball (the `frostem` crate, pinned exactly: another version may give other stems, and then every index of terms is to be made anew).
pub fn terms(text: &str, lang: Option<Lang>) -> impl Iterator<Item = Word<'_>> {
    let stemmer = lang.and_then(algorithm).map(Stemmer::new);
    // "US", "WHO" and "IT" are names where not everything is in capitals.
    let capitals_tell = text.chars().take(400).any(char::is_lowercase);
    Places::new(text, lang).filter_map(move |place| {
        let raw = &text[place.clone()];
        let lower = lower(raw, lang);
        let name = raw.contains('.') || capitals_tell && raw.len() > 1 && raw.bytes().all(|b| b.is_ascii_uppercase());
        let folded = fold(lower.clone(), lang);
        if !is_something(&folded) || !name && is_stop_word(&folded, lang) {
            return None;
        }
        let Some(stemmer) = stemmer.filter(|_| !name && is_stemmed(&folded)) else {
            return Some(Word { place, text: folded });
        };
        let bare = without_and(&lower, lang);
        let text = match stemmer.stem(bare) {
            Cow::Borrowed(same) if same.len() == lower.len() => folded,
            stem => Cow::Owned(fold(stem, lang).into_owned()),
        };
        is_something(&text).then_some(Word { place, text })
    })
}

/// Arabic writes "and the" in one with the noun; the stemmer takes off the article only where nothing stands before it.
fn without_and(word: &str, lang: Option<Lang>) -> &str {
    const NOUN_BYTES: usize = "وزر".len();
    if lang != Some(Lang::AR) {
        return word;
    }
    let rest = word.strip_prefix('و').or_else(|| word.strip_prefix('ف')).filter(|rest| rest.starts_with("ال"));
    rest.filter(|rest| rest.len() >= "ال".len() + NOUN_BYTES).unwrap_or(word)
}

/// Of marks without a letter nothing is left.
fn is_something(word: &str) -> bool {
    word.chars().any(char::is_alphanumeric)
}

/// Numbers have no endings, and pairs of characters are no words.
fn is_stemmed(word: &str) -> bool {
    word.chars().next().is_some_and(|c| c.is_alphabetic() && !is_unspaced(c))
}

fn algorithm(lang: Lang) -> Option<Algorithm> {
    Some(match lang.as_str() {
        "ar" => Algorithm::Arabic,
        "ca" => Algorithm::Catalan,
        "cs" => Algorithm::Czech,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "fa" => Algorithm::Persian,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "hi" => Algorithm::Hindi,
        "hu" => Algorithm::Hungarian,
        "id" => Algorithm::Indonesian,
        "it" => Algorithm::Italian,
        "nl" => Algorithm::Dutch,
        "no" | "nb" | "nn" => Algorithm::Norwegian,
        "pl" => Algorithm::Polish,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sr" => Algorithm::Serbian,
        "sv" => Algorithm::Swedish,
        "tr" => Algorithm::Turkish,
        "uk" => Algorithm::Ukrainian,
        _ => return None,
    })
}
