//! Real handwritten digits: the 1 797 images of the UCI set "Optical Recognition of Handwritten
//! Digits" (Alpaydin & Kaynak 1998), 8×8 pixels, embedded through smartcore.

use ndarray::Array2;
use rand::RngExt;
use rand::seq::SliceRandom;

use super::{DIGITS, Digits};
use crate::data::{Encoder, Examples, Id, Label};
use crate::rng::{Purpose, generator};

/// Pixels of an image.
const PIXELS: usize = 64;
/// Classes.
const CLASSES: usize = 10;

/// Training, validation and test set of a seed, disjoint.
pub(super) fn sets(params: &Digits, seed: u64) -> [Examples; 3] {
    let all = smartcore::dataset::digits::load_dataset();
    let mut order: Vec<usize> = (0..DIGITS).collect();
    order.shuffle(&mut generator(seed, Purpose::Split, 0, 0));
    let (train, rest) = order.split_at(params.schedule.train);
    let (validation, rest) = rest.split_at(params.validation);
    let lies = lies(params.schedule.train, params.label_noise, seed);
    let set = |images: &[usize], lie: &dyn Fn(usize, u8) -> u8| {
        let raw =
            Array2::from_shape_fn((images.len(), PIXELS), |(row, pixel)| all.data[images[row] * PIXELS + pixel] / 16.0);
        let labels = images.iter().enumerate().map(|(row, image)| {
            let truth = all.target[*image] as u8;
            Label { given: lie(row, truth), truth }
        });
        Examples::of_classes(raw, &Encoder::Identity, labels.collect(), CLASSES)
    };
    let honest = |_: usize, truth: u8| truth;
    [
        set(train, &|row, truth| (truth + lies[row]) % CLASSES as u8),
        set(validation, &honest),
        set(&rest[..params.test], &honest),
    ]
}

/// For each experience how far the class it is taught lies from the true one: 0 for a truth, 1 to 9
/// for a lie. Exactly the rounded share of them are lies.
fn lies(train: usize, share: f64, seed: u64) -> Vec<u8> {
    let mut generator = generator(seed, Purpose::Labels, 0, 0);
    let mut ids: Vec<Id> = (0..train as Id).collect();
    ids.shuffle(&mut generator);
    let mut distances = vec![0; train];
    for id in &ids[..(share * train as f64).round() as usize] {
        distances[*id as usize] = generator.random_range(1..CLASSES as u8);
    }
    distances
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::{Days, Schedule};

    fn params(label_noise: f64) -> Digits {
        let schedule = Schedule { days: Days::Fixed, per_day: 200, train: 200 };
        Digits { schedule, label_noise, validation: 100, test: 1000 }
    }

    #[test]
    fn lies_are_exactly_the_share_asked_for_and_never_true() {
        for seed in 1..20 {
            let [train, validation, test] = sets(&params(0.3), seed);
            assert_eq!(train.labels.iter().filter(|label| label.is_lie()).count(), 60);
            assert!(validation.labels.iter().chain(&test.labels).all(|label| !label.is_lie()));
            assert!(train.raw.iter().all(|pixel| (0.0..=1.0).contains(pixel)));
        }
    }

    #[test]
    fn sets_are_disjoint_and_depend_on_the_seed() {
        let [train, validation, test] = sets(&params(0.3), 7);
        let mut images: Vec<Vec<u32>> = [&train, &validation, &test]
            .iter()
            .flat_map(|set| set.raw.rows())
            .map(|row| row.iter().map(|pixel| pixel.to_bits()).collect())
            .collect();
        images.sort();
        images.dedup();
        assert_eq!(images.len(), 1300, "the set has no repeated images");
        assert_ne!(sets(&params(0.3), 8)[0].raw, train.raw);
        assert_eq!(sets(&params(0.3), 7)[0], train);
    }
}
