//! Gradients, steps and losses against formulae written out a second time, in double precision.

#[path = "support/net.rs"]
mod support;

use ndarray::{Array1, Array2, array as rows};
use oneiro::net::{Activation, Init, Kernel, Layer, Loss, Mlp, Step, softmax_rows};
use support::{STILL, array, classes, mlp, shape, soft_targets, state};

/// Weights and biases in double precision.
type Wide = Vec<(Array2<f64>, Array1<f64>)>;

fn widen(layers: &[Layer]) -> Wide {
    layers.iter().map(|layer| (layer.weights.mapv(f64::from), layer.bias.mapv(f64::from))).collect()
}

/// Outputs, written out plainly.
fn forward(layers: &Wide, activation: Activation, inputs: &Array2<f32>) -> Array2<f64> {
    let mut values = inputs.mapv(f64::from);
    for (index, (weights, bias)) in layers.iter().enumerate() {
        values = values.dot(weights) + bias;
        if index + 1 < layers.len() {
            values.mapv_inplace(|z| match activation {
                Activation::Relu => z.max(0.0),
                Activation::Tanh => z.tanh(),
            });
        }
    }
    values
}

/// Mean loss, written out plainly.
fn loss(outputs: &Array2<f64>, targets: &Array2<f32>, loss: Loss) -> f64 {
    let mut total = 0.0;
    for (row, target) in outputs.rows().into_iter().zip(targets.rows()) {
        let log_total = row.mapv(f64::exp).sum().ln();
        total += row
            .iter()
            .zip(target)
            .map(|(&y, &t)| match loss {
                Loss::CrossEntropy => f64::from(t) * (log_total - y),
                Loss::HalfSquared => 0.5 * (y - f64::from(t)).powi(2),
            })
            .sum::<f64>();
    }
    total / outputs.nrows() as f64
}

/// Depth counts layers of weights: 1 is a linear net, 3 has two hidden layers.
#[test]
fn gradients_equal_finite_differences() {
    for widths in [&[5, 3][..], &[5, 7, 3], &[5, 7, 6, 3], &[4, 6, 1]] {
        for activation in [Activation::Relu, Activation::Tanh] {
            for criterion in [Loss::CrossEntropy, Loss::HalfSquared] {
                let outputs = widths[widths.len() - 1];
                let batch = 6;
                let inputs = array(batch, widths[0], 11);
                for targets in [soft_targets(batch, outputs, 12), classes(batch, outputs)] {
                    for kernel in Kernel::ALL {
                        let mut mlp = mlp(&shape(widths, activation, criterion), kernel, batch, true);
                        let born = state(&mlp);
                        let wide = widen(mlp.layers());
                        let of = |wide: &Wide| loss(&forward(wide, activation, &inputs), &targets, criterion);
                        let step = Step { momentum: 0.9, ..STILL };
                        let before = mlp.train(inputs.view(), targets.view(), &step);
                        assert!((f64::from(before) - of(&wide)).abs() < 2e-6);
                        compare(&mlp, &wide, of);
                        let weights = born.len() / 2;
                        assert_eq!(state(&mlp)[..weights], born[..weights], "a step of rate 0 moves nothing");
                    }
                }
            }
        }
    }
}

/// Velocities after one step against central differences.
fn compare(mlp: &Mlp, wide: &Wide, of: impl Fn(&Wide) -> f64) {
    let h = 1e-5;
    let check = |analytic: f32, change: &dyn Fn(&mut Wide, f64)| {
        let [up, down] = [h, -h].map(|h| {
            let mut moved = wide.clone();
            change(&mut moved, h);
            of(&moved)
        });
        let numeric = (up - down) / (2.0 * h);
        assert!((f64::from(analytic) - numeric).abs() < 3e-6, "{analytic} for {numeric}");
    };
    for (index, velocity) in mlp.velocities().iter().enumerate() {
        for (place, &analytic) in velocity.weights.indexed_iter() {
            check(analytic, &|wide, h| wide[index].0[place] += h);
        }
        for (place, &analytic) in velocity.bias.iter().enumerate() {
            check(analytic, &|wide, h| wide[index].1[place] += h);
        }
    }
}

