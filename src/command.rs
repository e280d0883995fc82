//! What each command does: one file a command.
//!
//! stdout is data, stderr is for people. A command gets its stdout as a writer and returns the exit
//! code, or an [`Error`] that [`finish`] puts on stderr, a line a problem.

mod check;
mod columns;
mod completions;
mod man;
mod new;
mod record;
mod report;
mod run;
mod scenarios;
mod schema;
mod signals;
mod study;
mod verify;
mod watch;

use crate::cli::{Cli, Command, Story};
use crate::scenario::{self, Override, Scenario, Source, plain};
use crate::session::Code;
use crate::tui::stories::Origin;
use clap::CommandFactory;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

/// Why a command did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such scenario, or it is refused.
    #[error(transparent)]
    Scenario(#[from] scenario::Error),
    /// There is no such study, or it cannot be made.
    #[error(transparent)]
    Study(#[from] crate::study::Error),
    /// Standard output cannot be written; closed by its reader it counts as success.
    #[error("standard output: {}", reason(.0))]
    Output(#[from] io::Error),
    /// A file cannot be read or written.
    #[error("{label}: {}", reason(.cause))]
    File {
        /// The file.
        label: String,
        /// Why not.
        cause: io::Error,
    },
    /// The command was not called as it must be.
    #[error("{0}")]
    Misused(String),
    /// The work was done and found something, which has been told already.
    #[error("")]
    Told,
    /// A signal ended the work.
    #[error("ended by {name}")]
    Ended {
        /// The signal's name.
        name: &'static str,
        /// Its number.
        signal: u8,
    },
}

impl Error {
    /// A file that cannot be read or written.
    pub fn file(path: &Path, cause: io::Error) -> Self {
        Self::File { label: plain(&path.to_string_lossy()), cause }
    }

    /// The program's exit code.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Scenario(error) => error.exit_code(),
            Self::Study(error) => error.exit_code(),
            Self::Output(cause) if cause.kind() == io::ErrorKind::BrokenPipe => 0,
            Self::Output(_) | Self::File { .. } | Self::Told => 1,
            Self::Misused(_) => 2,
            Self::Ended { signal, .. } => 128 + signal,
        }
    }
}

/// Does what the command line says, with `out` as standard output.
///
/// # Errors
/// Says why the work was not done.
pub fn run(cli: Cli, out: &mut dyn Write) -> Result<(), Error> {
    match cli.command {
        None => watch::run(&cli.watch, out).map_err(command_was_meant),
        Some(Command::Watch(watch)) => watch::run(&watch, out),
        Some(Command::Run(run)) => run::run(&run, out),
        Some(Command::Study(study)) => study::run(&study, out),
        Some(Command::Report(report)) => report::run(&report, out),
        Some(Command::Record(record)) => record::run(&record, out),
        Some(Command::Scenarios { name }) => scenarios::run(name.as_deref(), out),
        Some(Command::New { name, from_data: Some(file), .. }) => new::from_data(&name, &file, out),
        Some(Command::New { name, from, .. }) => new::run(&name, &from, out),
        Some(Command::Check { files }) => check::run(&files, out),
        Some(Command::Verify(verify)) => verify::run(&verify, out),
        Some(Command::Schema) => schema::run(out),
        Some(Command::Completions { shell }) => completions::run(shell, out),
        Some(Command::Man) => man::run(out),
    }
}

/// Tells an error on standard error, a line a problem, and gives the exit code.
pub fn finish(result: Result<(), Error>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let code = error.exit_code();
            if code != 0 {
                tell("error", &error);
            }
            ExitCode::from(code)
        }
    }
}

/// Answers arguments that are not a command line: help and version on standard output, a mistake
/// as one line on standard error.
pub fn usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // A reader that closes the pipe has read enough.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let text = error.render().to_string();
    let said = text.lines().map(str::trim).take_while(|line| !line.starts_with("Usage:"));
    let said: Vec<&str> = said.filter(|line| !line.is_empty() && !line.starts_with("For more")).collect();
    let line = said.join("; ").replacen(":; ", ": ", 1);
    finish(Err(Error::Misused(line.trim_start_matches("error: ").to_owned())))
}

/// Tells something on standard error, a line a line, without letting a file's text drive the
/// terminal. If standard error is closed there is nobody to tell.
fn tell(kind: &str, what: &dyn std::fmt::Display) {
    let mut err = io::stderr().lock();
    for line in what.to_string().lines().filter(|line| !line.is_empty()) {
        let _ = writeln!(err, "{kind}: {}", plain(line));
    }
}

/// Loads the scenario of a command line with its overrides.
fn load(story: &Story, more: impl IntoIterator<Item = Override>) -> Result<Scenario, Error> {
    let mut overrides = overrides(story)?;
    overrides.extend(more);
    if Code::is_meant(&story.scenario) {
        let scenario = Code::parse(&story.scenario).and_then(|code| code.scenario());
        let scenario = scenario.map_err(|why| Error::Misused(format!("the code {why}")))?;
        if overrides.is_empty() {
            return Ok(scenario);
        }
        return Ok(Scenario::parse(&scenario.to_toml(), "the code", &scenario.spec().name, &overrides)?);
    }
    Ok(Scenario::load(&story.scenario, &overrides)?)
}

/// Where the scenario of a command line comes from, so that it can be read again.
fn origin(story: &Story) -> Result<Origin, Error> {
    Ok(Origin { source: Source::find(&story.scenario)?, overrides: overrides(story)? })
}

fn overrides(story: &Story) -> Result<Vec<Override>, Error> {
    let mut overrides = Vec::new();
    for text in &story.set {
        overrides.push(Override::set(text).map_err(|what| Error::Misused(format!("--set {}: {what}", plain(text))))?);
    }
    overrides.extend(story.seed.map(Override::seed));
    Ok(overrides)
}

/// `oneiro chekc` is read as a scenario's name; the command may have been meant.
fn command_was_meant(error: Error) -> Error {
    match error {
        Error::Scenario(scenario::Error::Unknown { name, near: None }) => {
            let command = Cli::command();
            let commands = command.get_subcommands().map(clap::Command::get_name);
            let near = scenario::near(&name, commands).map(str::to_owned);
            Error::Scenario(scenario::Error::Unknown { name, near })
        }
        other => other,
    }
}

/// What went wrong, in words.
fn reason(error: &io::Error) -> String {
    scenario::reason(error)
}
