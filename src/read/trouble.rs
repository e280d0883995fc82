//! Why a file of data is not used.

use std::io;

/// Something that is wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// In a table the line of the file and the column of the table, both from 1.
    pub at: Option<(u64, u64)>,
    /// What is wrong, and what is allowed.
    pub what: String,
}

/// Why a file of data is not used.
#[derive(Debug)]
pub enum Trouble {
    /// It cannot be read.
    Unread(io::Error),
    /// It was read, and is refused.
    Refused(Vec<Finding>),
}

impl Trouble {
    /// A file that is refused as a whole.
    #[must_use]
    pub fn of(what: impl Into<String>) -> Self {
        Self::Refused(vec![Finding { at: None, what: what.into() }])
    }

    /// A table that is refused for one line, or one cell of it.
    #[must_use]
    pub fn at(line: u64, column: u64, what: impl Into<String>) -> Self {
        Self::Refused(vec![Finding { at: Some((line, column)), what: what.into() }])
    }
}

/// What was found while a file was read: its bytes are wrong, or the disk is.
impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::of("is cut short"),
            // What unpacks says so in its own words, which say little.
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
                let said = error.get_ref().filter(|inner| inner.is::<Said>());
                Self::of(said.map_or_else(|| "is damaged: it cannot be unpacked".to_owned(), ToString::to_string))
            }
            _ => Self::Unread(error),
        }
    }
}

/// A sentence of this program in an error of the system's.
#[derive(Debug)]
struct Said(String);

impl std::fmt::Display for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Said {}

/// An error that a reader may give, and that becomes this sentence.
pub(super) fn said(what: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, Said(what.into()))
}
