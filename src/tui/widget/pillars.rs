//! Upright bars beside each other, each with a mark for what it is held against.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::widgets::Widget;

use crate::tui::theme::Theme;

/// One bar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pillar {
    /// Its height. Where it stands for several: the smallest.
    pub low: f64,
    /// Where it stands for several: the largest; drawn as a shade above the bar.
    pub high: f64,
    /// Marks beside it: the smallest and the largest of what it is held against.
    pub marks: Option<(f64, f64)>,
    /// Its colour.
    pub color: Color,
    /// Whether it is pointed at.
    pub is_focus: bool,
}

/// The bars, from 0 at the lower edge up.
#[derive(Debug)]
pub struct Pillars<'a> {
    /// The colours.
    pub theme: &'a Theme,
    /// From the left.
    pub pillars: &'a [Pillar],
    /// Columns of the terminal to a bar, ≥ 1; from 3 on the last is left free.
    pub wide: u16,
    /// The height of the upper edge.
    pub most: f64,
    /// How marks are drawn.
    pub mark: Style,
    /// Whether a mark is drawn on the very top of its bar too, which hides less than a row of it;
    /// otherwise a mark that near is left out.
    pub is_mark_first: bool,
}

const EIGHTHS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

impl Pillars<'_> {
    /// Eighths of a row that reach up to a value.
    fn eighths(&self, value: f64, rows: u16) -> usize {
        let share = if self.most > 0.0 { (value / self.most).clamp(0.0, 1.0) } else { 0.0 };
        // What is not finite has no height.
        let eighths = (share * f64::from(rows) * 8.0).round();
        if !eighths.is_finite() {
            0
        } else if eighths == 0.0 && value > 0.0 {
            1
        } else {
            eighths as usize
        }
    }
}

impl Widget for Pillars<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        if area.is_empty() {
            return;
        }
        let ink = self.wide - u16::from(self.wide >= 3);
        for (place, pillar) in self.pillars.iter().enumerate() {
            let begin = area.x + place as u16 * self.wide;
            let columns = begin.min(area.right())..(begin + ink).min(area.right());
            let (low, high) = (self.eighths(pillar.low, area.height), self.eighths(pillar.high, area.height));
            let color = if pillar.is_focus { self.theme.text } else { pillar.color };
            for x in columns {
                for row in 0..usize::from(area.height) {
                    let cell = &mut buffer[(x, area.bottom() - 1 - row as u16)];
                    let filled = low.saturating_sub(8 * row).min(8);
                    let glyph = if filled == 0 && high > 8 * row { "░" } else { EIGHTHS[filled] };
                    if glyph != " " {
                        cell.modifier = Modifier::empty();
                        cell.set_symbol(glyph).set_style(Style::new().fg(color));
                    }
                }
                let Some((least, most)) = pillar.marks else { continue };
                for value in [least, most] {
                    self.mark((x, value), (low, color), area, buffer);
                }
            }
        }
    }
}

impl Pillars<'_> {
    /// A line at a value, at the half of a row that is nearest. Its glyphs are none that bars are drawn
    /// with.
    fn mark(&self, (x, value): (u16, f64), (low, color): (usize, Color), area: Rect, buffer: &mut Buffer) {
        if !(value.is_finite() && self.most > 0.0 && value <= self.most) {
            return;
        }
        let halves = (value / self.most * f64::from(area.height) * 2.0).round() as u16;
        let (row, glyph) = match halves {
            // At the foot: a line would stand too high.
            0 => (0, "."),
            halves if !halves.is_multiple_of(2) => (halves / 2, "─"),
            halves => (halves / 2 - 1, "▔"),
        };
        let filled = low.saturating_sub(8 * usize::from(row)).min(8);
        // A bar of no more than a row is not hidden.
        if filled > 0 && (low < 8 || (filled < 8 && !self.is_mark_first)) {
            return;
        }
        let cell = &mut buffer[(x, area.bottom() - 1 - row)];
        cell.set_symbol(glyph);
        cell.modifier = Modifier::empty();
        cell.set_style(self.mark);
        // Within a bar the line is drawn on it.
        if filled >= 6 && color != Color::Reset {
            cell.bg = color;
            cell.fg = self.theme.background;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heights_are_in_proportion_and_nothing_above_zero_vanishes() {
        let theme = Theme::mono();
        let pillar = |low, high| Pillar { low, high, marks: None, color: Color::Reset, is_focus: false };
        let pillars =
            [pillar(8.0, 8.0), pillar(4.0, 7.0), pillar(0.001, 0.001), pillar(0.0, 0.0), pillar(f64::NAN, 1.0)];
        let mut buffer = Buffer::empty(Rect::new(0, 0, 5, 2));
        Pillars { theme: &theme, pillars: &pillars, wide: 1, most: 8.0, mark: Style::new(), is_mark_first: true }
            .render(buffer.area, &mut buffer);
        let text: Vec<&str> = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(text, ["█", "░", " ", " ", " ", "█", "█", "▁", " ", "░"]);
    }

    #[test]
    fn marks_lie_at_their_value() {
        let theme = Theme::mono();
        let pillar =
            |mark| Pillar { low: 1.0, high: 1.0, marks: Some((mark, mark)), color: Color::Reset, is_focus: false };
        let pillars = [pillar(0.5), pillar(5.9), pillar(6.0), pillar(7.0)];
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 2));
        Pillars { theme: &theme, pillars: &pillars, wide: 1, most: 6.0, mark: Style::new(), is_mark_first: true }
            .render(buffer.area, &mut buffer);
        let text: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(text, " ▔▔ ▃▃▃▃", "a low bar is not hidden, and what lies above is not marked");
    }
}
