use super::*;
use ndarray::{Array1, Array2};
use proptest::prelude::*;

fn params(window: usize) -> Spiking {
    Spiking {
        steps: 100,
        rate: 1.0,
        dt: 0.5,
        increment: 0.002,
        decrement: 0.003,
        thresholds: Thresholds::new(&[1.0, 0.7]),
        scale: 2.0,
        window,
        ..Spiking::NONE
    }
}

/// A net of weights around 0, the same for a seed.
fn net(widths: &[usize], seed: u64) -> Vec<Layer> {
    let stream = Stream::new(seed, Purpose::Weights, 0);
    let layer = |(number, fan): (usize, &[usize])| {
        let mut weights = Array2::zeros((fan[0], fan[1]));
        stream.normals(number as u32, weights.as_slice_mut().expect("standard"));
        Layer { weights: weights * 0.4, bias: Array1::zeros(0) }
    };
    widths.windows(2).enumerate().map(layer).collect()
}

fn asleep(layers: &[Layer], mean: &[f32], image: Option<[usize; 2]>, window: usize) -> Spikes {
    let loudest = vec![1.0; layers.len()];
    let params = params(window);
    Spikes::new(&params, (3, 2), (mean, image), (layers, gains(&params, layers, &loudest)))
}

fn mean(inputs: usize) -> Vec<f32> {
    (0..inputs).map(|input| (input % 5) as f32 / 4.0).collect()
}

/// The same step for every weight and neuron there is, silent or not.
fn dense(layers: &mut [Layer], potentials: &mut [Vec<f32>], spikes: &Spikes, params: &Spiking) -> Vec<Vec<f32>> {
    let mut given = vec![0.0f32; layers[0].weights.nrows()];
    spikes.fired()[0].iter().for_each(|input| given[*input as usize] = 1.0);
    let mut all = Vec::new();
    for (number, layer) in layers.iter_mut().enumerate() {
        let threshold = params.thresholds.of(number) as f32;
        let mut fired = vec![0.0f32; layer.weights.ncols()];
        for (neuron, potential) in potentials[number].iter_mut().enumerate() {
            let arriving = given.iter().zip(layer.weights.column(neuron)).fold(0.0, |sum, (on, w)| sum + on * w);
            *potential = 0.999 * *potential + spikes.gains()[number] * arriving;
            if *potential >= threshold {
                (*potential, fired[neuron]) = (0.0, 1.0);
            }
        }
        let (gain, loss) = (params.increment as f32, params.decrement as f32);
        for ((before, after), weight) in layer.weights.indexed_iter_mut() {
            if fired[after] == 1.0 {
                let share = share(*weight);
                *weight = if given[before] == 1.0 { *weight + gain * share } else { *weight - loss * share };
            }
        }
        all.push(std::mem::replace(&mut given, fired));
    }
    all.push(given);
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn only_what_fires_is_touched_and_that_is_the_same_as_touching_all(
        hidden in 1..20usize, seed in 0..1000u64, window in 0..6usize, layers in 1..4usize,
    ) {
        let widths: Vec<usize> = [30].into_iter().chain(vec![hidden; layers - 1]).chain([7]).collect();
        let mut lazy = net(&widths, seed);
        let mut all = lazy.clone();
        let mut spikes = asleep(&lazy, &mean(30), Some([6, 5]), window);
        let mut potentials = spikes.potentials().to_vec();
        for step in 0..40 {
            spikes.step(&mut lazy, step);
            let fired = dense(&mut all, &mut potentials, &spikes, &params(window));
            for (fired, lazily) in fired.iter().zip(spikes.fired()) {
                let fired: Vec<u32> = (0..).zip(fired).filter(|(_, on)| **on == 1.0).map(|(neuron, _)| neuron).collect();
                prop_assert_eq!(&fired, lazily, "step {}", step);
            }
            prop_assert_eq!(&potentials, spikes.potentials());
            prop_assert_eq!(&all, &lazy, "step {}", step);
        }
    }
}

#[test]
fn hardly_any_but_negative_weights_learn() {
    for (weight, expected) in [(-1.0, 2.0), (-0.02, 2.0), (0.0, 1.0), (0.02, 0.0), (0.2, 0.0)] {
        assert!((share(weight) - expected).abs() < 1e-6, "g({weight}) = {}", share(weight));
    }
    assert!((share(0.001) - 2.0 / (1.0 + std::f32::consts::E)).abs() < 1e-5);
    let mut layers = net(&[30, 12, 7], 5);
    let before = layers.clone();
    let mut spikes = asleep(&layers, &mean(30), None, 0);
    for step in 0..200 {
        spikes.step(&mut layers, step);
    }
    let pairs = || before.iter().zip(&layers).flat_map(|(then, now)| then.weights.iter().zip(&now.weights));
    assert!(pairs().filter(|(then, _)| **then > 0.05).all(|(then, now)| then == now), "a positive weight moved");
    assert!(pairs().filter(|(then, now)| **then < 0.0 && then != now).count() > 20, "no negative weight did");
}

