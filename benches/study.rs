//! Ten thousand small cells: two threads against one, and memory against their number.
//!
//! `cargo bench --bench study`

use std::time::{Duration, Instant};

use oneiro::lab::Options;
use oneiro::scenario::Source;
use oneiro::study::{Asked, Event, Plan, Store, Watcher, work};

const CELLS: u32 = 10_000;
const ROUNDS: usize = 3;

/// A curve, two arms, three days: about a millisecond of a life.
const SMALL: &str = r#"format = 1
days = 3
task = { kind = "curve", test = 101 }
day = { steps = 100, learning_rate = 0.2, normalized = true }
night.steps = 100
night.memory.recency = inf
night.dreams = { hallucinatory = 0.1, clip = [-1.2, 1.2] }
"#;

struct Silent;

impl Watcher for Silent {
    fn stops(&self) -> bool {
        false
    }

    fn tell(&self, event: Event<'_>) {
        assert!(matches!(event, Event::Done), "{event:?}");
    }
}

/// Seconds of a whole study in a fresh folder, which is to be kept until the end: ext4 looks long for a place for a new
/// file while thousands were deleted in the last seconds, and that is not what is measured.
#[expect(clippy::disallowed_methods, reason = "a bench is about the clock")]
fn study(cells: u32, jobs: usize, folders: &mut Vec<tempfile::TempDir>) -> Duration {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("small.toml");
    std::fs::write(&file, SMALL).expect("written");
    let source = Source::find(file.to_str().expect("a path")).expect("a file");
    let asked = Asked { seeds: Some(cells), ..Asked::default() };
    let start = Instant::now();
    let plan = Plan::new(&source, &asked, "faer").unwrap_or_else(|error| panic!("{error}"));
    let store = Store::open(&folder.path().join("s"), &plan).unwrap_or_else(|error| panic!("{error}"));
    let tally =
        work(&store, &plan, Options::default(), (jobs, false), &Silent).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(tally.lived, u64::from(cells));
    let elapsed = start.elapsed();
    folders.push(folder);
    elapsed
}

/// The most memory that this process has had, in KiB; 0 where the system does not say.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

#[expect(clippy::print_stdout, reason = "a bench prints")]
fn main() {
    if std::env::args().any(|arg| arg == "--test") {
        return;
    }
    let mut folders = Vec::new();
    for cells in [100, CELLS] {
        study(cells, 2, &mut folders);
        println!("peak memory after {cells:>5} cells: {:.1} MiB", peak() as f64 / 1024.0);
    }
    // In turn, so that a busy machine is busy for both.
    let mut best = [Duration::MAX; 2];
    for _ in 0..ROUNDS {
        for (jobs, best) in (1..).zip(&mut best) {
            *best = (*best).min(study(CELLS, jobs, &mut folders));
        }
    }
    for (jobs, best) in (1..).zip(&best) {
        let seconds = best.as_secs_f64();
        println!("{CELLS} cells, {jobs} thread(s): {seconds:.2} s, {:.0} cells a second", f64::from(CELLS) / seconds);
    }
    println!("two threads against one: {:.2} times as fast", best[0].as_secs_f64() / best[1].as_secs_f64());
}
