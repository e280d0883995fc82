//! Tetris: a game that is watched, and what is learnt of it.
//!
//! Somebody plays; each piece that falls is an experience, in the order in which it falls. In the lesson `see` a
//! retina follows the falling piece, and the piece is to be named; in `play` boards are seen as they would be after
//! a placement, and whether it is the player's is to be told.

mod board;
mod game;
mod own;
mod piece;
mod play;
mod player;

pub use board::{HIGH, Placement, WIDE, Well};
pub use game::{Moment, Pieces, entrance};
pub use own::{OWN_PIECES, OwnGame, Scores, misses};
pub use piece::{NAMES, PIECES, Piece, Shape, shapes};
pub use play::{TOLD, picture};

use ndarray::Array2;

use super::Schedule;
use super::split::{honest, taught};
use crate::data::{Encoder, Examples, Form, Inputs, Label};
use crate::rng::{Purpose, Stream};
use game::Game;

/// What is learnt of the game.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lesson {
    /// To name the falling piece from the retina around it.
    See,
    /// To say of a board whether it is the player's.
    Play,
}

impl Lesson {
    /// The word used in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::See => "see",
            Self::Play => "play",
        }
    }
}

/// A game that is watched.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tetris {
    /// When its pieces are lived.
    pub schedule: Schedule,
    /// What is learnt.
    pub lesson: Lesson,
    /// Which pieces come.
    pub pieces: Pieces,
    /// Share of the pieces that slip out of the player's hand and are put anywhere, from 0 to 1.
    pub clumsiness: f64,
    /// Pixels of a side of the retina, from 4 to 20.
    pub retina: usize,
    /// Share of the retina's pixels that are turned over, from 0 to 1.
    pub flips: f64,
    /// Other placements that each move of the player's is shown among, from 1 to 33; fewer where there are not so
    /// many.
    pub others: usize,
    /// Share of the training labels replaced by another class, from 0 to 1.
    pub label_noise: f64,
    /// Examples of the validation set, of a game of its own.
    pub validation: usize,
    /// Examples of the test set, of a game of its own.
    pub test: usize,
}

impl Tetris {
    /// Whether it is learnt to be played.
    #[must_use]
    pub const fn plays(&self) -> bool {
        matches!(self.lesson, Lesson::Play)
    }

    /// What an experience looks like.
    #[must_use]
    pub fn form(&self) -> Form {
        match self.lesson {
            Lesson::See => Form::Image { width: self.retina, height: self.retina },
            Lesson::Play => Form::Row(play::columns()),
        }
    }

    /// The pieces; or whether a board is the player's.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        match self.lesson {
            Lesson::See => NAMES.map(str::to_owned).to_vec(),
            Lesson::Play => ["no", "yes"].map(str::to_owned).to_vec(),
        }
    }

    /// What is seen at a moment before pixels are turned over: the piece and the stack, 1 where a cell is taken,
    /// beyond the walls nothing; or what is told of the board once the piece lies.
    #[must_use]
    pub fn sight(&self, moment: &Moment) -> Vec<f32> {
        if self.lesson == Lesson::Play {
            return play::told(&play::after(moment)).to_vec();
        }
        let ((top, left), side) = (moment.gaze(self.retina), self.retina);
        let pixel = |row: usize, column: usize| {
            let cell = top.checked_add_unsigned(row).zip(left.checked_add_unsigned(column));
            let inside =
                cell.and_then(|(row, column)| Some((usize::try_from(row).ok()?, usize::try_from(column).ok()?)));
            let taken = inside
                .filter(|(row, column)| *row < HIGH && *column < WIDE)
                .is_some_and(|(row, column)| moment.well.0[row][column].is_some() || moment.falls_on(row, column));
            f32::from(u8::from(taken))
        };
        (0..side * side).map(|place| pixel(place / side, place % side)).collect()
    }
}

/// Moves of the test's game that are asked of who learns to play.
const ASKED: usize = 100;

/// What is watched under a seed.
pub(super) struct Watched {
    /// Training, validation and test set, of a game each.
    pub sets: [Examples; 3],
    /// The moments of what is lived.
    pub lived: Vec<Moment>,
    /// Moves of the test's game, for who learns to play.
    pub moves: Vec<Moment>,
}

impl Watched {
    pub(super) fn new(params: &Tetris, seed: u64) -> Self {
        let game = |game: u32| Game::new(params.pieces, params.clumsiness, (seed, game));
        let watched = |number: u32, count: usize| -> Vec<Moment> {
            let moments = game(number).zip(0..);
            match params.lesson {
                Lesson::See => moments
                    .map(|(moment, piece)| moment.falling(params.retina, (seed, number), piece))
                    .take(count)
                    .collect(),
                Lesson::Play => moments
                    .flat_map(|(moment, piece)| play::moves(&moment, params.others, number == 0, (seed, number), piece))
                    .take(count)
                    .collect(),
            }
        };
        let lived = watched(0, params.schedule.train);
        let [validation, test] = [(1, params.validation), (2, params.test)].map(|(game, count)| watched(game, count));
        let set = |game: u32, moments: &[Moment]| {
            let labels = labels(params, moments, (game == 0).then_some(seed));
            Examples::of_classes(Inputs::all(seen(params, moments, (seed, game))), &Encoder::Identity, labels)
        };
        Self {
            sets: [set(0, &lived), set(1, &validation), set(2, &test)],
            lived,
            moves: game(2).take(if params.lesson == Lesson::Play { ASKED } else { 0 }).collect(),
        }
    }
}

