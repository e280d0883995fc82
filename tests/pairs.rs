//! Pairs of arms: what two of them have in common is the same to the bit or to rounding, and hidden
//! sleepers lead lives as shown ones would.

#![expect(clippy::print_stdout, reason = "the figures are worth reading")]

use oneiro::arm::{Arm, Replay};
use oneiro::lab::{Lab, Options, Progress};
use oneiro::net::Kernel;
use oneiro::record::{Measure, Moment, Stopped, oracle, stopped};
use oneiro::scenario::{Override, Scenario};
use oneiro::sleep::Rule;
use rayon::prelude::*;

const PORTABLE: Options = Options { kernel: Kernel::Portable, keyframes: None };

fn lab(text: &str) -> Lab {
    let scenario = Scenario::parse(text, "pairs.toml", "pairs", &[]).unwrap_or_else(|error| panic!("{error}\n{text}"));
    Lab::new(&scenario, PORTABLE)
}

fn run(text: &str) -> Lab {
    let mut lab = lab(text);
    while lab.tick() != Progress::Ended {}
    lab
}

fn life(lab: &Lab, arm: Arm) -> usize {
    lab.lives().iter().position(|life| life.arm() == arm).expect("a life of this arm")
}

/// All of what a life measured, as bits.
fn measured(lab: &Lab, life: usize) -> Vec<u64> {
    let track = &lab.history().tracks()[life];
    Measure::ALL.iter().flat_map(|measure| track.column(*measure)).map(|value| value.to_bits()).collect()
}

/// Weights that stand well above birth, in both layers.
const GROWN: &str = "[[event]]\nday = 1\nscale = { layer = 1, factor = 1.5 }\n\
                     [[event]]\nday = 1\nscale = { layer = 2, factor = 2.0 }\n";

/// A cycle in which nothing is learnt.
fn still(night: &str, events: &str) -> Lab {
    run(&format!(
        "format = 1\ndays = 1\n[task]\nkind = \"digits\"\ntest = 10\n[net]\nhidden = [12]\nfirst_bias = 1.0\n\
         [day]\nsteps = 50\nlearning_rate = 1e-30\n[night]\nsteps = 70\nperturb = 0.0\n[night.downscale]\n{night}\n\
         [arms]\nlive = [\"all\"]\n{events}"
    ))
}

/// Σ|w| into every neuron of both layers.
fn totals(lab: &Lab, life: usize) -> Vec<f32> {
    let into = |layer| -> Vec<f32> {
        let weights = lab.weights(life, layer);
        weights.columns().into_iter().map(|column| column.iter().map(|w| w.abs()).sum()).collect()
    };
    [into(0), into(1)].concat()
}

#[test]
fn decay_by_day_shrinks_what_downscaling_shrinks_by_night() {
    let nap = "[[event]]\nday = 1\nphase = \"day\"\ntick = 5\nnap = 9\n";
    for night in [
        "rule = \"uniform\"\namount = 0.3",
        "rule = \"uniform\"\namount = 0.3\nbiases = true",
        "rule = \"set-point\"\namount = 0.5",
        "rule = \"set-point\"\namount = 0.5\nbiases = true",
        "rule = \"set-point\"\namount = 0.5\nper = \"neuron\"",
        "rule = \"set-point\"\namount = 0.5\nper = \"neuron\"\nbiases = true",
        "rule = \"set-point\"\namount = 1.0",
    ] {
        for events in [GROWN.to_owned(), format!("{GROWN}{nap}")] {
            let lab = still(night, &events);
            let wanted = totals(&lab, life(&lab, Arm::Downscale));
            let grown = totals(&lab, life(&lab, Arm::Awake));
            let raw = vec![0.5; 64];
            let said = lab.answer(life(&lab, Arm::Downscale), &raw);
            for (index, one) in lab.lives().iter().enumerate() {
                let regimen = one.arm().regimen();
                let shrinks = regimen.decay || regimen.downscale || regimen.perturb;
                for ((left, wanted), grown) in totals(&lab, index).iter().zip(&wanted).zip(&grown) {
                    let wanted = if shrinks { wanted / grown } else { 1.0 };
                    let left = left / grown;
                    assert!((left - wanted).abs() < 1e-5, "{night}: {}: {left} is not {wanted}", one.name());
                }
                if shrinks {
                    for (found, said) in lab.answer(index, &raw).iter().zip(&said) {
                        assert!((found - said).abs() < 1e-4, "{night}: {}: {found} is not {said}", one.name());
                    }
                }
                let dreams = regimen.in_turn || regimen.replay != Replay::None;
                let napped = if events.len() > GROWN.len() { 79 } else { 70 };
                assert_eq!(one.gradient_steps(), 50 + if dreams { napped } else { 0 }, "{}", one.name());
            }
            assert!(wanted.iter().zip(&grown).any(|(left, grown)| left / grown < 0.9), "{night}: something shrank");
        }
    }
}

