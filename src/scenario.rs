//! Scenarios: draft → check → scenario, with every problem at its line and column.
//!
//! A text is parsed once into a tree whose values know where they stand ([`mod@key`] says why not
//! into structs), overrides are put in, the tree is read against the key table into a draft, and
//! the draft's keys are held against each other. Only what passes becomes a [`Scenario`].

mod check;
mod data;
mod draft;
mod event;
mod held;
pub mod key;
mod measures;
mod notation;
mod problem;
mod rules;
mod save;
mod saved;
mod shipped;
mod spec;
mod tree;
mod vary;

pub use event::{Event, MOST_LIVES, Unit, What};
pub use measures::MEASURES;
pub use problem::{Error, Place, Problem, plain};
pub(crate) use problem::{near, reason, shortened};
pub use saved::{Act, MOST_ACTS, Saved};
pub use shipped::{Shipped, shipped};
pub use spec::{Claim, Expect, Lengths, Seeds, Spec, When};
pub use tree::Override;
pub use vary::Vary;

use crate::arm::{Arm, Setting};
use problem::{Problems, Spot};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The version of the file format that is read and written.
pub const FORMAT: i64 = 1;

/// Bytes that a scenario may have: 1 MiB.
pub const LONGEST: u64 = 1 << 20;

/// A scenario that was checked: it can be lived.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    spec: Spec,
    left_out: Vec<(Arm, String)>,
    saved: Option<Saved>,
}

/// Where a scenario comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A shipped scenario.
    Shipped(&'static Shipped),
    /// A file; `-` is standard input.
    File(PathBuf),
}

impl Source {
    /// A path, or anything that ends in `.toml`, is a file; `-` is standard input; any other word
    /// is the name of a shipped scenario.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a name that is not shipped.
    pub fn find(name_or_path: &str) -> Result<Self, Error> {
        let path = Path::new(name_or_path);
        let toml = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
        if name_or_path == "-" || toml || name_or_path.contains(['/', '\\']) {
            return Ok(Self::File(path.to_owned()));
        }
        shipped().iter().find(|shipped| shipped.name == name_or_path).map(Self::Shipped).ok_or_else(|| {
            let file = format!("{name_or_path}.toml");
            let near = if Path::new(&file).is_file() {
                Some(file)
            } else {
                near(name_or_path, shipped().iter().map(|shipped| shipped.name)).map(str::to_owned)
            };
            Error::Unknown { name: shortened(name_or_path, 60), near }
        })
    }

    /// Its name: the shipped one, or the file's stem.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Shipped(shipped) => shipped.name.to_owned(),
            Self::File(path) if path.as_os_str() == "-" => "stdin".to_owned(),
            Self::File(path) => plain(&path.file_stem().unwrap_or_default().to_string_lossy()),
        }
    }

    /// The folder that it stands in, where its files of data are looked for; of what is no file the current one.
    #[must_use]
    pub fn folder(&self) -> &Path {
        match self {
            Self::File(path) if path.as_os_str() != "-" => path.parent().unwrap_or(Path::new("")),
            Self::File(_) | Self::Shipped(_) => Path::new(""),
        }
    }

    /// The scenario of a text that was read from here.
    ///
    /// # Errors
    /// [`Error::Refused`] with every problem.
    pub fn parse(&self, text: &str, overrides: &[Override]) -> Result<Scenario, Error> {
        Scenario::parse_in(self.folder(), text, (&self.label(), &self.name()), overrides)
    }

    /// How it is named in messages.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Shipped(shipped) => format!("{}.toml", shipped.name),
            Self::File(path) if path.as_os_str() == "-" => "stdin".to_owned(),
            Self::File(path) => plain(&path.to_string_lossy()),
        }
    }

    /// Its text.
    ///
    /// # Errors
    /// [`Error::Read`] where it cannot be read; [`Error::Refused`] over [`LONGEST`] and where it is
    /// not UTF-8.
    pub fn text(&self) -> Result<String, Error> {
        let path = match self {
            Self::Shipped(shipped) => return Ok(shipped.text.to_owned()),
            Self::File(path) => path,
        };
        let failed = |cause| Error::Read { label: self.label(), cause };
        let mut bytes = Vec::new();
        let reader: Box<dyn Read> = if path.as_os_str() == "-" {
            Box::new(std::io::stdin().lock())
        } else {
            let file = std::fs::File::open(path).map_err(failed)?;
            if file.metadata().map_err(failed)?.len() > LONGEST {
                return Err(self.refused("", 0, "is longer than 1 MiB: no scenario is"));
            }
            Box::new(file)
        };
        reader.take(LONGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() as u64 > LONGEST {
            return Err(self.refused("", 0, "is longer than 1 MiB: no scenario is"));
        }
        String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
            self.refused(&text, valid, &format!("is not text: byte {} is not UTF-8", valid + 1))
        })
    }

    fn refused(&self, text: &str, byte: usize, what: &str) -> Error {
        let mut problems = Problems::default();
        problems.add(Spot::Byte(byte), "", what);
        Error::Refused(problems.named(text, &self.label(), &[]))
    }
}

