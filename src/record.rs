//! What is measured: rows, history, notes. Plain data, no images.
//!
//! A [`History`] has one step axis shared by all lives and a column per life and measure. A value
//! that was not measured is NaN and is written as an empty cell.

mod history;
mod measure;
mod reduce;
mod stopped;

pub use history::{History, Track};
pub use measure::{Measure, Values};
pub use reduce::{Column, Span, reduce};
pub use stopped::{Stopped, oracle, stopped};

/// Where in the life of a lab a row was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moment {
    /// In the middle of a day.
    Day,
    /// The end of a day.
    Evening,
    /// In the middle of a night.
    Night,
    /// The end of a night; day 0's morning is birth.
    Morning,
}

impl Moment {
    /// The word used in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Evening => "evening",
            Self::Night => "night",
            Self::Morning => "morning",
        }
    }

    /// Whether this moment ends a phase, and so belongs in the trace.
    #[must_use]
    pub const fn ends_phase(self) -> bool {
        matches!(self, Self::Evening | Self::Morning)
    }
}

/// A point on the step axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Ticks since birth.
    pub tick: u64,
    /// The day, from 1; 0 at birth.
    pub day: u32,
    /// Which part of that day.
    pub moment: Moment,
}

/// Everything measured of one life at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// When.
    pub stamp: Stamp,
    /// Gradient steps taken since birth.
    pub gradient_steps: u64,
    /// Examples those steps were computed from.
    pub examples: u64,
    /// One value per [`Measure`]; NaN where not measured.
    pub values: Values,
    /// Σ|w| of each layer, from the input on.
    pub layers: Vec<f64>,
    /// Error on each part of the test that is graded apart: lessons, and the worlds before and after a
    /// change; empty where there are none.
    pub lessons: Vec<f64>,
}

impl Row {
    /// A row at a moment at which nothing was measured.
    #[must_use]
    pub fn unmeasured(stamp: Stamp) -> Self {
        let (layers, lessons) = (Vec::new(), Vec::new());
        Self { stamp, gradient_steps: 0, examples: 0, values: Values::default(), layers, lessons }
    }
}

/// Something that happened to a life, or to all of them, and is worth a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Ticks since birth.
    pub tick: u64,
    /// The day it happened on.
    pub day: u32,
    /// The life's name; `None` for all of them.
    pub life: Option<String>,
    /// What happened, in words.
    pub text: String,
    /// Whether this note ends the life.
    pub diverged: bool,
    /// Whether an event did it; else it followed from what was lived.
    pub event: bool,
}
