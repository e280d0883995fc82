//! Whole states at phase boundaries, so that any step is the nearest keyframe and a re-run.

use std::sync::Arc;

use super::alike::Evening;
use super::clock::Clock;
use super::divergence::Divergence;
use super::exam::Answers;
use super::learner::{Kept, Mark};
use super::life::Life;
use super::own::Own;
use super::past::Past;
use crate::arm::{self, Live};
use crate::record::Row;
use crate::scenario::{Seeds, Unit};

/// At first no more than this many phases are left between two keyframes: more only where the bound
/// in bytes cannot be kept otherwise.
const SPARSEST: usize = 16;

/// One life at a phase boundary. Memories are not in it: they follow from the days.
pub(super) struct Frame {
    name: String,
    arm: arm::Arm,
    state: Vec<u8>,
    /// The state of its hidden sleeper, if it follows one.
    hidden: Option<Vec<u8>>,
    /// Its own answers when it fell asleep, and those of its hidden sleeper.
    own: [Own; 2],
    marks: Vec<(Unit, Mark)>,
    kept: Kept,
    params: Live,
    seeds: Seeds,
    skipped: u32,
    chain: blake3::Hash,
    gradient_steps: u64,
    examples: u64,
    answers: Answers,
    evening: Evening,
    past: Past,
    latest: Row,
    diverged: Option<Divergence>,
}

#[derive(Clone)]
struct Keyframe {
    clock: Clock,
    /// How many boundaries lie between birth and this one.
    boundary: usize,
    lives: Arc<[Frame]>,
    bytes: usize,
}

/// Keyframes under a bound in bytes. A copy shares the states.
#[derive(Clone)]
pub(super) struct Keyframes {
    bound: usize,
    frames: Vec<Keyframe>,
    bytes: usize,
    /// Phases that may lie between two of them.
    sparsest: usize,
    /// The boundary that was passed last, and the two kept before it: what was dreamt between or after them is still looked at.
    held: [u64; 3],
}

impl Keyframes {
    pub(super) const fn new(bound: usize) -> Self {
        Self { bound, frames: Vec::new(), bytes: 0, sparsest: SPARSEST, held: [0; 3] }
    }

    /// How many are kept.
    pub(super) const fn count(&self) -> usize {
        self.frames.len()
    }

    /// Bytes kept.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Keeps the state at a phase boundary, once.
    pub(super) fn keep(&mut self, clock: Clock, lives: &[Life]) {
        let boundary = match clock.phase {
            arm::Phase::Day => 2 * clock.day as usize - 1,
            arm::Phase::Night => 2 * clock.day as usize,
        };
        let place = self.frames.partition_point(|frame| frame.clock.total < clock.total);
        let before = |by: usize| place.checked_sub(by).map_or(0, |last| self.frames[last].clock.total);
        self.held = [before(2), before(1), clock.total];
        if self.frames.get(place).is_some_and(|frame| frame.clock.total == clock.total) {
            return;
        }
        let lives: Arc<[Frame]> = lives.iter().map(Frame::of).collect();
        let bytes = lives.iter().map(Frame::bytes).sum();
        self.frames.insert(place, Keyframe { clock, boundary, lives, bytes });
        self.bytes += bytes;
        self.thin();
    }

    /// Drops the oldest that can be spared until the bound is kept; where none can, greater gaps are
    /// allowed. The newest stays as long as it fits by itself; birth can always be made again.
    fn thin(&mut self) {
        while self.bytes > self.bound {
            let place = match self.dispensable() {
                Some(place) => place,
                None if self.inner().any(|place| !self.is_held(place)) => {
                    self.sparsest *= 2;
                    continue;
                }
                None => (0..self.frames.len()).find(|place| !self.is_held(*place)).unwrap_or(0),
            };
            self.bytes -= self.frames.remove(place).bytes;
        }
    }

    /// The oldest keyframe whose neighbours stay near enough to each other without it.
    fn dispensable(&self) -> Option<usize> {
        let gap = |place: usize| self.frames[place + 1].boundary - self.frames[place - 1].boundary;
        self.inner().find(|place| gap(*place) <= self.sparsest && !self.is_held(*place))
    }

    /// The places between the first and the last.
    fn inner(&self) -> std::ops::Range<usize> {
        1..self.frames.len().saturating_sub(1).max(1)
    }

    fn is_held(&self, place: usize) -> bool {
        self.held.contains(&self.frames[place].clock.total)
    }

