//! The points of a curve, the wave behind them, and the line that each life draws through them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::backwards;
use crate::lab::Stage;
use crate::task::{Curve, Params};
use crate::tui::app::App;
use crate::tui::tab::Look;
use crate::tui::widget::{Canvas, Panel, put, put_right, width};
use crate::tui::words;

/// Columns for the labels of the vertical axis.
const GUTTER: u16 = 4;
/// How far beyond the points the plot reaches.
const AIR: f32 = 0.35;

/// A plane of values over places.
struct Plane {
    plot: Rect,
    beyond: f32,
    low: f32,
    high: f32,
}

impl Plane {
    fn x_of(&self, x: f32) -> f32 {
        (x + self.beyond) / (2.0 * self.beyond)
    }

    /// The cell of a place, if it is in the plot.
    fn cell(&self, x: f32, y: f32) -> Option<(u16, u16)> {
        let across = self.x_of(x) * f32::from(self.plot.width);
        let down = (self.high - y) / (self.high - self.low) * f32::from(self.plot.height);
        let inside =
            (0.0..=f32::from(self.plot.width)).contains(&across) && (0.0..f32::from(self.plot.height)).contains(&down);
        inside.then(|| (self.plot.x + (across as u16).min(self.plot.width - 1), self.plot.y + down as u16))
    }

    /// The row of dots of a value; what is above or below the plot is so too here.
    fn dot(&self, y: f32, rows: usize) -> f32 {
        (self.high - y) / (self.high - self.low) * rows as f32
    }
}

/// Draws the panel.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let world = app.lab().world();
    let Params::Curve(curve) = &world.params else { return };
    let eye = app.eye();
    let note = match (app.lab().clock().stage, &eye.dream) {
        (Stage::Rem(_), Some(dream)) if eye.dreaming => {
            format!("dream {} of {}", words::grouped(dream.number as f64), words::grouped(dream.of as f64))
        }
        (Stage::Nrem(_), _) => "shrinking".to_owned(),
        _ => String::new(),
    };
    let foot = format!("┊ no point was shown beyond 1 and −1 · x from −{0} to {0}", curve.beyond);
    let foot = if width(&foot) + 8 > area.width { "┊ nothing shown beyond".to_owned() } else { foot };
    let color = if eye.dreaming { Some(theme.dream) } else { None };
    let panel = Panel { note: &note, foot: &foot, color, ..Panel::new(theme, "the points and the lines") };
    let inside = panel.draw(area, buffer);
    if inside.height < 3 || inside.width < 12 {
        return;
    }
    legend(app, inside, buffer);
    let plot = Rect { x: inside.x + GUTTER, y: inside.y + 1, width: inside.width - GUTTER, height: inside.height - 1 };
    let given = &world.train.given;
    let (low, high) = given.iter().fold((-1.0f32, 1.0f32), |(low, high), y| (low.min(*y), high.max(*y)));
    let plane = Plane { plot, beyond: curve.beyond as f32, low: low - AIR, high: high + AIR };
    ground(app, &plane, inside, buffer);
    lines(app, &plane, buffer);
    points(app, &plane, buffer);
}

fn legend(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let mut x = area.x;
    let room = Rect { height: 1, ..area };
    let is_narrow = area.width < 44;
    let wave = if is_narrow { "wave" } else { "the wave" };
    let all = [("✕", "shown", theme.text), ("┈", wave, theme.good)];
    let entries = if is_narrow { &all[1..] } else { &all[..] };
    let looks: Vec<Look> = app.shown().map(|life| app.look_of(life)).collect();
    let lives = looks.iter().map(|look| (look.marker, look.title.as_str(), look.color));
    for (glyph, name, color) in entries.iter().copied().chain(lives) {
        if x + width(name) + 1 > area.right() {
            break;
        }
        let end = put(buffer, room, (x, area.y), glyph, Style::new().fg(color));
        x = put(buffer, room, (end + 1, area.y), name, Style::new().fg(color)) + 2;
    }
}

