//! `oneiro report DIR`

mod table;

use super::Error;
use super::signals::Signals;
use crate::cli;
use crate::export::report::{Trouble, write};
use crate::export::tensorboard;
use crate::scenario::plain;
use crate::study::Study;
use std::io::Write;

/// Reads a study, writes the files of its report beside its cells, and prints what it has found.
pub(super) fn run(report: &cli::Report, out: &mut dyn Write) -> Result<(), Error> {
    // A file that grows past a limit is an error of its writing, and a signal leaves nothing half-written.
    let signals = Signals::listen()?;
    let study = Study::open(&report.dir)?;
    let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let jobs = report.jobs.map_or_else(cores, usize::from);
    let found = write(&study, jobs).map_err(told)?;
    let ended = || signals.caught().map_or(Ok(()), |(name, signal)| Err(Error::Ended { name, signal }));
    ended()?;
    let events = if report.tensorboard { Some(tensorboard::write(&study, jobs).map_err(told)?) } else { None };
    ended()?;
    table::print(&study, &found, out)?;
    let dir = plain(&report.dir.to_string_lossy());
    let dir = dir.trim_end_matches('/');
    writeln!(out, "written: {dir}/report.html, results.csv, verdict.json, figures")?;
    if let Some(events) = events {
        writeln!(out, "written: {dir}/tensorboard, {events} lives: tensorboard --logdir {dir}/tensorboard")?;
    }
    Ok(())
}

fn told(trouble: Trouble) -> Error {
    match trouble {
        Trouble::Study(error) => Error::Study(error),
        Trouble::File((path, cause)) => Error::file(&path, cause),
    }
}
