//! Going back: what keyframes cost in time and bytes, and how long a journey to any tick takes.
//!
//! `cargo bench --bench travel`

use std::time::{Duration, Instant};

use oneiro::arm::Arm;
use oneiro::lab::{KEYFRAMES, Options};
use oneiro::scenario::{Override, Scenario, What};
use oneiro::session::Session;

/// Journeys of each lab.
const JOURNEYS: u64 = 200;

#[expect(clippy::disallowed_methods, reason = "a bench is about the clock")]
fn timed<R>(work: impl FnOnce() -> R) -> (R, Duration) {
    let begun = Instant::now();
    let result = work();
    (result, begun.elapsed())
}

/// A session at its end, with so many twins forked in the first evening, and how long that took.
fn lived(settings: &[&str], twins: usize, keyframes: Option<usize>) -> (Session, Duration) {
    let overrides: Vec<Override> =
        settings.iter().map(|text| Override::set(text).expect("a key and a value")).collect();
    let scenario = Scenario::load("digits", &overrides).unwrap_or_else(|error| panic!("{error}"));
    let mut session = Session::new(&scenario, Options { keyframes, ..Options::default() });
    session.seek(scenario.spec().day.steps.into());
    for twin in 0..twins {
        let arm = [Arm::Awake, Arm::Downscale, Arm::Dreams, Arm::Replay][twin % 4];
        let what = What::Fork { name: format!("twin-{twin}"), arm: Some(arm) };
        session.act(Some("sleep"), what).unwrap_or_else(|why| panic!("{why}"));
    }
    let ((), time) = timed(|| session.seek(u64::MAX));
    (session, time)
}

#[expect(clippy::print_stdout, reason = "a bench prints")]
fn report(name: &str, settings: &[&str], twins: usize) {
    let (_, without) = lived(settings, twins, None);
    let (mut session, with) = lived(settings, twins, Some(KEYFRAMES));
    let total = session.lab().ticks_total();
    let bytes = session.keyframe_bytes();
    let kept = session.lab().keyframe_count();
    let mut times: Vec<Duration> = (0..JOURNEYS)
        .map(|journey| {
            // Far and near, back and forth: steps of the golden ratio.
            let tick = (journey * 618_033_989 % 1_000_000_007) * total / 1_000_000_007;
            timed(|| session.seek(tick)).1
        })
        .collect();
    times.sort();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    let median = milliseconds(times[times.len() / 2]);
    let most = milliseconds(times[times.len() - 1]);
    let cost = 100.0 * (with.as_secs_f64() / without.as_secs_f64() - 1.0);
    println!(
        "| {name} | {total} | {kept} | {:.1} | {cost:+.1} % | {median:.1} | {most:.1} |",
        bytes as f64 / f64::from(1 << 20)
    );
}

#[expect(clippy::print_stdout, reason = "a bench prints")]
fn main() {
    println!("| lab | ticks | keyframes | MiB | time they cost | a journey, median ms | longest ms |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    report("digits, 20 days, two lives", &[], 0);
    report("digits, 40 days, two lives", &["days=40"], 0);
    report("digits, 400 days, six lives", &["days=400"], 4);
    report(
        "64-784-512-512-10, 3 days of 10 steps, six lives",
        &["days=3", "net.hidden=[784, 512, 512]", "day.steps=10", "night.steps=10"],
        4,
    );
}
