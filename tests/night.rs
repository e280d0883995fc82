//! What a night does to a net, held against the formulae.

#![expect(clippy::print_stdout, reason = "the gaps are worth reading")]

use ndarray::{Array1, Array2};
use oneiro::arm::Arm;
use oneiro::net::{Activation, Birth, Init, Kernel, Loss, Mlp, Params, Shape, Step};
use oneiro::rng::{Purpose, Stream};
use oneiro::sleep::{Activity, Born};
use oneiro::sleep::{Corruption, Downscale, Dreams, Left, Per, Portion, Rule, share_of};
use proptest::prelude::*;

const UNIFORM: Downscale =
    Downscale { rule: Rule::Uniform, amount: 0.1, per: Per::Layer, spared: 0.2, threshold: 0.02, biases: false };

/// A whole night at once.
fn downscale(net: &mut Mlp, rule: Downscale, amount: f64, born: &Born) -> Left {
    let rule = Downscale { amount, ..rule };
    oneiro::sleep::downscale(net, &rule, Portion::WHOLE, born, &Activity::default())
}

fn net(hidden: &[usize], activation: Activation, momentum: bool, seed: u64) -> Mlp {
    let params =
        Params { hidden: hidden.to_vec(), activation, init: Init::FanIn, first_gain: 1.0, first_bias: 0.5, bias: true };
    let shape = Shape { inputs: 6, outputs: 3, loss: Loss::CrossEntropy, params };
    let birth = Birth {
        normals: &mut |layer, out| Stream::new(seed, Purpose::Weights, layer as u32).normals(0, out),
        uniforms: &mut |out| Stream::new(seed, Purpose::Biases, 0).uniforms(0, out),
    };
    Mlp::new(&shape, Kernel::Portable, 8, momentum, birth)
}

fn inputs(seed: u64) -> Array2<f32> {
    let mut values = vec![0.0; 48];
    Stream::new(seed, Purpose::Points, 0).normals(0, &mut values);
    Array2::from_shape_vec((8, 6), values).expect("48 values")
}

fn step(learning_rate: f32, momentum: f32, decay: f32) -> Step {
    Step { learning_rate, momentum, decay, normalized: false }
}

fn total(net: &Mlp) -> f64 {
    net.weights().total().abs
}

#[test]
fn decay_by_day_and_downscaling_by_night_remove_the_same() {
    let (day, night, cycles) = (100, 100, 4);
    let targets = Array2::zeros((8, 3));
    for delta in [0.01, 0.1, 0.5, 0.9] {
        let mut slept = net(&[5], Activation::Tanh, false, 1);
        let birth = Born::of(&slept);
        let before = total(&slept);
        for _ in 0..cycles {
            downscale(&mut slept, UNIFORM, Portion::one_of(cycles).of(delta), &birth);
        }
        let slept = total(&slept) / before;
        assert!((slept - (1.0 - delta)).abs() < 1e-5, "downscaling by {delta} left {slept}");
        for arm in [Arm::Decay, Arm::Interleaved, Arm::Recipe] {
            let steps = if arm.regimen().in_turn { day + night } else { day };
            let mut decayed = net(&[5], Activation::Tanh, false, 1);
            let bias = decayed.layers()[0].bias.clone();
            for _ in 0..steps {
                decayed.train(
                    inputs(1).view(),
                    targets.view(),
                    &step(0.0, 0.0, share_of(delta, f64::from(steps)) as f32),
                );
            }
            let left = total(&decayed) / before;
            assert!((left - slept).abs() < 1e-5, "{}: {left} is not {slept}", arm.name());
            assert_eq!(decayed.layers()[0].bias, bias, "biases do not decay");
        }
    }
}

