//! The hidden sleeper: a life whose days need what a sleeper's nights decide (by what they shrink
//! each layer, what its errors choose to dream) follows one that is lived beside it and never shown.
//!
//! It stands where its life stands, under the same parameters, seeds and events, so that all it
//! adds to the state is a net and its errors. A life that begins to follow takes itself for its
//! sleeper: from birth on that is the sleeper of the scenario, after a fork or an event the sleeper
//! that this life would be from there on. What the rest of the cycle will bring is foreseen by
//! living it on a copy ([`super::foresight`]).

use super::learner::{Kept, Learner, Mark};
use super::own::Own;
use crate::scenario::Unit;
use crate::sleep::Recall;

/// The net and the errors of a sleeper.
pub(super) struct Sleeper {
    pub(super) learner: Box<dyn Learner>,
    /// Each experience's error when it was last trained on, if dreams have priorities.
    pub(super) errors: Vec<f32>,
    /// What it can dream tonight, or in this nap.
    pub(super) recall: Option<Recall>,
    /// What it answered when it fell asleep, if its dreams teach that.
    pub(super) own: Own,
}

impl Sleeper {
    /// One that stands where this learner does.
    pub(super) fn of(learner: &dyn Learner, errors: &[f32]) -> Self {
        Self { learner: learner.twin(), errors: errors.to_vec(), recall: None, own: Own::default() }
    }

    /// The same sleeper once more.
    pub(super) fn twin(&self) -> Self {
        Self { recall: self.recall.clone(), own: self.own.clone(), ..Self::of(&*self.learner, &self.errors) }
    }

    /// The last batch's errors are remembered, if dreams have priorities.
    pub(super) fn remember(&mut self, ids: &[crate::data::Id]) {
        if !self.errors.is_empty() {
            // A dream that is of no experience has no number among them.
            for (id, error) in ids.iter().zip(self.learner.errors()) {
                if let Some(known) = self.errors.get_mut(*id as usize) {
                    *known = *error;
                }
            }
        }
    }

    /// Its state as bytes; marks are those of its life.
    pub(super) fn state(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.learner.write_state(&mut bytes);
        bytes.extend(self.errors.iter().flat_map(|error| error.to_le_bytes()));
        bytes
    }

    /// Takes a state that [`state`](Self::state) gave.
    pub(super) fn restore(&mut self, bytes: &[u8], marks: &[(Unit, Mark)], kept: Kept) {
        self.learner.set_marks(&[]);
        self.learner.keep(kept);
        let read = self.learner.read_state(bytes);
        self.learner.set_marks(marks);
        self.errors = bytes[read..].as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        self.recall = None;
        self.own.clear();
    }
}
