//! Where a journey led, and what was there.

use super::figures::{mistakes, strength};
use super::sentence::capital;
use crate::lab::Lab;
use crate::record::Measure;
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

/// A gap between two errors: in points, with its sign, or as a mean squared distance.
#[must_use]
pub fn gap(lab: &Lab, value: f64) -> String {
    match lab.world().is_classes() {
        _ if !value.is_finite() => "–".to_owned(),
        true => format!("{:+.1}", value * 100.0).replace('-', "−"),
        false => format!("{value:+.3}").replace('-', "−"),
    }
}

/// What a chart over time draws of every life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawn {
    /// A total of weights.
    Strength,
    /// The error on unseen examples.
    Mistakes,
    /// The moves that who learns to play misses, which are not tried at every point.
    Moves,
    /// The error on unseen examples less the one in training.
    Gap,
    /// The total of one layer's weights.
    Layer(usize),
    /// How far two lives differ, on the Race screen.
    Difference,
}

/// A recorded figure of one life at a point, in words.
#[must_use]
pub fn recorded(app: &App, drawn: Drawn, life: usize, point: usize) -> String {
    let track = &app.seen().0.tracks()[life];
    let at = |column: &[f64]| column.get(point).copied().unwrap_or(f64::NAN);
    match drawn {
        Drawn::Strength => strength(at(track.column(Measure::WeightAbs))),
        Drawn::Mistakes => mistakes(app.lab(), at(track.column(Measure::TestError))),
        Drawn::Moves => {
            let column = track.column(Measure::MovesMissed);
            let tried = column[..(point + 1).min(column.len())].iter().rfind(|value| value.is_finite());
            super::percent(tried.copied().unwrap_or(f64::NAN))
        }
        Drawn::Gap => gap(app.lab(), at(track.column(Measure::TestError)) - at(track.column(Measure::TrainError))),
        Drawn::Difference => {
            let difference = app.difference();
            app.apart(difference.and_then(|difference| difference.values.get(point).copied()).unwrap_or(f64::NAN))
        }
        Drawn::Layer(layer) => strength(track.layers().get(layer).map_or(f64::NAN, |column| at(column))),
    }
}

/// What to know about a session that goes on where it was saved.
#[must_use]
pub fn resumed(app: &App, same: bool) -> String {
    let acts = match app.session().acts().len() {
        0 => String::new(),
        1 => ", with one act".to_owned(),
        acts => format!(", with {acts} acts"),
    };
    if same {
        return format!("Here you left off{acts}: every bit is as it was. space goes on; 5 shows the Journal.");
    }
    format!("Here you left off{acts}, but not every bit is as it was: another machine, kernel or version lived it.")
}
