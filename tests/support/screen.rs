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
pub const OPTIONS: Options = Options { kernel: Kernel::Portable, keyframes: Some(8 << 20) };

pub fn scenario(name: &str, set: &[&str]) -> Scenario {
    let overrides: Vec<Override> = set.iter().map(|text| Override::set(text).expect("a key and a value")).collect();
    Scenario::load(name, &overrides).expect("a scenario that can be lived")
}

pub fn app(name: &str, set: &[&str], surface: Surface) -> App {
    let theme = Theme::from_name(surface.theme()).expect("a theme of this name");
    App::new(scenario(name, set), Start { options: OPTIONS, theme, surface, speed: Speed::Times(1.0), paused: true })
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

pub fn drawn(app: &mut App, (width, height): (u16, u16)) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    app.look();
    screen::draw(app, &mut buffer);
    buffer
}

pub fn text(buffer: &Buffer) -> String {
    let width = usize::from(buffer.area.width);
    let rows = buffer.content.chunks(width.max(1));
    rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned() + "\n")
        .collect()
}
