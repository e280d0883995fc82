//! Sentences, written from what was measured.

pub mod dream;
mod figures;
pub mod journal;
mod journey;
pub mod recall;
mod report;
mod sentence;
mod task;

pub use figures::{
    call, figure, grouped, is_awake, lies, mistakes, newest, percent, place, signed_percent, stage, strength,
};
pub use journey::{Drawn, arrived, gap, point, recorded, resumed, when};
pub use report::report;
pub use sentence::sentence;
pub use task::{several, thing, things};
