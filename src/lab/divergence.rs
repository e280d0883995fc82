//! How a life ends early.

use crate::arm::Phase;

/// The end of a life: a number that is not finite.
#[derive(Debug, Clone, PartialEq)]
pub struct Divergence {
    /// The day.
    pub day: u32,
    /// The phase.
    pub phase: Phase,
    /// The tick of the phase, from 1.
    pub tick: u32,
    /// The first layer that holds such a number, from 1; `None` if only the loss does.
    pub layer: Option<usize>,
    /// What probably brought it about.
    pub cause: String,
}

impl std::fmt::Display for Divergence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let phase = match self.phase {
            Phase::Day => "day",
            Phase::Night => "night",
        };
        write!(f, "diverged on {phase} {}, tick {}: ", self.day, self.tick)?;
        match self.layer {
            Some(layer) => write!(f, "a weight of layer {layer} is not finite")?,
            None => write!(f, "the loss is not finite")?,
        }
        write!(f, "; likely cause: {}", self.cause)
    }
}
