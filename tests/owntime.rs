//! Somebody's own data, kept: share codes, saved sessions, and data that change or go.

#[path = "support/files.rs"]
mod files;

use assert_cmd::cargo::cargo_bin;
use files::{few, put};
use oneiro::lab::{Options, Progress};
use oneiro::net::Kernel;
use oneiro::scenario::{Scenario, What};
use oneiro::session::{Code, Session};
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// A folder with a table and a scenario of it, three short days long.
fn story() -> TempDir {
    let folder = folder();
    std::fs::copy(&few()[0], folder.path().join("few.csv")).expect("copied");
    let text = "days = 3\n[task]\nkind = \"table\"\nfile = \"few.csv\"\ncategories = \"one-hot\"\nmissing = \"drop\"\n\
                label_noise = 0.25\n[net]\nhidden = [4]\n[day]\nsteps = 5\nbatch = 4\n[night]\nsteps = 6\n";
    put(folder.path(), "x.toml", text.as_bytes());
    folder
}

fn load(folder: &Path) -> Result<Scenario, String> {
    Scenario::load(&folder.join("x.toml").to_string_lossy(), &[]).map_err(|error| error.to_string())
}

/// A session that was lived for some ticks, one act in it.
fn lived(folder: &Path) -> Session {
    let scenario = load(folder).unwrap_or_else(|error| panic!("{error}"));
    let mut session = Session::new(&scenario, Options { kernel: Kernel::Portable, keyframes: Some(1 << 20) });
    for tick in 0..20 {
        if tick == 7 {
            session.act(Some("sleep"), What::Reseed(5)).expect("possible");
        }
        while session.micro() == Progress::Micro {}
    }
    session
}

/// What the program says, in a folder, and its exit code.
fn said(folder: &Path, words: &[&str]) -> (String, Option<i32>) {
    let output = Command::new(cargo_bin("oneiro")).args(words).current_dir(folder).output().expect("it starts");
    let said = [output.stdout, output.stderr].concat();
    (String::from_utf8(said).expect("text"), output.status.code())
}

#[test]
fn a_code_needs_the_same_data_in_the_folder_where_one_stands() {
    let here = story();
    let session = lived(here.path());
    let code = session.code().expect("short enough");
    assert!(!code.contains("few.csv") && code.len() < 700, "{} characters", code.len());
    let verified = Code::parse(&code).and_then(|code| code.scenario().map(drop));
    assert!(verified.is_err(), "the tests of this package do not stand there");
    let (told, exit) = said(here.path(), &["verify", &code]);
    assert!(told.starts_with("reproduced: 3 phases") && exit == Some(0), "{told}");
    let elsewhere = folder();
    let (told, exit) = said(elsewhere.path(), &["verify", &code]);
    let wanted =
        "error: the code is about files of data that must be in this folder: code: few.csv: no such file or folder\n";
    assert_eq!((told.as_str(), exit), (wanted, Some(2)));
    put(elsewhere.path(), "few.csv", b"size,colour,class\n1,red,0\n2,blue,1\n3,red,0\n4,red,1\n5,red,1\n");
    let (told, exit) = said(elsewhere.path(), &["verify", &code]);
    assert!(told.contains("task.digest is not that of few.csv") && told.lines().count() == 1, "{told}");
    assert_eq!(exit, Some(2));
}

#[test]
fn a_code_names_no_file_outside_the_folder() {
    let here = story();
    let scenario = load(here.path()).unwrap_or_else(|error| panic!("{error}"));
    assert!(scenario.to_toml().contains(&*here.path().to_string_lossy()), "the scenario itself has the whole path");
    let session = Session::new(&scenario, Options::default());
    let code = session.code().expect("short enough");
    let there = folder();
    std::fs::copy(&few()[0], there.path().join("few.csv")).expect("copied");
    // Where the data stand is not what is lived.
    let (told, exit) = said(there.path(), &["verify", &code]);
    assert!(told.starts_with("reproduced: 0 phases") && exit == Some(0), "{told}");
    assert!(matches!(Code::parse(&code).map(|code| code.tick()), Ok(0)));
}

