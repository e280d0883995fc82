//! Lines over time that keep every spike and every gap.

mod band;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::widgets::Widget;

use super::axis::Axis;
use super::canvas::Canvas;
use super::text::{put, put_right, width};
use crate::record::{Column, reduce};
use crate::tui::theme::{Theme, blend};

/// How much of its colour a faint line keeps.
const FAINT: f64 = 0.62;

/// One line.
#[derive(Debug, Clone)]
pub struct Series<'a> {
    /// Values at the chart's ticks; what is not finite is a gap.
    pub values: &'a [f64],
    /// Its colour.
    pub color: Color,
    /// Its mark at the line's end; empty = none.
    pub marker: &'static str,
    /// Whether it stays behind the others: its samples are not joined, and it is dim.
    pub is_faint: bool,
    /// The ticks of its values, ascending, where they are not the chart's.
    pub ticks: Option<&'a [u64]>,
}

/// A horizontal line at a value.
#[derive(Debug, Clone)]
pub struct Level<'a> {
    /// Where.
    pub value: f64,
    /// Written on it, at the left.
    pub label: &'a str,
}

/// The stretch between two lines, at the chart's ticks; where one of them is not finite there is none.
#[derive(Debug, Clone, Copy)]
pub struct Band<'a> {
    /// Its lower edge.
    pub low: &'a [f64],
    /// Its upper edge.
    pub high: &'a [f64],
    /// Its colour.
    pub color: Color,
    /// Whether it is drawn in upright strokes, a cell each, and not in dots: where dots cannot be told from lines.
    pub is_coarse: bool,
}

/// A chart of several lines over one axis of ticks. The last line is drawn on top.
#[derive(Debug)]
pub struct Chart<'a> {
    /// The colours.
    pub theme: &'a Theme,
    /// Ticks of the values, ascending.
    pub ticks: &'a [u64],
    /// First and last tick shown.
    pub range: (u64, u64),
    /// The vertical axis; what lies outside is marked at its edge.
    pub axis: &'a Axis,
    /// Labels of the vertical axis are values times this …
    pub scale: f64,
    /// … with this behind.
    pub unit: &'a str,
    /// Lines.
    pub series: &'a [Series<'a>],
    /// Horizontal lines below them.
    pub levels: &'a [Level<'a>],
    /// Night phases, from the tick where they begin to the one where they end.
    pub nights: &'a [(u64, u64)],
    /// Labels of the horizontal axis: (tick, words), ascending; those that would touch are dropped.
    pub labels: &'a [(u64, String)],
    /// A tick to mark with an upright line.
    pub cursor: Option<u64>,
    /// Columns for the labels of the vertical axis, so that charts above each other line up.
    pub gutter: u16,
}

