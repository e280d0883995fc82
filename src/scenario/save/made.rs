//! The keys of points of a plane, of a game and of patterns.

use super::{float, quoted};
use crate::task::tetris::Lesson;
use crate::task::{Hopfield, Plane, Tetris};

/// A key's value as TOML, if a plane has it; `name` is its last part.
pub(super) fn plane(plane: &Plane, name: &str) -> Option<String> {
    match name {
        "validation" => Some(plane.validation.to_string()),
        "test" => Some(plane.test.to_string()),
        "shape" => Some(quoted(plane.shape.name())),
        "classes" => Some(plane.classes.to_string()),
        "noise" => Some(float(plane.noise)),
        "label_noise" => Some(float(plane.label_noise)),
        _ => None,
    }
}

/// The same of a game.
pub(super) fn tetris(tetris: &Tetris, name: &str) -> Option<String> {
    let sees = tetris.lesson == Lesson::See;
    match name {
        "validation" => Some(tetris.validation.to_string()),
        "test" => Some(tetris.test.to_string()),
        "lesson" => Some(quoted(tetris.lesson.name())),
        "pieces" => Some(quoted(tetris.pieces.name())),
        "clumsiness" => Some(float(tetris.clumsiness)),
        // Each of one lesson, and refused for the other.
        "retina" => sees.then(|| tetris.retina.to_string()),
        "flips" => sees.then(|| float(tetris.flips)),
        "others" => (!sees).then(|| tetris.others.to_string()),
        "label_noise" => Some(float(tetris.label_noise)),
        _ => None,
    }
}

/// The same of patterns.
pub(super) fn hopfield(hopfield: &Hopfield, name: &str) -> Option<String> {
    match name {
        "neurons" => Some(hopfield.neurons.to_string()),
        "flips" => Some(float(hopfield.flips)),
        "validation" => Some(hopfield.validation.to_string()),
        "test" => Some(hopfield.test.to_string()),
        _ => None,
    }
}
