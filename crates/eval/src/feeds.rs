//! `coranto eval feeds`: feeds with the expectations that stand in their first comment (feedparser's suite), and plain fixtures that must be read.
//!
//! An expectation is a Python expression about feedparser's result. `python` reads the expression, `judge` says which of its parts
//! concern something that Coranto stores, and compares those. What does not concern it is counted as skipped, with the reason.

mod judge;
mod python;

use anyhow::{Context, Result, bail};
use comfy_table::{CellAlignment, Table};
use coranto_core::Address;
use coranto_feed::{Hint, Parsed};
use judge::{Outcome, Verdict};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Reads every feed under `data`, prints the table, writes the answers to `out` as JSON when given.
pub fn run(data: &Path, out: Option<&Path>) -> Result<()> {
    let root = feeds_folder(data)?;
    let suite = files_under(&root.join("feedparser"), &["xml"])?;
    let fixtures = files_under(&root.join("feed-rs"), &["xml", "json"])?;
    if suite.is_empty() && fixtures.is_empty() {
        bail!("no feeds in {}: expected the folders feedparser/ and feed-rs/", root.display());
    }
    let mut report = Report::default();
    for path in &suite {
        report.suite_file(&root, path)?;
    }
    // What feed-rs made of a fixture stands beside it.
    for path in fixtures.iter().filter(|p| !p.to_string_lossy().ends_with(".serde.json")) {
        report.fixture_file(&root, path)?;
    }
    report.print();
    if let Some(out) = out {
        std::fs::write(out, serde_json::to_vec_pretty(&report.answers())?)
            .with_context(|| format!("cannot write {}", out.display()))?;
        println!("answers written to {}", out.display());
    }
    Ok(())
}

fn feeds_folder(data: &Path) -> Result<PathBuf> {
    for candidate in [data.to_path_buf(), data.join("feeds")] {
        if candidate.join("feedparser").is_dir() || candidate.join("feed-rs").is_dir() {
            return Ok(candidate);
        }
    }
    if data.join("feeds.tar.xz").is_file() {
        bail!(
            "{0} holds the archive, not the feeds: unpack it first (tar xJf {0}/feeds.tar.xz -C FOLDER) and give FOLDER/feeds as --data",
            data.display()
        );
    }
    bail!("{} has no folder feedparser/ or feed-rs/", data.display())
}

