//! The rules of downscaling: each removes exactly what it says, of weights and velocities alike.

use ndarray::Array2;
use oneiro::arm::Arm;
use oneiro::lab::{Lab, Options, Progress};
use oneiro::net::{Activation, Birth, Init, Kernel, Layer, Loss, Mlp, Params, Shape, Step};
use oneiro::rng::{Purpose, Stream};
use oneiro::scenario::Scenario;
use oneiro::sleep::{Activity, Born, Downscale, Left, Per, Portion, Rule, downscale};
use proptest::prelude::*;

const INPUTS: usize = 6;

/// A net with velocities that has learnt a little, and what it was born as.
fn net(seed: u64, kernel: Kernel) -> (Mlp, Born) {
    let params = Params {
        hidden: vec![9, 5],
        activation: Activation::Tanh,
        init: Init::FanIn,
        first_gain: 1.0,
        first_bias: 0.5,
        bias: true,
    };
    let shape = Shape { inputs: INPUTS, outputs: 3, loss: Loss::CrossEntropy, params };
    let birth = Birth {
        normals: &mut |layer, out| Stream::new(seed, Purpose::Weights, layer as u32).normals(0, out),
        uniforms: &mut |out| Stream::new(seed, Purpose::Biases, 0).uniforms(0, out),
    };
    let mut net = Mlp::new(&shape, kernel, 8, true, birth);
    let born = Born::of(&net);
    let mut inputs = vec![0.0; 8 * INPUTS];
    Stream::new(seed, Purpose::Points, 0).normals(0, &mut inputs);
    let inputs = Array2::from_shape_vec((8, INPUTS), inputs).expect("rows of inputs");
    let targets = Array2::from_shape_fn((8, 3), |(row, class)| if row % 3 == class { 1.0 } else { 0.0 });
    let step = Step { learning_rate: 0.2, momentum: 0.8, decay: 0.0, normalized: false };
    for _ in 0..30 {
        net.train(inputs.view(), targets.view(), &step);
    }
    (net, born)
}

fn rule(rule: Rule, amount: f64) -> Downscale {
    Downscale { rule, amount, per: Per::Layer, spared: 0.2, threshold: 0.1, biases: false }
}

/// Activity of every input, from 0 to its layer's largest.
fn active(net: &Mlp, seed: u64) -> Activity {
    let mut activity = Activity::new(net.layers().iter().map(|layer| layer.weights.nrows()));
    let given: Vec<Array2<f32>> = net
        .layers()
        .iter()
        .enumerate()
        .map(|(index, layer)| {
            let mut values = vec![0.0; layer.weights.nrows()];
            Stream::new(seed, Purpose::Noise, index as u32).uniforms(0, &mut values);
            Array2::from_shape_vec((1, values.len()), values).expect("a row")
        })
        .collect();
    activity.note(given.iter().map(|given| given.view()));
    activity
}

/// A night of so many cycles.
fn night(net: &mut Mlp, rule: &Downscale, cycles: u32, born: &Born, activity: &Activity) -> Vec<Left> {
    (0..cycles).map(|_| downscale(net, rule, Portion::one_of(cycles), born, activity)).collect()
}

fn total(layer: &Layer) -> f64 {
    layer.weights.iter().map(|weight| f64::from(weight.abs())).sum()
}

/// All numbers of a net.
fn state(net: &Mlp) -> Vec<u8> {
    let mut bytes = Vec::new();
    net.write_state(&mut bytes);
    bytes
}

fn near(found: f64, wanted: f64) -> bool {
    (found - wanted).abs() <= 1e-5 * wanted.abs().max(1e-3)
}

