//! How a life takes its gradient steps: with the day's share of a decay that its parameters, or the
//! night of its hidden sleeper, ask for.

use ndarray::Array1;

use crate::arm::{Live, Regimen};
use crate::net::{Keep, Step};
use crate::sleep::{Rule, share_of};

/// How an arm takes a gradient step, with its share of a decay that is spread over so many. Where not
/// all weights decay alike, nothing of it is in the step; see [`keep`].
pub(super) fn step(regimen: Regimen, params: &Live, steps: f64) -> Step {
    Step {
        learning_rate: params.day.learning_rate as f32,
        momentum: params.day.momentum as f32,
        decay: decay(regimen, params, steps) as f32,
        normalized: params.day.normalized,
    }
}

/// The share that one of so many steps removes of all weights alike.
fn decay(regimen: Regimen, params: &Live, steps: f64) -> f64 {
    let downscale = &params.night.downscale;
    let decays = regimen.decay && downscale.rule == Rule::Uniform && !downscale.biases && steps > 0.0;
    if decays { share_of(downscale.amount, steps) } else { 0.0 }
}

/// How far rounding may take what a day leaves of the weights from what it should, as a share.
const ROUNDING: f64 = 1e-5;

/// What some of a day's steps remove instead, so that very many small shares, each rounded to 32 bits,
/// still come to the day's total.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Carry {
    /// The next share on the other side of the exact one.
    decay: f32,
    /// In how many of the steps, as a share of them.
    often: f64,
}

impl Carry {
    /// What keeps the rounding of so many steps within bounds; `None` where nothing is needed.
    pub(super) fn of(regimen: Regimen, params: &Live, steps: f64) -> Option<Self> {
        let exact = 1.0 - decay(regimen, params, steps);
        let rounded = 1.0 - (1.0 - exact) as f32;
        let off = f64::from(rounded) - exact;
        (off.abs() * steps > ROUNDING * exact && exact > 0.5).then(|| {
            let other = if off > 0.0 { rounded.next_down() } else { rounded.next_up() };
            Self { decay: 1.0 - other, often: off / (f64::from(rounded) - f64::from(other)) }
        })
    }

    /// The share that the step of this number removes instead, from 0, if it is one of those.
    pub(super) fn at(self, step: u32) -> Option<f32> {
        let until = |steps: f64| (steps * self.often).floor();
        (until(f64::from(step) + 1.0) > until(f64::from(step))).then_some(self.decay)
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
        Rule::Uniform | Rule::None => None,
        _ => left,
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
