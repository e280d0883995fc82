//! The newest dreams of a life, to be looked at: dreamt again from the state that was kept before them.
//! Pure functions of what was lived, which never enter the trace.

use super::ask::{self, Dreamt, reply};
use super::clock::{Slot, fill};
use super::hidden::Sleeper;
use super::keyframe::Frame;
use super::life::Life;
use super::own::Own;
use super::{Lab, clock::Clock};
use crate::arm::{Phase, Replay};
use crate::scenario::What;
use crate::sleep::{Dreams, Memory, Recall, Remembered, Shuffle};

/// Why there are no dreams to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undreamt {
    /// This arm does not dream.
    Never,
    /// It dreams, but of no memory: what it does then changes its weights out of themselves.
    Alone,
    /// It did not dream yet.
    NotYet,
    /// The night was spent waiting, has no steps of dreaming, or nothing could be dreamt of.
    Nothing,
    /// The state before them was not kept, or they were chosen by errors that were not.
    NotKept,
}

/// Dreams from one of a night on, until an event made others of them.
struct Spell {
    from: u64,
    recall: Option<Recall>,
    dreams: Option<Dreams>,
    shuffle: Option<Shuffle>,
    seed: u64,
    /// Whether what the net answered before them is what they teach.
    is_own: bool,
}

/// The dreams of a night; of an arm in turn those that it has of it by day.
pub struct Dreaming {
    /// The night, from 1.
    pub night: u32,
    /// Whether they are dreamt by day, in turn with what is lived.
    pub waking: bool,
    /// Dreams of the whole night.
    pub of: u64,
    /// Dreams of one gradient step.
    pub per_step: u64,
    /// Whether there were more, which cannot be dreamt again.
    pub is_cut: bool,
    spells: Vec<Spell>,
    /// The net before them.
    before: Sleeper,
    /// What was answered before them to every experience, if they teach that.
    own: Option<Own>,
}

/// The phase in which a life dreams.
const fn phase(life: &Life) -> Phase {
    if life.regimen.in_turn { Phase::Day } else { Phase::Night }
}

/// Batches dreamt in a phase's first ticks.
fn batches(slots: &[Slot], (day, night): (u32, u32)) -> u64 {
    let until = |step: u32| u64::from(step) * u64::from(night) / u64::from(day.max(1));
    let of = |slot: &Slot| match slot {
        Slot::Wake(step) => until(step + 1) - until(*step),
        Slot::Rem { .. } => 1,
        Slot::Nap { .. } | Slot::Nrem(_) => 0,
    };
    slots.iter().map(of).sum()
}

impl Lab {
    /// Whether a life dreams, if only cleanly, or by day.
    #[must_use]
    pub fn dreams(&self, life: usize) -> bool {
        let regimen = self.lives[life].regimen;
        regimen.in_turn || regimen.replay != Replay::None
    }

    /// How a life corrupts what it dreams, as its parameters stand; `None` where it replays cleanly.
    #[must_use]
    pub fn corruption(&self, life: usize) -> Option<Dreams> {
        self.lives[life].corruption(self.lengths, true)
    }

    /// The night whose dreams are a life's newest, 0 before there are any.
    #[must_use]
    pub fn newest_dreams(&self, life: usize) -> u32 {
        let Clock { day, phase: now, .. } = self.clock;
        if phase(&self.lives[life]) == Phase::Night && now == Phase::Day { day.saturating_sub(1) } else { day }
    }

    /// A life's newest dreams, those included that are to come in the phase that has begun.
    ///
    /// # Errors
    /// Why there are none.
    pub fn dreaming(&self, life: usize) -> Result<Dreaming, Undreamt> {
        self.dreaming_on(life, self.newest_dreams(life), true)
    }

    /// The memories behind a life's dreams of one of its nights (from 1) up to the newest. What its net's own answers
    /// would teach is left out, so that many nights can be asked about.
    ///
    /// # Errors
    /// Why there are none.
    pub fn dreamt_of(&self, life: usize, night: u32) -> Result<Dreaming, Undreamt> {
        self.dreaming_on(life, night, false)
    }

