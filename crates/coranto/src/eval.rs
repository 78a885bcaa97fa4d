//! `coranto eval`: measures on data with known answers.

use crate::cli::{EvalArgs, Task};
use crate::reply::{Reply, Usage};
use anyhow::Result;

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
        Task::Pages => coranto_eval::pages::run(&args.data, args.out.as_deref())?,
    }
    Ok(Reply::Done)
}
