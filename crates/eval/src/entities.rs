//! `coranto eval entities`: are the names of people, organisations and places found, exactly and of the right kind?
//!
//! Every CoNLL file of the folder is read: a token a line, its tag in the last column, a blank line after each sentence; the language is told by the folder's or the file's name. Tokens are put
//! together to text as it is printed, since that is what is read. Sentences are parted by a hash of their text: rules were tuned on one half, the other is the report. The model learnt from neither.

use anyhow::Context;
use comfy_table::Table;
use coranto_core::Lang;
use coranto_core::hash::stable;
use coranto_names::measuring::{has_model, mentions_by_rules};
use coranto_names::{Mention, MentionKind, mentions};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

const KINDS: [&str; 4] = ["PER", "ORG", "LOC", "MISC"];
const DEEPEST: usize = 4;

/// Reads the folder, prints a table, writes `token, tag, predicted tag` a line to `out` when given (what conlleval reads).
pub fn run(data: &Path, out: Option<&Path>) -> anyhow::Result<()> {
    let mut table = Table::new();
    table.set_header([
        "language",
        "half",
        "decided by",
        "sentences",
        "names",
        "precision",
        "recall",
        "F1",
        "F1 of spans",
        "PER",
        "ORG",
        "LOC",
        "MISC",
    ]);
    let mut predictions = String::new();
    let mut files = Vec::new();
    files_of(data, 0, &mut files)?;
    files.sort();
    anyhow::ensure!(!files.is_empty(), "{} holds no *.conllu, *.conll or *.bio", data.display());
    for file in files {
        let text = std::fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        let lang = lang_of(&file);
        let name = lang.map_or_else(|| file.display().to_string(), |lang| lang.to_string());
        let mut halves = [(Counts::default(), Counts::default()), (Counts::default(), Counts::default())];
        predictions.push_str(&format!("# {}\n\n", file.strip_prefix(data).unwrap_or(&file).display()));
        for sentence in sentences(&text) {
            let expected = names(&sentence.tags);
            let found = found(&sentence, lang, mentions);
            let (by_rules, counts) = &mut halves[usize::from(sentence.is_report())];
            counts.see(&expected, &found);
            by_rules.see(&expected, &self::found(&sentence, lang, mentions_by_rules));
            write(&sentence, &found, &mut predictions);
        }
        for (half, (by_rules, counts)) in ["tuned on", "report"].iter().zip(&halves) {
            table.add_row(by_rules.row(&name, half, "rules"));
            if has_model(lang) {
                table.add_row(counts.row(&name, half, "rules and model"));
            }
        }
    }
    println!("names, exact spans\n{table}");
    if let Some(out) = out {
        std::fs::write(out, predictions).with_context(|| format!("{} cannot be written", out.display()))?;
    }
    Ok(())
}

/// F1 of exact span and kind, and of spans alone, on every `nth` sentence of the reported half, by language.
pub fn reported(data: &Path, nth: usize) -> anyhow::Result<Vec<(String, f64, f64)>> {
    let mut files = Vec::new();
    files_of(data, 0, &mut files)?;
    files.sort();
    let mut reported = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file)?;
        let lang = lang_of(&file);
        let mut counts = Counts::default();
        for sentence in sentences(&text).filter(Sentence::is_report).step_by(nth.max(1)) {
            counts.see(&names(&sentence.tags), &found(&sentence, lang, mentions));
        }
        let name = lang.map(|lang| lang.to_string()).unwrap_or_default();
        reported.push((name, f1(counts.all()), f1(counts.spans)));
    }
    Ok(reported)
}

fn files_of(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() && depth < DEEPEST {
            files_of(&path, depth + 1, files)?;
        } else if path
            .extension()
            .and_then(|e| e.to_str())
            .is_some_and(|e| matches!(e, "conllu" | "conll" | "bio" | "iob"))
        {
            files.push(path);
        }
    }
    Ok(())
}

/// "…/en/val.conllu", "en.conll".
fn lang_of(file: &Path) -> Option<Lang> {
    let of = |part: Option<&std::ffi::OsStr>| {
        part.and_then(|part| part.to_str()).filter(|part| part.len() == 2).and_then(Lang::parse)
    };
    of(file.file_stem()).or_else(|| of(file.parent().and_then(Path::file_name)))
}

