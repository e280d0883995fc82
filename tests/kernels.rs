//! The two kernels agree, and the portable one gives the same bytes everywhere.

#[path = "support/net.rs"]
mod support;

use ndarray::{Array2, s};
use oneiro::net::{Activation, Kernel, Loss, Step, product};
use support::{array, classes, mlp, shape, state};

/// lhs · rhs in double precision.
fn truth(lhs: &Array2<f32>, rhs: &Array2<f32>) -> Array2<f64> {
    lhs.mapv(f64::from).dot(&rhs.mapv(f64::from))
}

#[test]
fn products_of_any_shape_and_layout() {
    for (m, k, n) in
        [(1, 1, 1), (3, 5, 2), (16, 64, 10), (7, 300, 17), (65, 33, 48), (4, 0, 3), (31, 600, 1), (1, 9, 40)]
    {
        let (lhs, rhs) = (array(m, k, 1), array(k, n, 2));
        let (lhs_turned, rhs_turned) =
            (lhs.t().as_standard_layout().to_owned(), rhs.t().as_standard_layout().to_owned());
        let expected = truth(&lhs, &rhs);
        for kernel in Kernel::ALL {
            for accumulate in [false, true] {
                let start = if accumulate { array(m, n, 3) } else { Array2::from_elem((m, n), f32::NAN) };
                for turned in 0..4 {
                    let lhs = if turned & 1 == 0 { lhs.view() } else { lhs_turned.t() };
                    let rhs = if turned & 2 == 0 { rhs.view() } else { rhs_turned.t() };
                    let mut dst = start.clone();
                    product(kernel, dst.view_mut(), accumulate, lhs, rhs, -0.5);
                    for ((i, j), &value) in dst.indexed_iter() {
                        let before = if accumulate { f64::from(start[(i, j)]) } else { 0.0 };
                        let expected = before - 0.5 * expected[(i, j)];
                        assert!(
                            (f64::from(value) - expected).abs() < 1e-5 * (1.0 + k as f64).sqrt(),
                            "{kernel:?} {m}×{k}×{n} at {i}, {j}: {value} for {expected}"
                        );
                    }
                }
            }
        }
    }
}

/// Fifty steps on synthetic data; the loss of the last.
fn live(kernel: Kernel, activation: Activation, loss: Loss, momentum: f32) -> (oneiro::net::Mlp, f32) {
    let mut mlp = mlp(&shape(&[20, 33, 17, 10], activation, loss), kernel, 24, momentum > 0.0);
    let step = Step { learning_rate: 0.1, momentum, decay: 1e-3, normalized: false };
    let (inputs, targets) = (array(96, 20, 5), classes(96, 10));
    let mut last = 0.0;
    for i in 0..50 {
        let rows = s![(i % 4) * 24..(i % 4) * 24 + 24, ..];
        last = mlp.train(inputs.slice(rows), targets.slice(rows), &step);
    }
    (mlp, last)
}

#[test]
fn kernels_agree_after_fifty_steps() {
    for activation in [Activation::Relu, Activation::Tanh] {
        for loss in [Loss::CrossEntropy, Loss::HalfSquared] {
            for momentum in [0.0, 0.5] {
                let (faer, faer_loss) = live(Kernel::Faer, activation, loss, momentum);
                let (portable, portable_loss) = live(Kernel::Portable, activation, loss, momentum);
                assert!((faer_loss - portable_loss).abs() < 1e-4, "{faer_loss} and {portable_loss}");
                for (a, b) in faer.layers().iter().zip(portable.layers()) {
                    for (a, b) in a.weights.iter().chain(&a.bias).zip(b.weights.iter().chain(&b.bias)) {
                        assert!((a - b).abs() < 1e-4, "{a} and {b}");
                    }
                }
            }
        }
    }
}

#[test]
fn portable_gives_the_same_bytes_everywhere() {
    let hash = |activation, loss, momentum| {
        let (mlp, _) = live(Kernel::Portable, activation, loss, momentum);
        blake3::hash(&state(&mlp)).to_hex()[..16].to_owned()
    };
    let hashes = [
        hash(Activation::Relu, Loss::CrossEntropy, 0.0),
        hash(Activation::Tanh, Loss::CrossEntropy, 0.5),
        hash(Activation::Tanh, Loss::HalfSquared, 0.0),
    ];
    assert_eq!(hashes, ["feed62627183ea83", "9a2bf7669863dbbe", "38d1d1bb284690ae"]);
}

#[test]
fn a_batch_below_capacity_has_the_bits_of_its_own_net() {
    for (loss, activation) in [(Loss::CrossEntropy, Activation::Relu), (Loss::HalfSquared, Activation::Tanh)] {
        let shape = shape(&[20, 33, 10], activation, loss);
        let step = Step { learning_rate: 0.1, momentum: 0.0, decay: 0.01, normalized: false };
        let (inputs, targets) = (array(7, 20, 5), classes(7, 10));
        let [mut wide, mut tight] = [100, 7].map(|rows| mlp(&shape, Kernel::Portable, rows, false));
        wide.predict(array(100, 20, 9).view());
        for _ in 0..3 {
            let losses = [&mut wide, &mut tight].map(|mlp| mlp.train(inputs.view(), targets.view(), &step));
            assert_eq!(losses[0].to_bits(), losses[1].to_bits());
        }
        assert_eq!(state(&wide), state(&tight));
        assert_eq!(wide.errors(), tight.errors());
        assert_eq!(wide.predict(inputs.view()), tight.predict(inputs.view()));
    }
}
