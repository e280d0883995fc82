//! What is held: a dot for every pattern, in its place for good.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::tui::app::App;
use crate::tui::widget::{Panel, put, width};

/// Draws the panel.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let is_roomy = area.width >= 50;
    let patterns = app.lab().world().train.len();
    let note = if is_roomy { "● stable  ◐ cues lead to it  ○ neither" } else { "● ◐ ○" };
    let title = if is_roomy { "the images" } else { "images held" };
    let inside = Panel { note, ..Panel::new(theme, title) }.draw(area, buffer);
    let lives: Vec<usize> = app.shown().collect();
    if inside.is_empty() || lives.is_empty() {
        return;
    }
    let rows = (inside.height / lives.len() as u16).max(1);
    for (life, y) in lives.iter().zip((inside.y..inside.bottom()).step_by(usize::from(rows))) {
        let rows = rows.min(inside.bottom() - y);
        row(app, *life, patterns, Rect { y, height: rows, ..inside }, buffer);
    }
}

/// One life: its name and its count, and the dots behind or below them.
fn row(app: &App, life: usize, patterns: usize, area: Rect, buffer: &mut Buffer) {
    let (theme, look) = (app.theme(), app.look_of(life));
    let style = Style::new().fg(look.color);
    let overlaps = app.lab().overlaps(life);
    let (day, calendar) = (app.lab().clock().day, &app.lab().world().calendar);
    let met = |pattern: usize| calendar.was_lived(pattern as u32, day);
    let stored = (0..patterns).filter(|pattern| met(*pattern)).count();
    let held = (0..patterns).filter(|pattern| met(*pattern) && overlaps.stable[*pattern]).count();
    let count = if stored == 0 { "none stored yet".to_owned() } else { format!("{held} of {stored} stable") };
    let long = format!("{} {count}", look.title);
    let short = if stored == 0 { "–".to_owned() } else { format!("{held}/{stored}") };
    let is_tall = area.height >= 2;
    let room = if is_tall { area.width } else { area.width / 2 };
    let text = if width(&long) + 2 <= room { long } else { short };
    let end = put(buffer, area, (area.x, area.y), look.marker, style) + 1;
    let end = put(buffer, area, (end, area.y), &text, theme.strong().fg(look.color));
    let dots = if is_tall {
        Rect { y: area.y + 1, height: area.height - 1, ..area }
    } else {
        Rect { x: end + 1, width: area.right().saturating_sub(end + 1), ..area }
    };
    let nearness = overlaps.of_patterns(patterns);
    let home = f64::from(crate::task::Hopfield::HOME);
    let each = usize::from(dots.width.max(1));
    for (pattern, near) in nearness.iter().enumerate().take(patterns.min(each * usize::from(dots.height))) {
        let (glyph, style) = match () {
            () if !met(pattern) => ("·", theme.line()),
            () if overlaps.stable[pattern] => ("●", style),
            () if *near >= home => ("◐", style),
            () => ("○", theme.muted()),
        };
        let (x, y) = (dots.x + (pattern % each) as u16, dots.y + (pattern / each) as u16);
        put(buffer, dots, (x, y), glyph, style);
    }
}
