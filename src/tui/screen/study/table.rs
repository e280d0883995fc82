//! The table of lives: means over the seeds that are done so far.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::tui::study::table::{Column, STRENGTH, columns, note};
use crate::tui::study::{Watched, words};
use crate::tui::widget::{Panel, put, put_right, width};

/// Columns of what precedes a name: which of the two it is, and its marker.
const MARKS: u16 = 4;
/// Columns between two columns.
const GAP: u16 = 2;

/// Draws it. Where there is no room for every life, it scrolls to the two that are compared.
pub fn draw(watched: &Watched, area: Rect, buffer: &mut Buffer) {
    let theme = watched.theme();
    let setting = words::setting(watched, watched.shelf().setting());
    let title = setting.unwrap_or_else(|| "arms, on the last morning".to_owned());
    let note = note(watched);
    let panel = Panel { note: &note, ..Panel::new(theme, &title) };
    let inside = panel.draw(area, buffer);
    let lives = watched.setting().names.len();
    let room = usize::from(inside.height.saturating_sub(1));
    let pair = watched.pair();
    let from = pair.map_or(0, |(first, second)| {
        let (low, high) = (first.min(second), first.max(second));
        if high < room { 0 } else { low.min((high + 1).saturating_sub(room)).max((low + 1).saturating_sub(room)) }
    });
    let rows: Vec<(usize, u16)> = (from..lives).zip(inside.y + 1..inside.bottom()).collect();
    let names = (0..lives).map(|life| width(&watched.look_of(life).title)).max().unwrap_or(0);
    for (life, y) in &rows {
        let look = watched.look_of(*life);
        let sign = match pair {
            Some((first, _)) if first == *life => "+",
            Some((_, second)) if second == *life => "−",
            _ => " ",
        };
        put(buffer, inside, (inside.x, *y), sign, theme.strong());
        put(buffer, inside, (inside.x + 2, *y), look.marker, Style::new().fg(look.color));
        put(buffer, inside, (inside.x + MARKS, *y), &look.title, Style::new().fg(look.color));
    }
    let hidden = lives.saturating_sub(rows.len());
    if hidden > 0 && inside.height > 0 {
        put(buffer, inside, (inside.x + MARKS, inside.y), &format!("{hidden} more"), theme.muted());
    }
    let mut columns = columns(watched);
    let long = |columns: &[Column]| MARKS + names + columns.iter().map(|column| column.width() + GAP).sum::<u16>();
    let wide = long(&columns);
    // The least that is missed is how far strength varies.
    for column in columns.iter_mut().filter(|column| column.head == STRENGTH) {
        if wide > inside.width {
            column.intervals.clear();
        }
    }
    while columns.len() > 1 && long(&columns) > inside.width {
        let least = columns.iter().map(|column| column.weight).min();
        columns.retain(|column| Some(column.weight) != least);
    }
    let mut x = inside.x + MARKS + names;
    for column in &columns {
        let right = (x + GAP + column.width()).min(inside.right());
        if inside.height > 0 {
            put_right(buffer, inside, (right, inside.y), &column.head, theme.muted());
        }
        for (life, y) in &rows {
            let cell = &column.cells[*life];
            let style = match column.head.as_str() {
                "diverged" if cell != "0" => theme.strong().fg(theme.bad),
                "seeds" => theme.muted(),
                _ => theme.base(),
            };
            let interval = column.intervals.get(*life).map_or("", String::as_str);
            put_right(buffer, inside, (right, *y), interval, theme.muted());
            put_right(buffer, inside, (right.saturating_sub(column.interval()), *y), cell, style);
        }
        x = right;
    }
}
