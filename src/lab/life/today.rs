//! The steps of a life's day: how many there are, which come next, and how each is taken.

use super::Life;
use crate::lab::follow::Known;
use crate::lab::pace;
use crate::net::Step;
use crate::scenario::Lengths;

/// What a life does today: it begins anew with every phase.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Today {
    pub(super) day: u32,
    /// Gradient steps of the day, as far as it is known what they will be.
    pub(super) planned: u32,
    /// Whether dreams are among them.
    pub(super) in_turn: bool,
    pub(super) done: u32,
    /// Over how many steps like each of them the day's decay is spread, not whole with naps; 0 = none.
    pub(super) spread: f64,
    /// NREM stages of the night.
    pub(super) cycles: u32,
}

impl Life {
    /// How many steps the day has for this arm.
    pub(in crate::lab) fn plan(&mut self, days: Known<'_>, lengths: Lengths, nap: u32) {
        let dreams = self.regimen.in_turn && self.recall(days, self.today.day, true).is_some();
        self.today.in_turn = dreams;
        self.today.planned = lengths.day + if dreams { lengths.night + nap } else { 0 };
        self.today.spread = f64::from(self.today.planned);
        if self.is_led() {
            // Only what its sleeper's errors will be this evening chooses what is dreamt.
            self.recall = None;
        }
        self.pace();
    }

    /// Whether its day has dreams in turn with what is lived.
    pub(in crate::lab) const fn dreams_today(&self) -> bool {
        self.today.in_turn
    }

    /// A nap is put into the day that has begun.
    pub(in crate::lab) fn nap(&mut self, ticks: u32) {
        self.forget_recall();
        let left = self.today.planned.saturating_sub(self.today.done);
        if self.regimen.in_turn && left > 0 {
            self.today.spread *= f64::from(left + ticks) / f64::from(left);
            self.today.planned += ticks;
        }
        self.pace();
    }

    /// What is left of tonight, and of the dreams that an arm in turn has of it by day, is spent waiting.
    pub(in crate::lab) fn skip(&mut self, day: u32) {
        self.skipped = day;
        self.pace();
    }

    /// Whether it waits tonight where others of its arm sleep.
    #[must_use]
    pub const fn skips(&self) -> bool {
        self.skipped == self.today.day
    }

    /// The day that it is in.
    pub(in crate::lab) const fn day(&self) -> u32 {
        self.today.day
    }

    /// How the next gradient step is taken.
    pub(in crate::lab) fn step(&self) -> Step {
        let decay = self.carry.and_then(|carry| carry.at(self.today.done)).unwrap_or(self.step.decay);
        Step { decay, ..self.step }
    }

    /// A gradient step was taken.
    pub(in crate::lab) fn count(&mut self, examples: usize) {
        self.gradient_steps += 1;
        self.examples += examples as u64;
        self.today.done += 1;
    }

    /// How steps are taken from here on.
    pub(in crate::lab) fn pace(&mut self) {
        let spread = if self.skips() { 0.0 } else { self.today.spread };
        self.step = pace::step(self.regimen, &self.params, spread);
        self.carry = pace::Carry::of(self.regimen, &self.params, spread);
        self.keep = pace::keep(self.regimen, &self.params, spread, &self.learner.widths(), self.left.as_deref());
    }
}
