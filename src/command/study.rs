//! `oneiro study SCENARIO --out DIR`

mod progress;
mod table;

use super::signals::Signals;
use super::{Error, tell};
use crate::cli;
use crate::lab::Options;
use crate::net::Kernel;
use crate::scenario::Source;
use crate::session::Code;
use crate::study::{Asked, Plan, Store, Study, THREADS, work};
use progress::Progress;
use std::io::Write;
use std::sync::Once;

/// Lives what is left of a study, and prints how it stands.
pub(super) fn run(study: &cli::Study, out: &mut dyn Write) -> Result<(), Error> {
    let signals = Signals::listen()?;
    if Code::is_meant(&study.scenario) {
        let how = "a share code is of one session: oneiro watch CODE and s make a file of it, and that can be studied";
        return Err(Error::Misused(how.to_owned()));
    }
    let source = Source::find(&study.scenario)?;
    let asked = Asked {
        set: study.set.clone(),
        seed: study.seed,
        seeds: study.seeds,
        vary: study.vary.clone(),
        arms: study.arms.clone(),
    };
    let plan = Plan::new(&source, &asked, &study.kernel)?;
    for (arm, why) in plan.left_out() {
        tell("warning", &format!("{} is left out: {why}", arm.name()));
    }
    let store = Store::open(&study.out, &plan)?;
    let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let jobs = study.jobs.map_or_else(cores, usize::from);
    let options = Options { kernel: Kernel::from_name(&study.kernel).unwrap_or_default(), keyframes: None };
    hush();
    let progress = Progress::new(plan.cells(), &signals);
    let tally = work(&store, &plan, options, (jobs, study.fail_fast), &progress);
    progress.finish();
    let tally = tally?;
    let ended = tally.done + tally.failed < tally.cells;
    if let Some((name, signal)) = signals.caught().filter(|_| ended) {
        tell("note", &format!("{} of {} cells are done: the same command goes on from there", tally.done, tally.cells));
        return Err(Error::Ended { name, signal });
    }
    if study.fail_fast && tally.failed > 0 {
        // Told when it happened.
        return Err(Error::Told);
    }
    drop(store);
    table::print(&Study::open(&study.out)?, tally, jobs, out)
}

/// A cell that panics is a failed cell with its reason, and no report of a crash between the lines.
fn hush() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let otherwise = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let is_cell = std::thread::current().name().is_some_and(|name| name.starts_with(THREADS));
            if !is_cell {
                otherwise(info);
            }
        }));
    });
}
