//! The mistakes on each lesson, or in each world, day by day: the second face of mistakes where not every day
//! teaches the same.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use super::GUTTER;
use super::ghost::joined;
use crate::record::{History, Measure};
use crate::tui::app::App;
use crate::tui::theme::{Theme, blend};
use crate::tui::widget::{Panel, put, put_right, width};

/// What stands before the mistakes on what a day has taught.
const TAUGHT: &str = "▸";
/// How much of its colour is left to what lies ahead.
const AHEAD: f64 = 0.35;
/// What cells are filled with where there are no colours to blend: the share of mistakes in quarters.
const SHADES: [&str; 5] = [" ", "░", "▒", "▓", "█"];

/// A day or a night as a stretch of the time axis.
struct Stretch {
    day: u32,
    is_day: bool,
    /// Its columns: from, and the one behind the last.
    columns: (u16, u16),
    /// The last point that was measured within it.
    point: Option<usize>,
}

/// Draws the panel: a row for each lesson, and as many lives as there is room for.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let parts = &app.lab().world().parts;
    // Beside the shorter one there is room for what is forgotten.
    let is_narrow = area.width < 72;
    let title = match (app.lab().world().calendar.lesson(1), is_narrow) {
        (Some(_), false) => "mistakes on what each day taught",
        (Some(_), true) => "mistakes by lesson",
        (None, _) => "mistakes in either world",
    };
    let inside = Panel::inside(area);
    let rows = usize::from(inside.height.saturating_sub(1)).max(1);
    let merged = parts.len().div_ceil(rows).max(1);
    let high = parts.len().div_ceil(merged);
    let mean = if merged > 1 { format!("means of {merged}") } else { String::new() };
    let taught = format!("{TAUGHT} taught that day");
    let feet = [joined(&[&mean, "in %, by day and by night", &taught]), joined(&[&mean, &taught]), mean];
    let foot = feet.into_iter().find(|foot| width(foot) + 8 <= area.width).unwrap_or_default();
    let panel = Panel { foot: &foot, note: &forgotten(app), ..Panel::new(theme, title) };
    let inside = panel.draw(area, buffer);
    if inside.height < 2 || parts.is_empty() {
        return;
    }
    let names: Vec<String> = parts.chunks(merged).map(|parts| named(parts.iter().map(|part| &*part.name))).collect();
    let long = names.iter().map(|name| width(name)).max().unwrap_or(0);
    let gutter = (long + 3).max(GUTTER).min(inside.width / 3);
    let plot = Rect { x: inside.x + gutter, width: inside.width - gutter, height: inside.height - 1, ..inside };
    let stretches = stretches(app, plot);
    let blocks = (usize::from(plot.height) / high).max(1);
    // The one that the words are about, the one it is compared with, then whoever else has room.
    let mut lives: Vec<usize> = app.shown().collect();
    lives.sort_by_key(|life| (*life != app.hero(), Some(*life) != app.rival()));
    lives.truncate(blocks);
    // Where there is room, a row of air between.
    let apart = u16::from(usize::from(plot.height) >= lives.len() * (high + 1) - 1);
    let mut y = plot.y;
    for life in lives {
        let look = app.look_of(life);
        for (row, (name, group)) in names.iter().zip((0..parts.len()).collect::<Vec<_>>().chunks(merged)).enumerate() {
            if y >= plot.bottom() {
                break;
            }
            if row == 0 {
                put(buffer, inside, (inside.x, y), look.marker, Style::new().fg(look.color));
            }
            let label = Rect { x: inside.x + 2, width: gutter.saturating_sub(3), ..inside };
            put(buffer, label, (label.x, y), name, theme.muted());
            strip(app, life, group, &stretches, Rect { y, height: 1, ..plot }, buffer);
            y += 1;
        }
        y += apart;
    }
    days(app, plot, inside, buffer);
}

/// “● sleeper forgot 12.3 points”: how much worse earlier lessons are known than at their best.
fn forgotten(app: &App) -> String {
    let hero = app.hero();
    let look = app.look_of(hero);
    let (history, _) = app.seen();
    let now = history.stamps().partition_point(|stamp| stamp.tick <= app.lab().clock().total);
    let column = history.tracks().get(hero).map_or(&[][..], |track| track.column(Measure::Forgetting));
    match column[..now.min(column.len())].iter().rfind(|value| value.is_finite()) {
        Some(value) => format!("{} forgot {:.1} points", look.title, 100.0 * value).replace('-', "−"),
        None => look.title,
    }
}