impl Chart<'_> {
    /// Rows of the plot in an area of so many rows.
    #[must_use]
    pub const fn rows(height: u16) -> u16 {
        match height {
            0..3 => height,
            3..6 => height - 1,
            _ => height - 2,
        }
    }

    /// The part of `area` where lines are drawn.
    #[must_use]
    pub fn plot(&self, area: Rect) -> Rect {
        let gutter = self.gutter.min(area.width);
        Rect::new(area.x + gutter, area.y, area.width - gutter, Self::rows(area.height))
    }

    /// The tick under a column of the plot.
    #[must_use]
    pub fn tick_at(&self, plot: Rect, x: u16) -> Option<u64> {
        if x < plot.left() || x >= plot.right() {
            return None;
        }
        let length = self.range.1 - self.range.0 + 1;
        Some(self.range.0 + (u64::from(x - plot.left()) * 2 + 1) * length / (u64::from(plot.width) * 2))
    }

    /// The column of a tick.
    fn column_of(&self, plot: Rect, tick: u64) -> Option<u16> {
        let (from, to) = self.range;
        if tick < from || tick > to || plot.width == 0 {
            return None;
        }
        let place = u128::from(tick - from) * u128::from(plot.width) / (u128::from(to - from) + 1);
        Some(plot.left() + place as u16)
    }

    fn shade(&self, plot: Rect, buffer: &mut Buffer) {
        let (from, to) = self.range;
        let per_column = (to - from + 1) as f64 / f64::from(plot.width.max(1));
        for x in 0..plot.width {
            let (start, end) = (f64::from(x) * per_column, f64::from(x + 1) * per_column);
            let dark: f64 = self
                .nights
                .iter()
                .filter(|night| night.1 >= from)
                .map(|night| (night.0.saturating_sub(from) as f64, night.1.saturating_sub(from) as f64))
                .map(|(dusk, dawn)| (dawn.min(end) - dusk.max(start)).max(0.0))
                .sum();
            let share = dark / per_column;
            let base = self.theme.background;
            let color = blend(base, self.theme.night, share);
            for y in plot.top()..plot.bottom() {
                let cell = &mut buffer[(plot.x + x, y)];
                cell.bg = color;
                if share >= 0.5 && self.theme.texture != " " {
                    cell.set_symbol(self.theme.texture).set_style(self.theme.muted().fg(self.theme.texture_color));
                }
            }
        }
    }

    /// The row of dots of a value, `None` outside the axis.
    fn row(&self, value: f64, rows: usize) -> Row {
        let place = (self.axis.max - value) / (self.axis.max - self.axis.min);
        if place < 0.0 {
            Row::Above
        } else if place > 1.0 {
            Row::Below
        } else {
            Row::At(((place * rows as f64) as usize).min(rows.saturating_sub(1)))
        }
    }

    fn line(&self, series: &Series<'_>, plot: Rect, canvas: &mut Canvas, edges: &mut Vec<(u16, bool, Color)>) {
        let rows = canvas.rows();
        let mut style = Style::new().fg(series.color);
        if series.is_faint {
            style = style.fg(blend(self.theme.background, series.color, FAINT)).add_modifier(self.theme.dimness());
        }
        let columns = reduce(series.ticks.unwrap_or(self.ticks), series.values, self.range, canvas.columns());
        let clamp = |value: f64| match self.row(value, rows) {
            Row::Above => 0,
            Row::Below => rows.saturating_sub(1),
            Row::At(row) => row,
        };
        let outside = |a: f64, b: f64| {
            matches!((self.row(a, rows), self.row(b, rows)), (Row::Above, Row::Above) | (Row::Below, Row::Below))
        };
        let mut last: Option<(usize, f64)> = None;
        for (x, Column { span, gap }) in columns.iter().enumerate() {
            if let Some(span) = span {
                if let Some((from, value)) = last.filter(|_| !gap && !series.is_faint) {
                    for between in from..=x {
                        let at =
                            |place: usize| value + (span.first - value) * (place - from) as f64 / (x - from) as f64;
                        let (start, end) = (at(between), at((between + 1).min(x)));
                        if !outside(start, end) {
                            let (a, b) = (clamp(start), clamp(end));
                            let middle = usize::midpoint(a, b);
                            canvas.column(between, a, middle, style);
                            canvas.column((between + 1).min(x), middle, b, style);
                        }
                    }
                }
                if !outside(span.min, span.max) {
                    canvas.column(x, clamp(span.max), clamp(span.min), style);
                }
                let cell = plot.x + (x / 2) as u16;
                for (value, up) in [(span.max, true), (span.min, false)] {
                    let beyond = match self.row(value, rows) {
                        Row::Above => up,
                        Row::Below => !up,
                        Row::At(_) => false,
                    };
                    if beyond {
                        edges.push((cell, up, style.fg.unwrap_or(series.color)));
                    }
                }
                last = Some((x, span.last));
            }
            if *gap {
                last = None;
            }
        }
    }

    /// Writes a level's label on its line, as far to the right as nothing else is there; near an end
    /// or not at all.
    fn name(&self, level: &Level<'_>, plot: Rect, buffer: &mut Buffer) {
        let Row::At(row) = self.row(level.value, usize::from(plot.height) * 4) else { return };
        let y = plot.y + (row / 4) as u16;
        let long = width(level.label);
        let is_free = |x: &u16| (*x..*x + long).all(|x| buffer[(x, y)].symbol() == "╌");
        let (begin, end) = (plot.left() + plot.width / 4, plot.left() + plot.width * 3 / 5);
        let last = (plot.left()..(plot.right() + 1).saturating_sub(long))
            .rev()
            .filter(|x| *x < begin || *x >= end)
            .find(is_free);
        if let Some(x) = last {
            put(buffer, plot, (x, y), level.label, self.theme.muted());
        }
    }

    /// Draws it, with bands behind its lines.
    pub fn draw(&self, bands: &[Band<'_>], area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        let plot = self.plot(area);
        if plot.is_empty() || plot.x == 0 || self.range.1 < self.range.0 {
            return;
        }
        self.shade(plot, buffer);
        self.vertical(area, plot, buffer);
        self.horizontal(area, plot, buffer);
        for level in self.levels {
            if let Row::At(row) = self.row(level.value, usize::from(plot.height) * 4) {
                let y = plot.y + (row / 4) as u16;
                for x in plot.left()..plot.right() {
                    let cell = &mut buffer[(x, y)];
                    cell.set_symbol("╌").set_style(self.theme.line());
                }
            }
        }
        if let Some(x) = self.cursor.and_then(|tick| self.column_of(plot, tick)) {
            for y in plot.top()..plot.bottom() {
                buffer[(x, y)].set_symbol("│").set_style(self.theme.muted());
            }
        }
        let mut canvas = Canvas::new(plot.width, plot.height);
        self.shadow(bands, plot, &mut canvas, buffer);
        let mut edges = Vec::new();
        for series in self.series {
            self.line(series, plot, &mut canvas, &mut edges);
        }
        canvas.draw(plot, buffer);
        for (x, up, color) in edges {
            let (y, glyph) = if up { (plot.top(), "▲") } else { (plot.bottom() - 1, "▼") };
            buffer[(x, y)].set_symbol(glyph).set_style(Style::new().fg(color));
        }
        self.heads(plot, buffer);
        for level in self.levels {
            self.name(level, plot, buffer);
        }
    }

    fn heads(&self, plot: Rect, buffer: &mut Buffer) {
        for series in self.series.iter().filter(|series| !series.marker.is_empty()) {
            let ticks = series.ticks.unwrap_or(self.ticks);
            let shown = ticks.iter().zip(series.values).rfind(|(tick, _)| **tick <= self.range.1);
            let Some((tick, value)) = shown.filter(|(_, value)| value.is_finite()) else { continue };
            let rows = usize::from(plot.height) * 4;
            if let (Some(x), Row::At(row)) = (self.column_of(plot, *tick), self.row(*value, rows)) {
                let cell = &mut buffer[(x, plot.y + (row / 4) as u16)];
                cell.modifier = Modifier::empty();
                cell.set_symbol(series.marker).set_style(Style::new().fg(series.color));
            }
        }
    }

    fn vertical(&self, area: Rect, plot: Rect, buffer: &mut Buffer) {
        let rows = usize::from(plot.height) * 4;
        let mut used = Vec::new();
        for tick in self.axis.ticks.iter().rev() {
            let Row::At(row) = self.row(*tick, rows) else { continue };
            let y = plot.y + (row / 4) as u16;
            if !used.contains(&y) {
                used.push(y);
                let label = self.axis.label(*tick, self.scale, self.unit);
                put_right(buffer, area, (plot.x - 1, y), &label, self.theme.muted());
            }
        }
    }

    fn horizontal(&self, area: Rect, plot: Rect, buffer: &mut Buffer) {
        let y = plot.bottom();
        if y >= area.bottom() {
            return;
        }
        for x in plot.left()..plot.right() {
            let tick = self.tick_at(plot, x).unwrap_or(0);
            let dark = self.nights.iter().any(|night| tick > night.0 && tick <= night.1);
            let glyph = if dark { "━" } else { "─" };
            buffer[(x, y)].set_symbol(glyph).set_style(self.theme.line());
        }
        let mut free = area.left();
        for (tick, label) in self.labels {
            let Some(x) = self.column_of(plot, *tick) else { continue };
            if y + 1 < area.bottom() && x >= free && x + width(label) <= area.right() {
                free = put(buffer, area, (x, y + 1), label, self.theme.muted()) + 2;
                buffer[(x, y)].set_symbol("┬");
            }
        }
    }
}

enum Row {
    Above,
    At(usize),
    Below,
}

impl Widget for &Chart<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        self.draw(&[], area, buffer);
    }
}

#[cfg(test)]
mod tests;
