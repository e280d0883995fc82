//! Measures beside the errors: when they are taken, what they are of, and that they change nothing lived.

use oneiro::lab::{Lab, Options, Progress};
use oneiro::net::Kernel;
use oneiro::record::{Measure, Moment};
use oneiro::scenario::{Override, Scenario};

fn lab(task: &str, more: &[&str]) -> Lab {
    let text = format!(
        "format = 1\ndays = 3\ntask.kind = \"{task}\"\nday.steps = 30\nnight.steps = 10\nmeasure.every = 5\n\
         arms.live = [\"sleep\", \"interleaved\"]\n"
    );
    let overrides: Vec<Override> = more.iter().map(|set| Override::set(set).expect("a key and a value")).collect();
    let scenario =
        Scenario::parse(&text, "measures.toml", "measures", &overrides).unwrap_or_else(|error| panic!("{error}"));
    let mut lab = Lab::new(&scenario, Options { kernel: Kernel::Portable, keyframes: None });
    while lab.tick() != Progress::Ended {}
    lab
}

/// All of what a life measured, moment by moment.
fn column(lab: &Lab, life: usize, measure: Measure) -> Vec<(Moment, f64)> {
    let values = lab.history().tracks()[life].column(measure).iter().copied();
    lab.history().stamps().iter().map(|stamp| stamp.moment).zip(values).collect()
}

#[test]
fn what_is_read_off_changes_no_hash() {
    let hashes =
        ["0.0", "0.3", "1.0"].map(|noise| lab("digits", &[&format!("measure.corruption={noise}")]).trace_hash());
    assert!(hashes.iter().all(|hash| *hash == hashes[0]), "{hashes:?}");
}

#[test]
fn corrupted_tests_and_ranks_are_of_evenings_and_mornings() {
    let lab = lab("digits", &[]);
    for life in 0..2 {
        for measure in [Measure::NoisyError, Measure::StableRank] {
            for (moment, value) in column(&lab, life, measure) {
                assert_eq!(value.is_nan(), !moment.ends_phase(), "{measure:?} at {moment:?}");
            }
        }
        for measure in [Measure::Calibration, Measure::CalibrationNoisy, Measure::LogLoss] {
            assert!(column(&lab, life, measure).iter().all(|(_, value)| *value >= 0.0), "{measure:?}");
        }
        // Two layers of digits: from 1 to ten and 64 directions.
        assert!(
            column(&lab, life, Measure::StableRank).iter().all(|(_, rank)| rank.is_nan() || (1.0..40.0).contains(rank))
        );
    }
}

#[test]
fn a_little_noise_is_the_clean_test_and_much_is_a_guess() {
    let last = |lab: &Lab, measure| lab.history().tracks()[0].last(measure).expect("measured");
    let little = lab("digits", &["measure.corruption=1e-9"]);
    assert_eq!(last(&little, Measure::NoisyError).to_bits(), last(&little, Measure::TestError).to_bits());
    let much = lab("digits", &["measure.corruption=100"]);
    assert!((0.8..0.98).contains(&last(&much, Measure::NoisyError)));
    assert!(lab("digits", &["measure.corruption=0"]).history().tracks()[0].last(Measure::NoisyError).is_none());
}

#[test]
fn noisy_labels_are_as_wrong_as_those_taught() {
    let last = |lab: &Lab, measure| lab.history().tracks()[0].last(measure).expect("measured");
    let honest = lab("digits", &[]);
    assert_eq!(last(&honest, Measure::Calibration).to_bits(), last(&honest, Measure::CalibrationNoisy).to_bits());
    let lied_to = lab("digits", &["task.label_noise=0.3"]);
    assert!((last(&lied_to, Measure::Calibration) - last(&lied_to, Measure::CalibrationNoisy)).abs() > 0.01);
}

#[test]
fn a_curve_has_no_confidence_but_learns_its_lessons() {
    let lab = lab("curve", &["measure.corruption=0.1", "day.normalized=true", "day.batch=4"]);
    let track = &lab.history().tracks()[0];
    assert!(track.last(Measure::Calibration).is_none() && track.last(Measure::LogLoss).is_none());
    assert!(track.last(Measure::NoisyError).expect("asked") > track.last(Measure::TestError).expect("measured"));
    assert!(track.last(Measure::Plasticity).is_some());
}

#[test]
fn plasticity_is_told_in_the_evening_and_kept_until_morning() {
    for every in ["measure.every=5", "measure.every=1000000"] {
        let lab = lab("digits", &[every, "day.steps=100", "task.days=\"rotating\"", "day.learning_rate=0.5"]);
        for life in 0..2 {
            let mut evening = f64::NAN;
            for (moment, value) in column(&lab, life, Measure::Plasticity) {
                match moment {
                    Moment::Day => assert!(value.is_nan()),
                    Moment::Evening => {
                        assert!((2.0..=100.0).contains(&value) && value.fract() == 0.0, "{value}");
                        evening = value;
                    }
                    Moment::Night | Moment::Morning => assert_eq!(value.to_bits(), evening.to_bits()),
                }
            }
        }
        // Days of 40 in batches of 20: a pass is two steps.
        let evenings = column(&lab, 0, Measure::Plasticity);
        assert!(evenings.iter().any(|(_, steps)| *steps < 100.0), "{evenings:?}");
    }
}

#[test]
fn a_changed_world_is_asked_as_it_is() {
    for drift in ["labels", "inputs"] {
        let drift = format!("task.drift=\"{drift}\"");
        let lab = lab("digits", &["measure.corruption=1e-9", &drift, "task.drift_day=2", "day.steps=100"]);
        let of = |measure| column(&lab, 0, measure);
        for ((moment, noisy), (_, clean)) in of(Measure::NoisyError).into_iter().zip(of(Measure::TestError)) {
            assert!(!moment.ends_phase() || noisy.to_bits() == clean.to_bits(), "{noisy} is not {clean}");
        }
        let trusted = [Measure::Calibration, Measure::CalibrationNoisy, Measure::LogLoss].map(of);
        assert!(trusted.iter().flatten().all(|(_, value)| *value >= 0.0), "asked on every day");
        for ((_, clean), (_, noisy)) in trusted[0].iter().zip(&trusted[1]) {
            assert_eq!(clean.to_bits(), noisy.to_bits(), "no label is wrong");
        }
        // On the day of the change a net that was sure of the old world is sure and wrong.
        let first = |day: u32| lab.history().stamps().iter().position(|stamp| stamp.day == day).expect("lived");
        let (before, after) = (trusted[2][first(2) - 1].1, trusted[2][first(2)].1);
        assert!(after > before + 0.5, "{before} {after}");
    }
}