#[test]
fn without_velocities_a_step_is_the_same_step() {
    for kernel in Kernel::ALL {
        let shape = shape(&[9, 12, 4], Activation::Tanh, Loss::CrossEntropy);
        let [mut with, mut without] = [true, false].map(|momentum| mlp(&shape, kernel, 8, momentum));
        let step = Step { learning_rate: 0.2, momentum: 0.0, decay: 0.05, normalized: false };
        for seed in 0..10 {
            let (inputs, targets) = (array(8, 9, seed), soft_targets(8, 4, seed + 50));
            let losses = [&mut with, &mut without].map(|mlp| mlp.train(inputs.view(), targets.view(), &step));
            assert!((losses[0] - losses[1]).abs() < 1e-5);
        }
        for (a, b) in with.layers().iter().zip(without.layers()) {
            assert!(
                a.weights.iter().chain(&a.bias).zip(b.weights.iter().chain(&b.bias)).all(|(a, b)| (a - b).abs() < 1e-5)
            );
        }
    }
}

#[test]
fn decay_spread_over_steps_removes_the_nights_share() {
    for kernel in Kernel::ALL {
        for momentum in [false, true] {
            let mut mlp = mlp(&shape(&[9, 12, 4], Activation::Relu, Loss::HalfSquared), kernel, 8, momentum);
            let born = mlp.layers().to_vec();
            let (inputs, targets) = (array(8, 9, 1), array(8, 4, 2));
            let (removed, steps) = (0.1f64, 100);
            let decay = (1.0 - (1.0 - removed).powf(1.0 / f64::from(steps))) as f32;
            for _ in 0..steps {
                mlp.train(inputs.view(), targets.view(), &Step { decay, ..STILL });
            }
            for (layer, born) in mlp.layers().iter().zip(&born) {
                for (now, then) in layer.weights.iter().zip(&born.weights) {
                    assert!((f64::from(*now) - 0.9 * f64::from(*then)).abs() <= 1e-5 * f64::from(then.abs()));
                }
                assert_eq!(layer.bias, born.bias, "biases do not decay");
            }
            let total = mlp.weights().total();
            let expected: f64 = born.iter().flat_map(|layer| &layer.weights).map(|w| 0.9 * f64::from(w.abs())).sum();
            assert!((total.abs / expected - 1.0).abs() < 1e-5);
        }
    }
}

#[test]
fn momentum_follows_its_formula() {
    let shape = shape(&[9, 12, 4], Activation::Tanh, Loss::CrossEntropy);
    let step = Step { learning_rate: 0.3, momentum: 0.8, decay: 0.02, normalized: false };
    for kernel in Kernel::ALL {
        let mut mlp = mlp(&shape, kernel, 8, true);
        for seed in 0..5 {
            let (inputs, targets) = (array(8, 9, seed), soft_targets(8, 4, seed + 50));
            let (weights, velocities) = (mlp.layers().to_vec(), mlp.velocities().to_vec());
            let mut twin = mlp.clone();
            for velocity in twin.velocities_mut() {
                velocity.weights.fill(0.0);
                velocity.bias.fill(0.0);
            }
            twin.train(inputs.view(), targets.view(), &Step { momentum: 0.5, ..STILL });
            mlp.train(inputs.view(), targets.view(), &step);
            for index in 0..weights.len() {
                let gradient = &twin.velocities()[index];
                let velocity = &velocities[index].weights * 0.8 + &gradient.weights;
                let moved = &weights[index].weights * 0.98 - &velocity * 0.3;
                assert!((&mlp.velocities()[index].weights - &velocity).iter().all(|d| d.abs() < 1e-6));
                assert!((&mlp.layers()[index].weights - &moved).iter().all(|d| d.abs() < 1e-6));
                let velocity = &velocities[index].bias * 0.8 + &gradient.bias;
                let moved = &weights[index].bias - &velocity * 0.3;
                assert!((&mlp.layers()[index].bias - &moved).iter().all(|d| d.abs() < 1e-6));
            }
        }
    }
}

