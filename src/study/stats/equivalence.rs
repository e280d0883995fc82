//! Equivalence by two one-sided t tests, and the one-sided question by one of them.

use super::dist::{t_cdf, t_upper};
use super::{Interval, Paired, Refusal, open_share, positive};

/// Default margin for shares of wrong answers.
pub const ERROR_MARGIN: f64 = 0.02;

/// Default margin for regression errors, a factor; its logarithm is the margin on the log scale.
pub const RATIO_MARGIN: f64 = 1.15;

/// Default margin for agreement below its ceiling.
pub const AGREEMENT_MARGIN: f64 = 0.02;

/// Two one-sided t tests of |true difference| ≥ margin (Schuirmann 1987).
///
/// Equivalent at level α when both tests reject at α each, which is when the 1 − 2α interval lies
/// inside (−margin, margin). Without any spread the ps are their limits, 0 inside and 1 outside.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Equivalence {
    /// The registered margin, above 0, on the scale of the differences.
    pub margin: f64,
    /// p of "the difference is at or below −margin".
    pub p_low: f64,
    /// p of "the difference is at or above the margin".
    pub p_high: f64,
    /// The greater of the two: the p of the equivalence.
    pub p: f64,
    /// The 1 − 2α interval.
    pub interval: Interval,
}

impl Equivalence {
    /// Tests the differences against a margin.
    ///
    /// # Errors
    /// A margin not above 0 or not finite; an α not above 0 and below ½.
    pub fn new(paired: &Paired, margin: f64, alpha: f64) -> Result<Self, Refusal> {
        positive("margin", margin)?;
        open_share("1 − 2α", 1.0 - 2.0 * alpha)?;
        let p_low = above(paired, -margin);
        let p_high = below(paired, margin);
        Ok(Self { margin, p_low, p_high, p: p_low.max(p_high), interval: paired.interval(1.0 - 2.0 * alpha)? })
    }
}

/// The lower of the two tests alone: is the true difference above −margin? For agreement and its
/// ceiling, where to agree more than the ceiling is no failure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NotBelow {
    /// The registered margin, above 0.
    pub margin: f64,
    /// p of "the difference is at or below −margin".
    pub p: f64,
    /// The one-sided lower 1 − α bound of the mean difference: above −margin exactly when p < α.
    pub bound: f64,
}

impl NotBelow {
    /// Tests the differences against the lower margin.
    ///
    /// # Errors
    /// As [`Equivalence::new`].
    pub fn new(paired: &Paired, margin: f64, alpha: f64) -> Result<Self, Refusal> {
        let both = Equivalence::new(paired, margin, alpha)?;
        Ok(Self { margin, p: both.p_low, bound: both.interval.low })
    }
}

/// p of "the true mean is at or below `limit`".
fn above(paired: &Paired, limit: f64) -> f64 {
    match paired.mean - limit {
        distance if paired.se > 0.0 => t_upper(distance / paired.se, paired.df()),
        distance => f64::from(u8::from(distance <= 0.0)),
    }
}

/// p of "the true mean is at or above `limit`".
fn below(paired: &Paired, limit: f64) -> f64 {
    match paired.mean - limit {
        distance if paired.se > 0.0 => t_cdf(distance / paired.se, paired.df()),
        distance => f64::from(u8::from(distance >= 0.0)),
    }
}
