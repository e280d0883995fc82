//! How a life takes its gradient steps: with the day's share of a decay that its parameters, or the
//! night of its hidden sleeper, ask for.

use ndarray::Array1;

use crate::arm::{Live, Regimen};
use crate::net::{Keep, Step};
use crate::sleep::{Rule, share_of};

/// How an arm takes a gradient step, with its share of a decay that is spread over so many. Where not
/// all weights decay alike, nothing of it is in the step; see [`keep`].
pub(super) fn step(regimen: Regimen, params: &Live, steps: f64) -> Step {
    let downscale = &params.night.downscale;
    let decays = regimen.decay && downscale.rule == Rule::Uniform && !downscale.biases && steps > 0.0;
    let decay = if decays { share_of(downscale.amount, steps) } else { 0.0 };
    Step {
        learning_rate: params.day.learning_rate as f32,
        momentum: params.day.momentum as f32,
        decay: decay as f32,
        normalized: params.day.normalized,
    }
}

/// What such a step keeps of the weights and biases of each layer, of so many neurons and biases: the
/// part of one of so many steps in what a night leaves of all, or in what a sleeper's night left of the
/// weights into each neuron, `left`. Nothing where all weights decay alike, or not at all.
pub(super) fn keep(
    regimen: Regimen,
    params: &Live,
    steps: f64,
    widths: &[(usize, usize)],
    left: Option<&[Vec<f64>]>,
) -> Vec<Keep> {
    let downscale = &params.night.downscale;
    let alike = vec![vec![1.0 - downscale.amount]; widths.len()];
    let left = match downscale.rule {
        Rule::Uniform if downscale.biases => Some(alike.as_slice()),
        Rule::SetPoint => left,
        Rule::Uniform | Rule::None => None,
    };
    let Some(left) = left.filter(|_| regimen.decay && steps > 0.0) else { return Vec::new() };
    let of_layer = |(layer, (&(neurons, biases), left)): (usize, (&(usize, usize), &Vec<f64>))| {
        let share = |neuron: usize, power: f64| {
            // What no stage touched is left whole, and one number stands for all neurons.
            let left = left.get(neuron).or_else(|| left.first()).copied().unwrap_or(1.0);
            1.0 - share_of(1.0 - left, steps / power) as f32
        };
        let biases = if downscale.biases { biases } else { 0 };
        Keep {
            weights: Array1::from_shape_fn(neurons, |neuron| share(neuron, 1.0)),
            bias: Array1::from_shape_fn(biases, |neuron| share(neuron, (layer + 1) as f64)),
        }
    };
    widths.iter().zip(left).enumerate().map(of_layer).collect()
}
