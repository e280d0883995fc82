//! A net of one neuron: its weights one by one, as bars to either side of 0.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use super::View;
use super::names::weight;
use crate::data::Encoder;
use crate::tui::theme::blend;
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
        Encoder::Legendre { .. } => "Legendre polynomial of x",
        Encoder::Identity => "input",
    };
    let about = format!("One weight for each {features}: above 0 to the right, below 0 to the left.");
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
        let share = f64::from(value.abs() / view.tally.largest);
        let long = if share.is_finite() { (share * f64::from(half) * 2.0).round() as u16 } else { 0 };
        let color = if value > 0.0 { theme.positive } else { theme.negative };
        let color = match (theme.background, is_here) {
            (Color::Rgb(..), false) => blend(theme.background, color, 0.7),
            _ => color,
        };
        bar(buffer, inside, (zero, y), (long, value > 0.0), Style::new().fg(color));
        let style = if is_here { theme.strong().fg(color) } else { Style::new().fg(color) };
        put_right(buffer, inside, (inside.right(), y), &weight(value), style);
    }
    let born = view.app.lab().set_points(view.life, 0).first().copied().unwrap_or(0.0);
    let all = view.tally.totals.first().copied().unwrap_or(f64::NAN);
    let text = format!("Σ|w| {}, born with {}", words::strength(all), words::strength(born));
    let edge = weight(view.tally.largest).trim_start_matches('+').to_owned();
    let low = format!("−{edge}");
    // The axis, right below the bars.
    let y = (top + rows.cells as u16 * apart).min(inside.bottom() - 1);
    if y + 1 < inside.bottom() && view.tally.largest > 0.0 {
        put(buffer, inside, (zero.saturating_sub(half), y), &low, theme.muted());
        put(buffer, inside, (zero, y), "0", theme.muted());
        put_right(buffer, inside, (zero + half + 1, y), &edge, theme.muted());
    }
    put(buffer, inside, (inside.x, (y + 2).min(inside.bottom() - 1)), &text, theme.muted());
}

/// A bar of so many halves of a column from 0 on, to the right or to the left.
fn bar(buffer: &mut Buffer, area: Rect, (zero, y): (u16, u16), (halves, is_right): (u16, bool), style: Style) {
    let (full, half) = (halves / 2, halves % 2 == 1);
    for step in 0..full + u16::from(half) {
        let x = if is_right { zero + 1 + step } else { zero - 1 - step };
        let glyph = match (step < full, is_right) {
            // A bar to the left is drawn in another glyph: its side is seen without its line too.
            (true, true) => "█",
            (true, false) => "▓",
            (false, true) => "▌",
            (false, false) => "▐",
        };
        put(buffer, area, (x, y), glyph, style);
    }
}