    fn dreaming_on(&self, life: usize, night: u32, answers: bool) -> Result<Dreaming, Undreamt> {
        if !self.dreams(life) {
            return Err(Undreamt::Never);
        }
        if self.lives[life].learner.dreams_alone() {
            return Err(Undreamt::Alone);
        }
        let ours = &self.lives[life];
        let phase = phase(ours);
        if night == 0 || night > self.newest_dreams(life) {
            return Err(Undreamt::NotYet);
        }
        if ours.regimen.in_turn && ours.is_led() {
            // What its sleeper's errors will be tonight was foreseen by day and forgotten since.
            return Err(Undreamt::NotKept);
        }
        let line = self.spec.ancestry(ours.name());
        let frame = self.keyframes.as_ref().and_then(|keyframes| keyframes.before((night, phase), &line));
        let frame = frame.ok_or(Undreamt::NotKept)?;
        self.since(frame, life, (night, phase, answers), &line)
    }

    fn since(
        &self,
        frame: &Frame,
        life: usize,
        (night, phase, answers): (u32, Phase, bool),
        line: &[&str],
    ) -> Result<Dreaming, Undreamt> {
        let ours = &self.lives[life];
        let waking = phase == Phase::Day;
        let mut life = ours.twin(ours.name(), ours.arm());
        frame.restore(&mut life);
        let before = Sleeper::of(&*life.learner, &[]);
        let lengths = self.spec.lengths(night, phase);
        let (slots, steps) = self.slots_of(night, phase);
        let per_step = lengths.batch as u64;
        let mut of = batches(&slots, steps) * per_step;
        let place = |tick: u32| slots.iter().zip(0..).position(|(slot, place)| slot.label(place) >= tick);
        let events = self.spec.events.iter().filter(|event| (event.day, event.phase) == (night, phase));
        let events: Vec<_> = events.map(|event| (place(event.tick).unwrap_or(slots.len()), event)).collect();
        let mut spells: Vec<Spell> = Vec::new();
        let (mut at, mut is_cut, mut own) = (0, false, None);
        loop {
            for (_, event) in events.iter().filter(|(place, _)| *place == at) {
                match &event.what {
                    _ if !event.is_for(life.name()) => {}
                    What::Set(settings) => life.set(settings),
                    What::Reseed(seed) => life.reseed(*seed),
                    What::SkipNight => life.skip(night),
                    What::Fork { name, arm } if line.contains(&name.as_str()) => {
                        life.become_arm(name, arm.unwrap_or(life.arm()));
                    }
                    _ => {}
                }
            }
            if at == 0 {
                life.begin((&self.spec, &self.world.calendar), (night, phase), lengths, 0);
            }
            let from = batches(&slots[..at], steps) * per_step;
            let dreams = life.regimen.in_turn == waking && (waking || life.regimen.replay != Replay::None);
            let asleep = dreams && !life.skips();
            if asleep && at > 0 && !life.errors.is_empty() && life.recall.is_none() {
                // Memories are chosen anew, by errors of the middle of the night.
                (of, is_cut) = (from, true);
                break;
            }
            let is_own = life.answers_itself() && life.corruption(lengths, waking).is_some();
            if asleep && at == 0 && is_own && answers {
                let led = life.hidden.as_ref().filter(|_| life.is_led());
                own = Some(Own::of(led.map_or(&*life.learner, |hidden| &*hidden.learner), &self.world));
            }
            let known = |last: &Spell| last.is_own && life.is_led() == ours.is_led();
            if asleep && at > 0 && is_own && !spells.last().is_some_and(known) {
                // What is taught was answered in the middle of the night.
                (of, is_cut) = (from, true);
                break;
            }
            let recall =
                if asleep { life.recall((&self.spec, &self.world.calendar), night, waking).cloned() } else { None };
            let shuffle = life.shuffle(night, lengths);
            spells.push(Spell {
                from,
                recall,
                dreams: life.corruption(lengths, waking),
                shuffle,
                seed: life.seeds.dreams,
                is_own,
            });
            match events.iter().map(|(place, _)| *place).find(|place| *place > at) {
                Some(next) => at = next,
                None => break,
            }
        }
        if let Some(last) = spells.last().filter(|last| last.recall.is_none()) {
            of = of.min(last.from);
        }
        if of == 0 {
            return Err(if is_cut { Undreamt::NotKept } else { Undreamt::Nothing });
        }
        Ok(Dreaming { night, waking, of, per_step, is_cut, spells, before, own })
    }

