//! `coranto eval pages`: article pages with their true texts; bags of 4-word shingles, and the fields.

use anyhow::Context;
use comfy_table::{CellAlignment, Table};
use coranto_core::{Address, Millis};
use coranto_page::{Memory, Options, Reading};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// What is known of a page.
#[derive(Debug, Deserialize)]
struct Truth {
    #[serde(default, rename = "articleBody")]
    body: String,
    #[serde(default)]
    title: String,
    /// One string of names, or a list.
    #[serde(default)]
    authors: serde_json::Value,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    image: Option<String>,
    #[serde(default)]
    url: Option<String>,
}

/// What Coranto answers.
#[derive(Debug, Serialize)]
struct Prediction {
    #[serde(rename = "articleBody")]
    body: String,
    title: String,
    authors: Vec<String>,
    date: Option<String>,
    language: Option<String>,
    image: Option<String>,
}

/// Pages shown in the list of the worst.
const WORST: usize = 20;

/// Reads every page of the folder (`ground-truth.json`, `html/<id>.html.gz` or `.html`), prints the table, writes predictions to `out` when given.
/// With a memory in `options`, the pages of each site are first learnt from, without a look at their truths, and then read with what was learnt.
/// Each wrong answer for the field `misses` is listed beside its truth.
pub fn run(data: &Path, out: Option<&Path>, options: &Options, misses: Option<&str>) -> anyhow::Result<()> {
    let truth_file = data.join("ground-truth.json");
    let truth = std::fs::read(&truth_file).with_context(|| {
        format!("{} cannot be read: is --data a folder in the layout of docs/evaluation.md?", truth_file.display())
    })?;
    let truth: BTreeMap<String, Truth> = serde_json::from_slice(&truth)
        .with_context(|| format!("{} is not in the layout of docs/evaluation.md", truth_file.display()))?;

    let memories = match &options.memory {
        Some(start) => memories(data, &truth, options, start)?,
        None => HashMap::new(),
    };
    let mut score = Score::default();
    let mut predictions = BTreeMap::new();
    let mut missing = Vec::new();
    for (id, truth) in &truth {
        let Some(html) = page(data, id)? else {
            missing.push(id.as_str());
            continue;
        };
        let address = truth.address()?;
        let memory = memories.get(&host(&address)).cloned().or_else(|| options.memory.clone());
        let options = Options { memory, ..options.clone() };
        let started = cpu_seconds();
        let reading = coranto_page::article(&html, Some("text/html"), &address, &options);
        score.cpu_seconds += cpu_seconds() - started;
        score.bytes += html.len();
        let prediction = prediction(&reading);
        score.page(id, truth, &reading, &prediction);
        predictions.insert(id.clone(), prediction);
    }
    println!("{}", score.table());
    score.print_lists();
    if let Some(field) = misses {
        score.print_misses(field);
    }
    if !missing.is_empty() {
        println!("{} pages of ground-truth.json have no file under html/: {}", missing.len(), missing.join(", "));
    }
    if let Some(out) = out {
        std::fs::write(out, serde_json::to_vec_pretty(&predictions)?)
            .with_context(|| format!("{} cannot be written", out.display()))?;
    }
    Ok(())
}

/// What the pages of each site teach, in the order of their ids.
fn memories(
    data: &Path,
    truth: &BTreeMap<String, Truth>,
    options: &Options,
    start: &Memory,
) -> anyhow::Result<HashMap<String, Arc<Memory>>> {
    let mut memories: HashMap<String, Memory> = HashMap::new();
    for (number, (id, truth)) in truth.iter().enumerate() {
        let (Some(html), address) = (page(data, id)?, truth.address()?) else { continue };
        let memory = memories.entry(host(&address)).or_insert_with(|| start.clone());
        let reading = coranto_page::article(&html, Some("text/html"), &address, options);
        if reading.rejected.is_none() {
            // A folder does not say when its pages were read; an hour apart will do.
            memory.learn(&reading.sighting, Millis(number as i64 * Millis::HOUR));
        }
    }
    Ok(memories.into_iter().map(|(site, memory)| (site, Arc::new(memory))).collect())
}

/// Whose page it is: "www." and the like do not count.
fn host(address: &Address) -> String {
    address.identity().split('/').next().unwrap_or_default().to_owned()
}

fn page(data: &Path, id: &str) -> anyhow::Result<Option<Vec<u8>>> {
    let folder = data.join("html");
    let packed = folder.join(format!("{id}.html.gz"));
    if packed.exists() {
        let mut html = Vec::new();
        flate2::read::GzDecoder::new(std::fs::File::open(&packed)?)
            .read_to_end(&mut html)
            .with_context(|| format!("{} is damaged", packed.display()))?;
        return Ok(Some(html));
    }
    let plain = folder.join(format!("{id}.html"));
    if plain.exists() { Ok(Some(std::fs::read(plain)?)) } else { Ok(None) }
}