#[test]
fn a_velocity_shrinks_with_its_weights() {
    let mut net = net(&[5], Activation::Tanh, true, 2);
    let targets = Array2::from_elem((8, 3), 1.0 / 3.0);
    for _ in 0..5 {
        net.train(inputs(2).view(), targets.view(), &step(0.1, 0.9, 0.0));
    }
    let birth = Born::of(&net);
    let (weights, velocity) = (net.layers()[0].weights.clone(), net.velocities_mut()[0].weights.clone());
    downscale(&mut net, UNIFORM, 0.5, &birth);
    assert_eq!(net.layers()[0].weights, weights * 0.5);
    assert_eq!(net.velocities_mut()[0].weights, velocity * 0.5);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// A uniform night that scales biases too moves no prediction of a ReLU net.
    #[test]
    fn a_uniform_night_moves_no_prediction_of_a_relu_net(seed in 0..1000u64, amount in 0.01..0.9f64, depth in 0..3usize) {
        let mut net = net(&[7, 5][..depth.min(2)], Activation::Relu, false, seed);
        let birth = Born::of(&net);
        let before = net.predict(inputs(seed).view()).to_owned();
        downscale(&mut net, Downscale { biases: true, ..UNIFORM }, amount, &birth);
        let after = net.predict(inputs(seed).view()).to_owned();
        let factor = (1.0 - amount).powi(net.layers().len() as i32) as f32;
        for (before, after) in before.iter().zip(&after) {
            prop_assert!((before * factor - after).abs() < 1e-4 * before.abs().max(1.0));
        }
    }

    /// A set-point removes its share of what stands above birth, and raises nothing.
    #[test]
    fn a_set_point_goes_its_share_of_the_way_back(seed in 0..1000u64, share in 0.0..1.0f64, neuron in prop::bool::ANY) {
        let mut net = net(&[7], Activation::Tanh, false, seed);
        let birth = Born::of(&net);
        let sums = |net: &Mlp| -> Vec<Array1<f64>> {
            net.layers().iter().map(|layer| {
                let columns = layer.weights.columns();
                columns.into_iter().map(|column| column.iter().map(|w| f64::from(w.abs())).sum()).collect()
            }).collect()
        };
        let born = sums(&net);
        net.layers_mut()[0].weights.mapv_inplace(|w| w * 1.5);
        net.layers_mut()[0].weights.column_mut(2).mapv_inplace(|w| w * 0.2);
        net.layers_mut()[1].weights.mapv_inplace(|w| w * 0.5);
        let (evening, small) = (sums(&net), net.layers()[1].weights.clone());
        let per = if neuron { Per::Neuron } else { Per::Layer };
        downscale(&mut net, Downscale { rule: Rule::SetPoint, per, ..UNIFORM }, share, &birth);
        let morning = sums(&net);
        prop_assert_eq!(&net.layers()[1].weights, &small);
        let near = |found: f64, wanted: f64| (found - wanted).abs() < 1e-5 * wanted.max(1.0);
        if neuron {
            for unit in 0..7 {
                let above = (evening[0][unit] - born[0][unit]).max(0.0);
                prop_assert!(near(morning[0][unit], evening[0][unit] - share * above));
            }
        } else {
            let above = (evening[0].sum() - born[0].sum()).max(0.0);
            prop_assert!(near(morning[0].sum(), evening[0].sum() - share * above));
        }
    }
}

/// Solves a·x = b for a symmetric positive definite matrix.
fn solve(mut a: Array2<f64>, mut b: Array1<f64>) -> Array1<f64> {
    let n = b.len();
    for pivot in 0..n {
        for row in pivot + 1..n {
            let factor = a[(row, pivot)] / a[(pivot, pivot)];
            for column in pivot..n {
                a[(row, column)] -= factor * a[(pivot, column)];
            }
            b[row] -= factor * b[pivot];
        }
    }
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|column| a[(row, column)] * b[column]).sum();
        b[row] = (b[row] - known) / a[(row, row)];
    }
    b
}

/// Input noise is ridge regression with λ = nσ² (Bishop 1995): the gap between the least squares on
/// dreams and ridge closes as 1/√copies.
#[test]
fn dreams_of_a_linear_model_are_ridge_regression() {
    const N: usize = 40;
    const D: usize = 6;
    let deviation = 0.3;
    let dreams = Dreams { hallucinatory: deviation, ..Dreams::CLEAN };
    let mut raw = vec![0.0f32; N * D + N];
    Stream::new(5, Purpose::Points, 0).normals(0, &mut raw);
    let x = Array2::from_shape_fn((N, D), |(i, j)| f64::from(raw[i * D + j]));
    let y = Array1::from_shape_fn(N, |i| x.row(i).sum() + 0.5 * f64::from(raw[N * D + i]));
    let ridge = solve(x.t().dot(&x) + Array2::<f64>::eye(D) * (N as f64 * deviation * deviation), x.t().dot(&y));
    let gap = |copies: u32| {
        let (mut gram, mut right) = (Array2::zeros((D, D)), Array1::zeros(D));
        let (mut dream, mut scratch) = ([0.0f32; D], [0.0f32; D]);
        for copy in 0..copies {
            let corruption = Corruption::of_night(&dreams, None, 1, copy + 1);
            for i in 0..N {
                for (value, x) in dream.iter_mut().zip(x.row(i)) {
                    *value = *x as f32;
                }
                corruption.apply(i as u32, &mut dream, None, &mut scratch);
                for a in 0..D {
                    for b in 0..D {
                        gram[(a, b)] += f64::from(dream[a]) * f64::from(dream[b]);
                    }
                    right[a] += f64::from(dream[a]) * y[i];
                }
            }
        }
        let found = solve(gram, right);
        let distance: f64 = (&found - &ridge).mapv(|e| e * e).sum();
        (distance / ridge.mapv(|e| e * e).sum()).sqrt()
    };
    let gaps = [gap(100), gap(20_000)];
    println!("relative gap to ridge: {:.1e} at 100 copies, {:.1e} at 20 000", gaps[0], gaps[1]);
    // √200 = 14 times as near; the ratio of two such gaps varies by a factor of about two.
    assert!(gaps[0] < 5e-2 && gaps[1] < 4e-3, "{gaps:?}");
    assert!((5.0..45.0).contains(&(gaps[0] / gaps[1])), "{gaps:?}");
}
