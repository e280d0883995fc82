//! What a night does to a net: downscaling, memory, dreams.

mod activity;
mod corrupt;
mod downscale;
mod dream;
mod episode;
mod equalise;
mod memory;
mod params;
mod shuffle;
mod spikes;
mod statistics;

pub use activity::Activity;
pub use corrupt::{Corruption, Noise, Strength};
pub use downscale::{Born, Left, Portion, downscale, share_of};
pub use dream::{Class, Lesson, Origin, Provenance, Teacher};
pub use equalise::equalise;
pub use memory::{Recall, Remembered};
pub use params::{Downscale, Dreams, Labels, Memory, Per, Rule, Source};
pub use shuffle::Shuffle;
pub use spikes::{Raster, Spikes, Spiking, Thresholds, gains, share as plasticity};
pub use statistics::Statistics;