/// SCIENCE.md §1.1.
#[test]
fn uniform_downscaling_of_a_relu_net_moves_no_prediction() {
    let c = 0.7f32;
    let mut mlp = mlp(&shape(&[9, 20, 15, 5], Activation::Relu, Loss::CrossEntropy), Kernel::Faer, 200, false);
    let inputs = array(200, 9, 3);
    let before = mlp.predict(inputs.view()).to_owned();
    for (index, layer) in mlp.layers_mut().iter_mut().enumerate() {
        layer.weights *= c;
        layer.bias *= c.powi(index as i32 + 1);
    }
    let after = mlp.predict(inputs.view()).to_owned();
    let argmax = |row: ndarray::ArrayView1<'_, f32>| {
        row.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map(|(place, _)| place)
    };
    for (before, after) in before.rows().into_iter().zip(after.rows()) {
        assert_eq!(argmax(before), argmax(after));
        assert!(before.iter().zip(after).all(|(b, a)| (b * c.powi(3) - a).abs() < 1e-5));
    }
}

/// SCIENCE.md §1.3: ½h(w − 1)² by day, nights that remove δ, against decay of the same total.
#[test]
fn a_quadratic_settles_where_the_formula_says() {
    let (rate, steps, removed) = (0.1, 100, 0.1);
    for (h, nightly, daily) in [(0.001, 0.0866, 0.0867), (0.01, 0.4864, 0.4869), (0.1, 0.8969, 0.9047)] {
        let mut shape = shape(&[1, 1], Activation::Tanh, Loss::HalfSquared);
        shape.params.bias = false;
        shape.params.init = Init::Zero;
        let x = rows![[h64(h)]];
        let weight = |mlp: &Mlp| f64::from(mlp.layers()[0].weights[(0, 0)]);

        let mut sleeper = mlp(&shape, Kernel::Portable, 1, false);
        let mut evening = 0.0;
        for _ in 0..300 {
            for _ in 0..steps {
                sleeper.train(x.view(), x.view(), &Step { learning_rate: rate, ..STILL });
            }
            evening = weight(&sleeper);
            sleeper.layers_mut()[0].weights *= 1.0 - removed;
        }
        let a = (1.0 - 0.1f64 * h).powi(steps);
        assert!((evening - (1.0 - a) / (1.0 - 0.9 * a)).abs() < 1e-4, "evening {evening}");
        let mean = (evening * weight(&sleeper)).sqrt();
        assert!((mean - nightly).abs() < 1e-4, "{mean} for {nightly}");

        let mut decayed = mlp(&shape, Kernel::Portable, 1, false);
        let decay = (1.0 - 0.9f64.powf(0.01)) as f32;
        for _ in 0..30_000 {
            decayed.train(x.view(), x.view(), &Step { learning_rate: rate, decay, ..STILL });
        }
        let settled = h / (h + (1.0 - 0.9f64.powf(0.01)) / 0.1);
        assert!((weight(&decayed) - settled).abs() < 1e-4, "{} for {settled}", weight(&decayed));
        // The printed figure for h = .01 is .0002 below its own formula.
        assert!((weight(&decayed) - daily).abs() < 3e-4, "{} for {daily}", weight(&decayed));
    }
}

/// The feature whose curvature is h.
fn h64(h: f64) -> f32 {
    h.sqrt() as f32
}

