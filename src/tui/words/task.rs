//! Tasks in words.

use crate::lab::Lab;
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

/// What is studied here.
#[must_use]
pub fn thing(lab: &Lab) -> String {
    match &lab.world().params {
        Params::Digits(_) => "handwritten digits".to_owned(),
        Params::Plane(plane) => format!("the points of {}", plane_of(plane)),
        Params::Curve(_) => "a wave seen through noise".to_owned(),
    }
}

/// What examples are called.
#[must_use]
pub const fn several(lab: &Lab) -> &'static str {
    match &lab.world().params {
        Params::Digits(_) => "digits",
        Params::Plane(_) | Params::Curve(_) => "points",
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