#[derive(Debug, Default)]
struct Sentence<'a> {
    tokens: Vec<&'a str>,
    tags: Vec<&'a str>,
}

impl Sentence<'_> {
    /// Of the half that is reported on.
    fn is_report(&self) -> bool {
        stable(self.tokens.join(" ").bytes()) >> 33 & 1 == 1
    }
}

fn sentences(text: &str) -> impl Iterator<Item = Sentence<'_>> {
    let mut lines = text.lines();
    std::iter::from_fn(move || {
        let mut sentence = Sentence::default();
        for line in lines.by_ref() {
            let columns: Vec<&str> = line.split_whitespace().collect();
            match columns.as_slice() {
                [] if sentence.tokens.is_empty() => {}
                [] => return Some(sentence),
                ["#", ..] | ["-DOCSTART-", ..] => {}
                [number, token, .., tag] if number.bytes().all(|b| b.is_ascii_digit()) && is_tag(tag) => {
                    sentence.tokens.push(token);
                    sentence.tags.push(tag);
                }
                [token, .., tag] => {
                    sentence.tokens.push(token);
                    sentence.tags.push(tag);
                }
                [_] => {}
            }
        }
        (!sentence.tokens.is_empty()).then_some(sentence)
    })
}

fn is_tag(tag: &str) -> bool {
    tag == "O" || tag.starts_with("B-") || tag.starts_with("I-")
}

/// Tokens and kind.
type Name = (Range<usize>, String);

/// A name begins at B-, and at I- where none of that kind goes on (the older scheme).
fn names(tags: &[&str]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let mut open: Option<&str> = None;
    for (at, tag) in tags.iter().enumerate() {
        let kind = tag.split_once('-').map(|(_, kind)| kind);
        match (kind, names.last_mut()) {
            (Some(kind), Some(last)) if tag.starts_with("I-") && open == Some(kind) => last.0.end = at + 1,
            (Some(kind), _) => names.push((at..at + 1, kind.to_owned())),
            (None, _) => {}
        }
        open = kind;
    }
    names
}

fn found(sentence: &Sentence, lang: Option<Lang>, by: fn(&str, Option<Lang>) -> Vec<Mention>) -> Vec<Name> {
    let (text, places) = printed(&sentence.tokens);
    let found = by(&text, lang).into_iter().filter_map(|mention| {
        let first = places.iter().position(|place| place.end > mention.range.start)?;
        let last = places.iter().rposition(|place| place.start < mention.range.end)?;
        let kind = match mention.kind {
            MentionKind::Person => "PER",
            MentionKind::Organisation => "ORG",
            MentionKind::Place => "LOC",
            MentionKind::Other => "MISC",
        };
        (first <= last).then(|| (first..last + 1, kind.to_owned()))
    });
    found.collect()
}

/// Tokens as they are printed: no space before a comma, after a bracket, around an apostrophe, inside quotation marks.
fn printed(tokens: &[&str]) -> (String, Vec<Range<usize>>) {
    let (mut text, mut places) = (String::new(), Vec::with_capacity(tokens.len()));
    let mut opened = true;
    let mut quoted = false;
    for token in tokens {
        let is_quote = *token == "\"";
        let closes = is_quote && quoted
            || matches!(*token, "." | "," | ":" | ";" | "!" | "?" | ")" | "]" | "»" | "%" | "”" | "’s")
            || token.len() > 1 && token.starts_with('\'');
        if !opened && !closes {
            text.push(' ');
        }
        let short = token.chars().count() < 5 && token.len() > 1;
        quoted ^= is_quote;
        opened = is_quote && quoted
            || matches!(*token, "(" | "[" | "«" | "“" | "„")
            || short && token.ends_with(['\'', '’']);
        places.push(text.len()..text.len() + token.len());
        text.push_str(token);
    }
    (text, places)
}

fn f1([right, expected, found]: [usize; 3]) -> f64 {
    2.0 * right as f64 / (expected + found).max(1) as f64
}

