//! A film: the whole run at the screen's own pace, by a clock of its own.

use crate::export::cast::Cast;
use crate::tui::app::{App, Mode};
use crate::tui::screen;
use crate::tui::widget::clean;
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::crossterm::style::force_color_output;
use ratatui::layout::Rect;

/// Frames a second.
const RATE: u32 = 12;
/// Frames that the end is held.
const HELD: u32 = 3 * RATE;
/// Clears the screen and hides the cursor.
const BEGIN: &str = "\u{1b}[?25l\u{1b}[2J\u{1b}[H";
/// Shows the cursor again, below everything.
const END: &str = "\u{1b}[0m\u{1b}[?25h";

/// Lives a whole life and films it.
pub(super) fn film(app: &mut App, (width, height): (u16, u16)) -> String {
    // Whatever the environment says: a film has the colours of its theme.
    force_color_output(true);
    let area = Rect::new(0, 0, width, height);
    let (mut shown, mut drawing) = (Buffer::empty(area), Buffer::empty(area));
    let spec = app.lab().spec();
    let title = if spec.title.is_empty() { spec.name.clone() } else { spec.title.clone() };
    let mut cast = Cast::new((width, height), &clean(&title));
    let step = 1.0 / f64::from(RATE);
    let mut frame = 0;
    let mut begin = BEGIN.to_owned();
    loop {
        app.look();
        drawing.reset();
        screen::draw(app, &mut drawing);
        let changes = std::mem::take(&mut begin) + &changes(&shown, &drawing);
        cast.frame(f64::from(frame) * step, &changes);
        std::mem::swap(&mut shown, &mut drawing);
        if app.mode() == Mode::Paused {
            break;
        }
        app.advance(step, || true);
        frame += 1;
    }
    cast.frame(f64::from(frame + HELD) * step, END);
    cast.finish()
}

/// What a terminal is told to change one screen into another.
fn changes(from: &Buffer, to: &Buffer) -> String {
    let mut bytes = Vec::new();
    let changes = from.diff(to);
    if changes.is_empty() {
        return String::new();
    }
    // Writing into memory does not fail.
    let _ = CrosstermBackend::new(&mut bytes).draw(changes.into_iter());
    String::from_utf8(bytes).unwrap_or_default()
}
