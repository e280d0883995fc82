//! The statistics that verdicts rest on, against `SciPy`'s.

use super::{Allowed, Finding, Plant, Settings};
use crate::study::stats::dist::{t_quantile, t_two_sided};
use crate::study::stats::{Equivalence, Paired};

/// Differences of ten pairs.
const DIFFERENCES: [f64; 10] = [-0.12, -0.18, -0.09, -0.21, -0.16, -0.14, -0.05, -0.2, -0.17, -0.11];

pub(super) fn findings(settings: &Settings<'_>) -> Vec<Finding> {
    let quantile = |p: f64, df: f64| settings.planted(Plant::Quantile, t_quantile(p, df));
    let mut found = Vec::new();
    // scipy.stats.t.ppf(p, df)
    for (p, df, expected) in [
        (0.975, 9.0, 2.262_157_162_798_205),
        (0.95, 29.0, 1.699_127_026_533_497_2),
        (0.975, 29.0, 2.045_229_642_132_703),
        (0.9999, 29.0, 4.253_894_118_432_321),
    ] {
        found.push(Finding::new(
            format!("quantile {p} of Student's t, {df} degrees"),
            Allowed::Near(expected, 1e-9 * expected),
            quantile(p, df),
            "SciPy's; 1e-9 of it",
        ));
    }
    // An interval ends where the two-sided p is what it leaves out.
    found.push(Finding::new(
        "what a 95 % t interval leaves out, 29 degrees",
        Allowed::Near(0.05, 1e-9),
        t_two_sided(quantile(0.975, 29.0), 29.0),
        "interval and p must not contradict each other",
    ));
    if let Ok(paired) = Paired::differences(&DIFFERENCES) {
        let n = DIFFERENCES.len() as f64;
        let mean = DIFFERENCES.iter().sum::<f64>() / n;
        let sd = (DIFFERENCES.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
        let interval = paired.interval(0.95);
        found.push(Finding::new(
            "a paired difference's interval, its upper end",
            Allowed::Near(mean + 2.262_157_162_798_205 * sd / n.sqrt(), 1e-9),
            interval.map_or(f64::NAN, |interval| interval.high),
            "mean + t·SD/√n with SciPy's t",
        ));
        // Two one-sided tests against the margin end where a 90 % interval does.
        let margin = (mean - 1.833_112_932_656_237 * sd / n.sqrt()).abs();
        let equivalence = Equivalence::new(&paired, margin, 0.05);
        found.push(Finding::new(
            "equivalence: p where the 90 % interval touches the margin",
            Allowed::Near(0.05, 1e-9),
            equivalence.map_or(f64::NAN, |equivalence| equivalence.p),
            "Schuirmann's two one-sided tests",
        ));
    }
    found
}
