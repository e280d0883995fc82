//! A net's own answers: what it would say of every experience as it falls asleep, for dreams that teach
//! that instead of what the day taught.
//!
//! They are taken once, when the night begins or a nap, and are state of the life until the next phase
//! does. An arm in turn has by day what its hidden sleeper will answer this evening, which is foreseen
//! and no part of its state.

use super::Lab;
use super::clock::Slot;
use super::exam::SLICE;
use super::learner::Learner;
use super::life::Life;
use crate::arm::{Regimen, Replay};
use crate::sleep::Labels;
use crate::task::World;

/// The answers to all experiences, one after the other: probabilities of classes, or values.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Own {
    answers: Vec<f32>,
}

impl Own {
    /// Asks for the answers to the next slice; whether there are more to ask for.
    pub(super) fn ask(&mut self, learner: &mut dyn Learner, world: &World) -> bool {
        let all = world.train.len();
        let outputs = world.outputs();
        let start = self.answers.len() / outputs;
        let end = (start + SLICE).min(all);
        if start < end {
            let mut room = ndarray::Array2::zeros((0, 0));
            let mut answers = learner.answer(world.train.slice(start..end, &mut room)).to_owned();
            if world.is_classes() {
                crate::net::softmax_rows(answers.view_mut());
            }
            self.answers.extend(answers);
        }
        end < all
    }

    /// Asks for all of them at once.
    pub(super) fn of(learner: &dyn Learner, world: &World) -> Self {
        let (mut own, mut twin) = (Self::default(), learner.twin());
        while own.ask(&mut *twin, world) {}
        own
    }

    pub(super) fn answers(&self) -> &[f32] {
        &self.answers
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.answers.is_empty()
    }

    pub(super) fn clear(&mut self) {
        self.answers.clear();
    }

    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend(self.answers.iter().flat_map(|answer| answer.to_le_bytes()));
    }
}

impl Life {
    /// Whether its dreams teach a net's own answers.
    pub(super) fn answers_itself(&self) -> bool {
        self.params.night.dreams.label == Labels::Own
    }

    /// Whether the answers that it holds are those that its hidden sleeper will give, foreseen by day.
    pub(super) fn has_foreseen_answers(&self) -> bool {
        self.regimen.in_turn && self.is_led()
    }

    /// The answers that a dream teaches, if it teaches a net's own: those of its hidden sleeper for that
    /// one's dreams and, but by day, for an arm that dreams those too.
    pub(super) fn own(&self, hidden: bool, waking: bool) -> Option<&Own> {
        let follows = hidden || (self.is_led() && !waking);
        let own = self.hidden.as_ref().filter(|_| follows).map_or(&self.own, |hidden| &hidden.own);
        (self.answers_itself() && !own.is_empty()).then_some(own)
    }

    /// Whether its own answers, or those of its hidden sleeper, have to be taken before a tick of sleep.
    pub(super) fn must_ask(&self, hidden: bool, regimen: Regimen) -> bool {
        let own = self.hidden.as_ref().filter(|_| hidden).map_or(&self.own, |hidden| &hidden.own);
        self.answers_itself() && regimen.replay == Replay::Dreams && own.is_empty()
    }

    /// Takes its own answers or those of its hidden sleeper to the next slice; whether there are more.
    pub(super) fn ask_itself(&mut self, hidden: bool, world: &World) -> bool {
        match &mut self.hidden {
            Some(sleeper) if hidden => sleeper.own.ask(&mut *sleeper.learner, world),
            _ => self.own.ask(&mut *self.learner, world),
        }
    }

    /// It is awake: what it answered when it fell asleep counts no longer.
    pub(super) fn forget_own(&mut self) {
        if !self.has_foreseen_answers() {
            self.own.clear();
        }
        if let Some(hidden) = &mut self.hidden {
            hidden.own.clear();
        }
    }

    /// Finds out the answers that tonight's dreams teach, as far as is known by now: those of the net as it
    /// stands, if they were not taken yet.
    pub(super) fn know_own(&mut self, waking: bool, world: &World) {
        if self.answers_itself() && self.own(false, waking).is_none() && self.shown.is_none() {
            let led = self.is_led();
            let learner = self.hidden.as_ref().filter(|_| led).map_or(&self.learner, |hidden| &hidden.learner);
            self.shown = Some(Own::of(&**learner, world));
        }
    }

    /// What was found out.
    pub(super) fn known_own(&self, waking: bool) -> Option<&Own> {
        self.own(false, waking).or(self.shown.as_ref().filter(|_| self.answers_itself()))
    }
}

impl Lab {
    /// A tick is over: whoever wakes from a nap with it is awake, and by the evening what was foreseen of it
    /// has come.
    pub(super) fn wake(&mut self) {
        let nap = |place: Option<usize>| self.slots.get(place?).copied().and_then(Slot::nap);
        let place = self.clock.tick as usize;
        let woke = nap(place.checked_sub(1)).is_some() && nap(place.checked_sub(1)) != nap(Some(place));
        let evening = self.clock.is_boundary();
        for life in &mut self.lives {
            life.shown = None;
            if evening {
                life.asleep = None;
            }
            if woke {
                life.forget_own();
            }
            if evening && life.has_foreseen_answers() {
                life.own.clear();
            }
        }
    }
}

#[cfg(test)]
mod tests;
