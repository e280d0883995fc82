//! Losses and their gradients.

#![expect(clippy::inline_always, reason = "must be compiled for the instruction set of the dispatch around it")]

use ndarray::ArrayViewMut2;

use crate::math;

/// What training minimises, a mean over the batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// −Σ t ln p with p the softmax of the outputs in single precision; targets are probability rows.
    CrossEntropy,
    /// ½ Σ (y − t)², summed over outputs.
    HalfSquared,
}

impl Loss {
    /// Turns outputs (rows × width) into the gradient of each example's loss with respect to them; returns the sum of
    /// the losses. `errors`, one per row: 1 − Σ t p, or the length of the residual.
    pub(super) fn gradient(self, outputs: &mut [f32], targets: &[f32], width: usize, errors: &mut [f32]) -> f64 {
        math::dispatch(
            #[inline(always)]
            || match self {
                Self::CrossEntropy => cross_entropy(outputs, targets, width, errors),
                Self::HalfSquared => half_squared(outputs, targets, width, errors),
            },
        )
    }
}

/// Replaces rows of logits by their softmax; the sums run from the first to the last column.
///
/// # Panics
/// If the array is not in standard layout.
pub fn softmax_rows(logits: ArrayViewMut2<'_, f32>) {
    let width = logits.ncols();
    let logits = logits.into_slice().expect("logits are in standard layout");
    math::dispatch(
        #[inline(always)]
        || softmax(logits, width),
    );
}

#[inline(always)]
fn softmax(logits: &mut [f32], width: usize) {
    if width == 0 {
        return;
    }
    for row in logits.chunks_exact_mut(width) {
        let top = row.iter().fold(f32::NEG_INFINITY, |top, &z| if z > top { z } else { top });
        for z in row {
            *z -= top;
        }
    }
    // Over the whole block at once: rows are too short to fill vectors.
    for z in &mut *logits {
        *z = math::exp(*z);
    }
    for row in logits.chunks_exact_mut(width) {
        let total = row.iter().fold(0.0, |sum, &e| sum + e);
        let share = 1.0 / total;
        for e in row {
            *e *= share;
        }
    }
}

/// Lanes of the sum over examples and classes, folded at the end: one order, whatever the vector width.
const LANES: usize = 8;

#[inline(always)]
fn cross_entropy(outputs: &mut [f32], targets: &[f32], width: usize, errors: &mut [f32]) -> f64 {
    softmax(outputs, width);
    let mut lanes = [0.0f64; LANES];
    let mut add = |outputs: &[f32], targets: &[f32]| {
        for ((lane, &p), &t) in lanes.iter_mut().zip(outputs).zip(targets) {
            let term = t * math::ln(p);
            // 0·ln 0 counts as 0.
            *lane -= f64::from(if t == 0.0 { 0.0 } else { term });
        }
    };
    let (blocks, rest) = outputs.as_chunks::<LANES>();
    let (target_blocks, target_rest) = targets.as_chunks::<LANES>();
    for (block, target) in blocks.iter().zip(target_blocks) {
        add(block, target);
    }
    add(rest, target_rest);
    let mut total: f64 = lanes.iter().sum();
    for ((row, target), error) in outputs.chunks_exact_mut(width).zip(targets.chunks_exact(width)).zip(errors) {
        let mut believed = 0.0;
        for (p, &t) in row.iter_mut().zip(target) {
            believed += t * *p;
            *p -= t;
        }
        *error = 1.0 - believed;
        // A NaN without a share in the target went unseen above.
        if believed.is_nan() {
            total = f64::NAN;
        }
    }
    total
}

#[inline(always)]
fn half_squared(outputs: &mut [f32], targets: &[f32], width: usize, errors: &mut [f32]) -> f64 {
    let mut total = 0.0;
    for ((row, target), error) in outputs.chunks_exact_mut(width).zip(targets.chunks_exact(width)).zip(errors) {
        let mut square = 0.0;
        for (y, &t) in row.iter_mut().zip(target) {
            *y -= t;
            square += *y * *y;
        }
        *error = square.sqrt();
        total += 0.5 * f64::from(square);
    }
    total
}
