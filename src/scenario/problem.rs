//! What is wrong with a scenario, and where.

use std::fmt;
use std::io;

/// Where a problem stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In a text.
    File {
        /// The file, as it was named.
        label: String,
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
    },
    /// In an override, named as it was given (`--set days`).
    Flag(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { label, line, column } => write!(f, "{label}:{line}:{column}"),
            Self::Flag(flag) => f.write_str(flag),
        }
    }
}

/// One thing that is wrong. Displayed as one line without control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// The key it is about; empty where no key is known.
    pub key: String,
    /// What is wrong and what is allowed.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// Why there is no scenario.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file could not be read.
    #[error("{label}: {}", reason(.cause))]
    Read {
        /// The file, as it was named.
        label: String,
        /// Why not.
        cause: io::Error,
    },
    /// No shipped scenario has this name.
    #[error("no scenario is called {name}{}", meant(.near.as_deref()))]
    Unknown {
        /// The name that was asked for.
        name: String,
        /// The shipped name that was probably meant.
        near: Option<String>,
    },
    /// The scenario was read and refused: every problem, sorted by place.
    #[error("{}", lines(.0))]
    Refused(Vec<Problem>),
}

impl Error {
    /// The program's exit code: 1 for a file that cannot be read, 2 for a scenario that is refused.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Read { .. } => 1,
            Self::Unknown { .. } | Self::Refused(_) => 2,
        }
    }

    /// The problems of a refused scenario.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Refused(problems) => problems,
            Self::Read { .. } | Self::Unknown { .. } => &[],
        }
    }
}

fn lines(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// What went wrong with a file, in words and without the system's error number.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::AlreadyExists => "is there already".to_owned(),
        io::ErrorKind::IsADirectory => "is a folder".to_owned(),
        io::ErrorKind::NotADirectory => "is not a folder".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}

/// `: did you mean WORD?`, or nothing.
pub(crate) fn meant(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!(": did you mean {near}?"))
}

/// The candidate nearest to a mistyped word, if any is near enough to be meant.
pub(crate) fn near<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Long words are cut so that a megabyte of key costs nothing.
    let word: String = word.chars().take(100).collect();
    let far = (word.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= far && *distance > 0 && *distance < candidate.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Text from a file made fit for a terminal: white space becomes a space, other control characters
/// and those that reorder or hide text are dropped.
#[must_use]
pub fn plain(text: &str) -> String {
    let hidden = |c: &char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    text.chars()
        .map(|c| if matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .filter(|c| !c.is_control() && !hidden(c))
        .collect()
}

/// Plain text cut to `most` characters.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    let text = plain(text);
    if text.chars().count() <= most {
        return text;
    }
    let mut short: String = text.chars().take(most).collect();
    short.push('…');
    short
}

/// A place inside the text (a byte) or an override (its number), before it is given a name.
/// Places in the text come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spot {
    Byte(usize),
    Flag(usize),
}

/// A problem before its place is given a name.
#[derive(Debug)]
pub(super) struct Found {
    pub spot: Spot,
    /// The line and column of another file, if it stands there.
    pub elsewhere: Option<(String, u64, u64)>,
    pub key: String,
    pub message: String,
}

/// Collects problems.
#[derive(Debug, Default)]
pub(super) struct Problems(pub Vec<Found>);

impl Problems {
    /// Problems that are worth telling at once: a reader mends no more, and a hostile file cannot
    /// make telling them the work.
    const MOST: usize = 100;

    /// Whether looking for more is not worth it.
    pub fn is_full(&self) -> bool {
        self.0.len() >= Self::MOST
    }

    /// Adds a problem about a key.
    pub fn add(&mut self, spot: Spot, key: impl Into<String>, message: impl Into<String>) {
        self.0.push(Found { spot, elsewhere: None, key: key.into(), message: message.into() });
    }

    /// Adds a problem in a line and column of a file that a key names.
    pub fn add_in(&mut self, file: &str, (line, column): (u64, u64), spot: Spot, key: &str, message: String) {
        let elsewhere = Some((plain(file), line, column));
        self.0.push(Found { spot, elsewhere, key: key.to_owned(), message });
    }

    /// All of them with named places, sorted by place.
    pub fn named(mut self, text: &str, label: &str, flags: &[String]) -> Vec<Problem> {
        self.0.sort_by_key(|found| found.spot);
        self.0.truncate(Self::MOST);
        let starts: Vec<usize> =
            std::iter::once(0).chain(text.match_indices('\n').map(|(index, _)| index + 1)).collect();
        let name = |spot| match spot {
            Spot::Flag(index) => Place::Flag(flags.get(index).map_or_else(String::new, |flag| plain(flag))),
            Spot::Byte(byte) => {
                let byte = text.floor_char_boundary(byte.min(text.len()));
                let line = starts.partition_point(|start| *start <= byte);
                let column = text[starts[line - 1]..byte].chars().count() + 1;
                Place::File { label: plain(label), line, column }
            }
        };
        self.0
            .into_iter()
            .map(|Found { spot, elsewhere, key, message }| Problem {
                place: match elsewhere {
                    Some((label, line, column)) => Place::File { label, line: line as usize, column: column as usize },
                    None => name(spot),
                },
                key: plain(&key),
                message: plain(&message),
            })
            .collect()
    }
}
