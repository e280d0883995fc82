//! Sleep replay consolidation (Tadros et al. 2022): its rule, and what it brings back.

use super::lives::{lives, mean};
use super::nets::{SEED, net, normals, shape};
use super::{Allowed, Finding, Plant, Settings};
use crate::arm::Arm;
use crate::net::{Activation, Layer, Loss, Mlp};
use crate::record::Measure;
use crate::sleep::{Spikes, Spiking, Thresholds, equalise, gains, plasticity};

/// The rule's g, and steps of a night, against the formulae in double precision.
pub(super) fn rule(settings: &Settings<'_>) -> Vec<Finding> {
    let row = |weight: f64| {
        let expected = share(weight);
        Finding::new(
            format!("g({weight}), the share of a step that a weight takes"),
            Allowed::Near(expected, 1e-4 * expected),
            settings.planted(Plant::Share, f64::from(plasticity(weight as f32))),
            "2/(1 + e^(w/0.001)); the weight itself is rounded to 32 bits",
        )
    };
    let mut found: Vec<Finding> = [-0.5, -0.001, 0.0, 0.0005, 0.003].map(row).into();
    night(&mut found);
    found.push(Finding::new(
        "the control of one line: how far scores of known classes are apart",
        Allowed::Most(1e-5),
        evened(),
        "every class learnt gets the same score for the mean of all that was learnt; f32",
    ));
    found
}

/// The range of the scores of five classes after they were made even, over what it was.
fn evened() -> f64 {
    let mut net = net(&shape(&[30, 40, 8], Activation::Relu, Loss::CrossEntropy, false), 1, false);
    let mean = normals(1, 30, 7).mapv(f32::abs);
    let known: Vec<bool> = (0..8).map(|class| class < 5).collect();
    let range = |net: &mut Mlp| {
        let scores = net.predict(mean.view());
        let known = || scores.iter().take(5).map(|score| f64::from(*score));
        known().fold(f64::MIN, f64::max) - known().fold(f64::MAX, f64::min)
    };
    let before = range(&mut net);
    equalise(net.layers_mut(), &mean.row(0).to_vec(), &known);
    range(&mut net) / before
}

/// What a weight takes of a step.
fn share(weight: f64) -> f64 {
    2.0 / (1.0 + (weight / 0.001).exp())
}

const WIDTHS: [usize; 3] = [30, 20, 8];
const STEPS: u32 = 4000;
/// The largest value that each layer is said to have given.
const LOUDEST: [f32; 2] = [5.0, 4.0];

