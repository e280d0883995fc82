//! How many weights are how large, now and on the last morning.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::widgets::Widget;

use super::View;
use super::names::weight;
use crate::tui::theme::blend;
use crate::tui::widget::{Panel, Pillar, Pillars, put, put_right, width};
use crate::tui::words;

/// Columns for the counts.
const GUTTER: u16 = 6;

/// Draws the panel.
pub fn draw(view: &View<'_>, area: Rect, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let tally = view.tally;
    let zeros = match tally.zeros {
        0 => String::new(),
        zeros => format!("{} are 0", words::grouped(zeros as f64)),
    };
    let all = words::grouped(view.weights.len() as f64);
    let title = if area.width >= 40 { format!("{all} weights by size") } else { format!("{all} weights") };
    let inside = Panel { note: &zeros, ..Panel::new(theme, &title) }.draw(area, buffer);
    if inside.width <= GUTTER + 2 || inside.height < 2 {
        return;
    }
    let said = u16::from(inside.height >= 4);
    let rows = inside.height - said - 1;
    let room = usize::from(inside.width - GUTTER);
    // Few weights need few bins.
    let few = 2 * (view.weights.len() as f64).sqrt() as usize + 3;
    let now = tally.now.merged(room.min(few));
    let then = tally.then.as_ref().map(|(tick, bins)| (*tick, bins.merged(room.min(few))));
    let most = now.iter().chain(then.iter().flat_map(|(_, then)| then)).copied().max().unwrap_or(0);
    let middle = now.len() / 2;
    let side = |bin: usize| match bin {
        bin if bin < middle => theme.negative,
        bin if bin > middle => theme.positive,
        _ => theme.muted,
    };
    let soft = |color: Color| match (theme.background, color) {
        (Color::Rgb(..), Color::Rgb(..)) => blend(theme.background, color, 0.7),
        _ => color,
    };
    let pillars: Vec<Pillar> = now
        .iter()
        .enumerate()
        .map(|(bin, count)| {
            let count = f64::from(*count);
            // Where there was nothing, nothing is marked.
            let ghost = then.as_ref().map(|(_, then)| f64::from(then[bin])).filter(|count| *count > 0.0);
            let marks = ghost.map(|ghost| (ghost, ghost));
            Pillar { low: count, high: count, marks, color: soft(side(bin)), is_focus: false }
        })
        .collect();
    let wide = (room / now.len()) as u16;
    let plot = Rect::new(inside.x + GUTTER, inside.y + said, wide * now.len() as u16, rows);
    if said > 0 && tally.broken > 0 {
        let text = format!("? {} not finite", words::grouped(tally.broken as f64));
        put(buffer, inside, (inside.x, inside.y), &text, theme.strong().fg(theme.bad));
    } else if said > 0 {
        let end = put(buffer, inside, (inside.x, inside.y), "█", Style::new().fg(soft(theme.positive)));
        let end = put(buffer, inside, (end + 1, inside.y), "now", theme.muted());
        let ghost = match &then {
            Some((tick, _)) => words::when(view.app, *tick),
            None => "no morning before it was kept".to_owned(),
        };
        let end = if then.is_some() { put(buffer, inside, (end + 2, inside.y), "─", theme.muted()) } else { end + 1 };
        // Where there is no room for the words, the day has to do.
        let is_long = end + 1 + width(&ghost) > inside.right();
        let ghost = if is_long { ghost.split(',').next().unwrap_or_default() } else { &ghost };
        put(buffer, inside, (end + 1, inside.y), ghost, theme.muted());
    }
    Pillars { theme, pillars: &pillars, wide, most: f64::from(most), mark: theme.muted(), is_mark_first: false }
        .render(plot, buffer);
    put_right(buffer, inside, (plot.x - 1, plot.y), &words::grouped(f64::from(most)), theme.muted());
    if rows > 1 {
        put_right(buffer, inside, (plot.x - 1, plot.bottom() - 1), "0", theme.muted());
    }
    let y = plot.bottom();
    let edge = weight(tally.edge as f32);
    let edge = edge.trim_start_matches('+');
    let low = format!("−{edge}");
    let centre = plot.x + wide * middle as u16 + (wide - 1) / 2;
    if plot.x + width(&low) < centre {
        put(buffer, inside, (plot.x, y), &low, theme.muted());
        put_right(buffer, inside, (plot.right(), y), edge, theme.muted());
    }
    put(buffer, inside, (centre, y), "0", theme.muted());
}
