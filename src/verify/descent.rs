//! Gradients, and where descent and shrinking settle.

use super::nets::{STILL, Wide, net, net_on, normals, shape};
use super::{Allowed, Finding, Plant, Settings};
use crate::net::{Activation, Init, Kernel, Loss, Mlp, Step};
use crate::sleep::share_of;
use ndarray::Array2;

pub(super) fn findings(settings: &Settings<'_>) -> Vec<Finding> {
    use Activation::{Relu, Tanh};
    use Loss::{CrossEntropy, HalfSquared};
    let (faer, portable) = (Kernel::Faer, Kernel::Portable);
    let mut found = Vec::new();
    for (name, activation, loss, kernel, momentum) in [
        ("gradient, tanh and cross-entropy", Tanh, CrossEntropy, faer, 0.0),
        ("gradient, ReLU and cross-entropy", Relu, CrossEntropy, faer, 0.0),
        ("gradient, tanh and squares", Tanh, HalfSquared, faer, 0.0),
        ("gradient, the portable kernel", Tanh, CrossEntropy, portable, 0.0),
        ("gradient, the first step with momentum", Tanh, CrossEntropy, faer, MOMENTUM),
    ] {
        found.push(Finding::new(
            name,
            Allowed::Most(1e-4),
            gradient(settings, (activation, loss), kernel, momentum),
            "share by which a step of 7-9-6-4 is off central differences in double precision; f32 leaves about 1e-6",
        ));
    }
    found.push(Finding::new(
        "momentum: the second step on a gradient, over the gradient",
        Allowed::Near(1.0 + f64::from(MOMENTUM), 1e-4),
        second_step(),
        "1 + μ with μ = .9; a step is told from weights in f32, which leaves about 1e-6",
    ));
    found.push(Finding::new(
        "normalised step: what it leaves of an error",
        Allowed::Most(1e-5),
        normalised(),
        "η‖φ‖² is 5 or more: the step goes to the target and not beyond; f32",
    ));
    quadratic(&mut found);
    found
}

/// μ of the steps that have momentum.
const MOMENTUM: f32 = 0.9;

/// ‖step − gradient‖/‖gradient‖ over all weights and biases, of a step of rate 1.
fn gradient(settings: &Settings<'_>, (activation, loss): (Activation, Loss), kernel: Kernel, momentum: f32) -> f64 {
    let (rows, widths) = (12, [7, 9, 6, 4]);
    let mut net = net_on(kernel, &shape(&widths, activation, loss, true), rows, momentum > 0.0);
    let inputs = normals(rows, widths[0], 1);
    let mut targets = normals(rows, widths[3], 2);
    if loss == Loss::CrossEntropy {
        targets = Array2::from_shape_fn(targets.dim(), |(row, class)| f32::from(u8::from(row % widths[3] == class)));
    }
    let before = Wide::of(net.layers(), activation);
    let rate = settings.planted(Plant::Gradient, 1.0) as f32;
    net.train(inputs.view(), targets.view(), &Step { learning_rate: rate, momentum, ..STILL });
    let after = Wide::of(net.layers(), activation);
    let (inputs, targets) = (inputs.mapv(f64::from), targets.mapv(f64::from));
    let (mut apart, mut size) = (0.0, 0.0);
    for (index, (from, to)) in before.layers.iter().zip(&after.layers).enumerate() {
        let steps = (&from.0 - &to.0).into_iter().chain(&from.1 - &to.1);
        for (place, step) in steps.enumerate() {
            let slope = slope(&before, (index, place), |moved| moved.loss(&inputs, &targets, loss));
            apart += (step - slope).powi(2);
            size += slope.powi(2);
        }
    }
    (apart / size).sqrt()
}

/// The central difference along one number of a layer: its weights row by row, then its biases.
fn slope(wide: &Wide, (layer, place): (usize, usize), of: impl Fn(&Wide) -> f64) -> f64 {
    const H: f64 = 1e-5;
    let [up, down] = [H, -H].map(|h| {
        let mut moved = wide.clone();
        let (weights, bias) = &mut moved.layers[layer];
        let number = weights.iter_mut().chain(bias).nth(place);
        if let Some(number) = number {
            *number += h;
        }
        of(&moved)
    });
    (up - down) / (2.0 * H)
}

