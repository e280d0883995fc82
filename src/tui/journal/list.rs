//! The Journal's lines, in the order of time.

use crate::arm::Phase;
use crate::record::Moment;
use crate::scenario::{Event, What};
use crate::tui::app::App;

/// What a line tells of. The order is that of lines of the same tick: what ends a life comes before the
/// morning that finds it gone, what is done in a moment comes after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The divergence in the note of this number.
    Divergence(usize),
    /// Birth.
    Birth,
    /// The morning at this point of everything recorded.
    Morning(usize),
    /// What happened by the note of this number.
    Note(usize),
    /// The event of this number, which is still to come.
    Planned(usize),
}

/// A line of the Journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// Its moment, in ticks since birth.
    pub tick: u64,
    /// What it tells of.
    pub kind: Kind,
}

/// Everything that happened on the course that is lived, that which lies ahead included, and what the
/// scenario has still in store.
#[must_use]
pub fn lines(app: &App) -> Vec<Line> {
    let seen = app.lab().seen();
    let stamps = seen.history.stamps().iter().enumerate().filter(|(_, stamp)| stamp.moment == Moment::Morning);
    let mornings = stamps.map(|(point, stamp)| Line {
        tick: stamp.tick,
        kind: if stamp.day == 0 { Kind::Birth } else { Kind::Morning(point) },
    });
    let notes = seen.notes.iter().enumerate().map(|(place, note)| Line {
        tick: note.tick,
        kind: if note.diverged { Kind::Divergence(place) } else { Kind::Note(place) },
    });
    let reached = app.seen_until();
    let events = app.lab().spec().events.iter().enumerate();
    let planned = events.filter_map(|(place, event)| {
        let tick = tick_of(app, event, place).filter(|tick| *tick > reached)?;
        Some(Line { tick, kind: Kind::Planned(place) })
    });
    let mut lines: Vec<Line> = mornings.chain(notes).chain(planned).collect();
    lines.sort_unstable();
    lines
}

/// The tick after which an event happens; `None` if its day is over before.
fn tick_of(app: &App, event: &Event, place: usize) -> Option<u64> {
    let calendar = app.calendar();
    let cycle = calendar.cycles.get(event.day.checked_sub(1)? as usize)?;
    if event.phase == Phase::Night {
        return Some(cycle.dusk + u64::from(event.tick)).filter(|tick| *tick < cycle.dawn);
    }
    // Ticks of naps are not counted by events.
    let before = app.lab().spec().events[..place].iter().filter(|other| other.day == event.day);
    let naps = before.map(|other| if let What::Nap(ticks) = other.what { u64::from(ticks) } else { 0 });
    Some(cycle.begin + u64::from(event.tick) + naps.sum::<u64>()).filter(|tick| *tick < cycle.dusk)
}

/// The line of where the lab stands: the last that is not ahead of it.
#[must_use]
pub fn here(app: &App, lines: &[Line]) -> usize {
    let now = app.lab().clock().total;
    lines.partition_point(|line| line.tick <= now).saturating_sub(1)
}
