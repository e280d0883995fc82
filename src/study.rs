//! Studies: many lives, headless, with matched controls.
//!
//! A study is a set of **cells**, the cross product of varied values and seeds; all arms of a cell live in one lab.
//! A cell is named by its content, computed once, and kept in a file of its own: what is finished is never done
//! again, by whom and however often a study is started.
//!
//! [`stats`] and [`verdict`] are pure: slices of numbers in, plain structs out, no file, clock or
//! screen. Their only randomness, the bootstrap's, is drawn by coordinates.

pub mod cell;
mod claim;
mod error;
mod plan;
mod read;
pub mod report;
pub mod stats;
mod store;
pub mod verdict;
mod work;

pub use crate::scenario::Vary;
pub use cell::{Answers, Cell, Lived};
pub use claim::Registered;
pub use error::Error;
pub use plan::{Asked, Plan, Point};
pub use read::{Counts, Entry, State, Study};
pub use store::Store;
pub use work::{Event, THREADS, Tally, Watcher, work};

/// The number of this engine: part of every cell's name. Raised whenever a change of the code changes figures that a
/// study would compute: the embedded data and the defaults of a scenario's keys included. Cells of another number are
/// never taken for this one's.
pub const ENGINE: u32 = 2;
