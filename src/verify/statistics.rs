//! The statistics that verdicts rest on, against `SciPy`'s.

use super::{Allowed, Finding, Plant, Settings};
use crate::study::stats::dist::{t_quantile, t_two_sided};
use crate::study::stats::{Equivalence, Paired, bca, holm, resampled_means, sd_upper_bound};

/// Differences of ten pairs.
const DIFFERENCES: [f64; 10] = [-0.12, -0.18, -0.09, -0.21, -0.16, -0.14, -0.05, -0.2, -0.17, -0.11];

/// Twelve values with a long tail, so that a bootstrap has something to correct.
const SKEWED: [f64; 12] =
    [-0.0131, 0.0274, 0.0421, 0.0613, 0.0852, 0.1127, 0.1483, 0.1994, 0.2716, 0.3875, 0.6128, 1.2037];

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
    skewed(&mut found);
    found
}

/// A family of ps, and what does not rest on a normal law.
fn skewed(found: &mut Vec<Finding>) {
    let mut row = |what: &str, expected: f64, got: Option<f64>, reason: &str| {
        let allowed = Allowed::Near(expected, 1e-9 * expected.abs());
        found.push(Finding::new(what, allowed, got.unwrap_or(f64::NAN), reason));
    };
    let paired = Paired::differences(&SKEWED).ok();
    // scipy.stats.ttest_1samp(SKEWED, 0)
    row("paired t of skewed differences", 2.620_271_265_742_748_5, paired.as_ref().map(|paired| paired.t), "SciPy's");
    row("its two-sided p", 0.023_817_100_208_346_83, paired.as_ref().map(|paired| paired.p), "SciPy's");
    let bound = paired.as_ref().and_then(|paired| sd_upper_bound(paired.sd, paired.n, 0.8).ok());
    row("upper 80 % bound of their SD", 0.433_849_967_427_239_4, bound, "SD·√((n − 1)/χ²(.2, n − 1)) with SciPy's χ²");
    // scipy.stats.bootstrap((SKEWED,), numpy.mean, method="BCa") on resamples of the generator below.
    let mut word = 1_u64;
    let mut place = || {
        word = (word * 1_103_515_245 + 12_345) % (1 << 31);
        (word >> 16) as usize % SKEWED.len()
    };
    let resamples: Vec<Vec<usize>> = (0..2000).map(|_| SKEWED.map(|_| place()).into()).collect();
    let means = resampled_means(&SKEWED, &resamples).ok();
    let interval = means.and_then(|means| bca(&SKEWED, &means, 0.95).ok());
    let reason = "SciPy's on the same 2 000 resamples";
    row("bootstrap (BCa) of their mean, lower end", 0.126_839_733_392_846, interval.map(|ends| ends.low), reason);
    row("bootstrap (BCa) of their mean, upper end", 0.528_466_920_719_991_5, interval.map(|ends| ends.high), reason);
    // statsmodels' multipletests(ps, method="holm")
    let adjusted = holm(&[0.01, 0.04, 0.03, 0.005]).ok();
    for (place, expected) in [0.03, 0.06, 0.06, 0.02].into_iter().enumerate() {
        let got = adjusted.as_ref().map(|adjusted| adjusted[place]);
        row(&format!("Holm's p {} of 4", place + 1), expected, got, "statsmodels', of .01, .04, .03 and .005");
    }
}
