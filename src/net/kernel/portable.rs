//! Plain loops in a fixed order: the same bytes on every machine and for every vector width.
//!
//! Every element is its own sum over k, ascending, so tiles and vectors change the speed and not a bit.

#![expect(clippy::inline_always, reason = "must be compiled for the instruction set of the dispatch around it")]

use ndarray::{ArrayView2, ArrayViewMut2};

use super::LAYOUT;
use crate::math;

/// Columns of a tile.
const COLS: usize = 16;
/// Rows of a tile.
const ROWS: usize = 4;
/// Terms that are summed before they are added to the destination.
const DEPTH: usize = 256;

/// A matrix with strides.
#[derive(Clone, Copy)]
struct Strided<'a> {
    data: &'a [f32],
    rows: usize,
    cols: usize,
    row: usize,
    col: usize,
}

impl<'a> Strided<'a> {
    fn new(view: ArrayView2<'a, f32>) -> Self {
        let (rows, cols) = view.dim();
        if let Some(data) = view.to_slice() {
            Self { data, rows, cols, row: cols, col: 1 }
        } else {
            let data = view.reversed_axes().to_slice().expect(LAYOUT);
            Self { data, rows, cols, row: 1, col: rows }
        }
    }
}

/// See [`super::product`].
pub fn product(
    dst: ArrayViewMut2<'_, f32>,
    accumulate: bool,
    lhs: ArrayView2<'_, f32>,
    rhs: ArrayView2<'_, f32>,
    alpha: f32,
) {
    let (lhs, rhs) = (Strided::new(lhs), Strided::new(rhs));
    let dst = dst.into_slice().expect("the destination of a portable product is in standard layout");
    if rhs.cols == 0 {
        return;
    }
    if lhs.cols == 0 && !accumulate {
        dst.fill(0.0);
    }
    math::dispatch(
        #[inline(always)]
        || {
            let mut packed = [[0.0; COLS]; DEPTH];
            for start in (0..lhs.cols).step_by(DEPTH) {
                let depth = DEPTH.min(lhs.cols - start);
                for left in (0..rhs.cols).step_by(COLS) {
                    pack(&mut packed[..depth], rhs, start, left);
                    stripe(dst, accumulate || start > 0, lhs, &packed[..depth], start, left, alpha);
                }
            }
        },
    );
}

/// Copies the columns of rhs from `left` and its rows from `start`, zeros beyond the edge.
#[inline(always)]
fn pack(packed: &mut [[f32; COLS]], rhs: Strided<'_>, start: usize, left: usize) {
    let width = COLS.min(rhs.cols - left);
    for (k, row) in packed.iter_mut().enumerate() {
        *row = [0.0; COLS];
        let from = (start + k) * rhs.row + left * rhs.col;
        if rhs.col == 1 {
            row[..width].copy_from_slice(&rhs.data[from..from + width]);
        } else {
            for (j, value) in row[..width].iter_mut().enumerate() {
                *value = rhs.data[from + j * rhs.col];
            }
        }
    }
}

/// All rows of the destination for one packed stripe of columns.
#[inline(always)]
fn stripe(
    dst: &mut [f32],
    accumulate: bool,
    lhs: Strided<'_>,
    packed: &[[f32; COLS]],
    start: usize,
    left: usize,
    alpha: f32,
) {
    let cols = dst.len() / lhs.rows.max(1);
    let width = COLS.min(cols - left);
    let whole = lhs.rows - lhs.rows % ROWS;
    for top in (0..whole).step_by(ROWS) {
        let sums = tile::<ROWS>(lhs, packed, top, start);
        for (r, sums) in sums.iter().enumerate() {
            let from = (top + r) * cols + left;
            store(&mut dst[from..from + width], accumulate, sums, alpha);
        }
    }
    for top in whole..lhs.rows {
        let [sums] = tile::<1>(lhs, packed, top, start);
        let from = top * cols + left;
        store(&mut dst[from..from + width], accumulate, &sums, alpha);
    }
}

/// Sums of R rows from `top` over the packed depth.
#[inline(always)]
fn tile<const R: usize>(lhs: Strided<'_>, packed: &[[f32; COLS]], top: usize, start: usize) -> [[f32; COLS]; R] {
    let mut sums = [[0.0; COLS]; R];
    let mut from = top * lhs.row + start * lhs.col;
    for row in packed {
        for (r, sums) in sums.iter_mut().enumerate() {
            let factor = lhs.data[from + r * lhs.row];
            for (sum, &value) in sums.iter_mut().zip(row) {
                *sum += factor * value;
            }
        }
        from += lhs.col;
    }
    sums
}

#[inline(always)]
fn store(dst: &mut [f32], accumulate: bool, sums: &[f32; COLS], alpha: f32) {
    for (value, &sum) in dst.iter_mut().zip(sums) {
        let term = alpha * sum;
        *value = if accumulate { *value + term } else { term };
    }
}
