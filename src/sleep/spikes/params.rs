//! The parameters of sleep replay consolidation.

/// How a net replays in spikes by night.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spiking {
    /// Steps of the night after the first task, ≥ 0.
    pub steps: u32,
    /// Steps more for every task that was learnt before.
    pub growth: u32,
    /// Spikes a second, ≥ 0, of half of what an input of 1 gives.
    pub rate: f64,
    /// Seconds of a step, > 0.
    pub dt: f64,
    /// inc ≥ 0: what a weight is strengthened by between two that fire.
    pub increment: f64,
    /// dec ≥ 0: what it is weakened by where the first is silent.
    pub decrement: f64,
    /// β > 0 of each layer.
    pub thresholds: Thresholds,
    /// Factor > 0 on what arrives at every layer.
    pub scale: f64,
    /// Whether a layer's gain makes up for that of the layer before.
    pub chained: bool,
    /// Side in pixels of the window through which an image is seen; 0 = all of it.
    pub window: usize,
}

impl Spiking {
    /// No steps, in which nothing fires.
    pub const NONE: Self = Self {
        steps: 0,
        growth: 0,
        rate: 0.0,
        dt: 1.0,
        increment: 0.0,
        decrement: 0.0,
        thresholds: Thresholds { values: [0.0; MOST], count: 0 },
        scale: 1.0,
        chained: false,
        window: 0,
    };

    /// The words of `night.src.gain`: each layer for itself, or chained.
    pub const GAINS: [&'static str; 2] = ["layer", "chain"];

    /// Steps of a night after so many tasks.
    #[must_use]
    pub const fn steps_after(&self, tasks: usize) -> u64 {
        self.steps as u64 + self.growth as u64 * tasks.saturating_sub(1) as u64
    }
}

/// Most layers of weights that a net has.
const MOST: usize = 9;

/// A threshold for each layer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    values: [f64; MOST],
    count: usize,
}

impl Thresholds {
    /// These, of at most nine layers; what is beyond is left out.
    #[must_use]
    pub fn new(given: &[f64]) -> Self {
        let mut values = [0.0; MOST];
        let count = given.len().min(MOST);
        values[..count].copy_from_slice(&given[..count]);
        Self { values, count }
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[f64] {
        &self.values[..self.count]
    }

    /// That of a layer, from 0; beyond the last the last one's.
    #[must_use]
    pub fn of(&self, layer: usize) -> f64 {
        self.all().get(layer).or(self.all().last()).copied().unwrap_or(f64::INFINITY)
    }
}