    /// A life's state before a day or night began, if it was kept. `line` is its name and those of its
    /// ancestors, the nearest first.
    pub(super) fn before(&self, (day, phase): (u32, arm::Phase), line: &[&str]) -> Option<&Frame> {
        let boundary = 2 * day as usize - if phase == arm::Phase::Day { 2 } else { 1 };
        let place = self.frames.partition_point(|frame| frame.boundary < boundary);
        let frame = self.frames.get(place).filter(|frame| frame.boundary == boundary)?;
        line.iter().find_map(|name| frame.lives.iter().find(|life| life.name == **name))
    }

    /// Forgets every keyframe after `tick`.
    pub(super) fn forget_after(&mut self, tick: u64) {
        self.frames.retain(|frame| frame.clock.total <= tick);
        self.bytes = self.frames.iter().map(|frame| frame.bytes).sum();
    }

    /// The tick of the newest kept state that is not after `tick`.
    pub(super) fn nearest(&self, tick: u64) -> Option<u64> {
        self.frames.iter().map(|frame| frame.clock.total).rfind(|total| *total <= tick)
    }

    /// Brings lives to the newest kept state not after `tick`; its clock, or `None` if there is none.
    pub(super) fn restore(&self, tick: u64, lives: &mut Vec<Life>) -> Option<Clock> {
        let kept = self.frames.iter().rev().find(|frame| frame.clock.total <= tick)?;
        lives.truncate(kept.lives.len());
        for frame in &kept.lives[lives.len()..] {
            let twin = lives.first()?.twin(&frame.name, frame.arm);
            lives.push(twin);
        }
        for (life, frame) in lives.iter_mut().zip(kept.lives.iter()) {
            frame.restore(life);
        }
        Some(kept.clock)
    }

    /// What a life's state was at every keyframe up to `tick`: (tick, bytes). `line` is its name and
    /// those of its ancestors, the nearest first.
    pub(super) fn past(&self, line: &[&str], tick: u64) -> Vec<(u64, &[u8])> {
        let frames = self.frames.iter().take_while(|frame| frame.clock.total <= tick);
        let state = |frame: &'_ Keyframe| -> Option<usize> {
            line.iter().find_map(|name| frame.lives.iter().position(|life| life.name == **name))
        };
        frames.filter_map(|frame| Some((frame.clock.total, frame.lives[state(frame)?].state.as_slice()))).collect()
    }
}

impl Frame {
    fn of(life: &Life) -> Self {
        Self {
            name: life.name().to_owned(),
            arm: life.arm(),
            state: life.own_state(),
            hidden: life.hidden_state(),
            own: [
                if life.has_foreseen_answers() { Own::default() } else { life.own.clone() },
                life.hidden.as_ref().map(|hidden| hidden.own.clone()).unwrap_or_default(),
            ],
            marks: life.marks().to_vec(),
            kept: life.learner.kept(),
            params: life.params,
            seeds: life.seeds,
            skipped: life.skipped,
            chain: life.chain,
            gradient_steps: life.gradient_steps,
            examples: life.examples,
            answers: life.answers.clone(),
            evening: life.evening.clone(),
            past: life.past.clone(),
            latest: life.latest.clone(),
            diverged: life.diverged.clone(),
        }
    }

    fn bytes(&self) -> usize {
        size_of::<Self>()
            + self.state.len()
            + self.hidden.as_ref().map_or(0, Vec::len)
            + self.own.iter().map(|own| size_of_val(own.answers())).sum::<usize>()
            + self.name.len()
            + size_of_val(&self.marks[..])
            + self.answers.bytes()
            + self.evening.bytes()
            + self.past.bytes()
            + 8 * (self.latest.layers.len() + self.latest.lessons.len())
    }

    pub(super) fn restore(&self, life: &mut Life) {
        // The life in this place may be another's twin.
        life.become_arm(&self.name, self.arm);
        life.restore(&self.state, &self.marks, self.kept);
        life.restore_hidden(self.hidden.as_deref(), &self.marks, self.kept);
        life.seeds = self.seeds;
        life.skipped = self.skipped;
        life.chain = self.chain;
        life.gradient_steps = self.gradient_steps;
        life.examples = self.examples;
        life.answers = self.answers.clone();
        life.evening = self.evening.clone();
        life.past = self.past.clone();
        life.latest = self.latest.clone();
        life.diverged.clone_from(&self.diverged);
        life.asleep = None;
        life.forget_recall();
        life.adopt(&self.params);
        let [own, hidden] = self.own.clone();
        (life.own, life.shown) = (own, None);
        if let Some(sleeper) = &mut life.hidden {
            sleeper.own = hidden;
        }
    }
}
