//! Where experiences come from, and how a net is tested.

mod curve;
mod digits;
mod lessons;
mod own;
mod params;
mod plane;
mod split;
mod world;

pub use own::{Content, Data, Own, Reading, Scale, Source};
pub use params::{Curve, Days, Digits, Features, Params, Plane, Schedule, Shape};
pub use world::World;

/// Images in the set of handwritten digits.
pub const DIGITS: usize = 1797;