#[test]
fn a_decay_of_very_many_steps_comes_to_its_total() {
    for (steps, amount) in [(200, 0.1), (1000, 0.1), (10_000, 0.1), (10_000, 0.01), (30_000, 0.5)] {
        let lab = run(&format!(
            "format = 1\ndays = 1\n[task]\nkind = \"digits\"\ntrain = 20\ntest = 2\n[net]\nhidden = [3]\n\
             [day]\nsteps = {steps}\nbatch = 1\nlearning_rate = 1e-30\n[night]\nsteps = 0\n[night.downscale]\n\
             amount = {amount}\n[arms]\nlive = [\"downscale\", \"decay\"]\n[measure]\nevery = 1000000\n"
        ));
        let totals = |life: usize| lab.history().tracks()[life].last(Measure::WeightAbs).expect("measured");
        let off = totals(1) / totals(0) - 1.0;
        println!("{steps} steps that remove {amount}: off by {off:.1e}");
        assert!(off.abs() < 2e-5, "{steps} steps that remove {amount} are off by {off}");
    }
}

#[test]
fn stopping_by_validation_is_a_line_of_reference() {
    let figures: Vec<[f64; 4]> = (1..=12)
        .into_par_iter()
        .map(|seed| {
            let overrides = [Override::seed(seed), Override::arms(&["awake".to_owned()])];
            let scenario = Scenario::load("digits-fixed", &overrides).unwrap_or_else(|error| panic!("{error}"));
            let mut lab = Lab::new(&scenario, Options::default());
            while lab.tick() != Progress::Ended {}
            let (track, stamps) = (&lab.history().tracks()[0], lab.history().stamps());
            let at = |found: Option<Stopped>| found.expect("measured").test_error;
            let evenings = track.moments(stamps).filter(|kept| kept.stamp.moment == Moment::Evening);
            let last = track.last(Measure::TestError).expect("measured");
            [at(stopped(track.moments(stamps))), at(stopped(evenings)), at(oracle(track.moments(stamps))), last]
        })
        .collect();
    let mean = |place: usize| figures.iter().map(|row| row[place]).sum::<f64>() / figures.len() as f64;
    let [ticks, evenings, best, last] = [0, 1, 2, 3].map(mean);
    println!("stopped {ticks:.3}, on evenings {evenings:.3}, best evening {best:.3}, last morning {last:.3}");
    assert!(figures.iter().all(|row| row[2] <= row[1]), "no evening is better than the best");
    // An early awake net is far ahead of what it comes to.
    assert!(ticks < last - 0.05 && evenings < last - 0.05);
}

#[test]
fn without_sleep_all_arms_are_one() {
    let rules = Rule::ALL.map(|rule| format!("rule = \"{}\"\nthreshold = 0.0", rule.name()));
    for night in rules.into_iter().chain(["rule = \"uniform\"\nbiases = true".to_owned()]) {
        for priority in ["0.0", "0.7"] {
            let lab = run(&format!(
                "format = 1\ndays = 3\n[task]\nkind = \"digits\"\ntest = 50\nlabel_noise = 0.3\n\
                 [day]\nsteps = 9\nmomentum = 0.5\n[night]\nsteps = 0\nperturb = 0.0\n[night.downscale]\n{night}\namount = 0.0\n\
                 [night.memory]\npriority = {priority}\n[night.dreams]\nhallucinatory = 0.0\nsparse = 0.0\n\
                 [arms]\nlive = [\"all\"]\n[measure]\nevery = 2\n"
            ));
            assert!(lab.lives().len() >= 11);
            for index in 1..lab.lives().len() {
                assert_eq!(measured(&lab, index), measured(&lab, 0), "{night}: {}", lab.lives()[index].name());
            }
        }
    }
}

