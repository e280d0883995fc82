//! Mistakes on unseen examples.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::ghost::{self, Ghost};
use super::{OverTime, backwards, bounds, extent, legend, legend_rows, line, starts};
use crate::data::Form;
use crate::record::Measure;
use crate::tui::app::App;
use crate::tui::widget::{Axis, Chart, Panel, Series, put, wrap};
use crate::tui::words;

/// The narrowest axis of a share: a difference of a few answers in a thousand shall not look steep.
const NARROW: f64 = 0.3;

/// What is said above the chart, a row a line: why training curves can lie, when they are drawn.
#[must_use]
pub fn explained(app: &App, area: Rect) -> Vec<String> {
    if !app.training() || area.height < 9 {
        return Vec::new();
    }
    let mut lines = wrap(explanation(app), area.width.saturating_sub(4));
    lines.truncate(2);
    lines
}

/// Draws the panel.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let lab = app.lab();
    let classes = lab.world().is_classes();
    let explained = explained(app, area);
    let above = legend_rows(app, Panel::inside(area));
    let extra = above + explained.len() as u16;
    let ghost = Ghost::of(app);
    let mut past =
        ghost.as_ref().map_or_else(Vec::new, |ghost| ghost.columns(|t| t.column(Measure::TestError).to_vec()));
    let (axis, clipped) =
        axis(app, Chart::rows(area.height.saturating_sub(2 + extra)), ghost.as_ref().zip(Some(&*past)));
    past.iter_mut().flatten().for_each(|value| *value = scaled(&axis, *value));
    let scale = if classes { 100.0 } else { 1.0 };
    let unit = if classes { " %" } else { "" };
    let kind = if axis.is_log { "mean squared, log axis" } else { "" };
    let beyond = if clipped { format!("▲ = above {}", axis.label(axis.max, scale, unit)) } else { String::new() };
    let from = starts(&axis, scale, unit);
    let word = if ghost.is_some() { ghost::WORD } else { "" };
    let feet = [ghost::joined(&[word, kind, &from, &beyond]), ghost::joined(&[kind, &from, &beyond])];
    let foot = ghost::foot(area.width, feet);
    let is_narrow = area.width < 60;
    let unseen = format!("mistakes on unseen {}", words::several(lab));
    let title = match (classes, is_narrow) {
        (true, false) if lab.world().params.recalls() => "cues that are not led home",
        (true, true) if lab.world().params.recalls() => "lost cues",
        (true, false) => &unseen,
        (true, true) if lab.world().trial().is_some() => "mistakes on boards",
        (true, true) => "mistakes",
        (false, false) if lab.world().form == Form::Line => "distance from the true wave",
        (false, false) => "distance from the true values",
        (false, true) => "distance",
    };
    let lead = lead(app, |life| words::figure(app, life, Measure::TestError), is_narrow);
    let note = lead.as_ref().map_or("", |(text, _)| text);
    let note_color = lead.as_ref().filter(|(_, first)| *first).map(|_| theme.good);
    let panel = Panel { foot: &foot, note, note_color, ..Panel::new(theme, title) };
    let inside = panel.draw(area, buffer);
    if inside.height < 2 {
        return;
    }
    legend(app, inside, buffer, |life| words::mistakes(lab, words::figure(app, life, Measure::TestError)));
    for (row, line) in (above..extra).zip(&explained) {
        put(buffer, inside, (inside.x, inside.y + row), line, theme.muted());
    }
    let shown = backwards(app);
    let columns = |measure: Measure| -> Vec<Vec<f64>> {
        let tracks = app.seen().0.tracks();
        shown
            .iter()
            .map(|life| tracks[*life].column(measure).iter().map(|value| scaled(&axis, *value)).collect())
            .collect()
    };
    let test = columns(Measure::TestError);
    let training = if app.training() { columns(Measure::TrainError) } else { Vec::new() };
    let faint = shown.iter().zip(&training);
    let faint = faint.map(|(life, values)| Series { is_faint: true, marker: "", ..line(app, *life, values) });
    let full = shown.iter().zip(&test).map(|(life, values)| line(app, *life, values));
    let mut series: Vec<Series<'_>> = ghost.as_ref().map_or_else(Vec::new, |ghost| ghost.lines(&past));
    series.extend(faint.chain(full));
    let below = Rect { y: inside.y + extra, height: inside.height.saturating_sub(extra), ..inside };
    OverTime { axis: &axis, scale, unit, series: &series, levels: &[] }.draw(app, below, buffer);
}

