//! Files that are refused by the program itself: those written by hand in `tests/bad`, and hostile ones.

use oneiro::scenario::{Scenario, shipped};
use proptest::prelude::*;
use std::process::Output;

fn oneiro(args: &[&str]) -> Output {
    let mut command = assert_cmd::Command::cargo_bin("oneiro").expect("the program is built");
    command.args(args).timeout(std::time::Duration::from_mins(1)).output().expect("it runs")
}

fn complaint(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

#[test]
fn files_in_tests_bad_are_refused_as_their_first_line_says() {
    let mut files: Vec<_> =
        std::fs::read_dir("tests/bad").expect("there").map(|entry| entry.expect("readable").path()).collect();
    files.sort();
    assert!(files.len() >= 20);
    for path in &files {
        let text = std::fs::read_to_string(path).expect("text");
        let expected = text.lines().next().and_then(|line| line.strip_prefix("# error: ")).expect("a first line");
        let label = path.display().to_string();
        let error = Scenario::load(&label, &[]).expect_err(&label);
        assert_eq!(error.exit_code(), 2);
        assert_eq!(error.to_string().lines().next(), Some(format!("{label}:{expected}").as_str()));
    }
    // The program says the same, all at once.
    let labels: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
    let args: Vec<&str> = ["check"].into_iter().chain(labels.iter().map(String::as_str)).collect();
    let output = oneiro(&args);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    for label in &labels {
        assert!(complaint(&output).contains(&format!("error: {label}:")), "{label}");
    }
    let output = oneiro(&["run", &labels[0]]);
    assert_eq!(output.status.code(), Some(2));
}

/// A file with these bytes, and what `oneiro run` says of it.
fn run_bytes(bytes: &[u8]) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.toml");
    std::fs::write(&path, bytes).expect("written");
    let path = path.to_str().expect("a path");
    let output = oneiro(&["run", path]);
    (output.status.code(), complaint(&output).replace(path, "x.toml"))
}

#[test]
fn hostile_files_are_one_line_and_exit_code_2() {
    let (code, said) = run_bytes(b"");
    assert_eq!(
        (code, said.as_str()),
        (
            Some(2),
            "error: x.toml:1:1: task.kind is missing: must be one of \"digits\", \"curve\", \"plane\", \"tetris\", \"hopfield\", \"table\", \"idx\", \"npz\"\n"
        )
    );
    let (code, said) = run_bytes(b"title = \"x\"\nabout = \"\xff\xfe\"\n");
    assert_eq!((code, said.as_str()), (Some(2), "error: x.toml:2:10: is not text: byte 22 is not UTF-8\n"));
    let elf: Vec<u8> = (0..4096).map(|byte: u32| (byte * 37 % 251) as u8).collect();
    let (code, said) = run_bytes(&elf);
    assert_eq!((code, said.lines().count()), (Some(2), 1), "{said}");
    let (code, said) = run_bytes(&vec![b'#'; (1 << 20) + 1]);
    assert_eq!((code, said.as_str()), (Some(2), "error: x.toml:1:1: is longer than 1 MiB: no scenario is\n"));
    let (code, _) = run_bytes(&[vec![b'#'; (1 << 20) - 23], b"\ntask.kind = \"digits\"\n\n".to_vec()].concat());
    assert_eq!(code, Some(0), "1 MiB is allowed");
}

#[test]
fn deep_nesting_is_refused_without_a_crash() {
    let deep = 20_000;
    let nested = |open: &str, close: &str| format!("x = {}{}\n", open.repeat(deep), close.repeat(deep));
    for text in [
        nested("[", "]"),
        nested("{x=", "}"),
        nested("[{x=", "}]"),
        format!("x = {}", "[".repeat(deep)),
        format!("{} = 1\n", vec!["a"; deep].join(".")),
        format!("[{}]\n", vec!["a"; deep].join(".")),
        format!("[[{}]]\n", vec!["a"; deep].join(".")),
    ] {
        let (code, said) = run_bytes(text.as_bytes());
        assert_eq!(code, Some(2), "{said}");
        assert!(said.starts_with("error: x.toml:") && said.lines().count() == 1, "{said}");
    }
    let set = format!("{}=1", vec!["a"; deep].join("."));
    assert_eq!(oneiro(&["run", "--set", &set]).status.code(), Some(2));
    let set = format!("title={}", "[".repeat(deep));
    assert_eq!(oneiro(&["run", "--set", &set]).status.code(), Some(2));
}

#[test]
fn a_terminal_is_never_driven_by_a_file() {
    let text = "task.kind = \"digits\"\n\"ti\\u001b[2Jtle\" = 1\ntitle = \"a\\u001b]0;x\\u0007b\\nc\"\n";
    let (code, said) = run_bytes(text.as_bytes());
    assert_eq!(code, Some(2));
    assert!(!said.trim_end().chars().any(char::is_control), "{said:?}");
    let titled = "task.kind = \"digits\"\ntitle = \"a\\u001b]0;x\\u0007b\\nc \\u202e\"\n";
    let scenario = Scenario::parse(titled, "x.toml", "x", &[]).expect("sound");
    assert_eq!(scenario.spec().title, "a]0;xb c");
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 512,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(2),
        ..ProptestConfig::default()
    })]

    /// Damage to a sound file is either still sound or told, never a panic.
    #[test]
    fn damaged_files_are_told(
        story in 0..4_usize,
        cuts in prop::collection::vec((0.0..1.0_f64, 0.0..0.05_f64, "[\\[\\]{}=\"'.#,a-z0-9\\n\\\\\u{e4}\u{0}\u{202e}-]{0,6}"), 1..4),
    ) {
        let mut text: Vec<char> = shipped()[story].text.chars().collect();
        for (start, length, new) in cuts {
            let start = (start * text.len() as f64) as usize;
            let end = (start + (length * text.len() as f64) as usize).min(text.len());
            text.splice(start..end, new.chars());
        }
        let text: String = text.into_iter().collect();
        if let Err(error) = Scenario::parse(&text, "x.toml", "x", &[]) {
            let said = error.to_string();
            prop_assert!(said.lines().all(|line| line.starts_with("x.toml:")), "{said}");
            prop_assert!(!said.chars().any(|c| c.is_control() && c != '\n'), "{said:?}");
        }
    }
}

#[test]
fn a_hostile_megabyte_is_told_in_a_hundred_lines() {
    let many = |line: &dyn Fn(usize) -> String| (0..30_000).map(line).collect::<String>();
    let texts = [
        many(&|_| "[[event]]\n".to_owned()),
        many(&|_| "[[claim.also]]\n".to_owned()),
        many(&|index| format!("key_number_{index} = 1\n")),
        many(&|_| "seed = 1\n".to_owned()),
        many(&|_| "= ] \u{1} '\n".to_owned()),
        format!("task.kind = \"digits\"\narms.live = [{}]\n", "\"sleep\", ".repeat(30_000)),
        format!("{} = 1\n", "a".repeat(1_000_000)),
        format!("title = \"{}\"\n", "a".repeat(1_000_000)),
    ];
    for text in texts {
        let error = Scenario::parse(&text, "x.toml", "x", &[]).expect_err("refused");
        assert!((1..=100).contains(&error.problems().len()));
        assert!(error.to_string().len() < 100_000);
    }
}
