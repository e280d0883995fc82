//! The last line: the keys that do something now.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::app::{App, Mode};
use crate::tui::keymap::{Action, Binding, here};
use crate::tui::widget::{put, width};

/// Draws it. Where there is no room for all, help and quit stay.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let theme = app.theme();
    let hints: Vec<(&Binding, &str)> =
        here(app).filter(|key| !key.hint.is_empty() && (key.enabled)(app)).map(|key| (key, hint(app, key))).collect();
    let gap = if area.width >= 100 { 3 } else { 2 };
    let long = |(key, hint): &(&Binding, &str)| width(label(key)) + 1 + width(hint) + gap;
    let last = |key: &Binding| matches!(key.action, Action::Help | Action::Quit | Action::Close);
    // A margin in front; behind the last key there is no gap.
    let mut room = area.width.saturating_sub(1) + gap;
    let kept: u16 = hints.iter().filter(|(key, _)| last(key)).map(long).sum();
    room = room.saturating_sub(kept);
    let mut full = false;
    let mut x = area.x + 1;
    for entry in &hints {
        let (key, hint) = *entry;
        if !last(key) {
            full |= long(entry) > room;
            if full {
                continue;
            }
            room -= long(entry);
        }
        let end = put(buffer, area, (x, area.y), label(key), theme.strong());
        x = put(buffer, area, (end + 1, area.y), hint, theme.muted()) + gap;
    }
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
