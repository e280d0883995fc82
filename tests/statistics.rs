//! The statistics against `SciPy`, statsmodels and scikit-learn, and what must hold of them for any values.
//!
//! The reference values and their inputs are printed by
//! `python3 tests/statistics/reference.py > tests/statistics/reference.json`.

use oneiro::study::stats::dist::{
    chi_square_cdf, chi_square_quantile, normal_cdf, normal_quantile, t_cdf, t_quantile, t_two_sided, t_upper,
};
use oneiro::study::stats::{
    Better, Bootstrap, Compared, Draws, Equivalence, FACTORS, Interval, NotBelow, Outcome, Paired, PickFreeze, Refusal,
    Scale, Shares, above_ceiling, agreement, bca, cells, chance_error, equivalence_power, holm, kappa, norm_ratio,
    resampled_means, sd_upper_bound, seeds_needed,
};
use proptest::prelude::*;
use serde_json::Value;

const TOLERANCE: f64 = 1e-9;

fn reference() -> Value {
    serde_json::from_str(include_str!("statistics/reference.json")).expect("the reference is JSON")
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap_or_else(|| panic!("{value} is no list")).iter().map(number).collect()
}

fn rows(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().expect("a list of lists").iter().map(numbers).collect()
}

/// Relatively to 1e-9: small ps and small differences keep their digits too.
#[track_caller]
fn same(got: f64, expected: f64, what: &str) {
    assert!((got - expected).abs() <= TOLERANCE * expected.abs(), "{what}: {got:e}, SciPy {expected:e}");
}

#[track_caller]
fn same_ends(got: Interval, expected: &Value, what: &str) {
    let ends = numbers(expected);
    same(got.low, ends[0], what);
    same(got.high, ends[1], what);
}

#[test]
fn distributions_agree_with_scipy() {
    let reference = reference();
    for row in rows(&reference["t_quantile"]) {
        same(t_quantile(row[0], row[1]), row[2], &format!("t quantile {row:?}"));
    }
    for row in rows(&reference["t_upper"]) {
        same(t_upper(row[0], row[1]), row[2], &format!("t tail {row:?}"));
        same(t_cdf(-row[0], row[1]), row[2], &format!("t {row:?}"));
    }
    for row in rows(&reference["t_two_sided"]) {
        same(t_two_sided(row[0], row[1]), row[2], &format!("two-sided {row:?}"));
    }
    for row in rows(&reference["chi_square_quantile"]) {
        same(chi_square_quantile(row[0], row[1]), row[2], &format!("χ² quantile {row:?}"));
    }
    for row in rows(&reference["chi_square_cdf"]) {
        same(chi_square_cdf(row[0], row[1]), row[2], &format!("χ² {row:?}"));
    }
    for row in rows(&reference["normal_quantile"]) {
        same(normal_quantile(row[0]), row[1], &format!("normal quantile {row:?}"));
    }
    for row in rows(&reference["normal_cdf"]) {
        same(normal_cdf(row[0]), row[1], &format!("normal {row:?}"));
    }
}

#[test]
fn paired_tests_and_intervals_agree_with_scipy() {
    for sample in reference()["paired"].as_array().expect("samples") {
        let (a, b) = (numbers(&sample["a"]), numbers(&sample["b"]));
        let (margin, alpha) = (number(&sample["margin"]), number(&sample["alpha"]));
        let paired = Paired::new(&a, &b).expect("pairs");
        for (got, key) in
            [(paired.mean, "mean"), (paired.sd, "sd"), (paired.se, "se"), (paired.t, "t"), (paired.p, "p")]
        {
            same(got, number(&sample[key]), key);
        }
        same(paired.d_z.expect("a spread"), number(&sample["d_z"]), "d_z");
        for (level, ends) in [0.8, 0.95, 0.999].into_iter().zip(sample["intervals"].as_array().expect("intervals")) {
            same_ends(paired.interval(level).expect("a level"), ends, "t interval");
        }
        let equivalence = Equivalence::new(&paired, margin, alpha).expect("a margin");
        same(equivalence.p_low, number(&sample["p_low"]), "lower one-sided p");
        same(equivalence.p_high, number(&sample["p_high"]), "upper one-sided p");
        same(equivalence.p, number(&sample["tost"]), "p of the equivalence");
        same_ends(equivalence.interval, &sample["interval_equivalence"], "equivalence interval");
        let lower = NotBelow::new(&paired, margin, alpha).expect("a margin");
        assert_eq!((lower.p, lower.bound), (equivalence.p_low, equivalence.interval.low));
        let logs = Paired::logs(&a, &b).expect("positive values");
        same(logs.p, number(&sample["log_p"]), "p on logs");
        same(logs.ratio().expect("a ratio"), number(&sample["ratio"]), "ratio");
        same_ends(logs.interval(0.95).expect("a level").exp(), &sample["log_interval"], "ratio's interval");
        same(sd_upper_bound(paired.sd, paired.n, 0.8).expect("a bound"), number(&sample["sd_bound"]), "SD bound");
    }
}

