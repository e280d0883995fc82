//! One dream alone, large: the memory, the dream, and every answer before and now.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::{BETWEEN, View, across, answers, picture, pictures};
use crate::data::Form;
use crate::tui::dreams::Card;
use crate::tui::widget::{Panel, Scale, Share, Shares, put, put_right, width, wrap};
use crate::tui::words::dream;

/// Columns of the answers beside the pictures.
const ANSWERS: u16 = 34;

/// Draws the panel.
pub fn draw(view: &View<'_>, area: Rect, buffer: &mut Buffer) {
    let (app, theme) = (view.app, view.app.theme());
    let index = app.dreams().cursor();
    let title = view.title();
    let note = view.note(&(index..index + 1), area.width / 3);
    let foot = "← → the next · enter all of them";
    let panel = Panel { note: &note, foot, color: Some(theme.dream), ..Panel::new(theme, &title) };
    let inside = panel.draw(area, buffer);
    let Some(card) = app.card(index) else { return };
    let said = dream::told(app.lab().world(), view.night, &card);
    let lines = wrap(&said, inside.width.min(112));
    let words = (lines.len() as u16).min(inside.height / 3).max(1);
    let above = Rect { height: inside.height.saturating_sub(words + 1), ..inside };
    for (line, y) in lines.iter().zip(inside.bottom().saturating_sub(words)..inside.bottom()) {
        put(buffer, inside, (inside.x, y), line, theme.base());
    }
    let right = if above.width >= 34 + 3 + ANSWERS { ANSWERS.max(above.width * 3 / 10).min(46) } else { 0 };
    let left = Rect { width: above.width - right - if right > 0 { 3 } else { 0 }, ..above };
    let used = both(view, &card, left, buffer);
    if right > 0 {
        let x = (left.x + used + 6).min(above.right() - right);
        table(view, &card, Rect { x, width: (above.right() - x).min(48), ..above }, buffer);
    } else if above.height > 2 {
        answers::line(view, &card, Rect { y: above.bottom() - 1, height: 1, ..above }, buffer);
    }
}

/// Memory and dream, as large as there is room for; the columns they take.
fn both(view: &View<'_>, card: &Card, area: Rect, buffer: &mut Buffer) -> u16 {
    let theme = view.app.theme();
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let Form::Image { width, height } = view.app.lab().world().form else {
        let place = if matches!(view.app.lab().world().form, Form::Row(_)) { area } else { below };
        picture::draw(view, card, Scale::HALF, place, buffer);
        return area.width;
    };
    let count = pictures(view.app);
    let fits = |scale: &Scale| {
        let (columns, rows) = scale.size((width, height));
        across(columns, count) <= area.width && rows <= below.height
    };
    let Some(scale) = Scale::all(width.max(height)).find(fits) else { return 0 };
    let (columns, _) = scale.size((width, height));
    let titles = titles(card, columns + BETWEEN);
    let mut x = area.x;
    for (place, title) in (1..).zip(&titles) {
        let style = if place == titles.len() { theme.strong().fg(theme.dream) } else { theme.muted() };
        let room = Rect { x, width: (columns + BETWEEN).saturating_sub(1).min(area.right().saturating_sub(x)), ..area };
        put(buffer, room, (x, area.y), title, style);
        x += columns + BETWEEN;
    }
    picture::draw(view, card, scale, below, buffer);
    across(columns, count)
}

/// What stands above the pictures.
fn titles(card: &Card, room: u16) -> Vec<String> {
    let of = if room > 14 { " of this" } else { "" };
    let shares = card.provenance.sources.iter().map(|(_, share)| format!("{:.0} %{of}", share * 100.0));
    let memories = match (&card.other, &card.provenance.class) {
        (Some(_), _) => shares.collect(),
        (None, Some(_)) => vec!["in common".to_owned()],
        (None, None) => vec!["remembered".to_owned()],
    };
    memories.into_iter().chain(["dreamt".to_owned()]).collect()
}

/// Every answer before and now: to the memory, and to the dream where there is room.
fn table(view: &View<'_>, card: &Card, area: Rect, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let before = dream::before(view.night);
    let memory = if card.other.is_some() { "what it makes of the first" } else { "what it makes of the memory" };
    let blocks = [(memory, 0), ("of the dream", 1)];
    let each = area.height / 2;
    let shown = if each >= 10 { 2 } else { 1 };
    let mut y = area.y;
    for (name, place) in blocks.into_iter().take(shown) {
        let room = if shown == 2 { each } else { area.height };
        let place_of = Rect { y, height: room, ..area };
        let end = put(buffer, place_of, (area.x, y), name, theme.strong());
        let legend = format!("┃ {before} ━ now");
        if card.memory.label.is_some() && end + 2 + width(&legend) <= place_of.right() {
            put_right(buffer, place_of, (place_of.right(), y), &legend, theme.muted());
        }
        let answers = (card.before[place].as_slice(), card.now[place].as_slice());
        if card.memory.label.is_some() {
            classes(
                view,
                card,
                answers,
                Rect { y: y + 1, height: room.saturating_sub(if shown == 2 { 2 } else { 1 }), ..area },
                buffer,
            );
        } else {
            let said = [(before, answers.0), ("now", answers.1)];
            for ((when, answers), y) in said.into_iter().zip(y + 1..place_of.bottom()) {
                let text = format!("{when:8} {}", dream::said(view.app.lab().world(), answers, None).answer);
                put(buffer, place_of, (area.x, y), &text, theme.base());
            }
        }
        y += room;
    }
    if view.app.lab().world().form == Form::Line && area.height > 9 {
        let legend = [
            "✕ the memory, ▸ ◂ its dream",
            "line: what the net says now",
            "close dots: what it said then",
            "far dots: the wave itself",
        ];
        for (line, y) in legend.into_iter().zip(area.bottom().saturating_sub(legend.len() as u16)..) {
            put(buffer, area, (area.x, y), line, theme.muted());
        }
    }
}

/// The likeliest classes of either time: now as bars, before as marks.
fn classes(view: &View<'_>, card: &Card, (then, now): (&[f32], &[f32]), area: Rect, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let count = then.len().min(now.len());
    let mut kinds: Vec<usize> = (0..count).collect();
    kinds.sort_by(|a, b| then[*b].max(now[*b]).total_cmp(&then[*a].max(now[*a])).then(a.cmp(b)));
    kinds.truncate(usize::from(area.height));
    if kinds.len() == count {
        kinds.sort_unstable();
    }
    let world = view.app.lab().world();
    let name = |kind: &usize| dream::call(world, *kind as u8);
    let long = kinds.iter().map(|kind| name(kind).chars().count()).max().unwrap_or(0);
    let row = |class: &usize| {
        let (truth, taught) = (card.memory.label, card.taught.or(card.memory.label));
        let style = match () {
            () if truth.is_some_and(|label| usize::from(label.truth) == *class) => Style::new().fg(theme.good),
            () if taught.is_some_and(|label| usize::from(label.given) == *class) => Style::new().fg(theme.bad),
            () => theme.muted(),
        };
        let shares = [then, now].map(|answers| f64::from(answers[*class]));
        let value = format!("{:3.0} → {:3.0} %", shares[0] * 100.0, shares[1] * 100.0);
        Share { label: format!("{:long$}", name(class)), share: shares[1], against: shares[0], value, style }
    };
    let rows: Vec<Share> = kinds.iter().map(row).collect();
    Shares { theme, rows: &rows, columns: 1, most: Some(1.0) }.render(area, buffer);
}
