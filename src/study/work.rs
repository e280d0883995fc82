//! The work of a study: threads over cells, and nothing parallel inside a cell.

use super::store::{Draft, Look};
use super::{Cell, Error, Plan, Store};
use crate::lab::{Lab, Options};
use crate::scenario::{Scenario, reason};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

/// How the names of the threads begin that live cells.
pub const THREADS: &str = "cell ";

/// How long to wait for the cells that others are at.
const PATIENCE: Duration = Duration::from_millis(50);

/// What happened to a cell.
#[derive(Debug)]
pub enum Event<'a> {
    /// It was there already.
    Found,
    /// It was lived here.
    Done,
    /// It failed, here or before.
    Failed {
        /// The file with the reason.
        path: PathBuf,
        /// Why.
        reason: &'a str,
    },
    /// Something else stands in its place and is done again.
    Bad {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: &'a str,
    },
}

/// Who watches the work. Called from many threads.
pub trait Watcher: Sync {
    /// Whether to stop. Asked between micro-steps.
    fn stops(&self) -> bool;
    /// Something happened.
    fn tell(&self, event: Event<'_>);
}

/// How it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Cells of the plan.
    pub cells: u64,
    /// Cells that are done, whoever did them.
    pub done: u64,
    /// Those of them that were lived here.
    pub lived: u64,
    /// Cells that failed.
    pub failed: u64,
}

/// Does what is left to do of a plan, on so many threads. Ends early when the watcher says so or, with `fail_fast`, when
/// a cell fails.
///
/// # Errors
/// Where the folder can no longer be read, or not even a failure can be written into it.
pub fn work(
    store: &Store,
    plan: &Plan,
    options: Options,
    (jobs, fail_fast): (usize, bool),
    watcher: &dyn Watcher,
) -> Result<Tally, Error> {
    if options.kernel.name() != plan.kernel() {
        return Err(Error::Misused(format!("the plan's kernel is {}, not {}", plan.kernel(), options.kernel.name())));
    }
    let live = |scenario: &Scenario, stops: &dyn Fn() -> bool| live(scenario, options, stops);
    work_by(&live, store, plan, (jobs, fail_fast), watcher)
}

/// Lives a cell; `None` if it was stopped.
fn live(scenario: &Scenario, options: Options, stops: &dyn Fn() -> bool) -> Option<Cell> {
    let mut lab = Lab::new(scenario, options);
    while !lab.ended() {
        if stops() {
            return None;
        }
        lab.micro();
    }
    Some(Cell::of(&lab, scenario.lived()))
}

/// How a cell is lived.
type Live<'a> = &'a (dyn Fn(&Scenario, &dyn Fn() -> bool) -> Option<Cell> + Sync);

fn work_by(
    live: Live<'_>,
    store: &Store,
    plan: &Plan,
    (jobs, fail_fast): (usize, bool),
    watcher: &dyn Watcher,
) -> Result<Tally, Error> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).thread_name(|index| format!("{THREADS}{index}"));
    let pool = pool.build().map_err(|error| Error::Misused(format!("{jobs} threads cannot be started: {error}")))?;
    let shift = Shift {
        store,
        plan,
        live,
        watcher,
        fail_fast,
        skipped: Mutex::new(Vec::new()),
        broken: Mutex::new(None),
        stop: AtomicBool::new(false),
        done: AtomicU64::new(0),
        lived: AtomicU64::new(0),
        failed: AtomicU64::new(0),
    };
    let next = AtomicU64::new(0);
    pool.broadcast(|_| {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= plan.cells() || shift.stops() {
                break;
            }
            shift.cell(index);
        }
    });
    // What others were at may have become theirs, or been left by them.
    loop {
        let again = std::mem::take(&mut *lock(&shift.skipped));
        if again.is_empty() || shift.stops() {
            break;
        }
        std::thread::sleep(PATIENCE);
        let next = AtomicUsize::new(0);
        pool.broadcast(|_| {
            while let Some(index) = again.get(next.fetch_add(1, Ordering::Relaxed)) {
                if shift.stops() {
                    break;
                }
                shift.cell(*index);
            }
        });
    }
    if let Some(error) = lock(&shift.broken).take() {
        return Err(error);
    }
    let count = |count: &AtomicU64| count.load(Ordering::Relaxed);
    let (done, lived, failed) = (count(&shift.done), count(&shift.lived), count(&shift.failed));
    Ok(Tally { cells: plan.cells(), done, lived, failed })
}

