//! One engine: any mixture of steps is one run, arms live alone as they live together, and what
//! two arms have in common is identical.

use oneiro::arm::Arm;
use oneiro::lab::{Lab, Options, Progress};
use oneiro::net::Kernel;
use oneiro::record::{Measure, Moment};
use oneiro::scenario::{Override, Scenario};
use proptest::prelude::*;

const ALL: &str = r#"arms.live=["all"]"#;

/// A shipped scenario made short, with these settings besides.
fn short(name: &str, settings: &[&str]) -> Scenario {
    let base = ["day.steps=7", "night.steps=9", "night.cycles=3", "days=3", "measure.every=4"];
    let overrides: Vec<Override> =
        base.iter().chain(settings).map(|text| Override::set(text).expect("a key and a value")).collect();
    Scenario::load(name, &overrides).unwrap_or_else(|error| panic!("{error}"))
}

fn options(kernel: Kernel) -> Options {
    Options { kernel, keyframes: None }
}

fn run(scenario: &Scenario, options: Options) -> Lab {
    let mut lab = Lab::new(scenario, options);
    while lab.tick() != Progress::Ended {}
    lab
}

fn life(lab: &Lab, arm: Arm) -> usize {
    lab.lives().iter().position(|life| life.arm() == arm).expect("a life of this arm")
}

#[test]
fn the_trace_is_the_same_for_every_run_of_the_same() {
    for name in ["digits", "digits-fixed", "curve"] {
        for kernel in Kernel::ALL {
            let scenario = short(name, &[ALL]);
            let hash = run(&scenario, options(kernel)).trace_hash();
            assert_eq!(run(&scenario, options(kernel)).trace_hash(), hash);
            assert_ne!(run(&short(name, &[ALL, "seed=8"]), options(kernel)).trace_hash(), hash);
            assert_eq!(run(&short(name, &[ALL, "measure.every=1"]), options(kernel)).trace_hash(), hash);
        }
    }
}

#[test]
fn portable_gives_this_hash_on_any_machine() {
    let arms: Vec<String> = Arm::ALL[..10].iter().map(|arm| format!("{:?}", arm.name())).collect();
    let ten = format!("arms.live=[{}]", arms.join(","));
    let hash = |name: &str| run(&short(name, &[&ten]), options(Kernel::Portable)).trace_hash();
    assert_eq!(
        [hash("digits"), hash("digits-fixed"), hash("curve")],
        [
            "0e4c9944c7da12392af814744c5571cc1042195724b369663fbad7cd986d5e3c",
            "68dcbb74b36ce0dd53ccdfae9b97505cb318f87c6efb6a9b06aa2cfd98beb809",
            "e6c33406cc84c955ed131185f9b32afaabcb3453255fda10111d5706d9e45026",
        ]
    );
}

