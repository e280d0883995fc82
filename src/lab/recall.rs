//! How near recalls come to their patterns, and what a screen asks of a net that recalls.

use ndarray::ArrayView2;

use super::Lab;
use super::exam::Set;
use crate::data::Label;
use crate::record::{Measure, Row};
use crate::task::{Calendar, World};

/// How near recalls came to the pattern that they should have led to, as of the newest exam.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Overlaps {
    /// Of each pattern whether it is fully stable: sign(Jξ) = ξ at every neuron.
    pub stable: Vec<bool>,
    /// Of each cue of the test the overlap of what it led to with its pattern: from −1 to 1, where every neuron is as
    /// in it.
    pub cues: Vec<f32>,
}

impl Overlaps {
    pub(super) fn new(world: &World) -> Self {
        if !world.params.recalls() {
            return Self::default();
        }
        Self { stable: vec![false; world.train.len()], cues: vec![0.0; world.test.len()] }
    }

    pub(super) const fn bytes(&self) -> usize {
        self.stable.len() + 4 * self.cues.len()
    }

    /// Takes in the answers to one slice of a set.
    pub(super) fn ask(&mut self, set: Set, answers: ArrayView2<'_, f32>, labels: &[Label], start: usize) {
        let places = self.cues.iter_mut().skip(start).filter(|_| set == Set::Test);
        for ((place, scores), label) in places.zip(answers.rows()).zip(labels) {
            *place = scores[usize::from(label.truth)];
        }
    }

    /// Takes in which patterns of a slice are stable.
    pub(super) fn note(&mut self, stable: &[bool], start: usize) {
        for (place, stable) in self.stable.iter_mut().skip(start).zip(stable) {
            *place = *stable;
        }
    }

    /// The mean overlap of the cues of each pattern, of which there are so many; NaN of one that has no cue.
    #[must_use]
    pub fn of_patterns(&self, patterns: usize) -> Vec<f64> {
        let mean = |pattern: usize| {
            let cues = self.cues.iter().skip(pattern).step_by(patterns.max(1));
            let (sum, count) = cues.fold((0.0, 0u32), |(sum, count), overlap| (sum + f64::from(*overlap), count + 1));
            sum / f64::from(count)
        };
        (0..patterns).map(mean).collect()
    }

    /// The share of the patterns lived so far that are fully stable, and the mean overlap over all cues.
    pub(super) fn grade(&self, calendar: &Calendar, row: &mut Row) {
        let lived = (0..).zip(&self.stable).filter(|(id, _)| calendar.was_lived(*id, row.stamp.day));
        let (stable, count) = lived.fold((0u32, 0u32), |(yes, all), (_, held)| (yes + u32::from(*held), all + 1));
        row.values[Measure::Stable] = f64::from(stable) / f64::from(count);
        let total: f64 = self.cues.iter().map(|overlap| f64::from(*overlap)).sum();
        row.values[Measure::Overlap] = total / self.cues.len() as f64;
    }
}

impl Lab {
    /// How near a life's recalls came in its newest exam; nothing where nothing is recalled.
    #[must_use]
    pub fn overlaps(&self, life: usize) -> &Overlaps {
        self.lives[life].answers.overlaps()
    }

    /// The state that a life comes to rest in when it begins from a raw input, if it recalls states.
    #[must_use]
    pub fn recalled(&self, life: usize, raw: &[f32]) -> Option<Vec<f32>> {
        self.lives[life].learner.recalled(raw)
    }

    /// How long a life has dreamt out of its own weights, in units of the rate; `None` where dreams are of memories.
    #[must_use]
    pub fn slept(&self, life: usize) -> Option<f64> {
        self.lives[life].learner.slept()
    }
}
