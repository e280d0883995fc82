//! What a step of a night in spikes costs, against how many neurons fire in it.
//!
//! `cargo bench --bench spikes`

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use ndarray::{Array1, Array2};
use oneiro::net::Layer;
use oneiro::rng::{Purpose, Stream};
use oneiro::sleep::{Spikes, Spiking, Thresholds, gains};

/// Steps of one measurement.
const STEPS: u32 = 100;

/// The published net for MNIST: 784-1200-1200-10, without biases.
const WIDTHS: [usize; 4] = [784, 1200, 1200, 10];

fn net() -> Vec<Layer> {
    let stream = Stream::new(1, Purpose::Weights, 0);
    let layer = |(number, fan): (usize, &[usize])| {
        let mut weights = Array2::zeros((fan[0], fan[1]));
        stream.normals(number as u32, weights.as_slice_mut().expect("standard"));
        Layer { weights: weights / (fan[0] as f32).sqrt(), bias: Array1::zeros(0) }
    };
    WIDTHS.windows(2).enumerate().map(layer).collect()
}

fn asleep(layers: &[Layer], mean: f32, threshold: f64) -> Spikes {
    let params = Spiking {
        steps: STEPS,
        rate: 1.0,
        dt: 0.5,
        increment: 1e-4,
        decrement: 1e-4,
        thresholds: Thresholds::new(&[threshold]),
        scale: 1.0,
        ..Spiking::NONE
    };
    let mean = vec![mean; WIDTHS[0]];
    Spikes::new(&params, (1, 1), (&mean, None), (layers, gains(&params, layers, &[1.0; 3])))
}

fn steps(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("a hundred steps in spikes of 784-1200-1200-10");
    group.throughput(Throughput::Elements(STEPS.into())).sample_size(10);
    // From silence over what a small window gives to all inputs at once, and from nobody behind them to many.
    for (mean, threshold) in [(0.0, 1.0), (0.01, 1e9), (0.1, 1e9), (1.0, 1e9), (0.01, 1.0), (0.1, 1.0), (0.1, 0.3)] {
        let layers = net();
        let mut trial = layers.clone();
        let mut spikes = asleep(&layers, mean, threshold);
        let fired: usize = (0..STEPS)
            .map(|step| {
                spikes.step(&mut trial, step);
                spikes.fired().iter().map(Vec::len).sum::<usize>()
            })
            .sum();
        let name = format!("{:.1} spikes a step, threshold {threshold}", fired as f64 / f64::from(STEPS));
        group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
            bencher.iter_batched_ref(
                || (layers.clone(), asleep(&layers, mean, threshold)),
                |(layers, spikes)| (0..STEPS).for_each(|step| spikes.step(black_box(layers), step)),
                criterion::BatchSize::LargeInput,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, steps);
criterion_main!(benches);
