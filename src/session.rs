//! The timeline that a person makes: travel, acts, what might have been, save and restore.
//!
//! Lives follow one course at a time. Every act begins a course of its own, that shares everything
//! before it with the one it was done on; nothing that was lived is lost. Acts therefore form a tree,
//! and undoing one is going back to the course before it.

pub mod code;
mod course;
mod saved;
mod until;

pub use code::Code;
pub use course::Act;
pub use until::{FORMS, Until};

use crate::lab::{Course, Lab, Options, Progress};
use crate::record::History;
use crate::scenario::{Event, Scenario, What};
use course::Courses;

/// A lab, and what a person does with it.
pub struct Session {
    scenario: Scenario,
    lab: Lab,
    courses: Courses,
}

impl Session {
    /// A session at birth; of a scenario that the screen saved, where it stood. The saved trace is not
    /// held against what was lived: see [`Self::resume`].
    #[must_use]
    pub fn new(scenario: &Scenario, options: Options) -> Self {
        Self::resume(scenario, options).0
    }

    /// The same, and whether the trace there is the one that was saved, with what else nothing was.
    #[must_use]
    pub fn resume(scenario: &Scenario, options: Options) -> (Self, bool) {
        if let Some(saved) = scenario.saved() {
            return Self::resumed(scenario, saved, options);
        }
        let lab = Lab::new(scenario, options);
        (Self { scenario: scenario.clone(), lab, courses: Courses::new() }, true)
    }

    /// What was opened, without any act.
    #[must_use]
    pub const fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The lab where it stands.
    #[must_use]
    pub const fn lab(&self) -> &Lab {
        &self.lab
    }

    /// The lab, to ask what it works out on the way; no state is changed by it.
    pub const fn lab_mut(&mut self) -> &mut Lab {
        &mut self.lab
    }

    /// The lab, when the session is over.
    #[must_use]
    pub fn into_lab(self) -> Lab {
        self.lab
    }

    /// One micro-step of the lab.
    pub fn micro(&mut self) -> Progress {
        self.lab.micro()
    }

    /// Travels to a tick of the course that is lived.
    pub fn seek(&mut self, tick: u64) {
        self.lab.seek(tick);
    }

    /// Does something here and now: to the life of a name, or to all. What was lived after this moment
    /// stays a course of its own.
    ///
    /// # Errors
    /// Why it cannot be done, in one line; nothing is changed then.
    pub fn act(&mut self, life: Option<&str>, what: What) -> Result<Event, String> {
        if self.courses.is_full() {
            return Err(format!("{} acts are as many as a session holds", crate::scenario::MOST_ACTS));
        }
        // What was done later belongs to another future.
        let (base, now) = (self.base(), self.lab.clock().total);
        if base != self.at() {
            self.lab.possible(life.map(str::to_owned), what.clone(), self.events(base))?;
            self.go_to(base, now);
        }
        let left = self.lab.has_future().then(|| self.lab.course());
        let (place, event) = self.lab.intervene(life.map(str::to_owned), what)?;
        self.courses.branch(self.lab.clock().total, (place, event.clone()), left);
        self.bound();
        Ok(event)
    }

    /// The last act on this course that was done by now; 0 = none.
    #[must_use]
    pub fn base(&self) -> usize {
        let now = self.lab.clock().total;
        let done = |act: &usize| self.courses.act(*act).is_some_and(|act| act.tick <= now);
        self.way(self.at()).into_iter().rfind(done).unwrap_or(0)
    }

    /// Takes back the last act that was done by now: to the moment before it, on the course that it
    /// left. What was done, or `None` if there is no such act.
    pub fn undo(&mut self) -> Option<Event> {
        let act = self.courses.act(self.base())?.clone();
        self.go_to(act.after, act.tick);
        Some(act.event)
    }

    /// Every act, in the order in which they were done; the first has number 1.
    #[must_use]
    pub fn acts(&self) -> &[Act] {
        self.courses.acts()
    }

    /// The number of the last act on the course that is lived; 0 = none.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.courses.at()
    }

    /// The numbers of the acts on the way to an act, it included, in their order.
    #[must_use]
    pub fn way(&self, act: usize) -> Vec<usize> {
        self.courses.way(act)
    }

    /// The tick up to which the course that ends with an act was lived.
    #[must_use]
    pub fn reached(&self, act: usize) -> u64 {
        if act == self.at() { self.reached_here() } else { self.courses.reached(act) }
    }

    fn reached_here(&self) -> u64 {
        let seen = self.lab.seen().history.stamps().last().map_or(0, |stamp| stamp.tick);
        seen.max(self.lab.clock().total).max(self.courses.reached(self.at()))
    }

    /// Lives another course, at a tick.
    pub fn go_to(&mut self, act: usize, tick: u64) {
        if act == self.at() {
            self.lab.seek(tick);
            return;
        }
        let course = self.course(act);
        let here = self.lab.course();
        let reached = self.reached_here();
        self.courses.leave(here, reached, act);
        self.lab.change(course, tick);
        self.bound();
    }

    /// The course that ends with an act: as it was left, or else with what it shares with the one that
    /// is lived now.
    fn course(&mut self, act: usize) -> Course {
        if let Some(course) = self.courses.take(act) {
            return course;
        }
        let way = self.way(act);
        let here = self.way(self.at());
        let shared = way.iter().zip(&here).take_while(|(a, b)| a == b).count();
        let next = [way.get(shared), here.get(shared)].into_iter().flatten();
        let parting = next.filter_map(|act| self.courses.act(*act)).map(|act| act.tick).min();
        let mut course = self.lab.course();
        course.cut(parting.unwrap_or_else(|| self.reached_here()));
        course.events = self.events(act);
        course
    }

    /// The events of the course that ends with an act, in order.
    #[must_use]
    pub fn events(&self, act: usize) -> Vec<Event> {
        let mut events = self.scenario.spec().events.clone();
        for act in self.way(act).into_iter().filter_map(|act| self.courses.act(act)) {
            events.insert(act.place.min(events.len()), act.event.clone());
        }
        events
    }

    /// What was recorded of the course that was left last, from the moment where it and the one that is
    /// lived part: (that moment, the record). `None` if nothing was left.
    #[must_use]
    pub fn ghost(&self) -> Option<(u64, &History)> {
        let (act, course) = self.courses.left()?;
        let (way, here) = (self.way(act), self.way(self.at()));
        let shared = way.iter().zip(&here).take_while(|(a, b)| a == b).count();
        let next = [way.get(shared), here.get(shared)].into_iter().flatten();
        let parting = next.filter_map(|act| self.courses.act(*act)).map(|act| act.tick).min()?;
        (course.reached() > parting).then_some((parting, &course.record.history))
    }

    /// Bytes of the states kept for travelling, on all courses.
    #[must_use]
    pub fn keyframe_bytes(&self) -> usize {
        self.lab.keyframe_bytes() + self.courses.keyframe_bytes()
    }

    /// Courses that were left keep their states only as far as the bound for all allows.
    fn bound(&mut self) {
        if let Some(bound) = self.lab.options().keyframes {
            self.courses.forget_keyframes(bound.saturating_sub(self.lab.keyframe_bytes()));
        }
    }
}
