//! A game that a net plays itself.

use super::board::{Board, Placement};
use super::game::{Moment, entrance};
use super::piece::{Piece, shapes};
use super::play::{TOLD, choices};
use super::{Tetris, player};
use crate::rng::Purpose;

/// Pieces that a net plays.
pub const OWN_PIECES: u64 = 100;

/// A net's score of each of some boards as they are told.
pub type Scores<'a> = &'a mut dyn FnMut(&[[f32; TOLD]]) -> Vec<f32>;

/// The placement whose board scores best, of equals the first; `None` where the piece fits nowhere.
#[must_use]
pub fn choice(board: &Board, piece: Piece, scores: Scores<'_>) -> Option<Placement> {
    let (placements, boards): (Vec<Placement>, Vec<[f32; TOLD]>) = choices(board, piece).into_iter().unzip();
    let scored = placements.into_iter().zip(scores(&boards));
    scored.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(placement, _)| placement)
}

/// Whether a net would have moved otherwise than the player meant to.
#[must_use]
pub fn misses(moment: &Moment, scores: Scores<'_>) -> bool {
    choice(&moment.well.board(), moment.piece, scores) != Some(moment.meant)
}

/// The game of a net so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OwnGame {
    board: Board,
    /// Pieces that were played.
    pub pieces: u64,
    /// Lines that were cleared.
    pub lines: u32,
}

impl OwnGame {
    /// Plays one more piece; a well that overflows is emptied first, and the game goes on.
    pub fn play(&mut self, params: &Tetris, seed: u64, scores: Scores<'_>) {
        let piece = params.pieces.piece(seed, (Purpose::OwnPieces, 0), self.pieces);
        self.pieces += 1;
        let came = &shapes(piece)[0];
        if !self.board.fits(came, 0, entrance(came)) || player::best(&self.board, piece).is_none() {
            self.board = Board::default();
        }
        let Some(choice) = choice(&self.board, piece, scores) else { return };
        let (shape, column) = (choice.shape(piece), usize::from(choice.column));
        let Some(row) = self.board.lands(shape, column) else { return };
        let (after, cleared) = self.board.with(shape, row, column);
        (self.board, self.lines) = (after, self.lines + cleared);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::tetris::tests::params;
    use crate::task::tetris::{Lesson, WIDE};

    fn lines(scores: Scores<'_>) -> u32 {
        let mut game = OwnGame::default();
        for _ in 0..OWN_PIECES {
            game.play(&params(Lesson::Play), 5, scores);
        }
        game.lines
    }

    #[test]
    fn who_scores_boards_well_clears_lines() {
        // Few holes, and low: of a hundred pieces at most forty lines.
        let good = |boards: &[[f32; TOLD]]| -> Vec<f32> {
            let score = |told: &[f32; TOLD]| {
                let bumps: f32 = told[..WIDE].windows(2).map(|pair| (pair[0] - pair[1]).abs()).sum();
                -2.0 * told[WIDE..].iter().sum::<f32>() - bumps - told[..WIDE].iter().sum::<f32>()
            };
            boards.iter().map(score).collect()
        };
        let found = lines(&mut { good });
        assert!((20..=40).contains(&found), "{found}");
        assert!(lines(&mut |boards: &[[f32; TOLD]]| vec![0.0; boards.len()]) <= 4);
        let spoilt = lines(&mut |boards: &[[f32; TOLD]]| vec![f32::NAN; boards.len()]);
        assert!(spoilt <= 4, "a net that has diverged plays on");
    }
}
