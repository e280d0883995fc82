//! The program from outside: exit codes, help, what it prints and writes.

use clap::Parser;
use oneiro::cli::Cli;
use oneiro::net::Kernel;
use oneiro::scenario::shipped;
use std::path::Path;
use std::process::{Command, Stdio};

/// What a call gave: exit code, stdout, stderr.
type Gave = (i32, String, String);

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("oneiro"));
    command.args(args).current_dir(folder).env_remove("COLUMNS").stdin(Stdio::null());
    command
}

fn call_in(folder: &Path, args: &[&str]) -> Gave {
    let output = command(folder, args).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

fn call(args: &[&str]) -> Gave {
    call_in(Path::new("."), args)
}

#[test]
fn help_is_as_it_was() {
    for name in ["", "watch", "run", "study", "report", "scenarios", "new", "check", "schema", "completions", "man"] {
        let args: Vec<&str> = [name, "--help"].into_iter().filter(|arg| !arg.is_empty()).collect();
        let (code, out, err) = call(&args);
        assert_eq!((code, err.as_str()), (0, ""));
        let name = if name.is_empty() { "oneiro" } else { name };
        insta::assert_snapshot!(format!("help_{name}"), out);
    }
    let (code, out, _) = call(&["--version"]);
    assert_eq!((code, out), (0, format!("oneiro {}\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn misuse_is_one_line_and_exit_code_2() {
    let cases: [(&[&str], &str); 16] = [
        (&["run", "--sed", "3"], "unexpected argument '--sed' found; tip: a similar argument exists: '--seed'"),
        (&["check"], "the following required arguments were not provided: <FILE>..."),
        (&["run", "--kernel", "x"], "invalid value 'x' for '--kernel <NAME>'; [possible values: faer, portable]"),
        (&["run", "--seed", "-1"], "invalid value '-1' for '--seed <N>': invalid digit found in string"),
        (&["run", "--speed", "1"], "unexpected argument '--speed' found; tip: a similar argument exists: '--seed'"),
        (&["--speed", "-1"], "invalid value '-1' for '--speed <X>': must be a number from 0.01 to 10000"),
        (&["watch", "--speed", "nan"], "invalid value 'nan' for '--speed <X>': must be a number from 0.01 to 10000"),
        (&["run", "digts"], "no scenario is called digts: did you mean digits?"),
        (&["scenarios", "curv"], "no scenario is called curv: did you mean curve?"),
        (&["chekc"], "no scenario is called chekc: did you mean check?"),
        (&["run", "--set", "days"], "--set days: must be KEY=VALUE, as in night.downscale.amount=0.2"),
        (&["run", "--set", "=1"], "--set =1: the key before = is not a path like night.downscale.amount"),
        (
            &["run", "--set", "day..steps=1"],
            "--set day..steps=1: the key before = is not a path like night.downscale.amount",
        ),
        (&["run", "--days", "0"], "--days: days is 0: must be a whole number from 1 to 100000"),
        (&["run", "--arms", "slep"], "--arms: arms.live: no arm is called \"slep\": did you mean sleep?"),
        (
            &["run", "--seed", "18446744073709551615"],
            "--seed: seed is 18446744073709551615: must be a whole number, 0 or above and below 2^63",
        ),
    ];
    for (args, said) in cases {
        let (code, out, err) = call(args);
        assert_eq!((code, out.as_str(), err.as_str()), (2, "", format!("error: {said}\n").as_str()), "{args:?}");
    }
    let (code, _, err) = call(&["run", "a\u{1b}[2Jb"]);
    assert_eq!((code, err.as_str()), (2, "error: no scenario is called a[2Jb\n"));
}

#[test]
fn several_problems_are_several_lines_in_the_order_of_their_places() {
    let (code, out, err) = call(&["run", "--set", "day.stepz=1", "--set", "task.label_noise=nan", "--days", "0"]);
    assert_eq!((code, out.as_str()), (2, ""));
    insta::assert_snapshot!(err, @r"
    error: --set day.stepz: unknown key day.stepz: did you mean steps?
    error: --set task.label_noise: task.label_noise is nan: must be from 0 to 1
    error: --days: days is 0: must be a whole number from 1 to 100000
    ");
}

#[test]
fn scenarios_are_listed_and_printed() {
    let (code, out, _) = call(&["scenarios"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("digits "), "{out}");
    assert_eq!(out.lines().count(), shipped().len());
    for (line, shipped) in out.lines().zip(shipped()) {
        let (name, title) = line.split_once(' ').expect("a title");
        let told = format!("title = \"{}\"", title.trim_start());
        assert!(name == shipped.name && shipped.text.contains(&told), "{line}");
    }
    for shipped in shipped() {
        assert_eq!(call(&["scenarios", shipped.name]), (0, shipped.text.to_owned(), String::new()));
    }
}

#[test]
fn new_writes_a_sound_copy_and_never_over_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    assert_eq!(call_in(here, &["new", "mine", "--from", "curve"]), (0, "mine.toml\n".to_owned(), String::new()));
    let (code, out, err) = call_in(here, &["check", "mine.toml"]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "ok mine.toml: mine\n", ""));
    let text = std::fs::read_to_string(here.join("mine.toml")).expect("written");
    assert!(text.contains('#'), "the copy is commented");
    assert_eq!(call_in(here, &["new", "mine"]), (1, String::new(), "error: mine.toml: is there already\n".to_owned()));
    assert_eq!(std::fs::read_to_string(here.join("mine.toml")).expect("there"), text);
    // Another file may be the model, with or without the ending.
    assert_eq!(call_in(here, &["new", "other.toml", "--from", "./mine.toml"]).0, 0);
    for name in ["../up", "/tmp/x", "a\nb", "a\u{1b}b", ".hidden", ""] {
        let (code, _, err) = call_in(here, &["new", "--", name]);
        assert_eq!((code, err.lines().count()), (2, 1), "{name:?} {err}");
    }
    std::fs::write(here.join("bad.toml"), "days = 0").expect("written");
    assert_eq!(call_in(here, &["new", "third", "--from", "bad.toml"]).0, 2);
    let mut left: Vec<_> =
        std::fs::read_dir(here).expect("there").map(|entry| entry.expect("there").file_name()).collect();
    left.sort();
    assert_eq!(left, ["bad.toml", "mine.toml", "other.toml"], "nothing else is left behind");
}

#[test]
fn check_tells_the_good_on_stdout_and_the_bad_on_stderr() {
    let (code, out, err) = call(&["check", "scenarios/digits.toml", "tests/bad/format-99.toml", "none.toml", "src"]);
    assert_eq!(code, 1);
    assert_eq!(out, "ok scenarios/digits.toml: Careless teachers\n");
    insta::assert_snapshot!(err, @r"
    error: tests/bad/format-99.toml:2:10: format is 99: this version reads format 1
    error: none.toml: no such file or folder
    error: src: is a folder
    ");
}

#[test]
fn standard_input_is_a_file() {
    let mut child =
        command(Path::new("."), &["check", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it runs");
    std::io::Write::write_all(&mut child.stdin.take().expect("piped"), b"task.kind = \"curve\"").expect("read");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(0), b"ok stdin: (no title)\n".as_slice()));
}

/// What a call gives whose stdout nobody reads.
fn unread(args: &[&str]) -> (Option<i32>, String) {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let output = command(Path::new("."), args).stdout(writer).stderr(Stdio::piped()).output().expect("it runs");
    (output.status.code(), String::from_utf8(output.stderr).expect("text"))
}

#[test]
fn a_reader_that_closes_stdout_is_success() {
    let commands: [&[&str]; 7] = [
        &["--help"],
        &["scenarios"],
        &["scenarios", "digits"],
        &["schema"],
        &["man"],
        &["completions", "zsh"],
        &["check", "scenarios/digits.toml"],
    ];
    for args in commands {
        assert_eq!(unread(args), (Some(0), String::new()), "{args:?}");
    }
}

#[test]
fn completions_and_the_man_page_know_every_command() {
    let commands = ["watch", "run", "study", "report", "scenarios", "new", "check", "schema", "completions", "man"];
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (code, out, err) = call(&["completions", shell]);
        assert_eq!((code, err.as_str()), (0, ""));
        assert!(commands.iter().all(|command| out.contains(command)), "{shell}");
    }
    let (code, out, _) = call(&["man"]);
    assert_eq!(code, 0);
    assert!(out.contains(".TH oneiro 1") && out.contains(".SH \"EXIT STATUS\""), "{out}");
    for command in commands {
        assert!(out.contains(&format!("oneiro {command}")), "{command}");
    }
    assert!(!out.contains('\u{1b}'));
}

#[test]
fn the_schema_is_json() {
    let (code, out, _) = call(&["schema"]);
    assert_eq!(code, 0);
    let schema: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(schema, oneiro::scenario::key::schema());
}

#[test]
fn kernels_have_the_names_of_the_command_line() {
    for kernel in Kernel::ALL {
        assert!(Cli::try_parse_from(["oneiro", "run", "--kernel", kernel.name()]).is_ok());
    }
}
