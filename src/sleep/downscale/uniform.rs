//! `uniform`: every weight loses the same share, w ← (1 − δ)·w.
//!
//! A night's δ is split over its cycles as 1 − (1 − δ)^(1/cycles), which comes to δ.

use ndarray::Axis;

use super::{Downscale, Portion, Site};

pub(super) fn shrink(site: &mut Site<'_>, rule: &Downscale, portion: Portion) -> Vec<f32> {
    let factors = vec![(1.0 - portion.of(rule.amount)) as f32; site.layer.weights.ncols()];
    site.along(Axis(1), &factors);
    if rule.biases {
        site.biases(&factors);
    }
    factors
}
