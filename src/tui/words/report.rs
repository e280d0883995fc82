//! What a step of the user's changed.

use super::figures::{call, mistakes, strength};
use super::sentence::{capital, fault, forgotten, noun, overnight};
use crate::record::{Measure, Moment, Values};
use crate::tui::app::{App, Goal};

/// What changed between a point of the history and its newest one, when a goal was reached.
#[must_use]
pub fn report(app: &App, goal: Goal, since: usize) -> Option<String> {
    if goal == Goal::Until {
        return stopped(app);
    }
    if app.lab().ended() {
        return None;
    }
    match goal {
        Goal::Tick | Goal::Until => None,
        Goal::Morning => overnight_card(app).or_else(|| overnight(app)),
        Goal::Evening | Goal::Cycle(_) => change(app, since),
        Goal::There(_) => super::arrived(app),
    }
}

/// Why a run stopped that was to go on until something is so.
fn stopped(app: &App) -> Option<String> {
    let (until, reason) = app.asked().outcome();
    let here = super::when(app, app.lab().clock().total);
    Some(match reason {
        Some(reason) => format!("Stopped on {here}: {reason}."),
        None => format!("The end. “{}” was never so.", until?),
    })
}

/// What the night that is over changed, for the sleeper and for the life it is compared with.
fn overnight_card(app: &App) -> Option<String> {
    let history = app.lab().history();
    let morning = history.stamps().len().checked_sub(1)?;
    let dusk = history.stamps().iter().rposition(|stamp| stamp.moment == Moment::Evening)?;
    let lives = [Some(app.hero()), app.rival()].into_iter().flatten();
    let changes = lives.filter_map(|life| {
        let (before, after) = (history.row(life, dusk)?.values, history.row(life, morning)?.values);
        let who = call(app, life);
        let same = |measure: Measure| before[measure].to_bits() == after[measure].to_bits();
        let fault = fault(app.lab(), &[&before, &after]);
        if same(Measure::TestError) && same(Measure::WeightAbs) {
            let error = mistakes(app.lab(), after[fault]);
            return Some(format!("{who}: unchanged, {} {error}", noun(app.lab(), fault)));
        }
        let mut parts: Vec<String> = forgotten(app, &before, &after).into_iter().collect();
        parts.push(arrow(app, &before, &after, fault));
        parts.push(arrow(app, &before, &after, Measure::WeightAbs));
        Some(format!("{who}: {}", parts.join("; ")))
    });
    let changes: Vec<String> = changes.collect();
    let (first, rest) = changes.split_first()?;
    let rest: Vec<String> = rest.iter().map(|change| format!(" {}.", capital(change))).collect();
    Some(format!("Overnight, {first}.{}", rest.concat()))
}

fn change(app: &App, since: usize) -> Option<String> {
    let history = app.lab().history();
    let (from, to) = (history.stamps().get(since)?, history.stamps().last()?);
    let name = if from.day == to.day || from.tick == 0 {
        format!("Day {}", to.day)
    } else {
        format!("From day {} to {}", from.day.max(1), to.day)
    };
    let lives: Vec<String> = [Some(app.hero()), app.rival()]
        .into_iter()
        .flatten()
        .filter_map(|life| {
            let (before, after) =
                (history.row(life, since)?.values, history.row(life, history.stamps().len() - 1)?.values);
            let strength = arrow(app, &before, &after, Measure::WeightAbs);
            let error = arrow(app, &before, &after, fault(app.lab(), &[&before, &after]));
            Some(format!("{}: {strength}, {error}", call(app, life)))
        })
        .collect();
    if lives.is_empty() {
        return None;
    }
    Some(format!("{name}. {}.", capital(&lives.join("; "))))
}

/// “mistakes 30.1 % → 20.3 %”.
fn arrow(app: &App, before: &Values, after: &Values, measure: Measure) -> String {
    let (from, to) = (before[measure], after[measure]);
    if measure == Measure::WeightAbs {
        return format!("strength {} → {}", strength(from), strength(to));
    }
    let (from, to) = (mistakes(app.lab(), from), mistakes(app.lab(), to));
    // A unit once is enough.
    let from = from.strip_suffix(" %").unwrap_or(&from);
    format!("{} {from} → {to}", noun(app.lab(), measure))
}
