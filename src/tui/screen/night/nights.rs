//! Days and nights: the hypnogram of the whole life, which is also where one stands in it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use crate::arm::Phase;
use crate::scenario::{Event, What};
use crate::tui::app::App;
use crate::tui::calendar::{Cycle, Kind};
use crate::tui::widget::{Panel, put, put_right, width};

const LANES: [(Kind, &str); 3] = [(Kind::Wake, "awake"), (Kind::Dream, "dreaming"), (Kind::Deep, "deep sleep")];

/// Rows from which on every lane has its own.
const TALL: u16 = 4;

/// The part of the panel's inside that time runs along.
#[must_use]
pub fn lanes(inside: Rect) -> Rect {
    let gutter = LANES.iter().map(|lane| width(lane.1)).max().unwrap_or(0) + 1;
    let gutter = if inside.height >= TALL { gutter.min(inside.width) } else { 0 };
    Rect { x: inside.x + gutter, width: inside.width - gutter, ..inside }
}

/// Draws the panel.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let missed = missed(app);
    let foot = if missed.is_empty() { "" } else { "╌ missed: nobody sleeps" };
    let inside = Panel { foot, ..Panel::new(theme, "days and nights") }.draw(area, buffer);
    if inside.is_empty() {
        return;
    }
    let tall = inside.height >= TALL;
    let lanes = lanes(inside);
    let columns = columns(app, lanes.width);
    // A column is missed where most of it is.
    let end = u128::from(app.calendar().end().max(1));
    let is_missed = |x: usize| {
        let middle = ((2 * x as u128 + 1) * end / (2 * u128::from(lanes.width.max(1)))) as u64;
        missed.iter().any(|(from, to)| (*from..*to).contains(&middle))
    };
    let now = column_of(app, app.lab().clock().total, lanes.width);
    let seen = column_of(app, app.seen_until(), lanes.width);
    if tall {
        for (row, (kind, name)) in LANES.iter().enumerate() {
            let y = inside.y + row as u16;
            put_right(buffer, inside, (lanes.x - 1, y), name, Style::new().fg(color(app, *kind)));
            for (x, kinds) in columns.iter().enumerate() {
                if kinds.contains(kind) {
                    let past = (x as u16) <= seen;
                    let at = (lanes.x + x as u16, y);
                    if is_missed(x) {
                        wait(app, buffer, at);
                    } else {
                        mark(app, buffer, at, "▄", *kind, past);
                    }
                }
            }
        }
    } else {
        for (x, kinds) in columns.iter().enumerate() {
            let past = (x as u16) <= seen;
            let at = (lanes.x + x as u16, inside.y);
            let night = if kinds.contains(&Kind::Dream) { Kind::Dream } else { Kind::Deep };
            if !kinds.is_empty() && is_missed(x) {
                wait(app, buffer, at);
            } else if kinds.first() == Some(&Kind::Wake) {
                mark(app, buffer, at, "▀", Kind::Wake, past);
            } else if !kinds.is_empty() {
                mark(app, buffer, at, "▄", night, past);
            }
        }
    }
    let rows = if tall { 3 } else { 1 };
    for y in inside.y..(inside.y + rows).min(inside.bottom()) {
        if now < lanes.width {
            buffer[(lanes.x + now, y)].set_symbol("│").set_style(theme.strong());
        }
    }
    if tall {
        put_right(buffer, inside, (lanes.x - 1, inside.y + 3), "day", theme.muted());
    }
    let mut free = lanes.x;
    let y = inside.y + rows;
    for (tick, label) in app.calendar().labels(u64::MAX) {
        let label = label.trim_start_matches("day ");
        let x = lanes.x + column_of(app, tick, lanes.width);
        if y < inside.bottom() && x >= free && x + width(label) <= lanes.right() {
            free = put(buffer, lanes, (x, y), label, theme.muted()) + 2;
        }
    }
}

/// The nights, or what is left of them, that everyone spends waiting.
fn missed(app: &App) -> Vec<(u64, u64)> {
    let spec = app.lab().spec();
    let cycles = &app.calendar().cycles;
    let skipped = |day: u32| {
        let here = |event: &&Event| event.day == day && event.life.is_none() && event.what == What::SkipNight;
        spec.events.iter().find(here)
    };
    let begin = |cycle: &Cycle| match skipped(cycle.day) {
        _ if spec.is_missed(cycle.day) => Some(cycle.dusk),
        Some(event) if event.phase == Phase::Night => Some(cycle.dusk + u64::from(event.tick)),
        Some(_) => Some(cycle.dusk),
        None => None,
    };
    cycles.iter().filter_map(|cycle| Some((begin(cycle)?, cycle.dawn))).collect()
}

/// A part of a missed night.
fn wait(app: &App, buffer: &mut Buffer, at: (u16, u16)) {
    buffer[at].set_symbol("╌").set_style(app.theme().muted());
}

fn mark(app: &App, buffer: &mut Buffer, at: (u16, u16), glyph: &str, kind: Kind, past: bool) {
    let (glyph, style) = if past { (glyph, Style::new().fg(color(app, kind))) } else { ("·", app.theme().line()) };
    buffer[at].set_symbol(glyph).set_style(style);
}

fn color(app: &App, kind: Kind) -> Color {
    let theme = app.theme();
    match kind {
        Kind::Wake => theme.day,
        Kind::Dream => theme.dream,
        Kind::Deep => theme.deep,
    }
}

/// The column of a tick among `width` of them.
fn column_of(app: &App, tick: u64, width: u16) -> u16 {
    let end = u128::from(app.calendar().end().max(1));
    let place = u128::from(tick) * u128::from(width) / end;
    (place as u16).min(width.saturating_sub(1))
}

/// What happens within each of `width` columns; the longest first.
fn columns(app: &App, width: u16) -> Vec<Vec<Kind>> {
    let end = app.calendar().end().max(1);
    let mut shares = vec![[0u64; 3]; usize::from(width)];
    // In units of a tick times a column, so that nothing is rounded.
    for run in &app.calendar().runs {
        let (from, to) = (run.begin * u64::from(width), run.end * u64::from(width));
        let mut x = from / end;
        while x < u64::from(width) && x * end < to {
            let overlap = to.min((x + 1) * end) - from.max(x * end);
            shares[x as usize][run.kind as usize] += overlap;
            x += 1;
        }
    }
    shares
        .into_iter()
        .map(|share| {
            let mut kinds = vec![Kind::Wake, Kind::Dream, Kind::Deep];
            kinds.retain(|kind| share[*kind as usize] > 0);
            kinds.sort_by_key(|kind| std::cmp::Reverse(share[*kind as usize]));
            // A sliver of day in a column of night is the edge of the day beside it.
            kinds.retain(|kind| *kind != Kind::Wake || 2 * share[Kind::Wake as usize] >= end);
            kinds
        })
        .collect()
}
