//! Help: how to read the screen, and every key.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::app::App;
use crate::tui::keymap::{Group, KEYS};
use crate::tui::widget::{Panel, put, width, wrap};

/// What each part of the screen says: its name, and how to read it.
const READING: [(&str, &str); 8] = [
    (
        "The lives:",
        "several copies of one network live the same days. At night each does what its arm says: the sleeper's synapses shrink, then it learns from noisy replays of its days; its twin only waits.",
    ),
    ("Total synapse strength:", "the sum of all weights, signs dropped. Nights are shaded."),
    ("Mistakes:", "wrong answers on examples it never saw. ▲ marks what lies above the axis."),
    ("Mind's eye:", "what the sleeper sees, and its answer. At night a memory, and the dream made of it."),
    (
        "The lies:",
        "a dot for each experience that is taught with a wrong answer, always in its place. Filled: the net repeats the lie.",
    ),
    ("Days and nights:", "the whole life on a line, done and to come."),
    ("Colours:", "amber is day, blue is deep sleep, violet is dreaming; each life keeps its own."),
    ("Figures:", "nothing here is animation: all is measured, and a run repeats to the last bit."),
];
/// The narrowest area in which reading and keys stand side by side.
const BESIDE: u16 = 108;
/// Columns for the keys.
const KEYS_WIDE: u16 = 68;

/// Draws it into the middle of `area`.
pub fn help(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let is_beside = area.width >= BESIDE;
    let wide = area.width.min(if is_beside { 124 } else { 84 });
    let inner = wide.saturating_sub(4);
    let reading = if is_beside { inner - KEYS_WIDE - 3 } else { inner };
    let rows: usize = Group::ALL.iter().map(|group| 2 + of(*group).count()).sum::<usize>() - 1;
    let text: Vec<Vec<String>> = READING.iter().map(|(name, text)| wrap(&format!("{name} {text}"), reading)).collect();
    let lines: usize = text.iter().map(Vec::len).sum();
    let needed = if is_beside { rows.max(lines) } else { rows + lines + 1 };
    let high = (needed + 2).min(usize::from(area.height)) as u16;
    let place = Rect::new(area.x + (area.width - wide) / 2, area.y + (area.height - high) / 2, wide, high);
    for y in place.top()..place.bottom() {
        for x in place.left()..place.right() {
            buffer[(x, y)].reset();
            buffer[(x, y)].set_style(theme.base());
        }
    }
    let panel = Panel { note: "? or esc closes", ..Panel::new(theme, "help") };
    let inside = panel.draw(place, buffer);
    let keys_fit = usize::from(inside.height) >= rows;
    let room = if is_beside { usize::from(inside.height) } else { usize::from(inside.height).saturating_sub(rows + 1) };
    let mut y = inside.y;
    for ((name, _), lines) in READING.iter().zip(&text) {
        // A paragraph is there as a whole or not at all.
        if usize::from(y - inside.y) + lines.len() > room {
            break;
        }
        for (row, line) in lines.iter().enumerate() {
            let bold = if row == 0 && line.starts_with(name) { name.len() } else { 0 };
            let end = put(buffer, inside, (inside.x, y), &line[..bold], theme.strong());
            put(buffer, inside, (end, y), &line[bold..], theme.base());
            y += 1;
        }
    }
    let keys = if is_beside {
        Rect { x: inside.right().saturating_sub(KEYS_WIDE), width: KEYS_WIDE, ..inside }
    } else {
        let gap = u16::from(y > inside.y);
        Rect { y: y + gap, height: inside.bottom().saturating_sub(y + gap), ..inside }
    };
    table(app, keys, keys_fit, buffer);
}

fn table(app: &App, area: Rect, is_grouped: bool, buffer: &mut Buffer) {
    let theme = app.theme();
    let before = KEYS.iter().map(|key| width(key.label)).max().unwrap_or(0) + 2;
    let mut y = area.y;
    for (place, group) in Group::ALL.into_iter().enumerate() {
        if is_grouped {
            y += u16::from(place > 0);
            put(buffer, area, (area.x, y), group.title(), theme.muted());
            y += 1;
        }
        for key in of(group) {
            let enabled = (key.enabled)(app);
            let style = if enabled { theme.strong() } else { theme.muted() };
            put(buffer, area, (area.x, y), key.label, style);
            let style = if enabled { theme.base() } else { theme.muted() };
            put(buffer, area, (area.x + before, y), key.about, style);
            y += 1;
        }
    }
}

fn of(group: Group) -> impl Iterator<Item = &'static crate::tui::keymap::Binding> {
    KEYS.iter().filter(move |key| key.group == group)
}
