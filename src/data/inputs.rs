//! Rows of numbers that several sets share.

use ndarray::{ArcArray2, Array2, ArrayView1, ArrayView2, s};
use std::ops::Range;
use std::sync::Arc;

/// Some rows of an array, in an order of their own. The array is held once, however many sets, lives and
/// labs are made of its rows, and so is the order.
#[derive(Debug, Clone)]
pub struct Inputs {
    pool: ArcArray2<f32>,
    /// Which rows; `None` = all, in order.
    rows: Option<Arc<[u32]>>,
}

impl Inputs {
    /// All rows of an array.
    #[must_use]
    pub fn all(pool: impl Into<ArcArray2<f32>>) -> Self {
        Self { pool: pool.into(), rows: None }
    }

    /// These rows of an array.
    ///
    /// # Panics
    /// If a row is not there.
    #[must_use]
    pub fn of(pool: &ArcArray2<f32>, rows: impl Into<Arc<[u32]>>) -> Self {
        let rows = rows.into();
        assert!(rows.iter().all(|row| (*row as usize) < pool.nrows()), "a row of the pool");
        Self { pool: pool.clone(), rows: Some(rows) }
    }

    /// Some of these rows, in another order or more than once; the array is held once.
    ///
    /// # Panics
    /// If a row is not there.
    #[must_use]
    pub fn pick(&self, rows: impl IntoIterator<Item = usize>) -> Self {
        let row = |row: usize| self.rows.as_ref().map_or(row as u32, |rows| rows[row]);
        Self::of(&self.pool, rows.into_iter().map(row).collect::<Vec<u32>>())
    }

    /// How many rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.as_ref().map_or(self.pool.nrows(), |rows| rows.len())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Values of a row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.pool.ncols()
    }

    /// A row, from 0.
    #[must_use]
    pub fn row(&self, row: usize) -> ArrayView1<'_, f32> {
        self.pool.row(self.rows.as_ref().map_or(row, |rows| rows[row] as usize))
    }

    /// All rows in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = ArrayView1<'_, f32>> {
        (0..self.len()).map(|row| self.row(row))
    }

    /// All values, row by row.
    pub fn values(&self) -> impl Iterator<Item = f32> {
        self.rows().flat_map(|row| row.into_iter().copied())
    }

    /// Some rows beside each other, n × width; `room` is used where they are not so already, and grows to
    /// the largest piece that was asked for.
    pub fn slice<'a>(&'a self, rows: Range<usize>, room: &'a mut Array2<f32>) -> ArrayView2<'a, f32> {
        let Some(order) = &self.rows else { return self.pool.slice(s![rows, ..]) };
        let n = rows.len();
        if room.nrows() < n || room.ncols() != self.width() {
            *room = Array2::zeros((n, self.width()));
        }
        for (row, mut place) in order[rows].iter().zip(room.rows_mut()) {
            place.assign(&self.pool.row(*row as usize));
        }
        room.slice(s![..n, ..])
    }

    /// Whether both are rows of one and the same array in memory.
    #[must_use]
    pub fn shares(&self, other: &Self) -> bool {
        std::ptr::eq(self.pool.as_ptr(), other.pool.as_ptr())
    }
}

impl PartialEq for Inputs {
    fn eq(&self, other: &Self) -> bool {
        (self.len(), self.width()) == (other.len(), other.width()) && self.rows().eq(other.rows())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_those_of_the_pool_wherever_they_stand() {
        let pool = Array2::from_shape_fn((5, 3), |(row, column)| (10 * row + column) as f32).into_shared();
        let (all, some) = (Inputs::all(pool.clone()), Inputs::of(&pool, vec![4, 0, 2, 2]));
        assert_eq!((all.len(), some.len(), some.width()), (5, 4, 3));
        assert_eq!(some.row(1), pool.row(0));
        let mut room = Array2::zeros((0, 0));
        assert_eq!(some.slice(1..3, &mut room), ndarray::arr2(&[[0.0, 1.0, 2.0], [20.0, 21.0, 22.0]]));
        assert_eq!(some.slice(3..4, &mut room), ndarray::arr2(&[[20.0, 21.0, 22.0]]), "the room is larger by now");
        assert_eq!(all.slice(3..5, &mut room), pool.slice(s![3..5, ..]));
        assert!(some.shares(&all) && some.shares(&some.clone()));
        assert_eq!(some.pick([1, 1, 3]), Inputs::of(&pool, vec![0, 0, 2]));
        let again = Inputs::all(ndarray::stack![ndarray::Axis(0), pool.row(4), pool.row(0), pool.row(2), pool.row(2)]);
        assert!(again == some && again != all && !again.shares(&some));
    }
}
