//! The lesson `play`: boards as they are after a placement, of which one is the player's.
//!
//! A board is told by its columns: how high each is above the lowest, and how many holes it has. A net gives each
//! board a score, and plays by taking the placement whose board scores best.

use std::sync::{Arc, LazyLock};

use rand::seq::SliceRandom;

use super::board::{Board, HIGH, Placement, WIDE};
use super::game::Moment;
use super::piece::Piece;
use crate::rng::{Purpose, generator};

/// Values that tell a board: heights, then holes.
pub const TOLD: usize = 2 * WIDE;

/// Rows that make a height of 1.
const UNIT: f32 = 3.0;
/// Rows above the lowest column that are told at the most.
const TALLEST: usize = 9;

/// What the values are called.
static COLUMNS: LazyLock<Arc<[String]>> = LazyLock::new(|| {
    let of = |what: &'static str| (1..=WIDE).map(move |column| format!("{what} {column}"));
    of("height").chain(of("holes")).collect()
});

/// The names of the values.
pub fn columns() -> Arc<[String]> {
    COLUMNS.clone()
}

/// Height and holes of each column.
fn heights(board: &Board) -> [(usize, usize); WIDE] {
    std::array::from_fn(|column| {
        let taken = board.0.map(|row| row >> column & 1 == 1);
        let height = taken.iter().position(|taken| *taken).map_or(0, |top| HIGH - top);
        (height, height - taken.iter().filter(|taken| **taken).count())
    })
}

/// A board as a net is told of it.
#[must_use]
pub fn told(board: &Board) -> [f32; TOLD] {
    let columns = heights(board);
    let lowest = columns.iter().map(|(height, _)| *height).min().unwrap_or(0);
    std::array::from_fn(|place| match columns[place % WIDE] {
        (height, _) if place < WIDE => (height - lowest).min(TALLEST) as f32 / UNIT,
        (_, holes) => holes as f32,
    })
}

/// The cells of a well that a board so told would have, row by row from 0 (empty) to 1, if its lowest column is as
/// high as that of the board after a moment.
#[must_use]
pub fn picture(told: &[f32], moment: &Moment) -> Vec<f32> {
    let lowest = heights(&after(moment)).iter().map(|(height, _)| *height).min().unwrap_or(0);
    let level = |row: usize, column: usize| {
        let (above, holes) =
            (told.get(column).copied().unwrap_or(0.0), told.get(WIDE + column).copied().unwrap_or(0.0));
        let height = lowest as f32 + UNIT * above;
        let up = (HIGH - 1 - row) as f32;
        let filled = (height - up).clamp(0.0, 1.0);
        // Holes are drawn right below the top of their column.
        let below = height - 1.0 - up;
        let hollow = (holes - below + 1.0).clamp(0.0, 1.0);
        if below >= 1.0 { filled * (1.0 - 0.8 * hollow) } else { filled }
    };
    (0..HIGH * WIDE).map(|place| level(place / WIDE, place % WIDE)).collect()
}

/// The board once the piece of a moment lies where it is seen.
#[must_use]
pub fn after(moment: &Moment) -> Board {
    moment.well.board().with(moment.shape(), usize::from(moment.at.0), usize::from(moment.at.1)).0
}

/// All placements of a piece, and what a net is told of the board after each.
#[must_use]
pub fn choices(board: &Board, piece: Piece) -> Vec<(Placement, [f32; TOLD])> {
    let lies = |placement: Placement| {
        let (shape, column) = (placement.shape(piece), usize::from(placement.column));
        let row = board.lands(shape, column)?;
        Some((placement, told(&board.with(shape, row, column).0)))
    };
    Placement::all(piece).filter_map(lies).collect()
}

/// The player's move as it is seen once the piece lies, and so many others that could have been made: by who
/// learns from what was done, `lived`, the move that was meant is among them where a piece slipped.
pub fn moves(moment: &Moment, others: usize, lived: bool, (seed, game): (u64, u32), number: u64) -> Vec<Moment> {
    let board = moment.well.board();
    let chosen = if lived { moment.made } else { moment.meant };
    let lands = |at: Placement| board.lands(at.shape(moment.piece), usize::from(at.column));
    let mut rest: Vec<Placement> =
        Placement::all(moment.piece).filter(|at| *at != chosen && lands(*at).is_some()).collect();
    rest.shuffle(&mut generator(seed, Purpose::Moment, game, number));
    rest.sort_by_key(|at| *at != moment.meant);
    rest.truncate(others);
    let seen = |at: Placement| {
        let row = lands(at)? as u8;
        Some(Moment { turn: at.turn, at: (row, at.column), ..moment.clone() })
    };
    std::iter::once(chosen).chain(rest).filter_map(seen).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::tetris::game::{Game, Pieces};

    #[test]
    fn a_board_is_told_by_heights_and_holes() {
        let mut board = Board::default();
        board.0[HIGH - 1] = 0b11_1111_1101;
        board.0[HIGH - 2] = 0b00_0000_0011;
        board.0[HIGH - 5] = 0b10_0000_0000;
        let told = told(&board);
        assert_eq!(told[..10], [1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 4.0].map(|rows: f32| rows / 3.0));
        assert_eq!(told[10..], [0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 3.0]);
    }

    #[test]
    fn what_is_told_of_a_board_is_drawn_as_high_as_it_is() {
        for (moment, number) in Game::new(Pieces::Bag, 0.3, (2, 0)).take(60).zip(0..) {
            for seen in moves(&moment, 3, true, (2, 0), number) {
                let board = after(&seen);
                let drawn = picture(&told(&board), &seen);
                for (column, (height, _)) in heights(&board).into_iter().enumerate() {
                    let top = (0..HIGH).find(|row| drawn[row * WIDE + column] > 0.5).map_or(0, |row| HIGH - row);
                    let lowest = heights(&board).iter().map(|(height, _)| *height).min().unwrap_or(0);
                    assert_eq!(top, height.min(lowest + TALLEST), "column {column}");
                }
            }
        }
    }

    #[test]
    fn the_move_that_was_meant_is_among_those_beside_a_slip() {
        for (moment, number) in Game::new(Pieces::Bag, 0.5, (2, 0)).take(200).zip(0..) {
            for lived in [true, false] {
                let moves = moves(&moment, 4, lived, (2, 0), number);
                let chosen = |seen: &Moment| Placement { turn: seen.turn, column: seen.at.1 };
                assert_eq!(chosen(&moves[0]), if lived { moment.made } else { moment.meant });
                assert!(moves.iter().any(|seen| chosen(seen) == moment.meant));
                assert_eq!(moves.len(), 5);
            }
        }
    }
}
