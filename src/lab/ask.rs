//! What a screen asks of a lab: pure functions of its state, which never enter the trace.

use super::Lab;
use super::clock::{Slot, Stage, fill};
use super::exam::{Set, strongest};
use super::learner::Learner;
use super::own::Own;
use crate::arm::{Phase, Replay};
use crate::data::Label;
use crate::scenario::Spec;
use crate::sleep::{Dreams, Provenance, Recall, Teacher};
use crate::task::World;

/// A dream and where it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Dreamt {
    /// Enough to dream it again.
    pub provenance: Provenance,
    /// The corrupted raw input.
    pub input: Vec<f32>,
    /// The label of the memory whose answer it teaches, of two the greater part's; of a class the class.
    /// What exactly was taught is in [`Lesson::target`](crate::sleep::Lesson::target).
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

/// A learner's answer to one raw input: the probability of each class, or a value.
pub(super) fn reply(world: &World, learner: &dyn Learner, raw: &[f32]) -> Vec<f32> {
    let mut features = vec![0.0; world.encoder.features(raw.len())];
    world.encoder.encode_into(raw, &mut features);
    let mut scores = learner.reflect(&features);
    if world.is_classes() {
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

/// A dream from what it is drawn from, which teaches what dream `taught` does.
pub(super) fn dreamt(
    world: &World,
    drawn: (&Recall, u64, u64),
    dreams: Option<Dreams>,
    (taught, own): (u32, Option<&Own>),
) -> Dreamt {
    let train = &world.train;
    let teacher = own.map_or(Teacher::Stored(train), |own| Teacher::Own(own.answers()));
    let provenance = Provenance::new(drawn, dreams, world.image(), (train, world.outputs()), (taught, teacher));
    let lesson = &provenance.lesson;
    // What is taught may be no one's label: of a blend that of the greater part stands here.
    let label = lesson.source().and_then(|taught| train.labels.get(taught.id as usize).copied());
    let class = lesson.class.map(|class| Label { given: class, truth: class });
    Dreamt { input: provenance.dream(train), label: label.or(class), provenance }
}

impl Lab {
    /// Dream `index` of tonight, by day as by night; `None` if that arm does not dream or nothing can
    /// be dreamt. It is made under the parameters and priorities as they stand: a dream from before an
    /// event that changed them was another.
    #[must_use]
    pub fn dream(&mut self, life: usize, index: u64) -> Option<Dreamt> {
        let night = self.clock.day.max(1);
        let napping = life < self.lives.len() && self.napping(life).is_some();
        let life = self.lives.get_mut(life)?;
        if (!life.regimen.in_turn && life.regimen.replay == Replay::None) || life.learner.dreams_alone() {
            return None;
        }
        let taught = life.shuffle(night, self.lengths).map_or(index as u32, |shuffle| shuffle.of(index as u32));
        let waking = life.regimen.in_turn;
        let dreams = life.corruption(self.lengths, waking && !napping);
        life.know_recall((&self.spec, &self.world.calendar), night, (false, waking));
        life.know_own(waking, &self.world);
        let own = life.known_own(waking).filter(|_| dreams.is_some());
        let drawn = (life.known_recall((false, waking))?, life.seeds.dreams, index);
        Some(dreamt(&self.world, drawn, dreams, (taught, own)))
    }

    /// Which step of today's naps a life is in, from 0, and how many it has today; `None` if it is in none of its
    /// own.
    #[must_use]
    pub fn napping(&self, life: usize) -> Option<(u32, u32)> {
        let name = self.lives[life].name();
        let mine = |slot: &Slot| match slot {
            Slot::Nap { event, batch, .. } if self.spec.events[*event].is_for(name) => Some(*batch),
            _ => None,
        };
        let now = self.slots.get((self.clock.tick as usize).checked_sub(1)?).and_then(mine)?;
        Some((now, self.slots.iter().rev().find_map(mine)? + 1))
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
        reply(&self.world, &*self.lives[life].learner, raw)
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
