//! Opening another scenario: the list, the line that is typed, and what is wrong with a file. Pure:
//! files are read by [`super::files`], and come in as [`Answer`](super::update::Answer)s.

mod trouble;
mod typed;

pub use trouble::{Shown, Trouble};

use crate::scenario::{self, Override, Scenario, Source, plain, shipped};

/// Where a scenario comes from, and what was changed in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin {
    /// The file, or the shipped scenario.
    pub source: Source,
    /// Overrides, put in whenever it is read.
    pub overrides: Vec<Override>,
}

impl Origin {
    /// A source as it stands.
    #[must_use]
    pub const fn plain(source: Source) -> Self {
        Self { source, overrides: Vec::new() }
    }

    /// The scenario of a text that was read from here.
    ///
    /// # Errors
    /// Every problem of the text.
    pub fn parse(&self, text: &str) -> Result<Scenario, scenario::Error> {
        self.source.parse(text, &self.overrides)
    }

    /// Whether it can be read again: standard input cannot.
    #[must_use]
    pub fn is_file(&self) -> bool {
        matches!(&self.source, Source::File(path) if path.as_os_str() != "-")
    }
}

/// A scenario that can be opened, or a file that is broken.
#[derive(Debug)]
pub struct Entry {
    /// Where it is.
    pub origin: Origin,
    /// What it says, or what is wrong with it.
    pub scenario: Result<Scenario, String>,
}

impl Entry {
    fn new(source: Source, text: Result<String, scenario::Error>) -> Self {
        let origin = Origin::plain(source);
        let scenario = text.and_then(|text| origin.parse(&text));
        // The first problem is enough here: opening tells them all.
        let first = |error: scenario::Error| error.to_string().lines().next().unwrap_or_default().to_owned();
        Self { scenario: scenario.map_err(first), origin }
    }

    /// How it is called in the list.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.origin.source {
            Source::Shipped(shipped) => shipped.name.to_owned(),
            Source::File(path) => {
                let path = path.to_string_lossy();
                plain(path.strip_prefix("./").unwrap_or(&path))
            }
        }
    }
}

/// The list of stories, and the line below it.
#[derive(Debug)]
pub struct Stories {
    entries: Vec<Entry>,
    selected: usize,
    typed: Option<String>,
    found: Vec<String>,
    message: Option<String>,
}

impl Stories {
    /// The shipped scenarios; the one that runs is selected.
    #[must_use]
    pub fn new(running: Option<&Origin>) -> Self {
        let entries: Vec<Entry> =
            shipped().iter().map(|story| Entry::new(Source::Shipped(story), Ok(story.text.to_owned()))).collect();
        let mut stories = Self { entries, selected: 0, typed: None, found: Vec::new(), message: None };
        stories.select(running);
        stories
    }

    fn select(&mut self, running: Option<&Origin>) {
        let place = |origin: &Origin| self.entries.iter().position(|entry| same(&entry.origin, origin));
        if let Some(place) = running.and_then(place) {
            self.selected = place;
        }
    }

    /// Takes the files of the current folder in.
    pub fn listed(&mut self, files: Vec<(Source, Result<String, scenario::Error>)>, running: Option<&Origin>) {
        self.entries.retain(|entry| matches!(entry.origin.source, Source::Shipped(_)));
        self.entries.extend(files.into_iter().map(|(source, text)| Entry::new(source, text)));
        self.selected = self.selected.min(self.entries.len() - 1);
        self.select(running.filter(|origin| origin.is_file()));
    }

    /// All entries, the shipped ones first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The number of the selected entry.
    #[must_use]
    pub const fn selected(&self) -> usize {
        self.selected
    }

    /// The line that is being typed.
    #[must_use]
    pub fn typed(&self) -> Option<&str> {
        self.typed.as_deref()
    }

    /// What the line may be completed to.
    #[must_use]
    pub fn found(&self) -> &[String] {
        &self.found
    }

    /// What is wrong with the line.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// Selects another entry, so many places down; what was typed is dropped.
    pub fn step(&mut self, by: isize) {
        self.forget();
        self.selected = self.selected.saturating_add_signed(by).min(self.entries.len().saturating_sub(1));
    }

    /// Selects this entry; what was typed is dropped. Returns whether it was selected already.
    pub fn pick(&mut self, place: usize) -> bool {
        let again = self.selected == place && !self.forget();
        self.selected = place.min(self.entries.len().saturating_sub(1));
        again
    }

    /// Drops the line. Returns whether there was one.
    pub fn forget(&mut self) -> bool {
        self.found.clear();
        self.message = None;
        self.typed.take().is_some()
    }

    /// What is asked for: the line, or the selected entry.
    pub fn choose(&mut self) -> Option<Origin> {
        match &self.typed {
            None => self.entries.get(self.selected).map(|entry| entry.origin.clone()),
            Some(line) => match typed::origin(line, self.entries.get(self.selected)) {
                Ok(origin) => Some(origin),
                Err(message) => {
                    self.message = Some(message);
                    None
                }
            },
        }
    }
}

/// Whether two origins are the same file or the same shipped scenario.
fn same(a: &Origin, b: &Origin) -> bool {
    match (&a.source, &b.source) {
        (Source::File(a), Source::File(b)) => a.components().eq(b.components()),
        (a, b) => a == b,
    }
}
