//! Help: how to read the screen, and every key.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::app::App;
use crate::tui::keymap::{Group, KEYS};
use crate::tui::widget::{Panel, put, width, wrap};

const READING: [&str; 7] = [
    "Several copies of one network live the same days. At night each does what its arm says: the sleeper's synapses shrink, then it learns from noisy replays of its days; its twin only waits.",
    "Total synapse strength: the sum of all weights, signs dropped. Nights are shaded; ▲ marks what lies above the axis.",
    "Mistakes: answers that are wrong on examples the network never saw. Lower is better.",
    "Mind's eye: what the sleeper sees, and its answer. At night a memory, and the dream made of it.",
    "The lies: a dot for each experience that is taught with a wrong answer, always in its place. Filled: the net repeats the lie. Hollow: it does not.",
    "Days and nights: the whole life on a line, done and to come.",
    "Nothing here is animation: every figure is measured, and a run repeats to the last bit.",
];

/// Draws it into the middle of `area`.
pub fn help(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let wide = area.width.min(84);
    let text = wrap_all(&READING, wide.saturating_sub(4));
    let rows: usize = Group::ALL.iter().map(|group| 2 + of(*group).count()).sum();
    let high = (text.len() + rows + 2).min(usize::from(area.height)) as u16;
    let place = Rect::new(area.x + (area.width - wide) / 2, area.y + (area.height - high) / 2, wide, high);
    for y in place.top()..place.bottom() {
        for x in place.left()..place.right() {
            buffer[(x, y)].reset();
            buffer[(x, y)].set_style(theme.base());
        }
    }
    let panel = Panel { note: "? or esc closes", ..Panel::new(theme, "help") };
    let inside = panel.draw(place, buffer);
    let mut y = inside.y;
    let keys_fit = usize::from(inside.height) >= rows;
    for line in text.iter().filter(|_| keys_fit) {
        if usize::from(inside.bottom() - y) <= rows {
            break;
        }
        put(buffer, inside, (inside.x, y), line, theme.base());
        y += 1;
    }
    let before = KEYS.iter().map(|key| width(key.label)).max().unwrap_or(0) + 2;
    for group in Group::ALL {
        if keys_fit {
            y += 1;
            put(buffer, inside, (inside.x, y), group.title(), theme.muted());
            y += 1;
        }
        for key in of(group) {
            let enabled = (key.enabled)(app);
            let style = if enabled { theme.strong() } else { theme.muted() };
            put(buffer, inside, (inside.x, y), key.label, style);
            let style = if enabled { theme.base() } else { theme.muted() };
            put(buffer, inside, (inside.x + before, y), key.about, style);
            y += 1;
        }
    }
}

fn of(group: Group) -> impl Iterator<Item = &'static crate::tui::keymap::Binding> {
    KEYS.iter().filter(move |key| key.group == group)
}

fn wrap_all(paragraphs: &[&str], columns: u16) -> Vec<String> {
    paragraphs.iter().flat_map(|paragraph| wrap(paragraph, columns)).collect()
}
