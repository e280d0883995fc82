//! Downscaling: how a night reduces weights.

use ndarray::Axis;

use super::{Downscale, Per, Rule};
use crate::math;
use crate::net::{Layer, Mlp};

/// The share that one of `parts` equal reductions removes so that together they remove `total`:
/// 1 − (1 − total)^(1/parts).
#[must_use]
pub fn share_of(total: f64, parts: f64) -> f64 {
    if total >= 1.0 { 1.0 } else { 1.0 - math::exp64(math::ln64(1.0 - total) / parts) }
}

/// The totals at birth that a set-point returns to: Σ|w| into every neuron, per layer.
#[derive(Debug, Clone, PartialEq)]
pub struct SetPoint {
    neurons: Vec<Vec<f64>>,
}

impl SetPoint {
    /// Σ|w| into every neuron of a layer, from 0, at birth.
    #[must_use]
    pub fn neurons(&self, layer: usize) -> &[f64] {
        self.neurons.get(layer).map_or(&[], Vec::as_slice)
    }

    /// The totals of a net as it stands.
    #[must_use]
    pub fn of(net: &Mlp) -> Self {
        Self { neurons: net.layers().iter().map(into_neurons).collect() }
    }
}

fn into_neurons(layer: &Layer) -> Vec<f64> {
    layer.weights.columns().into_iter().map(|column| column.iter().map(|w| f64::from(w.abs())).sum()).collect()
}

/// One NREM stage: removes `share` of the weights, or for a set-point `share` of what they stand
/// above birth, never raising any. Velocities are scaled with their weights, or the first morning
/// steps would undo the night. Gives the factor of the weights into each neuron, per layer, nothing
/// for a layer that is left as it is.
pub fn downscale(net: &mut Mlp, rule: &Downscale, share: f64, birth: &SetPoint) -> Vec<Vec<f32>> {
    let of_layer = |(layer, before): (&Layer, &Vec<f64>)| match rule.rule {
        Rule::None => Vec::new(),
        Rule::Uniform => vec![(1.0 - share) as f32; layer.weights.ncols()],
        Rule::SetPoint => {
            let now = into_neurons(layer);
            let factor = |now: f64, before: f64| {
                if now > before { ((now - share * (now - before)) / now) as f32 } else { 1.0 }
            };
            match rule.per {
                Per::Neuron => now.iter().zip(before).map(|(now, before)| factor(*now, *before)).collect(),
                Per::Layer => vec![factor(now.iter().sum(), before.iter().sum()); now.len()],
            }
        }
    };
    let factors: Vec<Vec<f32>> = net.layers().iter().zip(&birth.neurons).map(of_layer).collect();
    for (layer, factors) in factors.iter().enumerate() {
        scale(net, layer, factors, rule.biases);
    }
    factors
}

/// Scales the weights into each neuron of a layer by its factor, and its bias, if asked, by the
/// factor to the power of the layer's number.
fn scale(net: &mut Mlp, layer: usize, factors: &[f32], biases: bool) {
    let power = layer as i32 + 1;
    let apply = |parameters: &mut Layer| {
        for (mut column, factor) in parameters.weights.axis_iter_mut(Axis(1)).zip(factors) {
            column.mapv_inplace(|weight| weight * factor);
        }
        if biases {
            for (bias, factor) in parameters.bias.iter_mut().zip(factors) {
                *bias *= (0..power).fold(1.0, |product, _| product * factor);
            }
        }
    };
    apply(&mut net.layers_mut()[layer]);
    if let Some(velocity) = net.velocities_mut().get_mut(layer) {
        apply(velocity);
    }
}
