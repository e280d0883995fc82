//! A share code, to be copied.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::panel;
use crate::tui::app::App;
use crate::tui::widget::{Panel, put, wrap};

/// Draws it into the middle of `area`.
pub fn share(app: &App, code: &str, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let wide = area.width.min(84);
    let columns = usize::from(wide.saturating_sub(4)).max(1);
    let letters: Vec<char> = code.chars().collect();
    let lines: Vec<String> = letters.chunks(columns).map(|line| line.iter().collect()).collect();
    let words = "Whoever pastes this line after oneiro watch stands where you stand now; after oneiro verify, sees whether \
                 every phase comes out the same. It was sent to your terminal's clipboard, and is printed in one piece \
                 when you leave.";
    let words = wrap(words, columns as u16);
    let high = lines.len() + words.len() + 5;
    let note = format!("{} characters", code.len());
    let frame = Panel { note: &note, color: Some(theme.good), ..Panel::new(theme, "share code") };
    let inside = panel(&frame, theme, (wide, high as u16), area, buffer);
    let mut y = inside.y;
    for line in &lines {
        put(buffer, inside, (inside.x, y), line, theme.strong());
        y += 1;
    }
    y += 1;
    for line in &words {
        put(buffer, inside, (inside.x, y), line, theme.base());
        y += 1;
    }
    if let Some(last) = inside.bottom().checked_sub(1).filter(|last| *last >= inside.y) {
        let end = put(buffer, inside, (inside.x, last), "esc", theme.strong());
        put(buffer, inside, (end + 1, last), "close", theme.muted());
    }
}
