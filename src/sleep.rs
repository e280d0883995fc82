//! What a night does to a net: downscaling, memory, dreams.

mod activity;
mod downscale;
mod dream;
mod memory;
mod params;
mod shuffle;

pub use activity::Activity;
pub use downscale::{Born, Left, Portion, downscale, share_of};
pub use dream::{Corruption, Provenance};
pub use memory::{Recall, Remembered};
pub use params::{Downscale, Dreams, Labels, Memory, Noise, Per, Rule};
pub use shuffle::Shuffle;
