//! The world of one seed: what is lived, and what is asked.

use super::{Calendar, Params, Syllabus, curve, digits};
use crate::data::{Encoder, Examples};

/// All the examples of a task under one seed.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// The task.
    pub params: Params,
    /// What is lived.
    pub train: Examples,
    /// Held out, with true targets.
    pub validation: Examples,
    /// What the net is tested on, with true targets.
    pub test: Examples,
    /// Outside the range that is lived; empty but for curves.
    pub beyond: Examples,
    /// What of it is lived on which day.
    pub calendar: Calendar,
    /// From raw inputs to features.
    pub encoder: Encoder,
}

impl World {
    /// The world of a seed.
    #[must_use]
    pub fn new(params: &Params, syllabus: &Syllabus, seed: u64) -> Self {
        let encoder = match params {
            Params::Digits(_) => Encoder::Identity,
            Params::Curve(curve) => curve.encoder(),
        };
        let [train, validation, test, beyond] = match params {
            Params::Digits(params) => {
                let [train, validation, test] = digits::sets(params, seed);
                let none = Examples::of_classes(ndarray::Array2::zeros((0, 64)), &encoder, Vec::new(), 10);
                [train, validation, test, none]
            }
            Params::Curve(params) => curve::sets(params, seed),
        };
        let calendar = Calendar::new(params.schedule(), syllabus, &train.labels);
        Self { params: *params, calendar, train, validation, test, beyond, encoder }
    }

    /// Whether answers are classes; otherwise they are values.
    #[must_use]
    pub const fn is_classes(&self) -> bool {
        matches!(self.params, Params::Digits(_))
    }

    /// Size of a raw input.
    #[must_use]
    pub fn raw(&self) -> usize {
        self.train.raw.ncols()
    }
}
