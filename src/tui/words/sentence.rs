//! The sentence above the keys: what happens now, and what came of it.

use super::figures::{call, figure, grouped, lies, mistakes, strength};
use super::task::thing;
use crate::data::Form;
use crate::lab::{Lab, Stage};
use crate::record::{Measure, Moment, Values};
use crate::tui::app::{App, Mode};
use crate::tui::keymap::KEYS;

/// The part of a day in which the night before it is still the news.
pub(super) const NEWS: f64 = 0.6;

/// The sentence for what is happening.
#[must_use]
pub fn sentence(app: &App) -> String {
    let lab = app.lab();
    if let Some(tour) = app.tour() {
        return tour.sentence(app);
    }
    if let Some(report) = app.report() {
        return report.to_owned();
    }
    if let Some(broken) = broken(app) {
        return broken;
    }
    if lab.world().params.recalls() {
        return super::recall::sentence(app);
    }
    if lab.ended() {
        return end(app);
    }
    let clock = lab.clock();
    match clock.stage {
        Stage::Birth => birth(app),
        Stage::Wake | Stage::Nap => {
            let morning = f64::from(clock.tick) < NEWS * f64::from(clock.length);
            if clock.day == 1 {
                first_day(lab) + " t shows you around."
            } else if morning {
                overnight(app).unwrap_or_else(|| day(app))
            } else {
                day(app)
            }
        }
        Stage::Nrem(_) | Stage::Rem(_) => night(app),
    }
}

/// What there is to say when the sleeper's life has ended early.
fn broken(app: &App) -> Option<String> {
    let (lab, hero) = (app.lab(), app.hero());
    let divergence = lab.lives()[hero].diverged()?;
    let gone = lab.lives().iter().filter(|life| life.diverged().is_some()).count();
    let rest = match lab.lives().len() - gone {
        0 => "No life goes on; r starts again.",
        _ => "The others go on.",
    };
    Some(format!("{} {divergence}. {rest}", capital(&call(app, hero))))
}

fn taught_wrong(lab: &Lab) -> String {
    let labels = &lab.world().train.labels;
    match lab.world().form {
        Form::Line => return "what it is shown is off the mark".to_owned(),
        _ if labels.is_empty() => return "every value it is taught is as it stands in the file".to_owned(),
        _ => {}
    }
    let wrong = labels.iter().filter(|label| label.is_lie()).count();
    match (wrong as f64 * 10.0 / labels.len() as f64).round() as u32 {
        _ if wrong == 0 => "every answer it is taught is right".to_owned(),
        0 => "a few of the answers it is taught are wrong".to_owned(),
        tenths => format!("{tenths} in 10 answers it is taught are wrong"),
    }
}

fn birth(app: &App) -> String {
    let start = if app.mode() == Mode::Paused { " Press space to begin." } else { "" };
    format!("Birth. A network is about to study {}; {}.{start}", thing(app.lab()), taught_wrong(app.lab()))
}

fn first_day(lab: &Lab) -> String {
    let tonight = match lab.lives().len() {
        _ if !lab.lives().iter().any(|life| life.arm().name() == "sleep") => "",
        1 => " Tonight it sleeps.",
        2 => " Tonight one twin sleeps.",
        _ => " Tonight one of them sleeps.",
    };
    format!("Day 1. A network studies {}; {}.{tonight}", thing(lab), taught_wrong(lab))
}

fn day(app: &App) -> String {
    let (lab, hero) = (app.lab(), app.hero());
    let (believed, all) = lies(app, hero);
    let learning = format!("Day {}. Learning strengthens synapses", lab.clock().day);
    let Some(rival) = app.rival() else { return format!("{learning}.") };
    let (we, they) = (call(app, hero), call(app, rival));
    if all > 0 {
        let (others, _) = lies(app, rival);
        return format!(
            "{learning}, and teaches the lies with the rest: {we} believes {believed} of {all}, {they} {others}."
        );
    }
    let [ours, theirs] = [hero, rival].map(|life| mistakes(lab, figure(app, life, Measure::TestError)));
    if lab.world().form == Form::Line {
        return format!("{learning}: the line bends towards every noisy point. Error: {we} {ours}, {they} {theirs}.");
    }
    if !lab.world().is_classes() {
        return format!("{learning}. Error: {we} {ours}, {they} {theirs}.");
    }
    format!("{learning}; mistakes: {we} {ours}, {they} {theirs}.")
}

