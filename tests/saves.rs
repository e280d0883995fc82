//! A session is saved whole or not at all, whenever the program is killed.

#[path = "support/terminal.rs"]
mod terminal;

use std::path::Path;
use std::process::Command;
use std::thread;
use terminal::{LOOK, SMALL, Terminal};

fn said(folder: &Path, arguments: &[&str]) -> String {
    let oneiro = Command::new(env!("CARGO_BIN_EXE_oneiro")).args(arguments).current_dir(folder).output();
    let output = oneiro.expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {text}");
    text.into_owned()
}

#[test]
fn whenever_it_is_killed_the_file_is_a_session_that_is_reproduced() {
    let folder = tempfile::tempdir().expect("a folder");
    // The first save makes the file, the others replace it.
    for moment in 0..8 {
        let arguments: &[&str] = if moment == 0 { &SMALL } else { &["digits-1.toml"] };
        let mut terminal = Terminal::within(folder.path(), arguments);
        terminal.wait_for("mistakes");
        terminal.press(" s");
        terminal.wait_for("Saved");
        for _ in 0..10 {
            terminal.press(".ss");
        }
        thread::sleep(moment * LOOK);
        terminal.signal("KILL");
        terminal.code();
        assert!(said(folder.path(), &["check", "digits-1.toml"]).starts_with("ok digits-1.toml"));
        assert!(said(folder.path(), &["verify", "digits-1.toml"]).starts_with("reproduced"));
    }
    let names = || {
        let entries = std::fs::read_dir(folder.path()).expect("it is there");
        entries.map(|entry| entry.expect("it is there").file_name().into_string().expect("text"))
    };
    // A draft that a killed process left is no session's file, and goes with the next save.
    let path = folder.path().join(".digits-1.toml.999999999");
    std::fs::write(path, "half").expect("written");
    let mut terminal = Terminal::within(folder.path(), &["digits-1.toml"]);
    terminal.wait_for("mistakes");
    terminal.press("s");
    terminal.wait_for("Saved");
    terminal.press("q");
    assert_eq!(terminal.code(), 0);
    assert_eq!(names().collect::<Vec<_>>(), ["digits-1.toml"], "{:?}", names().collect::<Vec<_>>());
}