/// Two days of seven steps, with nights of so many dreams blurred by σ.
fn dosed(live: &str, night: u32, sigma: f64, more: &str) -> Lab {
    run(&format!(
        "format = 1\ndays = 2\n[task]\nkind = \"digits\"\ntest = 50\nlabel_noise = 0.3\n[day]\nsteps = 7\n\
         [night]\nsteps = {night}\n{more}\n[night.downscale]\namount = 0.2\n[night.dreams]\nhallucinatory = {sigma:?}\n\
         [arms]\nlive = [\"{live}\"]\n[measure]\nevery = 2\n"
    ))
}

#[test]
fn an_even_dose_is_the_recipe_at_the_root_of_its_share() {
    // Noise costs σ² times what a slope costs (Bishop 1995): M dreams of σ are N + M batches of σ√(M/(N + M)).
    for night in [7, 21, 2] {
        let share = f64::from(night) / (7.0 + f64::from(night));
        let matched = dosed("matched", night, 0.3, "");
        let recipe = dosed("recipe", night, 0.3 * share.sqrt(), "");
        assert_eq!(measured(&matched, 0), measured(&recipe, 0), "{night} dreams");
        assert_ne!(measured(&matched, 0), measured(&dosed("recipe", night, 0.3, ""), 0), "{night} dreams");
    }
    // Where there is no night, or none in which anything can be dreamt, there is no dose.
    for night in ["missed = 1", "[night.memory]\nlag = 5"] {
        let [matched, decay] = ["matched", "decay"].map(|arm| dosed(arm, 7, 0.3, night));
        assert_eq!(measured(&matched, 0), measured(&decay, 0), "{night}");
    }
    assert_eq!(measured(&dosed("matched", 0, 0.3, ""), 0), measured(&dosed("decay", 0, 0.3, ""), 0));
}

/// Three short days of what needs hidden sleepers.
fn led(live: &str, rule: &str, events: &str) -> String {
    format!(
        "format = 1\ndays = 3\n[task]\nkind = \"digits\"\ntest = 50\nlabel_noise = 0.3\ndays = \"rotating\"\n\
         [day]\nsteps = 7\n[night]\nsteps = 9\ncycles = 3\n[night.downscale]\nrule = \"{rule}\"\n[night.memory]\n\
         priority = 0.7\n[arms]\nlive = [{live}]\n[measure]\nevery = 4\n{events}"
    )
}

#[test]
fn arms_replay_what_a_sleepers_errors_choose_whether_it_is_shown_or_not() {
    let mut lab =
        lab(&led("\"sleep\", \"interleaved\", \"noise\", \"recipe\", \"insomnia\", \"shuffled\"", "set-point", ""));
    for day in 1..=3 {
        // By day an arm in turn knows tonight's dreams; its sleeper is the one that is shown.
        while lab.clock().day != day || lab.clock().tick < 3 {
            lab.tick();
        }
        let foreseen: Vec<Vec<u32>> = (1..4)
            .map(|life| {
                (0..60)
                    .map(|index| lab.dream(life, index).expect("a dream").provenance.source().expect("a memory").id)
                    .collect()
            })
            .collect();
        while lab.clock().stage != oneiro::lab::Stage::Rem(1) {
            lab.tick();
        }
        let mut dreamt = |life| -> Vec<u32> {
            (0..60)
                .map(|index| lab.dream(life, index).expect("a dream").provenance.source().expect("a memory").id)
                .collect()
        };
        let sleeper = dreamt(0);
        for life in foreseen.into_iter().chain([dreamt(4), dreamt(5)]) {
            assert_eq!(life, sleeper);
        }
        assert_eq!(lab.dream(5, 7).expect("a dream").input, lab.dream(0, 7).expect("a dream").input);
    }
    while lab.tick() != Progress::Ended {}
    for index in 1..6 {
        let name = lab.lives()[index].name().to_owned();
        let alone = run(&led(&format!("\"{name}\""), "set-point", ""));
        assert_eq!(alone.life_hash(0), lab.life_hash(index), "{name} alone");
    }
}

