//! Enforces who may import whom, by reading the sources. The table is ARCHITECTURE.md's.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room and the rooms it may import.
const LAYERS: &[(&str, &[&str])] = &[
    ("main", &["cli", "command"]),
    ("cli", &[]),
    ("math", &[]),
    ("record", &[]),
    ("data", &[]),
    ("read", &[]),
    ("rng", &["math"]),
    ("net", &["math"]),
    ("task", &["data", "rng", "math"]),
    ("sleep", &["data", "net", "rng", "math"]),
    ("arm", &["sleep", "net"]),
    ("scenario", &["task", "net", "sleep", "arm", "read", "data"]),
    ("lab", &["scenario", "arm", "sleep", "task", "net", "record", "data", "rng", "math"]),
    ("session", &["lab", "scenario", "record", "arm", "net"]),
    ("study", &["lab", "scenario", "arm", "record", "rng"]),
    (
        "verify",
        &["study", "session", "lab", "scenario", "arm", "sleep", "task", "net", "record", "data", "rng", "math"],
    ),
    ("export", &["lab", "record", "scenario", "study", "arm"]),
    ("tui", &["session", "lab", "study", "scenario", "record", "export", "task", "data", "arm", "net", "sleep"]),
    (
        "command",
        &[
            "cli", "scenario", "session", "lab", "study", "verify", "record", "export", "tui", "arm", "net", "sleep",
            "task", "data", "read",
        ],
    ),
];

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src is readable") {
        let path = entry.expect("src is readable").path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// The room of a file: its first folder, or its own name.
fn room(path: &Path) -> String {
    let inside = path.strip_prefix("src").expect("a source file");
    let first = inside.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_string()
}

/// The rooms named after `crate::` or `oneiro::`, and inside braces right behind it.
fn imports(text: &str) -> BTreeSet<String> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut rooms = BTreeSet::new();
    for root in ["crate::", "oneiro::"] {
        for (place, _) in code.match_indices(root) {
            if code[..place].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let rest = &code[place + root.len()..];
            let names: Vec<&str> = match rest.strip_prefix('{') {
                Some(list) => list.split('}').next().unwrap_or("").split(',').map(str::trim).collect(),
                None => vec![rest],
            };
            for name in names {
                let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
                rooms.insert(name[..end].to_string());
            }
        }
    }
    rooms.remove("");
    rooms
}

#[test]
fn every_room_imports_only_what_the_table_allows() {
    let mut files = Vec::new();
    sources(Path::new("src"), &mut files);
    let mut trespasses = Vec::new();
    for file in files.iter().filter(|file| file.as_path() != Path::new("src/lib.rs")) {
        let room = room(file);
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == room) else {
            trespasses.push(format!("{}: the table has no room {room}", file.display()));
            continue;
        };
        let text = fs::read_to_string(file).expect("a source file is text");
        for import in imports(&text) {
            let is_room = LAYERS.iter().any(|(name, _)| *name == import);
            if is_room && import != room && !allowed.contains(&import.as_str()) {
                trespasses.push(format!("{}: {room} imports {import}", file.display()));
            }
        }
    }
    assert!(trespasses.is_empty(), "{}", trespasses.join("\n"));
}

#[test]
fn the_table_stands_in_the_architecture_page() {
    let page = fs::read_to_string("ARCHITECTURE.md").expect("ARCHITECTURE.md");
    for (room, allowed) in LAYERS {
        let row = page.lines().find(|line| line.starts_with(&format!("| `{room}`")));
        let row = row.unwrap_or_else(|| panic!("ARCHITECTURE.md has no row for {room}"));
        let last = row.trim_end_matches('|').rsplit('|').next().unwrap_or_default();
        let named: BTreeSet<&str> = last.split('`').skip(1).step_by(2).collect();
        assert_eq!(named, allowed.iter().copied().collect(), "the row of {room}");
    }
}

#[test]
fn no_file_has_grown_past_400_lines() {
    let mut files = Vec::new();
    sources(Path::new("src"), &mut files);
    for file in files {
        let lines = fs::read_to_string(&file).expect("a source file is text").lines().count();
        assert!(lines <= 400, "{} has {lines} lines: split it", file.display());
    }
}
