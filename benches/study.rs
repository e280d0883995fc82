//! Ten thousand small cells: two threads against one, and memory against their number.
//!
//! `cargo bench --bench study`

#[path = "../tests/support/watcher.rs"]
mod watcher;

use std::time::{Duration, Instant};

use oneiro::lab::{Lab, Options};
use oneiro::scenario::{Override, Scenario, Source};
use oneiro::study::{Asked, Plan, Store, work};
use watcher::Silent;

const CELLS: u32 = 10_000;
/// Cells of a round.
const FEW: u32 = 1_500;
const ROUNDS: usize = 5;

/// A curve, two arms, three days: about a millisecond of a life.
const SMALL: &str = r#"format = 1
days = 3
task = { kind = "curve", test = 101 }
day = { steps = 100, learning_rate = 0.2, normalized = true }
night.steps = 100
night.memory.recency = inf
night.dreams = { hallucinatory = 0.1, clip = [-1.2, 1.2] }
"#;

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

/// Seconds of as many lives as a study has cells, on so many threads that share nothing: what this machine gives.
#[expect(clippy::disallowed_methods, reason = "a bench is about the clock")]
fn lives(cells: u32, jobs: u32) -> Duration {
    let scenario = |seed: u32| {
        let set = Override::set(&format!("seed={seed}")).unwrap_or_else(|error| panic!("{error}"));
        Scenario::parse(SMALL, "small.toml", "small", &[set]).unwrap_or_else(|error| panic!("{error}"))
    };
    let start = Instant::now();
    std::thread::scope(|scope| {
        for job in 0..jobs {
            scope.spawn(move || {
                for seed in (job..cells).step_by(jobs as usize) {
                    let mut lab = Lab::new(&scenario(seed), Options::default());
                    while !lab.ended() {
                        lab.micro();
                    }
                }
            });
        }
    });
    start.elapsed()
}

/// The middle of an odd number of ratios.
fn median(mut ratios: Vec<f64>) -> f64 {
    ratios.sort_by(f64::total_cmp);
    ratios[ratios.len() / 2]
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
    // Side by side in every round, and the middle of the rounds: a shared machine's cores are not always two.
    let (mut of_study, mut of_lives, mut rate) = (Vec::new(), Vec::new(), 0.0_f64);
    for round in 0..ROUNDS {
        let ratio = |one: Duration, two: Duration| one.as_secs_f64() / two.as_secs_f64();
        let one = study(FEW, 1, &mut folders);
        let two = study(FEW, 2, &mut folders);
        let (alone, beside) = (lives(FEW, 1), lives(FEW, 2));
        println!(
            "round {round}: a study's {FEW} cells on one thread {:.2} s, on two {:.2} s; lives alone {:.2} s, {:.2} s",
            one.as_secs_f64(),
            two.as_secs_f64(),
            alone.as_secs_f64(),
            beside.as_secs_f64()
        );
        of_study.push(ratio(one, two));
        of_lives.push(ratio(alone, beside));
        rate = rate.max(f64::from(FEW) / two.as_secs_f64());
    }
    println!("two threads against one, median of {ROUNDS}: a study {:.2} times as fast", median(of_study));
    println!("the same lives on threads that share nothing, no file: {:.2} times as fast", median(of_lives));
    println!("the fastest round: {rate:.0} cells a second");
}
