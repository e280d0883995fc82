//! The folder of a study: who works on which cell, and files that are whole or not there.
//!
//! A cell's **draft** is a file beside its place that is locked by who works on it. The lock ends with the process,
//! however that ends, so a killed worker's draft is free for the next. It becomes the cell by being renamed.
//! `.lock` is held shared by all who work here, and alone by who begins: what was left behind is swept then.

use super::{Cell, Error, Plan, Registered};
use serde_json::json;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// A study's folder, open for work.
#[derive(Debug)]
pub struct Store {
    cells: PathBuf,
    /// Held shared until the work ends.
    _lock: File,
}

/// What stands in a cell's place.
#[derive(Debug)]
pub(super) enum Look {
    /// Nothing.
    Missing,
    /// What it lived.
    Done(Box<Cell>),
    /// Why it failed.
    Failed(String),
    /// A file that is not this cell, and why not.
    Bad(String),
}

impl Store {
    /// Opens a folder for a plan: makes what is missing, registers the claim before the first cell, and sweeps what
    /// killed workers and failed cells have left, if nobody else works here.
    ///
    /// # Errors
    /// Where the folder cannot be written, or holds another study.
    pub fn open(dir: &Path, plan: &Plan) -> Result<Self, Error> {
        if fs::metadata(dir).is_ok_and(|found| !found.is_dir()) {
            return Err(Error::file(dir)(io::Error::from(io::ErrorKind::NotADirectory)));
        }
        let cells = dir.join("cells");
        fs::create_dir_all(&cells).map_err(Error::file(&cells))?;
        let path = dir.join(".lock");
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let lock = open.map_err(Error::file(&path))?;
        let alone = match lock.try_lock() {
            Ok(()) => true,
            // Whoever begins holds it for a moment only.
            Err(TryLockError::WouldBlock) => lock.lock_shared().map(|()| false).map_err(Error::file(&path))?,
            Err(TryLockError::Error(cause)) => return Err(Error::file(&path)(cause)),
        };
        begin(dir, &cells, plan, alone)?;
        if alone {
            sweep(dir, &cells).map_err(Error::file(&cells))?;
            lock.lock_shared().map_err(Error::file(&path))?;
        }
        Ok(Self { cells, _lock: lock })
    }

    /// Where a cell's file is.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        path(&self.cells, name)
    }

    /// Where the reason is kept why a cell failed.
    pub(super) fn failed(&self, name: &str) -> PathBuf {
        failed(&self.cells, name)
    }

    /// What stands in a cell's place.
    pub(super) fn look(&self, name: &str) -> io::Result<Look> {
        look(&self.cells, name)
    }

    /// Begins a cell; `None` if somebody else is at it.
    pub(super) fn draft(&self, name: &str) -> io::Result<Option<Draft>> {
        let path = self.cells.join(format!(".{name}.draft"));
        loop {
            let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(cause)) => return Err(cause),
            }
            // Between opening and locking it may have become the cell, or have been taken away.
            if is_at(&file, &path)? {
                return Ok(Some(Draft { file, path, placed: false }));
            }
        }
    }

    /// Keeps a cell that failed, with the reason.
    pub(super) fn fail(&self, draft: Draft, name: &str, seed: u64, reason: &str) -> io::Result<()> {
        // Whatever stands there instead is not this cell: it was to be done again.
        let _ = fs::remove_file(self.path(name));
        let value = json!({ "format": 1, "name": name, "seed": seed, "reason": reason });
        draft.place(&failed(&self.cells, name), format!("{value:#}\n").as_bytes())
    }
}

/// A locked draft; dropped before it is placed it leaves nothing.
#[derive(Debug)]
pub(super) struct Draft {
    file: File,
    path: PathBuf,
    placed: bool,
}

