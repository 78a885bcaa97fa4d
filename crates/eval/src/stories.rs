//! `coranto eval stories`: documents with their true stories, placed online as they came, beside what simpler methods give at their best.
//!
//! `set` is the folder, `run` Coranto's own answer, `baseline` the simpler methods, `score` the scores, `rows` the way to the trees.

pub mod baseline;
pub mod related;
pub mod rows;
pub mod run;
pub mod score;
pub mod set;

use anyhow::Context;
use baseline::Likeness;
use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{CellAlignment, Table};
use coranto_encode::{Encoder, Text, Vector};
use coranto_story::place::Settings;
use run::Grouped;
use score::{Score, score};
use set::{Predictions, Stream};
use std::path::Path;

/// How vectors are made: of the documents of a stream, one for each or none.
pub type Vectors<'a> = &'a dyn Fn(&Stream) -> Vec<Option<Vector>>;

/// By the encoder.
pub fn encoded(encoder: &Encoder, stream: &Stream) -> Vec<Option<Vector>> {
    const TOGETHER: usize = 256;
    let batches = stream.documents.chunks(TOGETHER).flat_map(|batch| {
        let texts: Vec<Text<'_>> = batch.iter().map(|d| Text { title: d.title(), lead: d.lead() }).collect();
        encoder.encode(&texts)
    });
    batches.map(Some).collect()
}

#[derive(Default)]
pub struct Options<'a> {
    /// Without it all is decided by words.
    pub vectors: Option<Vectors<'a>>,
    /// Print the simpler methods beside.
    pub baselines: bool,
    /// Where to write every comparison in numbers.
    pub rows: Option<&'a Path>,
    pub settings: Settings,
}

/// Places every stream of the folder, prints the table, writes predictions to `out` when given.
pub fn run(data: &Path, out: Option<&Path>, options: &Options<'_>) -> anyhow::Result<()> {
    let streams = set::open(data)?;
    let mut rows =
        options.rows.map(|path| anyhow::Ok(std::io::BufWriter::new(std::fs::File::create(path)?))).transpose()?;
    if let Some(rows) = &mut rows {
        rows::header(rows)?;
    }
    let mut predictions = Predictions::new();
    let (mut own, mut others) = (Vec::new(), [Vec::new(), Vec::new(), Vec::new()]);
    for stream in &streams {
        let none = || vec![None; stream.documents.len()];
        let vectors = options.vectors.map_or_else(none, |make| make(stream));
        let grouped = run::group(stream, &options.settings, &vectors);
        if let Some(rows) = &mut rows {
            rows::write(stream, &grouped, rows)?;
        }
        for (document, story) in stream.documents.iter().zip(&grouped.stories) {
            predictions.insert(document.id.clone(), format!("{:016x}", story.0));
        }
        own.push(scored(stream, &grouped));
        if options.baselines && stream.documents.len() <= baseline::MOST {
            for (kind, all) in [Likeness::Words, Likeness::Vectors, Likeness::Both].into_iter().zip(&mut others) {
                if kind == Likeness::Words || options.vectors.is_some() {
                    all.push(baseline::best(stream, &vectors, kind).0);
                }
            }
        }
    }
    let names = ["words, average link, best threshold", "vectors, the same", "both, the same"];
    let mut table = head();
    add(&mut table, "**Coranto**, online", &own);
    names
        .iter()
        .zip(&others)
        .filter(|(_, scores)| !scores.is_empty())
        .for_each(|(name, all)| add(&mut table, name, all));
    println!("{table}");
    write(out, &predictions)
}

/// What is offered to read along, for every stream of the folder.
pub fn run_related(data: &Path, out: Option<&Path>, options: &Options<'_>) -> anyhow::Result<()> {
    let mut all = related::Answers::new();
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN);
    table.set_header(["stream", "documents", "precision@3", "same story found", "offered", "three owners"]);
    for stream in set::open(data)? {
        let vectors = options.vectors.map_or_else(|| vec![None; stream.documents.len()], |make| make(&stream));
        let answers = related::answers(&stream, &options.settings, &vectors);
        let score = related::score(&stream, &answers);
        table.add_row([
            stream.name.clone(),
            score.documents.to_string(),
            format!("{:.4}", score.precision),
            format!("{:.4}", score.recall),
            format!("{:.2}", score.offered),
            format!("{} of {}", score.three_owners.0, score.three_owners.1),
        ]);
        all.extend(answers);
    }
    println!("{table}");
    write(out, &all)
}

fn write(out: Option<&Path>, answers: &impl serde::Serialize) -> anyhow::Result<()> {
    let Some(out) = out else { return Ok(()) };
    std::fs::write(out, serde_json::to_vec_pretty(answers)?)
        .with_context(|| format!("{} cannot be written", out.display()))
}

fn scored(stream: &Stream, grouped: &Grouped) -> Score {
    let known = stream.documents.iter().zip(&grouped.stories);
    let known: Vec<_> = known.filter_map(|(document, story)| Some((*story, document.story.as_deref()?))).collect();
    score(&known)
}

fn head() -> Table {
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN);
    table.set_header([
        "method",
        "documents",
        "stories",
        "groups",
        "BCubed F1",
        "precision",
        "recall",
        "pairs F1",
        "homogeneity",
        "completeness",
    ]);
    table
}

/// Several streams count by their documents.
fn add(table: &mut Table, name: &str, scores: &[Score]) {
    let documents: usize = scores.iter().map(|s| s.documents).sum();
    let mean = |of: fn(&Score) -> f64| {
        scores.iter().map(|s| of(s) * s.documents as f64).sum::<f64>() / documents.max(1) as f64
    };
    let mut cells = vec![name.to_owned(), documents.to_string()];
    cells.push(scores.iter().map(|s| s.stories).sum::<usize>().to_string());
    cells.push(scores.iter().map(|s| s.groups).sum::<usize>().to_string());
    let measures: [fn(&Score) -> f64; 6] =
        [|s| s.f1, |s| s.precision, |s| s.recall, |s| s.pairs_f1, |s| s.homogeneity, |s| s.completeness];
    for of in measures {
        cells.push(format!("{:.4}", mean(of)));
    }
    table.add_row(cells);
    table.column_iter_mut().skip(1).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
}
