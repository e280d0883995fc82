//! The Night screen's panels.

mod bends;
mod confusion;
mod dreamt;
mod eye;
mod gap;
mod ghost;
pub(super) mod layers;
mod lessons;
mod lies;
pub(super) mod mistakes;
mod moves;
pub(super) mod nights;
mod off;
mod overlap;
mod patterns;
mod plane;
mod raster;
mod recall;
mod row;
mod strength;
mod wave;
mod well;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::layout::{Layout, Place};
use crate::data::Form;
use crate::record::{History, Measure};
use crate::tui::app::App;
use crate::tui::widget::{Axis, Chart, Level, Series, put, width};

/// Columns for the labels of a chart's vertical axis.
pub(super) const GUTTER: u16 = 6;

/// Draws all panels.
pub fn draw(app: &App, layout: &Layout, buffer: &mut Buffer) {
    let world = app.lab().world();
    let is_curve = world.form == Form::Line;
    let is_plane = world.form == Form::Plane;
    let is_row = matches!(world.form, Form::Row(_));
    let is_values = !is_curve && !world.is_classes();
    let has_lessons = !world.parts.is_empty();
    let is_game = world.is_game();
    let recalls = world.params.recalls();
    let plays = world.trial().is_some();
    for (place, area) in &layout.panels {
        if *place == Place::Eye && raster::draw(app, *area, buffer) {
            continue;
        }
        let draw = match place {
            Place::Strength => strength::draw,
            Place::Mistakes if plays => moves::draw,
            Place::Gap if plays => mistakes::draw,
            Place::Mistakes => mistakes::draw,
            Place::Eye if recalls => recall::draw,
            Place::Lies if recalls => patterns::draw,
            Place::Gap if recalls => overlap::stable,
            Place::Dreamt if recalls => overlap::spread,
            Place::Confusion if recalls => overlap::mean,
            Place::Eye if is_game => well::draw,
            Place::Eye if is_curve => wave::draw,
            Place::Eye if is_plane => plane::draw,
            Place::Eye if is_row => row::draw,
            Place::Eye => eye::draw,
            Place::Lies if is_curve => bends::largest,
            Place::Lies if is_values => off::far,
            Place::Lies => lies::draw,
            Place::Layers => layers::draw,
            Place::Gap if has_lessons => lessons::draw,
            Place::Gap => gap::draw,
            Place::Dreamt => dreamt::draw,
            Place::Confusion if is_curve => bends::all,
            Place::Confusion if is_values => off::spread,
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
    Series { values, color: look.color, marker: look.marker, is_faint: false, ticks: None }
}

/// One line for each life that is shown.
fn series(app: &App, measure: Measure) -> Vec<Series<'_>> {
    let history: &History = app.seen().0;
    backwards(app).into_iter().map(|life| line(app, life, history.tracks()[life].column(measure))).collect()
}

/// Rows of the legend in a panel's inside: two where names fit into two, but not into one, and there is
/// room for both.
#[must_use]
pub(super) fn legend_rows(app: &App, inside: Rect) -> u16 {
    // The columns of marker, gaps and a value; values grow and shrink while time passes.
    const REST: u16 = 11;
    let names: Vec<u16> = app.shown().map(|life| width(&app.look_of(life).title) + REST).collect();
    let fits = |each: usize| names.chunks(each.max(1)).all(|row| row.iter().sum::<u16>() <= inside.width + 2);
    if inside.height >= ROOMY && !fits(names.len()) && fits(names.len().div_ceil(2)) { 2 } else { 1 }
}

/// Rows of a panel's inside from which on a legend may take two of them.
const ROOMY: u16 = 9;

/// Marker, name and value of each life, in as many rows as [`legend_rows`] says; names are left out
/// where there is no room for them, lives never. Returns the column behind the last row.
fn legend(app: &App, area: Rect, buffer: &mut Buffer, value: impl Fn(usize) -> String) -> u16 {
    let lives: Vec<(usize, String)> = app
        .shown()
        .map(|life| {
            let is_over = app.lab().lives()[life].diverged().is_some();
            (life, if is_over { "diverged".to_owned() } else { value(life) })
        })
        .collect();
    let rows = legend_rows(app, area);
    let each = lives.len().div_ceil(usize::from(rows)).max(1);
    let long = |how: Entry| lives.chunks(each).map(|row| how.width(app, row)).max().unwrap_or(0);
    let entries = [Entry::Named, Entry::Close, Entry::Valued, Entry::Tight, Entry::Bare];
    let how = entries.into_iter().find(|how| long(*how) <= area.width).unwrap_or(Entry::Bare);
    let mut end = area.x;
    for (row, y) in lives.chunks(each).zip(area.y..) {
        end = area.x;
        for (life, value) in row {
            end = how.draw(app, area, buffer, (end, y), (*life, value));
        }
    }
    end
}

/// How much of a life a legend says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    /// Marker, name, value.
    Named,
    /// The same, closer to each other.
    Close,
    /// Marker and value.
    Valued,
    /// The same, close to each other and without units.
    Tight,
    /// With nothing between.
    Bare,
}

impl Entry {
    const fn is_named(self) -> bool {
        matches!(self, Self::Named | Self::Close)
    }

    const fn has_air(self) -> bool {
        self.is_named() || matches!(self, Self::Valued)
    }

    const fn gap(self) -> u16 {
        match self {
            Self::Named | Self::Valued => 3,
            Self::Close => 2,
            Self::Tight => 1,
            Self::Bare => 0,
        }
    }

    fn said(self, value: &str) -> &str {
        match (self, value) {
            (Self::Tight | Self::Bare, "diverged") => "✗",
            (Self::Named | Self::Close | Self::Valued, _) => value,
            (Self::Tight | Self::Bare, _) => value.strip_suffix(" %").unwrap_or(value),
        }
    }

    fn width(self, app: &App, lives: &[(usize, String)]) -> u16 {
        let name = |life: usize| if self.is_named() { width(&app.look_of(life).title) + 1 } else { 0 };
        let air = u16::from(self.has_air());
        let each = lives.iter().map(|(life, value)| 1 + air + name(*life) + width(self.said(value)) + self.gap());
        each.sum::<u16>().saturating_sub(self.gap())
    }

    fn draw(self, app: &App, area: Rect, buffer: &mut Buffer, (x, y): (u16, u16), (life, value): (usize, &str)) -> u16 {
        let look = app.look_of(life);
        let style = Style::new().fg(look.color);
        let mut end = put(buffer, area, (x, y), look.marker, style);
        end += u16::from(self.has_air());
        if self.is_named() {
            end = put(buffer, area, (end, y), &look.title, style) + 1;
        }
        put(buffer, area, (end, y), self.said(value), app.theme().strong().fg(look.color)) + self.gap()
    }
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
