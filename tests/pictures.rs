//! The README's pictures are what the program draws now. `UPDATE_PICTURES=1 cargo test --test
//! pictures` (or `just pictures`) makes them again.

use std::fs;
use std::process::Command;

/// The commands of the recipe `pictures` in the justfile: the arguments of each, and its file.
fn recipe() -> Vec<(Vec<String>, String)> {
    let text = fs::read_to_string("justfile").expect("a justfile");
    let lines = text.lines().skip_while(|line| *line != "pictures:").skip(1);
    lines
        .take_while(|line| line.starts_with("    "))
        .map(|line| {
            let arguments = line.split_once(" -- ").expect("cargo run -- the program's arguments").1;
            let mut arguments: Vec<String> = arguments.split_whitespace().map(str::to_owned).collect();
            let place = arguments.iter().position(|argument| argument == "-o").expect("-o FILE") + 1;
            let file = std::mem::replace(&mut arguments[place], "-".to_owned());
            (arguments, file)
        })
        .collect()
}

#[test]
fn pictures_are_current_and_shown() {
    let readme = fs::read_to_string("README.md").expect("README.md");
    let recipe = recipe();
    assert!(!recipe.is_empty());
    for (arguments, file) in recipe {
        assert!(readme.contains(&format!("({file})")), "the README does not show {file}");
        let made = Command::new(env!("CARGO_BIN_EXE_oneiro")).args(&arguments).output().expect("the program starts");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        if std::env::var_os("UPDATE_PICTURES").is_some() {
            fs::write(&file, &made.stdout).expect("the picture can be written");
        }
        let current = fs::read(&file).unwrap_or_default() == made.stdout;
        assert!(current, "{file} is not what the program draws: UPDATE_PICTURES=1 cargo test --test pictures");
    }
}
