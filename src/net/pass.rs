//! Passes over rows that are not products: the same bytes on every machine, whichever kernel multiplies.

#![expect(clippy::inline_always, reason = "must be compiled for the instruction set of the dispatch around it")]

use super::Activation;
use crate::math;

/// Adds the bias (none if empty) to every row of `width` and applies the activation, if any.
pub fn activate(rows: &mut [f32], width: usize, bias: &[f32], activation: Option<Activation>) {
    math::dispatch(
        #[inline(always)]
        || match activation {
            // In this form a NaN stays one.
            Some(Activation::Relu) => map_rows(rows, width, bias, |z| if z < 0.0 { 0.0 } else { z }),
            Some(Activation::Tanh) => map_rows(rows, width, bias, math::tanh),
            None => map_rows(rows, width, bias, |z| z),
        },
    );
}

/// z ← f(z + bias) in every row.
#[inline(always)]
fn map_rows(rows: &mut [f32], width: usize, bias: &[f32], f: impl Fn(f32) -> f32) {
    if bias.is_empty() {
        for z in rows {
            *z = f(*z);
        }
    } else {
        for row in rows.chunks_exact_mut(width) {
            for (z, &b) in row.iter_mut().zip(bias) {
                *z = f(*z + b);
            }
        }
    }
}

/// Multiplies gradients by the activation's derivative, written in terms of its value.
pub fn derive(gradients: &mut [f32], values: &[f32], activation: Activation) {
    math::dispatch(
        #[inline(always)]
        || match activation {
            Activation::Relu => {
                for (g, &a) in gradients.iter_mut().zip(values) {
                    // A product, not a choice: that would be compiled to masked stores, which are slow.
                    *g *= if a > 0.0 { 1.0 } else { 0.0 };
                }
            }
            Activation::Tanh => {
                for (g, &a) in gradients.iter_mut().zip(values) {
                    *g *= 1.0 - a * a;
                }
            }
        },
    );
}

/// Divides each example's gradient by max(1, η‖φ‖²), φ its inputs (and a 1 if there is a bias): normalised LMS.
pub fn normalize(gradients: &mut [f32], width: usize, inputs: &[f32], features: usize, bias: bool, learning_rate: f32) {
    math::dispatch(
        #[inline(always)]
        || {
            for (row, input) in gradients.chunks_exact_mut(width).zip(inputs.chunks_exact(features)) {
                let square = input.iter().fold(if bias { 1.0 } else { 0.0 }, |sum, &x| sum + x * x);
                let size = learning_rate * square;
                if size > 1.0 {
                    for g in row {
                        *g /= size;
                    }
                }
            }
        },
    );
}

/// Sums over rows, from the first to the last.
pub fn column_sums(rows: &[f32], width: usize, sums: &mut [f32]) {
    math::dispatch(
        #[inline(always)]
        || {
            sums.fill(0.0);
            for row in rows.chunks_exact(width) {
                for (sum, &value) in sums.iter_mut().zip(row) {
                    *sum += value;
                }
            }
        },
    );
}

/// values ← factor·values.
pub fn scale(values: &mut [f32], factor: f32) {
    math::dispatch(
        #[inline(always)]
        || {
            for value in values {
                *value *= factor;
            }
        },
    );
}

/// values ← keep·values + factor·terms.
pub fn blend(values: &mut [f32], keep: f32, terms: &[f32], factor: f32) {
    math::dispatch(
        #[inline(always)]
        || {
            for (value, &term) in values.iter_mut().zip(terms) {
                *value = keep * *value + factor * term;
            }
        },
    );
}
