//! What a net has before its eyes: an experience of the day, or a dream and the memory behind it.

mod recall;

pub use recall::Recall;

use crate::arm::Phase;
use crate::data::{Id, Label};
use crate::lab::{Belief, Dreamt, Lab, Stage};
use crate::sleep::{Class, Provenance};

/// Dreams counted in one look: a night that was passed over shall not hold up the screen.
const MOST: u64 = 4000;

/// An experience as it was lived.
#[derive(Debug, Clone, PartialEq)]
pub struct Lived {
    /// Which.
    pub id: Id,
    /// Its raw input.
    pub raw: Vec<f32>,
    /// The classes that are taught and true, if they are classes.
    pub label: Option<Label>,
    /// The values that are taught and true, if they are values.
    pub values: (f32, f32),
}

/// A dream and what it is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Dream {
    /// The night, from 1.
    pub night: u32,
    /// Its number in the night, from 1.
    pub number: u64,
    /// Dreams of the whole night.
    pub of: u64,
    /// Whole days since its memory was last lived; `None` where a class was dreamt instead of a memory.
    pub age: Option<u32>,
    /// The memory; of a class what its memories have in common.
    pub memory: Lived,
    /// The second memory, if there is one.
    pub other: Option<Lived>,
    /// The corrupted input.
    pub raw: Vec<f32>,
}

/// The dreams of one night so far.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// The night.
    pub night: u32,
    /// Of each dream: the experience, or one of the class that was dreamt; its age in days, if it has one; and
    /// the first value of its corrupted input.
    pub dreams: Vec<(Id, Option<u32>, f32)>,
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
    /// Its answer to what it sees now: a probability per class, or a value.
    pub answers: Vec<f32>,
    /// Whether it dreams now.
    pub dreaming: bool,
    /// What it dreamt tonight, or on the last night that was looked at.
    pub tally: Tally,
    /// A cue to follow and what it leads to, where patterns are recalled.
    pub recall: Option<Recall>,
    /// A lie to follow.
    pub example: Option<Lived>,
    /// The day and phase that it was chosen for.
    chosen: Option<(u32, Phase)>,
}

impl Eye {
    /// Looks again through the eyes of the first of `lives`, if time has passed: `pictures` can be
    /// taken in during a phase.
    pub fn look(&mut self, lab: &mut Lab, lives: (usize, Option<usize>), pictures: u32) {
        let clock = lab.clock();
        if self.seen == Some(clock.total) {
            return;
        }
        if self.seen.is_some_and(|tick| tick > clock.total) {
            *self = Self::default();
        }
        self.seen = Some(clock.total);
        self.dreaming = false;
        if lab.world().params.recalls() {
            self.dreaming =
                matches!(clock.stage, Stage::Rem(_)) && lab.dreams(lives.0) && !lab.lives()[lives.0].skips();
            self.recall = Recall::look(self.recall.as_ref(), lab, lives.0);
            return;
        }
        let pictures = pictures.clamp(1, clock.length.max(1));
        match clock.stage {
            Stage::Birth | Stage::Wake => self.wake(lab, pictures),
            Stage::Rem(cycle) => self.sleep(lab, lives.0, cycle, pictures),
            Stage::Nap => self.nap(lab, lives.0),
            Stage::Nrem(_) => {}
        }
        self.count(lab, lives.0);
        self.follow(lab, lives);
        let seen = match (&self.dream, &self.lived) {
            (Some(dream), _) if self.dreaming => Some(&dream.raw),
            (_, Some(lived)) => Some(&lived.raw),
            _ => None,
        };
        let seen = seen.filter(|_| lab.lives()[lives.0].diverged().is_none());
        self.answers = seen.map(|raw| lab.answer(lives.0, raw)).unwrap_or_default();
    }

    fn wake(&mut self, lab: &Lab, pictures: u32) {
        let clock = lab.clock();
        let (calendar, day) = (&lab.world().calendar, clock.day.max(1));
        let count = calendar.count(day);
        let share = u64::from(clock.tick) * u64::from(pictures) / u64::from(clock.length.max(1));
        let place = share as usize * count / pictures as usize;
        self.lived = calendar.lived(day).nth(place.min(count.saturating_sub(1))).map(|id| lived(lab, id));
    }

    fn sleep(&mut self, lab: &mut Lab, life: usize, cycle: u32, pictures: u32) {
        let clock = lab.clock();
        let steps = lab.spec().night.steps;
        let per_step = lab.dreams_per_step() as u64;
        let step = dreamt_steps(clock.tick, cycle).saturating_sub(1);
        let every = (steps / pictures).max(1);
        let index = u64::from(step / every * every) * per_step;
        let dreamt = if lab.lives()[life].skips() { None } else { lab.dream(life, index) };
        self.dream = dreamt.map(|dreamt| Dream::of(lab, dreamt, (index + 1, u64::from(steps) * per_step)));
        self.dreaming = self.dream.is_some();
    }

