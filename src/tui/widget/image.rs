//! A small grey image: a pixel is two columns by one row, or a multiple of it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::widgets::Widget;

use crate::tui::theme::{Theme, blend};

/// What is drawn of the terminal for each pixel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pixel {
    /// Two columns by one row, times this, ≥ 1.
    Blocks(u16),
    /// One column by half a row.
    Half,
}

/// An image with pixels from 0 to 1; others are drawn as the nearest of these.
#[derive(Debug)]
pub struct Image<'a> {
    /// The colours.
    pub theme: &'a Theme,
    /// Row by row.
    pub pixels: &'a [f32],
    /// Pixels in a row, ≥ 1.
    pub columns: usize,
    /// The colour of a full pixel, if it is not white.
    pub tint: Option<Color>,
    /// The size of a pixel.
    pub pixel: Pixel,
    /// How strong it is, from 0 (not there) to 1.
    pub depth: f64,
}

impl Image<'_> {
    /// (Columns, rows) that the image takes.
    #[must_use]
    pub fn size(&self) -> (u16, u16) {
        let columns = self.columns.max(1);
        let rows = self.pixels.len().div_ceil(columns) as u16;
        match self.pixel {
            Pixel::Blocks(scale) => (columns as u16 * 2 * scale.max(1), rows * scale.max(1)),
            Pixel::Half => (columns as u16, rows.div_ceil(2)),
        }
    }

    fn color(&self, column: usize, row: usize) -> Option<Color> {
        let pixel = self.pixels.get(row * self.columns.max(1) + column)?;
        let ground = self.theme.pixel(0.0, None);
        Some(blend(ground, self.theme.pixel(f64::from(*pixel), self.tint), self.depth))
    }
}

impl Widget for Image<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        let (wide, high) = self.size();
        for y in 0..high.min(area.height) {
            for x in 0..wide.min(area.width) {
                let (column, row) = (usize::from(x), usize::from(y));
                let cell = &mut buffer[(area.x + x, area.y + y)];
                match self.pixel {
                    Pixel::Blocks(scale) => {
                        let scale = usize::from(scale.max(1));
                        let Some(color) = self.color(column / (2 * scale), row / scale) else { continue };
                        cell.set_symbol(" ");
                        cell.bg = color;
                    }
                    Pixel::Half => {
                        let Some(upper) = self.color(column, 2 * row) else { continue };
                        cell.set_symbol("▀");
                        cell.fg = upper;
                        cell.bg = self.color(column, 2 * row + 1).unwrap_or(self.theme.background);
                    }
                }
            }
        }
    }
}
