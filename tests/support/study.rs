//! Studies from outside: a small scenario, the program, and a folder's bytes.

#![allow(dead_code, reason = "each test file uses a part")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A curve that is lived in a few milliseconds.
pub const SMALL: &str = r#"format = 1
title = "Small"
seed = 3
days = 3
task = { kind = "curve", test = 101 }
day = { steps = 60, learning_rate = 0.2, normalized = true }
night.steps = 60
night.memory.recency = inf
night.dreams = { hallucinatory = 0.1, clip = [-1.2, 1.2] }

[claim]
measure = "test_error"
a = "sleep"
b = "interleaved"
margin = 0.14
seeds = 4
"#;

/// A folder that goes with the test.
pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

/// The small scenario as a file in a folder.
pub fn small(folder: &Path) -> PathBuf {
    let path = folder.join("small.toml");
    fs::write(&path, SMALL).expect("written");
    path
}

/// `oneiro study SCENARIO --out DIR --kernel portable …`
pub fn study(scenario: &Path, dir: &Path, more: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("oneiro"));
    command.arg("study").arg(scenario).arg("--out").arg(dir).args(["--kernel", "portable"]).args(more);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Exit code, stdout, stderr.
pub fn gave(command: &mut Command) -> (Option<i32>, String, String) {
    let output = command.output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// What a study that succeeds prints. Nothing is said besides, but which arms are none of this scenario.
pub fn printed(command: &mut Command) -> String {
    let (code, out, err) = gave(command);
    let odd: Vec<&str> = err.lines().filter(|line| !line.contains(" is left out: ")).collect();
    assert_eq!((code, odd), (Some(0), Vec::new()), "{out}");
    out
}

/// Every file below a folder with its bytes.
pub fn bytes(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(dir).expect("below it").to_owned();
                files.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    files
}

/// The files of the cells, sorted.
pub fn cells(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir.join("cells")).into_iter().flatten();
    let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
    paths.sort();
    paths
}
