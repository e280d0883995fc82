//! `oneiro new NAME [--from NAME] [--from-data FILE]`

mod data;

use super::Error;
use crate::export::file;
use crate::scenario::{Source, plain};
use std::io::Write;
use std::path::Path;

/// Writes NAME.toml into the current folder, a copy of another scenario under a title of its own.
pub(super) fn run(name: &str, from: &str, out: &mut dyn Write) -> Result<(), Error> {
    let name = name.strip_suffix(".toml").unwrap_or(name);
    refuse(name)?;
    let source = Source::find(from)?;
    let text = source.text()?;
    source.parse(&text, &[])?;
    let text = retitled(&text, name);
    let file = format!("{name}.toml");
    let path = Path::new(&file);
    file::create(path, text.as_bytes()).map_err(|cause| Error::file(path, cause))?;
    writeln!(out, "{file}")?;
    Ok(())
}

/// Writes NAME.toml into the current folder, a scenario for a file of data that was looked at.
pub(super) fn from_data(name: &str, data: &Path, out: &mut dyn Write) -> Result<(), Error> {
    let name = name.strip_suffix(".toml").unwrap_or(name);
    refuse(name)?;
    let text = data::scenario(name, data)?;
    let file = format!("{name}.toml");
    let path = Path::new(&file);
    file::create(path, text.as_bytes()).map_err(|cause| Error::file(path, cause))?;
    writeln!(out, "{file}")?;
    Ok(())
}

/// A name that makes an ordinary file in the current folder.
fn refuse(name: &str) -> Result<(), Error> {
    let ordinary = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    let problem = if name.is_empty() {
        "a name is needed"
    } else if name.chars().count() > 100 {
        "a name has at most 100 characters"
    } else if name.starts_with(['.', '-', ' ']) || name.ends_with([' ', '.']) {
        "a name begins and ends with a letter, a digit or _"
    } else if !name.chars().all(ordinary) {
        "a name has letters, digits, spaces and - _ . alone: it becomes a file in the current folder"
    } else {
        return Ok(());
    };
    Err(Error::Misused(format!("\"{}\": {problem}", plain(name))))
}

/// The text with the title (and a first line that says how to run it) adapted.
fn retitled(text: &str, name: &str) -> String {
    let title = format!("title = {}", toml::Value::from(name));
    let top = text.lines().take_while(|line| !line.trim_start().starts_with('[')).count();
    let is_title = |line: &str| line.split('=').next().is_some_and(|key| key.trim() == "title");
    // A title over several lines is beyond a simple replacement: it stays.
    let plain = |line: &str| !line.contains("\"\"\"") && !line.contains("'''");
    let mut lines: Vec<String> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if index == 0 && line.starts_with("# oneiro run ") {
            lines.push(format!("# oneiro run {name}.toml · every key is explained by `oneiro schema`"));
        } else if index < top && is_title(line) && plain(line) {
            lines.push(title.clone());
        } else {
            lines.push(line.to_owned());
        }
    }
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Scenario, shipped};

    #[test]
    fn a_copy_differs_in_its_title_alone() {
        for shipped in shipped() {
            let copy = retitled(shipped.text, "mine \"x\"");
            let copy = Scenario::parse(&copy, "mine.toml", shipped.name, &[]).expect("sound");
            let original = Scenario::load(shipped.name, &[]).expect("sound");
            assert_eq!(copy.spec().title, "mine \"x\"");
            let mut spec = copy.spec().clone();
            spec.title.clone_from(&original.spec().title);
            assert_eq!(&spec, original.spec());
        }
    }

    #[test]
    fn names_are_ordinary_files() {
        for name in
            ["", "../x", "/etc/x", "a\nb", "a\u{1b}[2Jb", ".hidden", "-x", "x ", &"x".repeat(101), "a\\b", "a:b"]
        {
            assert!(refuse(name).is_err(), "{name:?}");
        }
        for name in ["mine", "Über-nacht_2", "two words", "v1.2"] {
            assert!(refuse(name).is_ok(), "{name:?}");
        }
    }
}
