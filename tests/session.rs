//! Sessions: saved and resumed, shared as codes, verified.

use std::path::Path;
use std::process::Command;

use assert_cmd::cargo::CommandCargoExt as _;
use oneiro::arm::{Arm, Param, Setting, Value};
use oneiro::lab::{Lab, Options};
use oneiro::net::Kernel;
use oneiro::scenario::{Override, Scenario, Unit, What};
use oneiro::session::Session;
use oneiro::session::code::{Code, LONGEST, PREFIX, Verified};

const OPTIONS: Options = Options { kernel: Kernel::Portable, keyframes: Some(1 << 22) };

fn scenario(set: &[&str]) -> Scenario {
    let overrides: Vec<Override> = set.iter().map(|text| Override::set(text).expect("a key and a value")).collect();
    Scenario::load("digits", &overrides).expect("sound")
}

fn days() -> [&'static str; 2] {
    ["days=4", "task.test=50"]
}

/// By day: naps are taken then.
fn by_day(set: &[&str]) -> Session {
    let mut session = Session::new(&scenario(set), OPTIONS);
    session.seek(50);
    session.act(None, What::Nap(7)).expect("it is day");
    session.seek(620);
    session
}

#[test]
fn a_saved_session_resumes_and_gives_the_same_trace_without_a_screen() {
    let mut undone = by_day(&days());
    undone.seek(310);
    undone.act(None, What::SkipNight).expect("a night");
    undone.seek(500);
    undone.undo();
    for session in [by_day(&days()), undone, lived_by_code()] {
        let text = session.to_toml();
        let saved = Scenario::parse(&text, "saved.toml", "digits", &[]).unwrap_or_else(|error| panic!("{error}"));
        let (resumed, same) = Session::resume(&saved, OPTIONS);
        assert!(same);
        assert_eq!(resumed.lab().trace_hash(), session.lab().trace_hash());
        assert_eq!(resumed.to_toml(), text);
        let mut lab = Lab::new(&saved, Options { keyframes: None, ..OPTIONS });
        while lab.clock().total < session.lab().clock().total {
            lab.tick();
        }
        assert_eq!(lab.trace_hash(), session.lab().trace_hash());
    }
}

#[test]
fn a_saved_session_that_was_edited_or_cut_is_refused() {
    let text = by_day(&days()).to_toml();
    let parse = |text: &str| Scenario::parse(text, "saved.toml", "digits", &[]);
    assert!(parse(&text).is_ok());
    for (from, to) in [
        ("learning_rate = 0.1", "learning_rate = 0.2"),
        ("nap = 7", "nap = 8"),
        ("\ntick 620", "\ntick 621"),
        ("seed = 7", "seed = 8"),
        ("\n[arms]", "\n# mine\n[arms]"),
    ] {
        let edited = text.replacen(from, to, 1);
        assert_ne!(edited, text, "{from}");
        let error = parse(&edited).expect_err(from);
        assert!(error.to_string().contains("session does not fit the file"), "{error}");
        assert_eq!(error.to_string().lines().count(), 1, "{error}");
    }
    let refused = |cut: &str| {
        let error = parse(cut).expect_err("a part");
        assert_eq!(error.exit_code(), 2, "{error}");
    };
    for (end, _) in text.match_indices('\n').filter(|(end, _)| *end + 1 < text.len()) {
        refused(&text[..end]);
    }
    let other = text.replacen("oneiro session 1", "oneiro session 2", 1);
    let error = parse(&other).expect_err("another version");
    assert!(error.to_string().contains("another version: this one reads"), "{error}");
}

#[test]
fn a_code_brings_everything_back() {
    let session = lived_by_code();
    let code = session.code().expect("short enough");
    assert!(code.len() <= LONGEST && code.starts_with(PREFIX), "{}", code.len());
    let read = Code::parse(&code).expect("a code");
    let scenario = read.scenario().expect("known here");
    let (resumed, same) = Session::resume(&scenario, OPTIONS);
    assert!(same);
    assert_eq!(resumed.lab().trace_hash(), session.lab().trace_hash());
    assert_eq!(read.verify(|_| true), Ok(Some(Verified::Reproduced(5))));
}

fn lived_by_code() -> Session {
    let mut session = Session::new(&scenario(&["days=4", "task.test=50", "seed=11", "net.hidden=[8]"]), OPTIONS);
    session.seek(320);
    session
        .act(Some("sleep"), What::Fork { name: "awake-2".to_owned(), arm: Some(Arm::Awake) })
        .expect("there is room");
    session.seek(430);
    session.act(Some("awake-2"), What::Lesion(Unit { layer: 1, unit: 3 })).expect("a unit");
    let setting = Setting { param: Param::Hallucinatory, value: Value::Number(0.5) };
    session.act(Some("sleep"), What::Set(vec![setting])).expect("in range");
    session.seek(567);
    session
}

