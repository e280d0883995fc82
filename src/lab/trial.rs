//! The trial of who learns to play a game: moves of another's game that are asked, and a game of its own.
//!
//! It is read off the state and drawn by coordinates: every evening and morning the same moves are asked and the
//! same pieces fall.

use ndarray::Array2;

use super::learner::Learner;
use crate::record::{Measure, Values};
use crate::task::World;
use crate::task::tetris::{OWN_PIECES, OwnGame, TOLD, misses};

/// Micro-steps that a trial is made of.
pub(super) const PARTS: usize = 10;

/// How a life did in its newest trial.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Trial {
    asked: u32,
    missed: u32,
    game: OwnGame,
}

impl Trial {
    /// How many parts a trial in this world has.
    pub(super) fn parts(world: &World) -> usize {
        if world.trial().is_some() { PARTS } else { 0 }
    }

    /// One part, from 0: some of the moves, and some pieces of its own game.
    pub(super) fn part(&mut self, learner: &mut dyn Learner, world: &World, (seed, part): (u64, usize)) {
        let Some((params, moves)) = world.trial() else { return };
        if part == 0 {
            *self = Self::default();
        }
        let mut scores = |boards: &[[f32; TOLD]]| -> Vec<f32> {
            let rows = Array2::from_shape_fn((boards.len(), TOLD), |(row, place)| boards[row][place]);
            let answers = learner.answer(rows.view());
            answers.rows().into_iter().map(|scores| scores[1] - scores[0]).collect()
        };
        let of = |all: usize| all * part / PARTS..all * (part + 1) / PARTS;
        for moment in &moves[of(moves.len())] {
            self.asked += 1;
            self.missed += u32::from(misses(moment, &mut scores));
        }
        for _ in of(OWN_PIECES as usize) {
            self.game.play(params, seed, &mut scores);
        }
    }

    /// What came out, if anything was asked.
    pub(super) fn tell(&self, values: &mut Values) {
        if self.asked > 0 {
            values[Measure::MovesMissed] = f64::from(self.missed) / f64::from(self.asked);
            values[Measure::LinesCleared] = f64::from(self.game.lines);
        }
    }
}
