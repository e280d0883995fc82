//! Patterns for a Hopfield net: random images of −1 and 1, and cues of them with some neurons turned over.
//!
//! Each pattern is a class of its own, and one class more stands for a recall that leads to none of them.

use ndarray::Array2;
use rand::RngExt;

use super::Hopfield;
use super::split::honest;
use crate::data::{Encoder, Examples, Form, Inputs, MOST_CLASSES};
use crate::rng::{Purpose, generator};

impl Hopfield {
    /// The most patterns there may be: each is a class, and leading nowhere is one more.
    pub const MOST: usize = MOST_CLASSES - 1;
    /// The overlap with a pattern from which on a recall has led there: 95 % of the neurons are as in it.
    pub const HOME: f32 = 0.9;

    /// The names of the classes: p1, p2 … and `none`.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let patterns = (1..=self.schedule.train).map(|pattern| format!("p{pattern}"));
        patterns.chain(["none".to_owned()]).collect()
    }

    /// Patterns per neuron.
    #[must_use]
    pub fn load(&self) -> f64 {
        self.schedule.train as f64 / self.neurons as f64
    }

    /// Neurons of a cue that are turned over.
    #[must_use]
    pub fn turned(&self) -> usize {
        (self.flips * self.neurons as f64).round() as usize
    }
}

/// The image that comes nearest to a square of so many pixels: wide rather than tall.
pub(super) fn form(neurons: usize) -> Form {
    let height = (1..=neurons.isqrt()).rev().find(|side| neurons.is_multiple_of(*side)).unwrap_or(1);
    Form::Image { width: neurons / height, height }
}

/// The patterns of a seed, and cues of them for validation and test.
pub(super) fn sets(params: &Hopfield, seed: u64) -> [Examples; 3] {
    let count = params.schedule.train;
    let mut patterns = Array2::zeros((count, params.neurons));
    for (pattern, mut row) in (0..).zip(patterns.rows_mut()) {
        let mut draw = generator(seed, Purpose::Pattern, 0, pattern);
        row.mapv_inplace(|_| if draw.random() { 1.0 } else { -1.0 });
    }
    let cues = |set: u32, cues: usize| {
        let mut raw = Array2::zeros((cues, params.neurons));
        for (cue, mut row) in raw.rows_mut().into_iter().enumerate() {
            row.assign(&patterns.row(cue % count));
            let mut draw = generator(seed, Purpose::Cue, set, cue as u64);
            for neuron in rand::seq::index::sample(&mut draw, params.neurons, params.turned()) {
                row[neuron] = -row[neuron];
            }
        }
        let labels = (0..cues).map(|cue| honest((cue % count) as u8)).collect();
        Examples::of_classes(Inputs::all(raw), &Encoder::Identity, labels)
    };
    let [validation, test] = [cues(0, params.validation), cues(1, params.test)];
    let labels = (0..count).map(|pattern| honest(pattern as u8)).collect();
    [Examples::of_classes(Inputs::all(patterns), &Encoder::Identity, labels), validation, test]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::{Days, Schedule};

    fn params(patterns: usize, neurons: usize, flips: f64) -> Hopfield {
        let schedule = Schedule { days: Days::Fixed, per_day: patterns, train: patterns };
        Hopfield { schedule, neurons, flips, validation: 5, test: 2 * patterns + 1 }
    }

    #[test]
    fn cues_differ_from_their_pattern_in_just_so_many_neurons() {
        let params = params(7, 60, 0.15);
        let [train, validation, test] = sets(&params, 3);
        assert_eq!((train.len(), validation.len(), test.len()), (7, 5, 15));
        assert!(train.raw.values().all(|value| value.abs() == 1.0));
        for (cue, label) in test.raw.rows().zip(&test.labels) {
            let pattern = train.raw.row(label.truth.into());
            let turned = cue.iter().zip(pattern).filter(|(cue, state)| *cue != *state).count();
            assert_eq!(turned, 9);
        }
        assert_ne!(validation.raw.row(0), test.raw.row(0), "other cues");
    }

    #[test]
    fn a_pattern_is_the_same_however_many_there_are() {
        let [few, ..] = sets(&params(3, 40, 0.1), 8);
        let [many, ..] = sets(&params(20, 40, 0.1), 8);
        assert!(few.raw.rows().zip(many.raw.rows()).all(|(few, many)| few == many));
        let ones = many.raw.values().filter(|value| *value > 0.0).count();
        assert!((300..500).contains(&ones), "{ones} of 800");
        assert_ne!(sets(&params(3, 40, 0.1), 9)[0].raw, few.raw);
    }

    #[test]
    fn images_are_as_near_to_a_square_as_can_be() {
        let sides = [256, 1000, 60, 17].map(|neurons| form(neurons).image());
        assert_eq!(sides, [Some([16, 16]), Some([40, 25]), Some([10, 6]), Some([17, 1])]);
    }
}
