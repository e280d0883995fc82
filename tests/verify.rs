//! `oneiro verify` without anything: known results hold, and a planted error is found.

use assert_cmd::Command;
use oneiro::verify::{CHECKS, Finding, Plant, Settings};

fn findings(plant: Option<Plant>, titles: &[&str]) -> Vec<Finding> {
    let settings = Settings { seeds: 2, plant, stops: &|| false };
    let chosen = CHECKS.iter().filter(|check| titles.is_empty() || titles.contains(&check.title));
    chosen.filter(|check| !check.long).flat_map(|check| check.run(&settings)).collect()
}

/// The checks that no seed has a part in.
const QUICK: [&str; 11] = [
    "descent",
    "shrinking",
    "rules of downscaling, a night in four stages",
    "births and worlds",
    "noise",
    "corruption",
    "drawing: which memories are dreamt",
    "recall: a Hopfield net that dreams",
    "replay: the rule of sleep in spikes",
    "measures",
    "statistics",
];

#[test]
fn known_results_hold() {
    let run = Command::new(assert_cmd::cargo::cargo_bin!("oneiro")).arg("verify").output().expect("it runs");
    let text = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{text}");
    assert!(text.trim_end().lines().last().is_some_and(|line| line.starts_with("verified: ")), "{text}");
    assert!(!text.contains('✗') && !text.contains("NaN"), "{text}");
}

#[test]
fn every_planted_error_is_found_and_nothing_else() {
    let good = findings(None, &QUICK);
    assert!(good.iter().all(Finding::holds));
    for plant in Plant::ALL {
        let found = findings(Some(plant), &QUICK);
        assert_eq!(found.len(), good.len());
        let off: Vec<&str> = found.iter().filter(|one| !one.holds()).map(|one| one.what.as_str()).collect();
        let about = |words: &[&str]| off.iter().all(|what| words.iter().any(|word| what.contains(word)));
        let fits = match plant {
            Plant::Gradient => about(&["gradient"]),
            Plant::Lambda => about(&["decay leaves"]),
            Plant::Noise => about(&["noise", "Tikhonov", "gap"]),
            Plant::Ridge => about(&["ridge", "gap"]),
            Plant::Hopfield => about(&["closed form", "slept"]),
            Plant::Share => about(&["g("]),
            Plant::Quantile => about(&["quantile", "interval"]),
        };
        assert!(!off.is_empty() && fits, "{}: {off:?}", plant.name());
    }
}

#[test]
fn what_cannot_be_planted_is_said_in_one_line() {
    let run = Command::new(assert_cmd::cargo::cargo_bin!("oneiro")).args(["verify", "--plant", "doubt"]).output();
    let run = run.expect("it runs");
    assert_eq!(run.status.code(), Some(2));
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("--plant doubt: must be one of gradient, lambda"), "{said}");
}

#[test]
fn what_was_stopped_says_nothing() {
    let settings = Settings { seeds: 2, plant: None, stops: &|| true };
    for check in CHECKS.iter().filter(|check| check.seeds) {
        assert!(check.run(&settings).is_empty(), "{}", check.title);
    }
}
