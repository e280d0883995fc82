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
    let Params::Curve(curve) = lab.world().params else { return };
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    let beyond = curve.beyond as f32;
    let given = &lab.world().train.given;
    let (low, high) = given.iter().fold((-1.0f32, 1.0f32), |(low, high), y| (low.min(*y), high.max(*y)));
    let (low, high) = (low - AIR, high + AIR);
    let ground = match theme.background {
        Color::Rgb(..) => Some(theme.pixel(0.0, None)),
        _ => None,
    };
    if let Some(ground) = ground {
        buffer.set_style(area, Style::new().bg(ground));
    }
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
    let y = card.memory.values.0;
    let mut mark = |x: f32, glyph: &str, color: Color| {
        let across = (x + beyond) / (2.0 * beyond) * f32::from(area.width);
        let down = (high - y) / (high - low) * f32::from(area.height);
        if (0.0..=f32::from(area.width)).contains(&across) && (0.0..f32::from(area.height)).contains(&down) {
            let at = (area.x + (across as u16).min(area.width - 1), area.y + down as u16);
            buffer[at].modifier = Modifier::empty();
            buffer[at].set_symbol(glyph).set_style(theme.strong().fg(color));
        }
    };
    let (from, to) = (card.memory.raw[0], card.raw[0]);
    mark(from, "✕", theme.text);
    if from.to_bits() != to.to_bits() {
        mark(to, if to < from { "◂" } else { "▸" }, theme.dream);
    }
}