/// What is seen of moments, n × pixels.
fn seen(params: &Tetris, moments: &[Moment], (seed, game): (u64, u32)) -> Array2<f32> {
    let pixels = params.form().size();
    let mut seen = Array2::zeros((moments.len(), pixels));
    let stream = Stream::new(seed, Purpose::Pixels, game);
    let mut chances = vec![1.0; pixels];
    let flips = if params.lesson == Lesson::See { params.flips as f32 } else { 0.0 };
    for ((moment, mut row), number) in moments.iter().zip(seen.rows_mut()).zip(0..) {
        stream.uniforms(number, &mut chances);
        for ((pixel, clean), chance) in row.iter_mut().zip(params.sight(moment)).zip(&chances) {
            *pixel = if *chance < flips { 1.0 - clean } else { clean };
        }
    }
    seen
}

/// What is taught of moments, and what is true: the piece; or whether it was put so, and whether it was meant to be.
/// With a seed some of the labels are lies.
fn labels(params: &Tetris, moments: &[Moment], lying: Option<u64>) -> Vec<Label> {
    let at = |moment: &Moment| Placement { turn: moment.turn, column: moment.at.1 };
    let truth = |moment: &Moment| match params.lesson {
        Lesson::See => moment.piece,
        Lesson::Play => u8::from(at(moment) == moment.meant),
    };
    let truths: Vec<u8> = moments.iter().map(truth).collect();
    let Some(seed) = lying else { return truths.into_iter().map(honest).collect() };
    let mut labels = taught(&truths, params.names().len(), params.label_noise, seed);
    if params.lesson == Lesson::Play {
        for (label, moment) in labels.iter_mut().zip(moments).filter(|(label, _)| !label.is_lie()) {
            label.given = u8::from(at(moment) == moment.made);
        }
    }
    labels
}

#[cfg(test)]
pub(in crate::task::tetris) mod tests {
    use super::*;
    use crate::task::Days;

    fn sets(params: &Tetris, seed: u64) -> ([Examples; 3], Vec<Moment>) {
        let watched = Watched::new(params, seed);
        (watched.sets, watched.lived)
    }

    pub(super) fn params(lesson: Lesson) -> Tetris {
        Tetris {
            schedule: Schedule { days: Days::Fixed, per_day: 400, train: 400 },
            lesson,
            pieces: Pieces::Bag,
            clumsiness: 0.1,
            retina: 8,
            flips: 0.0,
            others: 3,
            label_noise: 0.0,
            validation: 20,
            test: 1000,
        }
    }

    #[test]
    fn the_retina_is_centred_on_the_piece() {
        let params = params(Lesson::See);
        let ([train, _, test], lived) = sets(&params, 3);
        assert_eq!((train.len(), test.len(), lived.len()), (400, 1000, 400));
        let mut orientations = Vec::new();
        for ((moment, seen), label) in lived.iter().zip(train.raw.rows()).zip(&train.labels) {
            assert_eq!((label.given, label.truth), (moment.piece, moment.piece));
            let shape = moment.shape();
            orientations.push((moment.piece, moment.turn));
            let (top, left) = ((8 - shape.height) / 2, (8 - shape.width) / 2);
            for row in 0..8 {
                for column in 0..8 {
                    let here = row >= top && column >= left && row - top < 4 && column - left < 4;
                    let piece = here && shape.rows[row - top] >> (column - left) & 1 == 1;
                    assert!(!piece || seen[8 * row + column] == 1.0);
                    assert!(row > top + shape.height - 1 || piece || seen[8 * row + column] == 0.0 || row >= top);
                }
            }
        }
        orientations.sort_unstable();
        orientations.dedup();
        assert_eq!(orientations.len(), 19);
    }

    #[test]
    fn pixels_are_turned_over_as_often_as_asked_and_names_are_wrong_as_often() {
        let clean = sets(&params(Lesson::See), 3).0;
        let noisy = sets(&Tetris { flips: 0.05, label_noise: 0.3, ..params(Lesson::See) }, 3).0;
        let pixels = clean[0].raw.values().zip(noisy[0].raw.values());
        let share = pixels.filter(|(clean, noisy)| clean != noisy).count() as f64 / 25_600.0;
        // Four standard errors of 25 600 pixels.
        assert!((share - 0.05).abs() < 0.0055, "{share}");
        assert_eq!(noisy[0].labels.iter().filter(|label| label.is_lie()).count(), 120);
        assert!(noisy[2].labels.iter().all(|label| !label.is_lie()));
        let fewer = sets(&Tetris { test: 7, ..params(Lesson::See) }, 3).0;
        assert!(fewer[2].raw.rows().eq(clean[2].raw.rows().take(7)), "the same however many there are");
    }

    #[test]
    fn who_plays_is_taught_what_was_done_and_tested_on_what_was_meant() {
        let watched = Watched::new(&params(Lesson::Play), 3);
        let [train, _, test] = &watched.sets;
        assert_eq!((train.raw.width(), train.len(), watched.moves.len()), (20, 400, ASKED));
        let pieces = train.labels.chunks(4).zip(watched.lived.chunks(4));
        let mut slips = 0;
        for (labels, moments) in pieces {
            let given: Vec<u8> = labels.iter().map(|label| label.given).collect();
            assert_eq!(given, [1, 0, 0, 0], "one is the player's");
            assert_eq!(labels.iter().filter(|label| label.truth == 1).count(), 1, "one was meant");
            assert!(moments.iter().all(|moment| moment.well == moments[0].well && moment.piece == moments[0].piece));
            slips += usize::from(labels[0].truth == 0);
            assert_eq!(labels[0].truth == 0, moments[0].made != moments[0].meant);
        }
        assert!((3..=20).contains(&slips), "{slips}");
        assert!(test.labels.iter().all(|label| !label.is_lie()));
        assert_eq!(test.labels.iter().filter(|label| label.truth == 1).count(), 250);
    }
}
