//! A net that recalls, in sentences.

use super::figures::{call, figure, percent, strength};
use super::sentence::{NEWS, capital, next, overnight};
use crate::lab::Stage;
use crate::record::Measure;
use crate::tui::app::{App, Mode};

/// How far a recalled state is from what was stored: “3 wrong”, “as stored ✓”.
#[must_use]
pub fn wrong(count: usize) -> String {
    if count == 0 { "as stored ✓".to_owned() } else { format!("{count} wrong") }
}

/// The sentence for what is happening.
pub(super) fn sentence(app: &App) -> String {
    let (lab, clock) = (app.lab(), app.lab().clock());
    if lab.ended() {
        return end(app);
    }
    match clock.stage {
        Stage::Birth => {
            let start = if app.mode() == Mode::Paused { " Press space to begin." } else { "" };
            format!("Birth. A Hopfield net is about to store {}.{start}", stored(app))
        }
        Stage::Wake if clock.day == 1 => {
            let tonight = if lab.lives().len() > 1 { " Tonight one twin dreams." } else { "" };
            format!("Day 1. A Hopfield net stores {}. Red is what is not as it was stored.{tonight}", stored(app))
        }
        Stage::Wake if f64::from(clock.tick) < NEWS * f64::from(clock.length) => {
            overnight(app).unwrap_or_else(|| day(app))
        }
        Stage::Wake => day(app),
        Stage::Nap => "A nap: some dreams by day.".to_owned(),
        Stage::Nrem(_) | Stage::Rem(_) => night(app),
    }
}

/// What is to be stored.
fn stored(app: &App) -> String {
    let crate::task::Params::Hopfield(hopfield) = &app.lab().world().params else { return String::new() };
    let (count, neurons) = (hopfield.schedule.train, hopfield.neurons);
    format!(
        "{count} random images in {neurons} neurons, and is asked for each by cues with {} of them turned over",
        hopfield.turned()
    )
}

fn day(app: &App) -> String {
    let (lab, hero) = (app.lab(), app.hero());
    let clock = lab.clock();
    let calendar = &lab.world().calendar;
    let new = calendar.lived(clock.day).filter(|id| calendar.first_lived(*id) == Some(clock.day)).count();
    let met = match new {
        0 => "It meets images that it has stored already: nothing is added".to_owned(),
        new => format!("It stores {new} new images"),
    };
    let lost = |life: usize| format!("{} {}", call(app, life), percent(figure(app, life, Measure::TestError)));
    let lost = [Some(hero), app.rival()].into_iter().flatten().map(lost).collect::<Vec<_>>().join(", ");
    format!("Day {}. {met}. Cues that are not led home: {lost}.", clock.day)
}

fn night(app: &App) -> String {
    let (lab, hero) = (app.lab(), app.hero());
    let (day, life) = (lab.clock().day, &lab.lives()[hero]);
    let name = capital(&call(app, hero));
    if !app.eye().dreaming {
        return format!("Night {day}. {name} waits for the morning.");
    }
    let values = &life.latest().values;
    let (lost, total) = (percent(values[Measure::TestError]), strength(values[Measure::WeightAbs]));
    let rest = match app.rival() {
        Some(rival) if lab.lives()[rival].arm().name() == "awake" => " The twin who stays up only waits.",
        _ => "",
    };
    format!(
        "Night {day}, dreaming. It unlearns what images have in common by chance, and keeps what each has of its own. \
         Lost cues: {lost}; strength: {total}.{rest}"
    )
}

/// The whole life in a sentence, and what can be done next.
fn end(app: &App) -> String {
    let days = app.lab().spec().days;
    let says = |life: usize| {
        let [lost, stable] = [Measure::TestError, Measure::Stable].map(|measure| percent(figure(app, life, measure)));
        format!("{} loses {lost} of the cues and holds {stable} of the images", call(app, life))
    };
    let lives: Vec<String> = [Some(app.hero()), app.rival()].into_iter().flatten().map(says).collect();
    format!("{days} days on, {}. {}", lives.join("; "), next())
}
