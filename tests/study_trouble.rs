//! Studies that are killed, shared, disturbed and short of room: nothing is lost, nothing is done twice.

#![cfg(unix)]
#![expect(clippy::print_stdout, reason = "how often it was killed is worth reading")]

#[path = "support/study.rs"]
mod support;
#[path = "support/watcher.rs"]
mod watcher;

use oneiro::lab::Options;
use oneiro::net::Kernel;
use oneiro::scenario::Source;
use oneiro::study::{Asked, Cell, Plan, Store, work};
use std::collections::HashMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::Duration;
use support::{bytes, cells, folder, gave, printed, small, study};
use watcher::Silent;

/// A study of 24 cells that takes some tenths of a second.
const ARGS: [&str; 6] = ["--seeds", "24", "--set", "days=12", "--jobs", "2"];

/// What it writes when nobody disturbs it.
fn undisturbed(folder: &Path) -> std::collections::BTreeMap<PathBuf, Vec<u8>> {
    let dir = folder.join("undisturbed");
    printed(&mut study(&small(folder), &dir, &ARGS));
    bytes(&dir)
}

#[test]
fn killed_at_random_and_finished_it_is_the_same_bytes() {
    let kills = std::env::var("ONEIRO_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(6);
    let folder = folder();
    let (scenario, dir, expected) = (small(folder.path()), folder.path().join("s"), undisturbed(folder.path()));
    let (mut state, mut killed, mut finished) = (1_u64, 0, 0);
    while killed < kills {
        let mut child = study(&scenario, &dir, &ARGS).spawn().expect("it runs");
        // Knuth's generator: the moments are as random as the machine makes them in any case.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(Duration::from_micros((state >> 33) % 60_000));
        if child.try_wait().expect("its state").is_some() {
            assert!(bytes(&dir) == expected);
            fs::remove_dir_all(&dir).expect("removed");
            finished += 1;
            assert!(finished < 20 * kills, "it is over before it can be killed");
            continue;
        }
        child.kill().expect("killed");
        child.wait().expect("it ends");
        killed += 1;
        assert!(cells(&dir).is_empty() || (dir.join("claim.json").exists() && dir.join("study.json").exists()));
        for path in cells(&dir) {
            let bytes = fs::read(&path).expect("there");
            assert_eq!(Some(&bytes), expected.get(path.strip_prefix(&dir).expect("below")), "whole or not there");
        }
    }
    printed(&mut study(&scenario, &dir, &ARGS));
    assert!(bytes(&dir) == expected, "and no draft is left");
    println!("killed {killed} times, finished between them {finished} times");
}

/// Sees how the cells of a folder come until all children have ended: a cell that is written again is another file.
fn watched(dir: &Path, mut children: Vec<Child>) {
    let mut seen: HashMap<PathBuf, u64> = HashMap::new();
    loop {
        let over = children.iter_mut().all(|child| child.try_wait().expect("its state").is_some());
        for path in cells(dir) {
            let inode = fs::metadata(&path).expect("there").ino();
            assert_eq!(*seen.entry(path.clone()).or_insert(inode), inode, "{} was done twice", path.display());
        }
        if over {
            break;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    for child in children {
        let output = child.wait_with_output().expect("it ended");
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
        assert!(String::from_utf8_lossy(&output.stdout).contains("24 cells: 24 done, 0 failed"));
    }
}

#[test]
fn several_processes_share_the_work() {
    let folder = folder();
    let (scenario, expected) = (small(folder.path()), undisturbed(folder.path()));
    for processes in [2, 3] {
        let dir = folder.path().join(processes.to_string());
        watched(&dir, (0..processes).map(|_| study(&scenario, &dir, &ARGS).spawn().expect("it runs")).collect());
        assert!(bytes(&dir) == expected);
    }
}

#[test]
fn no_cell_is_lived_twice_and_each_worker_ends_when_all_is_done() {
    let folder = folder();
    let source = Source::find(small(folder.path()).to_str().expect("a path")).expect("a file");
    let asked = Asked { seeds: Some(40), ..Asked::default() };
    let plan = Plan::new(&source, &asked, "portable").unwrap_or_else(|error| panic!("{error}"));
    let dir = folder.path().join("s");
    let options = Options { kernel: Kernel::Portable, keyframes: None };
    let worker = || {
        let store = Store::open(&dir, &plan).unwrap_or_else(|error| panic!("{error}"));
        work(&store, &plan, options, (2, false), &Silent).unwrap_or_else(|error| panic!("{error}"))
    };
    let tallies = std::thread::scope(|scope| {
        let workers = [0, 1, 2].map(|_| scope.spawn(worker));
        workers.map(|worker| worker.join().expect("it ends"))
    });
    assert!(tallies.iter().all(|tally| (tally.cells, tally.done, tally.failed) == (40, 40, 0)), "{tallies:?}");
    assert_eq!(tallies.iter().map(|tally| tally.lived).sum::<u64>(), 40, "{tallies:?}");
}

#[test]
fn a_cell_that_is_damaged_or_another_is_told_in_a_line_and_done_again() {
    let folder = folder();
    let (scenario, dir) = (small(folder.path()), folder.path().join("s"));
    let run = || gave(&mut study(&scenario, &dir, &["--seeds", "3"]));
    let (code, out, _) = run();
    assert_eq!(code, Some(0));
    let expected = bytes(&dir);
    let paths = cells(&dir);
    let name = |path: &Path| path.file_stem().expect("a name").to_string_lossy().into_owned();
    let whole = fs::read(&paths[0]).expect("there");
    let other = fs::read(&paths[1]).expect("there");
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    // Sound in itself, with a checksum that holds, but of another scenario than its name says.
    let mut forged = Cell::from_json(&whole, &name(&paths[0])).expect("sound");
    forged.scenario = forged.scenario.replace("days = 3", "days = 4");
    let cases: [(Vec<u8>, String); 7] = [
        (Vec::new(), "is cut off or no cell".to_owned()),
        (whole[..whole.len() / 2].to_vec(), "is cut off or no cell".to_owned()),
        (whole[..whole.len() - 3].to_vec(), "is cut off".to_owned()),
        (flipped, "is damaged: its checksum does not hold".to_owned()),
        (vec![0xff; 100], "is not text".to_owned()),
        (other, format!("is the cell {} under another name", name(&paths[1]))),
        (forged.to_json().into_bytes(), "does not hold what its name says".to_owned()),
    ];
    for (bad, why) in cases {
        fs::write(&paths[0], bad).expect("written");
        let said = format!("warning: {}: {why}: the cell is done again\n", paths[0].display());
        assert_eq!(run(), (Some(0), out.clone(), said));
        assert!(bytes(&dir) == expected);
    }
    // Drafts that killed workers have left are taken away, those of another study's cells too.
    fs::write(dir.join("cells/.0123.draft"), "half").expect("written");
    fs::write(dir.join(".claim.json.draft"), "half").expect("written");
    assert_eq!(run(), (Some(0), out, String::new()));
    assert!(bytes(&dir) == expected);
}

#[test]
fn a_limit_on_the_size_of_files_is_a_line_and_nothing_is_lost() {
    let folder = folder();
    let (scenario, dir) = (small(folder.path()), folder.path().join("s"));
    let args = ["--seeds", "3", "--set", "days=60"];
    let plain = study(&scenario, &dir, &args);
    let limited = |blocks: &str| {
        let mut shell = Command::new("sh");
        let line = format!("ulimit -f {blocks}; exec \"$0\" \"$@\"");
        shell.arg("-c").arg(line).arg(plain.get_program()).args(plain.get_args());
        gave(&mut shell)
    };
    // So little that nothing can be registered: nothing is begun.
    let (code, out, err) = limited("1");
    assert_eq!((code, out.as_str(), err.lines().count()), (Some(1), "", 1), "{err}");
    assert!(err.ends_with("study.json: file too large\n"), "{err}");
    assert!(!dir.join("study.json").exists() && cells(&dir).is_empty());
    // Enough for the plan, and not for a cell.
    let (code, out, err) = limited("16");
    assert_eq!((code, err.lines().count()), (Some(0), 1), "{err}");
    assert!(err.ends_with(".failed: the cell failed: cannot be written: file too large\n"), "{err}");
    assert!(out.contains("3 cells: 0 done, 3 failed"), "{out}");
    let left: Vec<PathBuf> = bytes(&dir.join("cells")).into_keys().collect();
    assert!(left.len() == 3 && left.iter().all(|path| path.extension().is_some_and(|end| end == "failed")), "{left:?}");
    // With room again, failed cells are tried again.
    printed(&mut study(&scenario, &dir, &args));
    let whole = folder.path().join("whole");
    printed(&mut study(&scenario, &whole, &args));
    assert!(bytes(&dir) == bytes(&whole));
}

#[test]
fn a_folder_that_cannot_be_written_is_a_line() {
    let folder = folder();
    let scenario = small(folder.path());
    let path = |name: &str| folder.path().join(name);
    fs::write(path("file"), "kept").expect("written");
    fs::create_dir(path("taken")).expect("made");
    fs::write(path("taken/cells"), "kept").expect("written");
    let cases = [
        (path("file"), path("file"), "is not a folder"),
        (path("file/below"), path("file/below/cells"), "is not a folder"),
        (path("taken"), path("taken/cells"), "is there already"),
    ];
    for (dir, named, said) in cases {
        let expected = format!("error: {}: {said}\n", named.display());
        assert_eq!(gave(&mut study(&scenario, &dir, &["--seeds", "1"])), (Some(1), String::new(), expected));
    }
    let dir = path("read-only");
    fs::create_dir(&dir).expect("made");
    for (folder, mode) in [(dir.as_path(), 0o555), (folder.path(), 0o755)] {
        fs::set_permissions(folder, fs::Permissions::from_mode(mode)).expect("set");
    }
    let mut command = study(&scenario, &dir, &["--seeds", "1"]);
    if fs::write(dir.join("x"), "").is_ok() {
        // Nothing is read-only for this user; for nobody it is.
        fs::remove_file(dir.join("x")).expect("removed");
        command.uid(65_534);
        if command.output().is_err() {
            println!("skipped: nobody cannot run the program here");
            return;
        }
    }
    let expected = format!("error: {}: permission denied\n", dir.join("cells").display());
    assert_eq!(gave(&mut command), (Some(1), String::new(), expected));
}

#[test]
fn signals_end_a_study_within_a_cell_and_leave_what_is_finished() {
    for (name, code) in [("TERM", 143), ("INT", 130), ("HUP", 129)] {
        let folder = folder();
        let (scenario, dir) = (small(folder.path()), folder.path().join("s"));
        // Every second cell would not end in time.
        let args = ["--vary", "days=3,100000", "--seeds", "2", "--jobs", "2"];
        let mut child = study(&scenario, &dir, &args).spawn().expect("it runs");
        while cells(&dir).len() < 2 {
            assert!(child.try_wait().expect("its state").is_none(), "it ended by itself");
            std::thread::sleep(Duration::from_millis(1));
        }
        let killed = Command::new("kill").args([format!("-{name}"), child.id().to_string()]).status().expect("kill");
        assert!(killed.success());
        let output = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(code), 0), "{said}");
        let note = "note: 2 of 4 cells are done: the same command goes on from there";
        assert_eq!(said, format!("{note}\nerror: ended by {name}\n"));
        assert_eq!(bytes(&dir.join("cells")).len(), 2, "no draft is left");
    }
}
