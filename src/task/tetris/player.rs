//! Who plays the game that is watched: it looks at every placement of the falling piece and takes the one whose
//! board it likes best; now and then its hand slips.

use super::board::{Board, Placement};
use super::piece::Piece;

/// How much a board is liked for the lines it brought, the columns' heights, holes and bumps: the weights that
/// Yiyuan Lee found by a genetic algorithm in 2013 ("Tetris AI – the (near) perfect player").
const LINES: f64 = 0.760_666;
const HEIGHT: f64 = -0.510_066;
const HOLES: f64 = -0.356_63;
const BUMPS: f64 = -0.184_483;

/// How much a board is liked after a placement; `None` where the piece does not fit.
#[must_use]
pub fn liking(board: &Board, piece: Piece, placement: Placement) -> Option<f64> {
    let (shape, column) = (placement.shape(piece), usize::from(placement.column));
    let (after, lines) = board.with(shape, board.lands(shape, column)?, column);
    let surface = after.surface();
    let of = |weight: f64, count: u32| weight * f64::from(count);
    Some(of(LINES, lines) + of(HEIGHT, surface.height) + of(HOLES, surface.holes) + of(BUMPS, surface.bumps))
}

/// The placement whose board is liked best, of equals the first; `None` where the piece fits nowhere.
#[must_use]
pub fn best(board: &Board, piece: Piece) -> Option<Placement> {
    let liked = Placement::all(piece).filter_map(|placement| Some((liking(board, piece, placement)?, placement)));
    liked.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, placement)| placement)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::tetris::board::HIGH;

    #[test]
    fn it_fills_the_gap_that_brings_lines() {
        let mut board = Board::default();
        for row in &mut board.0[HIGH - 4..] {
            *row = 0b01_1111_1111;
        }
        assert_eq!(best(&board, 0), Some(Placement { turn: 1, column: 9 }));
        let full = Board([1 << 4 | 1 << 5; HIGH]);
        assert!(best(&full, 1).is_some_and(|placement| placement.column != 3));
        assert_eq!(best(&Board([0b01_0101_0101; HIGH]), 1), None);
    }
}
