//! What weights lead from and to, in words.

use super::View;
use crate::data::Encoder;
use crate::data::Form;

impl View<'_> {
    /// Width and height of an image, where inputs of the first layer are its pixels.
    pub fn pixels(&self) -> Option<(usize, usize)> {
        match self.app.lab().world().form {
            Form::Image { width, height } => Some((width, height)),
            _ => None,
        }
    }

    /// Whether inputs of the first layer are pixels.
    pub fn has_pixels(&self) -> bool {
        self.pixels().is_some()
    }

    /// An input of the layer: a pixel, a feature, a hidden unit.
    pub fn input(&self, input: usize) -> String {
        if self.state.layer() > 0 {
            return format!("unit {input}");
        }
        let world = self.app.lab().world();
        match (&world.encoder, &world.form) {
            (Encoder::Legendre { .. }, _) => format!("P{input}(x)"),
            (Encoder::Identity, Form::Image { width, .. }) => {
                format!("pixel row {}, column {}", input / width + 1, input % width + 1)
            }
            (Encoder::Identity, Form::Line) => "x".to_owned(),
            (Encoder::Identity, Form::Plane) => ["x", "y"].get(input).copied().unwrap_or("input").to_owned(),
            (Encoder::Identity, Form::Row(columns)) => {
                columns.get(input).cloned().unwrap_or_else(|| format!("input {input}"))
            }
        }
    }

    /// A neuron of the layer: a hidden unit, an answer.
    pub fn neuron(&self, neuron: usize) -> String {
        match () {
            () if self.app.lab().world().params.recalls() => self.input(neuron),
            () if self.state.layer() + 1 < self.layers => format!("unit {neuron}"),
            () if self.app.lab().world().is_classes() => {
                let name = self.app.lab().world().classes.get(neuron).cloned();
                format!("answer {}", name.unwrap_or_else(|| neuron.to_string()))
            }
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
        if self.app.lab().world().params.recalls() {
            return ("neurons", "neurons");
        }
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
