//! `coranto`, the command: reads the settings, opens the store, and hands over to the rooms that do the work. One file per subcommand.
//!
//! Results go to standard output, everything said about the work to standard error. Exit codes: 0 done, 1 it failed, 2 it was asked wrongly (arguments
//! or settings), 130 interrupted.

mod add;
mod article;
mod cli;
mod completions;
mod config;
mod demo;
mod eval;
mod exchange;
mod explain;
mod extraction;
mod feed;
mod fetch;
mod fixture;
mod house;
mod look;
mod names;
mod newcomer;
mod remembered;
mod reply;
mod serve;
mod settings;
mod sources;
mod terminal;

use clap::Parser;
use cli::{Cli, Command};
use reply::Reply;
use std::process::ExitCode;

fn main() -> ExitCode {
    terminal::end_quietly_when_nobody_reads();
    let cli = Cli::parse();
    terminal::start_log(&cli.command);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            return reply::failed(&anyhow::Error::from(error).context("the program's threads cannot be started"));
        }
    };
    let reply = runtime.block_on(run(cli));
    // What still runs (a resolver's thread, a slow body) is not worth waiting for.
    runtime.shutdown_timeout(std::time::Duration::from_millis(200));
    match reply {
        Ok(Reply::Done) => ExitCode::SUCCESS,
        Ok(Reply::Failed) => ExitCode::from(1),
        Ok(Reply::Interrupted) => ExitCode::from(130),
        Err(error) => reply::failed(&error),
    }
}

async fn run(cli: Cli) -> anyhow::Result<Reply> {
    let settings = settings::gather(&cli.global)?;
    match cli.command {
        Command::Serve(args) => serve::run(settings, args).await,
        Command::Demo(args) => demo::run(settings, args).await,
        Command::Add(args) => add::run(settings, args).await,
        Command::Sources(args) => sources::run(settings, args).await,
        Command::Fetch(args) => fetch::run(settings, args).await,
        Command::Article(args) => article::run(settings, args).await,
        Command::Explain(args) => explain::run(settings, args).await,
        Command::Names(args) => names::run(settings, args).await,
        Command::Fixture(args) => fixture::run(settings, args).await,
        Command::Feed(args) => feed::run(settings, args).await,
        Command::Eval(args) => eval::run(args),
        Command::Import(args) => exchange::import(settings, args).await,
        Command::Export(args) => exchange::export(settings, args).await,
        Command::Config(args) => config::run(&settings, &args),
        Command::Completions(args) => completions::run(&args),
    }
}
