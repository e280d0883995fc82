//! What the screen asks of the file system. The loop carries it out between two frames, so nothing
//! here may wait: only ordinary files are opened.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::update::{Answer, Effect};
use crate::export::Folder;
use crate::export::file::{self, Beside};
use crate::scenario::{Error, Source, plain, reason};
use crate::session::Session;

/// Files that are listed, and names that a line is completed from.
const MOST: usize = 200;

/// Files of one name that a person may save.
const MOST_SAVED: u32 = 999;

/// Carries an effect out, if it asks for files.
#[must_use]
pub fn answer(effect: &Effect) -> Option<Answer> {
    match effect {
        Effect::None | Effect::Quit(_) | Effect::Suspend | Effect::Export | Effect::Copy(_) => None,
        Effect::Save { text, file, stem } => Some(Answer::Saved(save(text, file.as_deref(), stem))),
        Effect::List => Some(Answer::Listed(list(Path::new(".")))),
        Effect::Read(origin) => Some(Answer::Read(origin.clone(), read(&origin.source))),
        Effect::Complete(line) => Some(Answer::Completed(line.clone(), complete(line))),
    }
}

/// Writes a session beside its file and puts it there; over none that was there but its own.
fn save(text: &str, file: Option<&Path>, stem: &str) -> Result<PathBuf, String> {
    let told = |path: &Path, cause: &io::Error| format!("{}: {}", plain(&path.to_string_lossy()), reason(cause));
    if let Some(path) = file {
        // A link stays one: what it leads to is written.
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let write = || {
            let mut beside = Beside::new(&place)?;
            beside.write_all(text.as_bytes())?;
            beside.place()
        };
        return write().map(|()| path.to_owned()).map_err(|cause| told(path, &cause));
    }
    for number in 1..=MOST_SAVED {
        let path = PathBuf::from(format!("{stem}-{number}.toml"));
        match file::create(&path, text.as_bytes()) {
            Ok(()) => return Ok(path),
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {}
            Err(cause) => return Err(told(&path, &cause)),
        }
    }
    Err(format!("{stem}-1.toml to {stem}-{MOST_SAVED}.toml are all there"))
}

/// Writes what was lived so far into a new folder.
#[must_use]
pub fn export(session: &Session) -> Answer {
    let stem = &session.lab().spec().name;
    let folder = (1..=MOST_SAVED).map(|number| PathBuf::from(format!("{stem}-run-{number}")));
    let Some(path) = folder.into_iter().find(|path| fs::symlink_metadata(path).is_err()) else {
        return Answer::Exported(Err(format!("{stem}-run-1 to {stem}-run-{MOST_SAVED} are all there")));
    };
    let scenario = session.scenario().with_events(session.events(session.at()));
    let written = Folder::open(&path).and_then(|folder| folder.write(&scenario, session.lab()));
    let told = |(path, cause): (PathBuf, io::Error)| format!("{}: {}", plain(&path.to_string_lossy()), reason(&cause));
    Answer::Exported(written.map(|()| path).map_err(told))
}

fn read(source: &Source) -> Result<String, Error> {
    if let Source::File(path) = source {
        let failed = |cause| Error::Read { label: source.label(), cause };
        let kind = fs::metadata(path).map_err(failed)?;
        if !kind.is_file() && !kind.is_dir() {
            return Err(failed(io::Error::other("is not a file")));
        }
    }
    source.text()
}

/// The scenario files of a folder, by name.
fn list(folder: &Path) -> Vec<(Source, Result<String, Error>)> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) && path.is_file())
        .collect();
    paths.sort();
    let read = |path: &Path| {
        let source = Source::File(path.strip_prefix(".").unwrap_or(path).to_owned());
        let text = read(&source);
        (source, text)
    };
    let files = paths.iter().map(|path| read(path));
    files.filter(|(_, text)| text.as_deref().map_or(true, is_meant)).take(MOST).collect()
}

/// Whether a TOML file means to be a scenario, however broken: others lie in folders too.
fn is_meant(text: &str) -> bool {
    text.lines().map(str::trim_start).any(|line| {
        let rest = |word: &str| line.strip_prefix(word).map(str::trim_start);
        rest("format").is_some_and(|rest| rest.starts_with('='))
            || rest("task").is_some_and(|rest| rest.starts_with(['=', '.']))
            || rest("[").and_then(|rest| rest.strip_prefix("task")).is_some_and(|rest| rest.starts_with([']', ' ']))
    })
}

/// The folders and scenario files that begin like a line.
fn complete(line: &str) -> Vec<String> {
    let (folder, begin) = line.split_at(line.rfind('/').map_or(0, |slash| slash + 1));
    let place = if folder.is_empty() { Path::new(".") } else { Path::new(folder) };
    let mut found: Vec<String> = fs::read_dir(place)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let name = entry.file_name().into_string().ok()?;
            let hidden = name.starts_with('.') && !begin.starts_with('.');
            let is_folder = entry.path().is_dir();
            let fits = name.starts_with(begin) && !hidden && !name.chars().any(char::is_control);
            let toml = Path::new(&name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
            let end = if is_folder { "/" } else { "" };
            (fits && (is_folder || toml)).then(|| format!("{folder}{name}{end}"))
        })
        .collect();
    found.sort();
    found.truncate(MOST);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_link_stays_one_when_what_it_leads_to_is_saved() {
        let folder = tempfile::tempdir().expect("a folder");
        let (real, link) = (folder.path().join("real.toml"), folder.path().join("link.toml"));
        fs::write(&real, "old").expect("written");
        std::os::unix::fs::symlink(&real, &link).expect("linked");
        assert_eq!(save("new", Some(&link), "x"), Ok(link.clone()));
        assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
        assert_eq!(fs::read_to_string(&real).expect("read"), "new");
    }

    #[test]
    fn a_folder_lists_its_scenarios_and_completes_paths() {
        let folder = tempfile::tempdir().expect("a folder");
        let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
        put("b.toml", "format = 1\ntask.kind = \"curve\"");
        put("a.toml", "[task]\nkind = ");
        put("Cargo.toml", "[package]\nname = \"x\"\n[tasks]\n");
        put("notes.txt", "format = 1");
        fs::create_dir(folder.path().join("bed")).expect("made");
        let listed = list(folder.path());
        let names: Vec<String> = listed.iter().map(|(source, _)| source.name()).collect();
        assert_eq!(names, ["a", "b"]);
        let path = folder.path().to_string_lossy().into_owned();
        assert_eq!(complete(&format!("{path}/b")), [format!("{path}/b.toml"), format!("{path}/bed/")]);
        assert!(complete(&format!("{path}/none/")).is_empty());
        let folder = Source::File(folder.path().to_owned());
        assert!(read(&folder).is_err());
    }
}
