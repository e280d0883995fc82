//! The exam paper of one seed: what is asked besides the sets of a world, drawn once.

use ndarray::{Array2, ArrayView2, s};
use rand::RngExt;
use rand::seq::SliceRandom;

use crate::data::Examples;
use crate::rng::{Purpose, Stream, generator};
use crate::task::World;

/// A test, corrupted, and its labels made as wrong as those that are taught.
pub(super) struct Sheet {
    /// What the net sees of the corrupted test inputs; no rows if they are not asked.
    corrupted: Array2<f32>,
    /// A label of each test example, of which the same share is wrong as of those of training.
    noisy: Vec<u8>,
}

/// The sheets of the test as the world is first, and as it is once it has changed: the same noise on the same
/// questions, the same of them mislabelled.
pub(super) struct Paper {
    first: Sheet,
    changed: Sheet,
}

impl Paper {
    /// The paper of a world under its seed: normal noise of this deviation on every raw test input.
    pub(super) fn new(world: &World, seed: u64, deviation: f64) -> Self {
        let sheet = |test| Sheet::new(world, test, seed, deviation);
        Self { first: sheet(&world.test), changed: sheet(&world.changed_test) }
    }

    /// What is asked on a day.
    pub(super) fn on(&self, world: &World, day: u32) -> &Sheet {
        if world.calendar.is_changed(day) { &self.changed } else { &self.first }
    }
}

impl Sheet {
    fn new(world: &World, test: &Examples, seed: u64, deviation: f64) -> Self {
        Self { corrupted: corrupted(world, test, seed, deviation), noisy: noisy(world, test, seed) }
    }

    /// Corrupted questions.
    pub(super) fn len(&self) -> usize {
        self.corrupted.nrows()
    }

    /// Some of them.
    pub(super) fn slice(&self, rows: std::ops::Range<usize>) -> ArrayView2<'_, f32> {
        self.corrupted.slice(s![rows, ..])
    }

    /// The noisy labels of the test.
    pub(super) fn noisy(&self) -> &[u8] {
        &self.noisy
    }
}

fn corrupted(world: &World, test: &Examples, seed: u64, deviation: f64) -> Array2<f32> {
    let rows = if deviation > 0.0 { test.len() } else { 0 };
    let mut features = Array2::zeros((rows, test.features.width()));
    let mut raw = vec![0.0; world.raw()];
    let mut noise = vec![0.0; world.raw()];
    let stream = Stream::new(seed, Purpose::TestNoise, 0);
    for (index, mut features) in features.rows_mut().into_iter().enumerate() {
        stream.normals(index as u32, &mut noise);
        for ((value, clean), noise) in raw.iter_mut().zip(test.raw.row(index)).zip(&noise) {
            *value = *clean + deviation as f32 * noise;
        }
        if let Some(features) = features.as_slice_mut() {
            world.encoder.encode_into(&raw, features);
        }
    }
    features
}

/// The share of wrong labels, taken of a test in the same way as of the training set: the same number of
/// each hundred, the wrong ones any other class.
fn noisy(world: &World, test: &Examples, seed: u64) -> Vec<u8> {
    let mut labels: Vec<u8> = test.labels.iter().map(|label| label.truth).collect();
    let classes = world.outputs();
    if classes < 2 {
        return labels;
    }
    let mut generator = generator(seed, Purpose::TestLabels, 0, 0);
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.shuffle(&mut generator);
    let wrong = (lies(&world.train) * labels.len() as f64).round() as usize;
    for place in &order[..wrong.min(order.len())] {
        let other = generator.random_range(1..classes);
        labels[*place] = ((usize::from(labels[*place]) + other) % classes) as u8;
    }
    labels
}

/// The share of lies in a set.
fn lies(examples: &Examples) -> f64 {
    let lies = examples.labels.iter().filter(|label| label.is_lie()).count();
    if lies == 0 { 0.0 } else { lies as f64 / examples.labels.len() as f64 }
}