fn night(app: &App) -> String {
    let (lab, hero) = (app.lab(), app.hero());
    let clock = lab.clock();
    let life = &lab.lives()[hero];
    let arm = life.arm();
    let name = call(app, hero);
    let row = life.latest();
    let evening = evening(app, hero);
    let so_far = |measure: Measure| {
        let before = evening.map(|values| values[measure])?;
        (row.stamp.day == clock.day && matches!(row.stamp.moment, Moment::Night | Moment::Morning))
            .then_some((before, row.values[measure]))
    };
    let rest = match app.rival() {
        Some(rival) if lab.lives()[rival].arm().name() == "awake" => " The twin who stays up only waits.",
        _ => "",
    };
    match clock.stage {
        _ if life.skips() => {
            let does = if arm.name() == "sleep" { "stays up too" } else { "waits" };
            let strength = strength(row.values[Measure::WeightAbs]);
            format!(
                "Night {} is missed. {} {does}: nothing shrinks, nothing is dreamt. Strength: {strength}.",
                clock.day,
                capital(&name)
            )
        }
        _ if arm.regimen().spikes => {
            let so_far = so_far(Measure::TestError)
                .map(|(before, now)| format!(" Tonight: {} → {} mistakes.", mistakes(lab, before), mistakes(lab, now)))
                .unwrap_or_default();
            format!("Night {}, in spikes. The net replays the mean of all it saw.{so_far}{rest}", clock.day)
        }
        _ if arm.regimen().equalise => {
            format!("Night {}. {} waits; towards morning its answers are evened out.", clock.day, capital(&name))
        }
        Stage::Nrem(_) if arm.regimen().downscale => {
            let so_far = so_far(Measure::WeightAbs)
                .map(|(before, now)| format!(" Strength tonight: {} → {}.", strength(before), strength(now)))
                .unwrap_or_default();
            format!("Night {}, deep sleep. Every synapse of {name} shrinks a little.{so_far}{rest}", clock.day)
        }
        Stage::Rem(_) if matches!(arm.name(), "sleep" | "dreams") => {
            // Moves are tried at evenings and mornings alone.
            let so_far = so_far(Measure::TestError)
                .filter(|_| lab.world().trial().is_none())
                .map(|(before, now)| {
                    let noun = capital(noun(lab, Measure::TestError));
                    format!(" {noun} tonight: {} → {}.", mistakes(lab, before), mistakes(lab, now))
                })
                .unwrap_or_default();
            let all = if lies(app, hero).1 > 0 { ", lies and all" } else { "" };
            format!("Night {}, dreaming. It learns from noisy replays of its days{all}.{so_far}{rest}", clock.day)
        }
        Stage::Nrem(1) if arm.regimen().perturb => {
            format!("Night {}. Every synapse of {name} shrinks a little, and is shaken a little.{rest}", clock.day)
        }
        Stage::Rem(_) if arm.name() == "shuffled" => {
            format!("Night {}. {} dreams, but each dream is taught another’s answer.{rest}", clock.day, capital(&name))
        }
        Stage::Rem(_) if matches!(arm.name(), "insomnia" | "replay") => {
            format!("Night {}. {} studies its memories again, just as they were.", clock.day, capital(&name))
        }
        _ => format!("Night {}. {} waits for the morning.", clock.day, capital(&name)),
    }
}

/// A life's values on the newest evening.
fn evening(app: &App, life: usize) -> Option<Values> {
    let history = app.lab().history();
    let point = history.stamps().iter().rposition(|stamp| stamp.moment == Moment::Evening)?;
    history.row(life, point).map(|row| row.values)
}

/// What the last night changed.
pub(super) fn overnight(app: &App) -> Option<String> {
    let (lab, hero) = (app.lab(), app.hero());
    let history = lab.history();
    let morning = history.stamps().iter().rposition(|stamp| stamp.moment == Moment::Morning)?;
    let dusk = history.stamps()[..morning].iter().rposition(|stamp| stamp.moment == Moment::Evening)?;
    let (before, after) = (history.row(hero, dusk)?.values, history.row(hero, morning)?.values);
    let fault = fault(lab, &[&before, &after]);
    let (from, to) = (before[fault], after[fault]);
    let (was, is) = (mistakes(lab, from), mistakes(lab, to));
    let noun = noun(lab, fault);
    let change = if to < from {
        format!("{noun} fell from {was} to {is}")
    } else if to > from {
        format!("{noun} rose from {was} to {is}")
    } else {
        format!("{noun} stayed at {is}")
    };
    let (night, who) = (history.stamps()[morning].day, call(app, hero));
    let ours = match forgotten(app, &before, &after) {
        Some(forgotten) => format!("Night {night}: {who} {forgotten}; {change}."),
        None => format!("Night {night}: {who}’s {change}."),
    };
    let theirs = app.rival().and_then(|rival| {
        let value = mistakes(lab, history.row(rival, morning)?.values[fault]);
        let does = if lab.lives()[rival].arm().name() == "awake" { "is still at" } else { "wakes at" };
        Some(format!(" {} {does} {value}.", capital(&call(app, rival))))
    });
    Some(ours + &theirs.unwrap_or_default())
}

