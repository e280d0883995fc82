//! Paired differences: what they are, their t test and t interval.

use super::dist::{t_quantile, t_two_sided};
use super::{Refusal, finite, moments, open_share, paired_lengths};

/// Which end of a measure is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Better {
    /// Errors, losses, lies believed.
    Lower,
    /// Agreement, accuracy, truths known.
    Higher,
}

/// On which scale two arms are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scale {
    /// a − b, in the measure's own unit.
    Difference,
    /// ln a − ln b, for errors of a regression, whose spread grows with their size.
    Log,
}

impl Scale {
    /// Its name in files and messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Difference => "difference",
            Self::Log => "log",
        }
    }
}

/// An interval and its level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// The share of such intervals that hold the truth, above 0 and below 1.
    pub level: f64,
}

impl Interval {
    /// Neither end touches 0, and both are on one side of it.
    #[must_use]
    pub fn excludes_zero(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }

    /// Both ends are nearer to 0 than the margin.
    #[must_use]
    pub fn within(&self, margin: f64) -> bool {
        self.low > -margin && self.high < margin
    }

    /// The interval of a ratio from that of its logarithm.
    #[must_use]
    pub fn exp(&self) -> Self {
        Self { low: self.low.exp(), high: self.high.exp(), level: self.level }
    }
}

/// The differences of two arms, one a seed, and their paired t test.
///
/// Where all differences are equal there is no spread to test against: t and p are then the limits
/// (t = 0 and p = 1 if they are all 0, t infinite and p = 0 if not) and `d_z` is `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct Paired {
    /// Number of pairs, 2 or more.
    pub n: usize,
    /// On which scale the differences are.
    pub scale: Scale,
    /// Their mean, a against b.
    pub mean: f64,
    /// Their standard deviation, divisor n − 1.
    pub sd: f64,
    /// Standard error of the mean, SD/√n.
    pub se: f64,
    /// mean/se.
    pub t: f64,
    /// Two-sided p of the paired t test (Student 1908) with n − 1 degrees of freedom.
    pub p: f64,
    /// mean/SD, the effect size of paired designs (Cohen 1988, §2.3.5).
    pub d_z: Option<f64>,
    /// Pairs in which a is below b.
    pub below: usize,
    /// Pairs in which a is above b.
    pub above: usize,
    values: Vec<f64>,
}

impl Paired {
    /// The differences a − b.
    ///
    /// # Errors
    /// Unequal lengths, fewer than two pairs, or a value that is not finite.
    pub fn new(a: &[f64], b: &[f64]) -> Result<Self, Refusal> {
        paired_lengths(a.len(), b.len())?;
        finite(a)?;
        finite(b)?;
        Self::of(a.iter().zip(b).map(|(a, b)| a - b).collect(), Scale::Difference)
    }

    /// The differences ln a − ln b; [`Paired::ratio`] takes their mean back.
    ///
    /// # Errors
    /// As [`Paired::new`], and a value not above 0.
    pub fn logs(a: &[f64], b: &[f64]) -> Result<Self, Refusal> {
        paired_lengths(a.len(), b.len())?;
        for values in [a, b] {
            finite(values)?;
            if let Some(place) = values.iter().position(|value| *value <= 0.0) {
                return Err(Refusal::NotPositive { place: place + 1, value: values[place] });
            }
        }
        Self::of(a.iter().zip(b).map(|(a, b)| a.ln() - b.ln()).collect(), Scale::Log)
    }

    /// Either, by the scale.
    ///
    /// # Errors
    /// As [`Paired::new`] and [`Paired::logs`].
    pub fn on(scale: Scale, a: &[f64], b: &[f64]) -> Result<Self, Refusal> {
        match scale {
            Scale::Difference => Self::new(a, b),
            Scale::Log => Self::logs(a, b),
        }
    }

    /// Differences taken elsewhere, such as [`super::above_ceiling`]'s.
    ///
    /// # Errors
    /// Fewer than two, or one that is not finite.
    pub fn differences(values: &[f64]) -> Result<Self, Refusal> {
        Self::of(values.to_vec(), Scale::Difference)
    }

    fn of(values: Vec<f64>, scale: Scale) -> Result<Self, Refusal> {
        let n = values.len();
        if n < 2 {
            return Err(Refusal::TooFew { what: "a paired comparison", needed: 2, got: n });
        }
        finite(&values)?;
        let (mean, squares) = moments(&values);
        let sd = (squares / (n as f64 - 1.0)).sqrt();
        let se = sd / (n as f64).sqrt();
        if !(mean.is_finite() && sd.is_finite()) {
            return Err(Refusal::OutOfRange { what: "the spread", value: sd, allowed: "small enough to be squared" });
        }
        let t = if mean == 0.0 { 0.0 } else { mean / se };
        Ok(Self {
            n,
            scale,
            mean,
            sd,
            se,
            t,
            p: t_two_sided(t, n as f64 - 1.0),
            d_z: (sd > 0.0).then(|| mean / sd),
            below: values.iter().filter(|value| **value < 0.0).count(),
            above: values.iter().filter(|value| **value > 0.0).count(),
            values,
        })
    }

    /// Degrees of freedom, n − 1.
    #[must_use]
    pub fn df(&self) -> f64 {
        self.n as f64 - 1.0
    }

    /// The differences, in the order of the seeds.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The t interval: mean ± t((1 + level)/2, n − 1)·se.
    ///
    /// # Errors
    /// A level not above 0 and below 1.
    pub fn interval(&self, level: f64) -> Result<Interval, Refusal> {
        open_share("level", level)?;
        let half = t_quantile(0.5 + 0.5 * level, self.df()) * self.se;
        Ok(Interval { low: self.mean - half, high: self.mean + half, level })
    }

    /// The share of seeds in which a is strictly better than b, from 0 to 1. A tie is won by neither.
    #[must_use]
    pub fn won(&self, better: Better) -> f64 {
        let won = match better {
            Better::Lower => self.below,
            Better::Higher => self.above,
        };
        won as f64 / self.n as f64
    }

    /// Pairs without any difference.
    #[must_use]
    pub fn tied(&self) -> usize {
        self.n - self.below - self.above
    }

    /// exp(mean), the geometric mean of a/b; `None` where the scale is not the log.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        (self.scale == Scale::Log).then(|| self.mean.exp())
    }
}