#[test]
fn normalized_steps_divide_each_examples_gradient() {
    for (bias, kernel) in [(true, Kernel::Portable), (false, Kernel::Faer)] {
        let mut shape = shape(&[3, 1], Activation::Tanh, Loss::HalfSquared);
        shape.params.bias = bias;
        shape.params.init = Init::Zero;
        shape.params.first_bias = 0.0;
        let mut mlp = mlp(&shape, kernel, 4, false);
        // One example that is short enough to be left alone, one that is not.
        let inputs = rows![[0.1f32, 0.2, 0.2], [3.0, 4.0, 0.0]];
        let targets = rows![[1.0f32], [-2.0]];
        let step = Step { learning_rate: 0.5, momentum: 0.0, decay: 0.0, normalized: true };
        let loss = mlp.train(inputs.view(), targets.view(), &step);
        assert!((loss - 1.25).abs() < 1e-6);
        assert_eq!(mlp.errors(), [1.0, 2.0]);
        let extra = if bias { 1.0 } else { 0.0 };
        let shares = [-1.0, 2.0 / f32::max(1.0, 0.5 * (25.0 + extra))];
        for (place, &weight) in mlp.layers()[0].weights.iter().enumerate() {
            let expected = -0.25 * (shares[0] * inputs[(0, place)] + shares[1] * inputs[(1, place)]);
            assert!((weight - expected).abs() < 1e-6, "{weight} for {expected}");
        }
        if bias {
            assert!((mlp.layers()[0].bias[0] + 0.25 * (shares[0] + shares[1])).abs() < 1e-6);
        }
    }
}

/// Of one example the normalised step of any rate ≥ 1/‖φ‖² lands on its target.
#[test]
fn a_normalized_step_never_overshoots() {
    let mut shape = shape(&[4, 1], Activation::Tanh, Loss::HalfSquared);
    shape.params.bias = false;
    let mut mlp = mlp(&shape, Kernel::Portable, 1, false);
    let (input, target) = (array(1, 4, 3) * 10.0, rows![[2.5f32]]);
    mlp.train(input.view(), target.view(), &Step { learning_rate: 1e6, normalized: true, ..STILL });
    assert!((mlp.predict(input.view())[(0, 0)] - 2.5).abs() < 1e-4);
}

#[test]
fn errors_are_one_minus_the_targets_probability() {
    let mut mlp = mlp(&shape(&[6, 8, 4], Activation::Tanh, Loss::CrossEntropy), Kernel::Faer, 5, false);
    let (inputs, targets) = (array(5, 6, 1), classes(5, 4));
    let mut believed = mlp.predict(inputs.view()).to_owned();
    softmax_rows(believed.view_mut());
    mlp.train(inputs.view(), targets.view(), &STILL);
    assert_eq!(mlp.errors().len(), 5);
    for ((p, t), error) in believed.rows().into_iter().zip(targets.rows()).zip(mlp.errors()) {
        assert!((p.sum() - 1.0).abs() < 1e-6);
        assert!((1.0 - p.dot(&t) - error).abs() < 1e-6);
    }
}

#[test]
fn an_absurd_rate_is_named_by_the_loss() {
    for kernel in Kernel::ALL {
        for activation in [Activation::Relu, Activation::Tanh] {
            let mut mlp = mlp(&shape(&[6, 8, 4], activation, Loss::CrossEntropy), kernel, 12, false);
            let (inputs, targets) = (array(12, 6, 1), classes(12, 4));
            let step = Step { learning_rate: 1e6, ..STILL };
            let diverged = (0..50).any(|_| !mlp.train(inputs.view(), targets.view(), &step).is_finite());
            assert!(diverged, "{kernel:?}, {activation:?}");
        }
    }
}

