//! The parameters that an arm's days and nights read, some of which events change while a lab runs.

use crate::sleep::{Downscale, Dreams, Labels, Memory, Noise, Per, Rule, Source};

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
    /// Share ≥ 0 of a fresh initialisation that the arm `shrink+perturb` adds each night.
    pub perturb: f64,
    /// Every night of this number is spent waiting; 0 = none.
    pub missed: u32,
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

/// A parameter of day or night that may change while a lab runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Param {
    /// `day.steps`
    DaySteps,
    /// `day.batch`
    Batch,
    /// `day.learning_rate`
    LearningRate,
    /// `day.momentum`
    Momentum,
    /// `day.normalized`
    Normalized,
    /// `night.cycles`
    Cycles,
    /// `night.steps`
    NightSteps,
    /// `night.perturb`
    Perturb,
    /// `night.downscale.rule`
    Rule,
    /// `night.downscale.amount`
    Amount,
    /// `night.downscale.per`
    Per,
    /// `night.downscale.spared`
    Spared,
    /// `night.downscale.threshold`
    Threshold,
    /// `night.downscale.biases`
    Biases,
    /// `night.memory.capacity`
    Capacity,
    /// `night.memory.recency`
    Recency,
    /// `night.memory.priority`
    Priority,
    /// `night.memory.lag`
    Lag,
    /// `night.memory.reservoir`
    Reservoir,
    /// `night.memory.remote`
    Remote,
    /// `night.dreams.sparse`
    Sparse,
    /// `night.dreams.patch`
    Patch,
    /// `night.dreams.hallucinatory`
    Hallucinatory,
    /// `night.dreams.noise`
    NoiseKind,
    /// `night.dreams.narrative`
    Narrative,
    /// `night.dreams.label`
    Label,
    /// `night.dreams.source`
    Source,
    /// `night.dreams.clip`
    Clip,
    /// `night.dreams.rate`
    Rate,
}

impl Param {
    /// All of them, in the order of the file.
    pub const ALL: [Self; 29] = [
        Self::DaySteps,
        Self::Batch,
        Self::LearningRate,
        Self::Momentum,
        Self::Normalized,
        Self::Cycles,
        Self::NightSteps,
        Self::Perturb,
        Self::Rule,
        Self::Amount,
        Self::Per,
        Self::Spared,
        Self::Threshold,
        Self::Biases,
        Self::Capacity,
        Self::Recency,
        Self::Priority,
        Self::Lag,
        Self::Reservoir,
        Self::Remote,
        Self::Sparse,
        Self::Patch,
        Self::Hallucinatory,
        Self::NoiseKind,
        Self::Narrative,
        Self::Label,
        Self::Source,
        Self::Clip,
        Self::Rate,
    ];

    /// Its key in scenario files.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::DaySteps => "day.steps",
            Self::Batch => "day.batch",
            Self::LearningRate => "day.learning_rate",
            Self::Momentum => "day.momentum",
            Self::Normalized => "day.normalized",
            Self::Cycles => "night.cycles",
            Self::NightSteps => "night.steps",
            Self::Perturb => "night.perturb",
            Self::Rule => "night.downscale.rule",
            Self::Amount => "night.downscale.amount",
            Self::Per => "night.downscale.per",
            Self::Spared => "night.downscale.spared",
            Self::Threshold => "night.downscale.threshold",
            Self::Biases => "night.downscale.biases",
            Self::Capacity => "night.memory.capacity",
            Self::Recency => "night.memory.recency",
            Self::Priority => "night.memory.priority",
            Self::Lag => "night.memory.lag",
            Self::Reservoir => "night.memory.reservoir",
            Self::Remote => "night.memory.remote",
            Self::Sparse => "night.dreams.sparse",
            Self::Patch => "night.dreams.patch",
            Self::Hallucinatory => "night.dreams.hallucinatory",
            Self::NoiseKind => "night.dreams.noise",
            Self::Narrative => "night.dreams.narrative",
            Self::Label => "night.dreams.label",
            Self::Source => "night.dreams.source",
            Self::Clip => "night.dreams.clip",
            Self::Rate => "night.dreams.rate",
        }
    }

    /// The parameter of this key.
    #[must_use]
    pub fn from_path(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|param| param.path() == path)
    }

    /// Whether all lives of a lab have it in common, because the length of their phases and the size
    /// of their batches follow from it. A change of it counts from the next phase on.
    #[must_use]
    pub const fn is_shared(self) -> bool {
        matches!(self, Self::DaySteps | Self::Batch | Self::Cycles | Self::NightSteps)
    }
}

/// What a parameter holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// A whole number.
    Whole(u32),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// A word.
    Word(&'static str),
    /// Two bounds, or none.
    Bounds(Option<[f64; 2]>),
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Whole(value) => write!(f, "{value}"),
            Self::Number(value) => write!(f, "{value}"),
            Self::Flag(value) => write!(f, "{value}"),
            Self::Word(value) => write!(f, "{value}"),
            Self::Bounds(None) => write!(f, "none"),
            Self::Bounds(Some([lo, hi])) => write!(f, "[{lo}, {hi}]"),
        }
    }
}

