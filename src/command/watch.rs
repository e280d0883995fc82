//! `oneiro [watch] [SCENARIO|DIR]`

mod study;

use super::run::{headless, table};
use super::{Error, load, origin, tell};
use crate::cli::{Color, Theme, Watch};
use crate::lab::{KEYFRAMES, Options};
use crate::scenario::Scenario;
use crate::tui::surface::When;
use crate::tui::{self, WatchOptions};
use std::io::Write;
use std::path::Path;

/// Watches a scenario; without a screen, runs it.
pub(super) fn run(watch: &Watch, out: &mut dyn Write) -> Result<(), Error> {
    if let Some(dir) = study::folder(&watch.story.scenario) {
        return study::run(watch, dir, out);
    }
    let scenario = load(&watch.story, [])?;
    if let Err(why) = tui::terminal::is_there() {
        tell("note", &format!("{why}, so this runs without a screen, as oneiro run does"));
        let kernel = super::run::kernel(watch.kernel.as_deref(), &scenario);
        return headless(&scenario, kernel, None, None, out);
    }
    for (arm, why) in scenario.left_out() {
        tell("warning", &format!("{} is left out: {why}", arm.name()));
    }
    let origin = origin(&watch.story).ok();
    let options = WatchOptions { origin, ..options(watch, &scenario) };
    let left = tui::watch(scenario, options).map_err(|cause| Error::file(Path::new("the screen"), cause))?;
    if let Some(shared) = &left.shared {
        tell("share code", shared);
    }
    let printed = table::print(&left.lab, out).and_then(|()| out.flush()).map_err(Error::from);
    // Where the terminal has gone, that is what happened, and not that it cannot be written to.
    match left.code {
        0 => printed,
        code => Err(Error::Ended { name: tui::terminal::signal_name(code), signal: code - 128 }),
    }
}

fn options(watch: &Watch, scenario: &Scenario) -> WatchOptions {
    let kernel = super::run::kernel(watch.kernel.as_deref(), scenario);
    WatchOptions { options: Options { kernel, keyframes: Some(KEYFRAMES) }, ..looks(watch) }
}

/// How the screen looks.
fn looks(watch: &Watch) -> WatchOptions {
    // Only the tests of this program ask for a panic.
    let panic_after = if cfg!(debug_assertions) { std::env::var("ONEIRO_PANIC_AFTER").ok() } else { None };
    WatchOptions {
        options: Options::default(),
        paused: watch.paused,
        speed: watch.speed,
        ascii: watch.ascii,
        color: match watch.color {
            Color::Auto => When::Auto,
            Color::Always => When::Always,
            Color::Never => When::Never,
        },
        theme: watch.theme.map(Theme::name),
        origin: None,
        panic_after: panic_after.and_then(|frames| frames.parse().ok()),
    }
}