fn prediction(reading: &Reading) -> Prediction {
    let article = &reading.article;
    Prediction {
        body: coranto_page::text_of(&article.blocks),
        title: article.title.clone(),
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

#[derive(Default)]
struct Score {
    pages: usize,
    precision: Vec<f64>,
    recall: Vec<f64>,
    each: Vec<(f64, f64, f64, String, String)>,
    fields: BTreeMap<&'static str, (usize, usize)>,
    /// Field, page, truth, answer.
    misses: Vec<(&'static str, String, String, String)>,
    rejected: BTreeMap<String, Vec<String>>,
    cpu_seconds: f64,
    bytes: usize,
}

impl Score {
    fn page(&mut self, id: &str, truth: &Truth, reading: &Reading, prediction: &Prediction) {
        self.pages += 1;
        let (hit, extra, lost) = overlap(&truth.body, &prediction.body);
        let ratio = |part: usize, rest: usize| (part + rest > 0).then(|| part as f64 / (part + rest) as f64);
        let (precision, recall) = (ratio(hit, extra), ratio(hit, lost));
        self.precision.extend(precision);
        self.recall.extend(recall);
        let (p, r) = (precision.unwrap_or(0.0), recall.unwrap_or(0.0));
        self.each.push((f1(p, r), p, r, id.to_owned(), truth.url.clone().unwrap_or_default()));
        if let Some(rejected) = &reading.rejected {
            self.rejected.entry(rejected.to_string()).or_default().push(id.to_owned());
        }

        if !truth.title.is_empty() {
            let right = plain(&truth.title) == plain(&prediction.title);
            self.field("title", id, right, &truth.title, &prediction.title);
        }
        let authors = truth.authors();
        if !authors.is_empty() {
            let sorted = |names: &[String]| {
                let mut names: Vec<String> = names.iter().map(|name| plain(name)).collect();
                names.sort();
                names
            };
            let right = sorted(&authors) == sorted(&prediction.authors);
            self.field("authors", id, right, &authors.join(" · "), &prediction.authors.join(" · "));
        }
        let answer = |value: &Option<String>| value.clone().unwrap_or_default();
        if let Some(date) = truth.date.as_deref().filter(|d| d.len() >= 10) {
            let right = prediction.date.as_deref() == date.get(..10);
            self.field("date", id, right, date, &answer(&prediction.date));
        }
        if let Some(language) = &truth.language {
            let right = prediction.language.as_deref() == language.get(..2);
            self.field("language", id, right, language, &answer(&prediction.language));
        }
        if let Some(image) = &truth.image {
            self.field("image", id, prediction.image.as_ref() == Some(image), image, &answer(&prediction.image));
        }
    }

    fn field(&mut self, name: &'static str, id: &str, right: bool, truth: &str, answer: &str) {
        let (rights, all) = self.fields.entry(name).or_default();
        *rights += usize::from(right);
        *all += 1;
        if !right {
            self.misses.push((name, id.to_owned(), truth.to_owned(), answer.to_owned()));
        }
    }

    fn table(&self) -> Table {
        let mean =
            |values: &[f64]| if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 };
        let (p, r) = (mean(&self.precision), mean(&self.recall));
        let mut table = Table::new();
        table.set_header(["measure", "value"]);
        let mut row = |name: &str, value: String| {
            table.add_row([name.to_owned(), value]);
        };
        row("pages", self.pages.to_string());
        row("F1", format!("{:.4}", f1(p, r)));
        row("precision", format!("{p:.4}"));
        row("recall", format!("{r:.4}"));
        for (name, (right, all)) in &self.fields {
            row(&format!("{name} right"), format!("{:.1} % of {all}", *right as f64 * 100.0 / *all as f64));
        }
        row("rejected", self.rejected.values().map(Vec::len).sum::<usize>().to_string());
        row("pages per CPU-second", format!("{:.0}", self.pages as f64 / self.cpu_seconds.max(1e-9)));
        row("MB per CPU-second", format!("{:.0}", self.bytes as f64 / 1e6 / self.cpu_seconds.max(1e-9)));
        if let Some(column) = table.column_mut(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        table
    }

    fn print_lists(&self) {
        for (reason, ids) in &self.rejected {
            println!("rejected ({}): {reason}: {}", ids.len(), ids.join(", "));
        }
        let mut each: Vec<_> = self.each.iter().collect();
        each.sort_by(|a, b| a.0.total_cmp(&b.0));
        println!("the worst pages:");
        for (f1, p, r, id, url) in each.into_iter().take(WORST) {
            println!("  F1 {f1:.3} precision {p:.3} recall {r:.3} {id} {url}");
        }
    }
}

impl Score {
    fn print_misses(&self, field: &str) {
        let misses: Vec<_> = self.misses.iter().filter(|(name, ..)| *name == field).collect();
        println!("wrong {field}: {}", misses.len());
        for (_, id, truth, answer) in misses {
            println!("  {id}\n    truth  {truth}\n    answer {answer}");
        }
    }
}

impl Truth {
    fn address(&self) -> anyhow::Result<Address> {
        let address = self.url.as_deref().and_then(|url| Address::parse(url).ok());
        Ok(address.map_or_else(|| Address::parse("https://unknown.example/"), Ok)?)
    }

    fn authors(&self) -> Vec<String> {
        let names: Vec<&str> = match &self.authors {
            serde_json::Value::String(names) => names.split([',', ';']).flat_map(|n| n.split(" and ")).collect(),
            serde_json::Value::Array(names) => names.iter().filter_map(|n| n.as_str()).collect(),
            _ => Vec::new(),
        };
        names.into_iter().map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned).collect()
    }
}

fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
}

/// Shingles in both, only in the answer, only in the truth, each as often as it occurs.
fn overlap(truth: &str, answer: &str) -> (usize, usize, usize) {
    let (truth, answer) = (shingles(truth), shingles(answer));
    let hit = truth.iter().map(|(shingle, n)| (*n).min(answer.get(shingle).copied().unwrap_or(0))).sum();
    (hit, answer.values().sum::<usize>() - hit, truth.values().sum::<usize>() - hit)
}

/// Four words in a row, or all of them when there are fewer; a word is a run of letters, digits and underscores.
fn shingles(text: &str) -> HashMap<Vec<&str>, usize> {
    let words: Vec<&str> = text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|w| !w.is_empty()).collect();
    let mut bag = HashMap::new();
    if words.is_empty() {
        return bag;
    }
    for window in words.windows(words.len().min(4)) {
        *bag.entry(window.to_vec()).or_default() += 1;
    }
    bag
}

