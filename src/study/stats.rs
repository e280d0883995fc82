//! Statistics of paired seeds.
//!
//! A pair shares its seed, so everything here starts from the differences of two arms, one a seed:
//! [`Paired`] describes and tests them, [`Equivalence`] asks whether they lie within a margin,
//! [`Bootstrap`] checks the t interval without its normal law, [`seeds_needed`] plans the next
//! study and [`holm`] guards a family of questions. [`Compared`] gives diverged lives the score of
//! chance. [`agreement`], [`kappa`] and [`above_ceiling`] compare what two nets answer;
//! [`Shares`] divides the variance among the seeds it comes from.
//!
//! docs/statistics.md says why these, and how often they err.

mod agree;
mod bootstrap;
pub mod dist;
mod equivalence;
mod holm;
mod outcome;
mod paired;
mod seeds;
mod shares;

pub use agree::{above_ceiling, agreement, kappa, norm_ratio};
pub use bootstrap::{Bootstrap, Draws, RESAMPLES, bca, resampled_means};
pub use equivalence::{AGREEMENT_MARGIN, ERROR_MARGIN, Equivalence, NotBelow, RATIO_MARGIN};
pub use holm::{FAMILY, holm};
pub use outcome::{Compared, Outcome, chance_error};
pub use paired::{Better, Interval, Paired, Scale};
pub use seeds::{CONFIDENCE, MAX_SEEDS, POWER, equivalence_power, sd_upper_bound, seeds_needed};
pub use shares::{FACTORS, Factor, PickFreeze, Share, Shares, cells};

use thiserror::Error;

/// Why a statistic or a verdict was not computed.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Refusal {
    /// A spread needs two values or more.
    #[error("{what} needs at least {needed} values, and there are {got}")]
    TooFew {
        /// What was asked for.
        what: &'static str,
        /// The least number that will do.
        needed: usize,
        /// How many there are.
        got: usize,
    },
    /// Two vectors that should be paired differ in length.
    #[error("values come in pairs, and there are {a} of the one and {b} of the other")]
    Unpaired {
        /// Length of the first.
        a: usize,
        /// Length of the second.
        b: usize,
    },
    /// NaN or infinite.
    #[error("value {place} is {value}: must be a finite number")]
    NotFinite {
        /// Place in the slice, from 1.
        place: usize,
        /// What stands there.
        value: f64,
    },
    /// A logarithm was asked of something not above 0.
    #[error("value {place} is {value}: must be above 0 to be compared on the log scale")]
    NotPositive {
        /// Place in the slice, from 1.
        place: usize,
        /// What stands there.
        value: f64,
    },
    /// A share, level or probability out of range.
    #[error("{what} is {value}: must be {allowed}")]
    OutOfRange {
        /// Its name.
        what: &'static str,
        /// Its value.
        value: f64,
        /// What is allowed.
        allowed: &'static str,
    },
    /// More questions than a family may hold.
    #[error(
        "a family of {got} comparisons: at most {} are tested together, sweeps are described and not tested",
        FAMILY
    )]
    Family {
        /// How many were asked.
        got: usize,
    },
    /// A comparison at another number of seeds than was registered.
    #[error("no verdict: {registered} seeds were registered, and there are {got}")]
    Seeds {
        /// What was registered.
        registered: usize,
        /// What there is.
        got: usize,
    },
    /// The values are on another scale than was registered.
    #[error("no verdict: registered on the {registered} scale, and the values are on the {got} scale")]
    Scale {
        /// What was registered.
        registered: &'static str,
        /// What there is.
        got: &'static str,
    },
}

/// Every value finite, or the first that is not.
fn finite(values: &[f64]) -> Result<(), Refusal> {
    match values.iter().position(|value| !value.is_finite()) {
        Some(place) => Err(Refusal::NotFinite { place: place + 1, value: values[place] }),
        None => Ok(()),
    }
}

/// As many of the one as of the other.
fn paired_lengths(a: usize, b: usize) -> Result<(), Refusal> {
    if a == b { Ok(()) } else { Err(Refusal::Unpaired { a, b }) }
}

/// Strictly between 0 and 1.
fn open_share(what: &'static str, value: f64) -> Result<(), Refusal> {
    if value > 0.0 && value < 1.0 {
        return Ok(());
    }
    Err(Refusal::OutOfRange { what, value, allowed: "above 0 and below 1" })
}

/// Above 0 and finite.
fn positive(what: &'static str, value: f64) -> Result<(), Refusal> {
    if value > 0.0 && value.is_finite() {
        return Ok(());
    }
    Err(Refusal::OutOfRange { what, value, allowed: "above 0 and finite" })
}

/// Mean and sum of squared deviations, in two passes from the first value: a constant slice gives
/// its value and exactly 0. The slice is not empty.
fn moments(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let origin = values[0];
    let mean = origin + values.iter().map(|value| value - origin).sum::<f64>() / n;
    // The second sum is 0 but for rounding; taking it off is the corrected two-pass formula
    // (Chan, Golub & LeVeque 1983).
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    let rest: f64 = values.iter().map(|value| value - mean).sum();
    (mean, (squares - rest * rest / n).max(0.0))
}