/// What the threads share.
struct Shift<'a> {
    store: &'a Store,
    plan: &'a Plan,
    live: Live<'a>,
    watcher: &'a dyn Watcher,
    fail_fast: bool,
    /// Cells that somebody else was at.
    skipped: Mutex<Vec<u64>>,
    /// Why no more can be done.
    broken: Mutex<Option<Error>>,
    stop: AtomicBool,
    done: AtomicU64,
    lived: AtomicU64,
    failed: AtomicU64,
}

impl Shift<'_> {
    fn stops(&self) -> bool {
        self.stop.load(Ordering::Relaxed) || self.watcher.stops()
    }

    /// Sees to one cell.
    fn cell(&self, index: u64) {
        let point = self.plan.point(index);
        let scenario = match self.plan.scenario(point.setting, point.seed) {
            Ok(scenario) => scenario,
            Err(error) => return self.give_up(error),
        };
        let name = self.plan.cell_name(&scenario);
        if let Err(cause) = self.settle(index, &name, &scenario) {
            self.give_up(Error::file(&self.store.path(&name))(cause));
        }
    }

    fn give_up(&self, error: Error) {
        self.stop.store(true, Ordering::Relaxed);
        lock(&self.broken).get_or_insert(error);
    }

    fn settle(&self, index: u64, name: &str, scenario: &Scenario) -> io::Result<()> {
        if self.is_settled(name, false)? {
            return Ok(());
        }
        let Some(mut draft) = self.store.draft(name)? else {
            lock(&self.skipped).push(index);
            return Ok(());
        };
        // Somebody may have finished it while we looked.
        if self.is_settled(name, true)? {
            return Ok(());
        }
        let seed = scenario.spec().seed;
        let lived = catch_unwind(AssertUnwindSafe(|| (self.live)(scenario, &|| self.stops())));
        let cell = match lived {
            Ok(Some(cell)) => cell,
            Ok(None) => return Ok(()),
            Err(panic) => return self.fail(draft, name, seed, &told(&*panic)),
        };
        let path = self.store.path(name);
        match draft.write(cell.to_json().as_bytes()) {
            Ok(()) => draft.put(&path)?,
            Err(cause) => return self.fail(draft, name, seed, &format!("cannot be written: {}", reason(&cause))),
        }
        self.done.fetch_add(1, Ordering::Relaxed);
        self.lived.fetch_add(1, Ordering::Relaxed);
        self.watcher.tell(Event::Done);
        Ok(())
    }

    /// Whether nothing is left to do for a cell. What stands wrongly in its place is told once, by who mends it.
    fn is_settled(&self, name: &str, tells: bool) -> io::Result<bool> {
        match self.store.look(name)? {
            Look::Missing => return Ok(false),
            Look::Bad(why) => {
                if tells {
                    self.watcher.tell(Event::Bad { path: self.store.path(name), why: &why });
                }
                return Ok(false);
            }
            Look::Done(_) => {
                self.done.fetch_add(1, Ordering::Relaxed);
                self.watcher.tell(Event::Found);
            }
            Look::Failed(reason) => self.failed(name, &reason),
        }
        Ok(true)
    }

    fn fail(&self, draft: Draft, name: &str, seed: u64, reason: &str) -> io::Result<()> {
        self.store.fail(draft, name, seed, reason)?;
        self.failed(name, reason);
        Ok(())
    }

    fn failed(&self, name: &str, reason: &str) {
        self.failed.fetch_add(1, Ordering::Relaxed);
        self.watcher.tell(Event::Failed { path: self.store.failed(name), reason });
        if self.fail_fast {
            self.stop.store(true, Ordering::Relaxed);
        }
    }
}