impl Scenario {
    /// Loads a shipped scenario by its name, or a file by its path, with overrides.
    ///
    /// # Errors
    /// Says why there is no scenario; see [`Error`].
    pub fn load(name_or_path: &str, overrides: &[Override]) -> Result<Self, Error> {
        let source = Source::find(name_or_path)?;
        source.parse(&source.text()?, overrides)
    }

    /// Parses and checks a text. `label` names it in messages, `name` becomes the scenario's; files of data are
    /// looked for where the program was started.
    ///
    /// # Errors
    /// [`Error::Refused`] with every problem.
    pub fn parse(text: &str, label: &str, name: &str, overrides: &[Override]) -> Result<Self, Error> {
        Self::parse_in(Path::new(""), text, (label, name), overrides)
    }

    /// The same with the folder in which files of data are looked for.
    ///
    /// # Errors
    /// [`Error::Refused`] with every problem.
    pub fn parse_in(
        folder: &Path,
        text: &str,
        (label, name): (&str, &str),
        overrides: &[Override],
    ) -> Result<Self, Error> {
        let mut problems = Problems::default();
        let checked = Self::checked(text, (name, folder), overrides, &mut problems);
        let flags: Vec<String> = overrides.iter().map(|given| given.flag().to_owned()).collect();
        checked
            .filter(|_| problems.0.is_empty())
            .map(|((spec, left_out), saved)| Self { spec, left_out, saved })
            .ok_or_else(|| Error::Refused(problems.named(text, label, &flags)))
    }

    fn checked(
        text: &str,
        (name, folder): (&str, &Path),
        overrides: &[Override],
        problems: &mut Problems,
    ) -> Option<(check::Checked, Option<Saved>)> {
        let mut root = tree::parse(text, problems);
        if !problems.0.is_empty() {
            return None;
        }
        tree::apply(&mut root, overrides);
        if let Some((spot, shown)) = foreign_format(&root) {
            // Every other key may mean something else in another format.
            problems.add(spot, "format", format!("format is {shown}: this version reads format {FORMAT}"));
            return None;
        }
        let mut draft = draft::Draft::read(&root, problems);
        let checked = check::check(&mut draft, name, folder, problems)?;
        let saved = session(&draft.main, &checked.0, text, problems);
        // Another scenario than the one that was saved has no past of its own.
        Some((checked, saved.filter(|_| overrides.is_empty())))
    }

    /// Every key that the trace may follow from, with its value as TOML: not texts, claims or events.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        save::pairs(&self.spec)
    }

    /// The same scenario as a session that stands somewhere.
    #[must_use]
    pub fn with_saved(mut self, saved: Saved) -> Self {
        self.saved = Some(saved);
        self
    }

    /// The session that the screen saved in it, if it is one.
    #[must_use]
    pub const fn saved(&self) -> Option<&Saved> {
        self.saved.as_ref()
    }

    /// The scenario with other events and without a session.
    #[must_use]
    pub fn with_events(&self, events: Vec<Event>) -> Self {
        let spec = Spec { events, ..self.spec.clone() };
        Self { spec, left_out: self.left_out.clone(), saved: None }
    }

    /// What the scenario says.
    #[must_use]
    pub const fn spec(&self) -> &Spec {
        &self.spec
    }

    /// What of the scenario is lived, as a scenario: without its words, its claims and what is drawn, and without
    /// what has its default. So two scenarios that live the same give the same text, and a key of a later version
    /// that is left out changes no text of this one's.
    #[must_use]
    pub fn lived(&self) -> String {
        save::lived(&self.spec)
    }

    /// Whether a key says where a file of data is.
    #[must_use]
    pub fn names_a_file(path: &str) -> bool {
        save::is_path(path)
    }

    /// What a reader should know of the scenario's files of data, a sentence each.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        if let crate::task::Params::Own(own) = &self.spec.task { &own.data.0.notes } else { &[] }
    }

    /// The arms that `live = ["all"]` left out, and why.
    #[must_use]
    pub fn left_out(&self) -> &[(Arm, String)] {
        &self.left_out
    }

    /// The resolved scenario: every default written out, keys in the table's order. Parsed again
    /// it gives an equal [`Spec`].
    #[must_use]
    pub fn to_toml(&self) -> String {
        save::to_toml(&self.spec)
    }
}

