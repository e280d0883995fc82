//! How many nights? The shipped study, in which four keys move together.

use oneiro::arm::Param;
use oneiro::lab::{Lab, Options};
use oneiro::record::Measure::TestError;
use oneiro::scenario::Source;
use oneiro::study::{Asked, Plan};

fn plan() -> Plan {
    let source = Source::find("nights").expect("is shipped");
    Plan::new(&source, &Asked::default(), "faer").unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_setting_has_the_same_steps_dreams_and_shrinking() {
    let plan = plan();
    assert_eq!(plan.settings(), 11);
    for setting in 0..plan.settings() {
        let scenario = plan.scenario(setting, 1).expect("is sound");
        let spec = scenario.spec();
        assert_eq!((spec.days * spec.day.steps, spec.days * spec.night.steps), (2000, 2000));
        let left = (1.0 - spec.night.downscale.amount).powf(f64::from(spec.days));
        // Eight decimals of the amount, 2 000 nights.
        assert!((left / 0.9f64.powi(20) - 1.0).abs() < 2000.0 * 5e-9, "{}: {left}", Param::Amount.path());
    }
}

#[test]
fn as_days_shrink_sleep_becomes_decay_and_noise() {
    let lives = |setting: u64| {
        let scenario = plan().scenario(setting, 1).expect("is sound");
        let mut lab = Lab::new(&scenario, Options::default());
        while !lab.ended() {
            lab.tick();
        }
        let track = |name| lab.history().track(name).expect("lives").column(TestError).to_vec();
        let alike = lab.test_classes(0).iter().zip(lab.test_classes(1)).filter(|(a, b)| a == b).count();
        let errors = track("sleep");
        (errors[errors.len() - 2], errors[errors.len() - 1], alike)
    };
    // A night after every step: of 1 000 answers hardly one is another, and evening and morning are one.
    let (evening, morning, alike) = lives(0);
    assert!(alike >= 990, "{alike}");
    assert!((evening - morning).abs() < 0.05, "{evening} {morning}");
    // One night in all: it finds what was learnt by heart in 2 000 steps.
    let (evening, morning, _) = lives(10);
    assert!(evening - morning > 0.08, "{evening} {morning}");
}