/// A value as it is drawn on an axis.
fn scaled(axis: &Axis, value: f64) -> f64 {
    if axis.is_log { value.log10() } else { value }
}

/// Why errors in training may lie anywhere.
fn explanation(app: &App) -> &'static str {
    let labels = &app.lab().world().train.labels;
    if labels.iter().any(|label| label.is_lie()) {
        "Dotted: in training, counted against what was taught. Who refuses a lie counts as wrong there, so it may lie above."
    } else if app.lab().world().form == Form::Line {
        "Dotted: distance from the points that were taught, noise included."
    } else if labels.is_empty() {
        "Dotted: distance from the values that were taught."
    } else {
        "Dotted: mistakes in training, counted against what was taught."
    }
}

/// The axis, clipped to what came after the first hours, and from the third day on to what came
/// after the first evening: at birth everything is a mistake. And whether anything is cut off.
fn axis(app: &App, rows: u16, past: Option<(&Ghost<'_>, &[Vec<f64>])>) -> (Axis, bool) {
    let lab = app.lab();
    let whole = bounds(app, Measure::TestError, 0).unwrap_or((0.0, 1.0));
    let cycles = &app.calendar().cycles;
    let dusk = cycles.first().map_or(0, |cycle| cycle.dusk);
    let now = lab.clock();
    let since = match now.day {
        0 => 0,
        1 | 2 => (dusk / 4).min(now.total),
        _ => dusk,
    };
    let (mut low, mut high) = bounds(app, Measure::TestError, since).unwrap_or(whole);
    low = low.min(whole.0);
    let mut top = whole.1;
    if let Some((least, most)) = bounds(app, Measure::TrainError, since).filter(|_| app.training()) {
        (low, high) = (low.min(least), high.max(most));
        top = bounds(app, Measure::TrainError, 0).map_or(top, |(_, most)| top.max(most));
    }
    if let Some((ghost, past)) = past {
        (low, high) = ghost.widened((low, high), past, since);
        top = extent(past.iter().flatten()).map_or(top, |(_, most)| top.max(most));
    }
    if !lab.world().is_classes() {
        let values = app.shown().flat_map(|life| lab.history().tracks()[life].column(Measure::TestError));
        let least = extent(values.filter(|value| **value > 0.0)).map_or(1e-6, |(least, _)| least);
        let axis = Axis::log(low.max(least), high.max(least), rows);
        let clipped = top.log10() > axis.max;
        return (axis, clipped);
    }
    if high - low < NARROW {
        let middle = f64::midpoint(low, high);
        low = (middle - NARROW / 2.0).max(0.0);
        high = (low + NARROW).min(1.0);
    }
    let axis = Axis::around(low, high, rows);
    let clipped = top > axis.max;
    (axis, clipped)
}

/// Who is ahead in an error, in words, and whether it is the one that the words are about.
pub(super) fn lead(app: &App, error: impl Fn(usize) -> f64, is_short: bool) -> Option<(String, bool)> {
    let (hero, rival) = (app.hero(), app.rival()?);
    let [ours, theirs] = [hero, rival].map(error);
    let lives = app.lab().lives();
    if [hero, rival].iter().any(|life| lives[*life].diverged().is_some()) {
        return None;
    }
    if !(ours.is_finite() && theirs.is_finite()) || app.lab().clock().day == 0 {
        return None;
    }
    let (first, behind) = if ours <= theirs { (hero, theirs - ours) } else { (rival, ours - theirs) };
    let title = app.look_of(first).title;
    let ratio = theirs.max(ours) / theirs.min(ours);
    let points = format!("{:.1}", behind * 100.0);
    let told = match app.lab().world().is_classes() {
        true if points == "0.0" => None,
        true if is_short => Some(format!("{title} ahead by {points}")),
        true => Some(format!("{title} ahead by {points} points")),
        false if ratio > 1.05 && is_short => Some(format!("{title} {ratio:.1}× closer")),
        false if ratio > 1.05 => Some(format!("{title} {ratio:.1} times closer")),
        false => None,
    };
    Some(told.map_or_else(|| ("no difference".to_owned(), false), |told| (told, first == hero)))
}
