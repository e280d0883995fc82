//! `oneiro record SCENARIO -o FILE`

mod film;
mod moment;

use super::{Error, load};
use crate::cli::{Record, Screen};
use crate::export::file::Beside;
use crate::export::svg::{Ground, svg};
use crate::lab::Options;
use crate::net::Kernel;
use crate::scenario::{Scenario, plain};
use crate::tui::app::{App, Start};
use crate::tui::keymap::Action;
use crate::tui::pace::Speed;
use crate::tui::screen;
use crate::tui::surface::{Depth, Surface};
use crate::tui::tab::Tab;
use crate::tui::theme::Theme;
use crate::tui::update::update;
use moment::Moment;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use std::io::Write;
use std::path::Path;

/// Bytes of states that are kept, where a screen looks back.
const KEPT: usize = 64 << 20;

/// What a recording is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Picture,
    Film,
}

/// Records a scenario's screen as a picture or a film.
pub(super) fn run(record: &Record, out: &mut dyn Write) -> Result<(), Error> {
    let path = record.output.as_path();
    let format = format(path)?;
    if format == Format::Film && record.at.is_some() {
        return Err(Error::Misused("--at is the moment of a picture: a film (.cast) shows the whole run".to_owned()));
    }
    if format == Format::Film && record.screen != Screen::Night {
        return Err(Error::Misused("--screen is that of a picture: a film (.cast) shows the first one".to_owned()));
    }
    let scenario = load(&record.story, [])?;
    let moment = Moment::find(record.at.as_deref(), scenario.spec().days).map_err(Error::Misused)?;
    // Tried before the work, as every file is; nothing lies there while it lasts.
    let to_file = path.as_os_str() != "-";
    if to_file {
        drop(beside(path)?);
    }
    let mut app = app(scenario, record);
    let text = match format {
        Format::Picture => picture(&mut app, moment, (tab(record.screen), record.size)),
        Format::Film => film::film(&mut app, record.size),
    };
    if !to_file {
        return Ok(out.write_all(text.as_bytes())?);
    }
    let mut beside = beside(path)?;
    let written = beside.write_all(text.as_bytes()).and_then(|()| beside.place());
    written.map_err(|cause| Error::file(path, cause))
}

fn beside(path: &Path) -> Result<Beside, Error> {
    Beside::new(path).map_err(|cause| Error::file(path, cause))
}

fn format(path: &Path) -> Result<Format, Error> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        _ if path.as_os_str() == "-" => Ok(Format::Picture),
        Some("svg") => Ok(Format::Picture),
        Some("cast") => Ok(Format::Film),
        _ => {
            let name = plain(&path.to_string_lossy());
            Err(Error::Misused(format!("{name}: a recording ends in .svg (a picture) or .cast (a film)")))
        }
    }
}

/// The screen as it begins, with what would depend on the machine fixed.
fn app(scenario: Scenario, record: &Record) -> App {
    let theme = Theme::from_name(record.theme.name()).unwrap_or_else(Theme::dusk);
    let depth = match theme.name {
        "ansi" => Depth::Sixteen,
        "mono" => Depth::None,
        _ => Depth::True,
    };
    // Dreams and the lives of weights are seen again from what is kept.
    let keyframes = (record.screen != Screen::Night).then_some(KEPT);
    let start = Start {
        options: Options { kernel: Kernel::Portable, keyframes },
        theme,
        surface: Surface { depth, ascii: record.ascii },
        speed: Speed::Times(record.speed.unwrap_or(1.0)),
        paused: false,
    };
    let mut app = App::new(scenario, start);
    if record.turned {
        update(&mut app, Action::Turn);
    }
    app
}

/// The screen at a moment.
fn picture(app: &mut App, moment: Moment, (tab, (width, height)): (Tab, (u16, u16))) -> String {
    moment.reach(app);
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    if tab != Tab::Night {
        update(app, Action::Tab(tab));
        screen::settle(app, buffer.area);
        app.look();
    }
    screen::draw(app, &mut buffer);
    svg(&buffer, ground(app.theme()))
}

/// The screen that is pictured.
const fn tab(screen: Screen) -> Tab {
    match screen {
        Screen::Night => Tab::Night,
        Screen::Dreams => Tab::Dreams,
        Screen::Synapses => Tab::Synapses,
        Screen::Race => Tab::Race,
        Screen::Journal => Tab::Journal,
        Screen::Scenario => Tab::Scenario,
    }
}

/// The colours of what a theme leaves to the terminal.
fn ground(theme: &Theme) -> Ground {
    let otherwise = Ground::default();
    let rgb = |colour, otherwise| if let Color::Rgb(r, g, b) = colour { [r, g, b] } else { otherwise };
    Ground { text: rgb(theme.text, otherwise.text), back: rgb(theme.background, otherwise.back) }
}
