//! Whole states at phase boundaries, so that any step is the nearest keyframe and a re-run.

use super::clock::Clock;
use super::exam::{Answers, Belief};
use super::life::{Divergence, Life};
use crate::arm::Live;
use crate::record::Row;

/// Never more than this many phases are left between two keyframes.
const SPARSEST: usize = 16;

/// One life at a phase boundary. Memories are not in it: they follow from the days.
struct Frame {
    state: Vec<u8>,
    params: Live,
    chain: blake3::Hash,
    gradient_steps: u64,
    examples: u64,
    answers: Answers,
    evening: Vec<Belief>,
    latest: Row,
    diverged: Option<Divergence>,
}

struct Keyframe {
    clock: Clock,
    /// How many boundaries lie between birth and this one.
    boundary: usize,
    lives: Vec<Frame>,
    bytes: usize,
}

/// Keyframes under a bound in bytes.
pub(super) struct Keyframes {
    bound: usize,
    frames: Vec<Keyframe>,
    bytes: usize,
}

impl Keyframes {
    pub(super) const fn new(bound: usize) -> Self {
        Self { bound, frames: Vec::new(), bytes: 0 }
    }

    /// Bytes kept.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Keeps the state at a phase boundary, once.
    pub(super) fn keep(&mut self, clock: Clock, lives: &[Life]) {
        if self.frames.last().is_some_and(|last| last.clock.total >= clock.total) {
            return;
        }
        let lives: Vec<Frame> = lives.iter().map(Frame::of).collect();
        let bytes = lives.iter().map(Frame::bytes).sum();
        let boundary = match clock.phase {
            crate::arm::Phase::Day => 2 * clock.day as usize - 1,
            crate::arm::Phase::Night => 2 * clock.day as usize,
        };
        self.frames.push(Keyframe { clock, boundary, lives, bytes });
        self.bytes += bytes;
        while self.bytes > self.bound {
            let Some(place) = self.dispensable() else { break };
            self.bytes -= self.frames.remove(place).bytes;
        }
    }

    /// The oldest keyframe whose neighbours stay near enough to each other without it.
    fn dispensable(&self) -> Option<usize> {
        let gap = |three: &[Keyframe]| three[2].boundary - three[0].boundary;
        self.frames.windows(3).position(|three| gap(three) <= SPARSEST).map(|place| place + 1)
    }

    /// Brings lives back to the newest kept state not after `tick`; its clock, or `None` if there is
    /// none.
    pub(super) fn restore(&self, tick: u64, lives: &mut [Life]) -> Option<Clock> {
        let frame = self.frames.iter().rev().find(|frame| frame.clock.total <= tick)?;
        for (life, frame) in lives.iter_mut().zip(&frame.lives) {
            frame.restore(life);
        }
        Some(frame.clock)
    }
}

impl Frame {
    fn of(life: &Life) -> Self {
        Self {
            state: life.state(),
            params: life.params,
            chain: life.chain,
            gradient_steps: life.gradient_steps,
            examples: life.examples,
            answers: life.answers.clone(),
            evening: life.evening.clone(),
            latest: life.latest.clone(),
            diverged: life.diverged.clone(),
        }
    }

    fn bytes(&self) -> usize {
        size_of::<Self>()
            + self.state.len()
            + self.answers.bytes()
            + size_of_val(&self.evening[..])
            + 8 * self.latest.layers.len()
    }

    fn restore(&self, life: &mut Life) {
        life.restore(&self.state);
        life.chain = self.chain;
        life.gradient_steps = self.gradient_steps;
        life.examples = self.examples;
        life.answers = self.answers.clone();
        life.evening.clone_from(&self.evening);
        life.latest = self.latest.clone();
        life.diverged.clone_from(&self.diverged);
        life.forget_recall();
        life.adopt(self.params);
    }
}
