//! What tests of whole screens share.
#![allow(dead_code, reason = "every test takes what it needs")]

use oneiro::lab::Options;
use oneiro::net::Kernel;
use oneiro::scenario::{Override, Scenario};
use oneiro::tui::app::{App, Mode, Start};
use oneiro::tui::keymap;
use oneiro::tui::pace::Speed;
use oneiro::tui::screen;
use oneiro::tui::surface::{Depth, Surface};
use oneiro::tui::theme::Theme;
use oneiro::tui::update::update;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;

pub const ASCII: Surface = Surface { depth: Depth::None, ascii: true };
pub const PLAIN: Surface = Surface { depth: Depth::None, ascii: false };
/// A usual terminal, and a large one.
pub const BOTH: [(u16, u16); 2] = [(80, 24), (120, 36)];
/// Digits that are lived in no time.
pub const SMALL: [&str; 8] = [
    "net.hidden=[5,4]",
    "days=4",
    "task.test=10",
    "task.validation=10",
    "task.train=20",
    "task.per_day=10",
    "day.steps=9",
    "night.steps=8",
];
pub const OPTIONS: Options = Options { kernel: Kernel::Portable, keyframes: Some(8 << 20) };

pub fn scenario(name: &str, set: &[&str]) -> Scenario {
    let overrides: Vec<Override> = set.iter().map(|text| Override::set(text).expect("a key and a value")).collect();
    Scenario::load(name, &overrides).expect("a scenario that can be lived")
}

pub fn app(name: &str, set: &[&str], surface: Surface) -> App {
    open(scenario(name, set), surface)
}

pub fn open(scenario: Scenario, surface: Surface) -> App {
    let theme = Theme::from_name(surface.theme()).expect("a theme of this name");
    App::new(scenario, Start { options: OPTIONS, theme, surface, speed: Speed::Times(1.0), paused: true })
}

/// Lets an app go on until it stops by itself.
pub fn settle(app: &mut App) {
    while app.mode() != Mode::Paused {
        app.advance(0.05, || true);
    }
}

pub fn press(app: &mut App, keys: &str) {
    for key in keys.chars() {
        let event = KeyEvent::new(KeyCode::Char(key), KeyModifiers::NONE);
        if let Some(action) = keymap::dispatch(app, &event) {
            update(app, action);
            settle(app);
        }
    }
}

/// Presses one key that is no letter.
pub fn hit(app: &mut App, code: KeyCode) {
    if let Some(action) = keymap::dispatch(app, &KeyEvent::new(code, KeyModifiers::NONE)) {
        update(app, action);
        settle(app);
    }
}

pub fn drawn(app: &mut App, (width, height): (u16, u16)) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    app.look();
    screen::settle(app, buffer.area);
    screen::draw(app, &mut buffer);
    buffer
}

pub fn text(buffer: &Buffer) -> String {
    let width = usize::from(buffer.area.width);
    let rows = buffer.content.chunks(width.max(1));
    rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned() + "\n")
        .collect()
}

/// Compares what is drawn of an app with the pictures of this test, at every size and on every surface. Each
/// picture is called by the test's file, the name, the size and the kind of surface.
pub fn pictures(name: &str, surfaces: &[(Surface, &str)], sizes: &[(u16, u16)], mut app: impl FnMut(Surface) -> App) {
    let file = module_path!().split("::").next().unwrap_or_default();
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_path("../snapshots");
    for (surface, kind) in surfaces {
        let mut app = app(*surface);
        for size in sizes {
            let picture = text(&drawn(&mut app, *size));
            let name = format!("{file}__{name}_{}x{}_{kind}", size.0, size.1);
            settings.bind(|| insta::assert_snapshot!(name, picture));
        }
    }
}

/// The same in colour and in ASCII.
pub fn snapshots(name: &str, sizes: &[(u16, u16)], app: impl FnMut(Surface) -> App) {
    pictures(name, &[(Surface::FULL, "colour"), (ASCII, "ascii")], sizes, app);
}
