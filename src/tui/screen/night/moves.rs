//! Moves of an unseen game that who learns to play would have made otherwise: what such a life is about. It is tried in
//! the evening and in the morning.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::ghost::{self, Ghost};
use super::{OverTime, backwards, extent, legend, legend_rows, line, mistakes};
use crate::record::Measure;
use crate::tui::app::App;
use crate::tui::widget::{Axis, Chart, Panel, Series};
use crate::tui::words;

/// Draws the panel.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let is_narrow = area.width < 60;
    let above = legend_rows(app, Panel::inside(area));
    let (history, ticks) = app.seen();
    let lives = backwards(app);
    let tried: Vec<(Vec<u64>, Vec<f64>)> = lives
        .iter()
        .map(|life| {
            let column = history.tracks()[*life].column(Measure::MovesMissed);
            let known = ticks.iter().zip(column).filter(|(_, value)| value.is_finite());
            known.map(|(tick, value)| (*tick, *value)).unzip()
        })
        .collect();
    let ghost = Ghost::of(app);
    let past = ghost.as_ref().map_or_else(Vec::new, |ghost| ghost.columns(|t| t.column(Measure::MovesMissed).to_vec()));
    // At birth every move is another; from the first evening on it is not.
    let since = app.calendar().cycles.first().map_or(0, |cycle| cycle.dusk).min(app.lab().clock().total);
    let shown = |from: u64| {
        let late = tried.iter().flat_map(|(ticks, values)| ticks.iter().zip(values).filter(move |(t, _)| **t >= from));
        extent(late.map(|(_, value)| value))
    };
    let lived = shown(since).or_else(|| shown(0)).unwrap_or((0.0, 1.0));
    let (low, high) = ghost.as_ref().map_or(lived, |ghost| ghost.widened(lived, &past, since));
    let axis = Axis::around(low, high, Chart::rows(area.height.saturating_sub(2 + above)));
    let clipped = shown(0).is_some_and(|(_, most)| most > axis.max);
    let beyond = if clipped { format!("▲ = above {}", axis.label(axis.max, 100.0, " %")) } else { String::new() };
    let from = super::starts(&axis, 100.0, " %");
    let lines = cleared(app);
    let word = if ghost.is_some() { ghost::WORD } else { "" };
    let feet = [
        ghost::joined(&[word, "100 moves, evening and morning", &lines, &from, &beyond]),
        ghost::joined(&[word, &lines, &from, &beyond]),
        ghost::joined(&[&lines, &from]),
        lines,
    ];
    let foot = ghost::foot(area.width, feet);
    let lead = mistakes::lead(app, |life| words::newest(app, life, Measure::MovesMissed), is_narrow);
    let note = lead.as_ref().map_or("", |(text, _)| text);
    let note_color = lead.as_ref().filter(|(_, first)| *first).map(|_| theme.good);
    let title = if is_narrow { "moves missed" } else { "moves unlike the player's" };
    let inside = Panel { foot: &foot, note, note_color, ..Panel::new(theme, title) }.draw(area, buffer);
    if inside.height < 2 {
        return;
    }
    legend(app, inside, buffer, |life| words::percent(words::newest(app, life, Measure::MovesMissed)));
    let below = Rect { y: inside.y + above, height: inside.height.saturating_sub(above), ..inside };
    let mut series = ghost.as_ref().map_or_else(Vec::new, |ghost| ghost.lines(&past));
    let ours = lives.iter().zip(&tried);
    series.extend(ours.map(|(life, (ticks, values))| Series { ticks: Some(ticks), ..line(app, *life, values) }));
    OverTime { axis: &axis, scale: 100.0, unit: " %", series: &series, levels: &[] }.draw(app, below, buffer);
}

/// “lines cleared ● 6 ○ 7”: by themselves, in a hundred pieces.
fn cleared(app: &App) -> String {
    let lines = app.shown().filter_map(|life| {
        let lines = words::newest(app, life, Measure::LinesCleared);
        lines.is_finite().then(|| format!(" {} {lines:.0}", app.look_of(life).marker))
    });
    let lines: String = lines.collect();
    if lines.is_empty() { lines } else { format!("lines cleared{lines}") }
}