#[test]
fn no_changed_character_of_a_code_is_reproduced() {
    let code = lived_by_code().code().expect("short enough");
    for place in 0..code.len() {
        for other in [b'A', b'z', b'_', b'0', b' ', b'\n'] {
            let mut bytes = code.clone().into_bytes();
            if bytes[place] == other {
                continue;
            }
            bytes[place] = other;
            let changed = String::from_utf8(bytes).expect("ascii");
            // Blanks around a pasted line are no part of it.
            if changed.trim() == code {
                continue;
            }
            assert!(Code::parse(&changed).is_err(), "{place}: {changed}");
        }
    }
    for cut in 0..code.len() {
        assert!(Code::parse(&code[..cut]).is_err(), "{cut}");
    }
    assert!(Code::parse("somethingelse:AAAA").is_err());
    assert!(Code::parse(&format!("{PREFIX}{}", "A".repeat(80))).is_err());
}

#[test]
fn a_code_too_long_to_paste_is_refused() {
    let mut session =
        Session::new(&scenario(&["days=200", "task.test=2", "day.steps=1", "night.steps=1", "day.batch=1"]), OPTIONS);
    session.seek(u64::MAX);
    let why = session.code().expect_err("400 phases");
    assert!(why.contains("save a file instead"), "{why}");
}

#[test]
fn codes_of_scenarios_that_are_not_shipped_hold_too() {
    let text = "task.kind = \"curve\"\ndays = 2\nday.steps = 9\nnight.steps = 5\n[night.dreams]\nclip = [-1.0, 1.0]\n[seeds]\ninit = 4\n";
    let scenario = Scenario::parse(text, "mine.toml", "mine", &[]).expect("sound");
    let mut session = Session::new(&scenario, OPTIONS);
    session.seek(17);
    session.act(None, What::Reseed(5)).expect("a seed");
    session.seek(u64::MAX);
    let code = Code::parse(&session.code().expect("short enough")).expect("a code");
    assert_eq!(code.verify(|_| true), Ok(Some(Verified::Reproduced(4))));
    let lab = Session::new(&code.scenario().expect("known here"), OPTIONS).into_lab();
    assert_eq!(lab.trace_hash(), session.lab().trace_hash());
}

fn oneiro(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    let mut command = Command::cargo_bin("oneiro").expect("built");
    let output = command.current_dir(folder).args(arguments).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (text(output.stdout), text(output.stderr), output.status.code().unwrap_or(-1))
}

#[test]
fn another_process_in_another_folder_verifies_codes_sessions_and_runs() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = lived_by_code();
    let code = session.code().expect("short enough");
    let (out, err, exit) = oneiro(folder.path(), &["verify", &code]);
    assert_eq!(
        (out.as_str(), err.as_str(), exit),
        ("reproduced: 5 phases, up to tick 567, with the portable kernel\n", "", 0)
    );

    let changed = format!("{}{}", &code[..code.len() - 1], if code.ends_with('A') { 'B' } else { 'A' });
    let (out, err, exit) = oneiro(folder.path(), &["verify", &changed]);
    assert_eq!(
        (out.as_str(), err.as_str(), exit),
        ("", "error: the code was changed or cut: its checksum does not fit\n", 2)
    );

    std::fs::write(folder.path().join("mine.toml"), session.to_toml()).expect("written");
    let hash = session.lab().trace_hash();
    let (out, err, exit) = oneiro(folder.path(), &["verify", "mine.toml"]);
    assert_eq!((out.as_str(), err.as_str(), exit), (format!("reproduced: tick 567, trace {hash}\n").as_str(), "", 0));
    let (_, err, exit) = oneiro(folder.path(), &["verify", "digits"]);
    assert_eq!(exit, 2);
    assert!(err.contains("holds nothing to verify"), "{err}");

    let run = ["run", "digits", "--days", "2", "--set", "task.test=50", "--kernel", "portable", "--out", "out"];
    assert_eq!(oneiro(folder.path(), &run).2, 0);
    let (out, err, exit) = oneiro(folder.path(), &["verify", "out"]);
    assert!(out.starts_with("reproduced: ") && err.is_empty() && exit == 0, "{out}{err}");
    let path = folder.path().join("out/trace.csv");
    let trace = std::fs::read_to_string(&path).expect("written");
    let row = trace.lines().find(|row| row.starts_with("awake,7,2,evening")).expect("a row").to_owned();
    let mut cells: Vec<&str> = row.split(',').collect();
    cells[10] = "0.5";
    std::fs::write(&path, trace.replace(&row, &cells.join(","))).expect("written");
    let (out, err, exit) = oneiro(folder.path(), &["verify", "out"]);
    assert!(
        out.starts_with("not reproduced: awake, evening 2 (tick 304): test_error is 0.5 in trace.csv, and 0."),
        "{out}"
    );
    assert!(err.is_empty() && exit == 1, "{err}");
}

#[test]
fn the_code_in_the_readme_is_reproduced() {
    let readme = std::fs::read_to_string("README.md").expect("the README");
    let line = readme.lines().find_map(|line| line.strip_prefix("$ oneiro verify ")).expect("an example");
    let code = Code::parse(line).expect("a code");
    assert_eq!(code.verify(|_| true), Ok(Some(Verified::Reproduced(6))));
    assert!(readme.contains("reproduced: 6 phases, up to tick 612, with the portable kernel"));
    assert_eq!(code.tick(), 612);
}