/// Labels, the edges of what was shown, and the ground beyond them.
fn ground(app: &App, plane: &Plane, inside: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let plot = plane.plot;
    let shade = if theme.focus == Color::Reset || theme.texture != " " { None } else { Some(theme.focus) };
    for x in 0..plot.width {
        let middle = (f32::from(x) + 0.5) / f32::from(plot.width) * 2.0 * plane.beyond - plane.beyond;
        if middle.abs() > 1.0 {
            for y in plot.top()..plot.bottom() {
                if let Some(shade) = shade {
                    buffer[(plot.x + x, y)].bg = shade;
                }
            }
        }
    }
    for edge in [-1.0, 1.0] {
        if let Some((x, _)) = plane.cell(edge, 0.0) {
            for y in plot.top()..plot.bottom() {
                buffer[(x, y)].set_symbol("┊").set_style(theme.line());
            }
        }
    }
    for (value, label) in [(1.0, "1"), (0.0, "0"), (-1.0, "−1")] {
        if let Some((_, y)) = plane.cell(0.0, value) {
            put_right(buffer, inside, (plot.x - 1, y), label, theme.muted());
            if value == 0.0 {
                for x in plot.left()..plot.right() {
                    let cell = &mut buffer[(x, y)];
                    if cell.symbol() == " " {
                        cell.set_symbol("╌").set_style(theme.line());
                    }
                }
            }
        }
    }
}

/// The wave, then each life's line, the one that the words are about on top.
fn lines(app: &App, plane: &Plane, buffer: &mut Buffer) {
    let theme = app.theme();
    let mut canvas = Canvas::new(plane.plot.width, plane.plot.height);
    let columns = canvas.columns();
    let xs: Vec<f32> =
        (0..columns).map(|column| ((column as f32 + 0.5) / columns as f32 * 2.0 - 1.0) * plane.beyond).collect();
    let rows = canvas.rows();
    let wave = Style::new().fg(theme.good);
    for (column, x) in xs.iter().enumerate().filter(|(column, _)| column % 3 != 2) {
        let row = plane.dot(Curve::clean(*x), rows);
        if (0.0..rows as f32).contains(&row) {
            canvas.dot(column, row as usize, wave);
        }
    }
    let mut edges: Vec<(u16, bool, Color)> = Vec::new();
    for life in backwards(app) {
        let look = app.look_of(life);
        let color = look.color;
        let values = app.lab().fitted(life, &xs);
        let mut last: Option<f32> = None;
        for (column, value) in values.iter().enumerate() {
            if !value.is_finite() {
                last = None;
                continue;
            }
            let row = plane.dot(*value, rows);
            let (from, to) = (last.unwrap_or(row).min(row), last.unwrap_or(row).max(row));
            if to >= 0.0 && from < rows as f32 {
                let (from, to) = (from.max(0.0) as usize, to.max(0.0) as usize);
                canvas.column(column, from, to.min(rows - 1), Style::new().fg(color));
            }
            if row < 0.0 || row >= rows as f32 {
                edges.push(((column / 2) as u16, row < 0.0, color));
            }
            last = Some(row);
        }
    }
    canvas.draw(plane.plot, buffer);
    for (x, up, color) in edges {
        let (y, glyph) = if up { (plane.plot.top(), "▲") } else { (plane.plot.bottom() - 1, "▼") };
        let cell = &mut buffer[(plane.plot.x + x, y)];
        cell.modifier = Modifier::empty();
        cell.set_symbol(glyph).set_style(Style::new().fg(color));
    }
}

/// The points as taught, the one that is lived now, and the dream made of it.
fn points(app: &App, plane: &Plane, buffer: &mut Buffer) {
    let theme = app.theme();
    let train = &app.lab().world().train;
    let eye = app.eye();
    let seen = if eye.dreaming { eye.dream.as_ref().map(|dream| &dream.memory) } else { eye.lived.as_ref() };
    let mut mark = |x: f32, y: f32, glyph: &str, style: Style| {
        if let Some(at) = plane.cell(x, y) {
            buffer[at].modifier = Modifier::empty();
            buffer[at].set_symbol(glyph).set_style(style);
        }
    };
    for (x, y) in train.raw.values().zip(&train.given) {
        mark(x, *y, "✕", theme.strong());
    }
    let Some(seen) = seen else { return };
    let (x, y) = (seen.raw[0], seen.values.0);
    match (&eye.dream, eye.dreaming) {
        (Some(dream), true) => {
            mark(x, y, "✕", theme.strong().fg(theme.dream));
            let to = dream.raw[0];
            mark(to, y, if to < x { "◂" } else { "▸" }, theme.strong().fg(theme.dream));
        }
        _ => mark(x, y, "✕", theme.strong().fg(theme.day).add_modifier(Modifier::REVERSED)),
    }
}
