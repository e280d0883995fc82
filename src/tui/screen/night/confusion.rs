//! Which digit is taken for which: the second face of the lies.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

use super::eye::name;
use crate::tui::app::App;
use crate::tui::theme::blend;
use crate::tui::widget::{Panel, put, put_right};
use crate::tui::words;

/// Draws the panel: rows are the true digits, columns the answers.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let hero = app.hero();
    let look = app.look_of(hero);
    let note = format!("{}, unseen {}", &look.title, words::several(app.lab()));
    let title = if area.width < 50 { "taken for" } else { "what is taken for what" };
    let inside = Panel { note: &note, ..Panel::new(theme, title) }.draw(area, buffer);
    let counts = app.lab().confusion(hero);
    let classes = counts.len() as u16;
    if inside.height < classes.div_ceil(2) + 1 {
        pairs(app, &counts, inside, buffer);
        return;
    }
    let is_tall = inside.height > classes;
    // Two columns a digit; one row, or half a row where there are few.
    let hue = look.color;
    let color = |truth: usize, answer: usize| -> Color {
        let all: u32 = counts[truth].iter().sum();
        let share = f64::from(counts[truth][answer]) / f64::from(all.max(1));
        let hue = if truth == answer { hue } else { theme.bad };
        let ground = theme.pixel(0.0, None);
        match (ground, hue) {
            // A square root, so that a rare mistake is seen at all.
            (Color::Rgb(..), Color::Rgb(..)) => blend(ground, hue, share.sqrt()),
            _ => theme.pixel(share.sqrt(), None),
        }
    };
    let left = inside.x + 2;
    for class in 0..classes {
        put(buffer, inside, (left + 2 * class + 1, inside.y), &short(app, class), theme.muted());
    }
    for truth in 0..classes {
        let y = inside.y + 1 + if is_tall { truth } else { truth / 2 };
        if is_tall || truth.is_multiple_of(2) {
            put(buffer, inside, (inside.x, y), &short(app, truth), theme.muted());
        }
        for answer in 0..classes {
            for x in [left + 2 * answer, left + 2 * answer + 1] {
                if x >= inside.right() || y >= inside.bottom() {
                    continue;
                }
                let cell = &mut buffer[(x, y)];
                let color = color(usize::from(truth), usize::from(answer));
                match (is_tall, truth.is_multiple_of(2)) {
                    (true, _) => {
                        cell.set_symbol(" ");
                        cell.bg = color;
                    }
                    (false, true) => {
                        cell.set_symbol("▀");
                        cell.fg = color;
                    }
                    (false, false) => cell.bg = color,
                }
            }
        }
    }
    let x = left + 2 * classes + if inside.width < 40 { 2 } else { 3 };
    pairs(app, &counts, Rect { x, width: inside.right().saturating_sub(x), ..inside }, buffer);
}

/// What a class is called in one column.
fn short(app: &App, class: u16) -> String {
    name(&app.lab().world().classes, class as u8).chars().take(1).collect()
}

/// The most frequent mistakes in words.
fn pairs(app: &App, counts: &[Vec<u32>], area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    if area.width < 8 {
        return;
    }
    let mut mistakes: Vec<(u32, usize, usize)> = Vec::new();
    for (truth, row) in counts.iter().enumerate() {
        let wrong = row.iter().enumerate().filter(|(answer, _)| *answer != truth);
        mistakes.extend(wrong.map(|(answer, count)| (*count, truth, answer)));
    }
    mistakes.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let wide = area.width >= 21;
    let heading = if wide { "rows: what it is" } else { "is→says" };
    put(buffer, area, (area.x, area.y), heading, theme.muted());
    let mut y = area.y + 1;
    if wide && area.height > 5 {
        put(buffer, area, (area.x, y), "columns: what it says", theme.muted());
        y += 2;
        put(buffer, area, (area.x, y), "most often:", theme.muted());
        y += 1;
    }
    let room = usize::from(area.bottom().saturating_sub(y));
    for (count, truth, answer) in mistakes.into_iter().filter(|mistake| mistake.0 > 0).take(room.min(6)) {
        let times = words::grouped(f64::from(count));
        let [truth, answer] = [truth, answer].map(|class| name(&app.lab().world().classes, class as u8));
        let text = if wide { format!("{truth} taken for {answer}") } else { format!("{truth}→{answer}") };
        let end = put(buffer, area, (area.x, y), &text, theme.base());
        if wide {
            put_right(
                buffer,
                Rect { width: area.width.min(24), ..area },
                (area.x + area.width.min(24), y),
                &format!("{times} ×"),
                theme.muted(),
            );
        } else {
            put(buffer, area, (end + 1, y), &times, theme.muted());
        }
        y += 1;
    }
}
