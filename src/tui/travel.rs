//! Back and forward in a life. Going on from the past lives the very same days again; what was
//! recorded of them stays, so that it can be drawn until they are reached.

use super::app::{App, Goal, Mode};
use super::eye::Eye;
use super::words;
use crate::record::History;

/// Where a journey leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// To the last evening or morning.
    PhaseBack,
    /// To the next evening or morning.
    PhaseOn,
    /// One tick back.
    TickBack,
    /// To birth.
    Birth,
    /// To the last morning.
    End,
}

impl App {
    /// Everything recorded, that which was lived before a journey back included, and its ticks.
    #[must_use]
    pub fn seen(&self) -> (&History, &[u64]) {
        (&self.lab().seen().history, self.ticks_seen())
    }

    /// The last tick recorded.
    #[must_use]
    pub fn seen_until(&self) -> u64 {
        self.lab().clock().total.max(self.seen().1.last().copied().unwrap_or(0))
    }

    /// How far charts over time reach: as far as anything was lived, on this course or on the one that
    /// was left last and is drawn behind it.
    #[must_use]
    pub fn horizon(&self) -> u64 {
        let left = self.session().ghost().and_then(|(_, history)| history.stamps().last());
        self.calendar().horizon(self.seen_until().max(left.map_or(0, |stamp| stamp.tick)))
    }

    /// Goes a way.
    pub(super) fn journey(&mut self, way: Way) {
        let now = self.lab().clock().total;
        let calendar = self.calendar();
        let bounds = calendar.nights.iter().flat_map(|(dusk, dawn)| [*dusk, *dawn]);
        let target = match way {
            Way::PhaseBack => bounds.rev().find(|tick| *tick < now).unwrap_or(0),
            Way::PhaseOn => bounds.filter(|tick| *tick > now).min().unwrap_or(now),
            Way::TickBack => now.saturating_sub(1),
            Way::Birth => 0,
            Way::End => calendar.end(),
        };
        self.travel(target);
    }

    /// Travels to a tick and pauses there: back at once, forward by living up to it.
    pub(super) fn travel(&mut self, tick: u64) {
        let now = self.lab().clock().total;
        self.report = None;
        self.pace.settle();
        if tick > now {
            self.go(Goal::There(tick));
            return;
        }
        self.mode = Mode::Paused;
        if tick < now || self.within() {
            self.seek(tick);
            self.eye = Eye::default();
        }
        self.report = words::arrived(self);
    }
}
