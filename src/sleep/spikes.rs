//! Sleep replay consolidation: by night a net without biases is one of spiking neurons, which replays what it
//! saw on the whole and changes by a local rule (Tadros, Krishnan, Ramyaa & Bazhenov 2022, "Sleep-like
//! unsupervised replay reduces catastrophic forgetting in artificial neural networks").
//!
//! In a step input i of x fires with chance min(1, 2·dt·rate·x). Layer by layer a neuron's potential becomes
//! v ← 0.999·v + α·Σ w of what fired before it; where v ≥ β it fires, and v ← 0. Then the weights into every
//! neuron that fired change: from what fired too w ← w + inc·g(w), from what was silent w ← w − dec·g(w), with
//! g(w) = 2/(1 + e^(w/0.001)), so that hardly any but negative weights learn.
//!
//! Silent neurons cost nothing: only rows of weights are added whose neuron fired, and only columns change whose
//! neuron fired.

mod params;
mod raster;

pub use params::{Spiking, Thresholds};
pub use raster::Raster;

use crate::math;
use crate::net::Layer;
use crate::rng::{Purpose, Stream};

/// What a step leaves of a potential.
const LEAK: f32 = 0.999;

/// How steep g is, per unit of weight.
const STEEP: f32 = 1000.0;

/// Above this weight e^(w/0.001) is beyond 32 bits and g is 0.
const STILL: f32 = 0.1;

/// How much of the rule's step a weight takes.
#[must_use]
#[inline]
pub fn share(weight: f32) -> f32 {
    2.0 / (1.0 + math::exp(weight * STEEP))
}

/// Each layer's gain α: the scale, normalised by data. With fₗ the larger of the layer's largest weight and the largest
/// value that it gave to any experience lived so far, αₗ = scale/fₗ; where gains are chained, scale · fₗ₋₁/fₗ with
/// f₀ = 1, which makes up for what the layer before lost (Diehl et al. 2015). A layer that gives nothing has no gain.
#[must_use]
pub fn gains(params: &Spiking, layers: &[Layer], loudest: &[f32]) -> Vec<f32> {
    let largest = |layer: &Layer| layer.weights.iter().fold(0.0f32, |largest, weight| largest.max(*weight));
    let factors = layers.iter().zip(loudest).map(|(layer, loudest)| f64::from(largest(layer).max(*loudest)));
    let mut before = 1.0;
    let gain = |factor: f64| {
        let gain = if factor > 0.0 { params.scale * before / factor } else { 0.0 };
        if params.chained {
            before = factor;
        }
        gain as f32
    };
    factors.map(gain).collect()
}

/// A net asleep: its potentials, and what fired in the step that was taken last.
#[derive(Debug, Clone)]
pub struct Spikes {
    params: Spiking,
    /// Width and height of what is seen, if it is an image.
    image: Option<[usize; 2]>,
    /// The chance that each input fires in a step in which it is seen.
    chances: Vec<f32>,
    gains: Vec<f32>,
    /// Per layer.
    potentials: Vec<Vec<f32>>,
    /// Who fired in the last step, from the inputs on, in order.
    fired: Vec<Vec<u32>>,
    chance: Stream,
    places: Stream,
    raster: Raster,
    draws: Vec<f32>,
    /// What arrives at each neuron of a layer.
    arriving: Vec<f32>,
    /// What the rule adds to a weight from each neuron of a layer, as a multiple of g.
    steps: Vec<f32>,
}

impl Spikes {
    /// A net that falls asleep on a night, under the seed of dreams: all potentials are 0. `mean` is the mean of
    /// all that it learnt so far, input by input; `gains` are those of [`gains`].
    #[must_use]
    pub fn new(
        params: &Spiking,
        (seed, night): (u64, u32),
        (mean, image): (&[f32], Option<[usize; 2]>),
        (layers, gains): (&[Layer], Vec<f32>),
    ) -> Self {
        let often = 2.0 * params.dt * params.rate;
        let chances: Vec<f32> = mean.iter().map(|x| (often * f64::from(*x)).clamp(0.0, 1.0) as f32).collect();
        let widths: Vec<usize> = layers.iter().map(|layer| layer.weights.ncols()).collect();
        let widest = widths.iter().copied().max().unwrap_or(0).max(mean.len());
        let of = |purpose| Stream::new(seed, purpose, night);
        Self {
            params: *params,
            image: image.filter(|_| params.window > 0),
            gains,
            potentials: widths.iter().map(|width| vec![0.0; *width]).collect(),
            fired: vec![Vec::new(); widths.len() + 1],
            chance: of(Purpose::Spikes),
            places: of(Purpose::Window),
            raster: Raster::new([mean.len()].into_iter().chain(widths)),
            draws: vec![0.0; mean.len()],
            arriving: vec![0.0; widest],
            steps: vec![0.0; widest],
            chances,
        }
    }

