//! `coranto eval quotes` on the made-up world: what somebody wrote down as said in its reports, in every version of each, against what is found.
//!
//! - **exact words**: direct ones and fragments are found when the letters between the marks are the same (F of 0.95 at one of their places), right when the
//!   speaker is the one who is written down, by the fullest name that the report has. Found as exact that is nowhere written down, or with another speaker, is wrong.
//! - **reported words** are found when F of their letters is one half. What else is found as reported is only counted: not everything is written down.

use anyhow::Context;
use comfy_table::Table;
use comfy_table::presets::ASCII_MARKDOWN;
use coranto_core::Millis;
use coranto_text::quotes::{Kind, Quotation, quotations};
use coranto_world::truth::{self, Document, Said};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

/// 24 November 2026, a Tuesday: where the floors are measured.
pub const END: Millis = Millis(1_795_512_600_000);

const SAME_WORDS: f64 = 0.95;
const ALIKE_WORDS: f64 = 0.5;
/// Words that may stand beside a name: "the head of civil protection, …".
const MOST_BESIDE: usize = 12;

#[derive(Debug, Default, Clone, Copy)]
pub struct Counts {
    pub expected: usize,
    /// With the right words.
    pub found: usize,
    /// And the right speaker.
    pub right: usize,
    /// Written down nowhere, or with another speaker; of reported words only the first.
    pub wrong: usize,
}

#[derive(Debug, Default, Clone, Copy)]
pub struct Score {
    pub exact: Counts,
    pub reported: Counts,
}

/// Prints the table and what is missed or wrong; writes what is found to `out` when given.
pub fn run(out: Option<&Path>) -> anyhow::Result<()> {
    let mut troubles = Vec::new();
    let mut predictions = serde_json::Map::new();
    let scores = measure(&mut |document, found, trouble| {
        troubles.extend(trouble.into_iter().map(|line| format!("{}: {line}", document.id)));
        let shown = found.iter().map(|quotation| super::shown(&document.text, quotation));
        predictions.insert(document.id.clone(), shown.collect());
    })?;
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN);
    table.set_header([
        "language",
        "exact words",
        "found",
        "with speaker",
        "wrong",
        "reported",
        "found",
        "with speaker",
        "others",
    ]);
    for (lang, score) in &scores {
        let mut row = vec![lang.clone()];
        for counts in [score.exact, score.reported] {
            row.extend([counts.expected, counts.found, counts.right, counts.wrong].map(|n| n.to_string()));
        }
        table.add_row(row);
    }
    troubles.iter().for_each(|line| println!("{line}"));
    println!("quotations of the made-up world\n{table}");
    if let Some(out) = out {
        std::fs::write(out, serde_json::to_vec_pretty(&predictions)?)
            .with_context(|| format!("{} cannot be written", out.display()))?;
    }
    Ok(())
}

/// Is told of each document with what was found in it and what of that, or of the truth, is amiss.
pub type Heard<'a> = &'a mut dyn FnMut(&Document, &[Quotation], Vec<String>);

/// By language.
pub fn measure(heard: Heard) -> anyhow::Result<BTreeMap<String, Score>> {
    let (documents, problems) = truth::documents(END);
    anyhow::ensure!(problems.is_empty(), "the truth of the world has faults: {problems:?}");
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for document in &documents {
        let found = quotations(&document.text, Some(document.lang));
        let score = scores.entry(document.lang.to_string()).or_default();
        let trouble = judge(document, &found, score);
        heard(document, &found, trouble);
    }
    Ok(scores)
}

/// What was found, as it is compared.
struct Item<'a> {
    quotation: &'a Quotation,
    words: Vec<Range<usize>>,
    exact: bool,
    /// Exact words within reported ones.
    inner: bool,
}

fn judge(document: &Document, found: &[Quotation], score: &mut Score) -> Vec<String> {
    let text = &document.text;
    let mut items: Vec<Item> = Vec::new();
    for quotation in found {
        let exact = quotation.kind != Kind::Indirect;
        items.push(Item { quotation, words: quotation.words.clone(), exact, inner: false });
        items.extend(quotation.exact.iter().map(|place| Item {
            quotation,
            words: vec![place.clone()],
            exact: true,
            inner: true,
        }));
    }
    let is_same = |item: &Item, said: &Said| {
        let least = if item.exact { SAME_WORDS } else { ALIKE_WORDS };
        said.places.iter().any(|places| overlap(text, places, &item.words) >= least)
    };
    let mut trouble = Vec::new();
    for said in document.said.iter().filter(|said| said.kind != truth::Kind::Maybe) {
        let exact = said.kind != truth::Kind::Reported;
        let counts = if exact { &mut score.exact } else { &mut score.reported };
        let same: Vec<&Item> = items.iter().filter(|item| item.exact == exact && is_same(item, said)).collect();
        counts.expected += 1;
        counts.found += usize::from(!same.is_empty());
        if same.iter().any(|item| has_speaker(text, said, item.quotation)) {
            counts.right += 1;
            continue;
        }
        let told: Vec<String> = same.iter().map(|item| format!("by {}", named(text, item.quotation))).collect();
        let told = if told.is_empty() { nearest(text, said, &items) } else { told.join(" or ") };
        trouble.push(format!(
            "{:?} of {} is {told}: {}",
            said.kind,
            said.speaker.as_deref().unwrap_or("-"),
            shown(text, &said.places[0])
        ));
    }
    for item in items.iter().filter(|item| !item.inner) {
        let mut of = document.said.iter().filter(|said| is_same(item, said)).peekable();
        let is_unknown = of.peek().is_none();
        let is_unsaid = item.quotation.speaker.is_none() && item.quotation.who.is_none();
        if !item.exact {
            score.reported.wrong += usize::from(is_unknown);
        } else if is_unknown || !of.any(|said| is_unsaid || has_speaker(text, said, item.quotation)) {
            score.exact.wrong += 1;
            let what = if is_unknown { "nowhere" } else { "another's" };
            trouble.push(format!("{what}: {} by {}", shown(text, &item.words), named(text, item.quotation)));
        }
    }
    trouble
}

