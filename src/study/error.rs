//! Why a study cannot be made or read.

use crate::scenario;
use std::io;
use std::path::{Path, PathBuf};

/// Why a study cannot be made or read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such scenario, or one of the cells' scenarios is refused.
    #[error(transparent)]
    Scenario(#[from] scenario::Error),
    /// What was asked for makes no study.
    #[error("{0}")]
    Misused(String),
    /// The folder holds something else than what was asked for.
    #[error("{}: {what}", shown(.path))]
    Refused {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, or differs.
        what: String,
    },
    /// A file cannot be read or written.
    #[error("{}: {}", shown(.path), scenario::reason(.cause))]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        cause: io::Error,
    },
}

impl Error {
    pub(super) fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        |cause| Self::File { path: path.to_owned(), cause }
    }

    pub(super) fn refused(path: &Path, what: impl Into<String>) -> Self {
        Self::Refused { path: path.to_owned(), what: what.into() }
    }

    /// The program's exit code: 1 for a file that cannot be read or written, 2 for what is refused.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Scenario(error) => error.exit_code(),
            Self::Misused(_) | Self::Refused { .. } => 2,
            Self::File { .. } => 1,
        }
    }
}

fn shown(path: &Path) -> String {
    scenario::plain(&path.to_string_lossy())
}
