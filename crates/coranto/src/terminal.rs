//! What a person sees at a terminal: the log, tables, bars.

use crate::cli::Command;
use comfy_table::{ContentArrangement, Table, presets};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// CORANTO_LOG chooses what is logged ("debug", "coranto_fetch=trace"); to standard error, coloured only at a terminal without NO_COLOR.
pub fn start_log(command: &Command) {
    let usual = match command {
        Command::Serve(_) | Command::Demo(_) => "warn,coranto=info",
        _ => "error",
    };
    let filter = EnvFilter::try_from_env("CORANTO_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(colour)
        .with_target(false)
        .init();
}

/// `coranto … | head` closes our output early: that is no failure of ours, and nobody wants a backtrace of it. Ends as the signal would.
pub fn end_quietly_when_nobody_reads() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let message = panic.payload().downcast_ref::<String>();
        if message.is_some_and(|m| m.starts_with("failed printing to") && m.contains("Broken pipe")) {
            std::process::exit(141);
        }
        usual(panic);
    }));
}

/// A table without furniture, as wide as the terminal; unlimited in a pipe, so that lines can be cut by other tools.
pub fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(header.iter().map(|h| h.to_uppercase()));
    if std::io::stdout().is_terminal() {
        let (_, columns) = console::Term::stdout().size();
        table.set_width(columns).set_content_arrangement(ContentArrangement::Dynamic);
    }
    table
}

pub fn print_table(table: &Table) {
    for line in table.lines() {
        println!("{}", line.trim_end());
    }
}

/// A bar on standard error; none when that is not a terminal.
pub fn bar(what: &'static str) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{msg:>6} [{bar:30}] {pos}/{len} {elapsed}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("=> ");
    ProgressBar::new(0).with_style(style).with_message(what)
}
