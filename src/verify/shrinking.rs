//! What a night's shrinking does, and what decay of the same total does.

use super::nets::{SEED, STILL, net, normals, shape};
use super::{Allowed, Finding, Plant, Settings};
use crate::lab::{Lab, Options};
use crate::net::{Activation, Loss, Mlp, Step};
use crate::record::Measure;
use crate::scenario::{Override, Scenario};
use crate::sleep::{Activity, Born, Downscale, Per, Portion, Rule, downscale};
use ndarray::ArrayView1;

pub(super) fn findings(settings: &Settings<'_>) -> Vec<Finding> {
    let mut found = vec![
        Finding::new(
            "ReLU net shrunk with its biases: answers that change",
            Allowed::Most(0.0),
            moved(),
            "of 2 000: weights times c and the biases of layer l times c^l scale every score alike",
        ),
        Finding::new(
            "momentum is shrunk with the weights",
            Allowed::Near(0.9, 1e-6),
            velocities(),
            "‖velocity‖ after a night of δ = .1, of what it was",
        ),
    ];
    found.extend(decay(settings));
    found.extend(perturbed());
    found
}

const NIGHT: Downscale =
    Downscale { rule: Rule::Uniform, amount: 0.1, per: Per::Layer, spared: 0.2, threshold: 0.01, biases: true };

fn strongest(scores: ArrayView1<'_, f32>) -> usize {
    let best = scores.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
    best.map_or(0, |(place, _)| place)
}

fn moved() -> f64 {
    let rows = 2000;
    let mut net = net(&shape(&[16, 24, 24, 10], Activation::Relu, Loss::CrossEntropy, true), rows, false);
    let inputs = normals(rows, 16, 3);
    let said = |net: &mut Mlp| -> Vec<usize> { net.predict(inputs.view()).rows().into_iter().map(strongest).collect() };
    let before = said(&mut net);
    let born = Born::of(&net);
    downscale(&mut net, &NIGHT, Portion::WHOLE, &born, &Activity::default());
    let after = said(&mut net);
    before.iter().zip(&after).filter(|(before, after)| before != after).count() as f64
}

fn velocities() -> f64 {
    let mut net = net(&shape(&[8, 6, 3], Activation::Tanh, Loss::HalfSquared, true), 20, true);
    let (inputs, targets) = (normals(20, 8, 4), normals(20, 3, 5));
    net.train(inputs.view(), targets.view(), &Step { momentum: 0.9, ..STILL });
    let size = |net: &Mlp| {
        let squares = net.velocities().iter().flat_map(|layer| &layer.weights).map(|v| f64::from(*v).powi(2));
        squares.sum::<f64>().sqrt()
    };
    let before = size(&net);
    let born = Born::of(&net);
    downscale(&mut net, &NIGHT, Portion::WHOLE, &born, &Activity::default());
    size(&net) / before
}

/// Days of a hundred steps in which nothing is learnt.
fn still(arms: &str, amount: f64, set: &[&str]) -> Option<Lab> {
    let text = format!(
        "format = 1\ndays = 1\nseed = {SEED}\n[task]\nkind = \"digits\"\ntest = 10\n[day]\nsteps = 100\n\
         learning_rate = 1e-30\n[night]\nsteps = 10\n[night.downscale]\namount = {amount:?}\n[arms]\n\
         live = [{arms}]\n[measure]\nevery = 1000000\n"
    );
    let overrides: Vec<Override> = set.iter().filter_map(|text| Override::set(text).ok()).collect();
    let scenario = Scenario::parse(&text, "verify.toml", "verify", &overrides).ok()?;
    let mut lab = Lab::new(&scenario, Options::default());
    while !lab.ended() {
        lab.tick();
    }
    Some(lab)
}

