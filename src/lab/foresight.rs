//! What the rest of a cycle brings a hidden sleeper, lived ahead on a copy of it.
//!
//! It is foreseen when a day begins and again when an event has changed something, always from where
//! the sleeper stands and under what is known by then: nothing that is lived depends on an event that
//! is still to come. What was lived before an event stays; only the rest of the day follows the new
//! night. Under the same parameters the same cycle is foreseen from any of its moments, bit for bit, so
//! that what was foreseen is no part of the state.

use super::clock::{Slot, fill};
use super::hidden::Sleeper;
use super::life::Life;
use super::own::Own;
use super::{Clock, Lab, pace};
use crate::arm::{Arm, Phase};
use crate::scenario::{Event, Lengths, Spec};
use crate::sleep::Portion;

/// A sleeper's cycle, being lived ahead.
pub(super) struct Ahead {
    sleeper: Sleeper,
    /// What is left of its day, and then of its night: last things last.
    slots: Vec<Slot>,
    next: usize,
    /// Where the night begins among them.
    evening: usize,
    /// Naps of these slots that are its own.
    naps: Vec<usize>,
    day: Lengths,
    night: Lengths,
    /// Its errors and its own answers when the night begins.
    errors: Vec<f32>,
    own: Own,
    /// What the night leaves of the weights into each neuron, per layer.
    left: Vec<Vec<f64>>,
}

impl Ahead {
    /// Whether it has yet to answer for itself before it goes on: in the evening, and in a nap of its own.
    fn falls_asleep(&self, life: &Life) -> bool {
        let nap = self.slots.get(self.next).and_then(|slot| slot.nap()).is_some_and(|nap| self.naps.contains(&nap));
        life.answers_itself() && (nap || self.next == self.evening)
    }

    /// Whoever wakes from a nap forgets what it answered.
    fn wake(&mut self) {
        let nap = |place: usize| self.slots.get(place).and_then(|slot| slot.nap());
        if nap(self.next - 1).is_some() && nap(self.next - 1) != nap(self.next) {
            self.sleeper.own.clear();
        }
    }
}

impl Lab {
    /// Lets the lives that need to know what tonight will bring look ahead; who does.
    pub(super) fn look_out(&mut self) -> Vec<usize> {
        let stale = |life: &usize| self.lives[*life].is_blind();
        let blind: Vec<usize> = (0..self.lives.len()).filter(stale).collect();
        if blind.is_empty() || self.clock.phase == Phase::Night {
            return Vec::new();
        }
        let known = self.due().end;
        let Clock { day, tick, .. } = self.clock;
        let spec = Spec { events: self.spec.events[..known].to_vec(), ..self.spec.clone() };
        let (mut slots, mut night) = (Vec::new(), Vec::new());
        fill(&spec, day, Phase::Day, &mut slots);
        slots.drain(..tick as usize);
        fill(&spec, day, Phase::Night, &mut night);
        let evening = slots.len();
        let last = night.iter().rposition(|slot| matches!(slot, Slot::Nrem(_))).map_or(0, |place| place + 1);
        slots.extend_from_slice(&night[..last]);
        let lengths = (self.lengths, spec.lengths(day, Phase::Night));
        for index in &blind {
            let life = &mut self.lives[*index];
            let Some(hidden) = &life.hidden else { continue };
            let own = |(place, event): (usize, &Event)| event.is_for(life.name()).then_some(place);
            let naps = spec.events.iter().enumerate().filter_map(own).collect();
            let mut slots = slots.clone();
            if !life.regimen.is_yoked(&life.params.night) {
                slots.truncate(evening);
            }
            let widths = hidden.learner.widths();
            life.ahead = Some(Ahead {
                sleeper: hidden.twin(),
                slots,
                next: 0,
                evening,
                naps,
                day: lengths.0,
                night: lengths.1,
                errors: Vec::new(),
                own: Own::default(),
                left: widths.iter().map(|(neurons, _)| vec![1.0; *neurons]).collect(),
            });
        }
        blind
    }

