//! A Hopfield net that dreams (Fachechi, Agliari & Barra 2019): its step against the solution, and what it holds.

use super::nets::SEED;
use super::{Allowed, Finding, Plant, Settings};
use crate::net::{Hopfield, Kernel, dreamt};
use crate::rng::{Purpose, Stream};
use ndarray::Array2;
use rayon::prelude::*;

const NEURONS: usize = 256;

pub(super) fn findings(settings: &Settings<'_>) -> Vec<Finding> {
    let mut found = solution(settings);
    found.extend(held(settings));
    found
}

/// Patterns of −1 and 1, `count` × `neurons`.
fn patterns(count: usize, neurons: usize, draw: u32) -> Array2<f32> {
    let mut patterns = Array2::zeros((count, neurons));
    let stream = Stream::new(SEED, Purpose::Points, draw);
    for (index, mut pattern) in (0..).zip(patterns.rows_mut()) {
        if let Some(pattern) = pattern.as_slice_mut() {
            stream.uniforms(index, pattern);
        }
        pattern.mapv_inplace(|value| if value < 0.5 { -1.0 } else { 1.0 });
    }
    patterns
}

fn taught(patterns: &Array2<f32>) -> Hopfield {
    let mut net = Hopfield::new(patterns.ncols(), Kernel::default());
    patterns.rows().into_iter().for_each(|pattern| net.store(pattern));
    net
}

fn sleep(net: &mut Hopfield, rate: f64, dreams: u32) {
    for _ in 0..dreams {
        while net.dream(rate) {}
    }
}

/// How far small steps are off the closed form.
fn solution(settings: &Settings<'_>) -> Vec<Finding> {
    const RATE: f64 = 0.001;
    const DREAMS: u32 = 500;
    let patterns = patterns(40, 96, 0);
    let mut net = taught(&patterns);
    sleep(&mut net, settings.planted(Plant::Hopfield, RATE), DREAMS);
    let exact = dreamt(patterns.view(), RATE * f64::from(DREAMS));
    let couplings = net.couplings();
    let apart = exact.indexed_iter().filter(|((i, j), _)| i != j).map(|(at, exact)| {
        let found = f64::from(couplings[at]);
        (found - exact).abs()
    });
    let closed = Finding::new(
        "J after 500 dreams of ε = .001, off the closed form",
        Allowed::Most(1e-4),
        apart.fold(0.0, f64::max),
        "largest of all synapses, 40 patterns in 96 neurons; Euler's step of dJ/dt = (J − J²)/(1 + t) is off by about ε·|J|",
    );
    let slept = Finding::new(
        "t, how long it has slept by then",
        Allowed::Near(RATE * f64::from(DREAMS), 1e-9),
        net.slept(),
        "500 times ε, on which the next step's size rests",
    );
    vec![closed, slept]
}

/// The share of patterns that are fully stable after a sleep.
fn held(settings: &Settings<'_>) -> Vec<Finding> {
    const RATE: f64 = 0.05;
    let draws = 6 * settings.seeds as u32;
    let few = "of 36 patterns in 256 neurons, a load of .14";
    let many = "of 179 patterns in 256 neurons, a load of .7";
    let cases = [
        (36, 0, draws, Allowed::Near(0.46, 0.08), few, "theirs .46 ± .04 over 60 draws, and as much again for ours"),
        (36, 10, draws / 2, Allowed::Least(0.97), few, "theirs at least .97 at t = .5"),
        (36, 40, draws / 4, Allowed::Least(0.99), few, "theirs at least .99 from t = 2 on"),
        (
            179,
            200,
            draws / 12,
            Allowed::Least(0.99),
            many,
            "theirs at least .99 from t = 10 on; Hebb's rule holds none",
        ),
    ];
    let mut found = Vec::new();
    for (count, dreams, draws, allowed, which, reason) in cases {
        let share = |draw: u32| {
            if (settings.stops)() {
                return None;
            }
            let patterns = patterns(count, NEURONS, 1 + draw);
            let mut net = taught(&patterns);
            sleep(&mut net, RATE, dreams);
            let stable = patterns.rows().into_iter().filter(|pattern| net.is_stable(*pattern)).count();
            Some(stable as f64 / count as f64)
        };
        let shares: Option<Vec<f64>> = (0..draws.max(1)).into_par_iter().map(share).collect();
        let Some(shares) = shares else { return Vec::new() };
        found.push(Finding::new(
            format!("fully stable at t = {}, {which}", RATE * f64::from(dreams)),
            allowed,
            shares.iter().sum::<f64>() / shares.len() as f64,
            format!("means over {} draws; {reason}", shares.len()),
        ));
    }
    found
}