#[test]
fn looking_ahead_again_shows_the_same() {
    let live = "\"decay\", \"interleaved\", \"insomnia\"";
    let plain = run(&led(live, "set-point", ""));
    // Nothing is frozen, so nothing happens: but all that was foreseen is foreseen anew.
    let nothing = |day: u32, phase: &str, tick: u32| {
        format!("[[event]]\nday = {day}\nphase = \"{phase}\"\ntick = {tick}\nthaw = {{ layer = 1, unit = 2 }}\n")
    };
    let events = [nothing(1, "day", 0), nothing(1, "day", 3), nothing(1, "day", 6), nothing(2, "night", 4)].concat();
    let seen = run(&led(live, "set-point", &events));
    assert_eq!(seen.trace_hash(), plain.trace_hash());
    // What happens on the third day is not known before.
    let late =
        "[[event]]\nday = 3\ntick = 5\nset = { \"night.downscale.amount\" = 0.9, \"day.learning_rate\" = 0.3 }\n";
    let mut late = lab(&led(live, "set-point", late));
    let mut plain = lab(&led(live, "set-point", ""));
    while late.clock().day < 3 || late.clock().tick < 4 {
        late.tick();
        plain.tick();
        assert_eq!(late.trace_hash(), plain.trace_hash());
    }
}

#[test]
fn a_hidden_sleeper_that_diverges_is_told() {
    // At night decay itself only waits.
    let at_night =
        "[[event]]\nday = 2\nphase = \"night\"\ntick = 2\narm = \"decay\"\nset = { \"day.learning_rate\" = 1e9 }\n";
    let lab = run(&led("\"sleep\", \"decay\"", "set-point", at_night));
    assert!(lab.lives()[0].diverged().is_none());
    let divergence = lab.lives()[1].diverged().expect("its sleeper cannot learn this").to_string();
    assert!(
        divergence.starts_with("diverged on night 2, tick ") && divergence.ends_with(", to its hidden sleeper"),
        "{divergence}"
    );
}

#[test]
fn shuffled_dreams_are_no_better_than_staying_up_until_the_next_evening() {
    const SEEDS: u64 = 10;
    let differences: Vec<[f64; 2]> = (1..=SEEDS)
        .into_par_iter()
        .map(|seed| {
            let arms = ["shuffled", "awake"].map(str::to_owned);
            let rare = Override::set("measure.every=1000000").expect("a key and a value");
            let overrides = [Override::seed(seed), Override::arms(&arms), rare];
            let scenario = Scenario::load("digits-fixed", &overrides).unwrap_or_else(|error| panic!("{error}"));
            let mut lab = Lab::new(&scenario, Options::default());
            while lab.tick() != Progress::Ended {}
            let stamps = lab.history().stamps();
            assert_eq!(stamps[stamps.len() - 2].moment, Moment::Evening);
            let errors = |track: usize| lab.history().tracks()[track].column(Measure::TestError);
            // The last evening and the last morning.
            [2, 1].map(|back| errors(0)[stamps.len() - back] - errors(1)[stamps.len() - back])
        })
        .collect();
    let of = |moment: usize| {
        let n = SEEDS as f64;
        let mean = differences.iter().map(|d| d[moment]).sum::<f64>() / n;
        let deviation = (differences.iter().map(|d| (d[moment] - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
        // Student's t, 97.5 %, at nine degrees of freedom.
        (mean, 2.262 * deviation / n.sqrt())
    };
    let [evening, morning] = [0, 1].map(of);
    println!(
        "shuffled − awake: evening {:+.3} ± {:.3}, morning {:+.3} ± {:.3}",
        evening.0, evening.1, morning.0, morning.1
    );
    // In the morning it is not. By the evening it is: a night that unlearns nearly all of what was learnt
    // makes of every day a first day, which is early stopping.
    assert!(morning.0 + morning.1 > 0.0, "{morning:?}");
    assert!(evening.0 + evening.1 < 0.0, "{evening:?}");
}