/// What a panic says, on one line.
fn told(panic: &(dyn std::any::Any + Send)) -> String {
    let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    crate::scenario::plain(said.unwrap_or("a panic without words"))
}

/// A lock whatever has happened to the threads that held it: what it guards is whole at any moment.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Source;
    use crate::study::{Asked, State, Study};
    use std::path::Path;

    #[derive(Default)]
    struct Heard(Mutex<Vec<String>>);

    impl Watcher for Heard {
        fn stops(&self) -> bool {
            false
        }

        fn tell(&self, event: Event<'_>) {
            if let Event::Failed { reason, .. } = event {
                lock(&self.0).push(reason.to_owned());
            }
        }
    }

    fn plan() -> Plan {
        let text = ["days=1", "day.steps=5", "night.steps=5"].map(str::to_owned).to_vec();
        let asked = Asked { set: text, seeds: Some(6), seed: Some(1), ..Asked::default() };
        let source = Source::find("curve").unwrap_or_else(|error| panic!("{error}"));
        Plan::new(&source, &asked, "faer").unwrap_or_else(|error| panic!("{error}"))
    }

    fn run(dir: &Path, bad: u64, fail_fast: bool) -> (Tally, Vec<String>) {
        let (plan, heard) = (plan(), Heard::default());
        let store = Store::open(dir, &plan).unwrap_or_else(|error| panic!("{error}"));
        let by = |scenario: &Scenario, stops: &dyn Fn() -> bool| {
            assert!(scenario.spec().seed != bad, "seed {bad} is\nunlucky");
            live(scenario, Options::default(), stops)
        };
        let tally = work_by(&by, &store, &plan, (1, fail_fast), &heard).unwrap_or_else(|error| panic!("{error}"));
        (tally, heard.0.into_inner().unwrap_or_default())
    }

    #[test]
    fn a_cell_that_panics_is_kept_with_its_reason_and_stops_nobody() {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = folder.path();
        let (tally, heard) = run(dir, 3, false);
        assert_eq!(tally, Tally { cells: 6, done: 5, lived: 5, failed: 1 });
        assert_eq!(heard, ["seed 3 is unlucky"]);
        let study = Study::open(dir).unwrap_or_else(|error| panic!("{error}"));
        let entry = study.entry(2).unwrap_or_else(|error| panic!("{error}"));
        assert!(matches!(entry.state, State::Failed(reason) if reason == "seed 3 is unlucky"));
        let counts = study.counts().unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((counts.done, counts.failed, counts.missing), (5, 1, 0));
        // The next start tries it again.
        let (tally, heard) = run(dir, 0, false);
        assert_eq!((tally, heard.len()), (Tally { cells: 6, done: 6, lived: 1, failed: 0 }, 0));
    }

    #[test]
    fn what_failed_is_not_tried_again_while_others_work() {
        let folder = tempfile::tempdir().expect("a folder");
        let (dir, plan) = (folder.path(), plan());
        let other = Store::open(dir, &plan).unwrap_or_else(|error| panic!("{error}"));
        run(dir, 3, false);
        let (tally, heard) = run(dir, 0, false);
        assert_eq!((tally.lived, tally.failed, heard.len()), (0, 1, 1));
        drop(other);
        assert_eq!(run(dir, 0, false).0.lived, 1);
    }

    #[test]
    fn fail_fast_ends_with_the_first_failure() {
        let folder = tempfile::tempdir().expect("a folder");
        let (tally, _) = run(folder.path(), 3, true);
        assert_eq!((tally.done, tally.failed), (2, 1));
    }
}
