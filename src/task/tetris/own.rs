//! A game that a net plays itself.

use super::board::{Board, HIGH, Placement, WIDE};
use super::game::entrance;
use super::piece::shapes;
use super::player::best;
use super::{Tetris, class};
use crate::rng::Purpose;

/// Pieces that a net plays.
pub const OWN_PIECES: u64 = 100;

/// Lines that are cleared in a game of [`OWN_PIECES`] pieces; a well that overflows is emptied, and the game goes
/// on. `scores` is asked for a score of every class for what is seen; the piece is put where the score is highest
/// of all places where it fits, of equals the first.
pub fn lines(params: &Tetris, seed: u64, mut scores: impl FnMut(&[f32]) -> Vec<f32>) -> u32 {
    let (mut board, mut lines) = (Board::default(), 0);
    let mut seen = vec![0.0; WIDE * HIGH];
    for number in 0..OWN_PIECES {
        let piece = params.pieces.piece(seed, (Purpose::OwnPieces, 0), number);
        let came = &shapes(piece)[0];
        let entrance = entrance(came);
        if !board.fits(came, 0, entrance) || best(&board, piece).is_none() {
            board = Board::default();
        }
        for (place, pixel) in seen.iter_mut().enumerate() {
            let (row, column) = (place / WIDE, place % WIDE);
            let falling = came.rows.get(row).is_some_and(|cells| cells << entrance >> column & 1 == 1);
            *pixel = f32::from(u8::from(falling || board.0[row] >> column & 1 == 1));
        }
        let scores = scores(&seen);
        let score = |at: &Placement| scores.get(usize::from(class(*at))).copied().unwrap_or(f32::NEG_INFINITY);
        let fits = |at: &Placement| board.lands(at.shape(piece), usize::from(at.column)).is_some();
        let choice = Placement::all(piece).filter(fits);
        let choice = choice.reduce(|best, next| if score(&next) > score(&best) { next } else { best });
        let Some(choice) = choice else { continue };
        let (shape, column) = (choice.shape(piece), usize::from(choice.column));
        let Some(row) = board.lands(shape, column) else { continue };
        let (after, cleared) = board.with(shape, row, column);
        (board, lines) = (after, lines + cleared);
    }
    lines
}
