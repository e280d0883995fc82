//! What a net has before its eyes: an experience of the day, or a dream and the memory behind it.

use crate::data::{Id, Label};
use crate::lab::{Lab, Stage};
use crate::task::Params;

/// Pictures shown in a day, and in a night.
const PICTURES: u32 = 12;

/// An experience as it was lived.
#[derive(Debug, Clone, PartialEq)]
pub struct Lived {
    /// Which.
    pub id: Id,
    /// Its raw input.
    pub pixels: Vec<f32>,
    /// What is taught and what is true.
    pub label: Option<Label>,
}

/// A dream and what it is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Dream {
    /// Its number in the night, from 1.
    pub number: u64,
    /// Dreams of the whole night.
    pub of: u64,
    /// Whole days since its memory was last lived.
    pub age: u32,
    /// The memory.
    pub memory: Lived,
    /// The corrupted input.
    pub pixels: Vec<f32>,
}

/// What is before a net's eyes.
#[derive(Debug, Clone, Default)]
pub struct Eye {
    /// The tick that this was worked out at.
    seen: Option<u64>,
    /// What it lives through by day.
    pub lived: Option<Lived>,
    /// What it dreams, or dreamt last.
    pub dream: Option<Dream>,
    /// Its answer to what it sees now: a probability per class.
    pub answers: Vec<f32>,
    /// Whether it dreams now.
    pub dreaming: bool,
}

impl Eye {
    /// Looks again, if time has passed.
    pub fn look(&mut self, lab: &mut Lab, life: usize) {
        let clock = lab.clock();
        if self.seen == Some(clock.total) || !matches!(lab.world().params, Params::Digits(_)) {
            return;
        }
        self.seen = Some(clock.total);
        self.dreaming = false;
        match clock.stage {
            Stage::Birth | Stage::Wake => self.wake(lab),
            Stage::Rem(_) => self.sleep(lab, life),
            Stage::Nap | Stage::Nrem(_) => {}
        }
        let before = match (&self.dream, &self.lived) {
            (Some(dream), _) if self.dreaming => Some(&dream.pixels),
            (_, Some(lived)) => Some(&lived.pixels),
            _ => None,
        };
        self.answers = before.map(|pixels| lab.answer(life, pixels)).unwrap_or_default();
    }

    fn wake(&mut self, lab: &Lab) {
        let clock = lab.clock();
        let schedule = lab.world().params.schedule();
        let day = clock.day.max(1);
        let share = clock.tick * PICTURES / clock.length.max(1);
        let place = share as usize * schedule.per_day() / PICTURES as usize;
        let place = place.min(schedule.per_day().saturating_sub(1));
        self.lived = schedule.lived(day).nth(place).map(|id| lived(lab, id));
    }

    fn sleep(&mut self, lab: &mut Lab, life: usize) {
        let clock = lab.clock();
        let steps = lab.spec().night.steps;
        let per_step = lab.dreams_per_step() as u64;
        let Stage::Rem(cycle) = clock.stage else { return };
        // Every stage of dreaming so far began with one tick of deep sleep.
        let step = clock.tick.saturating_sub(cycle + 1);
        let every = (steps / PICTURES).max(1);
        let index = u64::from(step / every * every) * per_step;
        let Some(dreamt) = lab.dream(life, index) else {
            self.dream = None;
            return;
        };
        self.dreaming = true;
        let source = dreamt.provenance.source;
        self.dream = Some(Dream {
            number: index + 1,
            of: u64::from(steps) * per_step,
            age: source.age,
            memory: lived(lab, source.id),
            pixels: dreamt.input,
        });
    }
}

fn lived(lab: &Lab, id: Id) -> Lived {
    let train = &lab.world().train;
    Lived { id, pixels: train.raw.row(id as usize).to_vec(), label: train.labels.get(id as usize).copied() }
}
