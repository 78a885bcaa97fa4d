//! How a command ends.

use std::process::ExitCode;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    Done,
    /// It ran, and what it was asked for did not come about; it has said why.
    Failed,
    Interrupted,
}

/// Asked wrongly: exit code 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Usage(pub String);

/// Prints an error with its causes and chooses the exit code.
pub fn failed(error: &anyhow::Error) -> ExitCode {
    let mut message = error.to_string();
    for cause in error.chain().skip(1) {
        let cause = cause.to_string();
        // Many errors repeat their cause in their own words.
        if !message.contains(&cause) {
            message.push_str(": ");
            message.push_str(&cause);
        }
    }
    let red = anstyle::AnsiColor::Red.on_default().bold();
    anstream::eprintln!("{red}coranto:{red:#} {message}");
    let asked_wrongly =
        error.chain().any(|cause| cause.is::<Usage>() || cause.is::<coranto_core::config::ConfigError>());
    ExitCode::from(if asked_wrongly { 2 } else { 1 })
}
