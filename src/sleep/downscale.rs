//! Downscaling: how a night reduces weights. Each rule is a file; what they have in common is here.

mod activity;
mod birth;
mod born;
mod proportional;
mod protected;
mod prune;
mod set_point;
mod uniform;

use ndarray::{Array1, Array2, Axis, Zip};

use super::{Activity, Downscale, Rule};
use crate::math;
use crate::net::{Layer, LayerWeights, Mlp};

pub use born::Born;

/// The share that one of `parts` equal reductions removes so that together they remove `total`:
/// 1 − (1 − total)^(1/parts).
#[must_use]
pub fn share_of(total: f64, parts: f64) -> f64 {
    if total >= 1.0 { 1.0 } else { 1.0 - math::exp64(math::ln64(1.0 - total) / parts) }
}

/// How much of a night's downscaling is done at once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Portion(Option<f64>);

impl Portion {
    /// All of it.
    pub const WHOLE: Self = Self(None);

    /// One of so many equal parts.
    #[must_use]
    pub fn one_of(parts: u32) -> Self {
        Self(Some(f64::from(parts)))
    }

    /// The share that it removes where a night removes `total`.
    #[must_use]
    pub fn of(self, total: f64) -> f64 {
        self.0.map_or(total, |parts| share_of(total, parts))
    }
}

/// What a stage of NREM did to a net.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Left {
    /// By what the weights into each neuron were multiplied, layer by layer: where a rule treats them
    /// unlike, what is left of the layer's Σ|w|, for all its neurons. Nothing for a layer that is left
    /// as it is.
    pub factors: Vec<Vec<f32>>,
    /// Layers, from 0, that could not give the share asked of them.
    pub short: Vec<usize>,
}

/// One stage of NREM: a rule's portion of what a whole night does. Velocities are scaled with their
/// weights, or the first morning steps would undo the night.
pub fn downscale(net: &mut Mlp, rule: &Downscale, portion: Portion, born: &Born, activity: &Activity) -> Left {
    let shrink: fn(&mut Site<'_>, &Downscale, Portion) -> Vec<f32> = match rule.rule {
        Rule::Uniform => uniform::shrink,
        Rule::Proportional => proportional::shrink,
        Rule::Protected => protected::shrink,
        Rule::Activity => activity::shrink,
        Rule::SetPoint => set_point::shrink,
        Rule::Birth => birth::shrink,
        Rule::Prune => prune::shrink,
        Rule::None => |_, _, _| Vec::new(),
    };
    let (layers, velocities) = net.state_mut();
    let mut velocities = velocities.iter_mut();
    let mut left = Left::default();
    for (index, layer) in layers.iter_mut().enumerate() {
        let mut site = Site {
            number: index as i32 + 1,
            layer,
            velocity: velocities.next(),
            born: born.layer(index),
            totals: born.neurons(index),
            activity: activity.of(index),
            short: false,
        };
        left.factors.push(shrink(&mut site, rule, portion));
        if site.short {
            left.short.push(index);
        }
    }
    left
}

/// A layer in a stage of NREM, and all that a rule may look at.
struct Site<'a> {
    /// From 1.
    number: i32,
    layer: &'a mut Layer,
    velocity: Option<&'a mut Layer>,
    /// What it was at birth.
    born: Option<&'a Layer>,
    /// Σ|w| into each neuron at birth.
    totals: &'a [f64],
    /// How active each of its inputs was in the newest dreams; empty if that is not kept.
    activity: &'a [f32],
    /// Whether it cannot give the share asked of it.
    short: bool,
}

impl Site<'_> {
    /// The weights, in the order in which they lie.
    fn weights(&self) -> &[f32] {
        self.layer.weights.as_slice_memory_order().unwrap_or(&[])
    }

    /// Σ|w|.
    fn total(&self) -> f64 {
        LayerWeights::of(self.weights()).abs
    }

    /// Σ|w| into each neuron.
    fn neurons(&self) -> Vec<f64> {
        born::into_neurons(self.layer)
    }

    /// Multiplies every weight, and its velocity, by a factor that follows from the weight.
    fn each(&mut self, factor: impl Fn(f32) -> f32) {
        let weights = &mut self.layer.weights;
        match &mut self.velocity {
            Some(velocity) => Zip::from(weights).and(&mut velocity.weights).for_each(|weight, velocity| {
                let factor = factor(*weight);
                *weight *= factor;
                *velocity *= factor;
            }),
            None => weights.mapv_inplace(|weight| weight * factor(weight)),
        }
    }

    /// Multiplies the weights into each neuron (Axis 1) or out of each input (Axis 0), and their
    /// velocities, by its factor.
    fn along(&mut self, axis: Axis, factors: &[f32]) {
        let scale = |weights: &mut Array2<f32>| {
            for (mut lane, factor) in weights.axis_iter_mut(axis).zip(factors) {
                lane.mapv_inplace(|weight| weight * factor);
            }
        };
        scale(&mut self.layer.weights);
        if let Some(velocity) = &mut self.velocity {
            scale(&mut velocity.weights);
        }
    }

    /// Multiplies each bias, and its velocity, by the factor of its neuron to the power of the layer's
    /// number.
    fn biases(&mut self, factors: &[f32]) {
        let scale = |biases: &mut Array1<f32>| {
            for (bias, factor) in biases.iter_mut().zip(factors) {
                *bias *= (0..self.number).fold(1.0, |product, _| product * factor);
            }
        };
        scale(&mut self.layer.bias);
        if let Some(velocity) = &mut self.velocity {
            scale(&mut velocity.bias);
        }
    }

    /// What is left of Σ|w|, once for each neuron.
    fn left_of(&self, before: f64) -> Vec<f32> {
        let left = if before > 0.0 { self.total() / before } else { 1.0 };
        vec![left as f32; self.layer.weights.ncols()]
    }
}
