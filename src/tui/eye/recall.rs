//! A cue that is followed through a day and its night, and what it leads to.

use crate::data::Id;
use crate::lab::Lab;

/// Cues between those of one day and those of the next: another pattern, and seldom its neighbour.
const STRIDE: usize = 7;

/// A cue, the pattern that it should lead to, and where it leads.
#[derive(Debug, Clone, PartialEq)]
pub struct Recall {
    /// The day it was chosen for.
    day: u32,
    /// Its row in the test.
    cue: usize,
    /// The pattern's id.
    pub pattern: Id,
    /// The pattern as it was stored.
    pub stored: Vec<f32>,
    /// The cue.
    pub seen: Vec<f32>,
    /// What the first life recalls.
    pub led: Vec<f32>,
}

impl Recall {
    /// Looks again at the cue that was followed before; a new day follows another one, if there is any one that
    /// leads nowhere yet.
    #[must_use]
    pub fn look(before: Option<&Self>, lab: &Lab, life: usize) -> Option<Self> {
        let (world, day) = (lab.world(), lab.clock().day.max(1));
        let cue = match before {
            Some(before) if before.day == day => before.cue,
            _ => choose(lab, life, day)?,
        };
        let pattern = Id::from(world.test.labels.get(cue)?.truth);
        let [stored, seen] = [&world.train.raw.row(pattern as usize), &world.test.raw.row(cue)].map(|row| row.to_vec());
        let led = lab.recalled(life, &seen)?;
        Some(Self { day, cue, pattern, stored, seen, led })
    }

    /// Neurons of a state that are not as in the pattern.
    #[must_use]
    pub fn wrong(&self, state: &[f32]) -> usize {
        state.iter().zip(&self.stored).filter(|(state, stored)| state != stored).count()
    }
}

/// The cue of a day: of a pattern that has been met by then, and one that leads nowhere as long as there are such.
fn choose(lab: &Lab, life: usize, day: u32) -> Option<usize> {
    let (test, calendar) = (&lab.world().test, &lab.world().calendar);
    let overlaps = lab.overlaps(life);
    let all = overlaps.cues.len();
    let from = (day as usize - 1) * STRIDE;
    let ring = || (0..all).map(move |step| (from + step) % all);
    let met = |cue: &usize| calendar.was_lived(Id::from(test.labels[*cue].truth), day);
    let lost = |cue: &usize| overlaps.cues[*cue] < crate::task::Hopfield::HOME;
    ring().filter(met).find(lost).or_else(|| ring().find(met)).or_else(|| ring().next())
}
