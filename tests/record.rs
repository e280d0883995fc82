//! `oneiro record`: the same bytes every time, whole files, and words for what cannot be done.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const SMALL: [&str; 8] =
    ["--set", "task.test=50", "--set", "task.train=40", "--set", "task.per_day=20", "--set", "days=2"];

fn oneiro(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oneiro"));
    command.current_dir(folder).args(arguments).envs(variables.iter().copied());
    command.output().expect("the program starts")
}

fn record(folder: &Path, file: &str, more: &[&str], variables: &[(&str, &str)]) -> String {
    let arguments = [&["record", "digits", "-o", file], &SMALL[..], more].concat();
    let done = oneiro(folder, &arguments, variables);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(done.stdout.is_empty() && done.stderr.is_empty(), "a file is all that is written");
    fs::read_to_string(folder.join(file)).expect("the file is there")
}

#[test]
fn the_same_bytes_whatever_the_environment() {
    let folder = tempfile::tempdir().expect("a folder");
    let poor = [("NO_COLOR", "1"), ("TERM", "dumb"), ("COLUMNS", "40")];
    let rich = [("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("NO_COLOR", "")];
    for file in ["x.svg", "x.cast"] {
        let first = record(folder.path(), file, &[], &poor);
        assert!(first == record(folder.path(), file, &[], &rich), "{file} differs");
    }
    let left: Vec<_> = fs::read_dir(folder.path()).expect("a folder").collect();
    assert_eq!(left.len(), 2, "nothing is left beside the files");
}

#[test]
fn a_picture_on_standard_output_is_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = record(folder.path(), "x.svg", &["--at", "end"], &[]);
    let arguments = [&["record", "digits", "-o", "-", "--at", "end"], &SMALL[..]].concat();
    let piped = oneiro(folder.path(), &arguments, &[]);
    assert_eq!(String::from_utf8_lossy(&piped.stdout), file);
}

#[test]
fn a_small_picture() {
    let folder = tempfile::tempdir().expect("a folder");
    let picture = record(folder.path(), "x.svg", &["--size", "42x8", "--theme", "dawn", "--at", "evening:1"], &[]);
    insta::assert_snapshot!(picture);
}

#[test]
fn a_film_is_the_run_at_its_pace() {
    let folder = tempfile::tempdir().expect("a folder");
    let film = record(folder.path(), "x.cast", &["--size", "80x24"], &[]);
    let lines: Vec<serde_json::Value> = film.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!((lines[0]["width"].as_u64(), lines[0]["height"].as_u64()), (Some(80), Some(24)));
    let mut screen = vt100::Parser::new(24, 80, 0);
    let mut before = 0.0;
    for event in &lines[1..] {
        let time = event[0].as_f64().expect("seconds");
        assert!(time >= before, "time goes on");
        before = time;
        screen.process(event[2].as_str().expect("output").as_bytes());
    }
    // Twelve seconds and two and a half, three held, and what frames are rounded to.
    assert!((17.0..19.0).contains(&before), "{before}");
    let text = screen.screen().contents();
    assert!(text.contains("the end") && text.contains("total synapse strength"), "{text}");
    // The screen after all the changes is the screen that is drawn at the end.
    assert!(text.contains("2 days on"), "{text}");
}

#[test]
fn what_cannot_be_recorded_is_said_in_a_line() {
    let folder = tempfile::tempdir().expect("a folder");
    for (arguments, code, words) in [
        (&["-o", "x.png"][..], 2, "error: x.png: a recording ends in .svg (a picture) or .cast (a film)\n"),
        (&["-o", "x"], 2, "error: x: a recording ends in .svg (a picture) or .cast (a film)\n"),
        (
            &["-o", "x.svg", "--at", "night:21"],
            2,
            "error: --at night:21: must be birth, day:N, evening:N, night:N, morning:N or end, N from 1 to 20\n",
        ),
        (
            &["-o", "x.cast", "--at", "end"],
            2,
            "error: --at is the moment of a picture: a film (.cast) shows the whole run\n",
        ),
        (&["-o", "none/x.svg"], 1, "error: none/x.svg: no such file or folder\n"),
    ] {
        let done = oneiro(folder.path(), &[&["record", "digits"], arguments].concat(), &[]);
        assert_eq!(String::from_utf8_lossy(&done.stderr), words);
        assert_eq!(done.status.code(), Some(code));
        assert!(done.stdout.is_empty());
    }
    let done = oneiro(folder.path(), &["record", "digits", "-o", "x.svg", "--size", "0x9"], &[]);
    assert_eq!(done.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&done.stderr).contains("at most 500x200"));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0, "nothing is left");
}
