//! The Journal's sentences: a morning, something that happened, a moment.

use super::figures::{call, mistakes};
use super::sentence::{capital, fault, forgotten_by, noun};
use crate::arm::{Arm, Phase};
use crate::record::{Measure, Moment, Note, Values};
use crate::scenario::{Event, What};
use crate::tui::app::App;
use crate::tui::calendar::{Calendar, minutes};
use crate::tui::theme::MARKERS;

/// A moment as the first line of the screen says it: “day 5, 14:10”.
#[must_use]
pub fn moment(calendar: &Calendar, tick: u64) -> String {
    let Some(cycle) = calendar.at(tick).filter(|_| tick > 0) else { return "birth".to_owned() };
    let (name, begin, end) =
        if tick <= cycle.dusk { ("day", cycle.begin, cycle.dusk) } else { ("night", cycle.dusk, cycle.dawn) };
    let [passed, length] = [tick.min(end) - begin, end - begin].map(|ticks| u32::try_from(ticks).unwrap_or(u32::MAX));
    let time = minutes(name == "day", passed, length);
    format!("{name} {}, {:02}:{:02}", cycle.day, time / 60, time % 60)
}

/// What the night changed that ends at this point of everything recorded, for each life that is shown
/// and was lived then.
#[must_use]
pub fn morning(app: &App, point: usize) -> String {
    let history = app.seen().0;
    let stamps = history.stamps();
    let Some(dusk) = stamps[..point].iter().rposition(|stamp| stamp.moment == Moment::Evening) else {
        return String::new();
    };
    let lived = |life: &usize| history.tracks().get(*life).is_some_and(|track| track.from() <= point);
    let lives: Vec<usize> = app.shown().filter(lived).collect();
    let many = lives.len() > 2;
    let hero = app.hero();
    let changes = lives.iter().filter_map(|life| {
        let (before, after) = (history.row(*life, dusk)?.values, history.row(*life, point)?.values);
        let marker = app.look_of(*life).marker;
        let told = if many && *life != hero {
            format!("{}: {}", app.look_of(*life).title, errors(app, &before, &after))
        } else {
            let who = capital(&call(app, *life));
            let errors = errors(app, &before, &after);
            // What is measured is said once.
            let what = if Some(life) == lives.first() {
                format!("{} ", noun(app.lab(), fault(app.lab(), &[&before, &after])))
            } else {
                String::new()
            };
            match forgotten_by(app, stamps[point].day, &before, &after).filter(|_| !is_same(&before, &after)) {
                Some(forgotten) => format!("{who} {forgotten}; {what}{errors}"),
                None => format!("{who}: {what}{errors}"),
            }
        };
        Some(format!("{marker} {told}."))
    });
    let changes: Vec<String> = changes.collect();
    if changes.is_empty() { "No life goes on.".to_owned() } else { changes.join(" ") }
}

fn is_same(before: &Values, after: &Values) -> bool {
    let same = |measure: Measure| before[measure].to_bits() == after[measure].to_bits();
    same(Measure::TestError) && same(Measure::WeightAbs)
}

/// “30.1 → 20.3 %”, or “37.0 %, unchanged”.
fn errors(app: &App, before: &Values, after: &Values) -> String {
    let fault = fault(app.lab(), &[before, after]);
    let [from, to] = [before, after].map(|values| mistakes(app.lab(), values[fault]));
    if is_same(before, after) {
        return format!("{to}, unchanged");
    }
    format!("{} → {to}", from.strip_suffix(" %").unwrap_or(&from))
}

/// Something that happened, and who brought it about.
#[must_use]
pub fn happened(app: &App, note: &Note) -> String {
    if note.diverged {
        let who = note.life.as_deref().map_or_else(|| "everyone".to_owned(), |name| capital(&named(app, name)));
        return format!("{who} {}.", note.text);
    }
    let is_it =
        |event: &&Event| event.life == note.life && event.day == note.day && event.what.to_string() == note.text;
    let Some(event) = app.lab().spec().events.iter().find(is_it) else {
        let whom = note.life.as_deref().map_or_else(|| "everyone".to_owned(), |name| named(app, name));
        return format!("{}, for {whom}.", capital(&note.text));
    };
    let session = app.session();
    let act = session.way(session.at()).into_iter().filter_map(|act| session.acts().get(act.checked_sub(1)?));
    let by = if act.into_iter().any(|act| act.tick == note.tick && act.event == *event) { "You" } else { "The story" };
    format!("{by}: {}.", done(app, event))
}

/// What an event does, and to whom: “to bed early, everyone”.
#[must_use]
pub fn done(app: &App, event: &Event) -> String {
    let whom = event.life.as_deref().map_or_else(|| "everyone".to_owned(), |name| named(app, name));
    match &event.what {
        What::SleepNow => "to bed early, everyone".to_owned(),
        What::SkipNight if event.phase == Phase::Night => format!("no more sleep tonight, for {whom}"),
        What::SkipNight => format!("no sleep tonight, for {whom}"),
        What::Nap(ticks) => format!("a nap of {ticks} ticks, for {whom}"),
        What::Fork { name, .. } => format!("a twin parts from {whom} and lives on as {}", named(app, name)),
        What::Reseed(seed) => format!("the same past, another future (seed {seed} for batches and dreams)"),
        What::Lesion(unit) => format!("{unit} lost, for {whom}"),
        What::Set(_) | What::Freeze(_) | What::Thaw(_) | What::Scale { .. } => format!("{}, for {whom}", event.what),
    }
}

/// A life by its name in files, in plain words, with its marker if it lives where the lab stands.
#[must_use]
pub fn named(app: &App, name: &str) -> String {
    if let Some(life) = app.lab().lives().iter().position(|life| life.name() == name) {
        let look = app.look_of(life);
        return format!("{} {}", look.marker, look.title);
    }
    let twin = name.rsplit_once('-').filter(|(_, number)| number.parse::<u32>().is_ok());
    let (arm, number) = twin.map_or((name, String::new()), |(arm, number)| (arm, format!(" {number}")));
    Arm::from_name(arm).map_or_else(|| name.to_owned(), |arm| format!("{}{number}", arm.title()))
}

/// Where a life comes from: “from birth”, “forked from sleeper on night 5”.
#[must_use]
pub fn origin(app: &App, name: &str) -> String {
    let fork = app.lab().spec().events.iter().find(|event| event.twin() == Some(name));
    let Some(fork) = fork else { return "from birth".to_owned() };
    let phase = if fork.phase == Phase::Day { "day" } else { "night" };
    let parent = fork.life.as_deref().map_or_else(|| "another".to_owned(), |name| named(app, name));
    let parent = parent.trim_start_matches(|c: char| MARKERS.iter().any(|marker| marker.contains(c)) || c == ' ');
    format!("forked from {parent} on {phase} {}", fork.day)
}
