//! The reading side: what a report or a screen needs of a study's folder. Changes no byte of it.

use super::store::{self, Look};
use super::{Cell, Error, Plan, Point, Registered};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// Cells that are read at a time: enough to keep threads busy, few enough for memory to stay flat.
const AT_A_TIME: u64 = 256;

/// A study that was begun, finished or not.
#[derive(Debug)]
pub struct Study {
    dir: PathBuf,
    plan: Plan,
    registered: Registered,
}

/// A cell of the plan as it stands.
#[derive(Debug)]
pub struct Entry {
    /// Its place in the plan.
    pub point: Point,
    /// Its name, and that of its file.
    pub name: String,
    /// What became of it.
    pub state: State,
}

/// What became of a cell.
#[derive(Debug)]
pub enum State {
    /// Not done yet.
    Missing,
    /// What it lived.
    Done(Box<Cell>),
    /// It failed, and why.
    Failed(String),
    /// Its file is damaged or another's; the next start of the study does it again.
    Bad(String),
}

/// How many cells are in which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Cells of the plan.
    pub cells: u64,
    /// Done.
    pub done: u64,
    /// Failed.
    pub failed: u64,
    /// Not done yet, or damaged.
    pub missing: u64,
}

impl Study {
    /// Reads a study's plan and what it registered.
    ///
    /// # Errors
    /// Where the folder holds no study, or one that is broken.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        let (study, claim) = (dir.join("study.json"), dir.join("claim.json"));
        let text = |path: &Path| {
            store::read(path)?.ok_or_else(|| Error::file(path)(std::io::Error::from(std::io::ErrorKind::NotFound)))
        };
        let plan = Plan::from_json(&text(&study)?).map_err(|what| Error::refused(&study, what))?;
        let registered = Registered::from_json(&text(&claim)?).map_err(|what| Error::refused(&claim, what))?;
        Ok(Self { dir: dir.to_owned(), plan, registered })
    }

    /// Its folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Its plan.
    #[must_use]
    pub const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What was registered before its first cell.
    #[must_use]
    pub const fn registered(&self) -> &Registered {
        &self.registered
    }

    /// In what the study is not what was registered, a line each. A claim with a deviation gets no verdict.
    #[must_use]
    pub fn deviations(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if self.registered.lives != self.plan.lives() {
            lines.push("what is lived is not what was registered".to_owned());
        }
        for (place, claim) in self.registered.claims.iter().enumerate() {
            let which = if place == 0 { "claim".to_owned() } else { format!("claim.also {place}") };
            if claim.seeds != self.plan.seeds() {
                lines.push(format!("{which} is registered at {} seeds: this has {}", claim.seeds, self.plan.seeds()));
            }
            for arm in [claim.a, claim.b].into_iter().filter(|arm| !self.plan.arms().contains(arm)) {
                lines.push(format!("{which} compares {}: it is not lived here", arm.name()));
            }
        }
        lines
    }

    /// The name of a cell by its number.
    ///
    /// # Errors
    /// Where its scenario is refused, which a sound plan excludes.
    pub fn name(&self, index: u64) -> Result<String, Error> {
        let Point { setting, seed, .. } = self.plan.point(index);
        let scenario = self.plan.scenario(setting, seed)?;
        Ok(self.plan.cell_name(&scenario))
    }

    /// A cell as it stands, by its number.
    ///
    /// # Errors
    /// Where its file cannot be read.
    pub fn entry(&self, index: u64) -> Result<Entry, Error> {
        let name = self.name(index)?;
        let cells = self.dir.join("cells");
        let state = match store::look(&cells, &name).map_err(Error::file(&store::path(&cells, &name)))? {
            Look::Missing => State::Missing,
            Look::Done(cell) => State::Done(cell),
            Look::Failed(reason) => State::Failed(reason),
            Look::Bad(why) => State::Bad(why),
        };
        Ok(Entry { point: self.plan.point(index), name, state })
    }

    /// All cells in the order of the plan, read one at a time.
    pub fn cells(&self) -> impl Iterator<Item = Result<Entry, Error>> {
        (0..self.plan.cells()).map(|index| self.entry(index))
    }

    /// What `part` makes of every cell, on so many threads, given to `take` in the order of the plan. Parts should be
    /// small: some hundreds are held at once.
    ///
    /// # Errors
    /// Where a cell's file cannot be read, or the threads cannot be started.
    pub fn gather<T: Send>(
        &self,
        jobs: usize,
        part: impl Fn(Entry) -> T + Sync,
        mut take: impl FnMut(T),
    ) -> Result<(), Error> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
        let pool = pool.map_err(|error| Error::Misused(format!("{jobs} threads cannot be started: {error}")))?;
        let cells = self.plan.cells();
        let mut start = 0;
        while start < cells {
            let end = cells.min(start + AT_A_TIME);
            let read = |index| self.entry(index).map(&part);
            let parts: Vec<T> = pool.install(|| (start..end).into_par_iter().map(read).collect::<Result<_, _>>())?;
            parts.into_iter().for_each(&mut take);
            start = end;
        }
        Ok(())
    }

    /// How many cells are in which state.
    ///
    /// # Errors
    /// Where a cell's file cannot be read.
    pub fn counts(&self) -> Result<Counts, Error> {
        let mut counts = Counts { cells: self.plan.cells(), ..Counts::default() };
        for entry in self.cells() {
            match entry?.state {
                State::Done(_) => counts.done += 1,
                State::Failed(_) => counts.failed += 1,
                State::Missing | State::Bad(_) => counts.missing += 1,
            }
        }
        Ok(counts)
    }
}
