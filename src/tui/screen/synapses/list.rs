//! A net of one neuron: its weights one by one, as bars to either side of 0.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use super::View;
use super::names::weight;
use crate::data::Encoder;
use crate::tui::theme::{Theme, blend};
use crate::tui::widget::{Panel, Window, put, put_right, width, wrap};
use crate::tui::words;

/// Draws the panel.
pub fn draw(view: &View<'_>, area: Rect, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let count = view.weights.nrows();
    let title = format!("{} {} · {count} weights", view.look.marker, view.look.title);
    let note = view.whom();
    let panel = Panel { color: Some(view.look.color), note, ..Panel::new(theme, &title) };
    let inside = panel.draw(area, buffer);
    if inside.width < 24 || inside.height < 3 {
        return;
    }
    let features = match view.app.lab().world().encoder {
        Encoder::Legendre { .. } => "Legendre polynomials of x",
        Encoder::Identity => "the inputs",
    };
    let about = format!("Weights of {features}: below 0 to the left, above to the right.");
    let mut said = wrap(&about, inside.width);
    if inside.height < count as u16 + 3 + said.len() as u16 {
        said.clear();
    }
    for (line, y) in said.iter().zip(inside.y..) {
        put(buffer, inside, (inside.x, y), line, theme.muted());
    }
    let top = inside.y + said.len() as u16;
    let (input, _) = view.state.cursor();
    let room = inside.bottom().saturating_sub(top + 2);
    let before = view.state.before();
    let rows = Window::close(count, usize::from(room), input);
    // Where there is room, a row of air between.
    let apart = if usize::from(room) >= 2 * count { 2 } else { 1 };
    let names = (0..count).map(|input| width(&view.input(input))).max().unwrap_or(0) + 2;
    let half = inside.width.saturating_sub(names + 9) / 2;
    let zero = inside.x + names + half;
    for cell in 0..rows.cells {
        let y = top + cell as u16 * apart;
        let Some(input) = rows.span(cell).next() else { continue };
        let value = view.weights[(input, 0)];
        let is_here = input == view.state.cursor().0;
        let style = if is_here { theme.strong() } else { theme.muted() };
        put(buffer, inside, (inside.x, y), if is_here { "▸" } else { " " }, theme.strong());
        put(buffer, inside, (inside.x + 2, y), &view.input(input), style);
        put(buffer, inside, (zero, y), "│", theme.line());
        let columns = |value: f32| {
            let share = f64::from(value.abs()) / view.tally.edge;
            if share.is_finite() { (share.min(1.0) * f64::from(half)).round() as u16 } else { 0 }
        };
        let color = if value > 0.0 { theme.positive } else { theme.negative };
        let color = match (theme.background, is_here) {
            (Color::Rgb(..), false) => blend(theme.background, color, 0.7),
            _ => color,
        };
        bar(buffer, inside, (zero, y), (columns(value), value > 0.0), Style::new().fg(color));
        if let Some(then) = before.and_then(|(_, weights)| weights.get(input)) {
            let x = if *then > 0.0 { zero + columns(*then) } else { zero - columns(*then) };
            ghost(buffer, (x, y), theme);
        }
        let style = if is_here { theme.strong().fg(color) } else { Style::new().fg(color) };
        put_right(buffer, inside, (inside.right(), y), &weight(value), style);
    }
    let born = view.app.lab().set_points(view.life, 0).first().copied().unwrap_or(0.0);
    let all = view.tally.totals.first().copied().unwrap_or(f64::NAN);
    let text = format!("Σ|w| {}, born with {}", words::strength(all), words::strength(born));
    let edge = weight(view.tally.edge as f32).trim_start_matches('+').to_owned();
    let low = format!("−{edge}");
    // The axis, right below the bars.
    let y = (top + rows.cells as u16 * apart).min(inside.bottom() - 1);
    if y + 1 < inside.bottom() && view.tally.largest > 0.0 {
        put(buffer, inside, (zero.saturating_sub(half), y), &low, theme.muted());
        put(buffer, inside, (zero, y), "0", theme.muted());
        put_right(buffer, inside, (zero + half + 1, y), &edge, theme.muted());
    }
    let last = inside.bottom() - 1;
    let y = if y + 3 <= last { y + 2 } else { (y + 1).min(last) };
    put(buffer, inside, (inside.x, y), &text, theme.muted());
    if let Some((tick, _)) = before.filter(|_| y < last) {
        let text = format!("┊ {}", words::when(view.app, tick));
        put(buffer, inside, (inside.x, y + 1), &text, theme.muted());
    }
}

/// A bar of so many columns from 0 on, to the right or to the left.
fn bar(buffer: &mut Buffer, area: Rect, (zero, y): (u16, u16), (long, is_right): (u16, bool), style: Style) {
    let begin = if is_right { zero + 1 } else { zero - long };
    put(buffer, area, (begin, y), &"█".repeat(usize::from(long)), style);
}

/// Where a weight stood before: a thin line, on its bar or beside it.
fn ghost(buffer: &mut Buffer, (x, y): (u16, u16), theme: &Theme) {
    let cell = &mut buffer[(x, y)];
    let on_bar = cell.symbol() == "█";
    let (fg, bg) = (cell.fg, cell.bg);
    cell.set_symbol("┊");
    cell.set_style(theme.base());
    if on_bar && fg != Color::Reset {
        cell.set_style(Style::new().fg(theme.background).bg(fg));
    } else {
        cell.bg = bg;
    }
}