    /// Draws by another seed of dreams from the next step on.
    pub fn reseed(&mut self, (seed, night): (u64, u32)) {
        self.chance = Stream::new(seed, Purpose::Spikes, night);
        self.places = Stream::new(seed, Purpose::Window, night);
    }

    /// Who fired in the last step: the inputs, then layer by layer.
    #[must_use]
    pub fn fired(&self) -> &[Vec<u32>] {
        &self.fired
    }

    /// Each layer's potentials.
    #[must_use]
    pub fn potentials(&self) -> &[Vec<f32>] {
        &self.potentials
    }

    /// Each layer's gain.
    #[must_use]
    pub fn gains(&self) -> &[f32] {
        &self.gains
    }

    /// How many weights there are.
    #[must_use]
    pub fn weights(&self) -> usize {
        self.raster.widths().windows(2).map(|fan| fan[0] * fan[1]).sum()
    }

    /// What fired in the newest steps, for display.
    #[must_use]
    pub const fn raster(&self) -> &Raster {
        &self.raster
    }

    /// The step of this number of the night, from 0, through the layers of a net without biases.
    pub fn step(&mut self, layers: &mut [Layer], step: u32) {
        self.perceive(step);
        let (increment, decrement) = (self.params.increment as f32, self.params.decrement as f32);
        for (number, layer) in layers.iter_mut().enumerate() {
            let (before, after) = self.fired.split_at_mut(number + 1);
            let (given, fired) = (&before[number], &mut after[0]);
            fired.clear();
            let potentials = &mut self.potentials[number];
            let arriving = &mut self.arriving[..potentials.len()];
            arriving.fill(0.0);
            for neuron in given {
                for (sum, weight) in arriving.iter_mut().zip(layer.weights.row(*neuron as usize)) {
                    *sum += weight;
                }
            }
            let (gain, threshold) = (self.gains[number], self.params.thresholds.of(number) as f32);
            for ((neuron, potential), arriving) in (0..).zip(potentials).zip(arriving) {
                *potential = LEAK * *potential + gain * *arriving;
                if *potential >= threshold {
                    *potential = 0.0;
                    fired.push(neuron);
                }
            }
            if !fired.is_empty() {
                let steps = &mut self.steps[..layer.weights.nrows()];
                steps.fill(-decrement);
                for neuron in given {
                    steps[*neuron as usize] = increment;
                }
                learn(layer, steps, fired);
            }
        }
        self.raster.note(&self.fired);
    }

    /// Draws which inputs fire in a step: each by its chance, of an image only those in a window that lies
    /// anywhere within it, another one in every step.
    fn perceive(&mut self, step: u32) {
        let fired = &mut self.fired[0];
        fired.clear();
        let Some([width, height]) = self.image else {
            self.chance.uniforms(step, &mut self.draws);
            let draws = self.draws.iter().zip(&self.chances);
            fired.extend((0..).zip(draws).filter(|(_, (draw, chance))| draw < chance).map(|(input, _)| input));
            return;
        };
        let [across, down] = [width, height].map(|side| self.params.window.min(side));
        let mut place = [0.0; 2];
        self.places.uniforms(step, &mut place);
        let within = |draw: f32, room: usize| ((draw * (room + 1) as f32) as usize).min(room);
        let [left, top] = [within(place[0], width - across), within(place[1], height - down)];
        let draws = &mut self.draws[..across * down];
        self.chance.uniforms(step, draws);
        for (row, draws) in draws.chunks_exact(across).enumerate() {
            let first = (top + row) * width + left;
            let drawn = draws.iter().zip(&self.chances[first..first + across]);
            let fires = (first as u32..).zip(drawn).filter(|(_, (draw, chance))| draw < chance);
            fired.extend(fires.map(|(input, _)| input));
        }
    }

    /// Appends the potentials, little-endian, with the gains that they follow.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        let values = self.potentials.iter().flatten().chain(&self.gains).chain(&self.chances);
        bytes.extend(values.flat_map(|value| value.to_le_bytes()));
    }
}

/// Changes the weights into the neurons that fired, by `steps` times g for each neuron before them.
fn learn(layer: &mut Layer, steps: &[f32], fired: &[u32]) {
    for (mut weights, step) in layer.weights.rows_mut().into_iter().zip(steps) {
        for neuron in fired {
            let weight = &mut weights[*neuron as usize];
            // A NaN stays one, and is found.
            if weight.is_nan() || *weight <= STILL {
                *weight += step * share(*weight);
            }
        }
    }
}

#[cfg(test)]
mod tests;
