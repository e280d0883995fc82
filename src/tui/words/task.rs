//! Tasks in words.

use crate::task::{Params, Plane, Shape};

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
        Params::Curve(curve) => format!("{count} points of a wave, noise {}", curve.noise),
    }
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
