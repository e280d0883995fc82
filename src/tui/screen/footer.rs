//! The last line: the keys that do something now.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::tui::app::{App, Mode};
use crate::tui::keymap::{Action, Binding, here};
use crate::tui::widget::{put, width};

/// Draws it. Where there is no room for all, help and quit stay.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    for (place, key) in places(app, area) {
        let end = put(buffer, area, (place.x, place.y), label(key), theme.strong());
        put(buffer, area, (end + 1, place.y), hint(app, key), theme.muted());
    }
}

/// What the key under a pointer does.
#[must_use]
pub fn at(app: &App, area: Rect, pointer: Position) -> Option<Action> {
    places(app, area).into_iter().find(|(place, _)| place.contains(pointer)).map(|(_, key)| key.action)
}

/// Where every key goes.
fn places(app: &App, area: Rect) -> Vec<(Rect, &'static Binding)> {
    if area.is_empty() {
        return Vec::new();
    }
    let keys: Vec<&Binding> = here(app).filter(|key| !key.hint.is_empty() && (key.enabled)(app)).collect();
    let gap = if area.width >= 100 { 3 } else { 2 };
    let long = |key: &Binding| width(label(key)) + 1 + width(hint(app, key));
    let last = |key: &Binding| matches!(key.action, Action::Help | Action::Quit | Action::Close);
    let kept: u16 = keys.iter().filter(|key| last(key)).map(|key| long(key) + gap).sum();
    // A margin in front; behind the last key there is no gap.
    let mut room = (area.width.saturating_sub(1) + gap).saturating_sub(kept);
    let mut full = false;
    let mut x = area.x + 1;
    let mut places = Vec::new();
    for key in keys {
        let long = long(key);
        if !last(key) {
            full |= long + gap > room;
            if full {
                continue;
            }
            room -= long + gap;
        }
        places.push((Rect::new(x, area.y, long, 1).intersection(area), key));
        x += long + gap;
    }
    places
}

fn label(key: &Binding) -> &'static str {
    match key.action {
        Action::Faster => "+ -",
        _ => key.label,
    }
}

fn hint(app: &App, key: &Binding) -> &'static str {
    match key.action {
        Action::Pause if app.mode() == Mode::Paused => "go on",
        Action::Faster => "speed",
        _ => key.hint,
    }
}
