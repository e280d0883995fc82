//! The course that lives take: back and forth in time on it, and from one to another.

use super::Lab;
use super::keyframe::Keyframes;
use crate::record::{History, Note};
use crate::scenario::Event;

/// What was recorded.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// What was measured, from birth on.
    pub history: History,
    /// What happened besides, in order.
    pub notes: Vec<Note>,
    /// The first 32 bits of the trace hash at every phase boundary, birth first.
    pub digests: Vec<u32>,
}

impl Record {
    /// Phase boundaries that were recorded, birth included.
    #[must_use]
    pub fn boundaries(&self) -> usize {
        self.history.stamps().iter().filter(|stamp| stamp.moment.ends_phase()).count()
    }
}

/// A life's course that was left: what happens in it, what was recorded of it, and states to return to.
#[derive(Clone)]
pub struct Course {
    /// Its events, in order.
    pub events: Vec<Event>,
    /// What was recorded, as far as it was lived.
    pub record: Record,
    keyframes: Option<Keyframes>,
}

impl Course {
    /// The tick that it was lived up to, as far as was recorded.
    #[must_use]
    pub fn reached(&self) -> u64 {
        self.record.history.stamps().last().map_or(0, |stamp| stamp.tick)
    }

    /// Forgets everything after a tick.
    pub fn cut(&mut self, tick: u64) {
        self.record.history.truncate_after(tick);
        let born = |track: &crate::record::Track| track.from() <= self.record.history.stamps().len();
        let lives = self.record.history.tracks().iter().filter(|track| born(track)).count();
        self.record.history.keep(lives);
        self.record.notes.retain(|note| note.tick <= tick);
        self.record.digests.truncate(self.record.boundaries());
        if let Some(keyframes) = &mut self.keyframes {
            keyframes.forget_after(tick);
        }
    }

    /// Bytes of the states that it keeps.
    #[must_use]
    pub fn keyframe_bytes(&self) -> usize {
        self.keyframes.as_ref().map_or(0, Keyframes::bytes)
    }

    /// Keeps no states any longer: who returns has to live it again from birth.
    pub fn forget_keyframes(&mut self) {
        if let Some(keyframes) = &mut self.keyframes {
            keyframes.forget_after(0);
        }
    }
}

impl Lab {
    /// Travels to the end of a tick, counted from birth: from the nearest keyframe, birth or where the
    /// lab stands, whichever is the last before it. Nothing that was lived is forgotten. Ticks past the
    /// end mean the end.
    pub fn seek(&mut self, tick: u64) {
        let here = self.clock.total;
        let kept = self.keyframes.as_ref().and_then(|keyframes| keyframes.nearest(tick));
        // In the middle of a tick the state is neither here nor there.
        let back = tick < here || !self.jobs.is_empty();
        let reached = self.seen().history.stamps().last().map_or(0, |stamp| stamp.tick);
        let leap = kept.is_some_and(|kept| here < kept && kept <= reached);
        if back || leap {
            self.jobs.clear();
            self.look_ahead();
            self.restore(tick);
        }
        while self.clock.total < tick && !self.ended() {
            self.tick();
        }
    }

    /// Keeps what was recorded further than where the lab goes.
    fn look_ahead(&mut self) {
        if self.ahead.is_none() {
            self.ahead = Some(self.record.clone());
        }
    }

    /// To the nearest keyframe before a tick, or birth.
    fn restore(&mut self, tick: u64) {
        let kept = self.keyframes.as_ref().and_then(|keyframes| keyframes.restore(tick, &mut self.lives));
        let Some(clock) = kept else {
            self.bear();
            return;
        };
        self.clock = clock;
        let total = clock.total;
        if let Some(ahead) = &self.ahead {
            self.record.history.take_up(&ahead.history, total, self.lives.len());
            // What happens where the lab stands is done anew.
            let past = |note: &&Note| note.tick < total || (note.tick == total && !note.event);
            self.record.notes = ahead.notes.iter().filter(past).cloned().collect();
            self.record.digests.clone_from(&ahead.digests);
            self.record.digests.truncate(self.record.boundaries());
        }
        self.lay_out();
        self.happen();
        self.catch_up();
    }

    /// Forgets what lay ahead once it is reached.
    pub(super) fn catch_up(&mut self) {
        let reached = |ahead: &Record| ahead.history.stamps().len() <= self.record.history.stamps().len();
        if self.ahead.as_ref().is_some_and(reached) {
            self.ahead = None;
        }
    }

    /// Everything recorded on this course, also that which lies ahead of where the lab stands.
    #[must_use]
    pub fn seen(&self) -> &Record {
        self.ahead.as_ref().unwrap_or(&self.record)
    }

    /// Whether more was lived than where the lab stands.
    #[must_use]
    pub const fn has_future(&self) -> bool {
        self.ahead.is_some()
    }

    /// The course that is lived, with all that lies ahead.
    #[must_use]
    pub fn course(&self) -> Course {
        Course { events: self.spec.events.clone(), record: self.seen().clone(), keyframes: self.keyframes.clone() }
    }

    /// Leaves this course for another, at a tick.
    pub fn change(&mut self, course: Course, tick: u64) {
        self.jobs.clear();
        self.spec.events = course.events;
        self.keyframes = course.keyframes;
        self.ahead = Some(course.record);
        self.restore(tick);
        while self.clock.total < tick && !self.ended() {
            self.tick();
        }
    }
}
