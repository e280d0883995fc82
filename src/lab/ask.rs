//! What a screen asks of a lab: pure functions of its state, which never enter the trace.

use super::Lab;
use super::clock::{Slot, Stage, fill};
use super::exam::{Set, strongest};
use crate::arm::{Phase, Replay};
use crate::data::Label;
use crate::scenario::Spec;
use crate::sleep::Provenance;

/// A dream and where it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Dreamt {
    /// Enough to dream it again.
    pub provenance: Provenance,
    /// The corrupted raw input.
    pub input: Vec<f32>,
    /// What it teaches, if that is a class.
    pub label: Option<Label>,
}

/// What a day (from 1) and its night are spent on under a scenario, in order: each stage with its ticks.
#[must_use]
pub fn stages(spec: &Spec, day: u32) -> Vec<(Stage, u32)> {
    let mut stages: Vec<(Stage, u32)> = Vec::new();
    let mut slots = Vec::new();
    for phase in [Phase::Day, Phase::Night] {
        fill(spec, day, phase, &mut slots);
        for stage in slots.iter().copied().map(Slot::stage) {
            match stages.last_mut() {
                Some((last, ticks)) if *last == stage => *ticks += 1,
                _ => stages.push((stage, 1)),
            }
        }
    }
    stages
}

impl Lab {
    /// Dream `index` of tonight, by day as by night; `None` if that arm does not dream or nothing can
    /// be dreamt. It is made under the parameters and priorities as they stand: a dream from before an
    /// event that changed them was another.
    #[must_use]
    pub fn dream(&mut self, life: usize, index: u64) -> Option<Dreamt> {
        let night = self.clock.day.max(1);
        let life = self.lives.get_mut(life)?;
        if !life.regimen.in_turn && life.regimen.replay == Replay::None {
            return None;
        }
        let shuffle = life.shuffle(night, self.lengths);
        let recall = life.recall(&self.world.calendar, night, life.regimen.in_turn)?;
        let source = recall.draw(index as u32);
        let taught = shuffle.map_or(source, |shuffle| recall.draw(shuffle.of(index as u32)));
        let seed = life.seeds.dreams;
        let provenance = Provenance { night, index, source, dreams: life.corruption(), seed };
        let raw = self.world.train.raw.row(source.id as usize).to_vec();
        let label = self.world.train.labels.get(taught.id as usize).copied();
        Some(Dreamt { provenance, input: provenance.dream(&raw), label })
    }

    /// What a day (from 1) and its night are spent on, in order: each stage with its ticks. Lived or
    /// not makes no difference.
    #[must_use]
    pub fn stages(&self, day: u32) -> Vec<(Stage, u32)> {
        stages(&self.spec, day)
    }

    /// Dreams of one gradient step.
    #[must_use]
    pub const fn dreams_per_step(&self) -> usize {
        self.spec.day.batch
    }

    /// A life's answer to one raw input: the probability of each class, or a value.
    #[must_use]
    pub fn answer(&self, life: usize, raw: &[f32]) -> Vec<f32> {
        let mut features = vec![0.0; self.world.encoder.features(raw.len())];
        self.world.encoder.encode_into(raw, &mut features);
        let mut scores = self.lives[life].learner.reflect(&features);
        if self.world.is_classes() {
            let largest = scores[strongest(scores.iter())];
            let mut total = 0.0;
            for score in &mut scores {
                *score = crate::math::exp(*score - largest);
                total += *score;
            }
            for score in &mut scores {
                *score /= total;
            }
        }
        scores
    }

    /// How often (true class, answered class) came together in a life's newest test.
    #[must_use]
    pub fn confusion(&self, life: usize) -> Vec<Vec<u32>> {
        let (_, classes) = self.spec.task.shape();
        let mut counts = vec![vec![0; classes]; classes];
        let answers = self.test_classes(life);
        for (label, answer) in self.world.test_on(self.clock.day).labels.iter().zip(answers) {
            counts[usize::from(label.truth)][usize::from(*answer)] += 1;
        }
        counts
    }

    /// The class a life answered to an experience in its newest exam.
    #[must_use]
    pub fn answered(&self, life: usize, id: crate::data::Id) -> Option<u8> {
        self.lives[life].answers.classes(Set::Train).get(id as usize).copied()
    }

    /// The class a life answered to every test example in its newest exam; empty where answers are values.
    #[must_use]
    pub fn test_classes(&self, life: usize) -> &[u8] {
        self.lives[life].answers.classes(Set::test(self.world.calendar.is_changed(self.clock.day)))
    }

    /// The value a life answered to every test example in its newest exam; empty where answers are classes.
    #[must_use]
    pub fn test_values(&self, life: usize) -> &[f32] {
        self.lives[life].answers.values(Set::Test)
    }

    /// The curve a life draws through the points of `xs`.
    #[must_use]
    pub fn fitted(&self, life: usize, xs: &[f32]) -> Vec<f32> {
        xs.iter().map(|x| self.answer(life, &[*x])[0]).collect()
    }

    /// The coefficients of 1, x, x² … of a life's curve, if it is a polynomial.
    #[must_use]
    pub fn coefficients(&self, life: usize) -> Option<Vec<f64>> {
        self.world.encoder.monomials(&self.lives[life].learner.linear()?)
    }
}
