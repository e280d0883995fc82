//! The first line: what is watched, when, and how fast.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use crate::lab::Stage;
use crate::record::Moment;
use crate::tui::app::{App, Mode};
use crate::tui::calendar::darkness;
use crate::tui::tab::Tab;
use crate::tui::theme::blend;
use crate::tui::widget::{put, put_right, width};
use crate::tui::words;

/// Draws it.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let theme = app.theme();
    let clock = app.lab().clock();
    let moment = clock.stamp().moment;
    let (is_day, time) = app.time();
    let sky = blend(theme.background, theme.night, darkness(time));
    buffer.set_style(area, Style::new().bg(sky));

    let end = put(buffer, area, (area.x + 1, area.y), "oneiro", theme.strong());
    let x = put(buffer, area, (end + 2, area.y), &app.lab().spec().name, Style::new().fg(theme.text));
    let (glyph, color) = match clock.stage {
        Stage::Birth | Stage::Wake => ("☀", theme.day),
        Stage::Nap | Stage::Rem(_) => ("☾", theme.dream),
        Stage::Nrem(_) => ("☾", theme.deep),
    };
    let name = match (clock.day, is_day) {
        (0, _) => "birth".to_owned(),
        (day, true) => format!("day {day}"),
        (day, false) => format!("night {day}"),
    };
    let doing = match moment {
        Moment::Evening => "evening",
        Moment::Morning => "morning",
        Moment::Night if app.lab().lives().iter().all(crate::lab::Life::skips) => "a missed night",
        _ => words::stage(clock.stage),
    };
    let state = [
        (format!("{glyph} {name}"), theme.strong().fg(color)),
        (if clock.day == 0 { String::new() } else { format!(" · {doing}") }, Style::new().fg(theme.text)),
        (format!(" · {:02}:{:02}", time / 60, time % 60), Style::new().fg(theme.text)),
    ];
    let (pace, style) = match app.mode() {
        _ if app.lab().ended() => ("■ the end".to_owned(), theme.muted()),
        Mode::Paused => ("‖ paused".to_owned(), theme.strong().fg(theme.day)),
        Mode::Running => (format!("▶ {}", app.speed().label()), theme.strong().fg(theme.good)),
        Mode::Going(_) => ("▶ on the way".to_owned(), theme.strong().fg(theme.good)),
    };
    let tabs = tabs(app, area);
    let room = tabs.first().map_or(area.right(), |(place, _)| place.x.saturating_sub(1));
    let left = Rect { width: room.saturating_sub(area.x), ..area };
    let needs = |gap: u16| 2 * gap + state.iter().map(|(text, _)| width(text)).sum::<u16>() + width(&pace);
    // How time passes is said in full before anything else is.
    let gap = (1..=if area.width < 70 { 2 } else { 4 }).rev().find(|gap| x + needs(*gap) <= left.right()).unwrap_or(1);
    let short = x + needs(gap) > left.right();
    let mut x = x + gap;
    for (place, (text, style)) in state.iter().enumerate() {
        let stops = short && place > 0;
        if !stops || x + width(text) + gap + width(&pace) <= left.right() {
            x = put(buffer, left, (x, area.y), text, *style);
        }
    }
    let end = put(buffer, left, (x + gap, area.y), &pace, style);
    let spec = app.lab().spec();
    let right = format!("day {} of {} · seed {}", clock.day, spec.days, spec.seed);
    if end + width(&right) + 4 <= room {
        put_right(buffer, area, (room - 2, area.y), &right, theme.muted());
    }
    for (place, tab) in tabs {
        let here = tab == app.tab();
        let style = if here { theme.strong() } else { theme.muted() };
        let digit = put(buffer, area, (place.x, area.y), &tab.digit().to_string(), style);
        if place.width > 1 {
            put(buffer, area, (digit + 1, area.y), tab.title(), style);
        }
        if here {
            buffer.set_style(place, Style::new().add_modifier(Modifier::UNDERLINED));
        }
    }
}

/// Where every screen's digit and name go: the names of all if there is room for them, otherwise
/// that of the one that is shown.
fn tabs(app: &App, area: Rect) -> Vec<(Rect, Tab)> {
    let named = |tab: Tab| area.width >= 110 || (tab == app.tab() && area.width >= 72);
    let long = |tab: Tab| if named(tab) { 2 + width(tab.title()) } else { 1 };
    let gap = if area.width >= 110 { 2 } else { 1 };
    if area.width < 60 {
        return Vec::new();
    }
    let mut x = area.right() - 1;
    let mut places = Vec::new();
    for tab in Tab::ALL.into_iter().rev() {
        x -= long(tab);
        places.push((Rect::new(x, area.y, long(tab), 1), tab));
        x = x.saturating_sub(gap);
    }
    places.reverse();
    places
}

/// The screen whose name is under a pointer.
#[must_use]
pub fn at(app: &App, area: Rect, pointer: Position) -> Option<Tab> {
    tabs(app, area).into_iter().find(|(place, _)| place.contains(pointer)).map(|(_, tab)| tab)
}
