//! What a life recalls and foresees, of its own or with its hidden sleeper.

use super::batch::order;
use super::hidden::Sleeper;
use super::learner::{Kept, Mark};
use super::life::Life;
use super::own::Own;
use crate::arm::Replay;
use crate::scenario::{Lengths, Spec, Unit};
use crate::sleep::{Recall, Shuffle};
use crate::task::Calendar;

/// What is known of the days: what the scenario says, and who is lived when.
pub(super) type Known<'a> = (&'a Spec, &'a Calendar);

impl Life {
    /// Marks a unit, or takes its mark away; what is lost stays lost.
    pub(super) fn mark(&mut self, unit: Unit, mark: Option<Mark>) {
        let mut marks = self.learner.marks().to_vec();
        if marks.contains(&(unit, Mark::Lost)) {
            return;
        }
        marks.retain(|(marked, _)| *marked != unit);
        marks.extend(mark.map(|mark| (unit, mark)));
        self.learner.set_marks(&marks);
        if let Some(hidden) = &mut self.hidden {
            hidden.learner.set_marks(&marks);
        }
    }

    /// A layer's weights (from 1) are scaled.
    pub(super) fn scale(&mut self, layer: usize, factor: f32) {
        self.learner.scale(layer, factor);
        if let Some(hidden) = &mut self.hidden {
            hidden.learner.scale(layer, factor);
        }
    }

    /// Makes room for batches of so many rows.
    pub(super) fn reserve(&mut self, rows: usize) {
        self.learner.reserve(rows);
        if let Some(hidden) = &mut self.hidden {
            hidden.learner.reserve(rows);
        }
    }

    /// Follows a hidden sleeper where these parameters ask for it, itself to begin with.
    pub(super) fn follow(&mut self) {
        let night = &self.params.night;
        if !self.regimen.is_yoked(night) && !self.regimen.is_led(night) {
            (self.hidden, self.ahead, self.left) = (None, None, None);
        } else if self.hidden.is_none() {
            self.hidden = Some(Sleeper::of(&*self.learner, &self.errors));
        }
    }

    /// Memories changed: what can be dreamt is worked out anew.
    pub(super) fn forget_recall(&mut self) {
        self.recall = None;
        if let Some(hidden) = &mut self.hidden {
            hidden.recall = None;
        }
    }

    /// Whether its hidden sleeper's errors choose what is replayed.
    pub(super) fn is_led(&self) -> bool {
        self.regimen.is_led(&self.params.night) && self.hidden.is_some()
    }

    /// Something happened to it: what tonight will bring has to be foreseen anew.
    pub(super) fn shake(&mut self) {
        self.blind = true;
        self.shown = None;
    }

    /// Whether it has to foresee tonight before its next step by day.
    pub(super) fn is_blind(&self) -> bool {
        let needs = self.regimen.is_yoked(&self.params.night) || (self.regimen.in_turn && self.is_led());
        self.blind && needs && !self.skips() && self.diverged.is_none()
    }

    /// Tonight is foreseen: its sleeper's errors and answers this evening, and what it leaves of the weights.
    pub(super) fn see(&mut self, days: Known<'_>, (errors, own): (&[f32], Own), left: Vec<Vec<f64>>) {
        self.blind = false;
        self.left = Some(left);
        if self.has_foreseen_answers() {
            self.own = own;
        }
        if self.is_led() {
            self.recall = self.recollect(days, self.day(), errors);
        }
        self.pace();
    }

    /// What night `night` can dream of with these errors, the whole of its day counted as lived.
    pub(super) fn recollect(&self, (spec, calendar): Known<'_>, night: u32, errors: &[f32]) -> Option<Recall> {
        let ids = 0..calendar.len() as u32;
        let lived = ids.filter_map(|id| Some((id, calendar.first_lived(id)?, calendar.last_lived(id, night)?)));
        let recall =
            Recall::new(&self.params.night.memory, (self.seeds.dreams, self.seeds.task, night), lived, errors)?;
        let narrative = self.params.night.dreams.narrative;
        Some(recall.in_episodes(narrative, |day| order(calendar, (spec.order_seed(self.name(), day), day, 0))))
    }

    /// What night `night` can dream of: with `waking`, as an arm in turn knows it by day.
    pub(super) fn recall(&mut self, days: Known<'_>, night: u32, waking: bool) -> Option<&Recall> {
        self.recall_of(days, night, self.is_led() && !waking)
    }

    /// Works out what it, or its hidden sleeper, can dream of on night `night`.
    pub(super) fn know_recall(&mut self, days: Known<'_>, night: u32, (hidden, waking): (bool, bool)) {
        self.recall_of(days, night, hidden || (self.is_led() && !waking));
    }

    /// What was worked out.
    pub(super) fn known_recall(&self, (hidden, waking): (bool, bool)) -> Option<&Recall> {
        let follow = hidden || (self.is_led() && !waking);
        self.hidden.as_ref().filter(|_| follow).map_or(&self.recall, |hidden| &hidden.recall).as_ref()
    }

    fn recall_of(&mut self, days: Known<'_>, night: u32, follow: bool) -> Option<&Recall> {
        let known = self.hidden.as_ref().filter(|_| follow).map_or(&self.recall, |hidden| &hidden.recall);
        if known.is_none() {
            let led = follow || self.is_led();
            let errors = self.hidden.as_ref().filter(|_| led).map_or(&self.errors, |hidden| &hidden.errors);
            let made = self.recollect(days, night, errors);
            *self.recalled(follow) = made;
        }
        self.recalled(follow).as_ref()
    }

    /// Where what can be dreamt is kept.
    fn recalled(&mut self, follow: bool) -> &mut Option<Recall> {
        self.hidden.as_mut().filter(|_| follow).map_or(&mut self.recall, |hidden| &mut hidden.recall)
    }

    /// Which dream of a night has the target of which, if it mixes them up.
    pub(super) fn shuffle(&self, night: u32, lengths: Lengths) -> Option<Shuffle> {
        let dreams = u64::from(lengths.night) * lengths.batch as u64;
        (self.regimen.replay == Replay::Shuffled).then(|| Shuffle::new((self.seeds.dreams, night), dreams))
    }

    /// The state as bytes: under the same parameters, the same bytes have the same future.
    pub(super) fn state(&self) -> Vec<u8> {
        let mut bytes = self.own_state();
        bytes.extend(self.hidden_state().into_iter().flatten());
        if !self.has_foreseen_answers() {
            self.own.write(&mut bytes);
        }
        if let Some(hidden) = &self.hidden {
            hidden.own.write(&mut bytes);
        }
        self.write_asleep(&mut bytes);
        bytes
    }

    /// The state of its hidden sleeper, if it follows one.
    pub(super) fn hidden_state(&self) -> Option<Vec<u8>> {
        self.hidden.as_ref().map(Sleeper::state)
    }

    /// Takes a state that [`hidden_state`](Self::hidden_state) gave.
    pub(super) fn restore_hidden(&mut self, bytes: Option<&[u8]>, marks: &[(Unit, Mark)], kept: Kept) {
        (self.ahead, self.left) = (None, None);
        self.hidden = bytes.map(|bytes| {
            let mut hidden = Sleeper::of(&*self.learner, &[]);
            hidden.restore(bytes, marks, kept);
            hidden
        });
    }
}
