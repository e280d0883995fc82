//! A game as it is played: which pieces come, where they are put, and what the well looks like when they fall.

use rand::RngExt;
use rand::seq::SliceRandom;

use super::board::{Board, HIGH, Placement, WIDE, Well};
use super::piece::{PIECES, Piece, Shape, shapes};
use super::player::best;
use crate::rng::{Purpose, generator};

/// Which pieces come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pieces {
    /// All seven in an order drawn anew, again and again.
    Bag,
    /// Any, each time.
    Uniform,
}

impl Pieces {
    /// The word used in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bag => "bag",
            Self::Uniform => "uniform",
        }
    }

    /// Piece `number` of a game.
    #[must_use]
    pub fn piece(self, seed: u64, (purpose, game): (Purpose, u32), number: u64) -> Piece {
        match self {
            Self::Bag => {
                let mut bag: [Piece; PIECES] = std::array::from_fn(|piece| piece as Piece);
                bag.shuffle(&mut generator(seed, purpose, game, number / PIECES as u64));
                bag[(number % PIECES as u64) as usize]
            }
            Self::Uniform => generator(seed, purpose, game, number).random_range(0..PIECES as Piece),
        }
    }
}

/// A falling piece, and the well under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// What lies in the well.
    pub well: Well,
    /// What falls.
    pub piece: Piece,
    /// How often it is turned as it is seen.
    pub turn: u8,
    /// Row and column of its upper left corner as it is seen.
    pub at: (u8, u8),
    /// Where the player means to put it.
    pub meant: Placement,
    /// Where the player does put it.
    pub made: Placement,
    /// Lines cleared in the game so far.
    pub lines: u32,
}

impl Moment {
    /// The shape that is seen falling.
    #[must_use]
    pub fn shape(&self) -> &'static Shape {
        &shapes(self.piece)[usize::from(self.turn)]
    }

    /// Whether the falling piece is seen in a cell.
    #[must_use]
    pub fn falls_on(&self, row: usize, column: usize) -> bool {
        let (top, left) = (usize::from(self.at.0), usize::from(self.at.1));
        let shape = self.shape();
        (top..top + shape.height).contains(&row)
            && (left..left + shape.width).contains(&column)
            && shape.rows[row - top] >> (column - left) & 1 == 1
    }
}

/// Column in which a piece appears: the middle of the well.
#[must_use]
pub fn entrance(shape: &Shape) -> usize {
    (WIDE - shape.width) / 2
}

/// A game that is watched: an endless one, since a well that overflows is emptied.
pub struct Game {
    pieces: Pieces,
    clumsiness: f64,
    seed: u64,
    /// Which game it is.
    number: u32,
    next: u64,
    well: Well,
    lines: u32,
}

impl Game {
    /// A game from its beginning.
    #[must_use]
    pub const fn new(pieces: Pieces, clumsiness: f64, (seed, game): (u64, u32)) -> Self {
        Self { pieces, clumsiness, seed, number: game, next: 0, well: Well::EMPTY, lines: 0 }
    }
}

impl Iterator for Game {
    type Item = Moment;

    /// The next piece as it appears; it is put down before the one after.
    fn next(&mut self) -> Option<Moment> {
        let number = self.next;
        self.next += 1;
        let piece = self.pieces.piece(self.seed, (Purpose::Pieces, self.number), number);
        let came = &shapes(piece)[0];
        let entrance = entrance(came);
        let mut board = self.well.board();
        let meant = best(&board, piece).filter(|_| board.fits(came, 0, entrance));
        if meant.is_none() {
            (self.well, self.lines, board) = (Well::EMPTY, 0, Board::default());
        }
        let meant = meant.or_else(|| best(&board, piece))?;
        let mut made = meant;
        let mut slips = generator(self.seed, Purpose::Slips, self.number, number);
        if self.clumsiness > 0.0 && slips.random::<f64>() < self.clumsiness {
            let fits = |at: &Placement| board.lands(at.shape(piece), usize::from(at.column)).is_some();
            let all: Vec<Placement> = Placement::all(piece).filter(fits).collect();
            made = all[slips.random_range(0..all.len())];
        }
        let moment =
            Moment { well: self.well, piece, turn: 0, at: (0, entrance as u8), meant, made, lines: self.lines };
        let (shape, column) = (made.shape(piece), usize::from(made.column));
        let row = board.lands(shape, column)?;
        self.lines += board.with(shape, row, column).1;
        self.well.put(piece, shape, row, column);
        Some(moment)
    }
}

