//! The lists as they are written: an entry a line.
//!
//! ```text
//! id | lang lang: name, name [needed needed], name [-never never] | …
//! ```
//!
//! The first name of a language is the one that is shown and makes the hashtag; after an equals sign it does nothing else. `*` stands for every language. A name is found
//! in all its forms, but with an exclamation mark in this one only ("physics!" is not "physical"). Words in brackets are companions: one of them has to stand in the
//! article too, or, after a minus, none may.

use coranto_core::about::{Form, SubjectKind};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

const ORGANISATIONS: &str = include_str!("../../data/organisations.txt");
const PEOPLE: &str = include_str!("../../data/people.txt");
const CONCEPTS: &str = include_str!("../../data/concepts.txt");

#[derive(Debug)]
pub(crate) struct Entry {
    pub form: Form,
    /// Language ("*" for every one) and how it is called there.
    pub names: Vec<(&'static str, Vec<Name>)>,
}

#[derive(Debug)]
pub(crate) struct Name {
    pub words: &'static str,
    /// It is looked for in texts.
    pub sought: bool,
    /// In this form only.
    pub exact: bool,
    /// One of them stands in the article too; empty where nothing is asked.
    pub needed: Vec<&'static str>,
    /// None of them does.
    pub never: Vec<&'static str>,
}

pub(crate) fn entries() -> &'static [Entry] {
    &ENTRIES
}

/// What a form's list knows of it.
pub(crate) fn entry(form: &Form) -> Option<&'static Entry> {
    BY_FORM.get(form.form.as_str()).map(|at| &ENTRIES[*at]).filter(|entry| entry.form == *form)
}

impl Entry {
    /// How readers of the language call it; else as all do, in English, or where it is at home.
    pub fn name(&self, lang: &str) -> Option<&'static str> {
        let of = |lang: &str| self.names.iter().find(|(of, _)| *of == lang);
        let names = of(lang).or_else(|| of("*")).or_else(|| of("en")).or_else(|| self.names.first());
        names.and_then(|(_, names)| names.first()).map(|name| name.words)
    }
}

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let lists = [
        ("org", SubjectKind::Organisation, ORGANISATIONS),
        ("person", SubjectKind::Person, PEOPLE),
        ("concept", SubjectKind::Concept, CONCEPTS),
    ];
    lists.iter().flat_map(|(of, kind, text)| lines(text).filter_map(|line| read(of, *kind, line))).collect()
});

static BY_FORM: LazyLock<FxHashMap<&'static str, usize>> =
    LazyLock::new(|| ENTRIES.iter().enumerate().map(|(at, entry)| (entry.form.form.as_str(), at)).collect());

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn read(of: &str, kind: SubjectKind, line: &'static str) -> Option<Entry> {
    let mut fields = line.split('|').map(str::trim);
    let id = fields.next()?;
    let mut names = Vec::new();
    for field in fields {
        let (langs, list) = field.split_once(':')?;
        for lang in langs.split_whitespace() {
            names.push((lang, list.split(',').filter_map(name).collect::<Vec<Name>>()));
        }
    }
    Some(Entry { form: Form { kind, form: format!("{of}:{id}") }, names })
}

fn name(text: &'static str) -> Option<Name> {
    let (words, companions) = text.split_once('[').unwrap_or((text, ""));
    let words = words.trim();
    let shown = words.strip_prefix('=');
    let words = shown.unwrap_or(words);
    let exact = words.ends_with('!');
    let words = words.trim_end_matches('!');
    let mut name = Name { words, sought: shown.is_none(), exact, needed: Vec::new(), never: Vec::new() };
    let companions = companions.trim().trim_end_matches(']');
    match companions.strip_prefix('-') {
        Some(never) => name.never = never.split_whitespace().collect(),
        None => name.needed = companions.split_whitespace().collect(),
    }
    (!name.words.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_lists_are_sound() {
        let written = [ORGANISATIONS, PEOPLE, CONCEPTS].iter().flat_map(|list| lines(list)).count();
        let all = [ORGANISATIONS, PEOPLE, CONCEPTS].iter().flat_map(|list| lines(list));
        let lost: Vec<&str> = all.filter(|line| read("x", SubjectKind::Work, line).is_none()).collect();
        assert_eq!(lost, Vec::<&str>::new());
        assert_eq!(entries().len(), written);
        let mut forms = HashSet::new();
        for entry in entries() {
            let id = &entry.form.form;
            assert!(forms.insert(id.clone()), "{id} stands twice");
            let (_, bare) = id.split_once(':').unwrap();
            assert!(bare.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{id}");
            let mut langs = HashSet::new();
            for (lang, names) in &entry.names {
                assert!(
                    *lang == "*" || coranto_core::Lang::parse(lang).is_some_and(|l| l.as_str() == *lang),
                    "{id}: {lang}"
                );
                assert!(langs.insert(*lang), "{id}: {lang} stands twice");
                assert!(!names.is_empty(), "{id}: {lang} has no name");
                assert!(crate::tag::tag(names[0].words).is_some(), "{id}: {} makes no hashtag", names[0].words);
                for name in names {
                    assert!(!name.words.contains(['[', ']', ':', '|']), "{id}: {}", name.words);
                }
            }
            assert!(entry.name("en").is_some(), "{id} has no name");
        }
    }
}