/// The measure by which lives are told of: of who learns to play, the moves that it misses, where they were measured.
pub(super) fn fault(lab: &Lab, values: &[&Values]) -> Measure {
    let measured = values.iter().all(|values| values[Measure::MovesMissed].is_finite());
    if lab.world().trial().is_some() && measured { Measure::MovesMissed } else { Measure::TestError }
}

/// What that is called in this lab's task.
pub(super) fn noun(lab: &Lab, fault: Measure) -> &'static str {
    match lab.world().is_classes() {
        _ if fault == Measure::MovesMissed => "moves missed",
        true if lab.world().params.recalls() => "lost cues",
        true => "mistakes",
        false => "error",
    }
}

/// “forgot 9 lies and 1 truth”, or “took on 2 lies, forgot 1 truth”, from the shares that were measured.
pub(super) fn forgotten(app: &App, before: &Values, after: &Values) -> Option<String> {
    let day = app.lab().history().stamps().iter().rfind(|stamp| stamp.moment == Moment::Morning)?.day;
    forgotten_by(app, day, before, after)
}

/// The same of the night after a day.
pub(super) fn forgotten_by(app: &App, day: u32, before: &Values, after: &Values) -> Option<String> {
    let labels = &app.lab().world().train.labels;
    let calendar = &app.lab().world().calendar;
    let lived = (0..).zip(labels).filter(|(id, _)| calendar.was_lived(*id, day));
    let (lies, truths): (Vec<bool>, Vec<bool>) = lived.map(|(_, label)| label.is_lie()).partition(|lie| *lie);
    let count = |share: f64, held: f64, all: usize| {
        let held = (held * all as f64).round();
        if held == 0.0 { Some(0.0) } else { share.is_finite().then(|| (share * held).round()) }
    };
    let wrong = count(after[Measure::LiesForgotten], before[Measure::LiesBelieved], lies.len())?;
    let right = count(after[Measure::TruthsForgotten], before[Measure::TruthsKnown], truths.len())?;
    if lies.is_empty() {
        let what = if app.lab().world().params.recalls() { "image" } else { "truth" };
        return Some(format!("forgot {}", many(right, what)));
    }
    let held = |values: &Values| (values[Measure::LiesBelieved] * lies.len() as f64).round();
    let taken = held(after) - (held(before) - wrong);
    if wrong == 0.0 && taken > 0.0 {
        return Some(format!("took on {}, forgot {}", many(taken, "lie"), many(right, "truth")));
    }
    Some(format!("forgot {} and {}", many(wrong, "lie"), many(right, "truth")))
}

/// “1 lie”, “9 lies”.
pub(super) fn many(count: f64, what: &str) -> String {
    let plural = if count == 1.0 {
        what.to_owned()
    } else {
        match what.strip_suffix("ie") {
            Some(stem) => format!("{stem}ies"),
            None => format!("{what}s"),
        }
    };
    if count == 0.0 { format!("no {plural}") } else { format!("{count:.0} {plural}") }
}

pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The whole life in a sentence, and what can be done next.
fn end(app: &App) -> String {
    let (lab, hero) = (app.lab(), app.hero());
    let days = lab.spec().days;
    let plays = lab.world().trial().is_some();
    let fault = if plays { Measure::MovesMissed } else { Measure::TestError };
    let value = |life| mistakes(lab, figure(app, life, fault));
    let (we, ours) = (call(app, hero), value(hero));
    let ours = if plays {
        format!("{days} days on, {we} misses {ours} of the player’s moves")
    } else if lab.world().is_classes() {
        format!("{days} days on, {we} makes {ours} mistakes")
    } else {
        format!("{days} days on, {we}’s error is {ours}")
    };
    let theirs = app.rival().map(|rival| {
        let ((few, all), (many, _)) = (lies(app, hero), lies(app, rival));
        let [low, high] = [hero, rival].map(|life| figure(app, life, Measure::LargestCoefficient));
        let more = if all > 0 {
            format!(" Lies believed: {few} against {many} of {all}.")
        } else if low.is_finite() && high.is_finite() {
            format!(" Largest coefficient: {} against {}.", grouped(low), grouped(high))
        } else {
            String::new()
        };
        format!(", {} {}.{more}", call(app, rival), value(rival))
    });
    format!("{ours}{} {}", theirs.unwrap_or_else(|| ".".to_owned()), next())
}

/// What can be done once a life is over.
pub(super) fn next() -> String {
    let next = [("x", "turns the panels"), ("o", "opens another story"), ("r", "lives it again"), ("q", "leaves")];
    let known = |label: &str| KEYS.iter().any(|binding| binding.label == label);
    let next = next.into_iter().filter(|(key, _)| known(key)).map(|(key, does)| format!("{key} {does}"));
    format!("Next: {}.", next.collect::<Vec<_>>().join(", "))
}