/// How far the second of two steps with momentum goes, in lengths of the gradient, where the first goes nowhere.
fn second_step() -> f64 {
    let rows = 12;
    let mut net = net(&shape(&[7, 9, 4], Activation::Tanh, Loss::HalfSquared, true), rows, true);
    let (inputs, targets) = (normals(rows, 7, 1), normals(rows, 4, 2));
    let step = Step { momentum: MOMENTUM, ..STILL };
    net.train(inputs.view(), targets.view(), &step);
    let gradient = Wide::of(net.velocities(), Activation::Tanh);
    let before = Wide::of(net.layers(), Activation::Tanh);
    net.train(inputs.view(), targets.view(), &Step { learning_rate: 1.0, ..step });
    let after = Wide::of(net.layers(), Activation::Tanh);
    let length = |values: &mut dyn Iterator<Item = f64>| values.map(|value| value * value).sum::<f64>().sqrt();
    let numbers = |net: Wide| net.layers.into_iter().flat_map(|(weights, bias)| weights.into_iter().chain(bias));
    let gone = length(&mut numbers(before).zip(numbers(after)).map(|(from, to)| from - to));
    gone / length(&mut numbers(gradient))
}

/// What a normalised step of a linear net leaves of its error on one example.
fn normalised() -> f64 {
    let input = normals(1, 6, 6);
    let target = Array2::from_elem((1, 1), 0.7_f32);
    let mut net = net(&shape(&[6, 1], Activation::Tanh, Loss::HalfSquared, false), 1, false);
    let rate = 5.0 / input.iter().map(|x| x * x).sum::<f32>().min(1.0);
    let off = |net: &mut Mlp| f64::from((net.predict(input.view())[(0, 0)] - target[(0, 0)]).abs());
    let before = off(&mut net);
    net.train(input.view(), target.view(), &Step { learning_rate: rate, normalized: true, ..STILL });
    off(&mut net) / before
}

/// ½h(w − 1)²: nights against decay of the same total.
fn quadratic(found: &mut Vec<Finding>) {
    const RATE: f32 = 0.1;
    const STEPS: u32 = 100;
    const REMOVED: f64 = 0.1;
    let decay = share_of(REMOVED, STEPS.into());
    for h in [0.001, 0.01, 0.1] {
        let x = Array2::from_elem((1, 1), f64::sqrt(h) as f32);
        let mut shape = shape(&[1, 1], Activation::Tanh, Loss::HalfSquared, false);
        shape.params.init = Init::Zero;
        let weight = |net: &Mlp| f64::from(net.layers()[0].weights[(0, 0)]);
        let (mut sleeper, mut decayed) = (net(&shape, 1, false), net(&shape, 1, false));
        let step = Step { learning_rate: RATE, ..STILL };
        let mut evening = 0.0;
        for _ in 0..300 {
            for _ in 0..STEPS {
                sleeper.train(x.view(), x.view(), &step);
                decayed.train(x.view(), x.view(), &Step { decay: decay as f32, ..step });
            }
            evening = weight(&sleeper);
            sleeper.layers_mut()[0].weights *= (1.0 - REMOVED) as f32;
        }
        let a = (1.0 - f64::from(RATE) * h).powi(STEPS as i32);
        let formula = (1.0 - a) / (1.0 - (1.0 - REMOVED) * a);
        let reason = "of w*, after 300 cycles; f32 steps";
        found.push(Finding::new(
            format!("curvature {h}: evening under nights"),
            Allowed::Near(formula, 2e-4),
            evening,
            format!("(1 − a)/(1 − (1 − δ)a) {reason}"),
        ));
        found.push(Finding::new(
            format!("curvature {h}: under decay of the same total"),
            Allowed::Near(h / (h + decay / f64::from(RATE)), 2e-4),
            weight(&decayed),
            format!("h/(h + λ) {reason}"),
        ));
    }
}