/// The setting of a key that may change while a lab runs, `night.downscale.amount`, to a value as a
/// person types it: as in a file; a word needs no quotes.
///
/// # Errors
/// What is wrong with it, in one line.
pub fn setting(path: &str, text: &str) -> Result<Setting, String> {
    notation::setting_typed(path, text)
}

/// What the screen saved, if the file has it.
fn session(main: &draft::Part, spec: &Spec, text: &str, problems: &mut Problems) -> Option<Saved> {
    let path = "session";
    if !main.has(path) || !problems.0.is_empty() {
        return None;
    }
    let read = Saved::read(&main.text(path), text).and_then(|saved| {
        let fits = saved.planned(spec).is_some();
        if fits { Ok(saved) } else { Err("has acts that are not among the file's events".to_owned()) }
    });
    read.map_err(|why| problems.add(main.spot(path), path, format!("{path} {why}"))).ok()
}

fn foreign_format(root: &tree::Node) -> Option<(Spot, String)> {
    let tree::Value::Table(entries) = &root.value else {
        return None;
    };
    let node = &entries.iter().find(|entry| entry.name == "format")?.node;
    match &node.value {
        tree::Value::Integer(_, version) if *version != Some(FORMAT) => Some((node.spot, node.value.shown())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_scenarios_are_sound_and_resolved_ones_read_back() {
        for shipped in shipped() {
            let scenario = Scenario::load(shipped.name, &[]).unwrap_or_else(|error| panic!("{error}"));
            let again = Scenario::parse(&scenario.to_toml(), "again.toml", shipped.name, &[]);
            assert_eq!(again.unwrap_or_else(|error| panic!("{error}\n{}", scenario.to_toml())), scenario);
        }
    }

    #[test]
    fn what_is_lived_reads_back_as_the_same_lives() {
        let more: [&[&str]; 4] = [
            &[],
            &["task.days=\"stream\"", "task.per_day=7", "days=4", "task.train=28", "seeds.task=3"],
            &["days=3"],
            &["arms.live=[\"all\"]"],
        ];
        let all = shipped().iter().flat_map(|shipped| more.map(|more| (shipped, more)));
        // Lessons make no stream, and what happens on a day needs that day.
        let fits = |story: &Shipped, more: &[&str]| {
            (more.len() < 5 || !story.text.contains("\nlessons ="))
                && !(story.text.contains("[[event]]") && more.iter().any(|set| set.starts_with("days=")))
        };
        for (shipped, more) in all.filter(|(story, more)| fits(story, more)) {
            let overrides: Vec<Override> = more.iter().filter_map(|set| Override::set(set).ok()).collect();
            let scenario = Scenario::load(shipped.name, &overrides).unwrap_or_else(|error| panic!("{error}"));
            let text = scenario.lived();
            let again = Scenario::parse(&text, "lived.toml", shipped.name, &[]);
            let again = again.unwrap_or_else(|error| panic!("{error}\n{text}"));
            let mut spec = scenario.spec().clone();
            (spec.title, spec.about, spec.look_for) = Default::default();
            spec.claims.clear();
            spec.vary.clear();
            spec.show.clone_from(&spec.live);
            assert_eq!((again.spec(), again.lived()), (&spec, text));
        }
    }

    #[test]
    fn a_task_is_enough() {
        let own = [key::Task::Table, key::Task::Idx, key::Task::Npz];
        for task in key::Task::ALL.iter().filter(|task| !own.contains(task)) {
            let text = format!("task.kind = \"{}\"", task.name());
            let scenario = Scenario::parse(&text, "x.toml", "x", &[]).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(scenario.spec().task.kind(), task.name());
        }
    }

    #[test]
    fn a_value_out_of_range_is_named_with_its_place() {
        let text = "task.kind = \"digits\"\n[night.downscale]\namount = 1.4\namonut = 1\n";
        let error = Scenario::parse(text, "x.toml", "x", &[]).expect_err("refused");
        let lines = "x.toml:3:10: night.downscale.amount is 1.4: must be from 0 to 1\n\
                     x.toml:4:1: unknown key night.downscale.amonut: did you mean amount?";
        assert_eq!(error.to_string(), lines);
    }
}
