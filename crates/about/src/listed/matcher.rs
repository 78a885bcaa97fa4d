//! Where the entries of the lists stand in a text: by the first term of each name, then term by term, the longest first.

use super::entry::{Entry, Name, entries};
use crate::fold::is_invisible;
use crate::lang::is_unspaced;
use coranto_core::Lang;
use coranto_core::about::SubjectKind;
use coranto_text::{Word, terms};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// Languages that the lists are written in; the last stands for all others, which have the names of every language alone. A text of unknown language is read as
/// an English one: what is written so there is meant so nearly everywhere.
const LANGUAGES: [&str; 17] =
    ["en", "ar", "ru", "es", "fr", "de", "pt", "tr", "hi", "zh", "sv", "it", "nl", "fa", "uk", "ja", "*"];
/// Between two terms of a name stand small words at most.
const MOST_BETWEEN: usize = 14;

static MATCHERS: [OnceLock<Matcher>; LANGUAGES.len()] = [const { OnceLock::new() }; LANGUAGES.len()];

/// A name of the lists in a text.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    pub entry: &'static Entry,
    pub at: Range<usize>,
}

/// In order, none over another. `plain` says of a place of the text that capitals tell nothing there.
pub(crate) fn find(text: &str, lang: Option<Lang>, plain: impl Fn(usize) -> bool) -> Vec<Listed> {
    let code = lang.as_ref().map_or("en", Lang::as_str);
    let at = LANGUAGES.iter().position(|known| *known == code).unwrap_or(LANGUAGES.len() - 1);
    let matcher = MATCHERS[at].get_or_init(|| Matcher::of(LANGUAGES[at]));
    let lang = if LANGUAGES[at] == "*" { None } else { lang };
    let words: Vec<Word<'_>> = terms(text, lang).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match matcher.longest(text, &words, at, &plain) {
            Some((entry, end)) => {
                found.push(Listed { entry, at: words[at].place.start..words[end - 1].place.end });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

#[derive(Debug)]
struct Matcher {
    /// By the first term, those of more terms first.
    by_first: FxHashMap<String, Vec<Pattern>>,
}

#[derive(Debug)]
struct Pattern {
    entry: &'static Entry,
    rest: Vec<String>,
    case: Case,
    letters: usize,
    /// Its words in small letters, where no other form of them is meant.
    exact: Option<String>,
    /// In a script without blanks the pairs of characters have to follow one another.
    unspaced: bool,
    needed: Vec<String>,
    never: Vec<String>,
    /// Small words at its ends that are no terms, in small letters: "at" of "dies at".
    before: String,
    after: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    /// "WHO" is not "who".
    Capitals,
    /// "Apple" is not "apple".
    Title,
    Any,
}

impl Matcher {
    fn of(code: &str) -> Matcher {
        let lang = Lang::parse(code);
        let mut by_first: FxHashMap<String, Vec<Pattern>> = FxHashMap::default();
        for entry in entries() {
            let names = entry.names.iter().filter(|(of, _)| *of == code || *of == "*").flat_map(|(_, names)| names);
            for name in names.filter(|name| name.sought) {
                let mut terms = terms_of(name.words, lang).into_iter();
                if let Some(first) = terms.next() {
                    by_first.entry(first).or_default().push(Pattern::of(entry, name, terms.collect(), lang));
                }
            }
        }
        by_first
            .values_mut()
            .for_each(|list| list.sort_by_key(|pattern| std::cmp::Reverse((pattern.rest.len(), pattern.letters))));
        Matcher { by_first }
    }

    fn longest(
        &self,
        text: &str,
        words: &[Word<'_>],
        at: usize,
        plain: &impl Fn(usize) -> bool,
    ) -> Option<(&'static Entry, usize)> {
        let patterns = self.by_first.get(words[at].text.as_ref())?;
        let pattern = patterns.iter().find(|pattern| pattern.stands(text, words, at, plain))?;
        Some((pattern.entry, at + 1 + pattern.rest.len()))
    }
}

fn any_of(words: &[Word<'_>], wanted: &[String]) -> bool {
    !wanted.is_empty() && words.iter().any(|word| wanted.iter().any(|wanted| word.text == *wanted))
}

/// A name's terms as they come out of the middle of a text: its acronyms stay acronyms.
fn terms_of(name: &str, lang: Option<Lang>) -> Vec<String> {
    const BEFORE: &str = "a ";
    let text = format!("{BEFORE}{name}");
    let terms = terms(&text, lang).filter(|word| word.place.start >= BEFORE.len());
    terms.map(|word| word.text.into_owned()).collect()
}

/// What stands before the first term of a name, and after its last.
fn ends(name: &str, lang: Option<Lang>) -> (String, String) {
    const BEFORE: &str = "a ";
    let text = format!("{BEFORE}{name}");
    let places: Vec<Range<usize>> =
        terms(&text, lang).map(|word| word.place).filter(|place| place.start >= BEFORE.len()).collect();
    let (Some(first), Some(last)) = (places.first(), places.last()) else { return Default::default() };
    let mark = |c: char| !c.is_alphanumeric();
    let after = text[last.end..].trim_end_matches(mark).to_owned();
    (text[BEFORE.len()..first.start].trim_start_matches(mark).to_owned(), after)
}

impl Pattern {
    fn of(entry: &'static Entry, name: &Name, rest: Vec<String>, lang: Option<Lang>) -> Pattern {
        let first =
            |words: &Vec<&str>| words.iter().filter_map(|word| terms_of(word, lang).into_iter().next()).collect();
        let named = entry.form.kind != SubjectKind::Concept;
        let letters = name.words.chars().filter(|c| c.is_alphabetic());
        let case = match name.words.chars().next() {
            _ if letters.clone().count() > 1 && letters.clone().all(char::is_uppercase) => Case::Capitals,
            Some(c) if named && c.is_uppercase() => Case::Title,
            _ => Case::Any,
        };
        let (before, after) = ends(name.words, lang);
        Pattern {
            entry,
            before,
            after,
            rest,
            case,
            letters: name.words.chars().count(),
            exact: name.exact.then(|| name.words.to_lowercase()),
            unspaced: name.words.starts_with(is_unspaced),
            needed: first(&name.needed),
            never: first(&name.never),
        }
    }

    fn stands(&self, text: &str, words: &[Word<'_>], at: usize, plain: &impl Fn(usize) -> bool) -> bool {
        let Some(rest) = words.get(at + 1..at + 1 + self.rest.len()) else { return false };
        if !rest.iter().zip(&self.rest).all(|(word, of)| word.text == *of) {
            return false;
        }
        let place = words[at].place.start..rest.last().unwrap_or(&words[at]).place.end;
        self.has_its_ends(text, &place)
            && self.is_one_run(text, &words[at..=at + rest.len()])
            && (!self.unspaced || text[place.clone()].chars().count() == self.letters)
            && self.is_exact(&text[place.clone()])
            && self.is_written_so(&text[place.clone()], plain(place.start))
            && (self.needed.is_empty() || any_of(words, &self.needed))
            && !any_of(words, &self.never)
    }

    fn is_exact(&self, stands: &str) -> bool {
        let bare = stands.strip_suffix("'s").or_else(|| stands.strip_suffix("’s")).unwrap_or(stands);
        self.exact.as_ref().is_none_or(|exact| bare.to_lowercase() == *exact)
    }

    fn has_its_ends(&self, text: &str, place: &Range<usize>) -> bool {
        let same = |a: Option<char>, b: char| a.is_some_and(|a| a.to_lowercase().eq(b.to_lowercase()));
        let mut after = text[place.end..].chars().filter(|c| !is_invisible(*c));
        let mut before = text[..place.start].chars().rev().filter(|c| !is_invisible(*c));
        self.after.chars().all(|c| same(after.next(), c))
            && (self.after.is_empty() || after.next().is_none_or(|c| !c.is_alphanumeric()))
            && self.before.chars().rev().all(|c| same(before.next(), c))
            && (self.before.is_empty() || before.next().is_none_or(|c| !c.is_alphanumeric()))
    }

    fn is_one_run(&self, text: &str, words: &[Word<'_>]) -> bool {
        words.windows(2).all(|pair| {
            let between = text.get(pair[0].place.end..pair[1].place.start).unwrap_or_default();
            between.len() <= MOST_BETWEEN
                && !between.contains(['.', ',', ';', ':', '!', '?', '\n', '(', '"', '،', '。', '，'])
        })
    }

    fn is_written_so(&self, stands: &str, plain: bool) -> bool {
        let mut letters = stands.chars().filter(|c| c.is_alphabetic());
        match self.case {
            Case::Any => true,
            // Nothing tells an acronym of three letters from a word where all is in capitals.
            Case::Capitals if plain && self.letters <= 3 => false,
            Case::Capitals => letters.take(self.letters).all(|c| !c.is_lowercase()),
            Case::Title => letters.next().is_some_and(|c| !c.is_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str, lang: &str) -> Vec<String> {
        find(text, Lang::parse(lang), |_| false).into_iter().map(|found| found.entry.form.form.clone()).collect()
    }

    #[test]
    fn a_name_is_found_in_the_forms_of_its_language_and_not_in_other_words() {
        for (lang, text) in [
            ("en", "Talks of NATO's members"),
            ("fr", "Le sommet de l’OTAN"),
            ("ru", "Саммит НАТО"),
            ("ar", "قال حلف شمال الأطلسي إن"),
            ("ar", "وقال مصدر في الناتو"),
            ("zh", "北约秘书长表示"),
            ("hi", "नाटो के महासचिव"),
            ("tr", "NATO'nun zirvesi"),
        ] {
            assert!(ids(text, lang).contains(&"org:nato".to_owned()), "{text}: {:?}", ids(text, lang));
        }
        assert_eq!(ids("Who said so to whom?", "en"), Vec::<String>::new());
        assert_eq!(ids("An apple a day", "en"), Vec::<String>::new());
        assert_eq!(ids("Заявление Европейского союза", "ru"), ["org:eu"]);
    }

    /// Small words are no terms: "dies at" would be found wherever somebody dies.
    #[test]
    fn small_words_at_the_ends_of_a_name_count() {
        assert!(ids("The singer dies at 80", "en").contains(&"concept:obituary".to_owned()));
        assert!(!ids("A town dies", "en").contains(&"concept:obituary".to_owned()));
        assert!(ids("England win The Hundred", "en").contains(&"concept:cricket".to_owned()));
        assert_eq!(ids("Hundreds came", "en"), Vec::<String>::new());
    }

    #[test]
    fn a_companion_decides_what_a_word_means() {
        assert_eq!(ids("Dockers go on strike over pay", "en"), ["concept:strike-labour"]);
        assert_eq!(ids("Israeli strikes kill nine", "en"), ["concept:airstrike"]);
        assert_eq!(ids("A fine strike into the corner", "en"), Vec::<String>::new());
    }
}
