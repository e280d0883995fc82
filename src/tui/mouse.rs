//! The mouse: keys of the footer, the moment under the pointer, the scrub bar.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use super::app::{App, Overlay};
use super::keymap::{self, Action};
use super::screen::{self, Under};
use super::tour;
use super::update::{Effect, update};
use super::{dreams, synapses};

/// What the mouse is at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mouse {
    /// The tick under the pointer, if it is on a chart.
    cursor: Option<u64>,
    /// Whether the scrub bar is held.
    held: bool,
    /// Where to travel before anything else is done: of many movements the last one counts.
    target: Option<u64>,
}

impl Mouse {
    /// Whether there is somewhere to go.
    pub(super) const fn is_off(self) -> bool {
        self.target.is_some()
    }
}

impl App {
    /// The tick under the pointer.
    #[must_use]
    pub const fn cursor(&self) -> Option<u64> {
        self.mouse.cursor
    }

    /// Travels where the scrub bar was pulled to; returns whether it was.
    pub(super) fn arrive(&mut self) -> bool {
        let target = self.mouse.target.take();
        if let Some(tick) = target {
            self.travel(tick);
        }
        target.is_some()
    }
}

/// Does what the mouse asks for on a screen of this area; whether anything is to be drawn, and what
/// the loop has to carry out.
pub fn hear(app: &mut App, area: Rect, event: MouseEvent) -> (bool, Effect) {
    let pointer = Position::new(event.column, event.row);
    let before = app.mouse;
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => match screen::under(app, area, pointer) {
            Under::Key(action) => return (true, update(app, action)),
            Under::Bar(tick) => {
                tour::end(app);
                app.mouse = Mouse { cursor: Some(tick), held: true, target: Some(tick) };
            }
            Under::Story(place) => return pick(app, place),
            Under::Synapse(input, neuron) => {
                tour::end(app);
                synapses::point(app, (input, neuron));
                return (true, Effect::None);
            }
            Under::Dream(index) => {
                tour::end(app);
                dreams::point(app, index);
                return (true, Effect::None);
            }
            Under::Chart(_) | Under::Nothing => {}
        },
        MouseEventKind::Drag(MouseButton::Left) if app.mouse.held => {
            if let Some(tick) = screen::scrubbed(app, area, pointer.x) {
                let moved = app.mouse.cursor != Some(tick);
                app.mouse.cursor = Some(tick);
                app.mouse.target = if moved { Some(tick) } else { app.mouse.target };
            }
        }
        MouseEventKind::Up(_) => app.mouse.held = false,
        MouseEventKind::Moved | MouseEventKind::Drag(_) => {
            app.mouse.cursor = match screen::under(app, area, pointer) {
                Under::Bar(tick) | Under::Chart(tick) => Some(tick),
                Under::Key(_) | Under::Story(_) | Under::Synapse(..) | Under::Dream(_) | Under::Nothing => None,
            };
        }
        MouseEventKind::ScrollUp => return wheel(app, KeyCode::Up),
        MouseEventKind::ScrollDown => return wheel(app, KeyCode::Down),
        _ => {}
    }
    (app.mouse != before, Effect::None)
}

/// A click selects a story, and another one opens it.
fn pick(app: &mut App, place: usize) -> (bool, Effect) {
    let again = if let Some(Overlay::Stories(stories)) = &mut app.overlay { stories.pick(place) } else { false };
    (true, if again { update(app, Action::Choose) } else { Effect::None })
}

/// The wheel is the arrow keys, wherever they mean something.
fn wheel(app: &mut App, code: KeyCode) -> (bool, Effect) {
    match keymap::dispatch(app, &KeyEvent::new(code, KeyModifiers::NONE)) {
        Some(action) => (true, update(app, action)),
        None => (false, Effect::None),
    }
}
