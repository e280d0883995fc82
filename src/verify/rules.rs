//! What every rule of downscaling leaves, against its formula in double precision.

use super::nets::{Wide, net, normals, shape};
use super::{Allowed, Finding};
use crate::net::{Activation, Loss, Mlp};
use crate::sleep::{Activity, Born, Downscale, Per, Portion, Rule, downscale};
use ndarray::{Array2, Axis};

/// δ.
const AMOUNT: f64 = 0.3;
/// Stages of the night.
const STAGES: u32 = 4;
/// The share of the largest that `protected` spares.
const SPARED: f64 = 0.2;
/// Below it `prune` makes a weight 0.
const THRESHOLD: f64 = 0.2;
const WIDTHS: [usize; 3] = [40, 60, 10];

/// A layer before the night: its weights, those at birth, and how active each of its inputs was in dreams, the most
/// active one 1.
struct Before<'a> {
    weights: &'a Array2<f64>,
    born: &'a Array2<f64>,
    active: Vec<f64>,
}

/// What a rule leaves of a layer.
type Formula = fn(&Before<'_>) -> Array2<f64>;

pub(super) fn findings() -> Vec<Finding> {
    let rules: [(&str, Rule, Per, Formula); 8] = [
        ("uniform: (1 − δ)w", Rule::Uniform, Per::Layer, |layer| layer.weights * (1.0 - AMOUNT)),
        ("proportional: w/(1 + k|w|), δ of Σ|w| in all", Rule::Proportional, Per::Layer, proportional),
        ("protected: the largest fifth spared, δ of Σ|w| in all", Rule::Protected, Per::Layer, protected),
        ("activity: w(1 − δ(1 − R))", Rule::Activity, Per::Layer, activity),
        ("set-point: δ of the way to a layer's Σ|w| at birth", Rule::SetPoint, Per::Layer, of_layer),
        ("set-point: the same per neuron, downward only", Rule::SetPoint, Per::Neuron, of_neurons),
        ("birth: w − δ(w − w at birth)", Rule::Birth, Per::Layer, |layer| {
            layer.weights - (layer.weights - layer.born) * AMOUNT
        }),
        ("prune: 0 where |w| < .2", Rule::Prune, Per::Layer, |layer| {
            layer.weights.mapv(|weight| if weight.abs() < f64::from(THRESHOLD as f32) { 0.0 } else { weight })
        }),
    ];
    let row = |(name, rule, per, formula): (&str, Rule, Per, Formula)| {
        Finding::new(
            name,
            Allowed::Most(1e-5),
            off(rule, per, formula),
            "largest of all weights, and velocities with them, as a share of the largest; four stages in f32 leave 1e-6",
        )
    };
    rules.map(row).into()
}

/// How far a night under a rule is off its formula.
fn off(rule: Rule, per: Per, formula: Formula) -> f64 {
    let mut net = net(&shape(&WIDTHS, Activation::Tanh, Loss::CrossEntropy, false), 1, true);
    let born = Born::of(&net);
    let at_birth = Wide::of(net.layers(), Activation::Tanh);
    live(&mut net);
    // All inputs of a layer differ in how active they were.
    let actives = WIDTHS[..2].iter().map(|width| {
        let most = *width as f32;
        Array2::from_shape_fn((1, *width), |(_, input)| (input + 1) as f32 / most)
    });
    let actives: Vec<Array2<f32>> = actives.collect();
    let mut activity = Activity::new(WIDTHS[..2].iter().copied());
    activity.note(actives.iter().map(|active| active.view()));
    let before = Wide::of(net.layers(), Activation::Tanh);
    let speeds = Wide::of(net.velocities(), Activation::Tanh);
    let rule = Downscale { rule, amount: AMOUNT, per, spared: SPARED, threshold: THRESHOLD, biases: false };
    for _ in 0..STAGES {
        downscale(&mut net, &rule, Portion::one_of(STAGES), &born, &activity);
    }
    let after = Wide::of(net.layers(), Activation::Tanh);
    let slowed = Wide::of(net.velocities(), Activation::Tanh);
    let mut off = 0.0_f64;
    for (index, (weights, _)) in before.layers.iter().enumerate() {
        let active = actives[index].iter().map(|active| f64::from(*active)).collect();
        let wanted = formula(&Before { weights, born: &at_birth.layers[index].0, active });
        // A velocity is scaled like its weight, or, where weights go back to birth, like the way that is left.
        let speed = match rule.rule {
            Rule::Birth => &speeds.layers[index].0 * (1.0 - AMOUNT),
            _ => &speeds.layers[index].0 * &wanted / weights,
        };
        for (got, wanted) in [(&after.layers[index].0, &wanted), (&slowed.layers[index].0, &speed)] {
            let size = largest(wanted);
            off = off.max(largest(&(got - wanted)) / size);
        }
    }
    off
}

/// Some days: weights that have grown unlike, and velocities.
fn live(net: &mut Mlp) {
    let (layers, velocities) = net.state_mut();
    for (index, (layer, velocity)) in (30..).zip(layers.iter_mut().zip(velocities)) {
        let (rows, columns) = layer.weights.dim();
        layer.weights *= 1.5;
        layer.weights += &(normals(rows, columns, index) * 0.3);
        velocity.weights.assign(&normals(rows, columns, index + 10));
    }
}

fn largest(values: &Array2<f64>) -> f64 {
    // In this form what is no number is the largest.
    values.iter().fold(0.0, |largest, value| if value.abs() <= largest { largest } else { value.abs() })
}

fn total(values: &Array2<f64>) -> f64 {
    values.iter().map(|value| value.abs()).sum()
}

/// The k by halving.
fn proportional(layer: &Before<'_>) -> Array2<f64> {
    let shrunk = |k: f64| layer.weights.mapv(|weight| weight / (1.0 + k * weight.abs()));
    let wanted = (1.0 - AMOUNT) * total(layer.weights);
    let (mut low, mut high) = (0.0, 1000.0);
    for _ in 0..100 {
        let k = f64::midpoint(low, high);
        if total(&shrunk(k)) > wanted { low = k } else { high = k }
    }
    shrunk(low)
}

fn protected(layer: &Before<'_>) -> Array2<f64> {
    let mut sizes: Vec<f64> = layer.weights.iter().map(|weight| weight.abs()).collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    let count = (SPARED * sizes.len() as f64).round() as usize;
    let (spared, rest) = sizes.split_at(count);
    let (rest, least) = (rest.iter().sum::<f64>(), spared[count - 1]);
    let factor = 1.0 - AMOUNT * total(layer.weights) / rest;
    layer.weights.mapv(|weight| if weight.abs() < least { weight * factor } else { weight })
}

fn activity(layer: &Before<'_>) -> Array2<f64> {
    let mut weights = layer.weights.clone();
    for (mut row, active) in weights.rows_mut().into_iter().zip(&layer.active) {
        row *= 1.0 - AMOUNT * (1.0 - active);
    }
    weights
}

fn of_layer(layer: &Before<'_>) -> Array2<f64> {
    let (now, born) = (total(layer.weights), total(layer.born));
    layer.weights * (1.0 - AMOUNT * (now - born).max(0.0) / now)
}

fn of_neurons(layer: &Before<'_>) -> Array2<f64> {
    let mut weights = layer.weights.clone();
    for (mut column, born) in weights.axis_iter_mut(Axis(1)).zip(layer.born.axis_iter(Axis(1))) {
        let [now, born] = [column.mapv(f64::abs).sum(), born.mapv(f64::abs).sum()];
        column *= 1.0 - AMOUNT * (now - born).max(0.0) / now;
    }
    weights
}