#[derive(Debug, Default)]
struct Counts {
    sentences: usize,
    /// Right, expected, found.
    kinds: BTreeMap<String, [usize; 3]>,
    spans: [usize; 3],
}

impl Counts {
    fn see(&mut self, expected: &[Name], found: &[Name]) {
        self.sentences += 1;
        for name in expected {
            let kind = self.kinds.entry(name.1.clone()).or_default();
            kind[1] += 1;
            kind[0] += usize::from(found.contains(name));
            self.spans[0] += usize::from(found.iter().any(|other| other.0 == name.0));
        }
        for name in found {
            self.kinds.entry(name.1.clone()).or_default()[2] += 1;
        }
        self.spans[1] += expected.len();
        self.spans[2] += found.len();
    }

    fn all(&self) -> [usize; 3] {
        self.kinds.values().fold([0; 3], |sum, kind| [0, 1, 2].map(|at| sum[at] + kind[at]))
    }

    fn row(&self, lang: &str, half: &str, by: &str) -> Vec<String> {
        let all = self.all();
        let part = |right: usize, of: usize| right as f64 / of.max(1) as f64;
        let f1 = |counts: [usize; 3]| format!("{:.3}", f1(counts));
        let mut row =
            vec![lang.to_owned(), half.to_owned(), by.to_owned(), self.sentences.to_string(), all[1].to_string()];
        row.extend([
            format!("{:.3}", part(all[0], all[2])),
            format!("{:.3}", part(all[0], all[1])),
            f1(all),
            f1(self.spans),
        ]);
        row.extend(KINDS.map(|kind| self.kinds.get(kind).map_or_else(|| "-".to_owned(), |counts| f1(*counts))));
        row
    }
}

fn write(sentence: &Sentence, found: &[Name], out: &mut String) {
    for (at, (token, tag)) in sentence.tokens.iter().zip(&sentence.tags).enumerate() {
        let name = found.iter().find(|name| name.0.contains(&at));
        let predicted = name.map_or_else(
            || "O".to_owned(),
            |(range, kind)| format!("{}-{kind}", if range.start == at { "B" } else { "I" }),
        );
        out.push_str(&format!("{token}\t{tag}\t{predicted}\n"));
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONLL: &str = "0\tThe\tO\n1\tminister\tO\n2\tMark\tB-PER\n3\tRutte\tI-PER\n4\tleft\tO\n5\tParis\tB-LOC\n6\t.\tO\n\nGermany I-LOC\nsaid O\n";

    #[test]
    fn both_schemes_are_read_and_a_name_found_counts() {
        let read: Vec<_> = sentences(CONLL).collect();
        assert_eq!(read.len(), 2);
        assert_eq!(names(&read[1].tags), [(0..1, "LOC".to_owned())]);
        let mut counts = Counts::default();
        for sentence in &read {
            counts.see(&names(&sentence.tags), &found(sentence, Some(Lang::EN), mentions));
        }
        assert_eq!(counts.spans, [3, 3, 3]);
        assert_eq!(counts.kinds["PER"], [1, 1, 1]);
        assert_eq!(counts.kinds["LOC"], [2, 2, 2]);
    }

    #[test]
    fn predictions_have_the_tokens_and_both_tags() {
        let mut out = String::new();
        let sentence = sentences(CONLL).next().unwrap();
        write(&sentence, &found(&sentence, Some(Lang::EN), mentions), &mut out);
        assert!(out.contains("Mark\tB-PER\tB-PER\nRutte\tI-PER\tI-PER\nleft\tO\tO\nParis\tB-LOC\tB-LOC\n"), "{out}");
    }

    #[test]
    fn tokens_stand_as_they_are_printed() {
        let tokens = ["He", "(", "Ann", ")", "met", "l'", "ami", "\"", "Bo", "\"", ",", "today", "."];
        let (text, places) = printed(&tokens);
        assert_eq!(text, "He (Ann) met l'ami \"Bo\", today.");
        assert!(tokens.iter().zip(&places).all(|(token, place)| &text[place.clone()] == *token));
    }
}
