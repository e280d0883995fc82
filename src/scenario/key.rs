//! The key table: every key of format 1, once.
//!
//! Parsing, range checks, the nearest key for a typo, `--set`, the JSON Schema, README's key table
//! and the resolved file are all driven by [`KEYS`]. A table rather than serde structs: only a
//! spanned walk knows the line and column of *every* problem, tagged tables (`kind = …`) included.

mod markdown;
mod schema;
mod table;

pub use markdown::markdown;
pub use schema::schema;
pub use table::KEYS;

use std::fmt;

/// One bound of a range of numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bound {
    /// The bound.
    pub value: f64,
    /// Whether the bound itself is left out.
    pub open: bool,
}

/// What a key holds, and which values are allowed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// A whole number from min to max.
    Integer {
        /// Smallest value.
        min: i64,
        /// Largest value.
        max: i64,
    },
    /// A number. NaN is never allowed.
    Number {
        /// Lower bound.
        low: Bound,
        /// Upper bound; `None` = any finite number above.
        high: Option<Bound>,
        /// Whether `inf` is allowed.
        infinite: bool,
    },
    /// true or false.
    Boolean,
    /// `true` alone: leaving the key out says no.
    Yes,
    /// Text of at most so many characters.
    Text(usize),
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A list of at most so many whole numbers, each from min to max.
    Integers {
        /// Longest list.
        most: usize,
        /// Smallest value.
        min: i64,
        /// Largest value.
        max: i64,
    },
    /// A list of texts, of at most so many characters each.
    Texts(usize),
    /// A list of lists of whole numbers from 0 to max, none of them empty.
    Lists {
        /// Most lists.
        most: usize,
        /// Longest list.
        longest: usize,
        /// Largest value.
        max: i64,
    },
    /// A list of two numbers, the lower one first, both within ±bound.
    Pair(f64),
    /// A list of at most so many texts of what a study varies, as behind `--vary`.
    Vary(usize),
    /// A list of arms, or `["all"]`.
    Arms,
    /// One arm.
    Arm,
    /// One life, by the name of its arm or of the fork that made it, or `"all"`.
    Life,
    /// The name of a life that a fork makes.
    Name,
    /// Lines of text, of at most so many characters together.
    Block(usize),
    /// A table from keys that may change while a lab runs to their new values.
    Settings,
}

/// What holds where a key is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fallback {
    /// The key must be given.
    Required,
    /// Nothing; the key's description says what that means.
    Absent,
    /// This value, as TOML.
    Value(&'static str),
    /// A value, as TOML, that depends on the kind of task; an empty one follows from the task's files.
    ByTask {
        /// For every kind that is not named.
        other: &'static str,
        /// For the kinds that are.
        of: &'static [(Task, &'static str)],
    },
    /// Another value, in words.
    From(&'static str),
}

/// A kind of task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// `task.kind = "digits"`.
    Digits,
    /// `task.kind = "curve"`.
    Curve,
    /// `task.kind = "table"`.
    Table,
    /// `task.kind = "idx"`.
    Idx,
    /// `task.kind = "npz"`.
    Npz,
    /// `task.kind = "plane"`.
    Plane,
    /// `task.kind = "tetris"`.
    Tetris,
    /// `task.kind = "hopfield"`.
    Hopfield,
}

impl Task {
    /// All kinds.
    pub const ALL: &[Self] =
        &[Self::Digits, Self::Curve, Self::Plane, Self::Tetris, Self::Hopfield, Self::Table, Self::Idx, Self::Npz];

    /// The name used in `task.kind`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Digits => "digits",
            Self::Curve => "curve",
            Self::Table => "table",
            Self::Idx => "idx",
            Self::Npz => "npz",
            Self::Plane => "plane",
            Self::Tetris => "tetris",
            Self::Hopfield => "hopfield",
        }
    }

    /// The kind of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|task| task.name() == name)
    }
}

