//! `coranto eval dates` on the made-up world: the coming days that somebody wrote down of its reports against [`coming`].
//!
//! A date is found when a mention lies in its words, right when that names the same time and is vague or not, as written down. A coming date that is nowhere
//! written down is wrong.

use anyhow::Context;
use comfy_table::Table;
use comfy_table::presets::ASCII_MARKDOWN;
use coranto_core::Millis;
use coranto_text::dates::{Coming, Published, coming};
use coranto_world::truth::{self, Document};
use jiff::civil::DateTime;
use jiff::tz::Offset;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Debug, Default, Clone, Copy)]
pub struct Counts {
    pub expected: usize,
    pub found: usize,
    pub right: usize,
    /// Written down nowhere, or of another time.
    pub wrong: usize,
}

/// Prints the table and what is missed or wrong; writes what is found to `out` when given.
pub fn run(out: Option<&Path>) -> anyhow::Result<()> {
    let mut troubles = Vec::new();
    let mut predictions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let counts = measure(crate::quotes::world::END, &mut |document, found, trouble| {
        troubles.extend(trouble.into_iter().map(|line| format!("{}: {line}", document.id)));
        predictions.insert(document.id.clone(), found.iter().map(|coming| shown(document, coming)).collect());
    })?;
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN);
    table.set_header(["language", "coming dates", "found", "right", "wrong"]);
    for (lang, counts) in &counts {
        let numbers = [counts.expected, counts.found, counts.right, counts.wrong];
        table.add_row(std::iter::once(lang.clone()).chain(numbers.map(|n| n.to_string())));
    }
    troubles.iter().for_each(|line| println!("{line}"));
    println!("coming dates of the made-up world\n{table}");
    if let Some(out) = out {
        std::fs::write(out, serde_json::to_vec_pretty(&predictions)?)
            .with_context(|| format!("{} cannot be written", out.display()))?;
    }
    Ok(())
}

/// Is told of each document with what was found in it and what is amiss.
pub type Heard<'a> = &'a mut dyn FnMut(&Document, &[Coming], Vec<String>);

/// By language, of the world that ends at `end`.
pub fn measure(end: Millis, heard: Heard) -> anyhow::Result<BTreeMap<String, Counts>> {
    let (documents, problems) = truth::documents(end);
    anyhow::ensure!(problems.is_empty(), "the truth of the world has faults: {problems:?}");
    let mut all: BTreeMap<String, Counts> = BTreeMap::new();
    for document in &documents {
        let published = Published { at: document.at, offset_minutes: document.offset_minutes, day_first: None };
        let found = coming(&document.text, Some(document.lang), published);
        let trouble = judge(document, &found, all.entry(document.lang.to_string()).or_default());
        heard(document, &found, trouble);
    }
    Ok(all)
}

fn judge(document: &Document, found: &[Coming], counts: &mut Counts) -> Vec<String> {
    let day = local(document.at, document.offset_minutes).date();
    let lies_in = |coming: &Coming, date: &truth::Date| {
        date.places.iter().any(|place| coming.mention.at.start < place.end && place.start < coming.mention.at.end)
    };
    let is_right = |coming: &Coming, date: &truth::Date| {
        let at = |millis| local(millis, document.offset_minutes);
        let mention = &coming.mention;
        date.vague.is_none_or(|vague| vague == coming.vague) && date.when.is(day, at(mention.from), at(mention.to))
    };
    let mut trouble = Vec::new();
    for date in document.dates.iter().filter(|date| date.vague.is_some()) {
        let there: Vec<&Coming> = found.iter().filter(|coming| lies_in(coming, date)).collect();
        counts.expected += 1;
        counts.found += usize::from(!there.is_empty());
        if there.iter().any(|coming| is_right(coming, date)) {
            counts.right += 1;
            continue;
        }
        let words = date.places.first().map_or("", |place| &document.text[place.clone()]);
        let told: Vec<String> = there.iter().map(|coming| shown(document, coming)).collect();
        let vague = if date.vague == Some(true) { "vague, " } else { "" };
        let told = if told.is_empty() { "missed".to_owned() } else { told.join(", ") };
        trouble.push(format!("“{words}” ({vague}{:?}, told on {day}) is {told}", date.when));
    }
    for coming in found {
        let mut of = document.dates.iter().filter(|date| lies_in(coming, date)).peekable();
        let is_unknown = of.peek().is_none();
        if is_unknown || !of.any(|date| is_right(coming, date)) {
            counts.wrong += 1;
        }
        if is_unknown {
            let sentence = document.text[coming.sentence.clone()].trim();
            trouble.push(format!("nowhere: {} in {sentence}", shown(document, coming)));
        }
    }
    trouble
}

fn local(at: Millis, offset_minutes: i16) -> DateTime {
    let offset = Offset::from_seconds(i32::from(offset_minutes) * 60).unwrap_or(Offset::UTC);
    offset.to_datetime(at.timestamp())
}

fn shown(document: &Document, coming: &Coming) -> String {
    let at = |millis| local(millis, document.offset_minutes);
    let mention = &coming.mention;
    let vague = if coming.vague { " vague" } else { "" };
    let words = &document.text[mention.at.clone()];
    format!("“{words}” {}..{} {:?} {:?}{vague}", at(mention.from), at(mention.to), mention.grain, mention.bound)
}
