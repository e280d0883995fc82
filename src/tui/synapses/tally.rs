//! What is counted in a layer of weights, and what a weight has been.

use ndarray::ArrayView2;

use crate::lab::Lab;

/// Bins that a layer's weights are counted in; drawn in threes, fives and so on where there is less
/// room, so that 0 stays in the middle of one.
pub const FINEST: usize = 105;

/// Where the largest weight stands, by its absolute value; one that is no number counts as the largest.
#[must_use]
pub fn largest(weights: ArrayView2<'_, f32>) -> (usize, usize) {
    let size = |weight: &f32| if weight.is_nan() { f32::INFINITY } else { weight.abs() };
    let first = weights.indexed_iter().fold(None, |best: Option<((usize, usize), f32)>, (place, weight)| match best {
        Some((_, most)) if most >= size(weight) => best,
        _ => Some((place, size(weight))),
    });
    first.map_or((0, 0), |(place, _)| place)
}

/// Counts of weights in equal bins from −edge to +edge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bins(Vec<u32>);

impl Bins {
    /// Counts finite weights in [`FINEST`] bins; those at an edge, and beyond it, in the last bin.
    #[must_use]
    pub fn of<'a>(weights: impl IntoIterator<Item = &'a f32>, edge: f64) -> Self {
        let mut counts = vec![0; FINEST];
        for weight in weights.into_iter().filter(|weight| weight.is_finite()) {
            let share = (f64::from(*weight) + edge) / (2.0 * edge);
            let bin = (share * FINEST as f64).clamp(0.0, FINEST as f64 - 1.0);
            // A weight of exactly 0 lies in the middle bin, whatever rounding says.
            let bin = if *weight == 0.0 { FINEST / 2 } else { bin as usize };
            counts[bin] += 1;
        }
        Self(counts)
    }

    /// The counts in at most so many bins, an odd divisor of [`FINEST`].
    #[must_use]
    pub fn merged(&self, most: usize) -> Vec<u32> {
        let count = [105, 35, 21, 15, 7, 5, 3].into_iter().find(|count| *count <= most).unwrap_or(1);
        self.0.chunks(FINEST / count).map(|chunk| chunk.iter().sum()).collect()
    }
}

/// What is counted in a layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    /// Each neuron's Σ|w|.
    pub totals: Vec<f64>,
    /// Σ|w| of the layer.
    pub total: f64,
    /// The largest |w| of those that are finite.
    pub largest: f32,
    /// Weights that are exactly 0.
    pub zeros: usize,
    /// Weights that are not finite.
    pub broken: usize,
    /// The histogram reaches from minus this to this, above 0.
    pub edge: f64,
    /// Weights now.
    pub now: Bins,
    /// Weights at an earlier tick, in the same bins.
    pub then: Option<(u64, Bins)>,
}

impl Tally {
    /// Counts a layer (fan-in × fan-out), and beside it what it was at an earlier tick.
    #[must_use]
    pub fn of(weights: ArrayView2<'_, f32>, then: Option<(u64, &[f32])>) -> Self {
        let most = |largest: f32, weight: &f32| if weight.is_finite() { largest.max(weight.abs()) } else { largest };
        let largest = weights.iter().fold(0.0, most);
        let before = then.map_or(0.0, |(_, weights)| weights.iter().fold(0.0, most));
        let edge = f64::from(largest.max(before));
        let edge = if edge > 0.0 { edge } else { 1.0 };
        let mut totals = vec![0.0; weights.ncols()];
        for row in weights.rows() {
            for (total, weight) in totals.iter_mut().zip(row) {
                *total += f64::from(weight.abs());
            }
        }
        Self {
            total: totals.iter().sum(),
            totals,
            largest,
            zeros: weights.iter().filter(|weight| **weight == 0.0).count(),
            broken: weights.iter().filter(|weight| !weight.is_finite()).count(),
            edge,
            now: Bins::of(weights, edge),
            then: then.map(|(tick, weights)| (tick, Bins::of(weights, edge))),
        }
    }
}

/// The place of a weight among the sizes of its layer's, from 1 for the largest; equal sizes share one.
#[must_use]
pub fn rank(weights: ArrayView2<'_, f32>, weight: f32) -> usize {
    1 + weights.iter().filter(|other| other.abs() > weight.abs()).count()
}

/// What a weight, and the total into its neuron, were at the evenings and mornings that were kept. Where
/// some were not kept a value that is no number stands between, so that no line is drawn across.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Past {
    /// When, ascending.
    pub ticks: Vec<u64>,
    /// The weight.
    pub weights: Vec<f64>,
    /// Σ|w| into its neuron.
    pub totals: Vec<f64>,
    /// Evenings and mornings that were kept, birth among them.
    pub kept: usize,
    /// All that there were.
    pub all: usize,
}

impl Past {
    /// The past of a weight (layer, input and neuron), given all evenings and mornings up to now.
    #[must_use]
    pub fn of(lab: &Lab, life: usize, (layer, (input, neuron)): (usize, (usize, usize)), bounds: &[u64]) -> Self {
        let weights = lab.weight_past(life, layer, input, neuron);
        let totals = lab.neuron_past(life, layer, neuron);
        let mut past = Self { kept: weights.len(), all: bounds.len(), ..Self::default() };
        let place = |tick: u64| bounds.partition_point(|bound| *bound < tick);
        for ((tick, weight), (_, total)) in weights.into_iter().zip(totals) {
            if let Some(last) = past.ticks.last().copied().filter(|last| place(tick) > place(*last) + 1) {
                past.push(last + 1, f64::NAN, f64::NAN);
            }
            past.push(tick, f64::from(weight), total);
        }
        past
    }

    fn push(&mut self, tick: u64, weight: f64, total: f64) {
        self.ticks.push(tick);
        self.weights.push(weight);
        self.totals.push(total);
    }
}
