//! The bootstrap interval that checks the t interval.

use super::dist::{normal_cdf, normal_quantile};
use super::{Interval, Paired, Refusal, finite, moments, open_share};
use crate::rng::{Purpose, generator};
use rand::Rng;

/// Resamples that a study draws.
pub const RESAMPLES: u32 = 9_999;

/// Where the bootstrap's draws come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draws {
    /// The seed: the draws are those at (seed, [`Purpose::Resample`], 0, 0), n a resample.
    pub seed: u64,
    /// Number of resamples, 1 or more.
    pub resamples: u32,
}

impl Default for Draws {
    fn default() -> Self {
        Self { seed: 0, resamples: RESAMPLES }
    }
}

/// The resampled means of the differences, from which intervals of any level follow.
///
/// The interval is the bias-corrected and accelerated one, `BCa` (Efron 1987; Efron & Tibshirani 1993,
/// §14.3): it follows a skewed mean where the t interval is symmetric whatever it sees.
#[derive(Debug, Clone, PartialEq)]
pub struct Bootstrap {
    sample: Vec<f64>,
    means: Vec<f64>,
}

impl Bootstrap {
    /// Draws the resamples of these differences.
    ///
    /// # Errors
    /// No resamples.
    pub fn new(paired: &Paired, draws: Draws) -> Result<Self, Refusal> {
        if draws.resamples == 0 {
            return Err(Refusal::TooFew { what: "a bootstrap", needed: 1, got: 0 });
        }
        let n = paired.n as u64;
        let mut words = generator(draws.seed, Purpose::Resample, 0, 0);
        let mut places = vec![0; paired.n];
        let mut means = Vec::with_capacity(draws.resamples as usize);
        for _ in 0..draws.resamples {
            for place in &mut places {
                // The high half of a product: places are equally likely but for n/2³².
                *place = ((u64::from(words.next_u32()) * n) >> 32) as usize;
            }
            means.push(mean_at(paired.values(), &places));
        }
        means.sort_unstable_by(f64::total_cmp);
        Ok(Self { sample: paired.values().to_vec(), means })
    }

    /// The `BCa` interval of the mean difference.
    ///
    /// # Errors
    /// A level not above 0 and below 1.
    pub fn interval(&self, level: f64) -> Result<Interval, Refusal> {
        bca_sorted(&self.sample, &self.means, level)
    }
}

/// The means of given resamples, each a list of places in the sample.
///
/// # Errors
/// A value that is not finite, an empty resample, or a place outside the sample.
pub fn resampled_means(sample: &[f64], resamples: &[Vec<usize>]) -> Result<Vec<f64>, Refusal> {
    finite(sample)?;
    let outside = resamples.iter().flatten().find(|place| **place >= sample.len());
    if let Some(place) = outside {
        return Err(Refusal::OutOfRange { what: "a place", value: *place as f64, allowed: "inside the sample" });
    }
    if resamples.iter().any(Vec::is_empty) {
        return Err(Refusal::TooFew { what: "a resample", needed: 1, got: 0 });
    }
    Ok(resamples.iter().map(|places| mean_at(sample, places)).collect())
}

/// The `BCa` interval of a mean from resampled means in any order: their quantiles (linear between order
/// statistics) at Φ(z₀ + (z₀ + z)/(1 − a(z₀ + z))), where z₀ is the normal quantile of the share of
/// means below the sample's (ties count half) and the acceleration a = Σd³/(6(Σd²)^{3/2}) over the
/// sample's deviations d, which for a mean is the jackknife's.
///
/// # Errors
/// Fewer than two values, no means, a value not finite, or a level not above 0 and below 1.
pub fn bca(sample: &[f64], means: &[f64], level: f64) -> Result<Interval, Refusal> {
    finite(means)?;
    let mut sorted = means.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    bca_sorted(sample, &sorted, level)
}

fn bca_sorted(sample: &[f64], means: &[f64], level: f64) -> Result<Interval, Refusal> {
    open_share("level", level)?;
    finite(sample)?;
    if sample.len() < 2 {
        return Err(Refusal::TooFew { what: "a bootstrap", needed: 2, got: sample.len() });
    }
    if means.is_empty() {
        return Err(Refusal::TooFew { what: "a bootstrap", needed: 1, got: 0 });
    }
    let (mean, squares) = moments(sample);
    if squares == 0.0 {
        return Ok(Interval { low: mean, high: mean, level });
    }
    let count = means.len() as f64;
    // A resample with every value once has the sample's mean but for rounding: that is a tie.
    let slack = 1e-10 * squares.sqrt();
    let below = means.partition_point(|one| *one < mean - slack) as f64;
    let upto = means.partition_point(|one| *one <= mean + slack) as f64;
    // Were all means on one side, the share would have no quantile: half a mean is left on the other.
    let share = (0.5 * (below + upto) / count).clamp(0.5 / count, 1.0 - 0.5 / count);
    let shift = normal_quantile(share);
    let acceleration = sample.iter().map(|value| (value - mean).powi(3)).sum::<f64>() / (6.0 * squares.powf(1.5));
    let end = |p: f64| {
        let moved = shift + normal_quantile(p);
        let room = 1.0 - acceleration * moved;
        // Past the pole of the formula, at absurd levels, lies the last mean on that side.
        let p = if room > 0.0 { normal_cdf(shift + moved / room) } else { f64::from(u8::from(moved > 0.0)) };
        quantile(means, p)
    };
    Ok(Interval { low: end(0.5 - 0.5 * level), high: end(0.5 + 0.5 * level), level })
}

fn mean_at(sample: &[f64], places: &[usize]) -> f64 {
    // From the first value, as the sample's own mean is: a constant sample has one mean only.
    let origin = sample[0];
    origin + places.iter().map(|place| sample[*place] - origin).sum::<f64>() / places.len() as f64
}

/// The p-quantile of sorted values, linear between order statistics (Hyndman & Fan 1996, type 7).
fn quantile(sorted: &[f64], p: f64) -> f64 {
    let at = p.clamp(0.0, 1.0) * (sorted.len() - 1) as f64;
    let below = at.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (at - below as f64) * (sorted[above] - sorted[below])
}
