//! The Journal screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::app::App;
use crate::tui::widget::Panel;

/// Draws it.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    Panel::new(app.theme(), "journal").draw(area, buffer);
}
