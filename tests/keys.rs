//! The keys are one table: README and man page say what the program does.
//! `UPDATE_README=1 cargo test --test keys` writes the README's.

use std::fs;
use std::process::Command;

use oneiro::tui::keymap::{KEYS, markdown};

const MARKS: (&str, &str) = ("<!-- keymap -->\n", "<!-- /keymap -->");

#[test]
fn the_readme_has_the_table() {
    let readme = fs::read_to_string("README.md").expect("README.md");
    let begin = readme.find(MARKS.0).expect("the mark before the table") + MARKS.0.len();
    let end = readme.find(MARKS.1).expect("the mark behind the table");
    if std::env::var_os("UPDATE_README").is_some() {
        let written = format!("{}{}{}", &readme[..begin], markdown(), &readme[end..]);
        fs::write("README.md", written).expect("README.md can be written");
        return;
    }
    assert_eq!(&readme[begin..end], markdown(), "UPDATE_README=1 cargo test --test keys");
}

#[test]
fn the_man_page_has_every_key() {
    let made = Command::new(env!("CARGO_BIN_EXE_oneiro")).arg("man").output().expect("the program starts");
    let page = String::from_utf8(made.stdout).expect("text").replace('\\', "");
    assert!(page.contains(".SH KEYS"));
    for key in KEYS {
        assert!(page.contains(key.about), "{}", key.about);
    }
}
