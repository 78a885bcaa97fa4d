//! `coranto eval`: measures on data with known answers.

use crate::cli::{EvalArgs, Field, Task};
use crate::reply::{Reply, Usage};
use anyhow::{Context, Result};
use coranto_encode::Encoder;
use coranto_eval::pages::folds::Folds;
use coranto_eval::stories::{self, Vectors, encoded, set::Stream};
use coranto_page::Options;
use coranto_story::place;
use coranto_trees::Trees;
use std::path::Path;
use std::sync::Arc;

pub fn run(args: EvalArgs) -> Result<Reply> {
    let Some(data) = args.data.as_deref().filter(|data| *data != Path::new("world")) else {
        match args.task {
            Task::Dates => coranto_eval::dates::world::run(args.out.as_deref())?,
            Task::Quotes => coranto_eval::quotes::world::run(args.out.as_deref())?,
            _ => {
                let usage = "this task needs --data DIR, a folder in its layout: only quotes and dates are measured on the made-up world";
                return Err(Usage(usage.to_owned()).into());
            }
        }
        return Ok(Reply::Done);
    };
    if !data.is_dir() {
        return Err(Usage(format!(
            "there is no folder {}; --data names a folder in the task's layout",
            data.display()
        ))
        .into());
    }
    if !matches!(args.task, Task::Pages) && args.misses.is_some() {
        return Err(Usage("--misses goes with pages: the other tasks list what was not met anyway".to_owned()).into());
    }
    match args.task {
        Task::Dates => coranto_eval::dates::run(data, args.out.as_deref())?,
        Task::Entities => coranto_eval::entities::run(data, args.out.as_deref())?,
        Task::Categories => {
            let encoder = (!args.lexical).then(Encoder::bundled).transpose()?;
            coranto_eval::categories::run(data, args.out.as_deref(), encoder.as_ref())?
        }
        Task::Feeds => coranto_eval::feeds::run(data, args.out.as_deref())?,
        Task::NearCopies => coranto_eval::copies::run(data, args.out.as_deref())?,
        Task::Quotes => coranto_eval::quotes::run(data, args.out.as_deref())?,
        Task::Stories | Task::Related => stories(&args, data)?,
        Task::Tags => coranto_eval::tags::run(data, args.out.as_deref())?,
        Task::Pages => {
            let memory = (!args.no_memory).then(Default::default);
            let hidden_text = !args.no_hidden_text;
            let options = Options { site_rules: !args.no_site_rules, memory, hidden_text, ..Options::default() };
            if let Some(rows) = &args.rows {
                coranto_eval::pages::rows::write(data, rows, &options)?;
                return Ok(Reply::Done);
            }
            let folds = args.folds.as_deref().map(Folds::open).transpose()?;
            let misses = args.misses.map(Field::name);
            coranto_eval::pages::run(data, args.out.as_deref(), &options, misses, folds.as_ref())?
        }
    }
    Ok(Reply::Done)
}

fn stories(args: &EvalArgs, data: &Path) -> Result<()> {
    let encoder = (!args.lexical).then(Encoder::bundled).transpose()?;
    let vectors = |stream: &Stream| encoder.as_ref().map_or_else(Vec::new, |encoder| encoded(encoder, stream));
    let trees = args.trees.as_deref().map(trees).transpose()?;
    let options = stories::Options {
        vectors: encoder.is_some().then_some(&vectors as Vectors<'_>),
        baselines: args.baselines,
        rows: args.rows.as_deref(),
        settings: place::Settings { trees, ..place::Settings::default() },
    };
    match args.task {
        Task::Related => stories::run_related(data, args.out.as_deref(), &options),
        _ => stories::run(data, args.out.as_deref(), &options),
    }
}

fn trees(path: &Path) -> Result<Arc<Trees>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(Arc::new(Trees::parse(&text, &place::NAMES).map_err(anyhow::Error::msg)?))
}
