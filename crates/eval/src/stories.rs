//! `coranto eval stories`: documents with their true stories, placed online as they came, beside what simpler methods give at their best.
//!
//! `set` is the folder, `run` Coranto's own answer, `baseline` the simpler methods, `score` the scores, `languages` the pairs in two languages, `rows` the way to the trees, `world` a stream of our own.

pub mod baseline;
pub mod languages;
pub mod related;
pub mod rows;
pub mod run;
pub mod score;
pub mod set;
pub mod world;

use anyhow::Context;
use baseline::{Curve, Likeness, Way};
use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{CellAlignment, Table};
use coranto_encode::{Encoder, Text, Vector};
use coranto_story::place::Settings;
use languages::Pairs;
use score::Score;
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

/// Places every stream of the folder, prints the table, another of the pairs in two languages where there are any, writes predictions to `out` when given.
pub fn run(data: &Path, out: Option<&Path>, options: &Options<'_>) -> anyhow::Result<()> {
    let streams = set::open(data)?;
    let mut rows = options.rows.map(rows::create).transpose()?;
    let mut predictions = Predictions::new();
    let (mut own, mut baselines) = (Vec::new(), Baselines::default());
    let (mut placed, mut by_vector) = (Pairs::new(), Pairs::new());
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
        own.push(score::of(stream, &grouped.stories));
        languages::add(&mut placed, languages::pairs(stream, |a, b| grouped.stories[a] == grouped.stories[b]));
        languages::add(&mut by_vector, languages::by_vector(stream, &vectors));
        if options.baselines && stream.documents.len() <= baseline::MOST {
            baselines.add(stream, &vectors, options.vectors.is_some());
        }
    }
    let mut table = head();
    add(&mut table, "**Coranto**, online", &own);
    baselines.rows().iter().for_each(|(name, scores)| add(&mut table, name, scores));
    println!("{table}");
    if !placed.is_empty() {
        println!("{}", languages::table(plain_table(), &placed, &by_vector));
    }
    write(out, &predictions)
}

/// What simpler methods give at each threshold, stream by stream.
#[derive(Default)]
struct Baselines(Vec<(Likeness, [Vec<Curve>; 3])>);

impl Baselines {
    fn add(&mut self, stream: &Stream, vectors: &[Option<Vector>], with_vectors: bool) {
        let all = [Likeness::Words, Likeness::Vectors, Likeness::Both];
        for likeness in all.into_iter().take(if with_vectors { 3 } else { 1 }) {
            let at = self.0.iter().position(|(known, _)| *known == likeness).unwrap_or_else(|| {
                self.0.push((likeness, Default::default()));
                self.0.len() - 1
            });
            let curves = baseline::curves(stream, vectors, likeness);
            self.0[at].1.iter_mut().zip(curves).for_each(|(streams, curve)| streams.push(curve));
        }
    }

    fn rows(&self) -> Vec<(String, Vec<Score>)> {
        let mut rows = Vec::new();
        for (likeness, ways) in &self.0 {
            let likeness = match likeness {
                Likeness::Words => "words",
                Likeness::Vectors => "vectors",
                Likeness::Both => "words and vectors",
            };
            for (way, streams) in baseline::WAYS.iter().zip(ways) {
                let (scores, from) = baseline::best(streams);
                let way = match way {
                    Way::NearestReport => "online, to the nearest report",
                    Way::NearestStory => "online, to the nearest story",
                    Way::AllAtOnce => "all at once",
                };
                rows.push((format!("{likeness}, {way}, from {from:.2}"), scores));
            }
        }
        rows
    }
}

/// What is offered to read along, for every stream of the folder.
pub fn run_related(data: &Path, out: Option<&Path>, options: &Options<'_>) -> anyhow::Result<()> {
    let mut rows = options.rows.map(rows::create).transpose()?;
    let mut all = related::Answers::new();
    let mut table = plain_table();
    table.set_header([
        "stream",
        "documents",
        "precision@3",
        "same story found",
        "offered",
        "one or more",
        "three",
        "three owners",
    ]);
    for stream in set::open(data)? {
        let vectors = options.vectors.map_or_else(|| vec![None; stream.documents.len()], |make| make(&stream));
        let (answers, grouped) = related::place(&stream, &options.settings, &vectors);
        if let Some(rows) = &mut rows {
            rows::write_background(&stream, &grouped, rows)?;
        }
        let score = related::score(&stream, &answers);
        table.add_row([
            stream.name.clone(),
            score.documents.to_string(),
            format!("{:.4}", score.precision),
            format!("{:.4}", score.recall),
            format!("{:.2}", score.offered),
            format!("{:.3}", score.with_one),
            format!("{:.3}", score.with_three),
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

fn plain_table() -> Table {
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN);
    table
}

fn head() -> Table {
    let mut table = plain_table();
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
