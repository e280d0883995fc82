//! The screen: a loop, a state, pure views.
//!
//! Data flows one way: keys become actions ([`keymap`]), actions change the [`app`] ([`mod@update`]),
//! the app lets the lab live, and views ([`screen`], [`overlay`], [`widget`]) draw it. Only
//! [`run`] reads a clock, only [`terminal`] touches the terminal, only [`surface`] knows what the
//! terminal can show.

pub mod acts;
pub mod app;
pub mod ask;
pub mod calendar;
pub mod dials;
pub mod dreams;
pub mod eye;
pub mod files;
pub mod fork;
pub mod journal;
pub mod keymap;
pub mod mouse;
pub mod overlay;
pub mod pace;
pub mod race;
pub mod run;
pub mod screen;
pub mod stories;
pub mod study;
pub mod surface;
pub mod synapses;
pub mod tab;
pub mod terminal;
pub mod theme;
pub mod tour;
pub mod travel;
pub mod update;
pub mod widget;
pub mod words;

use std::io;

use crate::lab::{Lab, Options};
use crate::scenario::Scenario;
use app::{App, Start};
use pace::Speed;
use stories::Origin;
use study::Watched;
use surface::{Depth, Surface, When};
use theme::Theme;

/// How a scenario is watched.
#[derive(Debug, Clone, Default)]
pub struct WatchOptions {
    /// How the lab is run.
    pub options: Options,
    /// Whether it waits for a key at birth.
    pub paused: bool,
    /// How many times the ordinary pace, above 0.
    pub speed: Option<f64>,
    /// Whether only ASCII is drawn.
    pub ascii: bool,
    /// When colours are used.
    pub color: When,
    /// The theme that is asked for, one of [`Theme::NAMES`].
    pub theme: Option<&'static str>,
    /// Where the scenario comes from, if it can be read again.
    pub origin: Option<Origin>,
    /// For tests: panic while the frame behind this one is drawn.
    pub panic_after: Option<u64>,
}

/// How the screen was left.
pub struct Left {
    /// The exit code.
    pub code: u8,
    /// The lab where it stood.
    pub lab: Lab,
    /// The share code that was asked for last.
    pub shared: Option<String>,
}

/// Watches a scenario on the terminal until the screen is left.
///
/// # Errors
/// If the terminal cannot be taken, read or written, or the screen panicked; the terminal is given
/// back in any case.
pub fn watch(scenario: Scenario, options: WatchOptions) -> io::Result<Left> {
    let (surface, theme) = shown(&options);
    let speed = options.speed.map_or(Speed::Times(1.0), Speed::Times);
    let start = Start { options: options.options, theme, surface, speed, paused: options.paused };
    let app = App::new(scenario, start).from(options.origin);
    let (code, app) = run::run(app, options.panic_after)?;
    Ok(Left { code, shared: app.shared.clone(), lab: app.into_lab() })
}

/// How a study's screen was left.
pub struct Attended {
    /// The exit code.
    pub code: u8,
    /// The study as it was last seen.
    pub watched: Watched,
}

/// Watches a study on the terminal until the screen is left.
///
/// # Errors
/// If the terminal cannot be taken, read or written, or the screen panicked; the terminal is given
/// back in any case.
pub fn attend(mut watched: Watched, panic_after: Option<u64>) -> io::Result<Attended> {
    let code = study::run(&mut watched, panic_after)?;
    Ok(Attended { code, watched })
}

/// What the terminal can show, and the theme for it.
#[must_use]
pub fn shown(options: &WatchOptions) -> (Surface, Theme) {
    let surface = Surface::detect(options.color, options.ascii, |name| std::env::var(name).ok());
    (surface, theme(surface, options.theme))
}

/// The theme that is asked for, as far as the surface can show it.
fn theme(surface: Surface, asked: Option<&str>) -> Theme {
    let suits = |theme: &Theme| match surface.depth {
        Depth::True => true,
        Depth::Sixteen => matches!(theme.name, "ansi" | "mono"),
        Depth::None => theme.name == "mono",
    };
    asked
        .and_then(Theme::from_name)
        .filter(suits)
        .or_else(|| Theme::from_name(surface.theme()))
        .unwrap_or_else(Theme::dusk)
}