    /// The first dream of every step of a nap.
    fn nap(&mut self, lab: &mut Lab, life: usize) {
        let Some((step, of)) = lab.napping(life) else { return };
        let (per_step, night) = (lab.dreams_per_step() as u64, u64::from(lab.spec().night.steps));
        // A nap's dreams are numbered behind the night's.
        let Some(dreamt) = lab.dream(life, (night + u64::from(step)) * per_step) else { return };
        self.dream = Some(Dream::of(lab, dreamt, (u64::from(step) * per_step + 1, u64::from(of) * per_step)));
        self.dreaming = true;
    }

    /// Counts the dreams of the night, by day those of the last.
    fn count(&mut self, lab: &mut Lab, life: usize) {
        let clock = lab.clock();
        let done = match clock.stage {
            Stage::Rem(cycle) | Stage::Nrem(cycle) => dreamt_steps(clock.tick, cycle),
            // A day's dreams are still those of the night before: they cannot be dreamt again.
            Stage::Birth | Stage::Wake | Stage::Nap => return,
        };
        if self.tally.night != clock.day {
            self.tally = Tally { night: clock.day, dreams: Vec::new() };
        }
        if lab.lives()[life].skips() {
            return;
        }
        let wanted = u64::from(done) * lab.dreams_per_step() as u64;
        let known = self.tally.dreams.len() as u64;
        for index in known..wanted.min(known + MOST) {
            let Some(dreamt) = lab.dream(life, index) else { return };
            let source = dreamt.provenance.source();
            let class = dreamt.provenance.class.as_ref().and_then(|class| class.of.first());
            let Some(id) = source.map(|source| source.id).or(class.copied()) else { return };
            let first = dreamt.input.first().copied().unwrap_or(0.0);
            self.tally.dreams.push((id, source.map(|source| source.age), first));
        }
    }

    /// Chooses a lie to follow through a phase: for the night one that both believe, for the day one
    /// that only the second life believes; the newest of these, and the one before if it will do.
    fn follow(&mut self, lab: &Lab, (hero, rival): (usize, Option<usize>)) {
        let clock = lab.clock();
        // An evening looks ahead to its night, a morning to its day.
        let phase = match (clock.phase, clock.is_boundary()) {
            (Phase::Day, true) => (clock.day, Phase::Night),
            (Phase::Night, true) => (clock.day + 1, Phase::Day),
            (phase, false) => (clock.day, phase),
        };
        if self.chosen == Some(phase) && self.example.is_some() {
            return;
        }
        let ours = lab.lives()[hero].beliefs();
        let theirs = rival.map_or(ours, |rival| lab.lives()[rival].beliefs());
        let worth = |id: usize| match (phase.1, ours[id], theirs[id]) {
            (Phase::Day, Belief::Lie(false), Belief::Lie(true)) => 4,
            (Phase::Night, Belief::Lie(true), Belief::Lie(true)) => 3,
            (_, Belief::Lie(true), Belief::Lie(true)) => 2,
            (_, Belief::Lie(_), _) => 1,
            _ => 0,
        };
        let before = self.example.as_ref().map(|lived| lived.id as usize);
        let best = (0..ours.len()).max_by_key(|id| (worth(*id), before == Some(*id), *id));
        if let Some(id) = best.filter(|id| worth(*id) > 0) {
            self.example = Some(lived(lab, id as Id));
            self.chosen = Some(phase);
        }
    }
}

impl Dream {
    /// A dream of this number, from 1, among so many.
    fn of(lab: &Lab, dreamt: Dreamt, (number, of): (u64, u64)) -> Self {
        let Provenance { night, sources, class, .. } = &dreamt.provenance;
        let second = sources.get(1).map(|(second, _)| second.id);
        // The first memory is what is seen, though the second may have the greater part.
        let (age, memory) = match (sources.first(), class) {
            (Some((source, _)), _) => (Some(source.age), lived(lab, source.id)),
            (None, Some(class)) => (None, common(lab, class)),
            (None, None) => (None, lived(lab, 0)),
        };
        let other = second.map(|id| lived(lab, id));
        Self { night: *night, number, of, age, memory, other, raw: dreamt.input }
    }
}

/// What the memories of a class have in common: their mean.
pub(super) fn common(lab: &Lab, class: &Class) -> Lived {
    let train = &lab.world().train.raw;
    let mut raw = vec![0.0; train.width()];
    for id in &class.of {
        for (sum, value) in raw.iter_mut().zip(train.row(*id as usize)) {
            *sum += value / class.of.len() as f32;
        }
    }
    let label = Label { given: class.class, truth: class.class };
    Lived { id: class.of.first().copied().unwrap_or(0), raw, label: Some(label), values: (0.0, 0.0) }
}

/// Steps dreamt by a tick of the night: every stage of dreaming so far began with one tick of deep
/// sleep.
const fn dreamt_steps(tick: u32, cycle: u32) -> u32 {
    tick.saturating_sub(cycle)
}

/// An experience as it was lived.
pub(super) fn lived(lab: &Lab, id: Id) -> Lived {
    let train = &lab.world().train;
    let row = id as usize;
    Lived {
        id,
        raw: train.raw.row(row).to_vec(),
        label: train.labels.get(row).copied(),
        values: if train.given.is_empty() { (0.0, 0.0) } else { (train.given[(row, 0)], train.truth[(row, 0)]) },
    }
}
