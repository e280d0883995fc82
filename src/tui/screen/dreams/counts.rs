//! What was dreamt, by age and by what it teaches, as bars against what is remembered.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::View;
use crate::data::Form;
use crate::tui::dreams::Count;
use crate::tui::widget::{Panel, Share, Shares, put, width, wrap};
use crate::tui::words::{self, dream};

/// Ages that are told apart at the most.
const AGES: usize = 8;

/// Draws the panel.
pub fn draw(view: &View<'_>, area: Rect, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let tally = &view.night.tally;
    let counted = match tally.every {
        1 => format!("{} so far", words::grouped(tally.all.dreamt as f64)),
        every => format!("every {every}th counted"),
    };
    let is_over = view.night.done >= view.night.dreaming.of;
    let note = match area.height {
        0..14 => "━ dreams ┃ memory · 1 = drawn evenly".to_owned(),
        _ if is_over && tally.every == 1 => format!("all {}", words::grouped(tally.all.dreamt as f64)),
        _ => counted,
    };
    let foot = "x night by night";
    let panel = Panel { note: &note, foot, color: Some(theme.dream), ..Panel::new(theme, "dreamt against remembered") };
    let inside = panel.draw(area, buffer);
    if inside.height < 3 {
        return;
    }
    if inside.height < 12 {
        beside(view, inside, buffer);
    } else {
        above(view, inside, buffer);
    }
}

/// How old, above what was taught, and how to read it.
fn above(view: &View<'_>, area: Rect, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let legend =
        "━ is a share of the dreams, ┃ of what is remembered. The number is the one over the other: 1 = drawn evenly.";
    let legend = wrap(legend, area.width);
    let kinds = kinds(view, usize::from(area.height.saturating_sub(9)));
    let ages = ages(view, AGES.min(usize::from(area.height).saturating_sub(kinds.len() + 4)));
    let mut y = area.y;
    let when = if view.app.lab().world().is_game() { "lived on" } else { "how old" };
    for (title, rows) in [(when, &ages), (kind(view), &kinds)] {
        put(buffer, area, (area.x, y), title, theme.muted());
        let place = Rect { y: y + 1, height: area.bottom().saturating_sub(y + 1), ..area };
        Shares { theme, rows, columns: 1, most: None }.render(place, buffer);
        y += rows.len() as u16 + 2;
    }
    let from = area.bottom().saturating_sub(legend.len() as u16);
    if y <= from {
        for (line, y) in legend.iter().zip(from..) {
            put(buffer, area, (area.x, y), line, theme.muted());
        }
    }
}

/// The same in a few rows, beside each other.
fn beside(view: &View<'_>, area: Rect, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let room = usize::from(area.height);
    let (ages, kinds) = (ages(view, room), kinds(view, 2 * room));
    let columns = kinds.len().div_ceil(room).max(1) as u16;
    let pitch = area.width / (columns + 1);
    let left = Rect { width: pitch.saturating_sub(3), ..area };
    Shares { theme, rows: &ages, columns: 1, most: None }.render(left, buffer);
    let right = Rect { x: area.x + pitch, width: area.width - pitch, ..area };
    Shares { theme, rows: &kinds, columns, most: None }.render(right, buffer);
}

/// What kinds are.
fn kind(view: &View<'_>) -> &'static str {
    let world = view.app.lab().world();
    match world.form {
        _ if world.is_game() && world.trial().is_none() => "which piece",
        _ if world.is_classes() => "taught as",
        Form::Line => "where (x of the memory)",
        _ => "taught",
    }
}

fn row(view: &View<'_>, label: String, count: Count) -> Share {
    let theme = view.app.theme();
    let all = &view.night.tally.all;
    let value = count.index(all).map_or_else(|| "–".to_owned(), |index| format!("{index:.2}"));
    let style = Style::new().fg(theme.dream);
    Share { label, share: count.dreamt_of(all), against: count.known_of(all), value, style }
}

/// By age; those older than there is room for together.
fn ages(view: &View<'_>, room: usize) -> Vec<Share> {
    let counts = &view.night.tally.ages;
    let room = room.max(1);
    let lumped = counts.len() > room;
    let own = if lumped { room - 1 } else { counts.len() };
    let add = |sum: Count, count: &Count| Count { dreamt: sum.dreamt + count.dreamt, known: sum.known + count.known };
    let rest = counts[own..].iter().fold(Count::default(), add);
    let (night, is_game) = (view.night.dreaming.night as usize, view.app.lab().world().is_game());
    let name = |age: usize| match age {
        0 if is_game => format!("day {night}, that day"),
        // The day a memory is from: by that one tells the Tetris effect.
        age if is_game => format!("day {}", night.saturating_sub(age)),
        0 => "that day".to_owned(),
        1 => "1 day".to_owned(),
        age => format!("{age} days"),
    };
    let mut rows: Vec<Share> =
        counts[..own].iter().enumerate().map(|(age, count)| row(view, name(age), *count)).collect();
    if lumped {
        rows.push(row(view, "older".to_owned(), rest));
    }
    rows
}

/// By class, or by where a point lies; of more classes than there is room for those that are dreamt most.
fn kinds(view: &View<'_>, room: usize) -> Vec<Share> {
    let tally = &view.night.tally;
    let mut kinds: Vec<usize> = (0..tally.kinds.len()).collect();
    if kinds.len() > room {
        kinds.sort_by_key(|kind| (std::cmp::Reverse(tally.kinds[*kind].dreamt), *kind));
        kinds.truncate(room);
        kinds.sort_unstable();
    }
    let names = kinds.iter().map(|kind| match tally.range(*kind) {
        Some((low, high)) => format!("{} … {}", dream::number(low.into()), dream::number(high.into())),
        None => dream::call(view.app.lab().world(), *kind as u8),
    });
    let names: Vec<String> = names.collect();
    let long = names.iter().map(|name| width(name)).max().unwrap_or(0);
    let right = |name: &String| format!("{}{name}", " ".repeat(usize::from(long - width(name))));
    names.iter().zip(&kinds).map(|(name, kind)| row(view, right(name), tally.kinds[*kind])).collect()
}
