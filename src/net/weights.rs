//! Measures of weights: biases do not count.

#![expect(clippy::inline_always, reason = "must be compiled for the instruction set of the dispatch around it")]

use super::Mlp;
use crate::math;

/// Lanes that are summed apart and folded at the end: one order of summation, whatever the vector width.
const LANES: usize = 16;

/// Measures of one layer's weights, or of all.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct LayerWeights {
    /// Σ|w|.
    pub abs: f64,
    /// Σw.
    pub sum: f64,
    /// √Σw².
    pub l2: f64,
    /// max |w|; a NaN does not count.
    pub max: f64,
}

/// Measures of a net's weights.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Weights {
    /// Layer by layer, the first first.
    pub layers: Vec<LayerWeights>,
}

impl Weights {
    /// All layers taken together.
    pub fn total(&self) -> LayerWeights {
        let mut total = LayerWeights::default();
        let mut squares = 0.0;
        for layer in &self.layers {
            total.abs += layer.abs;
            total.sum += layer.sum;
            squares += layer.l2 * layer.l2;
            total.max = total.max.max(layer.max);
        }
        total.l2 = squares.sqrt();
        total
    }
}

/// Running sums, lane by lane.
#[derive(Default)]
struct Sums {
    abs: [f64; LANES],
    sum: [f64; LANES],
    square: [f64; LANES],
    max: [f32; LANES],
}

impl Sums {
    #[inline(always)]
    fn add(&mut self, weights: &[f32]) {
        for (lane, &weight) in weights.iter().enumerate() {
            let wide = f64::from(weight);
            self.abs[lane] += wide.abs();
            self.sum[lane] += wide;
            self.square[lane] += wide * wide;
            let size = weight.abs();
            self.max[lane] = if size > self.max[lane] { size } else { self.max[lane] };
        }
    }
}

impl LayerWeights {
    /// Measures of these weights.
    pub fn of(weights: &[f32]) -> Self {
        let sums = math::dispatch(
            #[inline(always)]
            || {
                let mut sums = Sums::default();
                let (chunks, rest) = weights.as_chunks::<LANES>();
                for chunk in chunks {
                    sums.add(chunk);
                }
                sums.add(rest);
                sums
            },
        );
        Self {
            abs: sums.abs.iter().sum(),
            sum: sums.sum.iter().sum(),
            l2: sums.square.iter().sum::<f64>().sqrt(),
            max: f64::from(sums.max.iter().copied().fold(0.0, f32::max)),
        }
    }
}

/// Whether every value is finite.
fn finite(values: &[f32]) -> bool {
    math::dispatch(
        #[inline(always)]
        || values.iter().fold(true, |all, value| all & value.is_finite()),
    )
}

impl Mlp {
    /// Measures of the weights, layer by layer.
    pub fn weights(&self) -> Weights {
        let layers = self
            .layers()
            .iter()
            .map(|layer| layer.weights.as_slice_memory_order().map_or_else(LayerWeights::default, LayerWeights::of));
        Weights { layers: layers.collect() }
    }

    /// The first layer, from 0, with a weight or bias that is not finite.
    pub fn fault(&self) -> Option<usize> {
        let sound = |slice: Option<&[f32]>| slice.is_some_and(finite);
        self.layers()
            .iter()
            .position(|layer| !(sound(layer.weights.as_slice_memory_order()) && sound(layer.bias.as_slice())))
    }
}
