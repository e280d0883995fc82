//! What must be true of any correct implementation, and the figures that one reaches.
//!
//! Figures are means over seeds 1 to 30. The bounds are those of an independent prototype; each
//! test prints its table (`cargo test --test science -- --nocapture`).

#![expect(clippy::print_stdout, reason = "the tables are half of what this test is for")]

use oneiro::arm::Arm;
use oneiro::lab::{Lab, Options, Progress};
use oneiro::record::{Measure, Moment};
use oneiro::scenario::{Override, Scenario};
use rayon::prelude::*;

/// Measures of evenings and mornings, `[day][moment]`, of one life.
struct Life {
    evening: Vec<f64>,
    morning: Vec<f64>,
    weights: Vec<f64>,
    lies: f64,
    coefficient: f64,
    beyond: f64,
}

/// All arms of a scenario over seeds: `[seed][arm]`.
fn lives(name: &str, seeds: u64, arms: &[Arm], settings: &[&str]) -> Vec<Vec<Life>> {
    let arms: Vec<String> = arms.iter().map(|arm| arm.name().to_string()).collect();
    (1..=seeds)
        .into_par_iter()
        .map(|seed| {
            let mut overrides = vec![Override::seed(seed), Override::arms(&arms)];
            let rare = ["measure.every=1000000"];
            overrides.extend(rare.iter().chain(settings).map(|text| Override::set(text).expect("a key and a value")));
            let scenario = Scenario::load(name, &overrides).unwrap_or_else(|error| panic!("{error}"));
            let mut lab = Lab::new(&scenario, Options::default());
            while lab.tick() != Progress::Ended {}
            let stamps = lab.history().stamps();
            let track = |track: &oneiro::record::Track| {
                let at = |measure, moment| {
                    let column = track.column(measure);
                    (1..stamps.len()).filter(|i| stamps[*i].moment == moment).map(|i| column[i]).collect::<Vec<f64>>()
                };
                let last = |measure| track.last(measure).unwrap_or(f64::NAN);
                Life {
                    evening: at(Measure::TestError, Moment::Evening),
                    morning: at(Measure::TestError, Moment::Morning),
                    weights: track.column(Measure::WeightAbs)[1..].to_vec(),
                    lies: last(Measure::LiesBelieved),
                    coefficient: last(Measure::LargestCoefficient),
                    beyond: last(Measure::ExtrapolationError),
                }
            };
            lab.history().tracks().iter().map(track).collect()
        })
        .collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Half the width of the 95 % t interval of a mean.
fn half_width(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let centre = mean(values);
    let variance = values.iter().map(|value| (value - centre).powi(2)).sum::<f64>() / (n - 1.0);
    // Student's t, 97.5 %, at 29 and at 39 degrees of freedom.
    let t = if values.len() == 30 { 2.045 } else { 2.023 };
    t * (variance / n).sqrt()
}

/// Last mornings of one arm over seeds.
fn mornings(lives: &[Vec<Life>], arm: usize) -> Vec<f64> {
    lives.iter().map(|seed| *seed[arm].morning.last().expect("days")).collect()
}

fn differences(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

fn table(title: &str, arms: &[Arm], lives: &[Vec<Life>]) {
    println!(
        "\n{title}, seeds 1 to {}\n{:<12} {:>8} {:>16} {:>6} {:>7}",
        lives.len(),
        "arm",
        "evening",
        "last morning",
        "lies",
        "Σ|w|"
    );
    for (place, arm) in arms.iter().enumerate() {
        let of = |value: fn(&Life) -> f64| mean(&lives.iter().map(|seed| value(&seed[place])).collect::<Vec<_>>());
        let morning = mornings(lives, place);
        let lies = of(|life| life.lies);
        let lies = if lies.is_nan() { "–".to_string() } else { format!("{lies:.2}") };
        println!(
            "{:<12} {:>8.3} {:>8.3} ± {:.3} {:>6} {:>7.1}",
            arm.name(),
            of(|life| *life.evening.last().expect("days")),
            mean(&morning),
            half_width(&morning),
            lies,
            of(|life| *life.weights.last().expect("days")),
        );
    }
}

#[test]
fn digits_sleep_wins_every_night() {
    let arms = [Arm::Sleep, Arm::Awake, Arm::Interleaved, Arm::Insomnia, Arm::Downscale, Arm::Dreams];
    let lives = lives("digits", 30, &arms, &[]);
    table("digits (rotating days)", &arms, &lives);
    let [sleep, awake, interleaved] = [0, 1, 2].map(|arm| mornings(&lives, arm));
    let pairs = differences(&sleep, &awake);
    println!("sleep − awake {:+.3} ± {:.3}", mean(&pairs), half_width(&pairs));
    assert!((-0.21..=-0.13).contains(&mean(&pairs)), "{}", mean(&pairs));
    assert!(pairs.iter().filter(|pair| **pair >= 0.0).count() <= 1);
    let better = lives.iter().filter(|seed| seed[0].morning.last() < seed[0].evening.last()).count();
    println!("the last night improved {better} of 30 sleepers");
    assert!(better >= 27);
    let timing = differences(&sleep, &interleaved);
    println!("sleep − interleaved {:+.3} ± {:.3}", mean(&timing), half_width(&timing));
    assert!(mean(&timing) < 0.0);
    // SCIENCE §1.7: the sawtooth. Evenings and mornings alternate in `weights`.
    let last = 39;
    let sawtooth = |cycle: usize| {
        let falls = |seed: &Vec<Life>| seed[0].weights[2 * cycle + 1] - seed[0].weights[2 * cycle];
        lives.iter().map(falls).collect::<Vec<f64>>()
    };
    assert!(mean(&sawtooth(0)) < 0.0, "the first night shrinks in the mean");
    for cycle in 1..20 {
        assert!(sawtooth(cycle).iter().all(|fall| *fall < 0.0), "night {} shrinks every sleeper", cycle + 1);
        let grows = |seed: &Vec<Life>| seed[0].weights[2 * cycle] > seed[0].weights[2 * cycle - 1];
        assert!(lives.iter().all(grows), "day {} grows every sleeper", cycle + 1);
    }
    assert_eq!(lives[0][0].weights.len(), last + 1);
}

#[test]
fn digits_fixed_reaches_the_figures_of_all_ten_arms_in_order() {
    use Arm::{Awake, Decay, Downscale, Dreams, Insomnia, Interleaved, Noise, Recipe, Replay, Sleep};
    let figures = [
        (Recipe, 0.160),
        (Sleep, 0.188),
        (Interleaved, 0.187),
        (Dreams, 0.224),
        (Downscale, 0.225),
        (Decay, 0.221),
        (Noise, 0.226),
        (Replay, 0.299),
        (Awake, 0.339),
        (Insomnia, 0.363),
    ];
    let arms = figures.map(|(arm, _)| arm);
    let lives = lives("digits-fixed", 30, &arms, &[]);
    table("digits-fixed", &arms, &lives);
    let means: Vec<f64> = (0..arms.len()).map(|arm| mean(&mornings(&lives, arm))).collect();
    for ((arm, figure), found) in figures.iter().zip(&means) {
        assert!((found - figure).abs() <= 0.04, "{}: {found:.3} is not {figure}", arm.name());
    }
    // recipe < {sleep, interleaved} < {dreams, downscale, decay, noise} < replay < awake < insomnia
    let groups = [&means[0..1], &means[1..3], &means[3..7], &means[7..8], &means[8..9], &means[9..10]];
    for pair in groups.windows(2) {
        let highest = pair[0].iter().fold(0.0, |a: f64, b| a.max(*b));
        let lowest = pair[1].iter().fold(1.0, |a: f64, b| a.min(*b));
        assert!(highest < lowest, "{highest} is not below {lowest}");
    }
    let timing = differences(&mornings(&lives, 1), &mornings(&lives, 2));
    println!("sleep − interleaved {:+.3} ± {:.3}", mean(&timing), half_width(&timing));
    assert!(mean(&timing).abs() <= 0.015);
}

#[test]
fn digits_clean_shows_no_benefit() {
    let arms = [Arm::Sleep, Arm::Awake];
    let lives = lives("digits-clean", 30, &arms, &[]);
    table("digits-clean", &arms, &lives);
    let pairs = differences(&mornings(&lives, 0), &mornings(&lives, 1));
    let (centre, half) = (mean(&pairs), half_width(&pairs));
    println!("sleep − awake {centre:+.3} ± {half:.3}");
    assert!(centre - half >= -0.01 && centre + half <= 0.02);
}

#[test]
fn moons_are_within_their_ranges_and_clean_ones_show_no_benefit() {
    let arms = [Arm::Sleep, Arm::Awake, Arm::Downscale];
    let taught_wrong = lives("moons", 30, &arms, &["task.test=500"]);
    table("moons", &arms, &taught_wrong);
    let [sleep, awake, downscale] = [0, 1, 2].map(|arm| mean(&mornings(&taught_wrong, arm)));
    assert!((0.08..=0.14).contains(&sleep), "{sleep}");
    assert!((0.20..=0.28).contains(&awake), "{awake}");
    assert!(sleep < downscale && downscale < awake);
    let clean = lives("moons-clean", 30, &arms[..2], &["task.test=500"]);
    table("moons-clean", &arms[..2], &clean);
    let pairs = differences(&mornings(&clean, 0), &mornings(&clean, 1));
    let (centre, half) = (mean(&pairs), half_width(&pairs));
    println!("sleep − awake {centre:+.3} ± {half:.3}");
    assert!(centre - half >= -0.02 && centre + half <= 0.02);
}

#[test]
fn curve_is_within_its_ranges() {
    let arms = [Arm::Sleep, Arm::Awake, Arm::Insomnia, Arm::Downscale, Arm::Replay, Arm::Dreams];
    let lives = lives("curve", 30, &arms, &[]);
    table("curve (mean squared error)", &arms, &lives);
    let ratio = |a: usize, b: usize| {
        let logs: Vec<f64> = mornings(&lives, a).iter().zip(mornings(&lives, b)).map(|(a, b)| (a / b).ln()).collect();
        mean(&logs).exp()
    };
    let median = |value: fn(&Life) -> f64, arm: usize| {
        let mut values: Vec<f64> = lives.iter().map(|seed| value(&seed[arm])).collect();
        values.sort_by(f64::total_cmp);
        f64::midpoint(values[14], values[15])
    };
    println!("sleep/awake {:.3}, insomnia/awake {:.3}", ratio(0, 1), ratio(2, 1));
    let [sleep, awake] = [0, 1].map(|arm| (median(|life| life.coefficient, arm), median(|life| life.beyond, arm)));
    println!("medians of the largest coefficient: sleep {:.0}, awake {:.0}", sleep.0, awake.0);
    println!("medians of the error beyond: sleep {:.3}, awake {:.3}", sleep.1, awake.1);
    assert!((0.13..=0.32).contains(&ratio(0, 1)));
    assert!(ratio(2, 1) > 1.15);
    assert!(awake.1 / sleep.1 >= 20.0, "extrapolation: {}", awake.1 / sleep.1);
    assert!(sleep.0 < 0.5 * awake.0);
}