impl Draft {
    /// Writes the draft; it may be written again.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        use std::io::Seek;
        self.file.set_len(0)?;
        self.file.rewind()?;
        self.file.write_all(bytes)
    }

    /// Writes it and puts it in a place.
    pub fn place(mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.write(bytes)?;
        self.put(path)
    }

    /// Puts it in a place as it was written.
    pub fn put(mut self, path: &Path) -> io::Result<()> {
        fs::rename(&self.path, path)?;
        self.placed = true;
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.placed {
            // Still locked, so nobody else has begun on it.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Whether an open file is what stands at a path.
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let (open, there) = (file.metadata()?, fs::symlink_metadata(path));
    match there {
        Ok(there) => Ok((open.dev(), open.ino()) == (there.dev(), there.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

pub(super) fn path(cells: &Path, name: &str) -> PathBuf {
    cells.join(format!("{name}.json"))
}

fn failed(cells: &Path, name: &str) -> PathBuf {
    cells.join(format!("{name}.failed"))
}

/// What stands in a cell's place in a folder of cells.
pub(super) fn look(cells: &Path, name: &str) -> io::Result<Look> {
    match fs::read(path(cells, name)) {
        Ok(bytes) => Ok(match Cell::from_json(&bytes, name) {
            Ok(cell) => Look::Done(Box::new(cell)),
            Err(why) => Look::Bad(why),
        }),
        Err(error) if error.kind() == io::ErrorKind::IsADirectory => Ok(Look::Bad("is a folder".to_owned())),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Err(_) => match fs::read_to_string(failed(cells, name)) {
            Ok(text) => {
                let value: Option<serde_json::Value> = serde_json::from_str(&text).ok();
                let reason = value.and_then(|value| value["reason"].as_str().map(str::to_owned));
                Ok(Look::Failed(reason.unwrap_or_else(|| "the reason cannot be read".to_owned())))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Look::Missing),
            Err(error) => Err(error),
        },
    }
}

/// Holds a plan against what a folder has, and writes what it does not have.
fn begin(dir: &Path, cells: &Path, plan: &Plan, alone: bool) -> Result<(), Error> {
    let (claim, study) = (dir.join("claim.json"), dir.join("study.json"));
    if let Some(text) = read(&study)? {
        let known = Plan::from_json(&text).map_err(|what| Error::refused(&study, what))?;
        if let Some(what) = known.difference(plan) {
            return Err(Error::refused(&study, format!("another study was begun here: {what}")));
        }
        if plan.seeds() < known.seeds() || (plan.seeds() > known.seeds() && !alone) {
            let why = if alone { "their number can only grow" } else { "wait for those who work here" };
            let what = format!("{} seeds there, {} here: {why}", known.seeds(), plan.seeds());
            return Err(Error::refused(&study, what));
        }
    }
    let registered = Registered::of(plan);
    if let Some(text) = read(&claim)? {
        let known = Registered::from_json(&text).map_err(|what| Error::refused(&claim, what))?;
        if let Some(what) = known.difference(&registered) {
            return Err(Error::refused(&claim, what));
        }
    } else {
        let mut entries = fs::read_dir(cells).map_err(Error::file(cells))?.filter_map(Result::ok);
        if entries.any(|entry| entry.path().extension().is_some_and(|ending| ending == "json")) {
            return Err(Error::refused(
                &claim,
                "is missing, though there are cells: nothing was registered before them",
            ));
        }
        write(&claim, registered.to_json().as_bytes())?;
    }
    let text = plan.to_json();
    if read(&study)?.as_ref() != Some(&text) && alone {
        write(&study, text.as_bytes())?;
    }
    Ok(())
}

/// A file's text; `None` if there is none.
pub(super) fn read(path: &Path) -> Result<Option<String>, Error> {
    let mut text = String::new();
    match File::open(path).and_then(|mut file| file.read_to_string(&mut text)) {
        Ok(_) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(Error::refused(path, "is not text")),
        Err(error) => Err(Error::file(path)(error)),
    }
}

/// Writes a file beside its place and puts it there.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let draft = path.with_file_name(format!(".{name}.draft"));
    let written = fs::write(&draft, bytes).and_then(|()| fs::rename(&draft, path));
    written.map_err(|cause| {
        let _ = fs::remove_file(&draft);
        Error::file(path)(cause)
    })
}

/// Takes away what killed workers have left, and the marks of failed cells, so that these are tried again.
fn sweep(dir: &Path, cells: &Path) -> io::Result<()> {
    for name in [".claim.json.draft", ".study.json.draft"] {
        match fs::remove_file(dir.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    for entry in fs::read_dir(cells)? {
        let path = entry?.path();
        let ending = path.extension().unwrap_or_default();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if ending == "failed" || (ending == "draft" && hidden) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}