#[test]
fn an_arm_lives_alone_as_it_lives_in_company() {
    let together = run(&short("digits", &[ALL]), options(Kernel::Portable));
    for arm in together.spec().live.clone() {
        let alone = run(&short("digits", &[&format!(r#"arms.live=["{}"]"#, arm.name())]), options(Kernel::Portable));
        assert_eq!(alone.life_hash(0), together.life_hash(life(&together, arm)), "{}", arm.name());
    }
}

#[test]
fn arms_with_the_same_day_are_bit_identical_until_their_first_difference() {
    let mut lab = Lab::new(&short("digits", &[ALL]), options(Kernel::Faer));
    while lab.tick() != Progress::Phase {}
    let [sleep, awake, insomnia, downscale, dreams, replay] =
        [Arm::Sleep, Arm::Awake, Arm::Insomnia, Arm::Downscale, Arm::Dreams, Arm::Replay]
            .map(|arm| lab.life_hash(life(&lab, arm)));
    for other in [&awake, &insomnia, &downscale, &dreams, &replay] {
        assert_eq!(&sleep, other, "on the first evening");
    }
    assert_ne!(sleep, lab.life_hash(life(&lab, Arm::Decay)));
    // The night begins with a stage of NREM: whoever downscales is alike, and so is whoever waits.
    lab.tick();
    let after = |arm| lab.life_hash(life(&lab, arm));
    assert_eq!(after(Arm::Sleep), after(Arm::Downscale));
    assert_eq!(after(Arm::Awake), after(Arm::Dreams));
    assert_ne!(after(Arm::Sleep), after(Arm::Awake));
}

#[test]
fn a_night_with_nothing_in_it_changes_nothing() {
    let empty = ["night.downscale.rule=none", "night.steps=0", r#"arms.live=["sleep", "awake"]"#];
    let lab = run(&short("digits", &empty), options(Kernel::Faer));
    assert_eq!(lab.life_hash(0), lab.life_hash(1));
    let lab = run(&short("digits", &["night.downscale.amount=0", "night.steps=0"]), options(Kernel::Faer));
    assert_eq!(lab.life_hash(0), lab.life_hash(1));
}

#[test]
fn a_dream_is_dreamt_again_from_its_provenance() {
    for name in ["digits", "curve"] {
        let mut lab = run(&short(name, &["night.dreams.sparse=0.1"]), options(Kernel::Faer));
        for index in 0..50 {
            let dreamt = lab.dream(0, index).expect("the sleeper dreams");
            let raw = lab.world().train.raw.row(dreamt.provenance.source().expect("a memory").id as usize).to_vec();
            assert_eq!(dreamt.provenance.dream(&lab.world().train), dreamt.input);
            assert_ne!(dreamt.input, raw);
        }
        assert_eq!(lab.dream(1, 0), None, "who stays up does not dream");
    }
}

#[test]
fn the_sleeper_learns_from_the_very_dreams_that_are_shown() {
    // One gradient step a night, on three masked, noisy, clipped dreams: taking it by hand from what
    // is shown must give the same net.
    const DREAMS: u64 = 3;
    let settings = [
        "day.batch=3",
        "night.steps=1",
        "night.cycles=1",
        "night.downscale.rule=none",
        "night.dreams.sparse=0.2",
        "days=1",
    ];
    let mut lab = Lab::new(&short("curve", &settings), options(Kernel::Portable));
    while lab.tick() != Progress::Phase {}
    let before: Vec<f64> = lab.coefficients(0).expect("a polynomial");
    let mut change = [0.0f32; 13];
    for index in 0..DREAMS {
        let dreamt = lab.dream(0, index).expect("a dream");
        let taught = lab.world().train.given[(dreamt.provenance.source().expect("a memory").id as usize, 0)];
        let residual = taught - lab.answer(0, &dreamt.input)[0];
        let mut features = [0.0; 13];
        lab.world().encoder.encode_into(&dreamt.input, &mut features);
        let norm: f32 = features.iter().map(|f| f * f).sum();
        let rate = 0.2 / (0.2 * norm).max(1.0) / DREAMS as f32;
        for (change, feature) in change.iter_mut().zip(features) {
            *change += rate * residual * feature;
        }
    }
    let expected = lab.world().encoder.monomials(&change).expect("a polynomial");
    while lab.tick() != Progress::Ended {}
    let after = lab.coefficients(0).expect("a polynomial");
    for ((before, after), expected) in before.iter().zip(&after).zip(&expected) {
        assert!(
            (after - before - expected).abs() < 1e-2 * (1.0 + expected.abs()),
            "{} is not {expected}",
            after - before
        );
    }
}

#[test]
fn every_arm_spends_what_its_table_says() {
    let lab = run(&short("digits", &[ALL]), options(Kernel::Faer));
    for life in lab.lives() {
        let clean = matches!(life.arm(), Arm::Awake | Arm::Downscale | Arm::Decay | Arm::ShrinkPerturb);
        let steps = if clean { 3 * 7 } else { 3 * (7 + 9) };
        assert_eq!(life.gradient_steps(), steps, "{}", life.arm().name());
        assert_eq!(life.latest().examples, steps * 20);
    }
}

#[test]
fn rows_stand_where_the_scenario_asks_for_them() {
    let lab = run(&short("digits", &[]), options(Kernel::Faer));
    let stamps = lab.history().stamps();
    assert_eq!(stamps.last().map(|stamp| stamp.tick), Some(lab.ticks_total()));
    // 7 ticks a day and 12 a night, measured every 4: day 4, evening 7, night 4, 8, morning 12.
    let per_cycle = [Moment::Day, Moment::Evening, Moment::Night, Moment::Night, Moment::Morning];
    let wanted: Vec<Moment> = [Moment::Morning].into_iter().chain(per_cycle.repeat(3)).collect();
    let found: Vec<Moment> = stamps.iter().map(|stamp| stamp.moment).collect();
    assert_eq!(found, wanted);
    let sleep = &lab.history().tracks()[0];
    assert!(sleep.column(Measure::TrainError)[0].is_nan(), "nothing was lived at birth");
    assert!(sleep.column(Measure::TestError).iter().all(|error| error.is_finite()));
    for (stamp, forgotten) in stamps.iter().zip(sleep.column(Measure::TruthsForgotten)).skip(1) {
        assert_eq!(forgotten.is_finite(), stamp.moment == Moment::Morning);
    }
}

#[test]
fn events_happen_when_they_are_due() {
    let text = |events: &str| {
        format!(
            "format = 1\ndays = 2\n[task]\nkind = \"digits\"\n[day]\nsteps = 6\n[night]\nsteps = 8\n[arms]\nlive = [\"sleep\", \"awake\"]\n{events}"
        )
    };
    let lab = |events: &str| {
        let scenario = Scenario::parse(&text(events), "x.toml", "x", &[]).unwrap_or_else(|error| panic!("{error}"));
        run(&scenario, options(Kernel::Faer))
    };
    let plain = lab("");
    let same = |lab: &Lab, life: usize| lab.life_hash(life) == plain.life_hash(life);

    let nap = lab("[[event]]\nday = 1\nphase = \"day\"\ntick = 3\nnap = 4");
    assert_eq!(nap.ticks_total(), plain.ticks_total() + 4);
    assert_eq!(nap.lives()[0].gradient_steps(), plain.lives()[0].gradient_steps() + 4);
    assert_eq!(nap.lives()[1].gradient_steps(), plain.lives()[1].gradient_steps());

    let skipped = lab("[[event]]\nday = 2\nphase = \"night\"\ntick = 0\narm = \"sleep\"\nskip_night = true");
    assert_eq!(skipped.lives()[0].gradient_steps(), plain.lives()[0].gradient_steps() - 8);
    assert!(!same(&skipped, 0) && same(&skipped, 1));

    let lesion =
        lab("[[event]]\nday = 2\nphase = \"day\"\ntick = 5\narm = \"awake\"\nlesion = { layer = 1, unit = 3 }");
    assert!(same(&lesion, 0) && !same(&lesion, 1));

    let set = lab("[[event]]\nday = 2\nphase = \"day\"\ntick = 0\nset = { \"night.dreams.hallucinatory\" = 0.5 }");
    assert!(!same(&set, 0) && same(&set, 1));
    assert_eq!(set.lives()[0].params().night.dreams.hallucinatory, 0.5);
    assert_eq!(set.notes().len(), 1);
}

#[test]
fn a_diverged_life_ends_and_the_others_go_on() {
    let settings = [r#"arms.live=["sleep", "awake"]"#, "day.learning_rate=1e6"];
    let lab = run(&short("digits", &settings), options(Kernel::Faer));
    for (life, track) in lab.lives().iter().zip(lab.history().tracks()) {
        let divergence = life.diverged().expect("this cannot be learnt");
        assert!(divergence.to_string().contains("the learning rate of 1000000"), "{divergence}");
        assert!(track.last(Measure::TestError).is_none());
    }
    assert_eq!(lab.notes().iter().filter(|note| note.diverged).count(), 2);

    let text = "format = 1\ndays = 2\n[task]\nkind = \"digits\"\n[[event]]\nday = 1\nphase = \"night\"\ntick = 3\narm = \"sleep\"\nset = { \"day.learning_rate\" = 1e8 }\n[arms]\nlive = [\"sleep\", \"awake\"]";
    let scenario = Scenario::parse(text, "x.toml", "x", &[]).unwrap_or_else(|error| panic!("{error}"));
    let lab = run(&scenario, options(Kernel::Faer));
    assert!(lab.lives()[0].diverged().is_some() && lab.lives()[1].diverged().is_none());
    assert!(lab.history().tracks()[1].last(Measure::TestError).is_some());
}

/// One of each event, and a life that ends by one.
const EVENTS: &str = r#"
[[event]]
day = 1
phase = "day"
tick = 3
set = { "night.dreams.hallucinatory" = 0.6, "day.momentum" = 0.3 }
[[event]]
day = 1
phase = "night"
tick = 5
arm = "awake"
lesion = { layer = 1, unit = 2 }
[[event]]
day = 2
phase = "day"
tick = 2
nap = 2
[[event]]
day = 2
phase = "night"
tick = 0
arm = "sleep"
skip_night = true
[[event]]
day = 3
phase = "day"
tick = 1
arm = "replay"
set = { "day.learning_rate" = 1e9 }
"#;

/// What a driver may do next.
#[derive(Debug, Clone)]
enum Move {
    Micro(usize),
    Tick(usize),
    Phase,
    Seek(u64),
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = prop_oneof![
        (1..40usize).prop_map(Move::Micro),
        (1..9usize).prop_map(Move::Tick),
        Just(Move::Phase),
        (0..57u64).prop_map(Move::Seek),
    ];
    prop::collection::vec(one, 0..12)
}

#[test]
fn travelling_on_from_the_middle_of_a_tick_keeps_the_history() {
    let scenario = short("digits", &[]);
    let plain = run(&scenario, options(Kernel::Portable));
    let mut lab = Lab::new(&scenario, Options { kernel: Kernel::Portable, keyframes: Some(usize::MAX) });
    lab.seek(50);
    lab.seek(10);
    lab.micro();
    lab.seek(40);
    while lab.tick() != Progress::Ended {}
    assert_eq!(lab.history().stamps(), plain.history().stamps());
    assert_eq!(lab.trace_hash(), plain.trace_hash());
}

/// What is left of Σ|w| after a cycle in which nothing is learnt.
fn left(events: &str, settings: &str) -> Vec<(Arm, f64, u64)> {
    let text = format!(
        "format = 1\ndays = 1\n[task]\nkind = \"digits\"\n[day]\nsteps = 50\nlearning_rate = 1e-30\n[night]\nsteps = 70\nperturb = 0.0\n\
         [night.memory]\nlag = 0\n[arms]\nlive = [\"all\"]\n{settings}{events}"
    );
    let scenario = Scenario::parse(&text, "x.toml", "x", &[]).unwrap_or_else(|error| panic!("{error}"));
    let lab = run(&scenario, options(Kernel::Portable));
    let weights = |life: usize| {
        let column = lab.history().tracks()[life].column(Measure::WeightAbs);
        column[column.len() - 1] / column[0]
    };
    lab.lives().iter().enumerate().map(|(index, life)| (life.arm(), weights(index), life.gradient_steps())).collect()
}

#[test]
fn every_arm_that_shrinks_or_decays_loses_the_same_share() {
    let nap = "[[event]]\nday = 1\nphase = \"day\"\ntick = 5\nnap = 9\n";
    let skip = "[[event]]\nday = 1\nskip_night = true\n";
    for (events, kept, dreamt) in [("", 0.9, 70), (nap, 0.9, 79), (skip, 1.0, 0)] {
        for (arm, left, steps) in left(events, "") {
            let regimen = arm.regimen();
            let wanted = if regimen.decay || regimen.downscale || regimen.perturb { kept } else { 1.0 };
            assert!((left - wanted).abs() < 1e-5, "{}: {left} is not {wanted}", arm.name());
            let dreams = regimen.in_turn || regimen.replay != oneiro::arm::Replay::None;
            assert_eq!(steps, 50 + if dreams { dreamt } else { 0 }, "{}", arm.name());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Micro-steps, ticks, phases and travels, with keyframes of any bound and without, end in the
    /// trace of a plain run, and in its history.
    #[test]
    fn any_mixture_of_steps_is_one_run(
        moves in moves(),
        keyframes in prop::option::of(prop_oneof![Just(0usize), Just(100_000), Just(usize::MAX)]),
        priority in prop::bool::ANY,
        momentum in prop::bool::ANY,
        events in prop::bool::ANY,
    ) {
        let text = format!(
            "format = 1\ndays = 3\n[task]\nkind = \"digits\"\ndays = \"rotating\"\nlabel_noise = 0.3\n\
             [day]\nsteps = 7\nmomentum = {}\n[night]\nsteps = 9\ncycles = 3\n[night.memory]\npriority = {}\n\
             [arms]\nlive = [\"sleep\", \"awake\", \"dreams\", \"replay\"{}]\n[measure]\nevery = 4\n{}",
            if momentum { 0.5 } else { 0.0 },
            if priority { 0.7 } else { 0.0 },
            if priority { "" } else { ", \"interleaved\"" },
            if events { EVENTS } else { "" },
        );
        let scenario = Scenario::parse(&text, "x.toml", "x", &[]).unwrap_or_else(|error| panic!("{error}"));
        let plain = run(&scenario, options(Kernel::Faer));
        let mut lab = Lab::new(&scenario, Options { kernel: Kernel::Faer, keyframes });
        for step in &moves {
            match step {
                Move::Micro(count) => (0..*count).for_each(|_| { lab.micro(); }),
                Move::Tick(count) => (0..*count).for_each(|_| { lab.tick(); }),
                Move::Phase => while lab.tick() < Progress::Phase {},
                Move::Seek(tick) => {
                    lab.seek(*tick);
                    prop_assert_eq!(lab.clock().total, *tick);
                }
            }
        }
        while lab.tick() != Progress::Ended {}
        prop_assert_eq!(lab.trace_hash(), plain.trace_hash());
        prop_assert_eq!(lab.history().stamps(), plain.history().stamps());
        prop_assert_eq!(lab.notes(), plain.notes());
        for (a, b) in lab.history().tracks().iter().zip(plain.history().tracks()) {
            for measure in Measure::ALL {
                let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
                prop_assert_eq!(bits(a.column(measure)), bits(b.column(measure)));
            }
            prop_assert_eq!(a.gradient_steps(), b.gradient_steps());
            prop_assert_eq!(a.examples(), b.examples());
        }
    }
}
