//! Tasks in words.

use crate::task::Params;

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
        Params::Curve(curve) => format!("{count} points of a wave, noise {}", curve.noise),
    }
}
