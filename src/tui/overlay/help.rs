//! Help: how to read the screen, and every key.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::panel;
use crate::tui::app::App;
use crate::tui::keymap::{Binding, Group, KEYS};
use crate::tui::widget::{Panel, put, width, wrap};

/// What each part of the screen says: its name, and how to read it.
const READING: [(&str, &str); 7] = [
    (
        "The lives:",
        "copies of one network live the same days. At night each does what its arm says: the sleeper's synapses shrink, then it learns from noisy replays of its days; its twin only waits.",
    ),
    ("Total synapse strength:", "the sum of all weights, signs dropped. Nights are shaded."),
    ("Mistakes:", "wrong answers on examples it never saw. ▲ marks what lies above the axis."),
    ("Mind's eye:", "what the sleeper sees, and its answer; at night a memory, and the dream made of it."),
    (
        "The lies:",
        "a dot for each experience that is taught with a wrong answer, always in its place. Filled: the net repeats the lie.",
    ),
    ("Colours:", "amber is day, blue deep sleep, violet dreaming; each life keeps its own."),
    ("Figures:", "nothing here is animation: all is measured, and a run repeats to the last bit."),
];

enum Line {
    /// A line, and how many bytes of it are a name.
    Text(String, usize),
    /// The name of a group beside its first key, a key, and what of its words goes on the line.
    Key(Option<&'static str>, Option<&'static str>, &'static Binding, String),
}

/// The first line that help can be drawn from on a screen of this area: scrolling ends there.
#[must_use]
pub fn help_end(area: Rect) -> u16 {
    let (lines, _) = lines(area);
    (lines.len() as u16).saturating_sub(area.height.saturating_sub(2))
}

/// All lines, and columns for the names of groups and for labels.
fn lines(area: Rect) -> (Vec<Line>, [u16; 2]) {
    let wide = area.width.min(86);
    let groups = Group::ALL.iter().map(|group| width(group.title())).max().unwrap_or(0) + 2;
    let labels = KEYS.iter().map(|key| width(key.label)).max().unwrap_or(0) + 2;
    let columns = wide.saturating_sub(4 + groups + labels);
    let keys: Vec<Line> = Group::ALL.into_iter().flat_map(|name| group(name, columns)).collect();
    let text: Vec<Line> =
        READING.iter().flat_map(|(name, text)| paragraph(name, text, wide.saturating_sub(4))).collect();
    let all = text.len() + 1 + keys.len();
    let room = usize::from(area.height.saturating_sub(2));
    let blank = std::iter::once(Line::Text(String::new(), 0));
    // Where not all fits, the keys come first.
    let lines: Vec<Line> = if all <= room {
        text.into_iter().chain(blank).chain(keys).collect()
    } else {
        keys.into_iter().chain(blank).chain(text).collect()
    };
    (lines, [groups, labels])
}

/// Draws it into the middle of `area`, from a line on where not all of it fits.
pub fn help(app: &App, from: u16, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let wide = area.width.min(86);
    let room = usize::from(area.height.saturating_sub(2));
    let (lines, [groups, labels]) = lines(area);
    let fits = lines.len() <= room;
    let note = if fits { "? or esc closes" } else { "↑ ↓ more · ? or esc closes" };
    let frame = Panel { note, ..Panel::new(theme, "help") };
    let inside = panel(&frame, theme, (wide, lines.len() as u16 + 2), area, buffer);
    let skipped = usize::from(from).min(lines.len().saturating_sub(usize::from(inside.height)));
    for (y, line) in (inside.top()..inside.bottom()).zip(&lines[skipped..]) {
        match line {
            Line::Text(text, name) => {
                let end = put(buffer, inside, (inside.x, y), &text[..*name], theme.strong());
                put(buffer, inside, (end, y), &text[*name..], theme.base());
            }
            Line::Key(group, shown, key, about) => {
                let enabled = (key.enabled)(app);
                let (label, words) =
                    if enabled { (theme.strong(), theme.base()) } else { (theme.muted(), theme.muted()) };
                put(buffer, inside, (inside.x, y), group.unwrap_or_default(), theme.muted());
                put(buffer, inside, (inside.x + groups, y), shown.unwrap_or_default(), label);
                put(buffer, inside, (inside.x + groups + labels, y), about, words);
            }
        }
    }
}

/// The keys of a group, its name beside the first.
fn group(group: Group, columns: u16) -> impl Iterator<Item = Line> {
    let keys = KEYS.iter().filter(move |key| key.group == group);
    keys.enumerate().flat_map(move |(place, key)| {
        let name = (place == 0).then_some(group.title());
        wrap(key.about, columns).into_iter().enumerate().map(move |(row, about)| {
            let first = row == 0;
            Line::Key(name.filter(|_| first), first.then_some(key.label), key, about)
        })
    })
}

/// A paragraph's lines, its name marked in the first.
fn paragraph(name: &str, text: &str, columns: u16) -> Vec<Line> {
    let lines = wrap(&format!("{name} {text}"), columns).into_iter().enumerate();
    let named = |row: usize, line: &str| if row == 0 && line.starts_with(name) { name.len() } else { 0 };
    lines.map(|(row, line)| Line::Text(line.clone(), named(row, &line))).collect()
}
