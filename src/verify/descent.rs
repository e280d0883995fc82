//! Gradients, and where descent and shrinking settle.

use super::nets::{STILL, Wide, net, normals, shape};
use super::{Allowed, Finding, Plant, Settings};
use crate::net::{Activation, Init, Loss, Mlp, Step};
use crate::sleep::share_of;
use ndarray::Array2;

pub(super) fn findings(settings: &Settings<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (name, activation, loss) in [
        ("gradient, tanh and cross-entropy", Activation::Tanh, Loss::CrossEntropy),
        ("gradient, ReLU and cross-entropy", Activation::Relu, Loss::CrossEntropy),
        ("gradient, tanh and squares", Activation::Tanh, Loss::HalfSquared),
    ] {
        found.push(Finding::new(
            name,
            Allowed::Most(1e-4),
            gradient(settings, activation, loss),
            "share by which a step of 7-9-6-4 is off central differences in double precision; f32 leaves about 1e-6",
        ));
    }
    quadratic(&mut found);
    found
}

/// ‖step − gradient‖/‖gradient‖ over all weights and biases, of a step of rate 1.
fn gradient(settings: &Settings<'_>, activation: Activation, loss: Loss) -> f64 {
    let (rows, widths) = (12, [7, 9, 6, 4]);
    let mut net = net(&shape(&widths, activation, loss, true), rows, false);
    let inputs = normals(rows, widths[0], 1);
    let mut targets = normals(rows, widths[3], 2);
    if loss == Loss::CrossEntropy {
        targets = Array2::from_shape_fn(targets.dim(), |(row, class)| f32::from(u8::from(row % widths[3] == class)));
    }
    let before = Wide::of(net.layers(), activation);
    let rate = settings.planted(Plant::Gradient, 1.0) as f32;
    net.train(inputs.view(), targets.view(), &Step { learning_rate: rate, ..STILL });
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
