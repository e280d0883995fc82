//! The one seam between the net and whatever multiplies matrices.

mod portable;

use faer::{Accum, MatMut, MatRef, Par, linalg::matmul::matmul};
use ndarray::{ArrayView2, ArrayViewMut2};

use super::Kernel;

/// dst ← alpha·lhs·rhs, added to what dst holds if `accumulate`. Allocates nothing but, on the first call of a
/// thread, the kernel's own packing buffers.
///
/// Shapes: dst m × n, lhs m × k, rhs k × n. `portable` sums over k in ascending order, in blocks of 256, without
/// fused operations.
///
/// # Panics
/// If the shapes disagree, or if a matrix is neither contiguous nor the transpose of a contiguous one.
pub fn product(
    kernel: Kernel,
    dst: ArrayViewMut2<'_, f32>,
    accumulate: bool,
    lhs: ArrayView2<'_, f32>,
    rhs: ArrayView2<'_, f32>,
    alpha: f32,
) {
    assert!(
        dst.nrows() == lhs.nrows() && lhs.ncols() == rhs.nrows() && rhs.ncols() == dst.ncols(),
        "a product needs shapes that fit: {:?} = {:?} · {:?}",
        dst.dim(),
        lhs.dim(),
        rhs.dim()
    );
    match kernel {
        Kernel::Faer => {
            let accum = if accumulate { Accum::Add } else { Accum::Replace };
            matmul(faer_mut(dst), accum, faer_ref(lhs), faer_ref(rhs), alpha, Par::Seq);
        }
        Kernel::Portable => portable::product(dst, accumulate, lhs, rhs, alpha),
    }
}

const LAYOUT: &str = "a matrix is contiguous, or the transpose of a contiguous one";

/// A matrix as faer sees it.
fn faer_ref(view: ArrayView2<'_, f32>) -> MatRef<'_, f32> {
    let (rows, cols) = view.dim();
    match view.to_slice() {
        Some(slice) => MatRef::from_row_major_slice(slice, rows, cols),
        None => MatRef::from_column_major_slice(view.reversed_axes().to_slice().expect(LAYOUT), rows, cols),
    }
}

/// The same for a matrix that is written.
fn faer_mut(view: ArrayViewMut2<'_, f32>) -> MatMut<'_, f32> {
    let (rows, cols) = view.dim();
    if view.is_standard_layout() {
        MatMut::from_row_major_slice_mut(view.into_slice().expect(LAYOUT), rows, cols)
    } else {
        MatMut::from_column_major_slice_mut(view.reversed_axes().into_slice().expect(LAYOUT), rows, cols)
    }
}