/// A key of a scenario file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Key {
    /// Its whole path, `night.downscale.amount`.
    pub path: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What holds without it.
    pub fallback: Fallback,
    /// The kinds of task it belongs to; none named = to all.
    pub tasks: &'static [Task],
    /// Whether it speaks of a net that is trained step by step, or of memories that are replayed: a Hopfield net
    /// has neither.
    pub trained: bool,
    /// Whether an event may set it while a lab runs.
    pub live: bool,
    /// One line of description.
    pub about: &'static str,
}

impl Key {
    /// The table that holds the key; empty for a key at the top.
    #[must_use]
    pub fn section(&self) -> &'static str {
        self.path.rsplit_once('.').map_or("", |(section, _)| section)
    }

    /// The last part of the path.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.path.rsplit_once('.').map_or(self.path, |(_, name)| name)
    }

    /// Whether it may be said of this kind of task.
    #[must_use]
    pub fn is_of(&self, task: Task) -> bool {
        (self.tasks.is_empty() || self.tasks.contains(&task)) && !(self.trained && task == Task::Hopfield)
    }

    /// Why it may not be said of this kind of task, if it may not.
    #[must_use]
    pub fn refusal(&self, task: Task) -> Option<String> {
        let (path, kind) = (self.path, task.name());
        match () {
            () if self.is_of(task) => None,
            () if self.trained => Some(format!(
                "{path} is for a net that is trained and replays memories: task.kind = \"{kind}\" stores patterns"
            )),
            () => Some(format!("{path} belongs to task.kind = {}: this is \"{kind}\"", self.kinds("\"", " or "))),
        }
    }

    /// The kinds of task it belongs to, with this between them; empty where it belongs to all.
    #[must_use]
    pub fn kinds(&self, quote: &str, between: &str) -> String {
        let names: Vec<String> = self.tasks.iter().map(|task| format!("{quote}{}{quote}", task.name())).collect();
        names.join(between)
    }

    /// The default as TOML for a kind of task, if it is a fixed value.
    #[must_use]
    pub fn default_for(&self, task: Task) -> Option<&'static str> {
        match self.fallback {
            Fallback::Value(value) => Some(value),
            Fallback::ByTask { other, of } => {
                let value = of.iter().find(|(kind, _)| *kind == task).map_or(other, |(_, value)| *value);
                Some(value).filter(|value| !value.is_empty())
            }
            Fallback::Required | Fallback::Absent | Fallback::From(_) => None,
        }
    }
}

/// Tables that are written as lists (`[[event]]`): the path of the list and that of its keys.
pub const LISTS: [(&str, &str); 2] = [("event", "event"), ("claim.also", "claim")];

/// The key at this path.
#[must_use]
pub fn find(path: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.path == path)
}

/// Whether a table of this path holds keys.
#[must_use]
pub fn is_section(path: &str) -> bool {
    KEYS.iter().any(|key| key.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('.')))
}

/// The words that may stand in a table: its keys and its tables, each once, in the table's order.
#[must_use]
pub fn words(section: &str) -> Vec<&'static str> {
    let mut words = Vec::new();
    for key in KEYS {
        let rest = if section.is_empty() {
            Some(key.path)
        } else {
            key.path.strip_prefix(section).and_then(|rest| rest.strip_prefix('.'))
        };
        if let Some(word) = rest.and_then(|rest| rest.split('.').next())
            && !words.contains(&word)
        {
            words.push(word);
        }
    }
    if section == "claim" {
        words.push("also");
    }
    words
}

/// The key that was probably meant by an unknown one: its last part if it stands in the same
/// table, else the whole path of a key elsewhere.
#[must_use]
pub fn nearest(section: &str, word: &str) -> Option<String> {
    if let Some(near) = crate::scenario::near(word, words(section)) {
        return Some(near.to_owned());
    }
    let path = if section.is_empty() { word.to_owned() } else { format!("{section}.{word}") };
    let elsewhere = KEYS.iter().find(|key| key.name() == word).map(|key| key.path);
    elsewhere.or_else(|| crate::scenario::near(&path, KEYS.iter().map(|key| key.path))).map(str::to_owned)
}

