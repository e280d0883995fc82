//! All that a lab knows of what learns.

use ndarray::{ArrayView2, Axis};

use crate::net::{Activation, Mlp, Params, Step, Weights};
use crate::sleep::{Downscale, SetPoint, downscale};

/// Something that learns by day and sleeps at night.
pub(super) trait Learner: Send {
    /// One gradient step on a batch (rows × features, rows × outputs); the batch's mean loss before
    /// it, not finite if the learner has diverged.
    fn learn(&mut self, inputs: ArrayView2<'_, f32>, targets: ArrayView2<'_, f32>, step: &Step) -> f32;

    /// Each example's error in the last batch learnt.
    fn errors(&self) -> &[f32];

    /// One stage of NREM that removes `share`.
    fn downscale(&mut self, rule: &Downscale, share: f64);

    /// Answers to a slice of questions, rows × outputs: scores of classes, or values.
    fn answer(&mut self, inputs: ArrayView2<'_, f32>) -> ArrayView2<'_, f32>;

    /// The answer to one question, without touching any state; for display.
    fn reflect(&self, features: &[f32]) -> Vec<f32>;

    /// The weights of a linear map from features to one value, if that is what it is.
    fn linear(&self) -> Option<Vec<f32>>;

    /// Measures of the weights.
    fn weights(&self) -> Weights;

    /// Forgets its velocities.
    fn rest(&mut self);

    /// A hidden unit (layer from 1, unit from 0) loses its weights, in and out, and its bias.
    fn lesion(&mut self, layer: usize, unit: usize);

    /// The first layer (from 1) that holds a number that is not finite.
    fn fault(&self) -> Option<usize>;

    /// Appends the canonical state, little-endian.
    fn write_state(&self, bytes: &mut Vec<u8>);

    /// Takes a state that was written.
    fn read_state(&mut self, bytes: &[u8]) -> usize;
}

/// A multilayer perceptron that remembers its weights' totals at birth.
pub(super) struct Perceptron {
    net: Mlp,
    activation: Activation,
    birth: SetPoint,
}

impl Perceptron {
    pub(super) fn new(net: Mlp, params: &Params) -> Self {
        let birth = SetPoint::of(&net);
        Self { net, activation: params.activation, birth }
    }
}

impl Learner for Perceptron {
    fn learn(&mut self, inputs: ArrayView2<'_, f32>, targets: ArrayView2<'_, f32>, step: &Step) -> f32 {
        self.net.train(inputs, targets, step)
    }

    fn errors(&self) -> &[f32] {
        self.net.errors()
    }

    fn downscale(&mut self, rule: &Downscale, share: f64) {
        downscale(&mut self.net, rule, share, &self.birth);
    }

    fn answer(&mut self, inputs: ArrayView2<'_, f32>) -> ArrayView2<'_, f32> {
        self.net.predict(inputs)
    }

    fn reflect(&self, features: &[f32]) -> Vec<f32> {
        let mut signal = features.to_vec();
        let layers = self.net.layers();
        for (number, layer) in layers.iter().enumerate() {
            let mut next = vec![0.0; layer.weights.ncols()];
            for (out, bias) in next.iter_mut().zip(&layer.bias) {
                *out = *bias;
            }
            for (value, row) in signal.iter().zip(layer.weights.axis_iter(Axis(0))) {
                for (out, weight) in next.iter_mut().zip(row) {
                    *out += value * weight;
                }
            }
            if number + 1 < layers.len() {
                for out in &mut next {
                    *out = match self.activation {
                        Activation::Tanh => crate::math::tanh(*out),
                        Activation::Relu => out.max(0.0),
                    };
                }
            }
            signal = next;
        }
        signal
    }

    fn linear(&self) -> Option<Vec<f32>> {
        let [layer] = self.net.layers() else { return None };
        let mut weights: Vec<f32> = layer.weights.column(0).to_vec();
        if let (Some(constant), Some(bias)) = (weights.first_mut(), layer.bias.first()) {
            *constant += bias;
        }
        (layer.weights.ncols() == 1).then_some(weights)
    }

    fn weights(&self) -> Weights {
        self.net.weights()
    }

    fn rest(&mut self) {
        for velocity in self.net.velocities_mut() {
            velocity.weights.fill(0.0);
            velocity.bias.fill(0.0);
        }
    }

    fn lesion(&mut self, layer: usize, unit: usize) {
        let silence = |layers: &mut [crate::net::Layer]| {
            if let Some(before) = layers.get_mut(layer - 1) {
                before.weights.column_mut(unit).fill(0.0);
                if let Some(bias) = before.bias.get_mut(unit) {
                    *bias = 0.0;
                }
            }
            if let Some(after) = layers.get_mut(layer) {
                after.weights.row_mut(unit).fill(0.0);
            }
        };
        silence(self.net.layers_mut());
        silence(self.net.velocities_mut());
    }

    fn fault(&self) -> Option<usize> {
        self.net.fault().map(|layer| layer + 1)
    }

    fn write_state(&self, bytes: &mut Vec<u8>) {
        self.net.write_state(bytes);
    }

    fn read_state(&mut self, bytes: &[u8]) -> usize {
        self.net.read_state(bytes)
    }
}