/// “0+1”, or of several the first and the last.
fn named<'a>(mut names: impl Iterator<Item = &'a str>) -> String {
    let first = names.next().unwrap_or_default();
    names.last().map_or_else(|| first.to_owned(), |last| format!("{first} … {last}"))
}

/// The column of a tick, as in the charts over time.
fn column(app: &App, plot: Rect, tick: u64) -> u16 {
    let place = u128::from(tick) * u128::from(plot.width) / u128::from(app.horizon().max(1));
    plot.x + (place as u16).min(plot.width)
}

/// The days and nights that the charts over time reach over.
fn stretches(app: &App, plot: Rect) -> Vec<Stretch> {
    let ticks = app.seen().1;
    let cycles = app.calendar().cycles.iter().take_while(|cycle| cycle.begin < app.horizon());
    let phases = cycles
        .flat_map(|cycle| [(cycle.day, true, cycle.begin, cycle.dusk), (cycle.day, false, cycle.dusk, cycle.dawn)]);
    phases
        .map(|(day, is_day, from, to)| {
            let last = ticks.partition_point(|tick| *tick <= to).checked_sub(1);
            let point = last.filter(|last| ticks[*last] > from);
            Stretch { day, is_day, columns: (column(app, plot, from), column(app, plot, to)), point }
        })
        .collect()
}

/// The mean error of a life on some lessons at a point; NaN where none was measured.
fn error(history: &History, life: usize, group: &[usize], point: usize) -> f64 {
    let lessons = history.tracks().get(life).map_or(&[][..], |track| track.lessons());
    let values = group.iter().filter_map(|part| lessons.get(*part)?.get(point)).filter(|value| value.is_finite());
    let (sum, count) = values.fold((0.0, 0u32), |(sum, count), value| (sum + value, count + 1));
    sum / f64::from(count)
}

/// One row: every day and night in the colour of its last measure, with the figure where it fits.
fn strip(app: &App, life: usize, group: &[usize], stretches: &[Stretch], area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let world = app.lab().world();
    for stretch in stretches {
        let Some(point) = stretch.point else { continue };
        let value = error(app.seen().0, life, group, point);
        let (from, to) = stretch.columns;
        if !value.is_finite() || from >= to {
            continue;
        }
        // What was lived before a journey back is still to come.
        let is_ahead = app.seen().1[point] > app.lab().clock().total;
        let (fill, style) = shade(theme, if is_ahead { AHEAD * value } else { value });
        for x in from..to.min(area.right()) {
            buffer[(x, area.y)].set_symbol(fill).set_style(style);
        }
        let is_taught =
            stretch.is_day && group.iter().any(|part| world.parts[*part].is_taught(&world.calendar, stretch.day));
        let style = match () {
            () if is_ahead => theme.muted(),
            () if is_taught => theme.strong().fg(theme.day),
            () => theme.base(),
        };
        let style = style.bg(buffer[(from, area.y)].bg);
        let figure = format!("{:.0}", 100.0 * value);
        let mark = if is_taught { TAUGHT } else { "" };
        let wide = to - from;
        let choices = [format!("{mark}{figure}"), mark.to_owned()];
        let Some(text) = choices.iter().find(|text| width(text) + u16::from(mark.is_empty()) <= wide) else { continue };
        if !text.is_empty() {
            put(buffer, area, (from + (wide - width(text)) / 2, area.y), text, style);
        }
    }
}

/// What a share of mistakes is drawn with.
fn shade(theme: &Theme, share: f64) -> (&'static str, Style) {
    let share = share.clamp(0.0, 1.0);
    match (theme.background, theme.bad) {
        (Color::Rgb(..), bad @ Color::Rgb(..)) => {
            (" ", Style::new().bg(blend(theme.pixel(0.0, None), bad, 0.75 * share)))
        }
        _ => (SHADES[(share * 4.0).ceil() as usize], theme.muted()),
    }
}

/// The days' numbers below.
fn days(app: &App, plot: Rect, inside: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let y = inside.bottom() - 1;
    let mut free = plot.x;
    put_right(buffer, inside, (plot.x - 1, y), "day", theme.muted());
    for (tick, label) in app.calendar().labels(app.horizon()) {
        let label = label.trim_start_matches("day ");
        let x = column(app, plot, tick);
        if x >= free && x + width(label) <= plot.right() {
            free = put(buffer, inside, (x, y), label, theme.muted()) + 2;
        }
    }
}