impl fmt::Display for Kind {
    /// What is allowed, to stand behind "must be".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer { min, max } if min == max => write!(f, "{min}"),
            Self::Integer { min, max } if *max == i64::MAX => {
                write!(f, "a whole number, {min} or above and below 2^63")
            }
            Self::Integer { min, max } => write!(f, "a whole number from {min} to {max}"),
            Self::Number { low, high, infinite } => {
                match (low, high) {
                    (Bound { value, open: true }, None) => write!(f, "above {value}")?,
                    (Bound { value, open: false }, None) => write!(f, "{value} or above")?,
                    (low, Some(high)) => {
                        let above = if low.open { "above " } else { "from " };
                        let to = if high.open { "to below" } else { "to" };
                        write!(f, "{above}{} {to} {}", low.value, high.value)?;
                    }
                }
                f.write_str(if *infinite { ", or inf" } else { "" })
            }
            Self::Boolean => f.write_str("true or false"),
            Self::Yes => f.write_str("true, or left out"),
            Self::Text(most) => write!(f, "text of at most {most} characters"),
            Self::Choice(words) => {
                f.write_str(if words.len() > 1 { "one of " } else { "" })?;
                for (index, word) in words.iter().enumerate() {
                    write!(f, "{}\"{word}\"", if index > 0 { ", " } else { "" })?;
                }
                Ok(())
            }
            Self::Integers { most, min, max } => {
                write!(f, "a list of at most {most} whole numbers, each from {min} to {max}")
            }
            Self::Texts(most) => write!(f, "a list of texts, each of at most {most} characters"),
            Self::Lists { most, longest, max } => {
                write!(f, "a list of 1 to {most} lists, each of 1 to {longest} whole numbers from 0 to {max}")
            }
            Self::Pair(bound) => write!(f, "[lo, hi] with lo below hi, both within ±{bound}"),
            Self::Vary(most) => {
                write!(f, "a list of at most {most} texts like \"night.downscale.amount=0.1,0.2\"")
            }
            Self::Arms => f.write_str("a list of arms, each once, or [\"all\"]"),
            Self::Arm => f.write_str("an arm"),
            Self::Life => f.write_str("an arm, a fork's name, or \"all\""),
            Self::Name => f.write_str("a name: a letter, then at most 23 of a-z, 0-9, - and +"),
            Self::Block(most) => write!(f, "lines of text, at most {most} characters"),
            Self::Settings => f.write_str("a table from keys that may change live to their new values"),
        }
    }
}

impl Kind {
    /// The sort of value, in a word or two.
    #[must_use]
    pub const fn sort(&self) -> &'static str {
        match self {
            Self::Integer { .. } => "whole number",
            Self::Number { .. } => "number",
            Self::Boolean | Self::Yes => "boolean",
            Self::Text(_) => "text",
            Self::Choice(_) => "word",
            Self::Integers { .. } => "list of whole numbers",
            Self::Texts(_) | Self::Vary(_) => "list of texts",
            Self::Lists { .. } => "list of lists of whole numbers",
            Self::Pair(_) => "list of two numbers",
            Self::Arms => "list of arms",
            Self::Arm => "arm",
            Self::Life => "life",
            Self::Name => "name",
            Self::Block(_) => "lines of text",
            Self::Settings => "table",
        }
    }

    /// Whether a number lies in the range; false for NaN.
    #[must_use]
    pub fn admits(&self, number: f64) -> bool {
        let Self::Number { low, high, infinite } = *self else {
            return false;
        };
        let above = if low.open { number > low.value } else { number >= low.value };
        let below = match high {
            Some(Bound { value, open: true }) => number < value,
            Some(Bound { value, open: false }) => number <= value,
            None => number < f64::INFINITY,
        };
        above && (below || (infinite && number == f64::INFINITY))
    }
}
