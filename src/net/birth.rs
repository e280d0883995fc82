//! Initial weights.

use ndarray::{Array1, Array2};

use super::{Init, Layer, Mlp, Params};

/// Where initial values are drawn: `net` knows no randomness of its own.
pub struct Birth<'a> {
    /// Fills a slice with independent standard normals for the weights of a layer (counted from 0), in row-major
    /// order (fan-in × fan-out).
    pub normals: &'a mut dyn FnMut(usize, &mut [f32]),
    /// Fills a slice with numbers uniform on (−1, 1), for the first layer's biases.
    pub uniforms: &'a mut dyn FnMut(&mut [f32]),
}

/// Standard deviation of a layer's initial weights.
fn deviation(init: Init, fan_in: usize, fan_out: usize) -> f64 {
    match init {
        Init::FanIn => (1.0 / fan_in as f64).sqrt(),
        Init::He => (2.0 / fan_in as f64).sqrt(),
        Init::Xavier => (2.0 / (fan_in + fan_out) as f64).sqrt(),
        Init::Zero => 0.0,
    }
}

impl Birth<'_> {
    /// Adds `share` of a fresh initialisation to a net that was born with these parameters, as in shrink and perturb
    /// (Ash & Adams 2020).
    pub fn add_to(&mut self, net: &mut Mlp, params: &Params, share: f32) {
        for (index, layer) in net.layers_mut().iter_mut().enumerate() {
            let (fan_in, fan_out) = layer.weights.dim();
            let fresh = self.layer(params, index, fan_in, fan_out);
            layer.weights.scaled_add(share, &fresh.weights);
            layer.bias.scaled_add(share, &fresh.bias);
        }
    }

    /// Layer `index` of a net with these parameters.
    pub(super) fn layer(&mut self, params: &Params, index: usize, fan_in: usize, fan_out: usize) -> Layer {
        let mut layer = Layer {
            weights: Array2::zeros((fan_in, fan_out)),
            bias: Array1::zeros(if params.bias { fan_out } else { 0 }),
        };
        let gain = if index == 0 { params.first_gain } else { 1.0 };
        let scale = (gain * deviation(params.init, fan_in, fan_out)) as f32;
        if scale != 0.0
            && let Some(weights) = layer.weights.as_slice_mut()
        {
            (self.normals)(index, weights);
            for weight in weights {
                *weight *= scale;
            }
        }
        if index == 0
            && params.bias
            && params.first_bias > 0.0
            && let Some(bias) = layer.bias.as_slice_mut()
        {
            (self.uniforms)(bias);
            for value in bias {
                *value *= params.first_bias as f32;
            }
        }
        layer
    }
}
