//! The world of one seed: what is lived, and what is asked.

use super::drift::Change;
use super::{Calendar, Params, Part, Syllabus, curve, digits, hopfield, own, plane, tetris};
use crate::data::{Encoder, Examples, Form, Id, Inputs};

/// All the examples of a task under one seed.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// The task.
    pub params: Params,
    /// What is lived.
    pub train: Examples,
    /// Held out, with true targets.
    pub validation: Examples,
    /// What the net is tested on, with true targets.
    pub test: Examples,
    /// The validation set as the changed world has it; empty where the world never changes.
    pub changed_validation: Examples,
    /// The test set as the changed world has it; empty where the world never changes.
    pub changed_test: Examples,
    /// Outside the range that is lived; empty but for curves.
    pub beyond: Examples,
    /// Parts of the test that are graded apart: lessons, and the worlds before and after a change.
    pub parts: Vec<Part>,
    /// What of it is lived on which day.
    pub calendar: Calendar,
    /// From raw inputs to features.
    pub encoder: Encoder,
    /// What a raw input looks like.
    pub form: Form,
    /// The classes' names, at most 256; none where answers are values.
    pub classes: Vec<String>,
    /// Moments of the game that is watched, one for each experience as it was drawn; none without a game.
    moments: Vec<tetris::Moment>,
    /// Moves that are asked of who learns to play; none of who does not.
    moves: Vec<tetris::Moment>,
}

impl World {
    /// The world of a seed. What comes from files was read when the scenario was checked: nothing here can
    /// fail any more.
    #[must_use]
    pub fn new(params: &Params, syllabus: &Syllabus, seed: u64) -> Self {
        let (form, classes) = (params.form(), params.classes());
        let encoder = match params {
            Params::Curve(curve) => curve.encoder(),
            Params::Digits(_) | Params::Plane(_) | Params::Own(_) | Params::Tetris(_) | Params::Hopfield(_) => {
                Encoder::Identity
            }
        };
        let nothing = || {
            let raw = Inputs::all(ndarray::Array2::zeros((0, form.size())));
            Examples::of_classes(raw, &encoder, Vec::new())
        };
        let (mut moments, mut moves) = (Vec::new(), Vec::new());
        let [train, validation, test, beyond] = match params {
            Params::Digits(params) => {
                let [train, validation, test] = digits::sets(params, seed);
                [train, validation, test, nothing()]
            }
            Params::Curve(params) => curve::sets(params, seed),
            Params::Own(params) => {
                let [train, validation, test] = own::sets(params, seed);
                [train, validation, test, nothing()]
            }
            Params::Plane(params) => {
                let [train, validation, test] = plane::sets(params, seed);
                [train, validation, test, nothing()]
            }
            Params::Tetris(params) => {
                let watched = tetris::Watched::new(params, seed);
                let [train, validation, test] = watched.sets;
                (moments, moves) = (watched.lived, watched.moves);
                [train, validation, test, nothing()]
            }
            Params::Hopfield(params) => {
                let [train, validation, test] = hopfield::sets(params, seed);
                [train, validation, test, nothing()]
            }
        };
        let calendar = Calendar::new(params.schedule(), syllabus, &train.labels);
        let mut world = Self {
            params: params.clone(),
            changed_validation: nothing(),
            changed_test: nothing(),
            parts: Vec::new(),
            calendar,
            train,
            validation,
            test,
            beyond,
            encoder,
            form,
            classes,
            moments,
            moves,
        };
        world.parts = Part::of(syllabus, &world);
        if let Some(change) = Change::new(syllabus.drift, &world, seed) {
            world.train = change.lived(&world);
            world.changed_validation = change.of(&world, &world.validation);
            world.changed_test = change.of(&world, &world.test);
        }
        world
    }

    /// What the net is tested on as the world is on a day.
    #[must_use]
    pub fn test_on(&self, day: u32) -> &Examples {
        if self.calendar.is_changed(day) { &self.changed_test } else { &self.test }
    }

    /// The game that is watched, and its moment that an experience is of; `None` without a game.
    #[must_use]
    pub fn moment(&self, id: Id) -> Option<(&tetris::Tetris, &tetris::Moment)> {
        let Params::Tetris(params) = &self.params else { return None };
        Some(params).zip(self.moments.get(self.calendar.origin(id).0 as usize))
    }

    /// The game that is learnt to be played, and the moves that are asked of who learns it; `None` without one.
    #[must_use]
    pub fn trial(&self) -> Option<(&tetris::Tetris, &[tetris::Moment])> {
        let Params::Tetris(params) = &self.params else { return None };
        (!self.moves.is_empty()).then_some((params, self.moves.as_slice()))
    }

    /// Whether a game is watched.
    #[must_use]
    pub const fn is_game(&self) -> bool {
        matches!(self.params, Params::Tetris(_))
    }

    /// Whether answers are classes; otherwise they are values.
    #[must_use]
    pub const fn is_classes(&self) -> bool {
        !self.classes.is_empty()
    }

    /// Width and height of a raw input, if it is an image.
    #[must_use]
    pub const fn image(&self) -> Option<[usize; 2]> {
        self.form.image()
    }

    /// Size of a raw input.
    #[must_use]
    pub fn raw(&self) -> usize {
        self.form.size()
    }

    /// Answers that the net gives: one per class, or one value.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.classes.len().max(1)
    }
}
