//! The Night screen's panels.

mod bends;
mod confusion;
mod dreamt;
mod eye;
mod gap;
pub(super) mod layers;
mod lies;
pub(super) mod mistakes;
pub(super) mod nights;
mod strength;
mod wave;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::layout::{Layout, Place};
use crate::record::{History, Measure};
use crate::tui::app::App;
use crate::tui::widget::{Axis, Chart, Level, Series, put, width};

/// Columns for the labels of a chart's vertical axis.
pub(super) const GUTTER: u16 = 6;

/// Draws all panels.
pub fn draw(app: &App, layout: &Layout, buffer: &mut Buffer) {
    let is_curve = !app.lab().world().is_classes();
    for (place, area) in &layout.panels {
        let draw = match place {
            Place::Strength => strength::draw,
            Place::Mistakes => mistakes::draw,
            Place::Eye if is_curve => wave::draw,
            Place::Eye => eye::draw,
            Place::Lies if is_curve => bends::largest,
            Place::Lies => lies::draw,
            Place::Layers => layers::draw,
            Place::Gap => gap::draw,
            Place::Dreamt => dreamt::draw,
            Place::Confusion if is_curve => bends::all,
            Place::Confusion => confusion::draw,
            Place::Nights => nights::draw,
        };
        draw(app, *area, buffer);
    }
}

/// What the charts over time differ in.
struct OverTime<'a> {
    axis: &'a Axis,
    scale: f64,
    unit: &'a str,
    series: &'a [Series<'a>],
    levels: &'a [Level<'a>],
}

impl OverTime<'_> {
    /// Draws a chart over the days lived so far, all of them side by side alike.
    fn draw(&self, app: &App, area: Rect, buffer: &mut Buffer) {
        let calendar = app.calendar();
        let horizon = app.horizon();
        let labels = calendar.labels(horizon);
        let chart = Chart {
            theme: app.theme(),
            ticks: app.seen().1,
            range: (0, horizon),
            axis: self.axis,
            scale: self.scale,
            unit: self.unit,
            series: self.series,
            levels: self.levels,
            nights: &calendar.nights,
            labels: &labels,
            cursor: None,
            gutter: GUTTER,
        };
        chart.render(area, buffer);
    }
}

/// The lives that are shown, the one that the words are about last, to be drawn on top.
fn backwards(app: &App) -> Vec<usize> {
    let mut lives: Vec<usize> = app.shown().collect();
    lives.reverse();
    lives
}

/// The line of a life.
fn line<'a>(app: &App, life: usize, values: &'a [f64]) -> Series<'a> {
    let look = app.look_of(life);
    Series { values, color: look.color, marker: look.marker, is_faint: false }
}

/// One line for each life that is shown.
fn series(app: &App, measure: Measure) -> Vec<Series<'_>> {
    let history: &History = app.seen().0;
    backwards(app).into_iter().map(|life| line(app, life, history.tracks()[life].column(measure))).collect()
}

/// Marker, name and value of each life in a row; returns the column behind.
fn legend(app: &App, area: Rect, buffer: &mut Buffer, value: impl Fn(usize) -> String) -> u16 {
    let theme = app.theme();
    let mut x = area.x;
    for life in app.shown() {
        let lived = &app.lab().lives()[life];
        let look = app.look_of(life);
        let style = Style::new().fg(look.color);
        let value = if lived.diverged().is_some() { "diverged".to_owned() } else { value(life) };
        let long = width(&look.title) + width(&value) + 3;
        if x + long > area.right() {
            put(buffer, area, (x.saturating_sub(1), area.y), "…", theme.muted());
            break;
        }
        let end = put(buffer, area, (x, area.y), look.marker, style);
        let end = put(buffer, area, (end + 1, area.y), &look.title, style);
        x = put(buffer, area, (end + 1, area.y), &value, theme.strong().fg(look.color)) + 3;
    }
    x
}

/// The finite values of the shown lives from a tick on: (smallest, largest).
fn bounds(app: &App, measure: Measure, from: u64) -> Option<(f64, f64)> {
    let (history, ticks) = app.seen();
    let start = ticks.partition_point(|tick| *tick < from);
    extent(app.shown().flat_map(|life| &history.tracks()[life].column(measure)[start..]))
}

/// The finite ones of some values: (smallest, largest).
fn extent<'a>(values: impl Iterator<Item = &'a f64>) -> Option<(f64, f64)> {
    values.filter(|value| value.is_finite()).fold(None, |bounds, value| match bounds {
        None => Some((*value, *value)),
        Some((low, high)) => Some((f64::min(low, *value), f64::max(high, *value))),
    })
}

/// “axis from 466”, where an axis does not start at 0.
fn starts(axis: &Axis, scale: f64, unit: &str) -> String {
    if axis.min > 0.0 { format!("axis from {}", axis.label(axis.min, scale, unit)) } else { String::new() }
}
