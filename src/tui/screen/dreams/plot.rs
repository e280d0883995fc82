//! A point of a curve, where its dream moved it, and the line through it before and now.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::View;
use crate::task::{Curve, Params};
use crate::tui::dreams::Card;
use crate::tui::theme::blend;
use crate::tui::widget::Canvas;

/// How far beyond the points the plot reaches.
const AIR: f32 = 0.35;

/// Draws it.
pub fn draw(view: &View<'_>, card: &Card, area: Rect, buffer: &mut Buffer) {
    let (theme, lab) = (view.app.theme(), view.app.lab());
    let Params::Curve(curve) = &lab.world().params else { return };
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    let beyond = curve.beyond as f32;
    let given = &lab.world().train.given;
    let (low, high) = given.iter().fold((-1.0f32, 1.0f32), |(low, high), y| (low.min(*y), high.max(*y)));
    let (low, high) = (low - AIR, high + AIR);
    ground(view, area, buffer);
    let mut canvas = Canvas::new(area.width, area.height);
    let (columns, rows) = (canvas.columns(), canvas.rows());
    let x_of = |column: usize| ((column as f32 + 0.5) / columns as f32 * 2.0 - 1.0) * beyond;
    let row_of = |y: f32| (high - y) / (high - low) * rows as f32;
    let faint = |color: Color| match (color, theme.background) {
        (Color::Rgb(..), Color::Rgb(..)) if card.index >= view.night.done => blend(color, theme.background, 0.5),
        _ => color,
    };
    let mut line = |of: &dyn Fn(f32) -> f32, style: Style, every: usize| {
        let mut last: Option<f32> = None;
        for column in 0..columns {
            let row = row_of(of(x_of(column)));
            if !row.is_finite() {
                last = None;
                continue;
            }
            let (from, to) = (last.unwrap_or(row).min(row), last.unwrap_or(row).max(row));
            last = Some(row);
            if to >= 0.0 && from < rows as f32 && column % every == 0 {
                let from = if every > 1 { row.max(0.0) } else { from.max(0.0) };
                let to = if every > 1 { from } else { to };
                canvas.column(column, from as usize, (to.max(0.0) as usize).min(rows - 1), style);
            }
        }
    };
    line(&Curve::clean, Style::new().fg(faint(theme.good)), 3);
    line(&|x| view.night.dreaming.before(lab, &[x])[0], Style::new().fg(faint(theme.muted)), 2);
    line(&|x| lab.answer(view.life, &[x])[0], Style::new().fg(faint(view.look.color)), 1);
    canvas.draw(area, buffer);
    let mut mark = |(x, y): (f32, f32), glyph: &str, color: Color| {
        let across = (x + beyond) / (2.0 * beyond) * f32::from(area.width);
        let down = (high - y) / (high - low) * f32::from(area.height);
        if (0.0..=f32::from(area.width)).contains(&across) && (0.0..f32::from(area.height)).contains(&down) {
            let at = (area.x + (across as u16).min(area.width - 1), area.y + down as u16);
            buffer[at].modifier = Modifier::empty();
            buffer[at].set_symbol(glyph).set_style(theme.strong().fg(color));
        }
    };
    let (from, to) = (card.memory.raw[0], card.raw[0]);
    let y = card.memory.values.0;
    mark((from, y), "✕", theme.text);
    if let Some(other) = &card.other {
        mark((other.raw[0], other.values.0), "✕", theme.muted);
    }
    if from.to_bits() != to.to_bits() {
        // Of a blend the target is mixed too.
        let y = card.provenance.lesson.target.first().copied().filter(|_| card.other.is_some()).unwrap_or(y);
        mark((to, y), if to < from { "◂" } else { "▸" }, theme.dream);
    }
}

/// The plot's own ground, where there are colours for it.
fn ground(view: &View<'_>, area: Rect, buffer: &mut Buffer) {
    let theme = view.app.theme();
    if let Color::Rgb(..) = theme.background {
        buffer.set_style(area, Style::new().bg(theme.pixel(0.0, None)));
    }
}

/// A point of a plane among all that is remembered, and where its dream moved it.
pub fn plane(view: &View<'_>, card: &Card, area: Rect, buffer: &mut Buffer) {
    let (theme, train) = (view.app.theme(), &view.app.lab().world().train);
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    ground(view, area, buffer);
    let memory = view.night.dreaming.memory();
    let points = || memory.iter().map(|memory| train.raw.row(memory.id as usize)).map(|row| [row[0], row[1]]);
    let both = [[card.memory.raw[0], card.memory.raw[1]], [card.raw[0], card.raw[1]]];
    let reach = |axis: usize| {
        let values = points().chain(both).map(|point| point[axis]).filter(|value| value.is_finite());
        let (low, high) = values.fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
        let air = ((high - low) * 0.06).max(f32::EPSILON);
        (low - air, high + air)
    };
    let reaches = [reach(0), reach(1)];
    let mut mark = |point: [f32; 2], glyph: &str, style: Style| {
        let share = |axis: usize| (point[axis] - reaches[axis].0) / (reaches[axis].1 - reaches[axis].0);
        let (across, down) = (share(0), 1.0 - share(1));
        if (0.0..=1.0).contains(&across) && (0.0..=1.0).contains(&down) {
            let place = |share: f32, size: u16| ((share * f32::from(size)) as u16).min(size - 1);
            let at = (area.x + place(across, area.width), area.y + place(down, area.height));
            buffer[at].modifier = Modifier::empty();
            buffer[at].set_symbol(glyph).set_style(style);
        }
    };
    for point in points() {
        mark(point, "·", theme.muted());
    }
    mark(both[0], "✕", theme.strong());
    if let Some(other) = &card.other {
        mark([other.raw[0], other.raw[1]], "✕", theme.base());
    }
    if both[0] != both[1] {
        mark(both[1], "✦", theme.strong().fg(theme.dream));
    }
}
