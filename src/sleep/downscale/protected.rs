//! `protected`: the largest weights of a layer are spared, and the rest are scaled alike so that Σ|w| of
//! the layer falls by δ all the same (de Vivo et al. 2017: about the largest fifth of the synapses did
//! not shrink).
//!
//! δ is split over the cycles as for `uniform`, each time of the Σ|w| that is left: without dreams
//! between them the same weights are spared every time, and a night comes to δ. Where the rest hold less
//! than is asked of them, all of them become 0, the spared stay whole, and the layer is told short.

use super::{Downscale, Portion, Site};

/// By how much rounding may make the rest seem short.
const ROUNDING: f64 = 1e-9;

pub(super) fn shrink(site: &mut Site<'_>, rule: &Downscale, portion: Portion) -> Vec<f32> {
    let before = site.total();
    let asked = before * portion.of(rule.amount);
    let spared = largest(site, rule.spared);
    let weights = site.layer.weights.iter();
    let rest: f64 = weights.zip(&spared).map(|(w, spared)| if *spared { 0.0 } else { f64::from(w.abs()) }).sum();
    site.short = asked > rest * (1.0 + ROUNDING);
    let factor = if asked > 0.0 { (1.0 - asked / rest).max(0.0) as f32 } else { 1.0 };
    let scale = |weights: &mut ndarray::Array2<f32>| {
        for (weight, _) in weights.iter_mut().zip(&spared).filter(|(_, spared)| !**spared) {
            *weight *= factor;
        }
    };
    scale(&mut site.layer.weights);
    if let Some(velocity) = &mut site.velocity {
        scale(&mut velocity.weights);
    }
    let factors = site.left_of(before);
    if rule.biases {
        site.biases(&factors);
    }
    factors
}

/// Which weights, row by row, are among the largest `share` of a layer; of equals the first.
fn largest(site: &Site<'_>, share: f64) -> Vec<bool> {
    let mut order: Vec<(f32, usize)> = site.layer.weights.iter().map(|weight| weight.abs()).zip(0..).collect();
    let mut spared = vec![false; order.len()];
    let count = ((share * order.len() as f64).round() as usize).min(order.len());
    if count > 0 {
        order.select_nth_unstable_by(count - 1, |(a, first), (b, second)| b.total_cmp(a).then(first.cmp(second)));
    }
    for (_, place) in &order[..count] {
        spared[*place] = true;
    }
    spared
}