/// Rows of the stack that are seen below a falling piece: its columns are up to so many rows high there.
const SEEN: usize = 3;

impl Moment {
    /// The same piece a little later: turned in any of its ways, on its way from where it appeared to where it is to
    /// go, and so far above the stack that three rows of it are seen at the lower edge of a retina of so many pixels a
    /// side.
    #[must_use]
    pub fn falling(mut self, retina: usize, (seed, game): (u64, u32), number: u64) -> Self {
        let mut draws = generator(seed, Purpose::Moment, game, number);
        let shapes = shapes(self.piece);
        let turn = draws.random_range(0..shapes.len());
        let shape = &shapes[turn];
        let (from, to) = (entrance(shape), usize::from(self.meant.column).min(WIDE - shape.width));
        let column = draws.random_range(from.min(to)..=from.max(to));
        let board = self.well.board();
        if let Some(lies) = board.lands(shape, column) {
            self.turn = turn as u8;
            self.at = (0, column as u8);
            let (_, left) = self.gaze(retina);
            let columns = (0..WIDE).filter(|column| (left..left + retina as isize).contains(&(*column as isize)));
            let sight = columns.fold(0, |bits, column| bits | 1 << column);
            let top = board.0.iter().position(|row| row & sight != 0).unwrap_or(HIGH);
            let air = retina.saturating_sub(shape.height) / 2;
            self.at.0 = (top + SEEN + air).saturating_sub(retina).min(lies) as u8;
        }
        self
    }

    /// Row and column of the well in which the upper left pixel of a retina lies that is centred on the piece and
    /// has so many pixels a side; both may be outside.
    #[must_use]
    pub fn gaze(&self, retina: usize) -> (isize, isize) {
        let shape = self.shape();
        let air = |size: usize| (retina as isize - size as isize).div_euclid(2);
        (isize::from(self.at.0) - air(shape.height), isize::from(self.at.1) - air(shape.width))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bag_has_every_piece_once_and_an_even_draw_any() {
        for bag in 0..50 {
            let mut seven: Vec<Piece> =
                (0..7).map(|place| Pieces::Bag.piece(3, (Purpose::Pieces, 0), 7 * bag + place)).collect();
            seven.sort_unstable();
            assert_eq!(seven, [0, 1, 2, 3, 4, 5, 6]);
        }
        let mut counts = [0; PIECES];
        for number in 0..7000 {
            counts[usize::from(Pieces::Uniform.piece(3, (Purpose::Pieces, 0), number))] += 1;
        }
        // Four standard errors of 7 000 draws.
        assert!(counts.iter().all(|count| (1000i32 - count).abs() < 118), "{counts:?}");
    }

    #[test]
    fn a_skilled_player_clears_lines_and_a_clumsy_one_fewer() {
        let lines = |clumsiness: f64| {
            let mut lines = 0;
            let mut before = 0;
            for moment in Game::new(Pieces::Bag, clumsiness, (1, 0)).take(1000) {
                lines += moment.lines.saturating_sub(before);
                before = moment.lines;
            }
            lines
        };
        // A thousand pieces are four hundred lines, less what lies in the well.
        assert!(lines(0.0) >= 390, "{}", lines(0.0));
        assert!(lines(1.0) < 40, "{}", lines(1.0));
        let slips = Game::new(Pieces::Bag, 0.2, (1, 0)).take(2000).filter(|moment| moment.made != moment.meant);
        assert!((300..440).contains(&slips.count()));
    }

    #[test]
    fn games_follow_from_their_coordinates_and_moments_fit() {
        let game = |seed, game| -> Vec<Moment> { Game::new(Pieces::Uniform, 0.3, (seed, game)).take(300).collect() };
        assert_eq!(game(4, 0), game(4, 0));
        assert_ne!(game(4, 0), game(4, 1));
        assert_ne!(game(4, 0), game(5, 0));
        for (moment, number) in game(4, 0).into_iter().zip(0..) {
            let falling = moment.clone().falling(8, (4, 0), number);
            for moment in [moment, falling] {
                let (row, column) = (usize::from(moment.at.0), usize::from(moment.at.1));
                assert!(moment.well.board().fits(moment.shape(), row, column), "{moment:?}");
                let cells = (0..HIGH).flat_map(|row| (0..WIDE).map(move |column| (row, column)));
                assert_eq!(cells.filter(|(row, column)| moment.falls_on(*row, *column)).count(), 4);
            }
        }
    }
}
