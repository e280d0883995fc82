//! A thin rounded frame with a title.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::text::{put, put_right, width};
use crate::tui::theme::Theme;

/// A frame around a panel.
#[derive(Debug)]
pub struct Panel<'a> {
    /// The colours.
    pub theme: &'a Theme,
    /// Top left.
    pub title: &'a str,
    /// Its colour, where it means something.
    pub color: Option<ratatui::style::Color>,
    /// Top right, dropped where it does not fit.
    pub note: &'a str,
    /// Its colour, where it means something.
    pub note_color: Option<ratatui::style::Color>,
    /// Bottom right, dropped where it does not fit.
    pub foot: &'a str,
}

impl<'a> Panel<'a> {
    /// A frame with a title and nothing else.
    #[must_use]
    pub const fn new(theme: &'a Theme, title: &'a str) -> Self {
        Self { theme, title, color: None, note: "", note_color: None, foot: "" }
    }

    /// What lies inside the frame of an area.
    #[must_use]
    pub const fn inside(area: Rect) -> Rect {
        let (width, height) = (area.width.saturating_sub(4), area.height.saturating_sub(2));
        Rect { x: area.x + 2, y: area.y + 1, width, height }
    }

    /// Draws the frame and returns what is inside, a column of air at either side.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer) -> Rect {
        let area = area.intersection(buffer.area);
        if area.width < 4 || area.height < 2 {
            return Rect::new(area.x, area.y, 0, 0);
        }
        let line = self.theme.line();
        let (left, right, top, bottom) = (area.left(), area.right() - 1, area.top(), area.bottom() - 1);
        for x in left..=right {
            buffer[(x, top)].set_symbol("─").set_style(line);
            buffer[(x, bottom)].set_symbol("─").set_style(line);
        }
        for y in top..=bottom {
            buffer[(left, y)].set_symbol("│").set_style(line);
            buffer[(right, y)].set_symbol("│").set_style(line);
        }
        for (x, y, corner) in [(left, top, "╭"), (right, top, "╮"), (left, bottom, "╰"), (right, bottom, "╯")] {
            buffer[(x, y)].set_symbol(corner);
        }
        let inside = Rect::new(left + 2, top, area.width.saturating_sub(4), area.height);
        let mut style = self.theme.strong();
        if let Some(color) = self.color {
            style = style.fg(color);
        }
        let end = framed(buffer, inside, (inside.left(), top), self.title, style);
        for (text, y, start) in [(self.note, top, end), (self.foot, bottom, inside.left())] {
            if !text.is_empty() && width(text) + 4 <= inside.right().saturating_sub(start) {
                let mut style = self.theme.muted().remove_modifier(Modifier::BOLD);
                if let Some(color) = self.note_color.filter(|_| y == top) {
                    style = self.theme.strong().fg(color);
                }
                let begin = put_right(buffer, inside, (inside.right() - 1, y), text, style);
                put(buffer, inside, (begin - 1, y), " ", Style::new());
                put(buffer, inside, (inside.right() - 1, y), " ", Style::new());
            }
        }
        Rect::new(inside.x, top + 1, inside.width, area.height - 2)
    }
}

/// Writes a title with a space at either side, cut to fit; returns the column behind it.
fn framed(buffer: &mut Buffer, area: Rect, (x, y): (u16, u16), text: &str, style: Style) -> u16 {
    if text.is_empty() || area.width < 3 {
        return x;
    }
    let within = Rect { width: area.width - 1, ..area };
    put(buffer, area, (x, y), " ", Style::new());
    let end = put(buffer, within, (x + 1, y), text, style);
    put(buffer, area, (end, y), " ", Style::new())
}
