//! Where experiences come from, and how a net is tested.

mod params;

pub use params::{Curve, Days, Digits, Features, Params, Schedule};
