//! Noise on the inputs: its size, and that training on it is Tikhonov's regularisation (Bishop 1995), for a linear net
//! exactly ridge regression.

use super::nets::{SEED, STILL, Wide, net, normals, shape, solve};
use super::{Allowed, Finding, Plant, Settings};
use crate::net::{Activation, Init, Loss, Step};
use crate::sleep::{Corruption, Dreams};
use ndarray::{Array1, Array2};

/// Experiences of the regression.
const ROWS: usize = 40;
const FEATURES: usize = 8;
/// Noise that shrinks the answers by about a third.
const SIGMA: f64 = 0.7;
/// Copies of each experience in one of the groups.
const COPIES: u32 = 100;
const GROUPS: u32 = 200;

pub(super) fn findings(settings: &Settings<'_>) -> Vec<Finding> {
    let mut found = vec![size(settings)];
    ridge(settings, &mut found);
    tikhonov(settings, &mut found);
    found
}

/// What a night's dreams do to a raw input.
fn corruption(settings: &Settings<'_>, sigma: f64, night: u32) -> Corruption {
    let hallucinatory = settings.planted(Plant::Noise, sigma);
    Corruption::of_night(&Dreams { hallucinatory, ..Dreams::CLEAN }, None, SEED, night)
}

fn size(settings: &Settings<'_>) -> Finding {
    let (sigma, dreams, length) = (0.3, 1000_u32, 1000);
    let noise = corruption(settings, sigma, 1);
    let (mut raw, mut scratch) = (vec![0.0; length], vec![0.0; length]);
    let mut squares = 0.0;
    for dream in 0..dreams {
        raw.fill(0.0);
        noise.apply(dream, &mut raw, None, &mut scratch);
        squares += raw.iter().map(|value| f64::from(*value).powi(2)).sum::<f64>();
    }
    let n = f64::from(dreams) * length as f64;
    Finding::new(
        "deviation of a dream's noise",
        Allowed::Near(sigma, 4.0 * sigma / (2.0 * n).sqrt()),
        (squares / n).sqrt(),
        "σ = .3; four standard errors, σ/√(2n), of a million draws",
    )
}

/// Sums over noisy copies: xxᵀ and xy.
struct Sums(Array2<f64>, Array1<f64>);

impl Sums {
    fn zero() -> Self {
        Self(Array2::zeros((FEATURES, FEATURES)), Array1::zeros(FEATURES))
    }

    fn add(&mut self, other: &Self, factor: f64) {
        self.0.scaled_add(factor, &other.0);
        self.1.scaled_add(factor, &other.1);
    }

    fn weights(&self) -> Array1<f64> {
        solve(&self.0, &self.1)
    }
}

/// How far weights are from others, as a share of their length.
fn apart(a: &Array1<f64>, b: &Array1<f64>) -> f64 {
    let square = |values: Array1<f64>| values.dot(&values);
    (square(a - b) / square(b.clone())).sqrt()
}

