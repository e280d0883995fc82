//! How many seeds the next study needs.

use super::dist::{chi_square_quantile, ln_gamma, normal_cdf, normal_quantile, t_quantile};
use super::{Paired, Refusal, open_share, positive};

/// Confidence of the upper bound of the spread that a plan rests on.
pub const CONFIDENCE: f64 = 0.8;

/// Power that a plan aims at.
pub const POWER: f64 = 0.8;

/// The most seeds a plan speaks of.
pub const MAX_SEEDS: usize = 100_000;

/// Pieces of the integral. Ten points on each leave an error below 1e-12.
const PIECES: usize = 24;

/// Positive nodes of the ten-point Gauss–Legendre rule on (−1, 1), and their weights.
const NODES: [(f64, f64); 5] = [
    (0.148_874_338_981_631_2, 0.295_524_224_714_752_9),
    (0.433_395_394_129_247_2, 0.269_266_719_309_996_4),
    (0.679_409_568_299_024_4, 0.219_086_362_515_982),
    (0.865_063_366_688_984_5, 0.149_451_349_150_580_6),
    (0.973_906_528_517_171_7, 0.066_671_344_308_688_1),
];

/// The upper confidence bound of a standard deviation seen on n values: SD·√((n − 1)/χ²(1 −
/// confidence, n − 1)), exact for normal values. Planning from it instead of from the SD seen makes
/// it likely that the plan suffices (Browne 1995).
///
/// # Errors
/// Fewer than two values, or a confidence not above 0 and below 1.
pub fn sd_upper_bound(sd: f64, n: usize, confidence: f64) -> Result<f64, Refusal> {
    open_share("confidence", confidence)?;
    if n < 2 {
        return Err(Refusal::TooFew { what: "a bound of the spread", needed: 2, got: n });
    }
    let df = n as f64 - 1.0;
    Ok(sd * (df / chi_square_quantile(1.0 - confidence, df)).sqrt())
}

/// The chance that n pairs with this true SD and a true difference of 0 pass the equivalence test:
/// P(|mean| < margin − t(1 − α, n − 1)·s/√n).
///
/// Exact for normal differences: mean and s are independent (Phillips 1990), so it is the integral
/// of 2Φ((margin − t·s/√n)·√n/SD) − 1 over the χ law of s, taken by Gauss–Legendre quadrature over
/// ten standard deviations of s.
///
/// # Errors
/// n below 2; an SD or margin not above 0; an α not above 0 and below ½.
pub fn equivalence_power(n: usize, sd: f64, margin: f64, alpha: f64) -> Result<f64, Refusal> {
    if n < 2 {
        return Err(Refusal::TooFew { what: "an equivalence test", needed: 2, got: n });
    }
    positive("SD", sd)?;
    positive("margin", margin)?;
    open_share("1 − 2α", 1.0 - 2.0 * alpha)?;
    let df = n as f64 - 1.0;
    let critical = t_quantile(1.0 - alpha, df);
    // In units of the standard error: the margin, and u = s/SD up to which the test can pass.
    let reach = margin * (n as f64).sqrt() / sd;
    let width = 10.0 / (2.0 * df).sqrt();
    let low = (1.0 - width).max(0.0);
    let high = (reach / critical).min(1.0 + width);
    if high <= low {
        return Ok(0.0);
    }
    let constant = 2f64.ln() + 0.5 * df * (0.5 * df).ln() - ln_gamma(0.5 * df);
    let density = |u: f64| {
        let power = if df == 1.0 { 0.0 } else { (df - 1.0) * u.ln() };
        (constant + power - 0.5 * df * u * u).exp()
    };
    let passes = |u: f64| density(u) * (2.0 * normal_cdf(reach - critical * u) - 1.0);
    let half = 0.5 * (high - low) / PIECES as f64;
    let power: f64 = (0..PIECES)
        .map(|piece| {
            let middle = low + half * (2 * piece + 1) as f64;
            NODES
                .iter()
                .map(|(x, weight)| weight * (passes(middle - half * x) + passes(middle + half * x)))
                .sum::<f64>()
        })
        .sum();
    Ok((half * power).clamp(0.0, 1.0))
}

/// The least number of seeds at which an equivalence test at this margin and α has this power, if the
/// true difference is 0 and the true SD the upper [`CONFIDENCE`] bound of the one seen. The difference
/// seen plays no part: a plan made from it would promise what luck has shown. `None` above [`MAX_SEEDS`].
///
/// # Errors
/// A margin not above 0; an α not above 0 and below ½; a power not above 0 and below 1.
pub fn seeds_needed(seen: &Paired, margin: f64, alpha: f64, power: f64) -> Result<Option<usize>, Refusal> {
    open_share("power", power)?;
    positive("margin", margin)?;
    open_share("1 − 2α", 1.0 - 2.0 * alpha)?;
    let sd = sd_upper_bound(seen.sd, seen.n, CONFIDENCE)?;
    if sd == 0.0 {
        return Ok(Some(2));
    }
    let enough = |n: usize| Ok::<bool, Refusal>(n > 1 && equivalence_power(n, sd, margin, alpha)? >= power);
    // The answer for a known SD is near; from there, doubling steps until the answer is between.
    let known = (normal_quantile(1.0 - alpha) + normal_quantile(0.5 + 0.5 * power)) * sd / margin;
    let guess = (known * known).clamp(2.0, MAX_SEEDS as f64) as usize;
    let (mut below, mut above, mut step) = (guess, guess, 1);
    while above < MAX_SEEDS && !enough(above)? {
        (below, above, step) = (above, (above + step).min(MAX_SEEDS), 2 * step);
    }
    if above == MAX_SEEDS && !enough(above)? {
        return Ok(None);
    }
    while below > 1 && enough(below)? {
        (below, above, step) = (below.saturating_sub(step).max(1), below, 2 * step);
    }
    while above - below > 1 {
        let middle = usize::midpoint(below, above);
        if enough(middle)? {
            above = middle;
        } else {
            below = middle;
        }
    }
    Ok(Some(above))
}
