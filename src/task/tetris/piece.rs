//! The seven pieces in their nineteen orientations.

use std::sync::LazyLock;

/// How many pieces there are.
pub const PIECES: usize = 7;

/// A piece, as a number below [`PIECES`].
pub type Piece = u8;

/// What the pieces are called, by the letters they look like.
pub const NAMES: [&str; PIECES] = ["I", "O", "T", "S", "Z", "J", "L"];

/// The pieces as they appear.
const AS_THEY_COME: [&[&str]; PIECES] =
    [&["####"], &["##", "##"], &[".#.", "###"], &[".##", "##."], &["##.", ".##"], &["#..", "###"], &["..#", "###"]];

/// A piece in one of its orientations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Which cells of each row it takes, from the top; bit 0 is the leftmost column.
    pub rows: [u16; 4],
    /// Columns that it takes.
    pub width: usize,
    /// Rows that it takes.
    pub height: usize,
}

impl Shape {
    fn of(picture: &[&str]) -> Self {
        let mut rows = [0; 4];
        for (row, line) in rows.iter_mut().zip(picture) {
            *row = line.bytes().zip(0..).fold(0, |bits, (cell, column)| bits | u16::from(cell == b'#') << column);
        }
        Self { rows, width: picture[0].len(), height: picture.len() }
    }

    /// The same turned once, clockwise.
    fn turned(&self) -> Self {
        let mut rows = [0; 4];
        for (row, column) in self.cells() {
            rows[column] |= 1 << (self.height - 1 - row);
        }
        Self { rows, width: self.height, height: self.width }
    }

    /// Its four cells: (row, column).
    pub fn cells(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let all = (0..4).flat_map(|row| (0..4).map(move |column| (row, column)));
        all.filter(|(row, column)| self.rows[*row] >> column & 1 == 1)
    }
}

/// Every piece in its orientations, each turned clockwise from the one before.
static SHAPES: LazyLock<[Vec<Shape>; PIECES]> = LazyLock::new(|| {
    AS_THEY_COME.map(|picture| {
        let mut shapes = vec![Shape::of(picture)];
        loop {
            let next = shapes[shapes.len() - 1].turned();
            if shapes.contains(&next) {
                return shapes;
            }
            shapes.push(next);
        }
    })
});

/// The orientations of a piece: as it comes, turned once, and so on; 1, 2 or 4 of them.
///
/// # Panics
/// If there is no such piece.
#[must_use]
pub fn shapes(piece: Piece) -> &'static [Shape] {
    &SHAPES[usize::from(piece)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_nineteen_orientations_of_four_cells() {
        let counts: Vec<usize> = (0..7).map(|piece| shapes(piece).len()).collect();
        assert_eq!(counts, [2, 1, 4, 2, 2, 4, 4]);
        let all: Vec<&Shape> = (0..7).flat_map(shapes).collect();
        for (place, shape) in all.iter().enumerate() {
            assert!(!all[..place].contains(shape), "one twice");
            let cells: Vec<_> = shape.cells().collect();
            assert_eq!(cells.len(), 4);
            assert_eq!(cells.iter().map(|cell| cell.0).max(), Some(shape.height - 1));
            assert_eq!(cells.iter().map(|cell| cell.1).max(), Some(shape.width - 1));
            assert!(cells.iter().any(|cell| cell.0 == 0) && cells.iter().any(|cell| cell.1 == 0));
        }
        assert_eq!(shapes(2)[1], Shape::of(&["#.", "##", "#."]));
        assert_eq!(shapes(5)[1], Shape::of(&["##", "#.", "#."]));
    }
}