/// Whether the fullest name that is given is the one who is written down.
fn has_speaker(text: &str, said: &Said, quotation: &Quotation) -> bool {
    let Some(wanted) = &said.speaker else { return true };
    let Some(place) = quotation.who.clone().or_else(|| quotation.speaker.clone()) else { return false };
    let (wanted, given) = (words(wanted), words(&text[place]));
    wanted.iter().all(|word| given.iter().any(|other| is_form(word, other)))
        && given.len() <= wanted.len() + MOST_BESIDE
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && !is_vowel_sign(c));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{64B}'..='\u{65F}')
}

/// The same word, or one of its cases.
fn is_form(a: &str, b: &str) -> bool {
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let longest = a.chars().count().max(b.chars().count());
    a == b || !a.is_ascii() && shared >= 3 && longest - shared <= 3
}

/// F of the letters of two sets of places.
fn overlap(text: &str, a: &[Range<usize>], b: &[Range<usize>]) -> f64 {
    let letters =
        |place: Range<usize>| text.get(place).unwrap_or_default().chars().filter(|c| c.is_alphanumeric()).count();
    let of = |places: &[Range<usize>]| places.iter().cloned().map(letters).sum::<usize>();
    let both = a.iter().flat_map(|a| b.iter().map(move |b| a.start.max(b.start)..a.end.min(b.end)));
    let shared: usize = both.filter(|both| both.start < both.end).map(letters).sum();
    2.0 * shared as f64 / (of(a) + of(b)).max(1) as f64
}

/// What was found that comes nearest.
fn nearest(text: &str, said: &Said, items: &[Item]) -> String {
    let near = |item: &&Item| said.places.iter().map(|places| overlap(text, places, &item.words)).fold(0.0, f64::max);
    let best = items.iter().max_by(|a, b| near(a).total_cmp(&near(b))).filter(|item| near(item) > 0.0);
    best.map_or_else(
        || "missed".to_owned(),
        |item| format!("{:?} {} by {}", item.quotation.kind, shown(text, &item.words), named(text, item.quotation)),
    )
}

fn named(text: &str, quotation: &Quotation) -> String {
    let name = |place: &Option<Range<usize>>| place.clone().map_or("nobody", |place| &text[place]);
    match &quotation.who {
        Some(_) => format!("{} ({})", name(&quotation.speaker), name(&quotation.who)),
        None => name(&quotation.speaker).to_owned(),
    }
}

fn shown(text: &str, places: &[Range<usize>]) -> String {
    places.iter().map(|place| format!("“{}”", &text[place.clone()])).collect::<Vec<_>>().join(" … ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use coranto_core::Lang;

    #[test]
    fn right_missed_wrong_and_unknown_words_are_told_apart() {
        let text = "Ann Lee spoke. “The bridge is shut,” she said. “No comment at all,” said Bob Roe. “Ring me then,” said Eve.".to_owned();
        let place = |words: &str| text.find(words).map(|at| at..at + words.len()).unwrap();
        let said = |kind, speaker: &str, words: &str| Said {
            kind,
            speaker: Some(speaker.to_owned()),
            places: vec![vec![place(words)]],
        };
        let document = Document {
            id: "a".to_owned(),
            lang: Lang::EN,
            at: END,
            offset_minutes: 0,
            dates: Vec::new(),
            said: vec![
                said(truth::Kind::Direct, "Ann Lee", "The bridge is shut"),
                said(truth::Kind::Direct, "Bob Roe", "No comment at all"),
                said(truth::Kind::Reported, "Ann Lee", "spoke"),
            ],
            text: text.clone(),
        };
        let quotation = |words: &str, speaker: &str, who: Option<&str>| Quotation {
            kind: Kind::Direct,
            words: vec![place(words)],
            exact: vec![],
            speaker: Some(place(speaker)),
            who: who.map(place),
            verb: None,
        };
        let found = [
            quotation("The bridge is shut,", "she", Some("Ann Lee")),
            quotation("No comment at all,", "Eve", None),
            quotation("Ring me then,", "Eve", None),
        ];
        let mut score = Score::default();
        let trouble = judge(&document, &found, &mut score);
        let of = |counts: Counts| (counts.expected, counts.found, counts.right, counts.wrong);
        assert_eq!((of(score.exact), of(score.reported)), ((2, 2, 1, 2), (1, 0, 0, 0)), "{trouble:?}");
        assert!(!has_speaker(&text, &document.said[0], &quotation("The bridge is shut,", "she", None)));
    }
}
