//! Work on the code that cargo does not do itself: house rules, and benches of the whole program.

mod bench;
mod bench_pages;
mod bench_serve;
mod site_rules;
mod tidy;

use clap::{Parser, Subcommand};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Hold the repository to the house rules; the same runs as a test
    Tidy,
    /// Measure the whole program
    #[command(subcommand)]
    Bench(Bench),
    /// Compile the public rules for single sites (ftr-site-config) into what the page reader carries
    SiteRules(site_rules::SiteRulesArgs),
}

#[derive(Debug, Subcommand)]
enum Bench {
    /// First fetch of many feeds from the pretend internet, then refreshes with nothing changed
    Fetch(bench::FetchArgs),
    /// The page reader beside other libraries, on all public page sets: body, fields and speed
    Pages(bench_pages::PagesArgs),
    /// Start of the site on a large record: first page, idle memory
    Serve(bench_serve::ServeArgs),
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Tidy => tidy::run(&repository()),
        Command::Bench(Bench::Fetch(args)) => bench::fetch(&repository(), &args),
        Command::Bench(Bench::Pages(args)) => bench_pages::pages(&repository(), &args),
        Command::Bench(Bench::Serve(args)) => bench_serve::serve(&repository(), &args),
        Command::SiteRules(args) => site_rules::site_rules(&repository(), &args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}
