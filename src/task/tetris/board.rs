//! The well: ten columns by twenty rows, and what becomes of it when a piece is put down.

use super::piece::{Piece, Shape, shapes};

/// Columns of the well.
pub const WIDE: usize = 10;
/// Rows of the well.
pub const HIGH: usize = 20;

/// All columns of a row.
const FULL: u16 = (1 << WIDE) - 1;

/// Where a piece is put: how often it is turned, and its leftmost column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Placement {
    /// Quarter turns, clockwise, from how it came.
    pub turn: u8,
    /// Column of its leftmost cell, from 0.
    pub column: u8,
}

impl Placement {
    /// The shape of a piece so turned.
    #[must_use]
    pub fn shape(self, piece: Piece) -> &'static Shape {
        &shapes(piece)[usize::from(self.turn)]
    }

    /// All placements of a piece within the walls, by turns and then from left to right: at most 34.
    pub fn all(piece: Piece) -> impl Iterator<Item = Self> {
        let of =
            |(turn, shape): (u8, &Shape)| (0..=(WIDE - shape.width) as u8).map(move |column| Self { turn, column });
        (0..).zip(shapes(piece)).flat_map(of)
    }
}

/// Which cells are taken: bits of each row from the top, bit 0 the leftmost column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Board(pub [u16; HIGH]);

/// What is counted of a board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Surface {
    /// The columns' heights, added up.
    pub height: u32,
    /// Empty cells under a taken one.
    pub holes: u32,
    /// Differences between the heights of neighbouring columns, added up.
    pub bumps: u32,
}

impl Board {
    /// Whether a shape fits with its upper left corner there.
    #[must_use]
    pub fn fits(&self, shape: &Shape, row: usize, column: usize) -> bool {
        row + shape.height <= HIGH
            && column + shape.width <= WIDE
            && self.0[row..].iter().zip(&shape.rows[..shape.height]).all(|(taken, cells)| taken & cells << column == 0)
    }

    /// The row on which a shape comes to lie that is let fall from the top, if it fits there.
    #[must_use]
    pub fn lands(&self, shape: &Shape, column: usize) -> Option<usize> {
        let falls = (0..HIGH).take_while(|row| self.fits(shape, *row, column));
        falls.last()
    }

    /// The board with a shape on it, and without the rows that are full then; how many those were.
    #[must_use]
    pub fn with(&self, shape: &Shape, row: usize, column: usize) -> (Self, u32) {
        let mut rows = self.0;
        for (taken, cells) in rows[row..].iter_mut().zip(&shape.rows[..shape.height]) {
            *taken |= cells << column;
        }
        let mut kept = [0; HIGH];
        let mut place = HIGH;
        for row in rows.into_iter().rev().filter(|row| *row != FULL) {
            place -= 1;
            kept[place] = row;
        }
        (Self(kept), place as u32)
    }

    /// What is counted of it.
    #[must_use]
    pub fn surface(&self) -> Surface {
        let (mut covered, mut surface) = (0, Surface::default());
        for row in self.0 {
            covered |= row;
            surface.height += covered.count_ones();
            surface.holes += (covered & !row).count_ones();
            surface.bumps += ((covered ^ covered >> 1) & FULL >> 1).count_ones();
        }
        surface
    }
}

/// A well whose cells know which piece they are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Well(pub [[Option<Piece>; WIDE]; HIGH]);

impl Well {
    /// Nothing in it.
    pub const EMPTY: Self = Self([[None; WIDE]; HIGH]);

    /// Puts a shape down and takes full rows out.
    pub fn put(&mut self, piece: Piece, shape: &Shape, row: usize, column: usize) {
        for (down, right) in shape.cells() {
            self.0[row + down][column + right] = Some(piece);
        }
        let mut kept = [[None; WIDE]; HIGH];
        let mut place = HIGH;
        for row in self.0.iter().rev().filter(|row| row.iter().any(Option::is_none)) {
            place -= 1;
            kept[place] = *row;
        }
        self.0 = kept;
    }

    /// Which cells are taken.
    #[must_use]
    pub fn board(&self) -> Board {
        let bits = |row: &[Option<Piece>; WIDE]| {
            row.iter().zip(0..).fold(0, |bits, (cell, column)| bits | u16::from(cell.is_some()) << column)
        };
        Board(std::array::from_fn(|row| bits(&self.0[row])))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A board whose lowest rows look so.
    fn board(picture: &[&str]) -> Board {
        let mut board = Board::default();
        for (row, line) in board.0[HIGH - picture.len()..].iter_mut().zip(picture) {
            *row = line.bytes().zip(0..).fold(0, |bits, (cell, column)| bits | u16::from(cell == b'#') << column);
        }
        board
    }

    #[test]
    fn surfaces_are_counted() {
        let board = board(&["#.........", "###......#", "#.#.....##"]);
        assert_eq!(board.surface(), Surface { height: 3 + 2 + 2 + 1 + 2, holes: 1, bumps: 1 + 2 + 1 + 1 });
        assert_eq!(Board::default().surface(), Surface::default());
    }

    #[test]
    fn pieces_fall_until_they_lie_and_full_rows_go() {
        let board = board(&["#........#", "########.#", "########.#"]);
        let upright = &shapes(0)[1];
        assert_eq!(board.lands(upright, 8), Some(16));
        let (after, lines) = board.with(upright, 16, 8);
        assert_eq!(lines, 2);
        assert_eq!(after.0[17..], [0, 1 << 8, 1 << 8 | 1 | 1 << 9]);
        assert_eq!(board.lands(&shapes(1)[0], 0), Some(15));
        assert_eq!(board.lands(&shapes(1)[0], 9), None, "beyond the wall");
        let mut well = Well::EMPTY;
        for column in [0, 2, 4, 6, 8] {
            well.put(1, &shapes(1)[0], 18, column);
        }
        assert_eq!(well, Well::EMPTY, "two full rows");
    }

    #[test]
    fn a_piece_has_its_placements() {
        let counts: Vec<usize> = (0..7).map(|piece| Placement::all(piece).count()).collect();
        assert_eq!(counts, [17, 9, 34, 17, 17, 34, 34]);
    }
}