/// A change of one parameter while a lab runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// Which.
    pub param: Param,
    /// What it holds from now on: of the sort that [`Live::get`] gives for it.
    pub value: Value,
}

impl std::fmt::Display for Setting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} = {}", self.param.path(), self.value)
    }
}

impl Live {
    /// What a parameter holds.
    #[must_use]
    pub const fn get(&self, param: Param) -> Value {
        let (day, night) = (&self.day, &self.night);
        match param {
            Param::DaySteps => Value::Whole(day.steps),
            Param::Batch => Value::Whole(day.batch as u32),
            Param::LearningRate => Value::Number(day.learning_rate),
            Param::Momentum => Value::Number(day.momentum),
            Param::Normalized => Value::Flag(day.normalized),
            Param::Cycles => Value::Whole(night.cycles),
            Param::NightSteps => Value::Whole(night.steps),
            Param::Perturb => Value::Number(night.perturb),
            Param::Rule => Value::Word(night.downscale.rule.name()),
            Param::Amount => Value::Number(night.downscale.amount),
            Param::Per => Value::Word(night.downscale.per.name()),
            Param::Spared => Value::Number(night.downscale.spared),
            Param::Threshold => Value::Number(night.downscale.threshold),
            Param::Biases => Value::Flag(night.downscale.biases),
            Param::Capacity => Value::Whole(night.memory.capacity as u32),
            Param::Recency => Value::Number(night.memory.recency),
            Param::Priority => Value::Number(night.memory.priority),
            Param::Lag => Value::Whole(night.memory.lag),
            Param::Reservoir => Value::Whole(night.memory.reservoir as u32),
            Param::Remote => Value::Number(night.memory.remote),
            Param::Sparse => Value::Number(night.dreams.sparse),
            Param::Patch => Value::Whole(night.dreams.patch),
            Param::Hallucinatory => Value::Number(night.dreams.hallucinatory),
            Param::NoiseKind => Value::Word(night.dreams.noise.name()),
            Param::Narrative => Value::Whole(night.dreams.narrative),
            Param::Label => Value::Word(night.dreams.label.name()),
            Param::Source => Value::Word(night.dreams.source.name()),
            Param::Clip => Value::Bounds(night.dreams.clip),
            Param::Rate => Value::Number(night.dreams.rate),
        }
    }

    /// Applies a change; one of another sort than [`Self::get`] gives changes nothing.
    pub fn set(&mut self, setting: Setting) {
        let (day, night) = (&mut self.day, &mut self.night);
        match (setting.param, setting.value) {
            (Param::DaySteps, Value::Whole(value)) => day.steps = value,
            (Param::Batch, Value::Whole(value)) => day.batch = value as usize,
            (Param::LearningRate, Value::Number(value)) => day.learning_rate = value,
            (Param::Momentum, Value::Number(value)) => day.momentum = value,
            (Param::Normalized, Value::Flag(value)) => day.normalized = value,
            (Param::Cycles, Value::Whole(value)) => night.cycles = value,
            (Param::NightSteps, Value::Whole(value)) => night.steps = value,
            (Param::Perturb, Value::Number(value)) => night.perturb = value,
            (Param::Rule, Value::Word(name)) => {
                night.downscale.rule = Rule::from_name(name).unwrap_or(night.downscale.rule);
            }
            (Param::Amount, Value::Number(value)) => night.downscale.amount = value,
            (Param::Per, Value::Word(name)) => {
                night.downscale.per = Per::from_name(name).unwrap_or(night.downscale.per);
            }
            (Param::Spared, Value::Number(value)) => night.downscale.spared = value,
            (Param::Threshold, Value::Number(value)) => night.downscale.threshold = value,
            (Param::Biases, Value::Flag(value)) => night.downscale.biases = value,
            (Param::Capacity, Value::Whole(value)) => night.memory.capacity = value as usize,
            (Param::Recency, Value::Number(value)) => night.memory.recency = value,
            (Param::Priority, Value::Number(value)) => night.memory.priority = value,
            (Param::Lag, Value::Whole(value)) => night.memory.lag = value,
            (Param::Reservoir, Value::Whole(value)) => night.memory.reservoir = value as usize,
            (Param::Remote, Value::Number(value)) => night.memory.remote = value,
            (Param::Sparse, Value::Number(value)) => night.dreams.sparse = value,
            (Param::Patch, Value::Whole(value)) => night.dreams.patch = value,
            (Param::Hallucinatory, Value::Number(value)) => night.dreams.hallucinatory = value,
            (Param::NoiseKind, Value::Word(name)) => {
                night.dreams.noise = Noise::from_name(name).unwrap_or(night.dreams.noise);
            }
            (Param::Narrative, Value::Whole(value)) => night.dreams.narrative = value,
            (Param::Label, Value::Word(name)) => {
                night.dreams.label = Labels::from_name(name).unwrap_or(night.dreams.label);
            }
            (Param::Source, Value::Word(name)) => {
                night.dreams.source = Source::from_name(name).unwrap_or(night.dreams.source);
            }
            (Param::Clip, Value::Bounds(value)) => night.dreams.clip = value,
            (Param::Rate, Value::Number(value)) => night.dreams.rate = value,
            _ => {}
        }
    }
}