#[test]
fn bca_agrees_with_scipy_on_fixed_resamples() {
    let mut compared = 0;
    for sample in reference()["paired"].as_array().expect("samples") {
        let paired = Paired::new(&numbers(&sample["a"]), &numbers(&sample["b"])).expect("pairs");
        let n = paired.n;
        let places = |k: usize, j: usize| (k * k * 7 + k * j * 5 + j * j * 3 + (k % 11) * j) % n;
        let resamples: Vec<Vec<usize>> = (0..500).map(|k| (0..n).map(|j| places(k, j)).collect()).collect();
        let means = resampled_means(paired.values(), &resamples).expect("places");
        for (level, ends) in [0.9, 0.95].into_iter().zip(sample["bca"].as_array().expect("intervals")) {
            same_ends(bca(paired.values(), &means, level).expect("an interval"), ends, "BCa");
            compared += 1;
        }
    }
    assert_eq!(compared, 8);
}

#[test]
fn powers_and_seeds_agree_with_scipy() {
    let reference = reference();
    for row in rows(&reference["power"]) {
        let power = equivalence_power(row[0] as usize, row[1], row[2], row[3]).expect("a power");
        // SciPy's quadrature promises 1e-13, absolutely.
        assert!((power - row[4]).abs() < TOLERANCE, "{row:?}: {power}");
    }
    for row in rows(&reference["seeds"]) {
        let sample = &reference["paired"][row[0] as usize];
        let paired = Paired::new(&numbers(&sample["a"]), &numbers(&sample["b"])).expect("pairs");
        assert_eq!(seeds_needed(&paired, row[1], row[2], 0.8), Ok(Some(row[3] as usize)), "{row:?}");
    }
}

#[test]
fn holm_agrees_with_statsmodels() {
    for family in reference()["holm"].as_array().expect("families") {
        let adjusted = holm(&numbers(&family[0])).expect("at most six");
        for (got, expected) in adjusted.iter().zip(numbers(&family[1])) {
            same(*got, expected, "Holm");
        }
    }
    assert_eq!(holm(&[0.01; 7]), Err(Refusal::Family { got: 7 }));
    assert!(holm(&[0.1, f64::NAN]).is_err() && holm(&[1.1]).is_err() && holm(&[-0.1]).is_err());
    assert_eq!(holm(&[]), Ok(vec![]));
}

#[test]
fn kappa_agrees_with_scikit_learn() {
    for case in reference()["kappa"].as_array().expect("cases") {
        let [a, b] = ["a", "b"].map(|key| numbers(&case[key]).iter().map(|x| *x as usize).collect::<Vec<_>>());
        same(agreement(&a, &b).expect("answers"), number(&case["agreement"]), "agreement");
        same(kappa(&a, &b).expect("answers").expect("two classes"), number(&case["kappa"]), "κ");
    }
    assert_eq!(kappa(&[3, 3], &[3, 3]), Ok(None), "chance agrees completely");
    assert_eq!(kappa(&[3, 3], &[4, 4]), Ok(Some(0.0)));
    assert!(agreement(&[], &[]).is_err() && agreement(&[1], &[1, 2]).is_err());
}

#[test]
fn shares_agree_with_scipy() {
    let reference = reference();
    let case = &reference["shares"];
    let (a, b) = (numbers(&case["a"]), numbers(&case["b"]));
    let swapped = rows(&case["swapped"]);
    let design: Vec<PickFreeze> = (0..a.len())
        .map(|r| PickFreeze { a: a[r], b: b[r], swapped: swapped[r].clone().try_into().expect("four factors") })
        .collect();
    let shares = Shares::new(&design).expect("rows").expect("a spread");
    same(shares.variance, number(&case["variance"]), "variance");
    for (factor, share) in shares.factors.iter().enumerate() {
        let name = FACTORS[factor].name();
        same(share.alone_raw, number(&case["alone"][factor]), name);
        same(share.total, number(&case["total"][factor]), name);
        same(share.alone_se, number(&case["se"][factor][0]), name);
        same(share.total_se, number(&case["se"][factor][1]), name);
        assert_eq!(share.alone, share.alone_raw.max(0.0), "a share below 0 is 0, and its raw value kept");
    }
}

