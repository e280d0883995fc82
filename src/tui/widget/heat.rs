//! A map of signed numbers: a glyph says sign and size, and colour says it again.

use std::ops::Range;

use ndarray::{ArrayView2, s};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::widgets::Widget;

use crate::tui::theme::{Theme, blend};

/// Glyphs of numbers above 0 and below, the small ones first; each stands for sizes twice those of the
/// one before it, the last for half of the largest and more. Plain characters: they are the same
/// everywhere.
pub const SIZES: [[&str; 4]; 2] = [["'", "+", "#", "@"], [".", "-", "=", "≡"]];

/// The stretch of an axis that is seen: cells of equally many items, from one on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first item seen.
    pub first: usize,
    /// Items to a cell, ≥ 1.
    pub block: usize,
    /// Cells.
    pub cells: usize,
    /// Items that there are.
    pub items: usize,
}

impl Window {
    /// All items in as many cells as there is room for.
    #[must_use]
    pub fn whole(items: usize, room: usize) -> Self {
        let block = items.div_ceil(room.max(1)).max(1);
        Self { first: 0, block, cells: items.div_ceil(block).min(room), items }
    }

    /// One item to a cell, around the one under the cursor.
    #[must_use]
    pub fn close(items: usize, room: usize, cursor: usize) -> Self {
        let cells = items.min(room);
        Self { first: cursor.saturating_sub(cells / 2).min(items - cells), block: 1, cells, items }
    }

    /// The items of a cell.
    #[must_use]
    pub fn span(&self, cell: usize) -> Range<usize> {
        let begin = (self.first + cell * self.block).min(self.items);
        begin..(begin + self.block).min(self.items)
    }

    /// The cell of an item, if it is seen.
    #[must_use]
    pub fn cell(&self, item: usize) -> Option<usize> {
        let cell = item.checked_sub(self.first)? / self.block;
        (cell < self.cells).then_some(cell)
    }
}

/// The number farthest from 0, with its sign: what stands for a block, so that nothing is hidden in a
/// mean. NaN if any is; 0 of none.
#[must_use]
pub fn extreme(values: ArrayView2<'_, f32>) -> f32 {
    values.iter().fold(0.0, |most: f32, value| match value {
        _ if most.is_nan() || value.is_nan() => f32::NAN,
        _ if value.abs() > most.abs() => *value,
        _ => most,
    })
}

/// Glyph and style of a number, `full` being the largest there is.
#[must_use]
pub fn tile(theme: &Theme, value: f32, full: f32) -> (&'static str, Style) {
    if !value.is_finite() {
        return ("?", theme.strong().fg(theme.bad));
    }
    if value == 0.0 {
        return (" ", Style::new().fg(theme.text));
    }
    let share = if full > 0.0 { f64::from(value.abs() / full).min(1.0) } else { 0.0 };
    let size = [0.125, 0.25, 0.5].iter().filter(|least| share >= **least).count();
    let (glyphs, color) = if value > 0.0 { (SIZES[0], theme.positive) } else { (SIZES[1], theme.negative) };
    if let (Color::Rgb(..), Color::Rgb(..)) = (theme.background, color) {
        let ground = blend(theme.background, color, 0.06 + 0.94 * share);
        let ink = blend(ground, if share > 0.4 { theme.background } else { color }, 0.3);
        return (glyphs[size], Style::new().fg(ink).bg(ground));
    }
    let weight = [Modifier::DIM, Modifier::empty(), Modifier::empty(), Modifier::BOLD][size];
    (glyphs[size], Style::new().fg(color).add_modifier(weight))
}

/// The map.
#[derive(Debug)]
pub struct Heat<'a> {
    /// The colours.
    pub theme: &'a Theme,
    /// The numbers.
    pub values: ArrayView2<'a, f32>,
    /// The rows seen.
    pub rows: Window,
    /// The columns seen.
    pub columns: Window,
    /// Columns of the terminal to a cell, ≥ 1.
    pub wide: u16,
    /// The size that is drawn as strongly as can be.
    pub full: f32,
    /// The number that is pointed at: row and column.
    pub focus: Option<(usize, usize)>,
}

impl Widget for Heat<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        let focus = self.focus.and_then(|(row, column)| Some((self.rows.cell(row)?, self.columns.cell(column)?)));
        for (row, y) in (0..self.rows.cells).zip(area.top()..area.bottom()) {
            let band = self.values.slice(s![self.rows.span(row), ..]);
            for column in 0..self.columns.cells {
                let value = extreme(band.slice(s![.., self.columns.span(column)]));
                let (glyph, mut style) = tile(self.theme, value, self.full);
                if focus == Some((row, column)) {
                    style = pointed(self.theme);
                }
                let begin = area.x + column as u16 * self.wide;
                for x in begin..(begin + self.wide).min(area.right()) {
                    let cell = &mut buffer[(x, y)];
                    cell.modifier = Modifier::empty();
                    cell.set_symbol(glyph).set_style(style);
                }
            }
        }
    }
}

/// What is pointed at stands out of any colour.
fn pointed(theme: &Theme) -> Style {
    if let Color::Rgb(..) = theme.background {
        Style::new().fg(theme.background).bg(theme.text).add_modifier(Modifier::BOLD)
    } else {
        Style::new().add_modifier(Modifier::REVERSED | Modifier::BOLD)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Array2;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_item_has_one_cell(items in 1usize..300, room in 1usize..90, cursor in 0usize..300) {
            let window = Window::whole(items, room);
            prop_assert!(window.cells <= room);
            let seen: Vec<usize> = (0..window.cells).flat_map(|cell| window.span(cell)).collect();
            prop_assert_eq!(seen, (0..items).collect::<Vec<_>>());
            let cursor = cursor % items;
            let close = Window::close(items, room, cursor);
            let cell = close.cell(cursor).expect("the cursor is seen");
            prop_assert_eq!(close.span(cell), cursor..cursor + 1);
        }

        #[test]
        fn a_block_shows_its_extreme(values in prop::collection::vec(-9.0f32..9.0, 12)) {
            let block = Array2::from_shape_vec((3, 4), values.clone()).expect("sizes agree");
            let shown = extreme(block.view());
            prop_assert!(values.contains(&shown));
            prop_assert!(values.iter().all(|value| value.abs() <= shown.abs()));
        }
    }

    #[test]
    fn sign_and_size_are_read_without_colour() {
        let theme = Theme::mono();
        let glyph = |value: f32| tile(&theme, value, 1.0).0;
        assert_eq!([0.05, 0.125, 0.3, 0.5].map(glyph), SIZES[0]);
        assert_eq!([-0.05, -0.2, -0.49, -1.0].map(glyph), SIZES[1]);
        assert_eq!([0.0, -0.0, f32::NAN].map(glyph), [" ", " ", "?"]);
        assert!(extreme(ndarray::arr2(&[[1.0, f32::NAN, 3.0]]).view()).is_nan());
    }
}
