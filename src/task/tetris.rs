//! Tetris: a game that is watched, and what is learnt of it.
//!
//! Somebody plays; each piece that falls is an experience, in the order in which it falls. In the lesson `see` a
//! retina follows the falling piece, and the piece is to be named; in `play` the whole well is seen as the piece
//! appears, and where the player puts it is to be told.

mod board;
mod game;
mod own;
mod piece;
mod player;

pub use board::{HIGH, Placement, WIDE, Well};
pub use game::{Moment, Pieces, entrance};
pub use own::{OWN_PIECES, lines};
pub use piece::{NAMES, PIECES, Piece, Shape, shapes};

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
    /// To say where the player puts it.
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
    /// Share of the training labels replaced by another class, from 0 to 1.
    pub label_noise: f64,
    /// Pieces of the validation set, a game of its own.
    pub validation: usize,
    /// Pieces of the test set, a game of its own.
    pub test: usize,
}

impl Tetris {
    /// What an experience looks like.
    #[must_use]
    pub const fn form(&self) -> Form {
        match self.lesson {
            Lesson::See => Form::Image { width: self.retina, height: self.retina },
            Lesson::Play => Form::Image { width: WIDE, height: HIGH },
        }
    }

    /// The pieces; or the placements: a letter for the turns, from a for none, and the number of the piece's
    /// leftmost column, from 1.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        match self.lesson {
            Lesson::See => NAMES.map(str::to_owned).to_vec(),
            Lesson::Play => placements().map(name).collect(),
        }
    }

    /// The placement of a class, if classes are placements.
    #[must_use]
    pub fn placement(&self, class: u8) -> Option<Placement> {
        placements().nth(class.into()).filter(|_| self.lesson == Lesson::Play)
    }

    /// What is seen at a moment before pixels are turned over: the piece and the stack, 1 where a cell is taken;
    /// beyond the walls there is nothing.
    #[must_use]
    pub fn sight(&self, moment: &Moment) -> Vec<f32> {
        let ((top, left), (wide, high)) = match self.lesson {
            Lesson::See => (moment.gaze(self.retina), (self.retina, self.retina)),
            Lesson::Play => ((0, 0), (WIDE, HIGH)),
        };
        let pixel = |row: usize, column: usize| {
            let cell = top.checked_add_unsigned(row).zip(left.checked_add_unsigned(column));
            let inside =
                cell.and_then(|(row, column)| Some((usize::try_from(row).ok()?, usize::try_from(column).ok()?)));
            let taken = inside
                .filter(|(row, column)| *row < HIGH && *column < WIDE)
                .is_some_and(|(row, column)| moment.well.0[row][column].is_some() || moment.falls_on(row, column));
            f32::from(u8::from(taken))
        };
        (0..high * wide).map(|place| pixel(place / wide, place % wide)).collect()
    }
}

/// All placements of any piece, by turns and then from left to right; the classes of the lesson `play`.
fn placements() -> impl Iterator<Item = Placement> {
    // A piece with one column more of room than any other has in this turn decides how many there are.
    let columns = [9, 10, 8, 9];
    (0..).zip(columns).flat_map(|(turn, columns)| (0..columns).map(move |column| Placement { turn, column }))
}

/// The class of a placement.
fn class(placement: Placement) -> u8 {
    placements().position(|other| other == placement).unwrap_or_default() as u8
}

fn name(placement: Placement) -> String {
    let turn = char::from(b'a' + placement.turn);
    format!("{turn}{}", placement.column + 1)
}

/// Training, validation and test set of a seed, three games; and the moments of what is lived.
pub(super) fn sets(params: &Tetris, seed: u64) -> ([Examples; 3], Vec<Moment>) {
    let watched = |game: u32, count: usize| -> Vec<Moment> {
        let moments = Game::new(params.pieces, params.clumsiness, (seed, game)).take(count).zip(0..);
        match params.lesson {
            Lesson::See => {
                moments.map(|(moment, number)| moment.falling(params.retina, (seed, game), number)).collect()
            }
            Lesson::Play => moments.map(|(moment, _)| moment).collect(),
        }
    };
    let lived = watched(0, params.schedule.train);
    let [validation, test] = [(1, params.validation), (2, params.test)].map(|(game, count)| watched(game, count));
    let set = |game: u32, moments: &[Moment]| {
        let labels = labels(params, moments, (game == 0).then_some(seed));
        Examples::of_classes(Inputs::all(seen(params, moments, (seed, game))), &Encoder::Identity, labels)
    };
    ([set(0, &lived), set(1, &validation), set(2, &test)], lived)
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

/// What is taught of moments, and what is true: the piece; or where it is put, and where it was meant to be put.
/// With a seed some of the labels are lies.
fn labels(params: &Tetris, moments: &[Moment], lying: Option<u64>) -> Vec<Label> {
    let truth = |moment: &Moment| match params.lesson {
        Lesson::See => moment.piece,
        Lesson::Play => class(moment.meant),
    };
    let truths: Vec<u8> = moments.iter().map(truth).collect();
    let Some(seed) = lying else { return truths.into_iter().map(honest).collect() };
    let mut labels = taught(&truths, params.names().len(), params.label_noise, seed);
    if params.lesson == Lesson::Play {
        for (label, moment) in labels.iter_mut().zip(moments).filter(|(label, _)| !label.is_lie()) {
            label.given = class(moment.made);
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::Days;

    fn params(lesson: Lesson) -> Tetris {
        Tetris {
            schedule: Schedule { days: Days::Fixed, per_day: 400, train: 400 },
            lesson,
            pieces: Pieces::Bag,
            clumsiness: 0.1,
            retina: 8,
            flips: 0.0,
            label_noise: 0.0,
            validation: 20,
            test: 1000,
        }
    }

    #[test]
    fn every_placement_has_its_class_and_name() {
        let all: Vec<Placement> = placements().collect();
        let mut used: Vec<u8> = (0..7).flat_map(|piece| Placement::all(piece).map(class)).collect();
        used.sort_unstable();
        used.dedup();
        assert_eq!(used, (0..all.len() as u8).collect::<Vec<_>>(), "none is never used");
        for (number, placement) in (0..).zip(&all) {
            assert_eq!(class(*placement), number);
            assert_eq!(params(Lesson::Play).placement(number), Some(*placement));
        }
        let names = params(Lesson::Play).names();
        assert_eq!((names[0].as_str(), names[9].as_str(), names[35].as_str()), ("a1", "b1", "d9"));
        assert_eq!(params(Lesson::See).placement(0), None);
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
        let ([train, _, test], lived) = sets(&params(Lesson::Play), 3);
        assert_eq!(train.raw.width(), 200);
        for ((moment, label), seen) in lived.iter().zip(&train.labels).zip(train.raw.rows()) {
            assert_eq!((label.given, label.truth), (class(moment.made), class(moment.meant)));
            let cells = moment.well.0.iter().flatten().filter(|cell| cell.is_some()).count();
            assert_eq!(seen.sum() as usize, cells + 4);
        }
        let slips = train.labels.iter().filter(|label| label.is_lie()).count();
        assert!((20..=60).contains(&slips), "{slips}");
        assert!(test.labels.iter().all(|label| !label.is_lie()));
    }
}