#[test]
fn state_goes_out_and_comes_back() {
    let shape = shape(&[6, 8, 4], Activation::Tanh, Loss::CrossEntropy);
    for momentum in [false, true] {
        let mut lived = mlp(&shape, Kernel::Portable, 12, momentum);
        let step =
            Step { learning_rate: 0.1, momentum: if momentum { 0.5 } else { 0.0 }, decay: 0.01, normalized: false };
        lived.train(array(12, 6, 1).view(), classes(12, 4).view(), &step);
        let mut bytes = state(&lived);
        let numbers = 6 * 8 + 8 + 8 * 4 + 4;
        assert_eq!(bytes.len(), numbers * 4 * if momentum { 2 } else { 1 });
        let length = bytes.len();
        bytes.extend([1, 2, 3, 4, 5]);
        let mut other = mlp(&shape, Kernel::Portable, 12, momentum);
        assert_eq!(other.read_state(&bytes), length);
        assert_eq!(state(&other), bytes[..length]);
        // Whatever NaN it is, one NaN is written.
        for bits in [0xFFC0_0000, 0x7FC0_1234] {
            other.layers_mut()[1].weights[(2, 3)] = f32::from_bits(bits);
            let place = 4 * (6 * 8 + 8 + 2 * 4 + 3);
            assert_eq!(state(&other)[place..place + 4], 0x7FC0_0000u32.to_le_bytes());
        }
    }
}

#[test]
fn measures_and_faults_of_weights() {
    let mut mlp = mlp(&shape(&[6, 37, 4], Activation::Tanh, Loss::CrossEntropy), Kernel::Portable, 2, false);
    let measured = mlp.weights();
    let mut all = (0.0, 0.0, 0.0, 0.0f64);
    for (layer, measured) in mlp.layers().iter().zip(&measured.layers) {
        let weights = layer.weights.mapv(f64::from);
        let plain = (weights.mapv(f64::abs).sum(), weights.sum(), weights.mapv(|w| w * w).sum());
        let max = weights.iter().fold(0.0f64, |max, w| max.max(w.abs()));
        assert!((measured.abs - plain.0).abs() < 1e-9 && (measured.sum - plain.1).abs() < 1e-9);
        assert!((measured.l2 - plain.2.sqrt()).abs() < 1e-9);
        assert_eq!(measured.max, max);
        all = (all.0 + plain.0, all.1 + plain.1, all.2 + plain.2, all.3.max(max));
    }
    let total = measured.total();
    assert!((total.abs - all.0).abs() < 1e-9 && (total.sum - all.1).abs() < 1e-9);
    assert!((total.l2 - all.2.sqrt()).abs() < 1e-9);
    assert_eq!(total.max, all.3);
    assert_eq!(mlp.fault(), None);
    mlp.layers_mut()[1].bias[3] = f32::INFINITY;
    assert_eq!(mlp.fault(), Some(1));
    mlp.layers_mut()[0].weights[(5, 36)] = f32::NAN;
    assert_eq!(mlp.fault(), Some(0));
}

#[test]
fn initial_weights_have_the_deviation_of_their_name() {
    let ones = |init, gain| {
        let mut shape = shape(&[8, 32, 2], Activation::Tanh, Loss::CrossEntropy);
        shape.params.init = init;
        shape.params.first_gain = gain;
        shape.params.first_bias = 3.0;
        let mut normals = |_: usize, weights: &mut [f32]| weights.fill(1.0);
        let mut uniforms = |biases: &mut [f32]| biases.fill(-1.0);
        let birth = oneiro::net::Birth { normals: &mut normals, uniforms: &mut uniforms };
        let mlp = Mlp::new(&shape, Kernel::Portable, 1, false, birth);
        assert!(mlp.layers()[0].bias.iter().all(|&b| b == -3.0) && mlp.layers()[1].bias.iter().all(|&b| b == 0.0));
        let of = |layer: usize| f64::from(mlp.layers()[layer].weights[(0, 0)]).powi(2);
        (of(0), of(1))
    };
    for (init, gain, first, second) in [
        (Init::FanIn, 1.0, 1.0 / 8.0, 1.0 / 32.0),
        (Init::FanIn, 3.0, 9.0 / 8.0, 1.0 / 32.0),
        (Init::He, 1.0, 2.0 / 8.0, 2.0 / 32.0),
        (Init::Xavier, 1.0, 2.0 / 40.0, 2.0 / 34.0),
        (Init::Zero, 1.0, 0.0, 0.0),
    ] {
        let found = ones(init, gain);
        assert!((found.0 - first).abs() < 1e-6 && (found.1 - second).abs() < 1e-6, "{init:?}: {found:?}");
    }
}
