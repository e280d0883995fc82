//! A memory and the dream made of it, in the form that they have.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::{BETWEEN, View, plot};
use crate::data::Form;
use crate::tui::dreams::Card;
use crate::tui::widget::{Image, Scale, clean, put, width};
use crate::tui::words::dream;

/// How strong a dream is drawn that is still to come.
const FAINT: f64 = 0.4;

/// Draws both.
pub fn draw(view: &View<'_>, card: &Card, scale: Scale, area: Rect, buffer: &mut Buffer) {
    match &view.app.lab().world().form {
        Form::Image { width, height } => images(view, card, (scale, *width, *height), area, buffer),
        Form::Line => plot::draw(view, card, area, buffer),
        Form::Plane => plot::plane(view, card, area, buffer),
        Form::Row(columns) => row(view, card, columns, area, buffer),
    }
}

/// The memory, or both, and the dream beside each other.
fn images(view: &View<'_>, card: &Card, (scale, wide, high): (Scale, usize, usize), area: Rect, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let depth = if card.index >= view.night.done { FAINT } else { 1.0 };
    let (columns, rows) = scale.size((wide, high));
    let memories = std::iter::once(&card.memory).chain(&card.other).map(|memory| ("+", &memory.raw, None));
    let dreamt = std::iter::once(("→", &card.raw, Some(theme.dream)));
    let mut x = area.x;
    for (place, (sign, raw, tint)) in memories.chain(dreamt).enumerate() {
        if place > 0 {
            put(buffer, area, (x + BETWEEN / 2 - 1, area.y + rows.saturating_sub(1) / 2), sign, theme.muted());
            x = (x + BETWEEN).min(area.right());
        }
        let pixels = scale.pixels(raw, wide);
        let image = Image { theme, pixels: &pixels, columns: scale.columns(wide), tint, pixel: scale.pixel, depth };
        image.render(Rect { x, width: area.right() - x, ..area }, buffer);
        x = (x + columns).min(area.right());
    }
}

/// A row of a table: each value as it was, and as it was dreamt; the ones that changed most where not all fit.
fn row(view: &View<'_>, card: &Card, columns: &[String], area: Rect, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let moved = |place: &usize| (card.raw[*place] - card.memory.raw[*place]).abs();
    let mut shown: Vec<usize> = (0..card.raw.len().min(card.memory.raw.len())).collect();
    if shown.len() > usize::from(area.height) {
        shown.sort_by(|a, b| moved(b).total_cmp(&moved(a)).then(a.cmp(b)));
        shown.truncate(usize::from(area.height));
        shown.sort_unstable();
    }
    let names: Vec<String> =
        shown.iter().map(|place| columns.get(*place).map_or_else(String::new, |name| clean(name))).collect();
    let long = names.iter().map(|name| width(name)).max().unwrap_or(0).min(area.width.saturating_sub(18));
    let style = if card.index >= view.night.done { theme.muted() } else { Style::new().fg(theme.dream) };
    for ((place, name), y) in shown.iter().zip(&names).zip(area.top()..area.bottom()) {
        let [was, is] = [&card.memory.raw, &card.raw].map(|raw| dream::number(f64::from(raw[*place])));
        let label = Rect { width: long, ..area };
        put(buffer, label, (area.x, y), name, theme.muted());
        let x = put(buffer, area, (area.x + long + 1, y), &format!("{was:>7}"), theme.base());
        let other = card.other.as_ref().and_then(|other| other.raw.get(*place));
        let x = other.map_or(x, |other| {
            let sign = put(buffer, area, (x, y), " + ", theme.muted());
            put(buffer, area, (sign, y), &dream::number(f64::from(*other)), theme.base())
        });
        let x = put(buffer, area, (x, y), " → ", theme.muted());
        put(buffer, area, (x, y), &is, style);
    }
}
