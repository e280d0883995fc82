//! Strength per layer: the second face of the total.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::ghost::{self, Ghost};
use super::{OverTime, backwards, extent, legend, line};
use crate::tui::app::App;
use crate::tui::widget::{Axis, Chart, Panel, put};
use crate::tui::words;

/// Where the layers' charts go, each below its row of words.
pub fn places(inside: Rect, count: usize) -> impl Iterator<Item = Rect> {
    let fit = (usize::from(inside.height) / 5).clamp(1, count.max(1));
    let rows = inside.height / fit as u16;
    (0..fit).map(move |layer| {
        let y = inside.y + rows * layer as u16;
        let height = if layer + 1 == fit { inside.bottom() - y } else { rows };
        Rect { y, height, ..inside }
    })
}

/// Draws the panel: a chart for each layer, from the input on, as many as there is room for.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let history = app.seen().0;
    let count = history.tracks().iter().map(|track| track.layers().len()).max().unwrap_or(0);
    let ghost = Ghost::of(app);
    let foot = if ghost.is_some() { ghost::WORD } else { "" };
    let panel = Panel { note: "Σ|w|, axes cut to fit", foot, ..Panel::new(theme, "strength per layer") };
    let inside = panel.draw(area, buffer);
    if inside.height < 2 || count == 0 {
        return;
    }
    let is_narrow = inside.width < 50;
    for (layer, place) in places(inside, count).enumerate() {
        let (top, height) = (place.y, place.height);
        let name = match (layer, count) {
            (0, 1) if is_narrow => "",
            (0, 1) => "only layer ",
            (0, _) if is_narrow => "first ",
            (0, _) => "first layer ",
            (layer, count) if layer + 1 == count => "last layer ",
            _ => "next layer ",
        };
        let end = put(buffer, place, (place.x, top), name, theme.muted());
        let row = Rect { x: end, width: place.right().saturating_sub(end), height: place.height.min(1), ..place };
        let latest = |life: usize| app.lab().lives()[life].latest().layers.get(layer).copied().unwrap_or(f64::NAN);
        legend(app, row, buffer, |life| words::strength(latest(life)));
        let lives: Vec<usize> = backwards(app);
        let values = |life: usize| history.tracks()[life].layers().get(layer).map_or(&[][..], Vec::as_slice);
        let past = ghost.as_ref().map_or_else(Vec::new, |ghost| {
            ghost.columns(|track| track.layers().get(layer).cloned().unwrap_or_default())
        });
        let mut series = ghost.as_ref().map_or_else(Vec::new, |ghost| ghost.lines(&past));
        series.extend(lives.iter().map(|life| line(app, *life, values(*life))));
        let lived = extent(lives.iter().flat_map(|life| values(*life))).unwrap_or((0.0, 1.0));
        let (low, high) = ghost.as_ref().map_or(lived, |ghost| ghost.widened(lived, &past, 0));
        let below = Rect { y: top + 1, height: height.saturating_sub(1), ..place };
        let axis = Axis::around(low, high, Chart::rows(below.height));
        OverTime { axis: &axis, scale: 1.0, unit: "", series: &series, levels: &[] }.draw(app, below, buffer);
    }
}
