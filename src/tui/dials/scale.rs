//! How far a parameter is from one end of its range to the other, and what lies next to a value.

use crate::arm::{Param, Value};
use crate::scenario::key::{self, Bound, Kind};

/// Where sliders end that have no end of their own; a value beyond is typed.
const FINITE: (f64, f64) = (1e-4, 100.0);
/// The same where the last stop is infinity.
const ENDLESS: (f64, f64) = (0.01, 1000.0);
/// The least step of a number.
const LEAST: f64 = 0.01;

/// How a parameter is shown and moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scale {
    /// Along a line, each step as long as the others: lowest stop, highest stop, step.
    Even(f64, f64, f64),
    /// Along a line on which tenfold is about as far everywhere, from a low end that may be 0: lowest
    /// stop, highest stop, least step.
    Wide(f64, f64, f64),
    /// The same without 0; the number says whether infinity comes behind the highest stop.
    Log(f64, f64, bool),
    /// One of these words.
    Words(&'static [&'static str]),
    /// No or yes.
    Flags,
    /// Typed only.
    Typed,
}

impl Scale {
    /// That of a parameter, by the range that its key allows.
    #[must_use]
    pub fn of(param: Param) -> Self {
        match key::find(param.path()).map(|key| key.kind) {
            Some(Kind::Integer { min, max }) => Self::Wide(min as f64, max as f64, 1.0),
            Some(Kind::Number { low, high: Some(high), .. }) => {
                let stop = |bound: Bound, inwards: f64| bound.value + if bound.open { inwards } else { 0.0 };
                let (low, end) = (stop(low, LEAST), stop(high, -LEAST));
                if high.value <= 1.0 { Self::Even(low, end, LEAST) } else { Self::Wide(low, end, LEAST) }
            }
            Some(Kind::Number { high: None, infinite, .. }) => {
                let (low, high) = if infinite { ENDLESS } else { FINITE };
                Self::Log(low, high, infinite)
            }
            Some(Kind::Choice(words)) => Self::Words(words),
            Some(Kind::Boolean) => Self::Flags,
            _ => Self::Typed,
        }
    }

    /// The words that can be chosen; none where a line is moved along.
    #[must_use]
    pub const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Words(words) => words,
            Self::Flags => &["false", "true"],
            _ => &[],
        }
    }

    /// Where a value stands, from 0 to 1; `None` where there is no line.
    #[must_use]
    pub fn place(self, value: Value) -> Option<f64> {
        let value = number(value)?;
        let place = match self {
            Self::Even(low, high, _) => (value - low) / (high - low),
            Self::Wide(low, high, least) => ((value - low) / least).ln_1p() / ((high - low) / least).ln_1p(),
            Self::Log(low, high, _) => (value / low).ln() / (high / low).ln(),
            _ => return None,
        };
        // Infinity has the end to itself.
        let most = if matches!(self, Self::Log(_, _, true)) && value.is_finite() { 0.97 } else { 1.0 };
        Some((place * most).clamp(0.0, most))
    }

    /// The ends of the line, in a few characters each.
    #[must_use]
    pub fn ends(self, param: Param) -> (String, String) {
        let open = |high: bool| match key::find(param.path()).map(|key| key.kind) {
            Some(Kind::Number { high: Some(end), .. }) if high && end.open => Some(format!("<{}", end.value)),
            _ => None,
        };
        match self {
            Self::Even(low, high, _) | Self::Wide(low, high, _) => {
                (short(low), open(true).unwrap_or_else(|| short(high)))
            }
            Self::Log(low, _, true) => (short(low), "inf".to_owned()),
            Self::Log(low, high, false) => (short(low), format!("{}+", short(high))),
            _ => (String::new(), String::new()),
        }
    }

    /// The next value up or down; `None` at the end, and where values are only typed. Words follow each
    /// other in a ring.
    #[must_use]
    pub fn step(self, value: Value, up: bool) -> Option<Value> {
        match (self, value) {
            (Self::Words(words), Value::Word(word)) => {
                let place = words.iter().position(|known| *known == word)?;
                let next = if up { place + 1 } else { place + words.len() - 1 };
                Some(Value::Word(words[next % words.len()]))
            }
            (Self::Flags, Value::Flag(flag)) => Some(Value::Flag(!flag)),
            (_, Value::Whole(value)) => self.next(value.into(), up).map(|next| Value::Whole(next as u32)),
            (_, Value::Number(value)) => self.next(value, up).map(Value::Number),
            _ => None,
        }
    }

    /// The next stop: a tenth of the value's order of magnitude away, but no less than the least step.
    fn next(self, value: f64, up: bool) -> Option<f64> {
        let (low, high, least, infinite) = match self {
            Self::Even(low, high, least) | Self::Wide(low, high, least) => (low, high, least, false),
            Self::Log(low, high, infinite) => (low, high, 0.0, infinite),
            _ => return None,
        };
        if infinite && up && value >= high {
            return value.is_finite().then_some(f64::INFINITY);
        }
        // What was typed beyond the line comes back to its end.
        if (up && value >= high) || (!up && value <= low) {
            return None;
        }
        if !up && value > high {
            return Some(high);
        }
        if up && value < low {
            return Some(low);
        }
        let even = matches!(self, Self::Even(..));
        let least = least.max(low / 10.0 * f64::from(u8::from(matches!(self, Self::Log(..)))));
        let least = exponent(least);
        // Downwards from 0.1 the steps are those below it.
        let order = exponent(if up { value } else { value * (1.0 - 1e-6) });
        let exponent = if even || value == 0.0 { least } else { (order - 1).max(least) };
        let unit = 10f64.powi(exponent);
        let steps = if up { (value / unit + 1e-6).floor() + 1.0 } else { (value / unit - 1e-6).ceil() - 1.0 };
        Some(tidy(steps, exponent).clamp(low, high))
    }
}

