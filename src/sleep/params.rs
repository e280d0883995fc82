//! The parameters of the night.

/// How a night reduces weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// w ← (1 − δ)·w.
    Uniform,
    /// Downward only, a share of the way back to Σ|w| at birth.
    SetPoint,
    /// Not at all.
    None,
}

impl Rule {
    /// All rules.
    pub const ALL: [Self; 3] = [Self::Uniform, Self::SetPoint, Self::None];

    /// The word used in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Uniform => "uniform",
            Self::SetPoint => "set-point",
            Self::None => "none",
        }
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
    /// δ from 0 to 1: the share that a whole night removes; for a set-point the share of the way
    /// back to birth.
    pub amount: f64,
    /// Over which weights a set-point is held.
    pub per: Per,
    /// Whether the biases of layer l are scaled too, by the l-th power of its factor, so that
    /// a uniform downscaling of a ReLU net moves no prediction.
    pub biases: bool,
}

impl Downscale {
    /// Whether every weight loses the same share, whatever the state.
    #[must_use]
    pub const fn is_uniform(&self) -> bool {
        matches!(self.rule, Rule::Uniform)
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

/// How a dream is corrupted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noise {
    /// Normal noise of standard deviation σ on every input.
    Gaussian,
}

/// What a dream teaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Labels {
    /// What was taught by day.
    Stored,
}

/// How memories are corrupted into dreams.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dreams {
    /// Share of the inputs masked to 0, from 0 to below 1.
    pub sparse: f64,
    /// σ ≥ 0: strength of the noise.
    pub hallucinatory: f64,
    /// Its kind.
    pub noise: Noise,
    /// What a dream teaches.
    pub label: Labels,
    /// Bounds of the corrupted input.
    pub clip: Option<[f64; 2]>,
}
