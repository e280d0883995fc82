//! `oneiro run` from outside: its table, its files, and how it ends.

use oneiro::export::csv::header;
use oneiro::lab::{Lab, Options};
use oneiro::net::Kernel;
use oneiro::record::Measure;
use oneiro::scenario::{Override, Scenario};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("oneiro"));
    command.args(args).stdin(Stdio::null());
    command
}

/// Exit code, stdout, stderr.
fn call(args: &[&str]) -> (Option<i32>, String, String) {
    let output = command(args).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// What a run that succeeds prints.
fn printed(args: &[&str]) -> String {
    let (code, out, err) = call(args);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{args:?}");
    out
}

fn trace(out: &str) -> &str {
    out.lines().last().and_then(|line| line.strip_prefix("trace ")).expect("the last line is the trace")
}

#[test]
fn the_table_of_digits() {
    let (code, out, err) = call(&["run", "digits", "--days", "2", "--arms", "all", "--kernel", "portable"]);
    assert_eq!((code, err.lines().count()), (Some(0), 2), "what needs a net without biases is left out: {err}");
    insta::assert_snapshot!(out);
}

#[test]
fn the_table_of_curve() {
    insta::assert_snapshot!(printed(&["run", "curve", "--days", "2", "--kernel", "portable"]));
}

#[test]
fn a_life_that_diverges_is_told_and_the_others_go_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("out");
    // Only the sleeper's day is driven mad, on day 2.
    let path = folder.path().join("mad.toml");
    let event = "[[event]]\nday = 2\ntick = 5\narm = \"sleep\"\nset = { \"day.learning_rate\" = 1e30 }\n";
    fs::write(&path, format!("days = 2\ntask.kind = \"digits\"\n{event}")).expect("written");
    let args = ["run", path.to_str().expect("a path"), "--kernel", "portable", "--out", dir.to_str().expect("a path")];
    insta::assert_snapshot!(printed(&args));
    let trace = fs::read_to_string(dir.join("trace.csv")).expect("written");
    let moments = |arm: &str| trace.lines().filter(|line| line.starts_with(&format!("{arm},"))).count();
    assert_eq!((moments("sleep"), moments("awake")), (3, 5), "a diverged life keeps the rows it has");
    let summary = fs::read_to_string(dir.join("summary.json")).expect("written");
    let summary: serde_json::Value = serde_json::from_str(&summary).expect("JSON");
    let sleep = &summary["arms"]["sleep"];
    assert_eq!((&sleep["diverged"]["day"], &sleep["diverged"]["phase"]), (&2.into(), &"day".into()));
    assert!(sleep["test_error"]["evening"].is_null());
    assert!(summary["arms"]["awake"]["diverged"].is_null());
    let (code, out, _) = call(&["run", "digits", "--days", "1", "--set", "day.learning_rate=1e6"]);
    assert_eq!(code, Some(0));
    assert_eq!(out.matches("diverged on day 1").count(), 2);
}

/// A cell's number; NaN for an empty one.
fn number(cell: &str) -> f64 {
    if cell.is_empty() { f64::NAN } else { cell.parse().expect("a number") }
}

#[test]
fn files_hold_everything_that_was_measured_to_the_last_bit() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("deep/er");
    let args = ["run", "digits", "--days", "2", "--kernel", "portable", "--out", dir.to_str().expect("a path")];
    let out = printed(&args);
    let mut files: Vec<_> = fs::read_dir(&dir).expect("there").map(|entry| entry.expect("there").file_name()).collect();
    files.sort();
    assert_eq!(files, ["scenario.toml", "summary.json", "ticks.csv", "trace.csv"]);

    let scenario = Scenario::load("digits", &[Override::days(2)]).expect("sound");
    let mut lab = Lab::new(&scenario, Options { kernel: Kernel::Portable, keyframes: None });
    while !lab.ended() {
        lab.tick();
    }
    for (file, all) in [("trace.csv", false), ("ticks.csv", true)] {
        let mut csv = csv::Reader::from_path(dir.join(file)).expect("written");
        assert_eq!(csv.headers().expect("a header").iter().collect::<Vec<_>>(), header(2, &[]));
        let mut rows = csv.records().map(|row| row.expect("a row"));
        for (life, track) in lab.history().tracks().iter().enumerate() {
            for (point, stamp) in lab.history().stamps().iter().enumerate() {
                if !all && !stamp.moment.ends_phase() {
                    continue;
                }
                let (row, measured) = (rows.next().expect("a row"), lab.history().row(life, point).expect("measured"));
                assert_eq!(&row[0], track.name);
                assert_eq!((&row[1], &row[2], &row[3]), ("7", stamp.day.to_string().as_str(), stamp.moment.name()));
                assert_eq!(row[4].parse(), Ok(stamp.tick));
                assert_eq!((row[5].parse(), row[6].parse()), (Ok(measured.gradient_steps), Ok(measured.examples)));
                let values = Measure::ALL.map(|measure| measured.values[measure]);
                for (cell, value) in row.iter().skip(7).zip(values.iter().chain(&measured.layers)) {
                    assert!(number(cell).to_bits() == value.to_bits() || (cell.is_empty() && value.is_nan()), "{cell}");
                }
            }
        }
        assert!(rows.next().is_none());
    }

    let summary = fs::read_to_string(dir.join("summary.json")).expect("written");
    let summary: serde_json::Value = serde_json::from_str(&summary).expect("JSON");
    assert_eq!(summary["trace"], trace(&out));
    assert_eq!(summary["kernel"], "portable");
    let awake = lab.history().track("awake").expect("lived");
    assert_eq!(summary["arms"]["awake"]["test_error"]["morning"].as_f64(), awake.last(Measure::TestError));

    // The resolved scenario is the same run, and a second run writes the same bytes over the first.
    let before: Vec<Vec<u8>> = files.iter().map(|file| fs::read(dir.join(file)).expect("there")).collect();
    let resolved = dir.join("scenario.toml");
    let again = printed(&["run", resolved.to_str().expect("a path"), "--kernel", "portable"]);
    assert_eq!(trace(&again), trace(&out));
    assert_eq!(printed(&args), out);
    let after: Vec<Vec<u8>> = files.iter().map(|file| fs::read(dir.join(file)).expect("there")).collect();
    assert!(before == after);
}

