//! The parameters that an arm's days and nights read, some of which events change while a lab runs.

use crate::sleep::{Downscale, Dreams, Memory};

/// A part of the cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Phase {
    /// The wake phase.
    Day,
    /// The sleep phase.
    Night,
}

impl Phase {
    /// The word used in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Night => "night",
        }
    }
}

/// The wake phase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Day {
    /// N: gradient steps a day, ≥ 1.
    pub steps: u32,
    /// Examples per gradient step, ≥ 1, by day and in dreams.
    pub batch: usize,
    /// η > 0.
    pub learning_rate: f64,
    /// μ from 0 to below 1.
    pub momentum: f64,
    /// Divide each step by max(1, η‖φ‖²); linear nets only.
    pub normalized: bool,
}

/// The sleep phase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Night {
    /// NREM–REM cycles a night, ≥ 1.
    pub cycles: u32,
    /// M: gradient steps dreamt a night, ≥ 0.
    pub steps: u32,
    /// How weights are reduced in NREM.
    pub downscale: Downscale,
    /// What dreams are drawn from.
    pub memory: Memory,
    /// How memories are corrupted in REM.
    pub dreams: Dreams,
}

/// The parameters of one life as they stand now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Live {
    /// The wake phase.
    pub day: Day,
    /// The sleep phase.
    pub night: Night,
}

/// A change of one parameter while a lab runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Setting {
    /// `day.learning_rate`
    LearningRate(f64),
    /// `day.momentum`
    Momentum(f64),
    /// `night.downscale.amount`
    Amount(f64),
    /// `night.memory.recency`
    Recency(f64),
    /// `night.memory.lag`
    Lag(u32),
    /// `night.dreams.sparse`
    Sparse(f64),
    /// `night.dreams.hallucinatory`
    Hallucinatory(f64),
}

impl std::fmt::Display for Setting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::LearningRate(value) => write!(f, "day.learning_rate = {value}"),
            Self::Momentum(value) => write!(f, "day.momentum = {value}"),
            Self::Amount(value) => write!(f, "night.downscale.amount = {value}"),
            Self::Recency(value) => write!(f, "night.memory.recency = {value}"),
            Self::Lag(value) => write!(f, "night.memory.lag = {value}"),
            Self::Sparse(value) => write!(f, "night.dreams.sparse = {value}"),
            Self::Hallucinatory(value) => write!(f, "night.dreams.hallucinatory = {value}"),
        }
    }
}

impl Live {
    /// Applies a change.
    pub const fn set(&mut self, setting: Setting) {
        match setting {
            Setting::LearningRate(value) => self.day.learning_rate = value,
            Setting::Momentum(value) => self.day.momentum = value,
            Setting::Amount(value) => self.night.downscale.amount = value,
            Setting::Recency(value) => self.night.memory.recency = value,
            Setting::Lag(value) => self.night.memory.lag = value,
            Setting::Sparse(value) => self.night.dreams.sparse = value,
            Setting::Hallucinatory(value) => self.night.dreams.hallucinatory = value,
        }
    }
}