#[test]
fn a_saved_session_goes_on_with_the_same_data_and_with_no_others() {
    let here = story();
    let session = lived(here.path());
    put(here.path(), "x.toml", session.to_toml().as_bytes());
    let scenario = load(here.path()).unwrap_or_else(|error| panic!("{error}"));
    let options = Options { kernel: Kernel::Portable, keyframes: Some(1 << 20) };
    let (mut again, same) = Session::resume(&scenario, options);
    assert!(same && again.lab().trace_hash() == session.lab().trace_hash());
    assert_eq!((again.acts().len(), again.to_toml()), (1, session.to_toml()));
    again.undo();
    let (told, exit) = said(here.path(), &["verify", "x.toml"]);
    assert!(told.starts_with("reproduced: tick 20") && exit == Some(0), "{told}");
    let table = std::fs::read_to_string(here.path().join("few.csv")).expect("a table");
    // A byte of one cell, a row more, none of it.
    for (other, wanted) in [
        (table.replacen("red", "rod", 1), "task.digest is not that of few.csv"),
        (format!("{table}3,red,1\n"), "task.digest is not that of few.csv"),
        (String::new(), "few.csv: is empty"),
    ] {
        put(here.path(), "few.csv", other.as_bytes());
        for words in [&["verify", "x.toml"][..], &["run", "x.toml"], &["watch", "x.toml"]] {
            let (told, exit) = said(here.path(), words);
            assert!(told.contains(wanted) && told.lines().count() == 1 && exit == Some(2), "{words:?}: {told}");
        }
    }
    std::fs::remove_file(here.path().join("few.csv")).expect("removed");
    let (told, _) = said(here.path(), &["verify", "x.toml"]);
    assert!(told.contains("few.csv: no such file or folder") && told.lines().count() == 1, "{told}");
}

#[test]
fn a_runs_folder_is_verified_against_the_data_it_was_lived_with() {
    let here = story();
    let (told, exit) = said(here.path(), &["run", "x.toml", "--out", "r", "--kernel", "portable"]);
    assert_eq!(exit, Some(0), "{told}");
    let (told, exit) = said(here.path(), &["verify", "r"]);
    assert!(told.starts_with("reproduced: ") && exit == Some(0), "{told}");
    put(here.path(), "few.csv", b"size,colour,class\n1,red,0\n");
    let (told, exit) = said(here.path(), &["verify", "r"]);
    assert!(told.contains("task.digest is not that of few.csv") && told.lines().count() == 1, "{told}");
    assert_eq!(exit, Some(2));
}

#[test]
fn lessons_are_made_of_the_classes_of_a_file() {
    let here = story();
    let text = std::fs::read_to_string(here.path().join("x.toml")).expect("written");
    let with = |more: &str| {
        put(here.path(), "x.toml", text.replace("label_noise", &format!("{more}\nlabel_noise")).as_bytes());
        load(here.path()).map_err(|error| error.split_once("x.toml").map_or(error.clone(), |(_, at)| at.to_owned()))
    };
    let scenario = with("days = \"lessons\"\nlessons = [[0, 1], [2, 3]]").unwrap_or_else(|error| panic!("{error}"));
    let mut session = Session::new(&scenario, Options::default());
    while session.micro() != Progress::Ended {}
    let world = session.lab().world();
    assert_eq!((world.calendar.lesson(1), world.calendar.lesson(2), world.parts.len()), (Some(0), Some(1), 2));
    assert!(world.calendar.lived(1).all(|id| world.train.labels[id as usize].truth < 2));
    let unknown = with("days = \"lessons\"\nlessons = [[0, 1], [2, 4]]").expect_err("four classes");
    assert_eq!(unknown, ":8:11: task.lessons: lesson 2 has class 4: the classes are 0 to 3");
    let none = with("days = \"lessons\"").expect_err("no lessons");
    assert!(none.contains("task.lessons is missing"), "{none}");
    let alone = with("drift = \"inputs\"\ncolumns = [\"size\"]").expect_err("one input");
    assert_eq!(alone, ":7:9: task.drift is \"inputs\": they change places, and there is one alone");
}
