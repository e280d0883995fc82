//! Help: what the screen says, and its keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::overlay::panel;
use crate::tui::study::Watched;
use crate::tui::study::keys::{KEYS, Key};
use crate::tui::widget::{Panel, put, width, wrap};

const READING: &str = "A study lives the same days under many seeds, all arms side by side. Nothing in its folder is \
                       touched. Lines are means over the seeds that are done so far; a band is the 95 % t interval of the mean at each evening and morning. Lives \
                       that diverged are left out and counted apart. “With evening” is the mean of the last evening \
                       and morning. No verdict is given here: to look at a live estimate and stop when it pleases is \
                       no test.";

/// Draws it into the middle of `area`; where not all of it fits, the keys come first.
pub fn draw(watched: &Watched, area: Rect, buffer: &mut Buffer) {
    let theme = watched.theme();
    let wide = area.width.min(80);
    let text = wrap(READING, wide.saturating_sub(4));
    let keys: Vec<&Key> = KEYS.iter().filter(|key| !key.about.is_empty()).collect();
    let high = (keys.len() + 1 + text.len()) as u16 + 2;
    let frame = Panel { note: "? or esc closes", ..Panel::new(theme, "help") };
    let inside = panel(&frame, theme, (wide, high), area, buffer);
    let labels = KEYS.iter().map(|key| width(key.label)).max().unwrap_or(0) + 2;
    for (key, y) in keys.iter().zip(inside.top()..inside.bottom()) {
        let (label, about) =
            if (key.enabled)(watched) { (theme.strong(), theme.base()) } else { (theme.muted(), theme.muted()) };
        put(buffer, inside, (inside.x, y), key.label, label);
        put(buffer, inside, (inside.x + labels, y), key.about, about);
    }
    let top = inside.top() + keys.len() as u16 + 1;
    for (line, y) in text.iter().zip(top..inside.bottom().max(top)) {
        put(buffer, inside, (inside.x, y), line, theme.base());
    }
}
