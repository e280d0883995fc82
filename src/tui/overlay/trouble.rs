//! What is wrong with a file: each problem with its line, and a caret where it is.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::panel;
use crate::tui::app::App;
use crate::tui::stories::{Shown, Trouble};
use crate::tui::widget::{Panel, clean, put, put_right, width, wrap};

/// Draws it into the middle of `area`.
pub fn trouble(app: &App, trouble: &Trouble, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let wide = area.width.min(96);
    let columns = wide.saturating_sub(4);
    let high: usize = trouble.problems.iter().map(|shown| rows(shown, columns) + 1).sum();
    let label = trouble.origin.source.label();
    let title = format!("{label} cannot be lived");
    let frame = Panel { color: Some(theme.bad), note: "the lab behind goes on", ..Panel::new(theme, &title) };
    let inside = panel(&frame, theme, (wide, high as u16 + 3), area, buffer);
    let Some(last) = inside.bottom().checked_sub(1).filter(|_| !inside.is_empty()) else { return };
    let mut y = inside.y;
    for (place, shown) in trouble.problems.iter().enumerate() {
        // The first is shown as far as it goes, the others whole or not at all.
        if place > 0 && usize::from(last.saturating_sub(y)) < rows(shown, columns) {
            let more = format!("and {} more", trouble.problems.len() - place);
            put_right(buffer, inside, (inside.right(), last), &more, theme.muted());
            break;
        }
        y = problem(app, shown, Rect { y, height: last.saturating_sub(y), ..inside }, buffer) + 1;
    }
    let end = put(buffer, inside, (inside.x, last), "enter", theme.strong());
    let end = put(buffer, inside, (end + 1, last), "read it again", theme.muted());
    let end = put(buffer, inside, (end + 3, last), "esc", theme.strong());
    put(buffer, inside, (end + 1, last), "close", theme.muted());
}

fn said(shown: &Shown) -> String {
    let place = if shown.place.is_empty() { String::new() } else { format!("{}: ", shown.place) };
    clean(&(place + &shown.message))
}

fn rows(shown: &Shown, columns: u16) -> usize {
    wrap(&said(shown), columns).len() + if shown.line.is_some() { 2 } else { 0 }
}

/// Draws a problem; returns the row behind it.
fn problem(app: &App, shown: &Shown, area: Rect, buffer: &mut Buffer) -> u16 {
    let theme = app.theme();
    let mut y = area.y;
    for line in wrap(&said(shown), area.width) {
        put(buffer, area, (area.x, y), &line, theme.base());
        y += 1;
    }
    let Some((number, line, at)) = &shown.line else { return y };
    let gutter = format!("{number:>4} │ ");
    let room = usize::from(area.width.saturating_sub(width(&gutter)));
    // A long line is shown around the place.
    let skipped = if *at >= room.saturating_sub(4) { at.saturating_sub(room / 2) } else { 0 };
    let text: String = line.chars().skip(skipped).collect();
    let before: String = line.chars().skip(skipped).take(at - skipped.min(*at)).collect();
    let x = put(buffer, area, (area.x, y), &gutter, theme.muted());
    put(buffer, area, (x, y), &text, theme.strong());
    put(buffer, area, (area.x, y + 1), "     │", theme.muted());
    put(buffer, area, (x + width(&before), y + 1), "^", Style::new().fg(theme.bad));
    y + 2
}
