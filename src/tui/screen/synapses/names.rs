//! What weights lead from and to, in words.

use super::View;
use crate::data::Encoder;
use crate::task::Params;

/// Pixels in a row of an image.
pub const SIDE: usize = 8;

impl View<'_> {
    /// Whether inputs of the first layer are pixels.
    pub fn has_pixels(&self) -> bool {
        matches!(self.app.lab().world().params, Params::Digits(_))
    }

    /// An input of the layer: a pixel, a feature, a hidden unit.
    pub fn input(&self, input: usize) -> String {
        match self.state.layer() {
            0 if self.has_pixels() => format!("pixel row {}, column {}", input / SIDE + 1, input % SIDE + 1),
            0 => match self.app.lab().world().encoder {
                Encoder::Legendre { .. } => format!("P{input}(x)"),
                Encoder::Identity if self.weights.nrows() == 1 => "x".to_owned(),
                Encoder::Identity => format!("input {input}"),
            },
            _ => format!("unit {input}"),
        }
    }

    /// A neuron of the layer: a hidden unit, an answer.
    pub fn neuron(&self, neuron: usize) -> String {
        match () {
            () if self.state.layer() + 1 < self.layers => format!("unit {neuron}"),
            () if self.app.lab().world().is_classes() => format!("answer {neuron}"),
            () => "the answer".to_owned(),
        }
    }

    /// What rows and columns of the map are.
    pub fn axes(&self) -> (&'static str, &'static str) {
        let layer = self.state.layer();
        let rows = match layer {
            0 if self.has_pixels() => "pixels",
            0 => "inputs",
            _ => "hidden units",
        };
        (rows, if layer + 1 < self.layers { "hidden units" } else { "answers" })
    }
}

/// A weight with its sign, three digits of it.
pub fn weight(value: f32) -> String {
    let value = f64::from(value);
    let digits = match value.abs() {
        size if !size.is_finite() => return "not finite".to_owned(),
        1e5.. => return format!("{value:+.1e}").replace('-', "−"),
        100.0.. => 0,
        10.0.. => 1,
        1.0.. => 2,
        _ => 3,
    };
    if value == 0.0 { "0".to_owned() } else { format!("{value:+.digits$}").replace('-', "−") }
}
