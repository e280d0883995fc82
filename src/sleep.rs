//! What a night does to a net: downscaling, memory, dreams.

mod params;

pub use params::{Downscale, Dreams, Labels, Memory, Noise, Per, Rule};