fn files_under(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| endings.iter().any(|w| e == *w)) {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

#[derive(Default)]
struct Report {
    rows: BTreeMap<String, Row>,
    skipped: BTreeMap<String, usize>,
    failures: Vec<Failure>,
    bytes: usize,
    time: Duration,
    slowest: Option<(f64, String)>,
}

#[derive(Default, Clone, Copy, Serialize)]
struct Row {
    met: usize,
    not_met: usize,
    skipped: usize,
}

#[derive(Serialize)]
struct Failure {
    file: String,
    kind: String,
    expected: String,
    got: String,
}

/// The kind that says whether the feed was rightly called well formed: shown, and not part of the score, because nearly every file
/// begins with it.
const WELL_FORMED: &str = "(well-formedness)";

impl Report {
    fn suite_file(&mut self, root: &Path, path: &Path) -> Result<()> {
        let bytes = std::fs::read(path)?;
        let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned();
        let comment = Comment::read(&bytes);
        let Some(expression) = &comment.expect else {
            self.skip("no expectation in the file", "unknown");
            return Ok(());
        };
        let content_type = comment.header("content-type");
        let address = comment.served.then(|| comment.address(&name)).flatten();
        let hint = Hint { content_type: content_type.as_deref(), address: address.as_ref() };
        let parsed = self.timed(&bytes, &hint, &name);
        let Some(expression) = python::parse(expression) else {
            self.skip("expression not understood", "unknown");
            return Ok(());
        };
        let context = judge::Context { name: &name, source: &bytes, parsed: parsed.as_ref().ok() };
        for verdict in judge::judge(&expression, &context) {
            self.count(&name, verdict);
        }
        Ok(())
    }

    fn fixture_file(&mut self, root: &Path, path: &Path) -> Result<()> {
        let bytes = std::fs::read(path)?;
        let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned();
        let parsed = self.timed(&bytes, &Hint::default(), &name);
        for verdict in judge::judge_fixture(&bytes, parsed.as_ref()) {
            self.count(&name, verdict);
        }
        Ok(())
    }

    /// The fastest of three, so that a busy machine does not speak for the parser.
    fn timed(
        &mut self,
        bytes: &[u8],
        hint: &Hint<'_>,
        name: &str,
    ) -> Result<Parsed, coranto_core::reason::FeedRejected> {
        let mut best = Duration::MAX;
        for _ in 0..2 {
            let start = Instant::now();
            let parsed = coranto_feed::parse(bytes, hint);
            best = best.min(start.elapsed());
            drop(parsed);
        }
        let start = Instant::now();
        let parsed = coranto_feed::parse(bytes, hint);
        best = best.min(start.elapsed());
        self.bytes += bytes.len();
        self.time += best;
        // Below this size the clock and the page cache are measured, not the parser.
        if bytes.len() >= 10_000 {
            let ms_per_mb = best.as_secs_f64() * 1e3 / (bytes.len() as f64 / 1e6);
            if self.slowest.as_ref().is_none_or(|(slowest, _)| ms_per_mb > *slowest) {
                self.slowest = Some((ms_per_mb, name.to_owned()));
            }
        }
        parsed
    }

    fn count(&mut self, file: &str, verdict: Verdict) {
        match verdict.outcome {
            Outcome::Met => self.row(&verdict.kind).met += 1,
            Outcome::Skipped(reason) => self.skip(&reason, &verdict.kind),
            Outcome::NotMet { expected, got } => {
                self.row(&verdict.kind).not_met += 1;
                self.failures.push(Failure { file: file.to_owned(), kind: verdict.kind, expected, got });
            }
        }
    }

    fn row(&mut self, kind: &str) -> &mut Row {
        self.rows.entry(kind.to_owned()).or_default()
    }

    fn skip(&mut self, reason: &str, kind: &str) {
        self.row(kind).skipped += 1;
        *self.skipped.entry(reason.to_owned()).or_default() += 1;
    }

    fn total(&self) -> Row {
        self.rows.iter().filter(|(kind, _)| *kind != WELL_FORMED).fold(Row::default(), |sum, (_, row)| Row {
            met: sum.met + row.met,
            not_met: sum.not_met + row.not_met,
            skipped: sum.skipped + row.skipped,
        })
    }

    fn print(&self) {
        let mut table = Table::new();
        table.set_header(["expectation", "applicable", "met", "not met", "met %", "skipped"]);
        let total = self.total();
        let rows =
            self.rows.iter().map(|(kind, row)| (kind.as_str(), *row)).filter(|(_, row)| row.met + row.not_met > 0);
        for (kind, row) in rows.chain([("all (without well-formedness)", total)]) {
            let applicable = row.met + row.not_met;
            table.add_row([
                kind.to_owned(),
                applicable.to_string(),
                row.met.to_string(),
                row.not_met.to_string(),
                percent(row.met, applicable),
                row.skipped.to_string(),
            ]);
        }
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        println!("{table}\n\nSkipped, by reason:");
        let mut reasons: Vec<_> = self.skipped.iter().collect();
        reasons.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        for (reason, count) in reasons {
            println!("{count:>6}  {reason}");
        }
        println!(
            "\n{} bytes in {:.1} ms: {:.0} MB/s",
            self.bytes,
            self.time.as_secs_f64() * 1e3,
            self.megabytes_per_second()
        );
        if let Some((ms, name)) = &self.slowest {
            println!("slowest file over 10 kB: {ms:.1} ms per MB ({name})");
        }
    }

    fn megabytes_per_second(&self) -> f64 {
        self.bytes as f64 / 1e6 / self.time.as_secs_f64().max(1e-9)
    }

    fn answers(&self) -> serde_json::Value {
        serde_json::json!({
            "total": self.total(),
            "kinds": self.rows,
            "skipped": self.skipped,
            "megabytes_per_second": self.megabytes_per_second(),
            "slowest_ms_per_megabyte": self.slowest.as_ref().map(|(ms, _)| ms),
            "failures": self.failures,
        })
    }
}

fn percent(part: usize, whole: usize) -> String {
    if whole == 0 { "-".to_owned() } else { format!("{:.1}", part as f64 * 100.0 / whole as f64) }
}

/// The first comment of a file of the suite.
struct Comment {
    expect: Option<String>,
    headers: Vec<(String, String)>,
    /// The suite serves this file over HTTP: relative addresses have something to stand against.
    served: bool,
}

impl Comment {
    fn read(bytes: &[u8]) -> Comment {
        // Without its zeros, UTF-16 and UTF-32 of ASCII letters is ASCII.
        let thin: Vec<u8> = bytes.iter().copied().filter(|b| *b != 0).collect();
        let text = String::from_utf8_lossy(&thin);
        let expect = after(&text, "Expect:").map(str::to_owned);
        let headers: Vec<(String, String)> = text
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix("Header:"))
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let served = !headers.is_empty() || expect.as_deref().is_some_and(|e| e.contains("127.0.0.1:8097"));
        Comment { expect, headers, served }
    }

    fn header(&self, name: &str) -> Option<String> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone())
    }

    fn address(&self, name: &str) -> Option<Address> {
        let document = Address::parse(&format!("http://127.0.0.1:8097/tests/{name}")).ok()?;
        let moved = self.header("content-location").and_then(|l| Address::join(&document, &l).ok());
        Some(moved.unwrap_or(document))
    }
}

fn after<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    text.split_once(word).and_then(|(_, rest)| rest.lines().next()).map(str::trim)
}