/// What a day of decay and a night of shrinking leave of Σ|w|.
fn decay(settings: &Settings<'_>) -> Vec<Finding> {
    const AMOUNT: f64 = 0.1;
    // (1 − ηλ)^N with λ too large is what a larger amount would ask for.
    let planted = 1.0 - (1.0 - AMOUNT).powf(settings.planted(Plant::Lambda, 1.0));
    // Of a life's Σ|w|, what is left in the end of what there was at birth.
    let left_of = |lab: &Lab, life: usize| -> Option<f64> {
        let strength = lab.history().tracks()[life].column(Measure::WeightAbs);
        Some(strength.last()? / strength.first()?)
    };
    let left = |arm: &str, amount: f64, set: &[&str]| {
        still(&format!("\"{arm}\""), amount, set).and_then(|lab| left_of(&lab, 0)).unwrap_or(f64::NAN)
    };
    let yoked = |rule: &str| {
        let set = format!("night.downscale.rule=\"{rule}\"");
        let lab = still("\"downscale\", \"decay\"", AMOUNT, &[&set]);
        lab.and_then(|lab| Some(left_of(&lab, 1)? / left_of(&lab, 0)?)).unwrap_or(f64::NAN)
    };
    let reason = "1 − δ of what there was; f32 rounding leaves about 1e-6 over 100 steps";
    let allowed = Allowed::Near(1.0 - AMOUNT, 1e-5);
    let formula = format!("{reason}, with λ = (1 − (1 − δ)^(1/N))/η");
    vec![
        Finding::new("a night leaves of Σ|w|", allowed, left("downscale", AMOUNT, &[]), reason),
        Finding::new("a day of decay leaves of Σ|w|", allowed, left("decay", planted, &[]), formula.as_str()),
        Finding::new(
            "a day of decay leaves, beside momentum",
            allowed,
            left("decay", AMOUNT, &["day.momentum=0.5"]),
            formula.as_str(),
        ),
        Finding::new(
            "a day in turn with its dreams leaves",
            allowed,
            left("interleaved", AMOUNT, &[]),
            formula.as_str(),
        ),
        Finding::new(
            "a day of decay leaves, with biases",
            allowed,
            left("decay", AMOUNT, &["night.downscale.biases=true"]),
            formula,
        ),
        Finding::new(
            "a day yoked to a proportional night, over that night",
            Allowed::Near(1.0, 1e-5),
            yoked("proportional"),
            "what each leaves of Σ|w|; decay follows a hidden sleeper's night",
        ),
    ]
}

/// θ ← λθ + σ·(fresh initialisation): its factor and its spread.
fn perturbed() -> Vec<Finding> {
    const SHARE: f64 = 0.1;
    let lab = still("\"awake\", \"shrink+perturb\"", 0.6, &["net.hidden=[1024]", &format!("night.perturb={SHARE:?}")]);
    let Some(lab) = lab else { return Vec::new() };
    let [before, after] = [lab.weights(0, 0), lab.weights(1, 0)];
    let fan_in = before.nrows() as f64;
    let pairs = before.iter().zip(&after).map(|(before, after)| (f64::from(*before), f64::from(*after)));
    let (sum, of) =
        pairs.clone().fold((0.0, 0.0), |(sum, of), (before, after)| (sum + before * after, of + before * before));
    let factor = sum / of;
    let squares: f64 = pairs.map(|(before, after)| (after - 0.4 * before).powi(2)).sum();
    let spread = (squares / before.len() as f64 * fan_in).sqrt() / SHARE;
    let n = before.len() as f64;
    vec![
        Finding::new(
            "shrink and perturb: what is left of θ",
            Allowed::Near(0.4, 4.0 * SHARE / n.sqrt()),
            factor,
            "λ = .4 (Ash & Adams 2020); four standard errors, σ/√n of the first layer",
        ),
        Finding::new(
            "shrink and perturb: the share of a fresh birth",
            Allowed::Near(1.0, 4.0 / (2.0 * n).sqrt()),
            spread,
            "spread of what was added over σ/√fan-in; four standard errors, 1/√(2n)",
        ),
    ]
}