#[test]
fn the_columns_are_as_the_design_says() {
    let first = "arm,seed,day,phase,tick,gradient_steps,examples,train_error,train_error_true,lies_believed,\
                 test_error,weight_abs,weight_sum,weight_l2,weight_max";
    assert!(header(1, &[]).join(",").starts_with(first));
    let lessons = ["0+1".to_owned(), "before".to_owned()];
    let columns = header(2, &lessons).join(",");
    assert!(columns.contains(",largest_coefficient,"));
    assert!(
        columns
            .ends_with(",stable,overlap,moves_missed,lines_cleared,weight_abs_1,weight_abs_2,error_0+1,error_before")
    );
}

#[test]
fn a_folder_that_cannot_be_written_ends_it_before_the_work() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    fs::write(path("file"), "kept").expect("written");
    fs::create_dir_all(path("taken/ticks.csv")).expect("made");
    let cases: [(PathBuf, PathBuf, &str); 3] = [
        (path("file"), path("file"), "is not a folder"),
        (path("file/below"), path("file/below"), "is not a folder"),
        (path("taken"), path("taken/ticks.csv"), "is a folder"),
    ];
    for (out, named, said) in cases {
        // A hundred thousand days: it would not end in time if it began.
        let (code, stdout, err) = call(&["run", "--days", "100000", "--out", out.to_str().expect("a path")]);
        let expected = format!("error: {}: {said}\n", named.display());
        assert_eq!((code, stdout.as_str(), err.as_str()), (Some(1), "", expected.as_str()));
    }
    assert_eq!(fs::read_to_string(path("file")).expect("there"), "kept");
    assert_eq!(fs::read_dir(path("taken")).expect("there").count(), 1, "nothing is left behind");
}

#[test]
fn a_reader_that_closes_stdout_does_not_stop_the_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("out");
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let args = ["run", "digits", "--days", "1", "--out", dir.to_str().expect("a path")];
    let output = command(&args).stdout(writer).stderr(Stdio::piped()).output().expect("it runs");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
    assert_eq!(fs::read_dir(&dir).expect("written").count(), 4);
}

/// A run that will not end by itself, once it has opened its files.
fn endless(dir: &Path) -> Child {
    let args = ["run", "--days", "100000", "--out", dir.to_str().expect("a path")];
    let mut child = command(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    while !fs::read_dir(dir).is_ok_and(|mut files| files.next().is_some()) {
        assert!(child.try_wait().expect("its state").is_none(), "it ended by itself");
        std::thread::yield_now();
    }
    child
}

#[cfg(unix)]
#[test]
fn signals_end_a_run_with_their_code_and_leave_nothing() {
    for (name, code) in [("TERM", 143), ("INT", 130), ("HUP", 129)] {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = folder.path().join("not/yet");
        let child = endless(&dir);
        let killed = Command::new("kill").args([format!("-{name}"), child.id().to_string()]).status().expect("kill");
        assert!(killed.success());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(code));
        assert_eq!(String::from_utf8_lossy(&output.stderr), format!("error: ended by {name}\n"));
        assert!(output.stdout.is_empty());
        assert_eq!(fs::read_dir(folder.path()).expect("there").count(), 0, "nothing is left behind");
    }
}

#[test]
fn overrides_change_the_run_and_arms_left_out_are_told() {
    let run = |more: &[&str]| {
        let args: Vec<&str> = ["run", "digits", "--days", "1"].iter().chain(more).copied().collect();
        trace(&printed(&args)).to_owned()
    };
    let plain = run(&[]);
    assert_eq!(run(&["--seed", "7"]), plain);
    assert_ne!(run(&["--seed", "8"]), plain);
    assert_ne!(run(&["--arms", "sleep"]), plain);
    assert_ne!(run(&["--set", "night.downscale.amount=0.2"]), plain);
    assert_eq!(run(&["--set", "night.downscale.amount=0.2", "--set", "night.downscale.amount=0.1"]), plain);
    let args = ["run", "digits", "--days", "1", "--arms", "all", "--set", "night.downscale.rule=set-point"];
    let (code, out, err) = call(&args);
    assert_eq!(code, Some(0));
    let left_out: Vec<&str> =
        err.lines().filter_map(|line| line.strip_prefix("warning: ")?.split(' ').next()).collect();
    assert_eq!(left_out, ["shrink+perturb", "src", "equalise"]);
    assert!(out.lines().any(|line| line.starts_with("decay ")) && !out.lines().any(|line| line.starts_with("shrink")));
}

#[test]
fn without_a_terminal_watching_is_running() {
    let (code, out, err) = call(&["digits", "--set", "days=1"]);
    assert_eq!(code, Some(0));
    assert_eq!(out, printed(&["run", "digits", "--days", "1"]));
    assert_eq!(err.lines().count(), 1, "{err}");
}