#[test]
fn shares_find_what_was_put_in() {
    // An additive law with variances 4 : 2 : 1 : 0 and no interactions, on uniform draws.
    let draws = oneiro::rng::Stream::new(5, oneiro::rng::Purpose::Values, 0);
    let law = |seeds: [u64; 4]| -> f64 {
        [2.0f64, 2f64.sqrt(), 1.0, 0.0]
            .iter()
            .zip(seeds)
            .enumerate()
            .map(|(factor, (weight, seed))| weight * draws.uniform((seed * 4) as u32 + factor as u32))
            .sum()
    };
    let rows: Vec<PickFreeze> = (0..4000)
        .map(|row| {
            let [a, b, swapped @ ..] = cells(2 * row, 2 * row + 1).map(law);
            PickFreeze { a, b, swapped }
        })
        .collect();
    let shares = Shares::new(&rows).expect("rows").expect("a spread");
    for (share, truth) in shares.factors.iter().zip([4.0 / 7.0, 2.0 / 7.0, 1.0 / 7.0, 0.0]) {
        assert!((share.alone_raw - truth).abs() <= 4.0 * share.alone_se + 1e-12, "{share:?} for {truth}");
        assert!((share.total - truth).abs() <= 4.0 * share.total_se + 1e-12, "{share:?} for {truth}");
        assert!(share.alone_se < 0.03 && share.total_se < 0.03);
    }
    assert!(shares.together < 0.1);
    assert_eq!(shares.factors[3].total, 0.0, "what does nothing has no part, exactly");
    let still = [PickFreeze { a: 1.0, b: 1.0, swapped: [1.0; 4] }; 3];
    assert_eq!(Shares::new(&still), Ok(None));
    assert!(Shares::new(&still[..2]).is_err());
}

#[test]
fn cells_of_a_design_differ_in_one_seed() {
    assert_eq!(cells(1, 9), [[1; 4], [9; 4], [9, 1, 1, 1], [1, 9, 1, 1], [1, 1, 9, 1], [1, 1, 1, 9]]);
}

#[test]
fn diverged_lives_score_chance_and_complete_cases_stand_beside() {
    use Outcome::{Diverged, Scored};
    let a = [Scored(0.2), Diverged, Scored(0.3), Scored(0.1)];
    let b = [Scored(0.3), Scored(0.3), Diverged, Scored(0.3)];
    let chance = chance_error(10);
    assert_eq!(chance, 0.9);
    let both = Compared::new(Scale::Difference, &a, &b, chance).expect("pairs");
    assert_eq!(both.primary, Paired::new(&[0.2, 0.9, 0.3, 0.1], &[0.3, 0.3, 0.9, 0.3]).expect("pairs"));
    assert_eq!(both.complete, Some(Paired::new(&[0.2, 0.1], &[0.3, 0.3]).expect("pairs")));
    assert_eq!(both.diverged, [1, 1]);
    let few = Compared::new(Scale::Difference, &a[..2], &b[..2], chance).expect("pairs");
    assert_eq!((few.complete, few.primary.n), (None, 2));
    assert!(Compared::new(Scale::Log, &a, &b, 0.0).is_err(), "no logarithm of a chance of 0");
}

#[test]
fn no_spread_is_a_limit_and_not_a_nan() {
    let same = Paired::new(&[0.1, 0.7, 0.3], &[0.1, 0.7, 0.3]).expect("pairs");
    assert_eq!((same.mean, same.sd, same.t, same.p, same.d_z, same.tied()), (0.0, 0.0, 0.0, 1.0, None, 3));
    let equivalence = Equivalence::new(&same, 0.02, 0.05).expect("a margin");
    assert_eq!((equivalence.p, equivalence.interval.low, equivalence.interval.high), (0.0, 0.0, 0.0));
    assert_eq!(seeds_needed(&same, 0.02, 0.05, 0.8), Ok(Some(2)));
    let apart = Paired::differences(&[0.1; 30]).expect("pairs");
    assert_eq!((apart.mean, apart.sd, apart.p, apart.d_z), (0.1, 0.0, 0.0, None));
    let at = |margin| Equivalence::new(&apart, margin, 0.05).expect("a margin").p;
    assert_eq!([at(0.2), at(0.1), at(0.05)], [0.0, 1.0, 1.0]);
    let drawn = Bootstrap::new(&apart, Draws::default()).expect("resamples").interval(0.95).expect("a level");
    assert_eq!((drawn.low, drawn.high), (0.1, 0.1));
}

