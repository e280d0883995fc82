//! The parameters of the night.

use super::Noise;
use crate::math;

/// How a night reduces weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// w ← (1 − δ)·w.
    Uniform,
    /// The larger a weight, the larger the share that it loses; of a layer's Σ|w|, δ.
    Proportional,
    /// The largest are spared, the rest give δ of the layer's Σ|w|.
    Protected,
    /// What was replayed is spared: w ← w·(1 − δ·(1 − R)).
    Activity,
    /// Downward only, a share of the way back to Σ|w| at birth.
    SetPoint,
    /// A share of the way back to the weights at birth.
    Birth,
    /// What is below a threshold becomes 0.
    Prune,
    /// Not at all.
    None,
}

impl Rule {
    /// All rules.
    pub const ALL: [Self; 8] = [
        Self::Uniform,
        Self::Proportional,
        Self::Protected,
        Self::Activity,
        Self::SetPoint,
        Self::Birth,
        Self::Prune,
        Self::None,
    ];

    /// The word used in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Uniform => "uniform",
            Self::Proportional => "proportional",
            Self::Protected => "protected",
            Self::Activity => "activity",
            Self::SetPoint => "set-point",
            Self::Birth => "birth",
            Self::Prune => "prune",
            Self::None => "none",
        }
    }

    /// Whether by how much a layer shrinks follows from the state rather than from the amount alone.
    #[must_use]
    pub const fn follows_the_state(self) -> bool {
        !matches!(self, Self::Uniform | Self::None)
    }

    /// Whether what a night removes of every layer's Σ|w| is the amount, whatever the state.
    #[must_use]
    pub const fn removes_the_amount(self) -> bool {
        matches!(self, Self::Uniform | Self::Proportional)
    }

    /// Whether biases can be scaled with it: not where a weight's fate hangs on its input or its size
    /// alone, of which a bias has none that would compare.
    #[must_use]
    pub const fn takes_biases(self) -> bool {
        !matches!(self, Self::Activity | Self::Prune)
    }

    /// The rule of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.name() == name)
    }
}

/// Over which weights a set-point is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    /// All weights of a layer.
    Layer,
    /// The weights that come into one neuron.
    Neuron,
}

impl Per {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Layer, Self::Neuron];

    /// The word used in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Layer => "layer",
            Self::Neuron => "neuron",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|per| per.name() == name)
    }
}

/// The downscaling of a night.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Downscale {
    /// How.
    pub rule: Rule,
    /// δ from 0 to 1: the share that a whole night removes; for a set-point and for birth the share of
    /// the way back.
    pub amount: f64,
    /// Over which weights a set-point is held.
    pub per: Per,
    /// Share of a layer's weights, from 0 to 1, that `protected` spares: the largest.
    pub spared: f64,
    /// |w| ≥ 0 below which `prune` makes a weight 0.
    pub threshold: f64,
    /// Whether the biases of layer l are scaled too, by the l-th power of its factor, so that
    /// a uniform downscaling of a ReLU net moves no prediction; towards birth, with their weights.
    pub biases: bool,
}

impl Downscale {
    /// Why these cannot go together, if they cannot.
    #[must_use]
    pub fn refusal(&self) -> Option<String> {
        let biases = self.biases && !self.rule.takes_biases();
        biases.then(|| format!("night.downscale.biases is true: rule \"{}\" is for weights alone", self.rule.name()))
    }
}

/// What dreams are drawn from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Memory {
    /// How many experiences are kept, ≥ 1.
    pub capacity: usize,
    /// Half-life of a memory in days, > 0; infinite = all alike.
    pub recency: f64,
    /// Exponent ≥ 0 on a memory's last error; 0 = all alike.
    pub priority: f64,
    /// Nights before an experience is dreamt.
    pub lag: u32,
    /// How many remote experiences are kept besides: an even draw from all that were lived before
    /// today; 0 = none.
    pub reservoir: usize,
    /// Share of the dreams, from 0 to 1, that are drawn evenly from those.
    pub remote: f64,
}

impl Memory {
    /// How likely a memory is dreamt against one that is so many days younger: 2^(−days / half-life).
    #[must_use]
    pub fn recency_of(&self, days: u32) -> f64 {
        math::exp64(-(f64::from(days) / self.recency) * std::f64::consts::LN_2)
    }
}

/// What a dream teaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Labels {
    /// What was taught by day.
    Stored,
    /// What the net itself answered when it fell asleep: probabilities, or a value.
    Own,
}

impl Labels {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Stored, Self::Own];
    /// Their words.
    pub const NAMES: [&'static str; 2] = [Self::Stored.name(), Self::Own.name()];

    /// The word used in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stored => "stored",
            Self::Own => "own",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|labels| labels.name() == name)
    }
}

/// What dreams are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Memories.
    Memory,
    /// What the memories of a class have in common: the mean and the deviation of every input.
    Statistics,
}

impl Source {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Memory, Self::Statistics];
    /// Their words.
    pub const NAMES: [&'static str; 2] = [Self::Memory.name(), Self::Statistics.name()];

    /// The word used in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::Statistics => "statistics",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.name() == name)
    }
}

/// How memories become dreams.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dreams {
    /// Share of the inputs masked to 0, from 0 to below 1.
    pub sparse: f64,
    /// Side of the squares of an image that are masked together, ≥ 1 pixel.
    pub patch: u32,
    /// Strength of the noise, ≥ 0; what it is depends on the kind.
    pub hallucinatory: f64,
    /// Its kind.
    pub noise: Noise,
    /// Experiences in a row, as they were lived, ≥ 1.
    pub narrative: u32,
    /// What a dream teaches.
    pub label: Labels,
    /// What it is made of.
    pub source: Source,
    /// Bounds of the corrupted input.
    pub clip: Option<[f64; 2]>,
    /// ε > 0: how far a dream that comes out of a net's own weights takes them.
    pub rate: f64,
}

impl Dreams {
    /// Clean replays of single memories with what they taught.
    pub const CLEAN: Self = Self {
        sparse: 0.0,
        patch: 1,
        hallucinatory: 0.0,
        noise: Noise::Gaussian,
        narrative: 1,
        label: Labels::Stored,
        source: Source::Memory,
        clip: None,
        rate: 0.1,
    };

    /// Whether a second memory has a part in every dream.
    #[must_use]
    pub fn takes_two(&self) -> bool {
        self.noise.takes_two() && self.hallucinatory > 0.0
    }

    /// The shares of the first and of a second memory, together 1.
    #[must_use]
    pub fn shares(&self) -> [f32; 2] {
        let [first, second] = self.noise.factors(self.hallucinatory as f32);
        [first / (first + second), second / (first + second)]
    }
}
