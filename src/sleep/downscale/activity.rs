//! `activity`: what was replayed is spared, w ← w·(1 − δ·(1 − R)), with R from 0 to 1 the activity in
//! the newest dreams of the unit that the weight comes from (after González-Rueda et al. 2018: synapses
//! whose input was active in slow-wave sleep did not weaken).
//!
//! R is the unit's mean |activation| over the activity of the most active unit of its layer; see
//! [`Activity`](crate::sleep::Activity). Who has not dreamt yet has R = 0 and loses δ of everything. Each
//! weight's share is split over the cycles as for `uniform`, so that under the same R a night comes to
//! δ·(1 − R).

use ndarray::Axis;

use super::{Downscale, Portion, Site};

pub(super) fn shrink(site: &mut Site<'_>, rule: &Downscale, portion: Portion) -> Vec<f32> {
    let before = site.total();
    let top = site.activity.iter().fold(0.0, |top: f32, active| top.max(*active));
    let factor = |input: usize| {
        let active = site.activity.get(input).copied().unwrap_or(0.0);
        let replayed = if top > 0.0 { f64::from(active / top) } else { 0.0 };
        (1.0 - portion.of(rule.amount * (1.0 - replayed))) as f32
    };
    let factors: Vec<f32> = (0..site.layer.weights.nrows()).map(factor).collect();
    site.along(Axis(0), &factors);
    site.left_of(before)
}
