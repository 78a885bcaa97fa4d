//! `coranto completions`: for the shell's own completion folder.

use crate::cli::{Cli, CompletionsArgs};
use crate::reply::Reply;
use anyhow::Result;
use clap::CommandFactory;

pub fn run(args: &CompletionsArgs) -> Result<Reply> {
    // By way of a buffer: writing to a closed pipe would panic in the generator's own words.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "coranto", &mut script);
    print!("{}", String::from_utf8_lossy(&script));
    Ok(Reply::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed_and_every_command_has_examples() {
        let mut command = Cli::command();
        command.build();
        command.clone().debug_assert();
        for sub in command.get_subcommands().filter(|s| s.get_name() != "help") {
            let help = sub.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("Examples:"), "{} has no examples", sub.get_name());
            assert!(sub.get_about().is_some(), "{} does not say what it does", sub.get_name());
        }
    }
}
