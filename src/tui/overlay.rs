//! What lies on top of the screen.

mod ask;
mod fork;
mod help;
mod share;
mod stories;
mod trouble;

pub use ask::ask;
pub use fork::fork;
pub use help::{help, help_end};
pub use share::share;
pub use stories::{entry_at, stories};
pub use trouble::trouble;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::theme::Theme;
use super::widget::Panel;

/// A place of so many columns and rows, or as many as there are, in the middle of `area`.
fn centred((width, height): (u16, u16), area: Rect) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect::new(area.x + (area.width - width) / 2, area.y + (area.height - height) / 2, width, height)
}

/// An empty panel of so many columns and rows in the middle of `area`; returns what is inside.
pub(super) fn panel(
    panel: &Panel<'_>,
    theme: &Theme,
    (width, height): (u16, u16),
    area: Rect,
    buffer: &mut Buffer,
) -> Rect {
    let place = centred((width, height), area);
    for y in place.top()..place.bottom() {
        for x in place.left()..place.right() {
            buffer[(x, y)].reset();
            buffer[(x, y)].set_style(theme.base());
        }
    }
    panel.draw(place, buffer)
}
