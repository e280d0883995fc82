//! The stories that can be opened: a list, and what the selected one is about.

mod preview;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{centred, panel};
use crate::scenario::Source;
use crate::tui::app::App;
use crate::tui::stories::Stories;
use crate::tui::widget::{Panel, put, width};

/// Columns and rows of the panel, where there is room.
const SIZE: (u16, u16) = (110, 22);
/// Columns inside the panel from which the preview stands beside the list.
const BESIDE: u16 = 70;

/// Draws it into the middle of `area`.
pub fn stories(app: &App, stories: &Stories, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let rows = rows(stories);
    let room = room(area).map_or(0, |room| usize::from(place_of_list(stories, &rows, room).height));
    let note = match rows.len().saturating_sub(room) {
        0 => "enter opens · esc closes".to_owned(),
        more => format!("↑ ↓ {more} more · enter opens · esc closes"),
    };
    let inside = panel(&Panel { note: &note, ..Panel::new(theme, "stories") }, theme, SIZE, area, buffer);
    let Some(last) = inside.bottom().checked_sub(1).filter(|_| !inside.is_empty()) else { return };
    line(app, stories, Rect { y: last, height: 1, ..inside }, buffer);
    let above = Rect { height: inside.height - 1, ..inside };
    let place = place_of_list(stories, &rows, above);
    list(app, stories, &rows, place, buffer);
    if above.width >= BESIDE {
        let columns = place.width;
        for y in above.top()..above.bottom() {
            buffer[(above.x + columns, y)].set_symbol("│").set_style(theme.line());
        }
        let right = Rect { x: above.x + columns + 2, width: above.width - columns - 2, ..above };
        preview::draw(app, stories, right, buffer);
    } else {
        let high = place.height;
        let below = Rect { y: above.y + high, height: above.height - high, ..above };
        preview::draw(app, stories, below, buffer);
    }
}

/// The entry under a pointer.
#[must_use]
pub fn entry_at(stories: &Stories, area: Rect, pointer: Position) -> Option<usize> {
    let rows = rows(stories);
    let place = place_of_list(stories, &rows, room(area)?);
    if !place.contains(pointer) {
        return None;
    }
    match rows.get(skipped(stories, &rows, place.height) + usize::from(pointer.y - place.y))? {
        Row::Entry(entry) => Some(*entry),
        Row::Heading(_) => None,
    }
}

/// Where list and preview stand, above the line that is typed; `None` where there is no room for them.
fn room(area: Rect) -> Option<Rect> {
    let frame = centred(SIZE, area);
    Some(Rect::new(frame.x + 2, frame.y + 1, frame.width.checked_sub(4)?, frame.height.checked_sub(3)?))
}

fn place_of_list(stories: &Stories, rows: &[Row], above: Rect) -> Rect {
    if above.width >= BESIDE {
        let longest = stories.entries().iter().map(|entry| width(&entry.name())).max().unwrap_or(0);
        Rect { width: (longest + 4).clamp(18, 30), ..above }
    } else {
        Rect { height: (rows.len() as u16).min(above.height.div_ceil(2)), ..above }
    }
}

/// Rows of the list that are not shown: as far down as the selected one asks for.
fn skipped(stories: &Stories, rows: &[Row], high: u16) -> usize {
    let selected = rows.iter().position(|row| matches!(row, Row::Entry(place) if *place == stories.selected()));
    selected.map_or(0, |row| (row + 1).saturating_sub(usize::from(high)))
}

/// A row of the list.
enum Row {
    Heading(&'static str),
    Entry(usize),
}

fn rows(stories: &Stories) -> Vec<Row> {
    let mut rows = vec![Row::Heading("shipped")];
    let mut files = false;
    for (place, entry) in stories.entries().iter().enumerate() {
        if matches!(entry.origin.source, Source::File(_)) && !files {
            files = true;
            rows.push(Row::Heading("in this folder"));
        }
        rows.push(Row::Entry(place));
    }
    rows
}

fn list(app: &App, stories: &Stories, rows: &[Row], area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let skipped = skipped(stories, rows, area.height);
    for (y, row) in (area.top()..area.bottom()).zip(&rows[skipped..]) {
        match row {
            Row::Heading(text) => {
                put(buffer, area, (area.x, y), text, theme.muted());
            }
            Row::Entry(place) => {
                let entry = &stories.entries()[*place];
                let chosen = *place == stories.selected();
                let mut style = if chosen { theme.strong().patch(theme.selected()) } else { theme.base() };
                if entry.scenario.is_err() {
                    style = style.fg(theme.bad);
                }
                let band = Rect { y, height: 1, width: area.width.saturating_sub(1), ..area };
                if chosen {
                    buffer.set_style(band, theme.selected());
                    put(buffer, band, (area.x, y), "▸", style);
                }
                let end = put(buffer, band, (area.x + 2, y), &entry.name(), style);
                if entry.scenario.is_err() {
                    put(buffer, band, (end + 1, y), "✗", style);
                }
            }
        }
    }
}

/// The line that is typed, or how to type one.
fn line(app: &App, stories: &Stories, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let Some(typed) = stories.typed() else {
        let hint = "type a name or a path · tab completes · --arms --days --seed --set change it";
        if stories.found().is_empty() {
            put(buffer, area, (area.x, area.y), hint, theme.muted());
        }
        return found(app, stories, area, buffer);
    };
    let x = put(buffer, area, (area.x, area.y), "open ", theme.muted());
    // The end of the line is where one types.
    let room = usize::from(area.right().saturating_sub(x + 1));
    let skipped = typed.chars().count().saturating_sub(room);
    let shown: String = typed.chars().skip(skipped).collect();
    let end = put(buffer, area, (x, area.y), &shown, theme.strong());
    let cursor = Rect { x: end, width: area.right().saturating_sub(end).min(1), ..area };
    buffer.set_style(cursor, theme.selected().patch(Style::new().bg(theme.text)));
    let rest = Rect { x: end + 2, width: area.right().saturating_sub(end + 2), ..area };
    if let Some(message) = stories.message() {
        put(buffer, rest, (rest.x, rest.y), message, Style::new().fg(theme.bad));
    } else {
        found(app, stories, rest, buffer);
    }
}

/// What the line may be completed to, as far as there is room.
fn found(app: &App, stories: &Stories, area: Rect, buffer: &mut Buffer) {
    let mut x = area.x;
    for (place, name) in stories.found().iter().enumerate() {
        let left = stories.found().len() - place;
        if x + width(name) + 5 > area.right() {
            put(buffer, area, (x, area.y), &format!("+{left}"), app.theme().muted());
            break;
        }
        x = put(buffer, area, (x, area.y), name, app.theme().muted()) + 2;
    }
}
