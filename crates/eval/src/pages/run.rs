//! One tool's answers to a set, with what they cost: Coranto's own made here, any other tool's read from the two files it left.
//!
//! A tool's files stand in a folder per set: `<name>.json` holds the predictions and nothing else, for any scorer; `<name>.run.json` who made them and what
//! they cost. Whoever writes these two files has a row in the table.

use super::folds::Folds;
use super::set::{Answer, Answers, Page, Set};
use anyhow::Context;
use coranto_core::{Address, Millis};
use coranto_page::{Memory, Options, Reading};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// `<name>.run.json`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// As the table shows it.
    pub tool: String,
    pub version: String,
    /// One pass over all pages, on one core; null when it was not measured.
    pub cpu_seconds: Option<f64>,
    #[serde(default)]
    pub pages: usize,
    #[serde(default)]
    pub bytes: usize,
}

/// A way in which Coranto itself is run for the table.
#[derive(Debug)]
pub struct OwnRow {
    /// In the names of files.
    pub name: &'static str,
    /// In the table.
    pub tool: &'static str,
    pub options: Options,
    /// Read with trees that saw no page of the site.
    pub across: bool,
}

pub fn own_rows() -> [OwnRow; 4] {
    let general = Options { site_rules: false, memory: None, ..Options::default() };
    // As an operator has it who changed nothing.
    let as_it_runs = Options { memory: Some(Default::default()), ..Options::default() };
    let hidden_too = Options { hidden_text: true, ..as_it_runs.clone() };
    let row = |name, tool, options: &Options, across| OwnRow { name, tool, options: options.clone(), across };
    [
        row("coranto_general", "**Coranto**, general method", &general, false),
        row("coranto", "**Coranto**, as it runs", &as_it_runs, false),
        row("coranto_across", "**Coranto**, across sites", &as_it_runs, true),
        row("coranto_across_hidden", "**Coranto**, across sites, hidden text too", &hidden_too, true),
    ]
}

/// Coranto's answers.
#[derive(Debug, Default)]
pub struct Measured {
    pub answers: Answers,
    /// Pages the gates set aside, by the reason.
    pub rejected: BTreeMap<String, Vec<String>>,
    /// One pass: the median of the timed ones.
    pub cpu_seconds: f64,
}

/// One pass for the answers, then `passes` on the clock (none: nobody asks how long it took). A page the gates set aside keeps its answer: the scorer sees what was read.
/// With a memory in `options`, the pages of each site are learnt from before, without a look at their truths and off the clock.
pub fn measure(set: &Set, options: &Options, folds: Option<&Folds>, passes: usize) -> Measured {
    let memories = options.memory.as_ref().map(|start| memories(set, options, start)).unwrap_or_default();
    let each: Vec<(&Page, Options)> = set
        .pages
        .iter()
        .map(|page| {
            let memory = memories.get(&host(&page.address)).cloned().or_else(|| options.memory.clone());
            let model = folds.and_then(|f| f.without(page)).or_else(|| options.model.clone());
            (page, Options { memory, model, ..options.clone() })
        })
        .collect();
    let mut measured = Measured::default();
    for (page, options) in &each {
        let reading = read(page, options);
        if let Some(rejected) = &reading.rejected {
            measured.rejected.entry(rejected.to_string()).or_default().push(page.id.clone());
        }
        measured.answers.insert(page.id.clone(), answer(&reading));
    }
    let mut seconds: Vec<f64> = (0..passes)
        .map(|_| {
            let started = cpu_seconds();
            for (page, options) in &each {
                // The text too: the others make it inside the clock.
                std::hint::black_box(answer(&read(page, options)));
            }
            cpu_seconds() - started
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    measured.cpu_seconds = seconds.get(seconds.len() / 2).copied().unwrap_or_default();
    measured
}

/// What the pages of each site teach, in the order of their ids.
fn memories(set: &Set, options: &Options, start: &Memory) -> HashMap<String, Arc<Memory>> {
    let mut memories: HashMap<String, Memory> = HashMap::new();
    for (number, page) in set.pages.iter().enumerate() {
        let memory = memories.entry(host(&page.address)).or_insert_with(|| start.clone());
        let reading = read(page, options);
        if reading.rejected.is_none() {
            // A folder does not say when its pages were read; an hour apart will do.
            memory.learn(&reading.sighting, Millis(number as i64 * Millis::HOUR));
        }
    }
    memories.into_iter().map(|(site, memory)| (site, Arc::new(memory))).collect()
}

/// Whose page it is: "www." and the like do not count.
fn host(address: &Address) -> String {
    address.identity().split('/').next().unwrap_or_default().to_owned()
}

fn read(page: &Page, options: &Options) -> Reading {
    coranto_page::article(&page.html, Some("text/html"), &page.address, options)
}

fn answer(reading: &Reading) -> Answer {
    let article = &reading.article;
    Answer {
        body: coranto_page::text_of(&article.blocks),
        title: Some(article.title.clone()),
        authors: article.authors.clone(),
        date: article.published.map(|stamp| local_date(&stamp)),
        language: article.lang.map(|l| l.to_string()),
        image: article.image.as_ref().map(|p| p.src.to_string()),
    }
}

/// The day as the publisher wrote it, in the publisher's own zone.
fn local_date(stamp: &coranto_core::Stamp) -> String {
    let shifted = coranto_core::Millis(stamp.at.0 + i64::from(stamp.offset_minutes.unwrap_or(0)) * 60_000);
    let mut iso = shifted.iso();
    iso.truncate(10);
    iso
}

/// Every tool's files of a set, in the order of their names in the table.
pub fn read_all(folder: &Path) -> anyhow::Result<BTreeMap<String, (Run, Answers)>> {
    let mut runs = BTreeMap::new();
    let files = std::fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    for file in files {
        let file = file?.file_name().to_string_lossy().into_owned();
        if let Some(name) = file.strip_suffix(".run.json") {
            runs.insert(name.to_owned(), read_files(folder, name)?);
        }
    }
    Ok(runs)
}

fn read_files(folder: &Path, name: &str) -> anyhow::Result<(Run, Answers)> {
    Ok((json(&folder.join(format!("{name}.run.json")))?, json(&folder.join(format!("{name}.json")))?))
}

fn json<T: serde::de::DeserializeOwned>(file: &Path) -> anyhow::Result<T> {
    let bytes = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    serde_json::from_slice(&bytes).with_context(|| format!("{} is not what it should be", file.display()))
}

pub fn write(folder: &Path, name: &str, run: &Run, answers: &Answers) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join(format!("{name}.json")), serde_json::to_vec(answers)?)?;
    std::fs::write(folder.join(format!("{name}.run.json")), serde_json::to_vec_pretty(run)?)?;
    Ok(())
}

/// CPU time of this thread where the system tells it, else time on the wall.
fn cpu_seconds() -> f64 {
    let ticks = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = ticks.as_deref().and_then(|s| s.split_whitespace().next()).and_then(|n| n.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.elapsed().as_secs_f64(), |n| n / 1e9)
}

static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