/// A night of 30-20-8, each step against one in double precision from where it began.
fn night(found: &mut Vec<Finding>) {
    let params = Spiking {
        steps: STEPS,
        rate: 1.0,
        dt: 0.4,
        increment: 0.004,
        decrement: 0.003,
        thresholds: Thresholds::new(&[1.0, 0.7]),
        scale: 8.0,
        chained: true,
        ..Spiking::NONE
    };
    let mut net = net(&shape(&WIDTHS, Activation::Relu, Loss::CrossEntropy, false), 1, false);
    let layers = net.layers_mut();
    let image: Vec<f32> = (0..WIDTHS[0]).map(|input| (input % 5) as f32 / 4.0).collect();
    // fₗ, and αₗ = scale · fₗ₋₁/fₗ.
    let largest = |layer: &Layer| layer.weights.iter().fold(0.0_f64, |most, weight| most.max(f64::from(*weight)));
    let factors = [0, 1].map(|layer| largest(&layers[layer]).max(f64::from(LOUDEST[layer])));
    let alphas = [params.scale / factors[0], params.scale * factors[0] / factors[1]];
    let mut spikes = Spikes::new(&params, (SEED, 1), (&image, None), (layers, gains(&params, layers, &LOUDEST)));
    let (mut potentials_off, mut weights_off, mut seen) = (0.0_f64, 0.0_f64, 0);
    for step in 0..STEPS {
        let before: Vec<(Vec<f32>, Layer)> = spikes.potentials().iter().cloned().zip(layers.iter().cloned()).collect();
        spikes.step(layers, step);
        seen += spikes.fired()[0].len();
        for (number, (potentials, layer)) in before.iter().enumerate() {
            let (given, fired) = (&spikes.fired()[number], &spikes.fired()[number + 1]);
            let fires = |list: &[u32], one: usize| list.binary_search(&(one as u32)).is_ok();
            for (neuron, potential) in potentials.iter().enumerate() {
                let arriving: f64 = given.iter().map(|input| f64::from(layer.weights[(*input as usize, neuron)])).sum();
                let reached = 0.999 * f64::from(*potential) + alphas[number] * arriving;
                let now = f64::from(spikes.potentials()[number][neuron]);
                // Who fired must have reached the threshold, and stands at 0.
                let off = if fires(fired, neuron) {
                    (params.thresholds.of(number) - reached).max(now.abs())
                } else {
                    (now - reached).abs().max(reached - params.thresholds.of(number))
                };
                let off = off / reached.abs().max(1.0);
                potentials_off = potentials_off.max(if off.is_nan() { f64::INFINITY } else { off });
            }
            for ((input, neuron), weight) in layer.weights.indexed_iter() {
                let weight = f64::from(*weight);
                let step = if fires(given, input) { params.increment } else { -params.decrement };
                let step = if fires(fired, neuron) { step * share(weight) } else { 0.0 };
                let off = f64::from(layers[number].weights[(input, neuron)]) - weight - step;
                let off = off.abs() / params.increment;
                weights_off = weights_off.max(if off.is_nan() { f64::INFINITY } else { off });
            }
        }
    }
    let chances: Vec<f64> = image.iter().map(|x| (2.0 * params.dt * params.rate * f64::from(*x)).min(1.0)).collect();
    let expected: f64 = chances.iter().sum();
    let spread: f64 = chances.iter().map(|p| p * (1.0 - p)).sum();
    let steps = f64::from(STEPS);
    found.push(Finding::new(
        "potentials of a night in spikes, off v ← .999·v + α·Σw",
        Allowed::Most(1e-5),
        potentials_off,
        "largest share of 4 000 steps of 30-20-8, thresholds 1 and .7, α = scale · fₗ₋₁/fₗ; f32 leaves about 1e-6",
    ));
    found.push(Finding::new(
        "its weights, off w + inc·g(w) and w − dec·g(w)",
        Allowed::Most(1e-3),
        weights_off,
        "largest of the same, as a share of inc; weights in f32 leave about 1e-4",
    ));
    found.push(Finding::new(
        "inputs that fire in a step of it",
        Allowed::Near(expected, 4.0 * (spread / steps).sqrt()),
        seen as f64 / steps,
        "Σ min(1, 2·dt·rate·x); four standard errors",
    ));
}

/// Four images that share some of their 25 pixels, two a day; one night in spikes after both.
pub(super) fn patches(settings: &Settings<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let arms = [Arm::Src, Arm::Awake];
    for (overlap, before, after, reason) in [
        (5, Allowed::Most(0.0), Allowed::Most(0.0), "nothing is forgotten up to 12"),
        (12, Allowed::Most(0.0), Allowed::Most(0.0), "nothing is forgotten up to 12"),
        (16, Allowed::Near(0.5, 0.05), Allowed::Most(0.05), "forgotten, and back after the night"),
        (20, Allowed::Near(0.5, 0.05), Allowed::Most(0.05), "forgotten, and back after the night"),
        (22, Allowed::Near(0.5, 0.05), Allowed::Least(0.2), "forgotten, and lost"),
    ] {
        let set = format!("task.overlap={overlap}");
        let Some(lives) = lives(settings, "patches", &arms, &[&set]) else { return Vec::new() };
        for (arm, allowed, which) in [(Arm::Awake, before, "awake"), (Arm::Src, after, "after a night in spikes")] {
            found.push(Finding::new(
                format!("{overlap} of 25 shared, {which}: mistakes on all four"),
                allowed,
                mean(&lives.last(arm, Measure::TestError)),
                format!("{reason}: .5 is the first two, 0 is none"),
            ));
        }
    }
    found
}
