//! What is left where panels do not fit: the figures as words, and what the panels need.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::dreams;
use super::layout::LEAST;
use crate::record::Measure;
use crate::tui::app::App;
use crate::tui::tab::Tab;
use crate::tui::widget::{put, wrap};
use crate::tui::words;

/// Draws it.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let needs =
        format!("Panels need {} × {}; this is {} × {}.", LEAST.0, LEAST.1, buffer.area.width, buffer.area.height);
    let mut y = area.y;
    if app.tab() == Tab::Dreams {
        let lines = wrap(&dreams::in_words(app), area.width.saturating_sub(2));
        for line in lines.iter().take(usize::from(area.height.saturating_sub(1))) {
            put(buffer, area, (area.x + 1, y), line, theme.base());
            y += 1;
        }
        put(buffer, area, (area.x + 1, y), &needs, theme.muted());
        return;
    }
    for life in app.shown() {
        if y + 1 >= area.bottom() {
            break;
        }
        let look = app.look_of(life);
        let style = Style::new().fg(look.color);
        let end = put(buffer, area, (area.x + 1, y), look.marker, style);
        let end = put(buffer, area, (end + 1, y), &look.title, style);
        let error = words::mistakes(app.lab(), words::figure(app, life, Measure::TestError));
        let strength = words::strength(words::figure(app, life, Measure::WeightAbs));
        put(buffer, area, (end + 1, y), &format!("mistakes {error} strength {strength}"), theme.base());
        y += 1;
    }
    let all = words::lies(app, app.hero()).1;
    if all > 0 && y + 1 < area.bottom() {
        let mut x = put(buffer, area, (area.x + 1, y), "lies believed", theme.muted()) + 1;
        for life in app.shown() {
            let look = app.look_of(life);
            let text = format!("{} {}", look.marker, words::lies(app, life).0);
            x = put(buffer, area, (x, y), &text, Style::new().fg(look.color)) + 2;
        }
        put(buffer, area, (x - 1, y), &format!("of {all}"), theme.muted());
        y += 1;
    }
    put(buffer, area, (area.x + 1, y), &needs, theme.muted());
}
