//! The folder of a study, read again and again while others work in it. The only code of this screen that reads files;
//! it takes no lock, writes nothing, and opens a cell once.
//!
//! Cells are counted by their files' names alone. Only those of the setting that is looked at are read, so that what
//! is held does not grow with the number of settings.

use std::collections::HashSet;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::life::Life;
use crate::study::{Error, State, Study};

/// Letters of a cell's name.
const NAME: usize = 32;

/// A study's folder as it was last seen.
#[derive(Debug)]
pub struct Shelf {
    study: Study,
    dir: PathBuf,
    /// Which `study.json` was read.
    plan: Option<Mark>,
    setting: u64,
    /// One for each seed of the setting, as far as their names are worked out.
    slots: Vec<Slot>,
    counts: Counts,
    trouble: Option<String>,
}

/// How many cells there are, over all settings, by the names of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Cells of the plan.
    pub cells: u64,
    /// Those that have a file, but for what was read and is damaged.
    pub done: u64,
    /// Those that failed.
    pub failed: u64,
}

impl Counts {
    /// Neither done nor failed.
    #[must_use]
    pub const fn missing(&self) -> u64 {
        self.cells.saturating_sub(self.done + self.failed)
    }
}

/// A cell of the setting that is looked at.
#[derive(Debug)]
pub struct Slot {
    name: String,
    /// What became of it.
    pub held: Held,
}

/// What is held of a cell.
#[derive(Debug)]
pub enum Held {
    /// Nothing: it is not done, or not read yet.
    Nothing,
    /// Its lives, in the order of the names that were asked for; `None` = not in it.
    Lives(Vec<Option<Life>>),
    /// Why it failed.
    Failed(String),
    /// What is wrong with its file, and which file that was.
    Bad(String, Option<Mark>),
}

/// What tells a file from the one that was there before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    inode: u64,
    length: u64,
    written: (i64, i64),
}

impl Mark {
    fn of(path: &Path) -> Option<Self> {
        let of = |found: Metadata| Self {
            inode: found.ino(),
            length: found.len(),
            written: (found.mtime(), found.mtime_nsec()),
        };
        fs::metadata(path).ok().map(of)
    }
}

/// The names of files in `cells/`.
#[derive(Debug, Default)]
struct Listed {
    done: HashSet<String>,
    failed: HashSet<String>,
}

/// What a look into the folder brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct News {
    /// Something is to be drawn anew.
    pub is_any: bool,
    /// The plan has grown or is another.
    pub is_plan: bool,
    /// There is more to read at once.
    pub is_more: bool,
}

