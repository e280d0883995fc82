//! One arm, or fork, over the seeds of a setting.

use crate::arm::Arm;
use crate::record::{Measure, Moment, Values};
use crate::study::report::At;
use crate::study::stats::dist::t_quantile;
use crate::study::{Lived, stats};

/// Level of every interval that describes.
pub(super) const LEVEL: f64 = 0.95;

/// The measures that are followed through the days.
pub const SERIES: [Measure; FOLLOWED] = [
    Measure::WeightAbs,
    Measure::TestError,
    Measure::LiesForgotten,
    Measure::TruthsForgotten,
    Measure::LiesForgottenAlike,
    Measure::TruthsForgottenAlike,
];

/// How many they are.
pub(super) const FOLLOWED: usize = 6;

/// A mean over seeds, with the half-width of its 95 % t interval; `None` for a single seed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    /// Number of values.
    pub n: usize,
    /// Their mean.
    pub mean: f64,
    /// t(.975, n − 1)·SD/√n.
    pub half: Option<f64>,
}

impl Mean {
    /// Of these values; `None` of none. They are finite.
    #[must_use]
    pub fn of(values: &[f64]) -> Option<Self> {
        let first = *values.first()?;
        let Ok(paired) = stats::Paired::differences(values) else {
            return first.is_finite().then_some(Self { n: 1, mean: first, half: None });
        };
        let half = paired.interval(LEVEL).ok().map(|interval| 0.5 * (interval.high - interval.low));
        Some(Self { n: paired.n, mean: paired.mean, half })
    }
}

/// A running mean and spread (Welford 1962), added to in the order of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Band {
    n: u32,
    mean: f64,
    squares: f64,
}

impl Band {
    pub(super) fn add(&mut self, value: f64) {
        if value.is_finite() {
            self.n += 1;
            let away = value - self.mean;
            self.mean += away / f64::from(self.n);
            self.squares += away * (value - self.mean);
        }
    }

    /// The mean and its 95 % half-width; `None` where nothing was measured.
    #[must_use]
    pub fn mean(&self) -> Option<Mean> {
        let n = f64::from(self.n);
        let half = (self.n > 1)
            .then(|| t_quantile(0.5 + 0.5 * LEVEL, n - 1.0) * (self.squares / (n - 1.0) / n).max(0.0).sqrt());
        (self.n > 0).then_some(Mean { n: self.n as usize, mean: self.mean, half })
    }
}

/// How one life ended.
#[derive(Debug, Clone, PartialEq)]
pub struct End {
    /// Its seed.
    pub seed: u64,
    /// Whether it diverged; then nothing was measured of its end.
    pub diverged: bool,
    /// Gradient steps taken.
    pub gradient_steps: u64,
    /// The last evening.
    pub evening: Values,
    /// The last morning.
    pub morning: Values,
    /// Test error on the evening or morning on which the validation error was least, the first of them.
    pub stopped: Option<f64>,
}

impl End {
    pub(super) fn of(seed: u64, lived: &Lived) -> Self {
        let values = |row: Option<&crate::record::Row>| row.map(|row| row.values).unwrap_or_default();
        let rows = lived.rows.iter().filter(|_| lived.diverged.is_none());
        let best = crate::record::stopped(rows.map(Into::into));
        Self {
            seed,
            diverged: lived.diverged.is_some(),
            gradient_steps: lived.gradient_steps,
            evening: values(lived.evening()),
            morning: values(lived.morning()),
            stopped: best.map(|best| best.test_error),
        }
    }

    /// A measure of the last day; NaN where it was not measured.
    #[must_use]
    pub fn value(&self, measure: Measure, at: At) -> f64 {
        match at {
            At::Evening => self.evening[measure],
            At::Morning => self.morning[measure],
            At::Mean => 0.5 * (self.evening[measure] + self.morning[measure]),
        }
    }
}

/// One arm, or fork, over the seeds of a setting.
#[derive(Debug, Clone, PartialEq)]
pub struct Life {
    /// Its name.
    pub name: String,
    /// The arm that it follows in the end.
    pub arm: Arm,
    /// How it ended, in the order of the seeds; seeds whose cells are not done are missing.
    pub ends: Vec<End>,
    /// For each of [`SERIES`], by [`Life::place`]; empty where there are too many days.
    pub series: [Vec<Band>; FOLLOWED],
}

impl Life {
    pub(super) fn new(name: &str, arm: Arm, days: Option<u32>) -> Self {
        let points = days.map_or(0, |days| 2 * days as usize + 1);
        Self {
            name: name.to_owned(),
            arm,
            ends: Vec::new(),
            series: [0; FOLLOWED].map(|_| vec![Band::default(); points]),
        }
    }

    /// The place of an evening or morning in a series: birth is 0, then evenings and mornings in turn.
    #[must_use]
    pub fn place(day: u32, moment: Moment) -> usize {
        (2 * day as usize).saturating_sub(usize::from(moment == Moment::Evening))
    }

    /// How many diverged.
    #[must_use]
    pub fn diverged(&self) -> usize {
        self.ends.iter().filter(|end| end.diverged).count()
    }

    /// Gradient steps of the first life that did not diverge.
    #[must_use]
    pub fn steps(&self) -> Option<u64> {
        self.ends.iter().find(|end| !end.diverged).map(|end| end.gradient_steps)
    }

    /// The mean of a measure over the lives that did not diverge and have it.
    #[must_use]
    pub fn mean(&self, measure: Measure, at: At) -> Option<Mean> {
        let values: Vec<f64> = self.ends.iter().map(|end| end.value(measure, at)).filter(|x| x.is_finite()).collect();
        Mean::of(&values)
    }

    /// The mean test error had each life stopped where its validation error was least.
    #[must_use]
    pub fn stopped(&self) -> Option<Mean> {
        Mean::of(&self.ends.iter().filter_map(|end| end.stopped).collect::<Vec<_>>())
    }
}
