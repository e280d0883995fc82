//! A line that is asked for, and what may stand on it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::panel;
use crate::arm::Param;
use crate::scenario::key;
use crate::session::FORMS;
use crate::tui::app::App;
use crate::tui::ask::{Ask, Asked, PLACES};
use crate::tui::widget::{Panel, clean, put, width, wrap};

/// Columns of the panel, where there is room.
const WIDE: u16 = 72;

/// Draws it into the middle of `area`.
pub fn ask(app: &App, ask: &Ask, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let (title, verb) = match ask.asked() {
        Asked::Place => ("go to", "goes there"),
        Asked::Until => ("run until", "runs"),
        Asked::Value(param) => (param.path(), "takes it, to be made so"),
    };
    let words = words(app, ask.asked());
    let columns = WIDE.min(area.width).saturating_sub(4);
    let said: Vec<(String, bool)> = match ask.message() {
        Some(message) => wrap(&clean(message), columns).into_iter().map(|line| (line, true)).collect(),
        None => words.iter().flat_map(|text| wrap(text, columns)).map(|line| (line, false)).collect(),
    };
    // What is wrong may take more rows than what is allowed; the panel does not jump for it.
    let rows = words.iter().map(|text| wrap(text, columns).len()).sum::<usize>().max(said.len());
    let foot = format!("enter {verb} · esc closes");
    let frame = Panel { foot: &foot, ..Panel::new(theme, title) };
    let high = rows as u16 + 4;
    let tight = high > area.height;
    let inside = panel(&frame, theme, (WIDE, high), area, buffer);
    line(app, ask, inside, buffer);
    let first = inside.y + if tight { 1 } else { 2 };
    let room = usize::from(inside.bottom().saturating_sub(first));
    for (row, (y, (text, wrong))) in (first..inside.bottom()).zip(&said).enumerate() {
        let style = if *wrong { Style::new().fg(theme.bad) } else { theme.muted() };
        let end = put(buffer, inside, (inside.x, y), text, style);
        if row + 1 == room && said.len() > room {
            put(buffer, inside, (end.min(inside.right().saturating_sub(1)), y), "…", style);
        }
    }
}

/// What may stand on the line.
fn words(app: &App, asked: Asked) -> Vec<String> {
    match asked {
        Asked::Place => vec![PLACES.to_owned()],
        Asked::Until => vec![FORMS.to_owned()],
        Asked::Value(param) => value(app, param),
    }
}

fn value(app: &App, param: Param) -> Vec<String> {
    let now = app.in_force(param).map_or_else(|| "it differs between lives".to_owned(), |value| format!("now {value}"));
    let Some(key) = key::find(param.path()) else { return vec![now] };
    vec![key.about.to_owned(), format!("{now} · {}", key.kind)]
}

/// The line with its cursor; empty, what was said the last time.
fn line(app: &App, ask: &Ask, area: Rect, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let theme = app.theme();
    let x = put(buffer, area, (area.x, area.y), "› ", theme.strong().fg(theme.day));
    let (text, cursor) = ask.line();
    if text.is_empty() && !ask.last().is_empty() {
        let last = clean(ask.last());
        let end = put(buffer, area, (x + 1, area.y), &last, theme.muted());
        put(buffer, area, (end + 2, area.y), "enter: again · ↑ to change it", theme.muted());
    }
    // As much as is needed to see where one types.
    let room = usize::from(area.right().saturating_sub(x + 1));
    let skipped = (cursor + 1).saturating_sub(room.max(1));
    let before: String = text.chars().take(cursor).skip(skipped).collect();
    let shown: String = text.chars().skip(skipped).collect();
    put(buffer, area, (x, area.y), &shown, theme.strong());
    let at = Rect { x: x + width(&before), width: 1, height: 1, ..area }.intersection(area);
    let cell = theme.selected().patch(Style::new().bg(theme.text).fg(theme.background));
    buffer.set_style(at, cell);
}
