//! Many tools on the same pages: a row each, a table per set and one over all.

use super::run::Run;
use super::score::{Body, Score};
use super::set::{Answers, Truth};
use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{CellAlignment, ContentArrangement, Table};
use std::collections::BTreeMap;

#[derive(Debug, Default, Clone)]
pub struct Row {
    pub tool: String,
    pub version: String,
    pub score: Score,
    pub cpu_seconds: Option<f64>,
    pub bytes: usize,
    /// Pages without an answer: refused, failed or empty.
    pub silent: usize,
    /// The body of every page.
    pub each: BTreeMap<String, Body>,
}

impl Row {
    /// Answers are looked up for every page of the truth: leaving one out is not better than having it wrong.
    pub fn of(run: &Run, answers: &Answers, truths: &BTreeMap<String, Truth>) -> Row {
        let mut row = Row {
            tool: run.tool.clone(),
            version: run.version.clone(),
            cpu_seconds: run.cpu_seconds,
            bytes: run.bytes,
            ..Row::default()
        };
        for (id, truth) in truths {
            let answer = answers.get(id);
            row.silent += usize::from(answer.is_none_or(|a| a.body.trim().is_empty()));
            row.each.insert(id.clone(), row.score.page(id, truth, answer));
        }
        row
    }

    /// The same tool on another set: as if both sets were one.
    pub fn add(&mut self, other: &Row) {
        self.score.add(&other.score);
        self.cpu_seconds = self.cpu_seconds.zip(other.cpu_seconds).map(|(a, b)| a + b);
        self.bytes += other.bytes;
        self.silent += other.silent;
    }
}

const FIELDS: [&str; 5] = ["title", "authors", "date", "language", "image"];

/// As Markdown, so that it can stand in `docs/evaluation.md` as it is. Fields that no truth of the set knows have no column.
pub fn table(rows: &[Row]) -> String {
    let fields: Vec<&str> =
        FIELDS.into_iter().filter(|field| rows.iter().any(|row| row.score.right(field).is_some())).collect();
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN).set_content_arrangement(ContentArrangement::Disabled);
    let mut header = vec!["tool", "version", "F1", "precision", "recall"];
    header.extend(&fields);
    header.extend(["pages/CPU-s", "MB/CPU-s", "no answer"]);
    table.set_header(&header);
    for row in rows {
        let body = row.score.body();
        let mut cells = vec![row.tool.clone(), row.version.clone()];
        cells.extend([body.f1, body.precision, body.recall].map(|value| format!("{value:.3}")));
        cells.extend(fields.iter().map(|field| percent(row.score.right(field))));
        let per_second = |amount: f64| row.cpu_seconds.map_or("–".to_owned(), |s| short(amount / s.max(1e-9)));
        cells.push(per_second(row.score.pages() as f64));
        cells.push(per_second(row.bytes as f64 / 1e6));
        cells.push(row.silent.to_string());
        table.add_row(cells);
    }
    for at in 2..header.len() {
        if let Some(column) = table.column_mut(at) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.to_string()
}

fn percent(right: Option<(usize, usize)>) -> String {
    match right {
        Some((right, all)) if all > 0 => format!("{:.1} %", right as f64 * 100.0 / all as f64),
        _ => "–".to_owned(),
    }
}

fn short(value: f64) -> String {
    if value >= 9.95 { format!("{value:.0}") } else { format!("{value:.1}") }
}

/// A page on which another tool's body is better than ours by at least `by`.
#[derive(Debug, Clone, PartialEq)]
pub struct Loss {
    pub id: String,
    pub ours: Body,
    pub best: Body,
    pub tool: String,
    /// Tools that are better by as much.
    pub tools: usize,
}

/// The widest first.
pub fn losses(ours: &Row, others: &[Row], by: f64) -> Vec<Loss> {
    let mut losses = Vec::new();
    for (id, own) in &ours.each {
        let better: Vec<(Body, &Row)> = others
            .iter()
            .filter_map(|row| row.each.get(id).map(|body| (*body, row)))
            .filter(|(body, _)| body.f1 >= own.f1 + by)
            .collect();
        if let Some((best, row)) = better.iter().max_by(|a, b| a.0.f1.total_cmp(&b.0.f1)) {
            losses.push(Loss { id: id.clone(), ours: *own, best: *best, tool: row.tool.clone(), tools: better.len() });
        }
    }
    losses.sort_by(|a, b| (b.best.f1 - b.ours.f1).total_cmp(&(a.best.f1 - a.ours.f1)));
    losses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::set::Answer;

    fn truths() -> BTreeMap<String, Truth> {
        let page = |body: &str| Truth { body: body.into(), title: "Ferry".into(), ..Truth::default() };
        BTreeMap::from([
            ("one".into(), page("the ferry left at noon today")),
            ("two".into(), page("nobody was on board it")),
        ])
    }

    fn row(tool: &str, answers: &[(&str, &str)], seconds: Option<f64>) -> Row {
        let run = Run { tool: tool.into(), version: "1.0".into(), cpu_seconds: seconds, pages: 2, bytes: 3_000_000 };
        let answers = answers
            .iter()
            .map(|(id, body)| ((*id).to_owned(), Answer { body: (*body).into(), ..Answer::default() }))
            .collect();
        Row::of(&run, &answers, &truths())
    }

    #[test]
    fn a_table_has_a_row_per_tool_and_the_fields_that_are_known() {
        let all = [("one", "the ferry left at noon today"), ("two", "nobody was on board it")];
        let table = table(&[row("ours", &all, Some(0.01)), row("other", &all[..1], None)]);
        assert_eq!(
            table,
            "| tool  | version |    F1 | precision | recall | title | pages/CPU-s | MB/CPU-s | no answer |\n\
             |-------|---------|-------|-----------|--------|-------|-------------|----------|-----------|\n\
             | ours  | 1.0     | 1.000 |     1.000 |  1.000 | 0.0 % |         200 |      300 |         0 |\n\
             | other | 1.0     | 0.667 |     1.000 |  0.500 | 0.0 % |           – |        – |         1 |"
        );
    }

    #[test]
    fn a_page_that_another_reads_better_is_listed_with_the_best() {
        let ours = row("ours", &[("one", "the ferry left at noon today subscribe now to read more")], None);
        let good = row("good", &[("one", "the ferry left at noon today"), ("two", "nobody was on board it")], None);
        let bad = row("bad", &[], None);
        let losses = losses(&ours, &[good, bad], 0.1);
        assert_eq!(losses.iter().map(|l| l.id.as_str()).collect::<Vec<_>>(), ["two", "one"]);
        assert!(losses.iter().all(|l| l.tool == "good" && l.tools == 1));
    }
}