fn kernels() -> impl Strategy<Value = Kernel> {
    prop_oneof![Just(Kernel::Portable), Just(Kernel::Faer)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Σ|w| of every layer falls by δ, however many cycles a night has.
    #[test]
    fn rules_that_remove_the_amount_remove_it(
        seed in 0..1000u64, amount in 0.0..1.0f64, cycles in 1..6u32, kernel in kernels(),
        which in prop_oneof![Just(Rule::Uniform), Just(Rule::Proportional)],
    ) {
        let (mut net, born) = net(seed, kernel);
        let before: Vec<f64> = net.layers().iter().map(total).collect();
        let left = night(&mut net, &rule(which, amount), cycles, &born, &Activity::default());
        for (index, layer) in net.layers().iter().enumerate() {
            prop_assert!(near(total(layer), before[index] * (1.0 - amount)), "{} of {}", total(layer), before[index]);
            let told: f64 = left.iter().map(|left| f64::from(left.factors[index][0])).product();
            prop_assert!(near(told, 1.0 - amount), "{told}");
        }
    }

    /// The larger loses the larger share, keeps its sign and its rank; two cycles are one night.
    #[test]
    fn a_proportional_night_takes_more_of_what_is_larger(seed in 0..1000u64, amount in 0.01..0.99f64, kernel in kernels()) {
        let (mut once, born) = net(seed, kernel);
        let before = once.clone();
        let mut twice = once.clone();
        night(&mut once, &rule(Rule::Proportional, amount), 1, &born, &Activity::default());
        night(&mut twice, &rule(Rule::Proportional, amount), 2, &born, &Activity::default());
        let pairs = once.layers().iter().zip(before.layers()).zip(twice.layers());
        for ((after, before), twice) in pairs {
            let mut weights: Vec<(f32, f32, f32)> = before.weights.iter().zip(&after.weights).zip(&twice.weights)
                .map(|((before, after), twice)| (*before, *after, *twice)).collect();
            weights.sort_by(|a, b| a.0.abs().total_cmp(&b.0.abs()));
            for pair in weights.windows(2) {
                prop_assert!(pair[1].1 / pair[1].0 <= pair[0].1 / pair[0].0 + 1e-6);
                prop_assert!(pair[1].1.abs() >= pair[0].1.abs() - 1e-6);
            }
            for (_, once, twice) in &weights {
                prop_assert!((once - twice).abs() <= 1e-6 * once.abs().max(0.01));
            }
            prop_assert!(weights.iter().all(|(before, after, _)| before * after >= 0.0));
        }
    }

    /// The largest keep every bit, the rest give all of δ, and if they cannot they are gone and it is told.
    #[test]
    fn a_protected_night_spares_the_largest(
        seed in 0..1000u64, amount in 0.0..1.0f64, spared in 0.0..1.0f64, cycles in 1..5u32, kernel in kernels(),
    ) {
        let (mut net, born) = net(seed, kernel);
        let before = net.clone();
        let rule = Downscale { spared, ..rule(Rule::Protected, amount) };
        let left = night(&mut net, &rule, cycles, &born, &Activity::default());
        for (index, (after, before)) in net.layers().iter().zip(before.layers()).enumerate() {
            let count = (spared * before.weights.len() as f64).round() as usize;
            let mut sizes: Vec<f32> = before.weights.iter().map(|weight| weight.abs()).collect();
            sizes.sort_by(|a, b| b.total_cmp(a));
            let kept: f64 = sizes[..count].iter().map(|size| f64::from(*size)).sum();
            let bar = if count > 0 { sizes[count - 1] } else { f32::INFINITY };
            for (after, before) in after.weights.iter().zip(&before.weights) {
                let sound = if before.abs() >= bar { after == before } else { after.abs() <= before.abs() };
                prop_assert!(sound, "{} after {}", after, before);
            }
            let wanted = total(before) * (1.0 - amount);
            let short = left.iter().any(|left| left.short.contains(&index));
            prop_assert!(near(total(after), wanted.max(kept)), "{} of {}", total(after), total(before));
            if (wanted - kept).abs() > 1e-5 * wanted {
                prop_assert_eq!(short, wanted < kept, "{} of {} kept", wanted, kept);
            }
        }
    }

    /// Each weight loses δ(1 − R), R its input's activity over the layer's largest.
    #[test]
    fn an_active_input_is_spared(seed in 0..1000u64, amount in 0.0..1.0f64, cycles in 1..5u32, kernel in kernels()) {
        let (mut net, born) = net(seed, kernel);
        let activity = active(&net, seed);
        let before = net.clone();
        night(&mut net, &rule(Rule::Activity, amount), cycles, &born, &activity);
        for (index, (after, before)) in net.layers().iter().zip(before.layers()).enumerate() {
            let active = activity.of(index);
            let top = active.iter().copied().fold(0.0, f32::max);
            for (input, active) in active.iter().enumerate().take(before.weights.nrows()) {
                let replayed = f64::from(*active / top);
                for (after, before) in after.weights.row(input).iter().zip(before.weights.row(input)) {
                    let wanted = f64::from(*before) * (1.0 - amount * (1.0 - replayed));
                    prop_assert!((f64::from(*after) - wanted).abs() <= 1e-5 * wanted.abs().max(1e-3));
                }
            }
        }
    }

    /// The way back to birth shrinks by δ; all of it leads there bit for bit.
    #[test]
    fn birth_is_approached_by_the_amount(seed in 0..1000u64, amount in 0.0..1.0f64, cycles in 1..5u32, biases: bool, kernel in kernels()) {
        let (mut net, born) = net(seed, kernel);
        let before = net.clone();
        let rule = Downscale { biases, ..rule(Rule::Birth, amount) };
        night(&mut net, &rule, cycles, &born, &Activity::default());
        for (index, (after, before)) in net.layers().iter().zip(before.layers()).enumerate() {
            let born = born.layer(index).expect("a layer");
            let of = |layer: &Layer| -> Vec<f64> {
                layer.weights.iter().chain(&layer.bias).map(|value| f64::from(*value)).collect()
            };
            for (place, ((after, before), born)) in of(after).iter().zip(of(before)).zip(of(born)).enumerate() {
                let moves = biases || place < weights(index);
                let wanted = if moves { before - amount * (before - born) } else { before };
                prop_assert!((after - wanted).abs() < 1e-5, "{after} is not {wanted}");
            }
        }
        night(&mut net, &Downscale { amount: 1.0, biases: true, ..rule }, cycles, &born, &Activity::default());
        for (index, layer) in net.layers().iter().enumerate() {
            prop_assert_eq!(Some(layer), born.layer(index));
        }
    }

    /// What is below the threshold is 0, what is not keeps every bit, and once is as good as often.
    #[test]
    fn pruning_takes_what_is_small(seed in 0..1000u64, threshold in 0.0..1.0f64, cycles in 1..4u32, kernel in kernels()) {
        let (mut net, born) = net(seed, kernel);
        let before = net.clone();
        night(&mut net, &Downscale { threshold, ..rule(Rule::Prune, 0.9) }, cycles, &born, &Activity::default());
        for (after, before) in net.layers().iter().zip(before.layers()) {
            for (after, before) in after.weights.iter().zip(&before.weights) {
                prop_assert_eq!(*after, if before.abs() < threshold as f32 { 0.0 } else { *before });
            }
        }
    }

    /// Nothing asked, nothing done: every bit of weights, biases and velocities.
    #[test]
    fn an_amount_of_nothing_changes_nothing(seed in 0..1000u64, which in 0..Rule::ALL.len(), cycles in 1..5u32, biases: bool, kernel in kernels()) {
        let (mut net, born) = net(seed, kernel);
        let before = state(&net);
        let rule = Downscale { threshold: 0.0, biases, ..rule(Rule::ALL[which], 0.0) };
        let activity = active(&net, seed);
        let left = night(&mut net, &rule, cycles, &born, &activity);
        prop_assert_eq!(state(&net), before);
        prop_assert!(left.iter().all(|left| left.short.is_empty()));
        prop_assert!(left.iter().flat_map(|left| &left.factors).flatten().all(|factor| *factor == 1.0));
    }

    /// A velocity is scaled as its weight is; towards birth as the way there.
    #[test]
    fn velocities_shrink_with_their_weights(seed in 0..1000u64, which in 0..Rule::ALL.len(), amount in 0.0..0.9f64, kernel in kernels()) {
        let (mut net, born) = net(seed, kernel);
        let before = net.clone();
        let which = Rule::ALL[which];
        let activity = active(&net, seed);
        night(&mut net, &rule(which, amount), 3, &born, &activity);
        let layers = net.layers().iter().zip(before.layers()).zip(net.velocities().iter().zip(before.velocities()));
        for ((after, before), (fast, faster)) in layers {
            let weights = after.weights.iter().zip(&before.weights).zip(fast.weights.iter().zip(&faster.weights));
            for ((after, before), (fast, faster)) in weights {
                let kept = if which == Rule::Birth { 1.0 - amount as f32 } else { after / before };
                prop_assert!((fast - faster * kept).abs() <= 1e-4 * faster.abs() + 1e-7, "{fast} of {faster}, {kept}");
            }
        }
    }
}

/// Weights of a layer.
fn weights(layer: usize) -> usize {
    [INPUTS * 9, 9 * 5, 5 * 3][layer]
}

#[test]
fn a_layer_without_weights_stays_so() {
    for which in Rule::ALL {
        let (mut net, born) = net(1, Kernel::Portable);
        net.layers_mut()[1].weights.fill(0.0);
        let left = night(&mut net, &rule(which, 0.5), 2, &born, &Activity::default());
        assert!(left.iter().flat_map(|left| &left.factors).flatten().all(|factor| factor.is_finite()), "{which:?}");
        assert_eq!(total(&net.layers()[1]) == 0.0, which != Rule::Birth, "{which:?}");
    }
}

fn run(text: &str, kernel: Kernel) -> Lab {
    let scenario = Scenario::parse(text, "rules.toml", "rules", &[]).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let mut lab = Lab::new(&scenario, Options { kernel, keyframes: None });
    while lab.tick() != Progress::Ended {}
    lab
}

/// Σ|w| of a layer of a life.
fn strength(lab: &Lab, arm: Arm, layer: usize) -> f64 {
    let life = lab.lives().iter().position(|life| life.arm() == arm).expect("a life of this arm");
    lab.weights(life, layer).iter().map(|weight| f64::from(weight.abs())).sum()
}

/// The arms that decay lose of every layer what the sleeper's night takes of it, under every rule.
#[test]
fn decay_is_yoked_to_what_a_sleepers_night_leaves_of_every_layer() {
    for kernel in Kernel::ALL {
        for which in Rule::ALL {
            let lab = run(
                &format!(
                    "format = 1\ndays = 1\n[task]\nkind = \"digits\"\ntest = 10\n[net]\nhidden = [12]\n[day]\nsteps = 50\n\
                     learning_rate = 1e-30\n[night]\nsteps = 70\n[night.downscale]\nrule = \"{}\"\namount = 0.3\nthreshold = 0.1\n\
                     [arms]\nlive = [\"sleep\", \"awake\", \"replay\", \"decay\", \"interleaved\", \"recipe\"]\n\
                     [[event]]\nday = 1\nscale = {{ layer = 1, factor = 1.5 }}\n[[event]]\nday = 1\nscale = {{ layer = 2, factor = 2.0 }}\n",
                    which.name()
                ),
                kernel,
            );
            for layer in 0..2 {
                let wanted = strength(&lab, Arm::Sleep, layer) / strength(&lab, Arm::Awake, layer);
                for arm in [Arm::Decay, Arm::Interleaved, Arm::Recipe] {
                    let found = strength(&lab, arm, layer) / strength(&lab, Arm::Awake, layer);
                    assert!((found - wanted).abs() < 1e-5, "{which:?}, {}: {found} is not {wanted}", arm.name());
                }
                assert_eq!(wanted < 0.99, which != Rule::None, "{which:?} leaves {wanted}");
            }
        }
    }
}

#[test]
fn what_is_frozen_or_lost_stays_so_under_every_rule() {
    for which in Rule::ALL {
        let events = "[[event]]\nday = 2\nfreeze = { layer = 1, unit = 2 }\n[[event]]\nday = 2\nlesion = { layer = 1, unit = 3 }\n";
        let text = |days: u32, events: &str| {
            format!(
                "format = 1\ndays = {days}\n[task]\nkind = \"digits\"\ntest = 10\n[net]\nhidden = [6]\n[day]\nsteps = 9\n\
                 momentum = 0.5\n[night]\nsteps = 9\n[night.downscale]\nrule = \"{}\"\namount = 0.5\n[arms]\nlive = [\"sleep\"]\n{events}",
                which.name()
            )
        };
        let before = run(&text(1, ""), Kernel::Portable);
        let after = run(&text(3, events), Kernel::Portable);
        assert_eq!(before.weights(0, 0).column(2), after.weights(0, 0).column(2), "{which:?}");
        assert!(after.weights(0, 0).column(3).iter().chain(after.weights(0, 1).row(3)).all(|weight| *weight == 0.0));
    }
}

#[test]
fn a_night_that_asks_for_more_than_is_not_spared_says_so_once() {
    let lab = run(
        "format = 1\ndays = 2\n[task]\nkind = \"digits\"\ntest = 10\n[net]\nhidden = [6]\n[day]\nsteps = 9\n[night]\nsteps = 0\n\
         [night.downscale]\nrule = \"protected\"\namount = 0.9\nspared = 0.5\n[arms]\nlive = [\"sleep\", \"awake\"]\n",
        Kernel::Portable,
    );
    let notes: Vec<&str> = lab.notes().iter().map(|note| note.text.as_str()).collect();
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert!(notes[0].starts_with("night 1: what is not spared of the weights of layer 1, 2 is less"), "{notes:?}");
    assert!(lab.notes().iter().all(|note| note.life.as_deref() == Some("sleep")));
}
