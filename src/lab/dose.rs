//! Doses: how strongly what an arm dreams, and what it lives by day, is corrupted.

use super::life::Life;
use crate::arm::{Dose, Replay};
use crate::scenario::Lengths;
use crate::sleep::Dreams;

impl Life {
    /// How this arm's dreams are corrupted, by day in turn with what is lived or while it sleeps; `None` where it
    /// replays cleanly.
    pub(super) fn corruption(&self, lengths: Lengths, waking: bool) -> Option<Dreams> {
        let dreams = self.regimen.in_turn || matches!(self.regimen.replay, Replay::Dreams | Replay::Shuffled);
        // In a nap nothing is lived that could share the dose.
        let even = self.regimen.dose == Dose::Even && waking;
        dreams.then(|| if even { self.spread(lengths) } else { self.params.night.dreams })
    }

    /// How what this arm lives by day is corrupted; `None` where it is not. Where no night follows, or one in which
    /// nothing can be dreamt, there is no dose to be spread.
    pub(super) fn blur(&self, lengths: Lengths) -> Option<Dreams> {
        match self.regimen.dose {
            Dose::Clean => None,
            Dose::Full => Some(self.params.night.dreams),
            Dose::Even => (self.dreams_today() && !self.skips()).then(|| self.spread(lengths)),
        }
    }

    /// The dose of a night's dreams, spread over its batches and those of a day.
    fn spread(&self, lengths: Lengths) -> Dreams {
        let dreams = self.params.night.dreams;
        let (day, night) = (f64::from(lengths.day), f64::from(lengths.night));
        Dreams { hallucinatory: dreams.hallucinatory * (night / (day + night)).sqrt(), ..dreams }
    }
}
