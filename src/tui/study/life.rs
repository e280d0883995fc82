//! What is held of a life, and what seeds make of it together.

use crate::record::Moment;
use crate::study::Lived;
use crate::study::stats::{Paired, Scale};
use crate::tui::race::Compared;

/// The level of every interval on this screen.
pub const LEVEL: f64 = 0.95;

/// One life under one seed, at birth and at every evening and morning.
#[derive(Debug, Clone, PartialEq)]
pub struct Life {
    /// Whether it diverged.
    pub is_diverged: bool,
    /// What can be compared, in the order of [`Compared::ALL`]; NaN where not measured.
    columns: [Vec<f64>; Compared::ALL.len()],
}

/// How many points a life of so many days has: birth, then an evening and a morning a day.
#[must_use]
pub const fn points(days: u32) -> usize {
    2 * days as usize + 1
}

impl Life {
    /// What is held of a life that was lived so many days.
    #[must_use]
    pub fn of(lived: &Lived, days: u32) -> Self {
        let mut columns = Compared::ALL.map(|_| vec![f64::NAN; points(days)]);
        for row in &lived.rows {
            let place = (2 * row.stamp.day as usize).checked_sub(usize::from(row.stamp.moment == Moment::Evening));
            for (column, compared) in columns.iter_mut().zip(Compared::ALL) {
                if let Some(value) = place.and_then(|place| column.get_mut(place)) {
                    *value = row.values[compared.measure()];
                }
            }
        }
        Self { is_diverged: lived.diverged.is_some(), columns }
    }

    /// A measure at every point.
    #[must_use]
    pub fn column(&self, compared: Compared) -> &[f64] {
        let place = Compared::ALL.iter().position(|known| *known == compared).unwrap_or(0);
        &self.columns[place]
    }

    /// A measure on the last evening and the last morning.
    #[must_use]
    pub fn end(&self, compared: Compared) -> (f64, f64) {
        match self.column(compared) {
            [.., evening, morning] => (*evening, *morning),
            _ => (f64::NAN, f64::NAN),
        }
    }
}

/// A mean over seeds and its t interval. On the log scale both are taken of logarithms and told as what these stand for:
/// a geometric mean, or of differences a ratio.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    /// How many values.
    pub n: usize,
    /// Their mean; NaN where there is none.
    pub mean: f64,
    /// The interval's lower end; NaN with fewer than two values.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

impl Mean {
    /// None at all.
    pub const NONE: Self = Self { n: 0, mean: f64::NAN, low: f64::NAN, high: f64::NAN };

    /// Of values as they were measured. One that is not finite, or not above 0 on the log scale, leaves nothing to say:
    /// a mean of the others would be of other lives.
    #[must_use]
    pub fn of(values: &[f64], scale: Scale) -> Self {
        match scale {
            Scale::Difference => Self::plain(values),
            Scale::Log => Self::plain(&values.iter().map(|value| value.ln()).collect::<Vec<_>>()).exp(),
        }
    }

    /// Of the differences of pairs: a − b, on the log scale a/b.
    #[must_use]
    pub fn apart(a: &[f64], b: &[f64], scale: Scale) -> Self {
        match scale {
            Scale::Difference => Self::plain(&a.iter().zip(b).map(|(a, b)| a - b).collect::<Vec<_>>()),
            Scale::Log => Self::plain(&a.iter().zip(b).map(|(a, b)| a.ln() - b.ln()).collect::<Vec<_>>()).exp(),
        }
    }

    fn plain(values: &[f64]) -> Self {
        match values {
            [] => Self::NONE,
            [one] => Self { n: 1, mean: *one, ..Self::NONE },
            _ => {
                let paired = Paired::differences(values);
                let interval = paired.and_then(|paired| Ok((paired.mean, paired.interval(LEVEL)?)));
                interval.map_or(Self { n: values.len(), ..Self::NONE }, |(mean, interval)| Self {
                    n: values.len(),
                    mean,
                    low: interval.low,
                    high: interval.high,
                })
            }
        }
    }

    fn exp(self) -> Self {
        Self { mean: self.mean.exp(), low: self.low.exp(), high: self.high.exp(), ..self }
    }

    /// Half of the interval's width.
    #[must_use]
    pub fn half(&self) -> f64 {
        (self.high - self.low) / 2.0
    }
}

/// Means at every point.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Curve {
    /// Their values.
    pub mean: Vec<f64>,
    /// The lower ends of their intervals.
    pub low: Vec<f64>,
    /// The upper ends.
    pub high: Vec<f64>,
}

impl Curve {
    /// So many means, as they are drawn: `shown` is applied to every value.
    #[must_use]
    pub fn of(means: impl Iterator<Item = Mean>, shown: impl Fn(f64) -> f64) -> Self {
        let mut curve = Self::default();
        for Mean { mean, low, high, .. } in means {
            curve.mean.push(shown(mean));
            curve.low.push(shown(low));
            curve.high.push(shown(high));
        }
        curve
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_needs_two_and_takes_all() {
        assert_eq!(Mean::of(&[], Scale::Difference).n, 0);
        let one = Mean::of(&[0.25], Scale::Difference);
        assert!(one.n == 1 && one.mean.to_bits() == 0.25f64.to_bits() && one.low.is_nan() && one.high.is_nan());
        // t(0.975, 2) = 4.302652729911275, SE = 1/√3.
        let three = Mean::of(&[1.0, 2.0, 3.0], Scale::Difference);
        assert!((three.mean - 2.0).abs() < 1e-12 && (three.half() - 4.302_652_729_911_275 / 3f64.sqrt()).abs() < 1e-9);
        assert!(Mean::of(&[1.0, f64::NAN, 3.0], Scale::Difference).mean.is_nan());
        assert!(Mean::of(&[1.0, 0.0], Scale::Log).mean.is_nan());
        let ratio = Mean::apart(&[2.0, 8.0], &[1.0, 1.0], Scale::Log);
        assert!((ratio.mean - 4.0).abs() < 1e-12 && ratio.low < 4.0 && ratio.high > 4.0);
    }
}
