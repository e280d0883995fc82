//! `set-point`: downward only, the share δ of the way back to Σ|w| at birth, per layer or per neuron.
//!
//! What stands above birth shrinks by the split of δ in every cycle, so that a night goes δ of the way.

use ndarray::Axis;

use super::{Downscale, Portion, Site};
use crate::sleep::Per;

pub(super) fn shrink(site: &mut Site<'_>, rule: &Downscale, portion: Portion) -> Vec<f32> {
    let share = portion.of(rule.amount);
    let factor = |now: f64, born: f64| if now > born { ((now - share * (now - born)) / now) as f32 } else { 1.0 };
    let now = site.neurons();
    let factors: Vec<f32> = match rule.per {
        Per::Neuron => now.iter().zip(site.totals).map(|(now, born)| factor(*now, *born)).collect(),
        Per::Layer => vec![factor(now.iter().sum(), site.totals.iter().sum()); now.len()],
    };
    site.along(Axis(1), &factors);
    if rule.biases {
        site.biases(&factors);
    }
    factors
}