impl Shelf {
    /// Opens a study's folder. No cell is read yet.
    ///
    /// # Errors
    /// Where the folder holds no study, or one that is broken.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        let plan = Mark::of(&dir.join("study.json"));
        let study = Study::open(dir)?;
        let counts = Counts { cells: study.plan().cells(), ..Counts::default() };
        let dir = dir.to_owned();
        Ok(Self { study, dir, plan, setting: 0, slots: Vec::new(), counts, trouble: None })
    }

    /// The study.
    #[must_use]
    pub const fn study(&self) -> &Study {
        &self.study
    }

    /// The setting that is looked at.
    #[must_use]
    pub const fn setting(&self) -> u64 {
        self.setting
    }

    /// Looks at another setting; what was read of this one is let go.
    pub fn choose(&mut self, setting: u64) {
        self.setting = setting;
        self.slots.clear();
    }

    /// How many cells there are.
    #[must_use]
    pub const fn counts(&self) -> Counts {
        self.counts
    }

    /// The setting's cells, by seed, as far as they are known.
    #[must_use]
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// Why the folder cannot be read any more, in one line.
    #[must_use]
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// Looks what is new and reads it, as long as there may be `more`. `names` are the lives that are held, over so
    /// many days.
    pub fn look(&mut self, names: &[String], days: u32, more: &mut dyn FnMut() -> bool) -> News {
        let mut news = News::default();
        let listed = self.refresh(&mut news).and_then(|()| self.list());
        let listed = match listed {
            Ok(listed) => listed,
            Err(why) => {
                news.is_any |= self.trouble.as_ref() != Some(&why);
                self.trouble = Some(why);
                return news;
            }
        };
        news.is_any |= self.trouble.take().is_some();
        if news.is_plan {
            // Which lives there are may have changed: whoever asks has to say so first.
            news.is_more = true;
            return news;
        }
        self.read(&listed, (names, days), more, &mut news);
        let bad = self.slots.iter().filter(|slot| matches!(slot.held, Held::Bad(..))).count();
        let counts = Counts {
            cells: self.study.plan().cells(),
            done: (listed.done.len() - bad.min(listed.done.len())) as u64,
            failed: listed.failed.difference(&listed.done).count() as u64,
        };
        news.is_any |= counts != self.counts;
        self.counts = counts;
        news
    }

    /// Reads the plan again if its file is another: a study may be given more seeds.
    fn refresh(&mut self, news: &mut News) -> Result<(), String> {
        let path = self.dir.join("study.json");
        let Some(mark) = Mark::of(&path) else {
            return Err(format!("{} is not there any more", self.dir.display()));
        };
        if self.plan == Some(mark) {
            return Ok(());
        }
        let study = Study::open(&self.dir).map_err(|error| error.to_string())?;
        self.plan = Some(mark);
        if study.plan().difference(self.study.plan()).is_some() || study.plan().names() != self.study.plan().names() {
            self.choose(0);
        }
        self.study = study;
        (news.is_any, news.is_plan) = (true, true);
        Ok(())
    }

    /// The names of what lies in `cells/`; drafts are nobody's business.
    fn list(&self) -> Result<Listed, String> {
        let cells = self.dir.join("cells");
        let mut listed = Listed::default();
        let entries = match fs::read_dir(&cells) {
            Ok(entries) => entries,
            // A study that was only just begun.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(listed),
            Err(cause) => return Err(Error::File { path: cells, cause }.to_string()),
        };
        for entry in entries.filter_map(Result::ok) {
            let file = entry.file_name();
            let Some((name, ending)) = file.to_str().and_then(|file| file.split_once('.')) else { continue };
            if name.len() == NAME && name.bytes().all(|letter| letter.is_ascii_hexdigit()) {
                match ending {
                    "json" => listed.done.insert(name.to_owned()),
                    "failed" => listed.failed.insert(name.to_owned()),
                    _ => false,
                };
            }
        }
        Ok(listed)
    }

    fn read(&mut self, listed: &Listed, lives: (&[String], u32), more: &mut dyn FnMut() -> bool, news: &mut News) {
        let (settings, seeds) = (self.study.plan().settings(), self.study.plan().seeds() as usize);
        for seed in 0..seeds {
            let index = self.setting + seed as u64 * settings;
            if seed == self.slots.len() {
                if !more() {
                    news.is_more = true;
                    return;
                }
                // A sound plan names all its cells.
                let Ok(name) = self.study.name(index) else { return };
                self.slots.push(Slot { name, held: Held::Nothing });
            }
            let slot = &self.slots[seed];
            let (done, failed) = (listed.done.contains(&slot.name), listed.failed.contains(&slot.name));
            let stays = match &slot.held {
                Held::Nothing => !done && !failed,
                Held::Lives(_) => done,
                Held::Failed(_) => failed && !done,
                Held::Bad(_, mark) => done && *mark == self.mark(&slot.name),
            };
            if stays {
                continue;
            }
            if !more() {
                news.is_more = true;
                return;
            }
            news.is_any = true;
            self.slots[seed].held = self.hold(index, &self.slots[seed].name, lives);
        }
    }

    fn mark(&self, name: &str) -> Option<Mark> {
        Mark::of(&self.dir.join("cells").join(format!("{name}.json")))
    }

    fn hold(&self, index: u64, name: &str, (names, days): (&[String], u32)) -> Held {
        // Before it is read: a file that takes its place meanwhile is read again.
        let mark = self.mark(name);
        match self.study.entry(index).map(|entry| entry.state) {
            Ok(State::Missing) => Held::Nothing,
            Ok(State::Failed(reason)) => Held::Failed(reason),
            Ok(State::Bad(why)) => Held::Bad(why, mark),
            Ok(State::Done(cell)) => {
                Held::Lives(names.iter().map(|name| cell.life(name).map(|lived| Life::of(lived, days))).collect())
            }
            Err(error) => Held::Bad(error.to_string(), mark),
        }
    }
}
