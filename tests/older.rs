//! Files of earlier versions, which knew fewer measures and keys: they are read as long as their format is the same.

#[path = "support/study.rs"]
mod support;

use assert_cmd::cargo::cargo_bin;
use oneiro::lab::{Options, Progress};
use oneiro::net::Kernel;
use oneiro::scenario::{Override, Scenario};
use oneiro::session::Session;
use std::fs;
use std::path::Path;
use std::process::Command;
use support::{cells, folder, printed, small, study};

/// Measures and keys that came later.
const LATER: [&str; 6] = ["noisy_error", "calibration", "log_loss", "plasticity", "stable_rank", "forgetting"];
const KEYS: [&str; 7] = ["reservoir", "remote", "missed", "patch", "narrative", "label", "source"];

fn is_later(column: &str) -> bool {
    LATER.iter().any(|later| column.starts_with(later)) || column == "backward_transfer"
}

/// Lines of cells without the columns that came later, whose places the first line tells.
fn without(header: &str, line: &str) -> String {
    let kept = header.split(',').zip(line.split(',')).filter(|(column, _)| !is_later(column));
    kept.map(|(_, cell)| cell).collect::<Vec<_>>().join(",")
}

/// A table without them.
fn age_table(path: &Path) {
    let text = fs::read_to_string(path).expect("a table");
    let header = text.lines().next().expect("a header");
    let lines: String = text.lines().map(|line| without(header, line) + "\n").collect();
    assert!(lines.len() < text.len());
    fs::write(path, lines).expect("written");
}

/// A cell without them, with a checksum that fits.
fn age_cell(path: &Path) {
    let text = fs::read_to_string(path).expect("a cell");
    let (body, _) = text.split_once(",\n  \"checksum\": \"").expect("a checksum");
    let header = body.lines().find_map(|line| line.trim().strip_prefix("\"columns\": \"")).expect("columns");
    let header = header.trim_end_matches(['"', ',']).to_owned();
    let row = |line: &str| {
        let (space, rest) = line.split_at(line.len() - line.trim_start().len());
        let end = if rest.ends_with(',') { "\"," } else { "\"" };
        let cells = rest.trim_end_matches(',').trim_matches('"');
        let is_row = cells.contains(",evening,") || cells.contains(",morning,");
        if is_row { format!("{space}\"{}{end}", without(&header, cells)) } else { line.to_owned() }
    };
    let aged = body.lines().map(row).collect::<Vec<_>>().join("\n").replacen(&header, &without(&header, &header), 1);
    let sum = blake3::hash(aged.as_bytes()).to_hex();
    fs::write(path, format!("{aged},\n  \"checksum\": \"{sum}\"\n}}\n")).expect("written");
}

/// A saved session without the keys that came later, with a checksum that fits.
fn age_session(text: &str) -> String {
    let is_later = |line: &str| KEYS.iter().any(|key| line.starts_with(&format!("{key} = ")));
    let blank = |line: &str| if line.starts_with("checksum ") { "checksum ".to_owned() } else { line.to_owned() };
    let aged: String = text.lines().filter(|line| !is_later(line)).map(|line| blank(line) + "\n").collect();
    assert!(aged.lines().count() + KEYS.len() == text.lines().count());
    let sum = blake3::hash(aged.as_bytes()).to_hex();
    aged.replacen("checksum \n", &format!("checksum {sum}\n"), 1)
}

fn said(folder: &Path, words: &[&str]) -> String {
    let output = Command::new(cargo_bin("oneiro")).args(words).current_dir(folder).output().expect("it starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words:?}: {said}");
    said
}

#[test]
fn a_run_of_an_earlier_version_is_verified_by_what_it_knew() {
    let folder = folder();
    let small = ["--set", "net.hidden=[5]", "--set", "task.test=20", "--set", "day.steps=10", "--set", "night.steps=9"];
    let words = ["run", "digits", "--days", "2", "--kernel", "portable", "--out", "r"];
    said(folder.path(), &[&words[..], &small].concat());
    for name in ["trace.csv", "ticks.csv"] {
        age_table(&folder.path().join("r").join(name));
    }
    assert!(said(folder.path(), &["verify", "r"]).starts_with("reproduced: "));
}

#[test]
fn a_study_of_an_earlier_version_is_reported_watched_and_gone_on_with() {
    let folder = folder();
    let dir = folder.path().join("s");
    let scenario = small(folder.path());
    printed(&mut study(&scenario, &dir, &[]));
    let before = said(folder.path(), &["report", "s"]);
    for path in cells(&dir) {
        age_cell(&path);
    }
    assert_eq!(said(folder.path(), &["report", "s"]), before, "nothing that it tells came later");
    assert!(said(folder.path(), &["watch", "s"]).contains("sleep"));
    let again = printed(&mut study(&scenario, &dir, &[]));
    assert!(again.contains("4 cells: 4 done, 0 failed"), "{again}");
}

#[test]
fn a_session_of_an_earlier_version_goes_on() {
    let overrides = ["days=2", "day.steps=5", "night.steps=5"].map(|set| Override::set(set).expect("a key"));
    let scenario = Scenario::load("digits", &overrides).unwrap_or_else(|error| panic!("{error}"));
    let options = Options { kernel: Kernel::Portable, keyframes: Some(1 << 20) };
    let mut session = Session::new(&scenario, options);
    for _ in 0..12 {
        while session.micro() == Progress::Micro {}
    }
    let aged = age_session(&session.to_toml());
    let read = Scenario::parse(&aged, "old.toml", "digits", &[]).unwrap_or_else(|error| panic!("{error}\n{aged}"));
    let (again, same) = Session::resume(&read, options);
    assert!(same && again.lab().trace_hash() == session.lab().trace_hash());
    let folder = folder();
    fs::write(folder.path().join("old.toml"), &aged).expect("written");
    assert!(said(folder.path(), &["verify", "old.toml"]).starts_with("reproduced: tick 12"));
}
