//! A night in spikes: who fired when, in the newest steps.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use crate::lab::Lab;
use crate::sleep::Raster;
use crate::tui::app::App;
use crate::tui::widget::{Canvas, Panel, put, wrap};
use crate::tui::words;

/// Columns of names at the left.
const NAMES: u16 = 9;
/// Rows of dots in a cell.
const DOTS: usize = 4;

/// Draws the panel, if the life that the words are about replays in spikes; whether it does.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) -> bool {
    let (theme, lab, hero) = (app.theme(), app.lab(), app.hero());
    let Some(raster) = lab.raster(hero) else { return false };
    let steps = lab.spike_steps(hero);
    let note = format!("step {} of {}", words::grouped(raster.noted() as f64), words::grouped(steps as f64));
    let panel = Panel { note: &note, color: Some(theme.dream), ..Panel::new(theme, "replay in spikes") };
    let inside = panel.draw(area, buffer);
    if inside.is_empty() {
        return true;
    }
    let lines = wrap(&rates(lab, raster), inside.width);
    let below = (lines.len() as u16).min(inside.height / 3);
    let rows = bands(raster.widths(), usize::from(inside.height - below));
    let wide = inside.width.saturating_sub(NAMES);
    let mut y = inside.y;
    for (layer, high) in rows.into_iter().enumerate().filter(|(_, high)| *high > 0) {
        let color = color(app, layer, raster.widths().len());
        let style = Style::new().fg(color);
        let place = Rect::new(inside.x + NAMES, y, wide, high as u16);
        put(buffer, inside, (inside.x, y), &name(lab, layer, raster.widths().len()), style);
        if high > 1 {
            put(buffer, inside, (inside.x, y + 1), &format!("{:.1} %", 100.0 * raster.rate(layer)), theme.muted());
        }
        dots(raster, layer, place, style).draw(place, buffer);
        y += high as u16;
    }
    for (line, y) in lines.iter().zip(inside.bottom() - below..inside.bottom()) {
        put(buffer, inside, (inside.x, y), line, theme.muted());
    }
    true
}

/// The dots of a layer: a column a step, the newest at the right; neurons from the top, several to a dot where they
/// are many.
fn dots(raster: &Raster, layer: usize, place: Rect, style: Style) -> Canvas {
    let mut canvas = Canvas::new(place.width, place.height);
    let (columns, rows) = (canvas.columns(), canvas.rows());
    let neurons = raster.widths()[layer].max(1);
    let newest = raster.newest();
    let passed = newest.len().saturating_sub(columns);
    let first = columns.saturating_sub(newest.len());
    for (x, step) in (first..).zip(newest.skip(passed)) {
        for neuron in &step[layer] {
            // In the middle of its share of the rows.
            canvas.dot(x, (2 * *neuron as usize + 1) * rows / (2 * neurons), style);
        }
    }
    canvas
}

/// How many rows each layer has of those there are: the answers no more than they need, the others alike. Where there
/// is no room for all, the layers in the middle have none.
fn bands(widths: &[usize], rows: usize) -> Vec<usize> {
    let layers = widths.len();
    let needed = |layer: usize| widths[layer].div_ceil(DOTS).max(1);
    let mut rest = rows;
    let mut bands = vec![0; layers];
    // The answers and the inputs first.
    let order = [layers - 1, 0].into_iter().chain(1..layers - 1);
    for (place, layer) in order.enumerate() {
        bands[layer] = (rest / (layers - place)).max(1).min(needed(layer)).min(rest);
        rest -= bands[layer];
    }
    for layer in (0..layers).rev() {
        let more = needed(layer).saturating_sub(bands[layer]).min(rest);
        bands[layer] += more;
        rest -= more;
    }
    bands
}

/// What a layer is called.
fn name(lab: &Lab, layer: usize, layers: usize) -> String {
    match layer {
        0 if lab.world().image().is_some() => "pixels".to_owned(),
        0 => "inputs".to_owned(),
        _ if layer + 1 == layers => "answers".to_owned(),
        _ => format!("layer {layer}"),
    }
}

fn color(app: &App, layer: usize, layers: usize) -> Color {
    let theme = app.theme();
    match layer {
        0 => theme.day,
        _ if layer + 1 == layers => theme.good,
        _ => theme.dream,
    }
}

/// How often neurons fire, in words.
fn rates(lab: &Lab, raster: &Raster) -> String {
    let layers = raster.widths().len();
    let input = if lab.world().image().is_some() { "A pixel" } else { "An input" };
    let mut said = vec![format!("{input} fires {}", often(raster.rate(0)))];
    let hidden: usize = raster.widths()[1..layers - 1].iter().sum();
    if hidden > 0 {
        let spikes: f64 = (1..layers - 1).map(|layer| raster.rate(layer) * raster.widths()[layer] as f64).sum();
        said.push(format!("a hidden neuron {}", often(spikes / hidden as f64)));
    }
    said.push(format!("an answer {}", often(raster.rate(layers - 1))));
    said.join(", ") + "."
}

/// A share of the steps in words.
fn often(rate: f64) -> String {
    match rate {
        0.0 => "never".to_owned(),
        rate if rate >= 0.95 => "in every step".to_owned(),
        rate if rate >= 0.15 => format!("in {:.0} of 10 steps", 10.0 * rate),
        rate => format!("once in {} steps", words::grouped((1.0 / rate).round())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::width;

    #[test]
    fn rates_are_said_as_one_says_them() {
        let said = [0.0, 0.0004, 0.1, 0.31, 0.96].map(often);
        assert_eq!(said, ["never", "once in 2 500 steps", "once in 10 steps", "in 3 of 10 steps", "in every step"]);
    }

    #[test]
    fn rows_are_shared_out_and_never_more_than_there_are() {
        assert_eq!(bands(&[64, 100, 10], 12), [4, 5, 3]);
        assert_eq!(bands(&[100, 4], 9), [8, 1]);
        for widths in [&[64, 100, 10][..], &[2, 1], &[784, 1200, 1200, 10], &[9, 9, 9, 9, 9, 9, 9, 9, 9, 9]] {
            for rows in 0..30 {
                let bands = bands(widths, rows);
                assert!(bands.iter().sum::<usize>() <= rows, "{widths:?} in {rows}: {bands:?}");
                assert!(rows < widths.len() || bands.iter().all(|band| *band > 0), "{widths:?} in {rows}: {bands:?}");
            }
        }
        assert!(width("layer 8") < NAMES);
    }
}
