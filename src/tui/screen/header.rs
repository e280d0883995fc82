//! The first line: what is watched, when, and how fast.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::lab::Stage;
use crate::record::Moment;
use crate::tui::app::{App, Mode};
use crate::tui::calendar::darkness;
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
    let mut x = put(buffer, area, (end + 2, area.y), &app.lab().spec().name, Style::new().fg(theme.text));
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
        _ => words::stage(clock.stage),
    };
    let state = [
        (format!("{glyph} {name}"), theme.strong().fg(color)),
        (if clock.day == 0 { String::new() } else { format!(" · {doing}") }, Style::new().fg(theme.text)),
        (format!(" · {:02}:{:02}", time / 60, time % 60), Style::new().fg(theme.text)),
    ];
    let gap = if area.width < 70 { 2 } else { 4 };
    x += gap;
    for (text, style) in state {
        x = put(buffer, area, (x, area.y), &text, style);
    }
    let (pace, style) = match app.mode() {
        _ if app.lab().ended() => ("■ the end".to_owned(), theme.muted()),
        Mode::Paused => ("‖ paused".to_owned(), theme.strong().fg(theme.day)),
        Mode::Running => (format!("▶ {}", app.speed().label()), theme.strong().fg(theme.good)),
        Mode::Going(_) => ("▶ on the way".to_owned(), theme.strong().fg(theme.good)),
    };
    let end = put(buffer, area, (x + gap, area.y), &pace, style);
    let spec = app.lab().spec();
    let right = format!("day {} of {} · seed {}", clock.day, spec.days, spec.seed);
    if end + width(&right) + 3 <= area.right() {
        put_right(buffer, area, (area.right() - 1, area.y), &right, theme.muted());
    }
}
