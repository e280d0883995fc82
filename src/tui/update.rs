//! What an action does. No I/O and no clock: what only the loop can do is returned as an [`Effect`],
//! and what it found comes back as an [`Answer`].

use super::acts::NAP;
use super::app::{App, Goal, Mode, Overlay};
use super::keymap::Action;
use super::stories::{Origin, Stories, Trouble};
use super::{ask, fork, tab, tour};
use crate::scenario::{Error, Override, Scenario, Source, What, plain};
use std::path::PathBuf;

/// What the loop has to carry out.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Nothing.
    None,
    /// Leave, with this exit code.
    Quit(u8),
    /// Hand the terminal back until the shell returns it.
    Suspend,
    /// List the scenario files of the current folder.
    List,
    /// Read this file.
    Read(Origin),
    /// Find the paths that begin like this.
    Complete(String),
    /// Write a session to its file, or to a new one whose name begins so.
    Save {
        /// The file's text.
        text: String,
        /// The file; `None` = a new one.
        file: Option<PathBuf>,
        /// How a new one's name begins.
        stem: String,
    },
    /// Write every figure into a new folder.
    Export,
    /// Put this on the terminal's clipboard.
    Copy(String),
}

/// What the loop found.
#[derive(Debug)]
pub enum Answer {
    /// The scenario files of the current folder.
    Listed(Vec<(Source, Result<String, Error>)>),
    /// What stands in a file.
    Read(Origin, Result<String, Error>),
    /// The paths that begin like this line.
    Completed(String, Vec<String>),
    /// The session is in this file, or why it is not.
    Saved(Result<PathBuf, String>),
    /// The figures are in this folder, or why they are not.
    Exported(Result<PathBuf, String>),
}

/// Exit code after an interrupt.
pub const INTERRUPTED: u8 = 130;

/// Does what a person asks for; a tour ends by it.
pub fn update(app: &mut App, action: Action) -> Effect {
    app.arrive();
    match action {
        Action::TourNext => return tour::next(app),
        _ => tour::end(app),
    }
    act(app, action)
}

/// Does it.
pub(super) fn act(app: &mut App, action: Action) -> Effect {
    match action {
        Action::Pause => {
            app.mode = match app.mode {
                Mode::Paused if !app.lab().ended() => Mode::Running,
                _ => Mode::Paused,
            };
            app.report = None;
            app.pace.settle();
        }
        Action::Tick => app.go(Goal::Tick),
        Action::Evening => app.go(Goal::Evening),
        Action::Morning => app.go(Goal::Morning),
        Action::Cycle => app.go(Goal::Cycle(app.a_cycle_on())),
        Action::Faster => app.pace.speed = app.pace.speed.faster(),
        Action::Slower => {
            app.pace.speed = app.pace.speed.slower();
            app.pace.settle();
        }
        Action::Travel(way) => app.journey(way),
        Action::Turn => app.turned = !app.turned,
        Action::Training => app.training = !app.training,
        Action::Restart => app.restart(),
        Action::NextSeed => next_seed(app),
        Action::Help => {
            fork::leave(app);
            app.overlay = if let Some(Overlay::Help(_)) = app.overlay { None } else { Some(Overlay::Help(0)) };
        }
        Action::Open => {
            app.overlay = Some(Overlay::Stories(Box::new(Stories::new(app.origin()))));
            return Effect::List;
        }
        Action::Reload => return reload(app),
        Action::Tour => return tour::begin(app),
        Action::TourNext | Action::TourEnd => {}
        Action::Close => {
            fork::leave(app);
            let line = if let Some(Overlay::Stories(stories)) = &mut app.overlay { stories.forget() } else { false };
            if !line {
                app.overlay = None;
            }
        }
        Action::Tab(tab) => app.tab = tab,
        Action::Whom => {
            app.next_whom();
            let whom = app.whom_title();
            app.say(format!("What you do from now on is for {whom}. a: for another life, or for all."));
        }
        Action::SleepNow => _ = app.act(What::SleepNow),
        Action::SkipNight => _ = app.act(What::SkipNight),
        Action::Nap => _ = app.act(What::Nap(NAP)),
        Action::Reseed => app.another_future(),
        Action::Undo => app.undo(),
        Action::Fork => app.ask_fork(),
        Action::GoTo => app.ask_place(),
        Action::Until => app.ask_until(),
        Action::Save => {
            app.finish_tick();
            let (text, file) = (app.session().to_toml(), app.file.clone());
            return Effect::Save { text, file, stem: app.lab().spec().name.clone() };
        }
        Action::Export => {
            app.finish_tick();
            return Effect::Export;
        }
        Action::Share => return share(app),
        Action::PageUp
        | Action::PageDown
        | Action::NextPart
        | Action::Forget
        | Action::Lesion
        | Action::Freeze
        | Action::Weaken
        | Action::Strengthen => return tab::inside(app, action),
        Action::Up | Action::Down | Action::Left | Action::Right | Action::Choose if app.overlay.is_none() => {
            return tab::inside(app, action);
        }
        Action::Up
        | Action::Down
        | Action::Left
        | Action::Right
        | Action::Choose
        | Action::Complete
        | Action::Erase
        | Action::Type(_) => return inside(app, action),
        Action::Quit => return Effect::Quit(0),
        Action::Interrupt => return Effect::Quit(INTERRUPTED),
        Action::Suspend => return Effect::Suspend,
    }
    Effect::None
}

