//! The `oneiro` command: arguments → command → exit code.

use clap::Parser;
use oneiro::{cli::Cli, command};
use std::io::{BufWriter, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return command::usage(&error),
    };
    let mut out = BufWriter::new(std::io::stdout());
    let result = command::run(cli, &mut out);
    let flushed = out.flush().map_err(command::Error::from);
    command::finish(result.and(flushed))
}
