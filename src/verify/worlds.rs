//! What a life begins with: weights as wide as they are drawn, noise as strong and lies as many as are asked for.

use super::nets::{SEED, net, shape};
use super::{Allowed, Finding};
use crate::net::{Activation, Init, Loss};
use crate::scenario::{Override, Scenario};
use crate::task::World;

/// Fan-in and fan-out of the layer whose weights are measured.
const WIDTHS: [usize; 2] = [400, 200];
/// Points of the curve.
const POINTS: u32 = 100_000;

pub(super) fn findings() -> Vec<Finding> {
    let mut found = Vec::new();
    let [fan_in, fan_out] = WIDTHS.map(|width| width as f64);
    for (name, init, variance) in [
        ("weights at birth, fan-in", Init::FanIn, 1.0 / fan_in),
        ("weights at birth, He", Init::He, 2.0 / fan_in),
        ("weights at birth, Xavier", Init::Xavier, 2.0 / (fan_in + fan_out)),
    ] {
        let mut shape = shape(&WIDTHS, Activation::Tanh, Loss::CrossEntropy, false);
        shape.params.init = init;
        let net = net(&shape, 1, false);
        let n = fan_in * fan_out;
        let squares: f64 = net.layers()[0].weights.iter().map(|weight| f64::from(*weight).powi(2)).sum();
        found.push(Finding::new(
            name,
            Allowed::Near(1.0, 4.0 / (2.0 * n).sqrt()),
            (squares / n / variance).sqrt(),
            "deviation of 80 000 over √(1/fan-in), √(2/fan-in), √(2/(fan-in + fan-out)); four standard errors, 1/√(2n)",
        ));
    }
    let n = f64::from(POINTS);
    let noise = world("curve", &[&format!("task.train={POINTS}"), "task.noise=0.3"]).map_or(f64::NAN, |world| {
        let (given, truth) = (&world.train.given, &world.train.truth);
        (given.iter().zip(truth).map(|(given, truth)| f64::from(given - truth).powi(2)).sum::<f64>() / n).sqrt()
    });
    found.push(Finding::new(
        "deviation of a curve's noise",
        Allowed::Near(0.3, 4.0 * 0.3 / (2.0 * n).sqrt()),
        noise,
        "σ = .3; four standard errors of 100 000 points",
    ));
    let lies = world("digits", &["task.train=500", "task.label_noise=0.3"]);
    found.push(Finding::new(
        "lies among 500 experiences",
        Allowed::Near(150.0, 0.0),
        lies.map_or(f64::NAN, |world| world.train.labels.iter().filter(|label| label.is_lie()).count() as f64),
        "three in ten, exactly",
    ));
    found
}

/// The world of a shipped scenario, with some keys set.
fn world(name: &str, set: &[&str]) -> Option<World> {
    let overrides: Vec<Override> = set.iter().filter_map(|text| Override::set(text).ok()).collect();
    let scenario = Scenario::load(name, &overrides).ok()?;
    let spec = scenario.spec();
    Some(World::new(&spec.task, &spec.syllabus, SEED))
}
