//! Training, validation and test set of a seed, drawn from a pool; and who is taught a lie.

use rand::RngExt;
use rand::seq::SliceRandom;

use super::Schedule;
use crate::data::{Answers, Encoder, Examples, Id, Inputs, Label, Pool};
use crate::rng::{Purpose, generator};

/// How large the sets are, and how many of the training labels are wrong.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Split {
    pub train: usize,
    pub validation: usize,
    pub test: usize,
    /// Share of the training labels replaced by another class.
    pub label_noise: f64,
}

impl Split {
    pub(super) const fn new(schedule: Schedule, validation: usize, test: usize, label_noise: f64) -> Self {
        Self { train: schedule.train, validation, test, label_noise }
    }

    /// The disjoint sets of a seed, rows of the pool.
    ///
    /// # Panics
    /// If the pool has fewer examples than the sets: a checked scenario's has not.
    pub(super) fn draw(&self, pool: &Pool, encoder: &Encoder, seed: u64) -> [Examples; 3] {
        let mut order: Vec<u32> = (0..pool.len() as u32).collect();
        order.shuffle(&mut generator(seed, Purpose::Split, 0, 0));
        let (train, rest) = order.split_at(self.train);
        let (validation, rest) = rest.split_at(self.validation);
        [
            self.set(pool, encoder, train, Some(seed)),
            self.set(pool, encoder, validation, None),
            self.set(pool, encoder, &rest[..self.test], None),
        ]
    }

    /// A set of these rows; with a seed some of its labels are lies.
    fn set(&self, pool: &Pool, encoder: &Encoder, rows: &[u32], lying: Option<u64>) -> Examples {
        let raw = Inputs::of(&pool.raw, rows);
        match &pool.answers {
            Answers::Classes { names, truths } => {
                let truths: Vec<u8> = rows.iter().map(|row| truths[*row as usize]).collect();
                let labels = match lying {
                    Some(seed) => taught(&truths, names.len(), self.label_noise, seed),
                    None => truths.into_iter().map(honest).collect(),
                };
                Examples::of_classes(raw, encoder, labels)
            }
            Answers::Values(values) => {
                let values: Vec<f32> = rows.iter().map(|row| values[*row as usize]).collect();
                let values = ndarray::Array2::from_shape_fn((values.len(), 1), |(row, _)| values[row]);
                Examples::of_values(raw, encoder, values.clone(), values)
            }
        }
    }
}

/// A label that is taught as it is.
pub(super) const fn honest(truth: u8) -> Label {
    Label { given: truth, truth }
}

/// What is taught of these true classes: exactly the rounded share of them is replaced by another class.
pub(super) fn taught(truths: &[u8], classes: usize, share: f64, seed: u64) -> Vec<Label> {
    let mut generator = generator(seed, Purpose::Labels, 0, 0);
    let mut ids: Vec<Id> = (0..truths.len() as Id).collect();
    ids.shuffle(&mut generator);
    let mut labels: Vec<Label> = truths.iter().copied().map(honest).collect();
    let lies = if classes > 1 { (share * truths.len() as f64).round() as usize } else { 0 };
    for id in &ids[..lies] {
        let label = &mut labels[*id as usize];
        let distance = generator.random_range(1..=(classes - 1) as u8);
        label.given = ((usize::from(label.truth) + usize::from(distance)) % classes) as u8;
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Form;

    #[test]
    fn lies_are_exactly_the_share_asked_for_and_another_class() {
        for (classes, share, lies) in [(2, 0.2, 20), (10, 0.3, 30), (256, 1.0, 100), (3, 0.0, 0), (1, 0.5, 0)] {
            let truths: Vec<u8> = (0..100).map(|id| (id * 7 % classes) as u8).collect();
            for seed in 1..10 {
                let labels = taught(&truths, classes, share, seed);
                assert_eq!(labels.iter().filter(|label| label.is_lie()).count(), lies, "{classes} classes");
                assert!(labels.iter().zip(&truths).all(|(label, truth)| label.truth == *truth));
                assert!(labels.iter().all(|label| usize::from(label.given) < classes));
            }
        }
    }

    #[test]
    fn sets_are_disjoint_rows_of_one_pool() {
        let raw = ndarray::Array2::from_shape_fn((30, 1), |(row, _)| row as f32).into_shared();
        let pool = Pool { form: Form::Line, raw, answers: Answers::Values((0..30).map(|v| v as f32).collect()) };
        let split = Split { train: 12, validation: 5, test: 13, label_noise: 0.0 };
        let sets = split.draw(&pool, &Encoder::Identity, 4);
        let mut seen: Vec<u32> = sets.iter().flat_map(|set| set.raw.values()).map(|value| value as u32).collect();
        seen.sort_unstable();
        assert_eq!(seen, (0..30).collect::<Vec<u32>>());
        for set in &sets {
            assert!(set.raw.shares(&Inputs::all(pool.raw.clone())) && set.features.shares(&set.raw));
            assert!(set.raw.values().eq(set.truth.iter().copied()));
        }
    }
}
