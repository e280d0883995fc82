//! One dream of the gallery: the memory, the dream made of it, and what the net made of it before and now.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::{BETWEEN, Grid, Sight, View, answers, plot, sight};
use crate::tui::dreams::Card;
use crate::tui::widget::{Image, Pixel, put, put_right, width};
use crate::tui::words::{self, dream};

/// How strong a dream is drawn that is still to come.
const FAINT: f64 = 0.4;

/// Draws a card.
pub fn draw(view: &View<'_>, card: &Card, grid: &Grid, area: Rect, buffer: &mut Buffer) {
    heading(view, card, area, buffer);
    let picture = Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area };
    match sight(view.app) {
        Sight::Image(wide, _) => images(view, card, (grid.pixel, wide), picture, buffer),
        Sight::Point => plot::draw(view, card, picture, buffer),
    }
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
    let what = dream::what(&card.memory, card.taught);
    let short = what.replace(", taught as ", ", told ");
    let room = area.right().saturating_sub(x);
    let text = if width(&what) <= room { what } else { short };
    let style = if to_come {
        theme.muted()
    } else if is_here {
        theme.strong()
    } else {
        theme.base()
    };
    let (is, taught) = text.split_at(text.find(", t").filter(|_| card.memory.label.is_some()).unwrap_or(text.len()));
    let x = put(buffer, area, (x, area.y), is, style);
    // What it teaches is wrong: said in words, and in the colour of lies.
    let end = put(buffer, area, (x, area.y), taught, style.fg(if to_come { theme.muted } else { theme.bad }));
    let age = dream::age(card.age);
    if end + 2 + width(&age) <= area.right() {
        put_right(buffer, area, (area.right(), area.y), &age, theme.muted());
    }
}

/// Memory and dream beside each other.
pub(super) fn images(view: &View<'_>, card: &Card, (pixel, wide): (Pixel, usize), area: Rect, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let depth = if card.index >= view.night.done { FAINT } else { 1.0 };
    let image = |pixels, tint| Image { theme, pixels, columns: wide, tint, pixel, depth };
    let memory = image(card.memory.raw.as_slice(), None);
    let (columns, rows) = memory.size();
    memory.render(area, buffer);
    let x = area.x + columns + BETWEEN;
    let dream = Rect { x: x.min(area.right()), width: area.right().saturating_sub(x), ..area };
    image(&card.raw, Some(theme.dream)).render(dream, buffer);
    put(buffer, area, (area.x + columns + BETWEEN / 2 - 1, area.y + rows.saturating_sub(1) / 2), "→", theme.muted());
}