/// The order of magnitude: 0 from 1 to below 10.
fn exponent(value: f64) -> i32 {
    (value.log10() + 1e-9).floor() as i32
}

/// So many units of a power of ten, without the dust of binary fractions.
fn tidy(steps: f64, exponent: i32) -> f64 {
    let value = steps * 10f64.powi(exponent);
    format!("{value:.*}", usize::try_from(-exponent).unwrap_or(0)).parse().unwrap_or(value)
}

fn number(value: Value) -> Option<f64> {
    match value {
        Value::Whole(value) => Some(value.into()),
        Value::Number(value) => Some(value),
        _ => None,
    }
}

/// A number in at most five characters, as far as that goes.
fn short(value: f64) -> String {
    if (value != 0.0 && value.abs() < 0.001) || value >= 10_000.0 { format!("{value:e}") } else { format!("{value}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(scale: Scale, from: f64, up: bool) -> Vec<f64> {
        std::iter::successors(Some(from), |value| scale.next(*value, up)).collect()
    }

    #[test]
    fn every_stop_is_reached_from_both_sides() {
        for param in Param::ALL {
            let scale = Scale::of(param);
            let (low, high) = match scale {
                Scale::Even(low, high, _) | Scale::Wide(low, high, _) => (low, high),
                Scale::Log(low, high, infinite) => (low, if infinite { f64::INFINITY } else { high }),
                _ => continue,
            };
            let (up, mut down) = (all(scale, low, true), all(scale, high, false));
            assert_eq!((up.last(), down.last()), (Some(&high), Some(&low)), "{}", param.path());
            assert!(up.is_sorted() && up.len() < 1000, "{}: {} stops", param.path(), up.len());
            down.reverse();
            assert_eq!(up, down, "{}", param.path());
            let kind = key::find(param.path()).expect("a key").kind;
            let whole = matches!(kind, Kind::Integer { .. });
            assert!(up.iter().all(|value| if whole { value.fract() == 0.0 } else { kind.admits(*value) }));
        }
    }

    #[test]
    fn steps_are_a_tenth_of_the_order_of_magnitude() {
        let rate = Scale::of(Param::LearningRate);
        assert_eq!([0.1, 0.11, 0.1234, 1.0].map(|value| rate.next(value, true)), [0.11, 0.12, 0.13, 1.1].map(Some));
        assert_eq!([0.1, 0.1234, 1.0].map(|value| rate.next(value, false)), [0.099, 0.12, 0.99].map(Some));
        let steps = Scale::of(Param::DaySteps);
        assert_eq!(
            [1.0, 99.0, 100.0, 104.0].map(|value| steps.next(value, true)),
            [2.0, 100.0, 110.0, 110.0].map(Some)
        );
        assert_eq!([100.0, 110.0, 2.0].map(|value| steps.next(value, false)), [99.0, 100.0, 1.0].map(Some));
        assert_eq!((steps.next(1.0, false), steps.next(1e6, true)), (None, None));
        // What was typed beyond the line finds back to it.
        assert_eq!((rate.next(5000.0, true), rate.next(5000.0, false)), (None, Some(100.0)));
        assert_eq!((rate.next(1e-9, false), rate.next(1e-9, true)), (None, Some(1e-4)));
    }

    #[test]
    fn places_grow_with_values_and_infinity_stands_alone() {
        for param in Param::ALL {
            let scale = Scale::of(param);
            let (Scale::Even(low, ..) | Scale::Wide(low, ..) | Scale::Log(low, ..)) = scale else { continue };
            let places: Vec<f64> =
                all(scale, low, true).into_iter().filter_map(|value| scale.place(Value::Number(value))).collect();
            assert!(places.is_sorted(), "{}", param.path());
            assert_eq!((places.first(), places.last()), (Some(&0.0), Some(&1.0)), "{}", param.path());
        }
        let recency = Scale::of(Param::Recency);
        assert_eq!(recency.place(Value::Number(1e9)), Some(0.97));
        assert_eq!(recency.place(Value::Number(f64::INFINITY)), Some(1.0));
    }
}
