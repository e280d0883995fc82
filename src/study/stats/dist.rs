//! The distributions behind the tests: normal, Student's t and χ².
//!
//! Distribution functions rest on statrs' incomplete beta and gamma functions and its erfc. The
//! quantiles are found here, by Newton's method on those functions inside a bracket, because statrs
//! 0.19's own are not good enough: its inverse t is off by 2 % at p = .4999999 with 29 degrees of
//! freedom, its inverse χ² without a correct digit at p = 1e-6 with one. A quantile that inverts the
//! very function the p comes from also keeps an interval and its p from contradicting each other.
//! All agree with `SciPy` to 1e-9 relatively (`tests/statistics.rs`). Upper tails are computed as such,
//! so small ones keep their digits.

use statrs::function::{beta, erf, gamma};
use std::f64::consts::{PI, SQRT_2};

/// P(Z > z), Z standard normal.
#[must_use]
pub fn normal_upper(z: f64) -> f64 {
    0.5 * erf::erfc(z / SQRT_2)
}

/// P(Z ≤ z), Z standard normal.
#[must_use]
pub fn normal_cdf(z: f64) -> f64 {
    normal_upper(-z)
}

/// The z with P(Z ≤ z) = p, 0 < p < 1; NaN outside.
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    let density = |z: f64| (-0.5 * z * z).exp() / (2.0 * PI).sqrt();
    symmetric_quantile(p, normal_upper, density)
}

/// P(T > t), Student's t with `df` > 0 degrees of freedom.
#[must_use]
pub fn t_upper(t: f64, df: f64) -> f64 {
    if t < 0.0 { 1.0 - t_upper(-t, df) } else { 0.5 * t_two_sided(t, df) }
}

/// P(T ≤ t), Student's t with `df` > 0 degrees of freedom.
#[must_use]
pub fn t_cdf(t: f64, df: f64) -> f64 {
    t_upper(-t, df)
}

/// P(|T| > |t|): the two-sided p. The identity with the incomplete beta function is Abramowitz &
/// Stegun 26.5.27, taken from the side that loses no digits: the tail for |t| ≥ 1, the middle below.
#[must_use]
pub fn t_two_sided(t: f64, df: f64) -> f64 {
    let square = t * t;
    if square.is_infinite() {
        return 0.0;
    }
    let share = |a: f64, b: f64, x: f64| beta::checked_beta_reg(a, b, x).unwrap_or(f64::NAN);
    if square >= 1.0 {
        share(0.5 * df, 0.5, df / (df + square))
    } else {
        1.0 - share(0.5, 0.5 * df, square / (df + square))
    }
}

/// The t with P(T ≤ t) = p, 0 < p < 1; NaN outside.
#[must_use]
pub fn t_quantile(p: f64, df: f64) -> f64 {
    let constant = gamma::ln_gamma(0.5 * (df + 1.0)) - gamma::ln_gamma(0.5 * df) - 0.5 * (df * PI).ln();
    let density = |t: f64| (constant - 0.5 * (df + 1.0) * (t * t / df).ln_1p()).exp();
    symmetric_quantile(p, |t| t_upper(t, df), density)
}

/// P(X ≤ x), χ² with `df` > 0 degrees of freedom.
#[must_use]
pub fn chi_square_cdf(x: f64, df: f64) -> f64 {
    if x > 0.0 { gamma::checked_gamma_lr(0.5 * df, 0.5 * x).unwrap_or(f64::NAN) } else { 0.0 }
}

/// The x with P(X ≤ x) = p, 0 < p < 1; NaN outside.
#[must_use]
pub fn chi_square_quantile(p: f64, df: f64) -> f64 {
    if !(p > 0.0 && p < 1.0) {
        return f64::NAN;
    }
    let half = 0.5 * df;
    let constant = -half * 2f64.ln() - gamma::ln_gamma(half);
    let density = |x: f64| (constant + (half - 1.0) * x.ln() - 0.5 * x).exp();
    let mut high = df.max(1.0);
    while chi_square_cdf(high, df) < p {
        high *= 2.0;
    }
    // Wilson & Hilferty 1931, to start from.
    let spread = 2.0 / (9.0 * df);
    let start = df * (1.0 - spread + normal_quantile(p) * spread.sqrt()).powi(3);
    invert(p, start, (0.0, high), |x| chi_square_cdf(x, df), density)
}

/// ln Γ(x), x > 0.
pub(super) fn ln_gamma(x: f64) -> f64 {
    gamma::ln_gamma(x)
}

/// The p-quantile of a law symmetric about 0, from its upper tail.
fn symmetric_quantile(p: f64, upper: impl Fn(f64) -> f64, density: impl Fn(f64) -> f64) -> f64 {
    if !(p > 0.0 && p < 1.0) {
        return f64::NAN;
    }
    let tail = p.min(1.0 - p);
    if tail == 0.5 {
        return 0.0;
    }
    let (mut low, mut high) = (0.0, 1.0);
    while upper(high) > tail {
        (low, high) = (high, 2.0 * high);
    }
    // Tails are convex, so from the low end Newton's method closes in without a detour.
    let size = invert(-tail, low, (low, high), |x| -upper(x), density);
    if p < 0.5 { -size } else { size }
}

/// Where an increasing function with this derivative reaches `target`, between `low` and `high`:
/// Newton's method, and a halving of the bracket wherever it would leave it.
fn invert(
    target: f64,
    start: f64,
    (mut low, mut high): (f64, f64),
    function: impl Fn(f64) -> f64,
    derivative: impl Fn(f64) -> f64,
) -> f64 {
    let mut x = if start >= low && start < high { start } else { 0.5 * (low + high) };
    for _ in 0..300 {
        let error = function(x) - target;
        if error == 0.0 {
            break;
        }
        if error > 0.0 {
            high = x;
        } else {
            low = x;
        }
        let newton = x - error / derivative(x);
        let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
        let step = (next - x).abs();
        x = next;
        if step <= 2.0 * f64::EPSILON * x.abs() {
            break;
        }
    }
    x
}