#[test]
fn what_cannot_be_computed_is_refused_with_a_reason() {
    let said = |refusal: Refusal| refusal.to_string();
    let refused = |a: &[f64], b: &[f64]| said(Paired::new(a, b).expect_err("refused"));
    assert_eq!(refused(&[1.0], &[2.0]), "a paired comparison needs at least 2 values, and there are 1");
    assert_eq!(refused(&[1.0, 2.0], &[2.0]), "values come in pairs, and there are 2 of the one and 1 of the other");
    assert_eq!(refused(&[1.0, 2.0], &[2.0, f64::NAN]), "value 2 is NaN: must be a finite number");
    assert!(Paired::new(&[1e308, -1e308], &[-1e308, 1e308]).is_err(), "a difference past all numbers");
    let log = Paired::logs(&[0.5, 1.0], &[0.0, 1.0]).expect_err("refused");
    assert_eq!(said(log), "value 1 is 0: must be above 0 to be compared on the log scale");
    let fine = Paired::new(&[1.0, 2.0, 4.0], &[1.0, 1.0, 1.0]).expect("pairs");
    for level in [0.0, 1.0, -0.1, 95.0, f64::NAN] {
        assert!(fine.interval(level).is_err(), "level {level}");
    }
    for margin in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(Equivalence::new(&fine, margin, 0.05).is_err(), "margin {margin}");
        assert!(seeds_needed(&fine, margin, 0.05, 0.8).is_err(), "margin {margin}");
    }
    for alpha in [0.0, 0.5, 0.7, -0.1, f64::NAN] {
        assert!(Equivalence::new(&fine, 1.0, alpha).is_err(), "α {alpha}");
    }
    assert_eq!(seeds_needed(&fine, 1e-6, 0.05, 0.8), Ok(None), "past all that is planned");
    assert!(Bootstrap::new(&fine, Draws { seed: 1, resamples: 0 }).is_err());
    assert!(resampled_means(&[1.0], &[vec![1]]).is_err() && resampled_means(&[1.0], &[vec![]]).is_err());
}

#[test]
fn ceilings_and_norms() {
    let above = above_ceiling(&[0.953, 0.8], &[0.878, 0.9], &[0.899, 0.8]).expect("pairs");
    assert!((above[0] - 0.0645).abs() < 1e-12 && (above[1] + 0.05).abs() < 1e-12);
    assert_eq!(norm_ratio(&[3.0, 4.0], &[0.0, 10.0]), Some(0.5));
    assert_eq!(norm_ratio(&[1.0], &[0.0]), None);
}

#[test]
fn draws_are_addressed_by_coordinates() {
    let paired = Paired::differences(&[0.31, -0.117, 0.4003, 0.1, 0.257, 0.0719]).expect("pairs");
    let at = |seed, resamples| Bootstrap::new(&paired, Draws { seed, resamples }).expect("resamples");
    assert_eq!(at(3, 400), at(3, 400));
    assert_ne!(at(3, 400), at(4, 400));
    // The interval of a golden draw: the same on every machine and in every version.
    let interval = at(0, 9_999).interval(0.95).expect("a level");
    assert_eq!(format!("{:.9} {:.9}", interval.low, interval.high), "0.017133333 0.296266667");
}

/// Values of ordinary sizes, in pairs.
fn pairs() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
    prop::collection::vec((0.01..2.0f64, 0.01..2.0f64), 3..40).prop_map(|pairs| pairs.into_iter().unzip())
}

