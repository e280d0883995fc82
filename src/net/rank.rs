//! Stable rank: over how many directions a layer's weights are spread.

use ndarray::ArrayView2;

use super::Mlp;
use crate::math;

/// Rounds of the power iteration, for layers of up to [`SMALL`] weights.
const ROUNDS: usize = 32;
/// Larger layers get fewer rounds, at least [`LEAST`], so that a measure stays a matter of milliseconds.
const SMALL: usize = 1 << 17;
const LEAST: usize = 8;
/// Lanes that are summed apart and folded at the end: one order of summation, whatever the vector width.
const LANES: usize = 8;

/// `‖W‖²_F / ‖W‖²₂` of a matrix: from 1, where all its rows are multiples of one, to its rank, where its singular
/// values are equal (Rudelson & Vershynin 2007). NaN where all weights are 0.
///
/// ‖W‖²₂ is found by 32 rounds of power iteration on `WᵀW` (8 and more for over 131 072 weights) from a fixed start. It
/// comes up to the largest from below, so that the stable rank is never told too small.
#[must_use]
pub fn stable_rank(weights: ArrayView2<'_, f32>) -> f64 {
    let (rows, columns) = weights.dim();
    // The narrow side is iterated on; row-major, whatever the kernel's layout.
    let matrix: Vec<f32> = weights.iter().copied().collect();
    let rounds = (ROUNDS * SMALL / matrix.len().max(1)).clamp(LEAST, ROUNDS);
    // Golden-ratio steps: no two places alike, and no pattern that weights would share.
    let start = |place: usize| ((place as f64 * 0.618_033_988_749_895).fract() + 0.5) as f32;
    let mut right: Vec<f32> = (0..columns).map(start).collect();
    let mut left = vec![0.0f32; rows];
    let total = square(&matrix);
    let mut largest = 0.0;
    for _ in 0..rounds {
        let length = square(&right).sqrt();
        if !(length > 0.0 && length.is_finite()) {
            break;
        }
        for value in &mut right {
            *value = (f64::from(*value) / length) as f32;
        }
        times(&matrix, &right, &mut left);
        // v is of length 1: ‖Wv‖² is at most ‖W‖²₂.
        largest = square(&left);
        times_transposed(&matrix, &left, &mut right);
    }
    total / largest
}

/// Σ x².
fn square(values: &[f32]) -> f64 {
    math::dispatch(
        #[inline(always)]
        || {
            let mut lanes = [0.0f64; LANES];
            for chunk in values.chunks(LANES) {
                for (lane, value) in lanes.iter_mut().zip(chunk) {
                    *lane += f64::from(*value) * f64::from(*value);
                }
            }
            lanes.iter().sum()
        },
    )
}

/// left ← W·right.
fn times(matrix: &[f32], right: &[f32], left: &mut [f32]) {
    math::dispatch(
        #[inline(always)]
        || {
            for (row, out) in matrix.chunks_exact(right.len()).zip(left) {
                let mut lanes = [0.0f32; LANES];
                for (weights, values) in row.chunks(LANES).zip(right.chunks(LANES)) {
                    for ((lane, weight), value) in lanes.iter_mut().zip(weights).zip(values) {
                        *lane += weight * value;
                    }
                }
                *out = lanes.iter().sum();
            }
        },
    );
}

/// right ← Wᵀ·left.
fn times_transposed(matrix: &[f32], left: &[f32], right: &mut [f32]) {
    math::dispatch(
        #[inline(always)]
        || {
            right.fill(0.0);
            for (row, value) in matrix.chunks_exact(right.len()).zip(left) {
                for (out, weight) in right.iter_mut().zip(row) {
                    *out += value * weight;
                }
            }
        },
    );
}

impl Mlp {
    /// The stable rank of every layer's weights, the first first.
    pub fn stable_ranks(&self) -> Vec<f64> {
        self.layers().iter().map(|layer| stable_rank(layer.weights.view())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Array2;

    #[test]
    fn known_matrices_have_their_ranks() {
        let near = |found: f64, wanted: f64| assert!((found / wanted - 1.0).abs() < 1e-3, "{found} is not {wanted}");
        near(stable_rank(Array2::eye(7).view()), 7.0);
        near(
            stable_rank(
                Array2::from_shape_fn((5, 9), |(row, column)| (row as f32 - 1.5) * (column as f32 - 3.2)).view(),
            ),
            1.0,
        );
        let weights = [3.0, -1.0, 1.0, 0.5];
        let diagonal = Array2::from_shape_fn((4, 6), |(row, column)| if row == column { weights[row] } else { 0.0 });
        near(stable_rank(diagonal.view()), (9.0 + 1.0 + 1.0 + 0.25) / 9.0);
        near(stable_rank(diagonal.t()), 11.25 / 9.0);
        assert!(stable_rank(Array2::zeros((3, 3)).view()).is_nan());
    }

    #[test]
    fn the_largest_singular_value_is_found_as_an_eigenvalue() {
        // ‖W‖²₂ of a 2-column matrix in closed form.
        let weights = Array2::from_shape_fn((40, 2), |(row, column)| ((row * 7 + column * 3) % 11) as f32 / 11.0 - 0.4);
        let gram = weights.t().dot(&weights);
        let (a, b, c) = (f64::from(gram[(0, 0)]), f64::from(gram[(0, 1)]), f64::from(gram[(1, 1)]));
        let largest = f64::midpoint(a, c) + (((a - c) / 2.0).powi(2) + b * b).sqrt();
        let found = stable_rank(weights.view());
        assert!((found * largest / (a + c) - 1.0).abs() < 1e-5, "{found}");
    }
}
