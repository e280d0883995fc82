//! Where a journey led, and what was there.

use super::figures::{mistakes, strength};
use super::sentence::capital;
use crate::record::{History, Measure};
use crate::tui::app::App;

/// The sentence after a journey; `None` at the last morning, which has its own.
#[must_use]
pub fn arrived(app: &App) -> Option<String> {
    if app.lab().ended() {
        return None;
    }
    let place = capital(&when(app, app.lab().clock().total));
    let behind = app.lab().clock().total < app.seen_until();
    let next = if behind { "from here the very same days are lived again" } else { "space goes on" };
    Some(format!("{place}; {next}."))
}

/// A moment: day and what is done then.
#[must_use]
pub fn when(app: &App, tick: u64) -> String {
    let calendar = app.calendar();
    let Some(cycle) = calendar.at(tick).filter(|_| tick > 0) else { return "birth".to_owned() };
    let part = match tick {
        _ if tick == cycle.dusk => "evening",
        _ if tick == cycle.dawn => "morning after",
        _ if tick < cycle.dusk => "by day",
        _ => "at night",
    };
    format!("day {}, {part}", cycle.day)
}

/// The point of a record that holds at a tick: the newest not after it.
#[must_use]
pub fn point(ticks: &[u64], tick: u64) -> Option<usize> {
    ticks.partition_point(|known| *known <= tick).checked_sub(1)
}

/// A recorded figure of one life at a point, in words.
#[must_use]
pub fn recorded(app: &App, history: &History, life: usize, measure: Measure, point: usize) -> String {
    let value = history.tracks()[life].column(measure).get(point).copied().unwrap_or(f64::NAN);
    match measure {
        Measure::WeightAbs => strength(value),
        _ => mistakes(app.lab(), value),
    }
}
