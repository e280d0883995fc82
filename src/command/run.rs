//! `oneiro run [SCENARIO]`

pub(super) mod table;

use super::signals::Signals;
use super::{Error, load, tell};
use crate::cli::Run;
use crate::export::Folder;
use crate::lab::{Lab, Options, Progress};
use crate::net::Kernel;
use crate::scenario::{Override, Scenario};
use crate::session::{Session, Until};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::Write;
use std::path::Path;

/// Runs a scenario to its last morning.
pub(super) fn run(run: &Run, out: &mut dyn Write) -> Result<(), Error> {
    let more = run.days.map(Override::days).into_iter().chain(run.arms.as_deref().map(Override::arms));
    let scenario = load(&run.story, more)?;
    let kernel = kernel(run.kernel.as_deref(), &scenario);
    let until = run.until.as_deref().map(condition).transpose()?;
    headless(&scenario, kernel, until.as_ref(), run.out.as_deref(), out)
}

/// The condition to stop at.
fn condition(text: &str) -> Result<Until, Error> {
    text.parse().map_err(|why| Error::Misused(format!("--until: {why}")))
}

/// The kernel that was asked for, or else that of a saved session, or else the fast one.
pub(super) fn kernel(asked: Option<&str>, scenario: &Scenario) -> Kernel {
    let saved = || Session::options(scenario, Options::default()).kernel;
    asked.and_then(Kernel::from_name).unwrap_or_else(saved)
}

/// Lives a scenario without a screen, to the end or until something is so, writes its files into a
/// folder, and prints its table.
pub(super) fn headless(
    scenario: &Scenario,
    kernel: Kernel,
    until: Option<&Until>,
    folder: Option<&Path>,
    out: &mut dyn Write,
) -> Result<(), Error> {
    // Before anything is on disk, so that a signal never leaves anything there.
    let signals = Signals::listen()?;
    let mut lab = Lab::new(scenario, Options { kernel, keyframes: None });
    if let Some((until, why)) = until.and_then(|until| Some((until, until.refusal(&lab)?))) {
        return Err(Error::Misused(format!("--until {until}: {why}")));
    }
    let folder = folder.map(Folder::open).transpose().map_err(|(path, cause)| Error::file(&path, cause))?;
    for (arm, why) in scenario.left_out() {
        tell("warning", &format!("{} is left out: {why}", arm.name()));
    }
    scenario.notes().iter().for_each(|note| tell("note", note));
    live(&mut lab, until, &signals)?;
    if let Some(folder) = folder {
        folder.write(scenario, &lab).map_err(|(path, cause)| Error::file(&path, cause))?;
    }
    table::print(&lab, out)?;
    Ok(())
}

/// To the last morning, until something is so, or until a signal. Stops between micro-steps: a tick of a
/// large net is long.
fn live(lab: &mut Lab, until: Option<&Until>, signals: &Signals) -> Result<(), Error> {
    let bar = progress_bar(lab.ticks_total());
    // What is so at birth is so before the first tick.
    let mut met = until.and_then(|until| until.met(lab, Progress::Tick));
    while met.is_none() && !lab.ended() {
        if let Some((name, signal)) = signals.caught() {
            bar.finish_and_clear();
            return Err(Error::Ended { name, signal });
        }
        let progress = lab.micro();
        if progress != Progress::Micro {
            bar.set_position(lab.clock().total);
            met = until.and_then(|until| until.met(lab, progress));
        }
    }
    bar.finish_and_clear();
    match (until, met) {
        (_, Some(reason)) => {
            tell("stopped", &format!("{reason} (day {}, tick {})", lab.clock().day, lab.clock().total));
        }
        (Some(until), None) => tell("note", &format!("{until} was never so up to the end")),
        (None, None) => {}
    }
    Ok(())
}

/// A bar on standard error if that is a terminal that can redraw a line, else nothing.
fn progress_bar(ticks: u64) -> ProgressBar {
    let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
    let bar = if dumb { ProgressBar::hidden() } else { ProgressBar::new(ticks) };
    let style =
        ProgressStyle::with_template("{bar:40} {percent:>3} %  {eta} left").map(|style| style.progress_chars("=> "));
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