/// For comparing: letters and digits in lower case, one blank between words.
fn plain(text: &str) -> String {
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    words.join(" ")
}

/// CPU time of this thread where the system tells it, else time on the wall.
fn cpu_seconds() -> f64 {
    let ticks = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = ticks.as_deref().and_then(|s| s.split_whitespace().next()).and_then(|n| n.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.elapsed().as_secs_f64(), |n| n / 1e9)
}

static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shingles_are_counted_as_often_as_they_occur() {
        assert_eq!(overlap("one two three four five", "one two three four five"), (2, 0, 0));
        assert_eq!(overlap("a b c d a b c d", "a b c d"), (1, 0, 4));
        // Fewer than four words are one shingle; no words are none.
        assert_eq!(overlap("one two", "one, two!"), (1, 0, 0));
        assert_eq!(overlap("", "one"), (0, 1, 0));
    }

    #[test]
    fn a_folder_is_read_scored_and_answered() {
        let folder = tempfile::tempdir().unwrap();
        let text = "The harbour of Lindmar opened again on Tuesday after eleven weeks of dredging, and the first ferry left with forty passengers.";
        std::fs::create_dir(folder.path().join("html")).unwrap();
        std::fs::write(
            folder.path().join("html/one.html"),
            format!("<title>Harbour opens</title><article><h1>Harbour opens</h1><p>{text}</p><p>{text}</p></article>"),
        )
        .unwrap();
        let truth = serde_json::json!({"one": {"articleBody": format!("{text}\n{text}"), "title": "Harbour opens", "authors": "", "url": "https://courier.example/x"}, "gone": {"articleBody": "x"}});
        std::fs::write(folder.path().join("ground-truth.json"), truth.to_string()).unwrap();
        let out = folder.path().join("predictions.json");
        run(folder.path(), Some(&out), &Options::default(), Some("title")).unwrap();
        let answers: serde_json::Value = serde_json::from_slice(&std::fs::read(out).unwrap()).unwrap();
        assert_eq!(answers["one"]["articleBody"], format!("{text}\n{text}"));
        assert_eq!(answers["one"]["title"], "Harbour opens");
        assert!(
            run(&folder.path().join("nowhere"), None, &Options::default(), None)
                .unwrap_err()
                .to_string()
                .contains("ground-truth.json")
        );
    }
}