    /// The ticks of a phase, and how many steps of day and night they are spread from.
    fn slots_of(&self, night: u32, phase: Phase) -> (Vec<Slot>, (u32, u32)) {
        let mut slots = Vec::new();
        fill(&self.spec, night, phase, &mut slots);
        let lengths = self.spec.lengths(night, phase);
        (slots, (lengths.day, lengths.night))
    }

    /// How many of these dreams are over, those of the last tick included.
    #[must_use]
    pub fn dreamt(&self, dreaming: &Dreaming) -> u64 {
        let phase = if dreaming.waking { Phase::Day } else { Phase::Night };
        let (slots, steps) = self.slots_of(dreaming.night, phase);
        let within = (self.clock.day, self.clock.phase) == (dreaming.night, phase);
        let ticks = if within { (self.clock.tick as usize).min(slots.len()) } else { slots.len() };
        (batches(&slots[..ticks], steps) * dreaming.per_step).min(dreaming.of)
    }

    /// What a life's next night, or day in turn, will bring: how many dreams, of how many memories as far as
    /// is known now; `None` if it does not dream, or there is no such night.
    #[must_use]
    pub fn dreams_to_come(&self, life: usize) -> Option<(u64, usize)> {
        let night = self.newest_dreams(life) + 1;
        if !self.dreams(life) || self.lives[life].learner.dreams_alone() || night > self.spec.days {
            return None;
        }
        let life = &self.lives[life];
        let phase = phase(life);
        let (slots, steps) = self.slots_of(night, phase);
        let dreams = batches(&slots, steps) * self.spec.lengths(night, phase).batch as u64;
        let alike = vec![1.0; self.world.train.len()];
        Some((
            dreams,
            life.recollect((&self.spec, &self.world.calendar), night, &alike).map_or(0, |recall| recall.known()),
        ))
    }
}

impl Dreaming {
    fn spell(&self, index: u64) -> Option<(&Spell, &Recall)> {
        let spell = &self.spells[self.spells.partition_point(|spell| spell.from <= index).checked_sub(1)?];
        Some((spell, spell.recall.as_ref().filter(|_| index < self.of)?))
    }

    /// The memory behind a dream, from 0: of two the first, and where a class is dreamt the one it was drawn by.
    #[must_use]
    pub fn source(&self, index: u64) -> Option<Remembered> {
        self.spell(index).map(|(_, recall)| recall.draw(index as u32))
    }

    /// A dream, from 0.
    #[must_use]
    pub fn dream(&self, lab: &Lab, index: u64) -> Option<Dreamt> {
        let (spell, recall) = self.spell(index)?;
        let taught = spell.shuffle.map_or(index as u32, |shuffle| shuffle.of(index as u32));
        let own = self.own.as_ref().filter(|_| spell.is_own);
        Some(ask::dreamt(&lab.world, (recall, spell.seed, index), spell.dreams, (taught, own)))
    }

    /// The share of these dreams, from 0 to 1, that would be of some memories if age alone chose, by
    /// 2^(−age / half-life); `None` where nothing can be dreamt.
    #[must_use]
    pub fn by_age(&self, is_of: impl Fn(Remembered) -> bool) -> Option<f64> {
        let ends = self.spells.iter().skip(1).map(|spell| spell.from.min(self.of)).chain([self.of]);
        let spells = self.spells.iter().zip(ends).filter(|(spell, end)| spell.from < *end);
        let (mut share, mut dreams) = (0.0, 0.0);
        for (spell, end) in spells {
            let long = (end - spell.from) as f64;
            share += long * spell.recall.as_ref()?.by_age(&is_of);
            dreams += long;
        }
        (dreams > 0.0).then(|| share / dreams)
    }

    /// What chose memories when it began.
    #[must_use]
    pub fn rules(&self) -> Option<Memory> {
        self.spells.iter().find_map(|spell| spell.recall.as_ref()).map(Recall::params)
    }

    /// All that could be dreamt when it began, the youngest first.
    #[must_use]
    pub fn memory(&self) -> &[Remembered] {
        self.spells.iter().find_map(|spell| spell.recall.as_ref()).map_or(&[], Recall::store)
    }

    /// What the net answered to a raw input before it dreamt, as [`Lab::answer`] gives it now.
    #[must_use]
    pub fn before(&self, lab: &Lab, raw: &[f32]) -> Vec<f32> {
        reply(&lab.world, &*self.before.learner, raw)
    }
}
