//! One dream of the gallery: the memory, the dream made of it, and what the net made of it before and now.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Grid, View, answers, picture};
use crate::tui::dreams::Card;
use crate::tui::widget::{put, put_right, width};
use crate::tui::words::{self, dream};

/// Draws a card.
pub fn draw(view: &View<'_>, card: &Card, grid: &Grid, area: Rect, buffer: &mut Buffer) {
    heading(view, card, area, buffer);
    let place = Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area };
    picture::draw(view, card, grid.scale, place, buffer);
    let below = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
    answers::line(view, card, below, buffer);
}

/// Its number, what it is of and how old that is.
fn heading(view: &View<'_>, card: &Card, area: Rect, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let is_here = view.app.dreams().cursor() == card.index && !view.app.dreams().is_close();
    let is_now = view.night.now.contains(&card.index);
    let to_come = card.index >= view.night.done;
    let number = words::grouped(card.index as f64 + 1.0);
    let (glyph, style) = match () {
        () if is_here => ("▸", theme.strong()),
        () if is_now => ("☾", Style::new().fg(theme.dream)),
        () => (" ", theme.muted()),
    };
    let style = if is_now { style.fg(theme.dream) } else { style };
    let x = put(buffer, area, (area.x, area.y), glyph, style);
    let x = put(buffer, area, (x + 1, area.y), &number, style) + 1;
    let (is, taught) = dream::of(view.app.lab().world(), card);
    let room = area.right().saturating_sub(x);
    let long = width(&is) + width(&taught) <= room;
    let taught = if long { taught } else { taught.replace(", taught as ", ", told ") };
    let style = match () {
        () if to_come => theme.muted(),
        () if is_here => theme.strong(),
        () => theme.base(),
    };
    let x = put(buffer, area, (x, area.y), &is, style);
    // What it teaches is wrong: said in words, and in the colour of lies.
    let end = put(buffer, area, (x, area.y), &taught, style.fg(if to_come { theme.muted } else { theme.bad }));
    // Of two memories, or of none, there is no one age.
    let age = if card.provenance.sources.len() == 1 { dream::age(card.age) } else { String::new() };
    if end + 2 + width(&age) <= area.right() {
        put_right(buffer, area, (area.right(), area.y), &age, theme.muted());
    }
}
