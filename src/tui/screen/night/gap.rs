//! The gap between mistakes on unseen examples and those in training: the second face of mistakes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::ghost::{self, Ghost};
use super::{OverTime, backwards, extent, legend, legend_rows, line};
use crate::record::{Measure, Track};
use crate::tui::app::App;
use crate::tui::widget::{Axis, Chart, Level, Panel};
use crate::tui::words;

/// Draws the panel.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let lab = app.lab();
    let classes = lab.world().is_classes();
    let (scale, unit) = if classes { (100.0, "") } else { (1.0, "") };
    let ghost = Ghost::of(app);
    let word = if ghost.is_some() { ghost::WORD } else { "" };
    let what = "unseen − training";
    let below = "below 0: it refuses what it was taught";
    let feet = [ghost::joined(&[word, what, below]), ghost::joined(&[word, what])];
    let foot = ghost::foot(area.width, feet);
    let note = if classes { "in points" } else { "mean squared" };
    let title = if area.width < 60 { "gap to training" } else { "gap between unseen and training" };
    let inside = Panel { note, foot: &foot, ..Panel::new(theme, title) }.draw(area, buffer);
    if inside.height < 2 {
        return;
    }
    let lives = backwards(app);
    let gaps: Vec<Vec<f64>> = lives.iter().map(|life| gap(app, *life)).collect();
    let now = |measure: Measure, life: usize| words::figure(app, life, measure);
    legend(app, inside, buffer, |life| words::gap(lab, now(Measure::TestError, life) - now(Measure::TrainError, life)));
    let start = app.calendar().cycles.first().map_or(0, |cycle| cycle.dusk / 4).min(lab.clock().total);
    let from = app.seen().1.partition_point(|tick| *tick < start);
    let lived = extent(gaps.iter().flat_map(|gap| &gap[from.min(gap.len())..])).unwrap_or((0.0, 1.0));
    let past = ghost.as_ref().map_or_else(Vec::new, |ghost| ghost.columns(between));
    let (low, high) = ghost.as_ref().map_or(lived, |ghost| ghost.widened(lived, &past, start));
    let rows = legend_rows(app, inside);
    let below = Rect { y: inside.y + rows, height: inside.height.saturating_sub(rows), ..inside };
    let axis = Axis::around(low.min(0.0), high.max(0.0), Chart::rows(below.height));
    let mut series = ghost.as_ref().map_or_else(Vec::new, |ghost| ghost.lines(&past));
    series.extend(lives.iter().zip(&gaps).map(|(life, gap)| line(app, *life, gap)));
    let levels = [Level { value: 0.0, label: "no gap" }];
    OverTime { axis: &axis, scale, unit, series: &series, levels: &levels }.draw(app, below, buffer);
}

/// Error on unseen examples less error in training, at every point of the history.
fn gap(app: &App, life: usize) -> Vec<f64> {
    between(&app.seen().0.tracks()[life])
}

fn between(track: &Track) -> Vec<f64> {
    let pairs = track.column(Measure::TestError).iter().zip(track.column(Measure::TrainError));
    pairs.map(|(unseen, training)| unseen - training).collect()
}
