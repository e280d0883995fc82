//! What a night does to a net: downscaling, memory, dreams.

mod downscale;
mod dream;
mod memory;
mod params;
mod shuffle;

pub use downscale::{SetPoint, downscale, share_of};
pub use dream::{Corruption, Provenance};
pub use memory::{Recall, Remembered};
pub use params::{Downscale, Dreams, Labels, Memory, Noise, Per, Rule};
pub use shuffle::Shuffle;
