//! The folder that a run writes: opened before the work starts, filled when it is done.

use super::csv::{self, Rows};
use super::file::Beside;
use super::summary::summary;
use crate::lab::Lab;
use crate::scenario::Scenario;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The files of a run, not yet in their places. Dropped before [`Folder::write`] it leaves nothing
/// that was not there.
#[derive(Debug)]
pub struct Folder {
    scenario: Beside,
    trace: Beside,
    ticks: Beside,
    summary: Beside,
    /// Dropped last, when the folder is empty again.
    made: Made,
}

/// Folders that were made; dropped, it takes away those that are still empty.
#[derive(Debug)]
struct Made(Vec<PathBuf>);

impl Drop for Made {
    fn drop(&mut self) {
        for folder in &self.0 {
            // A folder with something in it stays.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// A path that cannot be made or written, and why.
pub type Failed = (PathBuf, io::Error);

impl Folder {
    /// Makes the folder where it is missing, and tries every file.
    ///
    /// # Errors
    /// The path that cannot be made or written; nothing is left behind.
    pub fn open(path: &Path) -> Result<Self, Failed> {
        if fs::metadata(path).is_ok_and(|found| !found.is_dir()) {
            return Err((path.to_owned(), io::Error::from(io::ErrorKind::NotADirectory)));
        }
        let missing = path.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
        let made = Made(missing.map(Path::to_owned).collect());
        fs::create_dir_all(path).map_err(|cause| (path.to_owned(), cause))?;
        let file = |name: &str| {
            let path = path.join(name);
            Beside::new(&path).map_err(|cause| (path, cause))
        };
        Ok(Self {
            scenario: file("scenario.toml")?,
            trace: file("trace.csv")?,
            ticks: file("ticks.csv")?,
            summary: file("summary.json")?,
            made,
        })
    }

    /// Writes all files, then puts them in their places.
    ///
    /// # Errors
    /// The file that could not be written.
    pub fn write(mut self, scenario: &Scenario, lab: &Lab) -> Result<(), Failed> {
        let (spec, history) = (lab.spec(), lab.history());
        self.scenario.told(|out| out.write_all(scenario.to_toml().as_bytes()))?;
        self.trace.told(|out| Ok(csv::write(spec, history, Rows::Phases, out)?))?;
        self.ticks.told(|out| Ok(csv::write(spec, history, Rows::All, out)?))?;
        self.summary.told(|out| writeln!(out, "{:#}", summary(lab)))?;
        for file in [self.scenario, self.trace, self.ticks, self.summary] {
            let path = file.path().to_owned();
            file.place().map_err(|cause| (path, cause))?;
        }
        self.made.0.clear();
        Ok(())
    }
}

impl Beside {
    fn told(&mut self, write: impl FnOnce(&mut Self) -> io::Result<()>) -> Result<(), Failed> {
        write(self).and_then(|()| self.flush()).map_err(|cause| (self.path().to_owned(), cause))
    }
}
