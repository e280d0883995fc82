//! Bars of shares, each with a mark for what it is held against.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;

use super::text::{put, put_right, width};
use crate::tui::theme::Theme;

/// One bar.
#[derive(Debug, Clone)]
pub struct Share {
    /// Before it.
    pub label: String,
    /// Its length.
    pub share: f64,
    /// Where the mark stands.
    pub against: f64,
    /// Behind it, to the right.
    pub value: String,
    /// How it is drawn.
    pub style: Style,
}

/// Horizontal bars, one a row, all to one scale, in columns beside each other.
#[derive(Debug)]
pub struct Shares<'a> {
    /// The colours.
    pub theme: &'a Theme,
    /// From the top, column by column.
    pub rows: &'a [Share],
    /// Columns, ≥ 1.
    pub columns: u16,
    /// What a whole bar stands for, > 0; `None` = the longest of all bars and marks.
    pub most: Option<f64>,
}

impl Widget for Shares<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        let columns = self.columns.max(1);
        let (gap, count) = (3, (self.rows.len() as u16).div_ceil(columns).max(1));
        let wide = (area.width + gap) / columns;
        let before = self.rows.iter().map(|row| width(&row.label)).max().unwrap_or(0);
        let behind = self.rows.iter().map(|row| width(&row.value)).max().unwrap_or(0);
        let finite = |value: f64| if value.is_finite() { value.max(0.0) } else { 0.0 };
        let longest = || self.rows.iter().map(|row| finite(row.share).max(finite(row.against))).fold(0.0, f64::max);
        let most = self.most.unwrap_or_else(longest);
        let room = wide.saturating_sub(gap + before + behind + 2);
        for (row, place) in self.rows.iter().zip(0..) {
            let x = area.x + place / count * wide;
            let y = area.y + place % count;
            if y >= area.bottom() || x >= area.right() {
                continue;
            }
            let cell = Rect { x, width: wide.saturating_sub(gap).min(area.right() - x), ..area };
            put(buffer, cell, (x, y), &row.label, self.theme.muted());
            put_right(buffer, cell, (cell.right(), y), &row.value, self.theme.base());
            if most <= 0.0 || room == 0 {
                continue;
            }
            let start = x + before + 1;
            let plot = Rect { x: start, width: room, y, height: 1 }.intersection(cell);
            let halves = (finite(row.share) / most * f64::from(room) * 2.0).round() as usize;
            let halves = if halves == 0 && row.share > 0.0 { 1 } else { halves };
            put(buffer, plot, (start, y), &("━".repeat(halves / 2) + &"╸".repeat(halves % 2)), row.style);
            let mark = (finite(row.against) / most * f64::from(room)).round() as u16;
            let at = start + mark.clamp(1, room) - 1;
            if row.against > 0.0 && at < plot.right() {
                let cell = &mut buffer[(at, y)];
                cell.modifier = Modifier::empty();
                cell.set_symbol("┃").set_style(self.theme.strong());
            }
        }
    }
}