#[test]
fn the_total_rises_while_the_signed_sum_falls_where_more_is_silent_than_fires() {
    let mut layers = net(&[30, 12, 7], 5);
    let totals = |layers: &[Layer]| {
        let weights = || layers.iter().flat_map(|layer| &layer.weights);
        (weights().map(|weight| weight.abs()).sum::<f32>(), weights().sum::<f32>())
    };
    let before = totals(&layers);
    let mut spikes = asleep(&layers, &[0.1; 30], None, 0);
    for step in 0..400 {
        spikes.step(&mut layers, step);
    }
    let after = totals(&layers);
    assert!(after.0 > before.0 && after.1 < before.1, "{before:?} → {after:?}");
}

#[test]
fn a_net_that_nothing_reaches_stays_as_it_is() {
    let mut layers = net(&[30, 12, 7], 1);
    let before = layers.clone();
    let mut spikes = asleep(&layers, &[0.0; 30], None, 0);
    for step in 0..50 {
        spikes.step(&mut layers, step);
        assert!(spikes.fired().iter().all(Vec::is_empty));
    }
    assert_eq!(layers, before);
    assert_eq!((spikes.raster().noted(), spikes.raster().rate(0)), (50, 0.0));
}

#[test]
fn what_is_seen_through_a_window_lies_within_it_and_everywhere_in_time() {
    let mut layers = net(&[48, 3], 1);
    let mut spikes = asleep(&layers, &[1.0; 48], Some([8, 6]), 3);
    let mut seen = [0u32; 48];
    for step in 0..600 {
        spikes.step(&mut layers, step);
        let fired = &spikes.fired()[0];
        assert_eq!(fired.len(), 9, "an input of 1 always fires");
        let (left, top) = (fired[0] % 8, fired[0] / 8);
        assert!(left <= 5 && top <= 3);
        assert!(fired.iter().all(|at| (left..left + 3).contains(&(at % 8)) && (top..top + 3).contains(&(at / 8))));
        for at in fired {
            seen[*at as usize] += 1;
        }
    }
    assert!(seen.iter().all(|times| *times > 0), "{seen:?}");
}

#[test]
fn a_step_is_the_same_whichever_were_taken_before_it_but_for_what_they_left() {
    let layers = net(&[30, 12], 1);
    let (mut one, mut other) = (asleep(&layers, &mean(30), None, 0), asleep(&layers, &mean(30), None, 0));
    let (mut left, mut right) = (layers.clone(), layers);
    one.step(&mut left, 0);
    one.step(&mut left, 7);
    other.step(&mut right, 7);
    assert_eq!(one.fired()[0], other.fired()[0], "inputs are drawn by the step's number");
    let raster = one.raster();
    assert_eq!((raster.newest().len(), raster.noted(), raster.widths()), (2, 2, &[30, 12][..]));
    assert_eq!(raster.newest().last().expect("a step"), one.fired());
}

#[test]
fn a_night_is_longer_for_every_lesson_before_it() {
    let params = Spiking { steps: 15_000, growth: 5_000, ..params(11) };
    assert_eq!([0, 1, 2, 5].map(|tasks| params.steps_after(tasks)), [15_000, 15_000, 20_000, 35_000]);
    assert_eq!(params.thresholds.of(1), 0.7);
    assert_eq!(params.thresholds.of(5), 0.7);
}

#[test]
fn gains_follow_the_loudest_and_may_make_up_for_the_layer_before() {
    let layers = net(&[30, 12, 7], 1);
    let each = gains(&params(0), &layers, &[4.0, 5.0]);
    assert_eq!(each, [0.5, 0.4], "scale 2, over what each layer gave at most");
    let chained = gains(&Spiking { chained: true, ..params(0) }, &layers, &[4.0, 5.0]);
    assert_eq!(chained, [0.5, 2.0 * 4.0 / 5.0]);
    let largest = layers[0].weights.iter().fold(0.0f32, |largest, weight| largest.max(*weight));
    assert_eq!(gains(&params(0), &layers, &[0.0, 5.0])[0], 2.0 / largest, "or its largest weight");
    let silent = vec![Layer { weights: Array2::zeros((3, 2)), bias: Array1::zeros(0) }];
    assert_eq!(gains(&params(0), &silent, &[0.0]), [0.0]);
}
