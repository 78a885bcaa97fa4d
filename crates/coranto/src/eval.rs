//! `coranto eval`: measures on data with known answers.

use crate::cli::{EvalArgs, Field, Task};
use crate::reply::{Reply, Usage};
use anyhow::Result;
use coranto_eval::pages::folds::Folds;
use coranto_page::Options;

pub fn run(args: EvalArgs) -> Result<Reply> {
    if !args.data.is_dir() {
        return Err(Usage(format!(
            "there is no folder {}; --data names a folder in the task's layout",
            args.data.display()
        ))
        .into());
    }
    if !matches!(args.task, Task::Pages) && args.misses.is_some() {
        return Err(Usage("--misses goes with pages: the other tasks list what was not met anyway".to_owned()).into());
    }
    match args.task {
        Task::Feeds => coranto_eval::feeds::run(&args.data, args.out.as_deref())?,
        Task::NearCopies => coranto_eval::copies::run(&args.data, args.out.as_deref())?,
        Task::Pages => {
            let memory = (!args.no_memory).then(Default::default);
            let hidden_text = !args.no_hidden_text;
            let options = Options { site_rules: !args.no_site_rules, memory, hidden_text, ..Options::default() };
            if let Some(rows) = &args.rows {
                coranto_eval::pages::rows::write(&args.data, rows, &options)?;
                return Ok(Reply::Done);
            }
            let folds = args.folds.as_deref().map(Folds::open).transpose()?;
            let misses = args.misses.map(Field::name);
            coranto_eval::pages::run(&args.data, args.out.as_deref(), &options, misses, folds.as_ref())?
        }
    }
    Ok(Reply::Done)
}
