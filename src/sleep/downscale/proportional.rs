//! `proportional`: the larger a weight, the larger the share that it loses.
//!
//! A weight shrinks at a rate in proportion to its size, dw/dt = −w·|w|, for as long as it takes Σ|w| of
//! its layer to fall by δ: w ← w/(1 + k|w|), with the k ≥ 0 that does it (after de Vivo et al. 2017, who
//! found synapses to shrink in proportion to their size). No weight changes its sign, none overtakes a
//! larger one, and there is a k for every δ below 1. As 1/|w| only grows by k, the cycles of a night
//! together do exactly what one would: k adds up, and so Σ|w| falls by δ.

use super::{Downscale, Portion, Site};
use crate::math;

/// Σ|w| may be off by this share of itself.
const CLOSE: f64 = 1e-12;
/// Steps at most; about five are needed.
const STEPS: usize = 100;

pub(super) fn shrink(site: &mut Site<'_>, rule: &Downscale, portion: Portion) -> Vec<f32> {
    let before = site.total();
    let wanted = before * (1.0 - portion.of(rule.amount));
    let k = if wanted < before { strength(site.weights(), wanted) } else { 0.0 };
    if k.is_finite() {
        site.each(|weight| (1.0 / (1.0 + k * f64::from(weight.abs()))) as f32);
    } else {
        site.each(|_| 0.0);
    }
    let factors = site.left_of(before);
    if rule.biases {
        site.biases(&factors);
    }
    factors
}

/// The k that leaves so much of Σ|w|, infinite for nothing. Newton's method on 1/Σ, which is concave in
/// k and nearly a line: it comes up to the root from below.
fn strength(weights: &[f32], wanted: f64) -> f64 {
    if wanted <= 0.0 {
        return f64::INFINITY;
    }
    let mut k = 0.0;
    for _ in 0..STEPS {
        let (sum, slope) = sums(weights, k);
        let off = sum / wanted - 1.0;
        // So that what is not a number, in a life that has diverged, ends it.
        if !(off > CLOSE && slope > 0.0) {
            break;
        }
        k += sum * off / slope;
    }
    k
}

/// Lanes that are summed apart: one order of summation, whatever the vector width.
const LANES: usize = 8;

/// Σ a/(1 + ka) and Σ (a/(1 + ka))² over a = |w|.
fn sums(weights: &[f32], k: f64) -> (f64, f64) {
    math::dispatch(
        #[inline(always)]
        || {
            let (mut sum, mut square) = ([0.0; LANES], [0.0; LANES]);
            for chunk in weights.chunks(LANES) {
                for ((weight, sum), square) in chunk.iter().zip(&mut sum).zip(&mut square) {
                    let size = f64::from(weight.abs());
                    let left = size / (1.0 + k * size);
                    *sum += left;
                    *square += left * left;
                }
            }
            (sum.iter().sum(), square.iter().sum())
        },
    )
}
