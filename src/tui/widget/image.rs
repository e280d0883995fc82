//! A small grey image: a pixel is two columns by one row, or a multiple of it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::widgets::Widget;

use crate::tui::theme::Theme;

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
    /// Rows of the terminal per pixel, ≥ 1.
    pub scale: u16,
}

impl Image<'_> {
    /// (Columns, rows) that the image takes.
    #[must_use]
    pub fn size(&self) -> (u16, u16) {
        let columns = self.columns.max(1);
        let scale = self.scale.max(1);
        (columns as u16 * 2 * scale, self.pixels.len().div_ceil(columns) as u16 * scale)
    }
}

impl Widget for Image<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        let (columns, scale) = (self.columns.max(1), usize::from(self.scale.max(1)));
        let (wide, high) = self.size();
        for y in 0..high.min(area.height) {
            for x in 0..wide.min(area.width) {
                let index = usize::from(y) / scale * columns + usize::from(x) / (2 * scale);
                let Some(pixel) = self.pixels.get(index) else { continue };
                let cell = &mut buffer[(area.x + x, area.y + y)];
                cell.set_symbol(" ");
                cell.bg = self.theme.pixel(f64::from(*pixel), self.tint);
            }
        }
    }
}