/// Within rounding of values and their sums of about this size.
fn close(a: f64, b: f64, size: f64) -> bool {
    (a - b).abs() <= 1e-9 * size.max(a.abs()).max(b.abs()).max(1e-300)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn swapping_the_arms_mirrors_everything((a, b) in pairs(), margin in 0.01..1.0f64) {
        let (ab, ba) = (Paired::new(&a, &b).expect("pairs"), Paired::new(&b, &a).expect("pairs"));
        prop_assert_eq!((ab.mean, ab.sd, ab.t, ab.p), (-ba.mean, ba.sd, -ba.t, ba.p));
        prop_assert_eq!(ab.won(Better::Lower), ba.won(Better::Higher));
        let (i, j) = (ab.interval(0.95).expect("a level"), ba.interval(0.95).expect("a level"));
        prop_assert_eq!((i.low, i.high), (-j.high, -j.low));
        let test = |paired| Equivalence::new(paired, margin, 0.05).expect("a margin");
        prop_assert_eq!((test(&ab).p_low, test(&ab).p_high, test(&ab).p), (test(&ba).p_high, test(&ba).p_low, test(&ba).p));
        let drawn = |paired| Bootstrap::new(paired, Draws { seed: 1, resamples: 199 }).expect("resamples");
        let (i, j) = (drawn(&ab).interval(0.9).expect("a level"), drawn(&ba).interval(0.9).expect("a level"));
        prop_assert!(close(i.low, -j.high, ab.sd) && close(i.high, -j.low, ab.sd), "{:?} {:?}", i, j);
        let logs = (Paired::logs(&a, &b).expect("above 0"), Paired::logs(&b, &a).expect("above 0"));
        prop_assert!(close(logs.0.ratio().expect("log"), 1.0 / logs.1.ratio().expect("log"), 1.0));
    }

    #[test]
    fn what_both_arms_share_drops_out_and_units_do_not_matter((a, b) in pairs(), scale in 0.1..10.0f64, shift in -5.0..5.0f64) {
        let plain = Paired::new(&a, &b).expect("pairs");
        let moved = |values: &[f64]| values.iter().map(|x| scale * x + shift).collect::<Vec<_>>();
        let other = Paired::new(&moved(&a), &moved(&b)).expect("pairs");
        prop_assert!(close(other.mean, scale * plain.mean, 100.0) && close(other.sd, scale * plain.sd, 100.0));
        prop_assert!(close(other.p, plain.p, 1.0));
        let test = |paired, margin| Equivalence::new(paired, margin, 0.05).expect("a margin").p;
        prop_assert!(close(test(&other, 0.1 * scale), test(&plain, 0.1), 1.0));
        let drawn = |paired| Bootstrap::new(paired, Draws { seed: 2, resamples: 199 }).expect("resamples");
        let (i, j) = (drawn(&plain).interval(0.9).expect("a level"), drawn(&other).interval(0.9).expect("a level"));
        prop_assert!(close(j.low, scale * i.low, 100.0) && close(j.high, scale * i.high, 100.0), "{:?} {:?}", i, j);
        let by = |values: &[f64]| values.iter().map(|x| scale * x).collect::<Vec<_>>();
        let (logs, scaled) = (Paired::logs(&a, &b).expect("above 0"), Paired::logs(&by(&a), &by(&b)).expect("above 0"));
        prop_assert!(close(logs.mean, scaled.mean, 1.0) && close(logs.p, scaled.p, 1.0));
    }

    #[test]
    fn tests_and_intervals_never_contradict_each_other((a, b) in pairs(), margin in 0.01..1.0f64) {
        let paired = Paired::new(&a, &b).expect("pairs");
        prop_assert_eq!(paired.p <= 0.05, paired.interval(0.95).expect("a level").excludes_zero());
        let test = Equivalence::new(&paired, margin, 0.05).expect("a margin");
        prop_assert_eq!(test.p <= 0.05, test.interval.within(margin));
    }

    #[test]
    fn quantiles_invert_their_laws(p in 1e-9..0.999_999f64, df in 1.0..2000.0f64) {
        prop_assert!(close(t_cdf(t_quantile(p, df), df), p, 0.0));
        prop_assert!(close(chi_square_cdf(chi_square_quantile(p, df), df), p, 0.0));
        prop_assert!(close(normal_cdf(normal_quantile(p)), p, 0.0));
        prop_assert!(t_quantile(0.5 * p, df) < 0.0 && t_quantile(1.0 - 0.5 * p, df) > 0.0);
    }

    #[test]
    fn holm_only_raises_ps_and_keeps_their_order(ps in prop::collection::vec(0.0..=1.0f64, 1..=6)) {
        let adjusted = holm(&ps).expect("at most six");
        for (i, p) in ps.iter().enumerate() {
            prop_assert!(adjusted[i] >= *p && adjusted[i] <= 1.0);
            for (j, q) in ps.iter().enumerate() {
                prop_assert!(p > q || adjusted[i] <= adjusted[j]);
            }
        }
    }

    #[test]
    fn agreement_is_symmetric(pairs in prop::collection::vec((0usize..4, 0usize..4), 1..60)) {
        let (a, b): (Vec<usize>, Vec<usize>) = pairs.into_iter().unzip();
        prop_assert_eq!(agreement(&a, &b), agreement(&b, &a));
        let (ab, ba) = (kappa(&a, &b).expect("answers"), kappa(&b, &a).expect("answers"));
        prop_assert_eq!(ab.is_some(), ba.is_some());
        if let (Some(ab), Some(ba)) = (ab, ba) {
            prop_assert!((ab - ba).abs() < 1e-12 && ab <= 1.0 + 1e-12 && ab <= agreement(&a, &b).expect("answers") + 1e-12);
        }
    }
}