fn ridge(settings: &Settings<'_>, found: &mut Vec<Finding>) {
    let inputs = normals(ROWS, FEATURES, 11);
    let truth = normals(FEATURES, 1, 12);
    let values = inputs.dot(&truth) + normals(ROWS, 1, 13) * 0.5;
    let clean = inputs.mapv(f64::from);
    let lambda = settings.planted(Plant::Ridge, ROWS as f64 * SIGMA.powi(2));
    let mut penalised = clean.t().dot(&clean);
    penalised.diag_mut().mapv_inplace(|value| value + lambda);
    let closed = solve(&penalised, &clean.t().dot(&values.column(0).mapv(f64::from)));

    let mut copies = Array2::zeros((ROWS * COPIES as usize, FEATURES));
    let mut targets = Array2::zeros((ROWS * COPIES as usize, 1));
    let mut scratch = vec![0.0; FEATURES];
    let (mut groups, mut all) = (Vec::new(), Sums::zero());
    let mut trained = f64::NAN;
    for group in 0..GROUPS {
        let noise = corruption(settings, SIGMA, group);
        for (place, (mut copy, mut target)) in copies.rows_mut().into_iter().zip(targets.rows_mut()).enumerate() {
            copy.assign(&inputs.row(place % ROWS));
            target.assign(&values.row(place % ROWS));
            if let Some(copy) = copy.as_slice_mut() {
                noise.apply(place as u32, copy, None, &mut scratch);
            }
        }
        let (wide, wanted) = (copies.mapv(f64::from), targets.column(0).mapv(f64::from));
        let sums = Sums(wide.t().dot(&wide), wide.t().dot(&wanted));
        if group == 0 {
            trained = apart(&descended(&copies, &targets), &sums.weights());
        }
        all.add(&sums, 1.0);
        groups.push(sums);
    }
    found.push(Finding::new(
        "linear net trained on 100 noisy copies",
        Allowed::Most(1e-4),
        trained,
        "share of the weights by which 500 steps of descent are off the least squares of those copies; f32",
    ));

    // Along the closed form, and its error by leaving out one group after the other (jackknife).
    let along = |weights: &Array1<f64>| weights.dot(&closed) / closed.dot(&closed);
    let left_out: Vec<f64> = groups
        .iter()
        .map(|sums| {
            let mut rest = Sums::zero();
            rest.add(&all, 1.0);
            rest.add(sums, -1.0);
            along(&rest.weights())
        })
        .collect();
    let n = f64::from(GROUPS);
    let mean = left_out.iter().sum::<f64>() / n;
    let error = ((n - 1.0) / n * left_out.iter().map(|value| (value - mean).powi(2)).sum::<f64>()).sqrt();
    found.push(Finding::new(
        "noise is ridge: weights along those of λ = nσ²",
        Allowed::Near(1.0, 4.0 * error),
        along(&all.weights()),
        "20 000 noisy copies against (XᵀX + λ)⁻¹Xᵀy; four standard errors, by the jackknife over groups of copies",
    ));
    let gap = |together: usize| {
        let gaps: Vec<f64> = groups
            .chunks_exact(together)
            .map(|groups| {
                let mut sums = Sums::zero();
                for group in groups {
                    sums.add(group, 1.0);
                }
                apart(&sums.weights(), &closed)
            })
            .collect();
        gaps.iter().sum::<f64>() / gaps.len() as f64
    };
    found.push(Finding::new(
        "the gap of 100 copies over that of 400",
        Allowed::Near(2.0, 0.4),
        gap(1) / gap(4),
        "it closes as 1/√copies; four standard errors of a ratio of means over 200 and 50 gaps that vary by a fourth",
    ));
}

/// The weights to which descent on all copies comes.
fn descended(copies: &Array2<f32>, targets: &Array2<f32>) -> Array1<f64> {
    let mut shape = shape(&[FEATURES, 1], Activation::Tanh, Loss::HalfSquared, false);
    shape.params.init = Init::Zero;
    let mut net = net(&shape, copies.nrows(), false);
    for _ in 0..500 {
        net.train(copies.view(), targets.view(), &Step { learning_rate: 0.3, ..STILL });
    }
    net.layers()[0].weights.column(0).mapv(f64::from)
}

/// The excess of a tanh net's error under noise over (σ²/2)·E‖∂y/∂x‖².
fn tikhonov(settings: &Settings<'_>, found: &mut Vec<Finding>) {
    const DRAWS: u32 = 2000;
    let net = net(&shape(&[FEATURES, 16, 1], Activation::Tanh, Loss::HalfSquared, true), 1, false);
    let wide = Wide::of(net.layers(), Activation::Tanh);
    let inputs = normals(ROWS, FEATURES, 14);
    let clean = inputs.mapv(f64::from);
    let said = wide.answers(&clean);
    let slopes: f64 = (0..FEATURES)
        .map(|feature| {
            const H: f64 = 1e-5;
            let [up, down] = [H, -H].map(|h| {
                let mut moved = clean.clone();
                moved.column_mut(feature).mapv_inplace(|x| x + h);
                wide.answers(&moved)
            });
            ((up - down) / (2.0 * H)).mapv(|slope| slope * slope).sum()
        })
        .sum();
    for (night, (sigma, allowed, reason)) in (1..).zip([
        (
            0.05,
            Allowed::Near(1.0, 0.03),
            "Bishop's limit for little noise; four standard errors of 80 000 draws are .02",
        ),
        (0.4, Allowed::Between(0.4, 0.95), "tanh saturates: much noise costs less than the limit says"),
    ]) {
        let noise = corruption(settings, sigma, night);
        let mut scratch = vec![0.0; FEATURES];
        let mut copies = inputs.clone();
        let mut excess = 0.0;
        for draw in 0..DRAWS {
            copies.assign(&inputs);
            for (place, mut copy) in (0..).zip(copies.rows_mut()) {
                if let Some(copy) = copy.as_slice_mut() {
                    noise.apply(draw * ROWS as u32 + place, copy, None, &mut scratch);
                }
            }
            let errors = wide.answers(&copies.mapv(f64::from)) - &said;
            excess += 0.5 * errors.mapv(|error| error * error).sum();
        }
        found.push(Finding::new(
            format!("tanh net, σ = {sigma}: excess over Tikhonov's"),
            allowed,
            excess / f64::from(DRAWS) / (0.5 * sigma * sigma * slopes),
            format!("E + (σ²/2)·E‖∂y/∂x‖², as a ratio; {reason}"),
        ));
    }
}
