//! `coranto eval pages`: article pages with their true texts; bags of 4-word shingles, and the fields.
//!
//! `set` is the folder, `score` the scorer that every tool is held to, `run` one tool's answers with what they cost, `rows` and `folds` the way to the learned decision and its estimate, `compare` the tables of many tools.

pub mod compare;
pub mod folds;
pub mod rows;
pub mod run;
pub mod score;
pub mod set;

use anyhow::Context;
use comfy_table::{CellAlignment, Table};
use coranto_page::Options;
use folds::Folds;
use run::Measured;
use score::{Body, Miss, Score};
use set::Set;
use std::collections::BTreeMap;
use std::path::Path;

/// Pages shown in the list of the worst.
const WORST: usize = 20;
/// Timed passes over the pages, after one that is not timed.
const PASSES: usize = 3;

/// Reads every page of the folder (`ground-truth.json`, `html/<id>.html.gz` or `.html`), prints the table, writes predictions to `out` when given.
/// With a memory in `options`, the pages of each site are first learnt from, without a look at their truths, and then read with what was learnt.
/// Each wrong answer for the field `misses` is listed beside its truth. With `folds`, each page is read with trees that never saw its site.
pub fn run(
    data: &Path,
    out: Option<&Path>,
    options: &Options,
    misses: Option<&str>,
    folds: Option<&Folds>,
) -> anyhow::Result<()> {
    let set = Set::open(data)?;
    let measured = run::measure(&set, options, folds, PASSES);
    let mut score = Score::default();
    let mut each = Vec::new();
    for page in &set.pages {
        let body = score.page(&page.id, &page.truth, measured.answers.get(&page.id));
        each.push((body, page.id.as_str(), page.truth.url.as_deref().unwrap_or_default()));
    }
    println!("{}", table(&score, &measured, set.bytes()));
    print_lists(&measured.rejected, &mut each);
    if let Some(field) = misses {
        print_misses(&score, field);
    }
    if !set.missing.is_empty() {
        println!(
            "{} pages of ground-truth.json have no file under html/: {}",
            set.missing.len(),
            set.missing.join(", ")
        );
    }
    if let Some(out) = out {
        std::fs::write(out, serde_json::to_vec_pretty(&measured.answers)?)
            .with_context(|| format!("{} cannot be written", out.display()))?;
    }
    Ok(())
}

fn table(score: &Score, measured: &Measured, bytes: usize) -> Table {
    let body = score.body();
    let mut table = Table::new();
    table.set_header(["measure", "value"]);
    let mut row = |name: &str, value: String| {
        table.add_row([name.to_owned(), value]);
    };
    row("pages", score.pages().to_string());
    row("F1", format!("{:.4}", body.f1));
    row("precision", format!("{:.4}", body.precision));
    row("recall", format!("{:.4}", body.recall));
    for (name, right, all) in score.rights() {
        row(&format!("{name} right"), format!("{:.1} % of {all}", right as f64 * 100.0 / all as f64));
    }
    row("rejected", measured.rejected.values().map(Vec::len).sum::<usize>().to_string());
    let seconds = measured.cpu_seconds.max(1e-9);
    row("pages per CPU-second", format!("{:.0}", score.pages() as f64 / seconds));
    row("MB per CPU-second", format!("{:.0}", bytes as f64 / 1e6 / seconds));
    if let Some(column) = table.column_mut(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn print_lists(rejected: &BTreeMap<String, Vec<String>>, each: &mut [(Body, &str, &str)]) {
    for (reason, ids) in rejected {
        println!("rejected ({}): {reason}: {}", ids.len(), ids.join(", "));
    }
    each.sort_by(|a, b| a.0.f1.total_cmp(&b.0.f1));
    println!("the worst pages:");
    for (Body { f1, precision, recall }, id, url) in each.iter().take(WORST) {
        println!("  F1 {f1:.3} precision {precision:.3} recall {recall:.3} {id} {url}");
    }
}

fn print_misses(score: &Score, field: &str) {
    println!("wrong {field}: {}", score.misses(field).count());
    for Miss { page, truth, answer, .. } in score.misses(field) {
        println!("  {page}\n    truth  {truth}\n    answer {answer}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        run(folder.path(), Some(&out), &Options::default(), Some("title"), None).unwrap();
        let answers: serde_json::Value = serde_json::from_slice(&std::fs::read(out).unwrap()).unwrap();
        assert_eq!(answers["one"]["articleBody"], format!("{text}\n{text}"));
        assert_eq!(answers["one"]["title"], "Harbour opens");
        let nowhere = run(&folder.path().join("nowhere"), None, &Options::default(), None, None);
        assert!(nowhere.unwrap_err().to_string().contains("ground-truth.json"));
    }
}
