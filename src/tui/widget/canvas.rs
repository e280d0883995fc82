//! Dots: eight to a cell, each cell in the colour of what was drawn last.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// A grid of braille dots, two columns and four rows to a cell.
#[derive(Debug)]
pub struct Canvas {
    width: usize,
    height: usize,
    cells: Vec<(u8, Option<Style>)>,
}

impl Canvas {
    /// An empty canvas of so many cells.
    #[must_use]
    pub fn new(width: u16, height: u16) -> Self {
        let (width, height) = (usize::from(width), usize::from(height));
        Self { width, height, cells: vec![(0, None); width * height] }
    }

    /// Columns of dots.
    #[must_use]
    pub const fn columns(&self) -> usize {
        self.width * 2
    }

    /// Rows of dots.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.height * 4
    }

    /// A dot; outside the canvas nothing happens.
    pub fn dot(&mut self, x: usize, y: usize, style: Style) {
        const BITS: [[u8; 4]; 2] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];
        if x < self.columns() && y < self.rows() {
            let cell = &mut self.cells[y / 4 * self.width + x / 2];
            cell.0 |= BITS[x % 2][y % 4];
            cell.1 = Some(style);
        }
    }

    /// All dots of a column from one row to another, either order.
    pub fn column(&mut self, x: usize, from: usize, to: usize, style: Style) {
        for y in from.min(to)..=from.max(to).min(self.rows().saturating_sub(1)) {
            self.dot(x, y, style);
        }
    }

    /// Copies the dots into `area`, whose top left is the canvas's; backgrounds are kept.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        for row in 0..self.height.min(usize::from(area.height)) {
            for column in 0..self.width.min(usize::from(area.width)) {
                let (dots, Some(style)) = self.cells[row * self.width + column] else { continue };
                let glyph = char::from_u32(0x2800 + u32::from(dots)).unwrap_or(' ');
                let cell = &mut buffer[(area.x + column as u16, area.y + row as u16)];
                cell.modifier = Modifier::empty();
                cell.set_char(glyph).set_style(style);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_fall_where_they_are_put() {
        let mut canvas = Canvas::new(2, 1);
        canvas.dot(0, 0, Style::new());
        canvas.dot(3, 3, Style::new());
        canvas.dot(40, 1, Style::new());
        canvas.column(1, 9, 2, Style::new());
        let mut buffer = Buffer::empty(Rect::new(0, 0, 2, 1));
        canvas.draw(buffer.area, &mut buffer);
        assert_eq!(buffer[(0, 0)].symbol(), "⢡");
        assert_eq!(buffer[(1, 0)].symbol(), "⢀");
    }
}