/// What an action does to what lies on top.
fn inside(app: &mut App, action: Action) -> Effect {
    match (&mut app.overlay, action) {
        (Some(Overlay::Help(from)), Action::Up) => *from = from.saturating_sub(1),
        (Some(Overlay::Help(from)), Action::Down) => *from = from.saturating_add(1),
        (Some(Overlay::Stories(stories)), Action::Up) => stories.step(-1),
        (Some(Overlay::Stories(stories)), Action::Down) => stories.step(1),
        (Some(Overlay::Stories(stories)), Action::Type(c)) => stories.write(c),
        (Some(Overlay::Stories(stories)), Action::Erase) => stories.erase(),
        (Some(Overlay::Stories(stories)), Action::Complete) => {
            return Effect::Complete(stories.typed().unwrap_or_default().to_owned());
        }
        (Some(Overlay::Stories(stories)), Action::Choose) => {
            return stories.choose().map_or(Effect::None, Effect::Read);
        }
        (Some(Overlay::Trouble(_)), Action::Choose) => return reload(app),
        (Some(Overlay::Ask(_)), _) => ask::act(app, action),
        (Some(Overlay::Fork(_)), _) => fork::act(app, action),
        _ => {}
    }
    Effect::None
}

/// Reads the file again: the broken one if one is shown, otherwise the one that runs.
fn reload(app: &App) -> Effect {
    let origin = match app.overlay() {
        Some(Overlay::Trouble(trouble)) => Some(&trouble.origin),
        _ => app.origin().filter(|origin| origin.is_file()),
    };
    origin.cloned().map_or(Effect::None, Effect::Read)
}

/// Shows a code, and sends it to the clipboard; or says why there is none.
fn share(app: &mut App) -> Effect {
    app.finish_tick();
    match app.session().code() {
        Ok(code) => {
            app.overlay = Some(Overlay::Share(code.clone()));
            app.shared = Some(code.clone());
            Effect::Copy(code)
        }
        Err(why) => {
            app.say(format!("No code: {why}."));
            Effect::None
        }
    }
}

/// The same scenario under the next seed.
fn next_seed(app: &mut App) {
    let spec = app.scenario().spec();
    let seed = Override::seed(spec.seed.wrapping_add(1) % (1 << 53));
    let next = Scenario::parse(&app.scenario().to_toml(), &spec.name, &spec.name, &[seed]);
    if let Ok(scenario) = next {
        app.open(scenario, app.origin().cloned());
    }
}

/// Takes in what the loop found.
pub fn receive(app: &mut App, answer: Answer) -> Effect {
    let running = app.origin().cloned();
    match (&mut app.overlay, answer) {
        (Some(Overlay::Stories(stories)), Answer::Listed(files)) => stories.listed(files, running.as_ref()),
        (Some(Overlay::Stories(stories)), Answer::Completed(line, found)) => stories.completed(&line, found),
        (_, Answer::Read(origin, text)) => read(app, origin, text),
        (_, Answer::Saved(Ok(path))) => {
            let name = plain(&path.to_string_lossy());
            app.say(format!("Saved: oneiro watch {name} goes on from here, oneiro run {name} lives it again."));
            app.file = Some(path);
        }
        (_, Answer::Saved(Err(why))) => app.say(format!("Not saved: {why}. Nothing was changed.")),
        (_, Answer::Exported(Ok(path))) => {
            let name = plain(&path.to_string_lossy());
            app.say(format!("Exported to {name}: scenario.toml, trace.csv, ticks.csv and summary.json."));
        }
        (_, Answer::Exported(Err(why))) => app.say(format!("Not exported: {why}.")),
        _ => {}
    }
    Effect::None
}

/// Opens what was read, or says what is wrong with it; the lab that runs is left alone then.
fn read(app: &mut App, origin: Origin, text: Result<String, Error>) {
    let trouble = match text {
        Err(why) => Trouble::new(origin, None, &why),
        Ok(text) => match origin.parse(&text) {
            Ok(scenario) => return app.open(scenario, Some(origin)),
            Err(why) => Trouble::new(origin, Some(&text), &why),
        },
    };
    app.overlay = Some(Overlay::Trouble(Box::new(trouble)));
}
