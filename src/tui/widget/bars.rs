//! Bars with a label before and a value behind.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::widgets::Widget;

use super::text::{put, width};
use crate::tui::theme::Theme;

/// One bar.
#[derive(Debug, Clone)]
pub struct Bar {
    /// Before it.
    pub label: String,
    /// Its length, from 0 to 1.
    pub share: f64,
    /// Behind it.
    pub value: String,
    /// Its colour.
    pub color: Color,
}

/// Horizontal bars, one a row.
#[derive(Debug)]
pub struct Bars<'a> {
    /// The colours.
    pub theme: &'a Theme,
    /// From the top.
    pub bars: &'a [Bar],
}

impl Widget for Bars<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
        let area = area.intersection(buffer.area);
        let before = self.bars.iter().map(|bar| width(&bar.label)).max().unwrap_or(0);
        let behind = self.bars.iter().map(|bar| width(&bar.value)).max().unwrap_or(0);
        let room = area.width.saturating_sub(before + behind + 2);
        for (bar, y) in self.bars.iter().zip(area.top()..area.bottom()) {
            let style = Style::new().fg(bar.color);
            put(buffer, area, (area.x, y), &bar.label, style);
            let start = area.x + before + 1;
            let share = if bar.share.is_finite() { bar.share.clamp(0.0, 1.0) } else { 0.0 };
            let eighths = (share * f64::from(room) * 8.0).round() as usize;
            let mut drawn = "█".repeat(eighths / 8);
            drawn.push_str(EIGHTHS[eighths % 8]);
            let end = put(buffer, area, (start, y), &drawn, style);
            put(buffer, area, (end.max(start) + u16::from(eighths > 0), y), &bar.value, self.theme.muted());
        }
    }
}
