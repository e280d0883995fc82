//! Where experiences come from, and how a net is tested.

mod calendar;
mod curve;
mod digits;
mod drift;
mod hopfield;
mod own;
mod params;
mod part;
mod plane;
mod split;
mod syllabus;
pub mod tetris;
mod world;

pub use calendar::Calendar;
pub use own::{Content, Data, Own, Reading, Scale, Source};
pub use params::{Curve, Days, Digits, Features, Hopfield, Params, Plane, Schedule, Shape};
pub use part::Part;
pub use syllabus::{Drift, Syllabus};
pub use tetris::Tetris;
pub use world::World;

/// Images in the set of handwritten digits.
pub const DIGITS: usize = 1797;
