//! How time passes on the screen: at its pace, up to a goal, back and forth.

use super::{App, Goal, Mode};
use crate::lab::{Progress, Record};
use crate::record::Moment;
use crate::session::Session;
use crate::tui::calendar::Calendar;
use crate::tui::words;

impl App {
    /// Lets time pass: `seconds` at the pace that is set, as long as `more` says that there is time
    /// left for it. Returns whether anything moved.
    pub fn advance(&mut self, seconds: f64, mut more: impl FnMut() -> bool) -> bool {
        if self.mode == Mode::Running {
            self.pace.earn(seconds);
        }
        let mut moved = self.arrive();
        while self.is_due() && more() {
            let progress = self.session.micro();
            self.within = progress == Progress::Micro;
            if !self.within {
                moved = true;
                self.after_tick(progress);
            }
        }
        moved
    }

    /// Whether nothing happens until something is asked for.
    #[must_use]
    pub fn is_resting(&self) -> bool {
        self.mode == Mode::Paused && !self.within && !self.mouse.is_off() && self.tour.is_none()
    }

    fn is_due(&self) -> bool {
        match self.mode {
            // A tick that has begun is not left half done: what is drawn is always a whole one.
            Mode::Paused => self.within,
            Mode::Running => self.within || self.pace.is_due(),
            Mode::Going(_) => true,
        }
    }

    /// Takes the lab back to a tick.
    pub(in crate::tui) fn seek(&mut self, tick: u64) {
        self.session.seek(tick);
        self.arrived();
    }

    /// What a person does with the lab, to be changed.
    pub(in crate::tui) const fn session_mut(&mut self) -> &mut Session {
        &mut self.session
    }

    /// A tick that has begun is lived to its end.
    pub(in crate::tui) fn finish_tick(&mut self) {
        while self.within {
            let progress = self.session.micro();
            self.within = progress == Progress::Micro;
            if !self.within {
                self.after_tick(progress);
            }
        }
    }

    /// The lab stands somewhere else.
    pub(in crate::tui) fn arrived(&mut self) {
        self.within = false;
        let ticks = |record: &Record| record.history.stamps().iter().map(|stamp| stamp.tick).collect();
        let lab = self.session.lab();
        self.ahead = if lab.has_future() { ticks(lab.seen()) } else { Vec::new() };
        self.ticks = lab.history().stamps().iter().map(|stamp| stamp.tick).collect();
        self.calendar = Calendar::of(lab);
        self.since = self.ticks.len().saturating_sub(1);
    }

    /// Whether a tick has begun and is not over.
    pub(in crate::tui) const fn within(&self) -> bool {
        self.within
    }

    pub(super) fn after_tick(&mut self, progress: Progress) {
        let stamps = self.session.lab().history().stamps();
        self.ticks.extend(stamps[self.ticks.len()..].iter().map(|stamp| stamp.tick));
        if !self.lab().has_future() {
            self.ahead.clear();
        }
        let clock = self.lab().clock();
        self.pace.spend(self.rhythm.seconds(clock.day, clock.stage));
        if let Mode::Going(goal) = self.mode {
            let stamps = self.lab().history().stamps();
            let evening = stamps.last().is_some_and(|stamp| stamp.moment == Moment::Evening);
            let reached = match goal {
                Goal::Tick => true,
                Goal::Evening => progress >= Progress::Phase && evening,
                Goal::Morning => progress >= Progress::Phase && !evening,
                Goal::Cycle(tick) | Goal::There(tick) => clock.total >= tick,
                Goal::Until => self.asked.is_met(self.session.lab(), progress),
            };
            if reached || progress == Progress::Ended {
                self.mode = Mode::Paused;
                self.report = words::report(self, goal, self.since);
            }
        }
        if progress == Progress::Ended {
            self.mode = Mode::Paused;
        }
    }

    /// Goes on as fast as it can, up to a goal.
    pub(in crate::tui) fn go(&mut self, goal: Goal) {
        if self.lab().ended() {
            return;
        }
        self.since = self.ticks.len().saturating_sub(1);
        self.report = None;
        self.mode = Mode::Going(goal);
    }

    /// The tick at which the clock reads the same a day later.
    #[must_use]
    pub fn a_cycle_on(&self) -> u64 {
        let now = self.lab().clock().total;
        let cycles = &self.calendar.cycles;
        let here = cycles.partition_point(|cycle| cycle.dawn <= now);
        match (cycles.get(here), cycles.get(here + 1)) {
            (Some(today), Some(next)) if now >= today.dusk => (next.dusk + (now - today.dusk)).min(next.dawn),
            (Some(today), Some(next)) => (next.begin + (now - today.begin)).min(next.dusk),
            _ => self.calendar.end(),
        }
    }
}