    /// One step of what a life foresees; whether there is more to see.
    pub(super) fn foresee(&mut self, index: usize) -> bool {
        let Some(mut ahead) = self.lives[index].ahead.take() else { return false };
        if ahead.falls_asleep(&self.lives[index]) && ahead.sleeper.own.ask(&mut *ahead.sleeper.learner, &self.world) {
            self.lives[index].ahead = Some(ahead);
            return true;
        }
        // What is taught by day is what the sleeper will answer in the evening, if it comes so far.
        let lost = ahead.next == ahead.evening && ahead.sleeper.learner.fault().is_some();
        if ahead.next == ahead.evening && !lost {
            ahead.own.clone_from(&ahead.sleeper.own);
            ahead.errors.clone_from(&ahead.sleeper.errors);
            ahead.sleeper.recall = None;
            ahead.sleeper.learner.reserve(ahead.night.batch);
        }
        let slot = ahead.slots.get(ahead.next).copied().filter(|_| !lost);
        let sound = slot.is_some_and(|slot| self.dream_on(index, &mut ahead, slot));
        if sound {
            ahead.next += 1;
            ahead.wake();
            self.lives[index].ahead = Some(ahead);
            return true;
        }
        self.batches.reserve(ahead.day.batch);
        let early = lost || ahead.next < ahead.evening;
        if early && self.lives[index].has_foreseen_answers() && self.lives[index].answers_itself() {
            let layer = ahead.sleeper.learner.fault();
            self.end(
                index,
                layer,
                ", to its hidden sleeper before this evening, whose answers this arm is taught by day",
            );
            return false;
        }
        // Whoever diverges ahead is followed as far as it came: an event may still save it.
        if early {
            ahead.errors = ahead.sleeper.errors;
        }
        self.lives[index].see((&self.spec, &self.world.calendar), (&ahead.errors, ahead.own), ahead.left);
        false
    }

    /// Lives one tick ahead; whether all numbers stayed finite.
    fn dream_on(&mut self, index: usize, ahead: &mut Ahead, slot: Slot) -> bool {
        let life = &self.lives[index];
        let (day, seeds, night) = (self.clock.day, life.seeds, life.params.night);
        let lengths = if ahead.next < ahead.evening { ahead.day } else { ahead.night };
        self.batches.reserve(lengths.batch);
        let sleeper = &mut ahead.sleeper;
        let batch = match slot {
            Slot::Wake(_) if self.world.calendar.count(day) == 0 => return true,
            Slot::Wake(step) => {
                self.batches.live(&self.world, &seeds, (day, step), None);
                None
            }
            Slot::Nap { event, .. } if !ahead.naps.contains(&event) => return true,
            Slot::Nap { batch, .. } => Some(ahead.day.night + batch),
            Slot::Rem { batch, .. } => Some(batch),
            Slot::Nrem(_) => {
                let portion = Portion::one_of(ahead.night.cycles);
                let done = sleeper.learner.downscale(&night.downscale, portion);
                for (left, factors) in ahead.left.iter_mut().zip(&done.factors) {
                    for (left, factor) in left.iter_mut().zip(factors).filter(|(_, factor)| factor.is_finite()) {
                        *left *= f64::from(*factor);
                    }
                }
                return true;
            }
        };
        if let Some(batch) = batch {
            if sleeper.recall.is_none() {
                sleeper.recall = life.recollect((&self.spec, &self.world.calendar), day, &sleeper.errors);
            }
            let Some(recall) = &sleeper.recall else { return true };
            let own = Some(sleeper.own.answers()).filter(|own| life.answers_itself() && !own.is_empty());
            let how = (Some(night.dreams), None, own);
            self.batches.dream(seeds.dreams, &self.world, recall, batch, night.memory, how);
        }
        let step = pace::step(Arm::Sleep.regimen(), &life.params, 0.0);
        let loss = sleeper.learner.learn(self.batches.inputs(), self.batches.targets(), &step, &[]);
        if loss.is_finite() {
            sleeper.remember(self.batches.ids());
            if batch.is_some() {
                sleeper.learner.dreamt(self.batches.inputs());
            }
        }
        loss.is_finite()
    }
}
