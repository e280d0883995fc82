//! Tasks in words.

use crate::lab::Lab;
use crate::scenario::plain;
use crate::task::tetris::Lesson;
use crate::task::{Own, Params, Plane, Shape, Source};

/// What is lived and what is wrong with it: “200 digits, 30 % taught wrong”.
#[must_use]
pub fn things(task: &Params) -> String {
    let count = task.schedule().train;
    let wrong = |share: f64| match (share * 100.0).round() {
        0.0 => "none taught wrong".to_owned(),
        share => format!("{share} % taught wrong"),
    };
    match task {
        Params::Digits(digits) => format!("{count} digits, {}", wrong(digits.label_noise)),
        Params::Plane(plane) => format!("{count} points of {}, {}", plane_of(plane), wrong(plane.label_noise)),
        Params::Tetris(tetris) => {
            let things = game_things(tetris.lesson);
            format!("{count} {things} of Tetris, {}", wrong(tetris.label_noise))
        }
        Params::Curve(curve) => format!("{count} points of a wave, noise {}", curve.noise),
        Params::Hopfield(hopfield) => format!("{count} patterns on {} neurons", hopfield.neurons),
        Params::Own(own) => {
            let (file, things) = (file(own), own_things(own.source));
            let taught = if own.reading.classes { format!(", {}", wrong(own.label_noise)) } else { String::new() };
            format!("{count} {things} of {file}{taught}")
        }
    }
}

/// What is studied here.
#[must_use]
pub fn thing(lab: &Lab) -> String {
    match &lab.world().params {
        Params::Digits(_) => "handwritten digits".to_owned(),
        Params::Plane(plane) => format!("the points of {}", plane_of(plane)),
        Params::Tetris(tetris) => match tetris.lesson {
            Lesson::See => "the pieces of a game of Tetris".to_owned(),
            Lesson::Play => "somebody's moves at Tetris".to_owned(),
        },
        Params::Curve(_) => "a wave seen through noise".to_owned(),
        Params::Hopfield(_) => "random patterns, to know them again from a spoilt cue".to_owned(),
        Params::Own(own) => format!("the {} of {}", own_things(own.source), file(own)),
    }
}

/// What examples are called.
#[must_use]
pub const fn several(lab: &Lab) -> &'static str {
    match &lab.world().params {
        Params::Digits(_) => "digits",
        Params::Plane(_) | Params::Curve(_) => "points",
        Params::Tetris(tetris) => game_things(tetris.lesson),
        Params::Hopfield(_) => "cues",
        Params::Own(own) => own_things(own.source),
    }
}

const fn game_things(lesson: Lesson) -> &'static str {
    match lesson {
        Lesson::See => "pieces",
        Lesson::Play => "boards",
    }
}

const fn own_things(source: Source) -> &'static str {
    match source {
        Source::Idx => "images",
        _ => "rows",
    }
}

/// The file's name.
fn file(own: &Own) -> String {
    plain(&own.reading.file.file_name().unwrap_or_default().to_string_lossy())
}

/// “two moons”, “three rings”.
#[must_use]
pub fn plane_of(plane: &Plane) -> String {
    let numbers = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight"];
    let number = numbers.get(plane.classes).copied().unwrap_or("many");
    match plane.shape {
        Shape::Moons | Shape::Spirals | Shape::Rings => format!("{number} {}", plane.shape.name()),
        Shape::Blobs => format!("{number} heaps"),
    }
}
