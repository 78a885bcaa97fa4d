//! `coranto eval`: measures on data with known answers.

use crate::cli::{EvalArgs, Task};
use crate::reply::{Reply, Usage};
use anyhow::Result;
use coranto_page::Options;

pub fn run(args: EvalArgs) -> Result<Reply> {
    if !args.data.is_dir() {
        return Err(Usage(format!(
            "there is no folder {}; --data names a folder in the task's layout",
            args.data.display()
        ))
        .into());
    }
    match args.task {
        Task::Feeds => coranto_eval::feeds::run(&args.data, args.out.as_deref())?,
        Task::Pages => {
            let memory = args.memory.then(Default::default);
            let options = Options { site_rules: !args.no_site_rules, memory, ..Options::default() };
            coranto_eval::pages::run(&args.data, args.out.as_deref(), &options)?
        }
    }
    Ok(Reply::Done)
}
