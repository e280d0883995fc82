//! Names and figures.

use crate::lab::{Lab, Stage};
use crate::record::Measure;
use crate::tui::app::App;

/// A share in per cent, one decimal.
#[must_use]
pub fn percent(share: f64) -> String {
    if share.is_finite() { format!("{:.1} %", share * 100.0) } else { "–".to_owned() }
}

/// A change in per cent with its sign, no decimals unless it is small.
#[must_use]
pub fn signed_percent(share: f64) -> String {
    if !share.is_finite() {
        return "–".to_owned();
    }
    let value = share * 100.0;
    let digits = usize::from(value.abs() < 9.95);
    let text = format!("{:.*}", digits, value.abs());
    let zero = text.chars().all(|c| matches!(c, '0' | '.'));
    let sign = if zero {
        ""
    } else if value < 0.0 {
        "−"
    } else {
        "+"
    };
    format!("{sign}{text} %")
}

/// An error of this lab's task: per cent of answers, or a mean squared distance.
#[must_use]
pub fn mistakes(lab: &Lab, value: f64) -> String {
    if lab.world().is_classes() {
        percent(value)
    } else if !value.is_finite() {
        "–".to_owned()
    } else if value >= 100.0 {
        format!("{value:.0}")
    } else {
        let digits = if value >= 1.0 { 2 } else { 3 };
        format!("{value:.digits$}")
    }
}

/// A large number without decimals, its digits in groups of three.
#[must_use]
pub fn grouped(value: f64) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let digits = format!("{:.0}", value.abs());
    let mut text = if value < 0.0 && digits != "0" { "−".to_owned() } else { String::new() };
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) && digits.len() > 3 {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// A point by its coordinates, with a real minus and none before a zero: “(0.0, −1.3)”.
#[must_use]
pub fn place(point: &[f32]) -> String {
    let coordinate = |value: &f32| {
        let text = format!("{value:.1}");
        if text == "-0.0" { "0.0".to_owned() } else { text.replace('-', "−") }
    };
    format!("({})", point.iter().map(coordinate).collect::<Vec<_>>().join(", "))
}

/// The newest value of a measure up to where the lab stands, of a measure that is not taken at every point; NaN if there
/// is none.
#[must_use]
pub fn newest(app: &App, life: usize, measure: Measure) -> f64 {
    let (history, ticks) = app.seen();
    let now = ticks.partition_point(|tick| *tick <= app.lab().clock().total);
    let column = history.tracks().get(life).map_or(&[][..], |track| track.column(measure));
    column[..now.min(column.len())].iter().rfind(|value| value.is_finite()).copied().unwrap_or(f64::NAN)
}

/// A total of weights.
#[must_use]
pub fn strength(value: f64) -> String {
    let digits = match value.abs() {
        size if !size.is_finite() => return "–".to_owned(),
        100.0.. => 0,
        10.0.. => 1,
        _ => 2,
    };
    format!("{value:.digits$}")
}

/// The newest measured value of a life.
#[must_use]
pub fn figure(app: &App, life: usize, measure: Measure) -> f64 {
    app.lab().lives()[life].latest().values[measure]
}

/// How a life is called in a sentence.
#[must_use]
pub fn call(app: &App, life: usize) -> String {
    match app.lab().lives()[life].name() {
        "sleep" => "the sleeper".to_owned(),
        "awake" => "the twin who stays up".to_owned(),
        _ => format!("“{}”", app.look_of(life).title),
    }
}

/// Whether it is day, and what is lived is before the eyes.
#[must_use]
pub fn is_awake(app: &App) -> bool {
    matches!(app.lab().clock().stage, Stage::Birth | Stage::Wake)
}

/// Lies that a life has heard by its newest measure: (believed, all of them).
#[must_use]
pub fn lies(app: &App, life: usize) -> (usize, usize) {
    use crate::lab::Belief;
    let beliefs = app.lab().lives()[life].beliefs();
    let count = |wanted: &dyn Fn(&Belief) -> bool| beliefs.iter().filter(|belief| wanted(belief)).count();
    (count(&|belief| *belief == Belief::Lie(true)), count(&|belief| matches!(belief, Belief::Lie(_))))
}

/// What happens now, in a word or two.
#[must_use]
pub const fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Birth => "birth",
        Stage::Wake => "awake, learning",
        Stage::Nap => "napping",
        Stage::Nrem(_) => "deep sleep: shrinking",
        Stage::Rem(_) => "dreaming",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_carry_their_sign() {
        assert_eq!(signed_percent(-0.104), "−10 %");
        assert_eq!(signed_percent(0.032), "+3.2 %");
        assert_eq!(signed_percent(-0.000_4), "0.0 %");
        assert_eq!(signed_percent(f64::NAN), "–");
        assert_eq!([0.0, 999.4, 1000.0, -1_234_567.0].map(grouped), ["0", "999", "1 000", "−1 234 567"]);
        assert_eq!(place(&[-0.04, -1.26]), "(0.0, −1.3)");
        assert_eq!(percent(0.2034), "20.3 %");
        assert_eq!(percent(f64::NAN), "–");
    }
}
