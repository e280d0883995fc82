//! A training step against the machine's peak: `cargo bench --bench step`.
//!
//! A step is forward, loss, backward and descent with weight decay, without and with momentum. Counted are its products alone: forward and
//! weight gradients 2·B·Σ(in·out) each, and as much again for the inputs' gradients of all layers but the first.
//! Peak is the rate of independent fused multiply-adds (two operations each) of one core in the vectors that `pulp`
//! chooses, at most 256 bits wide: where a core does more with 512 the shares are of the smaller figure. Both are the
//! best of their samples, taken in turn.

#![expect(clippy::inline_always, reason = "must be compiled for the instruction set of the dispatch around it")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::Criterion;
use ndarray::Array2;
use oneiro::net::{Activation, Birth, Init, Kernel, Loss, Mlp, Params, Shape, Step};
use pulp::{Arch, Simd, WithSimd};

/// Name, widths, batch, activation.
const NETS: [(&str, &[usize], usize, Activation); 4] = [
    ("64-64-10, batch 16, relu", &[64, 64, 10], 16, Activation::Relu),
    ("64-64-10, batch 20, tanh", &[64, 64, 10], 20, Activation::Tanh),
    ("784-256-10, batch 64, relu", &[784, 256, 10], 64, Activation::Relu),
    ("784-512-512-10, batch 128, relu", &[784, 512, 512, 10], 128, Activation::Relu),
];

/// Seconds that a closure takes.
#[expect(clippy::disallowed_methods, reason = "a bench is about the clock")]
fn time(mut op: impl FnMut()) -> Duration {
    let start = Instant::now();
    op();
    start.elapsed()
}

/// Enough independent chains to hide the latency of a fused multiply-add.
const CHAINS: usize = 12;
/// Links of each chain.
const LINKS: usize = 20_000;

struct Peak;

impl WithSimd for Peak {
    type Output = f64;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> f64 {
        let factor = simd.splat_f32s(black_box(0.999));
        let term = simd.splat_f32s(black_box(0.001));
        let mut sums = [simd.splat_f32s(0.5); CHAINS];
        for _ in 0..LINKS {
            for sum in &mut sums {
                *sum = simd.mul_add_f32s(*sum, factor, term);
            }
        }
        let total = sums.into_iter().fold(simd.splat_f32s(0.0), |total, sum| simd.add_f32s(total, sum));
        black_box(simd.reduce_sum_f32s(total));
        (2 * CHAINS * LINKS * size_of::<S::f32s>() / size_of::<f32>()) as f64
    }
}

/// The best rate of a few milliseconds, in operations a second.
fn peak() -> f64 {
    let mut best = 0.0f64;
    for _ in 0..20 {
        let mut operations = 0.0;
        let spent = time(|| operations = Arch::new().dispatch(Peak));
        best = best.max(operations / spent.as_secs_f64());
    }
    best
}

/// Numbers between −1 and 1 without a pattern that matters.
fn numbers(seed: u32) -> impl Iterator<Item = f32> {
    (0u32..).map(move |i| {
        let mixed = (i.wrapping_mul(2_654_435_761) ^ seed).wrapping_mul(0x9E37_79B1);
        (mixed >> 8) as f32 / 8_388_608.0 - 1.0
    })
}

fn fill(rows: usize, cols: usize, seed: u32) -> Array2<f32> {
    numbers(seed)
        .take(rows * cols)
        .collect::<ndarray::Array1<f32>>()
        .into_shape_with_order((rows, cols))
        .expect("sizes agree")
}

fn net(widths: &[usize], batch: usize, activation: Activation, kernel: Kernel, momentum: bool) -> Mlp {
    let shape = Shape {
        inputs: widths[0],
        outputs: widths[widths.len() - 1],
        loss: Loss::CrossEntropy,
        params: Params {
            hidden: widths[1..widths.len() - 1].to_vec(),
            activation,
            init: Init::FanIn,
            first_gain: 1.0,
            first_bias: 0.0,
            bias: true,
        },
    };
    let mut normals = |layer: usize, weights: &mut [f32]| {
        for (weight, number) in weights.iter_mut().zip(numbers(layer as u32 + 7)) {
            *weight = number * 1.7;
        }
    };
    let birth = Birth { normals: &mut normals, uniforms: &mut |_| {} };
    Mlp::new(&shape, kernel, batch, momentum, birth)
}

/// Operations of a step's products.
fn operations(widths: &[usize], batch: usize) -> f64 {
    let pairs: Vec<usize> = widths.windows(2).map(|fan| fan[0] * fan[1]).collect();
    let all: usize = pairs.iter().sum();
    (2 * batch * (3 * all - pairs[0])) as f64
}

#[expect(clippy::print_stdout, reason = "the table is what a bench is for")]
fn main() {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    let mut highest = peak();
    let mut table = Vec::new();
    let rows = [(Kernel::Faer, 0.0), (Kernel::Faer, 0.9), (Kernel::Portable, 0.0)];
    for (kernel, momentum) in rows {
        for (name, widths, batch, activation) in NETS {
            let name = if momentum > 0.0 { format!("{name}, momentum") } else { name.to_string() };
            let mut mlp = net(widths, batch, activation, kernel, momentum > 0.0);
            let inputs = fill(batch, widths[0], 1);
            let classes = widths[widths.len() - 1];
            let targets = Array2::from_shape_fn((batch, classes), |(i, j)| if i % classes == j { 1.0 } else { 0.0 });
            let step = Step { learning_rate: 0.01, momentum, decay: 1e-4, normalized: false };
            let mut best = f64::INFINITY;
            criterion.bench_function(&format!("{}: {name}", kernel.name()), |bencher| {
                bencher.iter_custom(|times| {
                    let spent = time(|| {
                        for _ in 0..times {
                            black_box(mlp.train(inputs.view(), targets.view(), &step));
                        }
                    });
                    best = best.min(spent.as_secs_f64() / times as f64);
                    spent
                });
            });
            highest = highest.max(peak());
            if best.is_finite() {
                table.push((kernel, name, best, operations(widths, batch) / best));
            }
        }
    }
    println!("peak of one core {:.1} GFLOP/s", highest * 1e-9);
    println!("{:<10}{:<34}{:>12}{:>10}{:>9}", "kernel", "step", "µs", "GFLOP/s", "of peak");
    for (kernel, name, best, rate) in table {
        println!(
            "{:<10}{name:<34}{:>12.2}{:>10.1}{:>7.1} %",
            kernel.name(),
            best * 1e6,
            rate * 1e-9,
            100.0 * rate / highest
        );
    }
}
