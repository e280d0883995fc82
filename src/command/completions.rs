//! `oneiro completions SHELL`

use super::Error;
use crate::cli::Cli;
use clap::CommandFactory;
use std::io::Write;

/// Prints the completions for a shell.
pub(super) fn run(shell: clap_complete::Shell, out: &mut dyn Write) -> Result<(), Error> {
    // Into memory first: the generator panics where a pipe is closed.
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "oneiro", &mut text);
    Ok(out.write_all(&text)?)
}
