//! The Night screen's panels.

mod eye;
mod lies;
mod mistakes;
pub(super) mod nights;
mod strength;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::layout::{Layout, Place};
use crate::record::{History, Measure};
use crate::tui::app::App;
use crate::tui::theme::MARKERS;
use crate::tui::widget::{Series, put, width};

/// Columns for the labels of a chart's vertical axis.
pub(super) const GUTTER: u16 = 6;

/// Draws all panels.
pub fn draw(app: &App, layout: &Layout, buffer: &mut Buffer) {
    for (place, area) in &layout.panels {
        match place {
            Place::Strength => strength::draw(app, *area, buffer),
            Place::Mistakes => mistakes::draw(app, *area, buffer),
            Place::Eye => eye::draw(app, *area, buffer),
            Place::Lies => lies::draw(app, *area, buffer),
            Place::Layers | Place::Gap | Place::Dreamt | Place::Confusion => {}
            Place::Nights => nights::draw(app, *area, buffer),
        }
    }
}

/// One line for each life that is shown, the one that the words are about on top.
fn series(app: &App, measure: Measure) -> Vec<Series<'_>> {
    let history: &History = app.seen().0;
    let mut lives: Vec<usize> = app.shown().collect();
    lives.reverse();
    lives
        .into_iter()
        .map(|life| {
            let arm = app.lab().lives()[life].arm();
            Series {
                values: history.tracks()[life].column(measure),
                color: app.theme().series[arm as usize],
                marker: MARKERS[arm as usize],
            }
        })
        .collect()
}

/// Marker, name and value of each life in a row; returns the column behind.
fn legend(app: &App, area: Rect, buffer: &mut Buffer, value: impl Fn(usize) -> String) -> u16 {
    let theme = app.theme();
    let mut x = area.x;
    for life in app.shown() {
        let lived = &app.lab().lives()[life];
        let arm = lived.arm();
        let style = Style::new().fg(theme.series[arm as usize]);
        let value = if lived.diverged().is_some() { "diverged".to_owned() } else { value(life) };
        let long = width(arm.title()) + width(&value) + 3;
        if x + long > area.right() {
            break;
        }
        let end = put(buffer, area, (x, area.y), MARKERS[arm as usize], style);
        let end = put(buffer, area, (end + 1, area.y), arm.title(), style);
        x = put(buffer, area, (end + 1, area.y), &value, theme.strong().fg(theme.series[arm as usize])) + 3;
    }
    x
}

/// The finite values of the shown lives from a tick on: (smallest, largest).
fn bounds(app: &App, measure: Measure, from: u64) -> Option<(f64, f64)> {
    let (history, ticks) = app.seen();
    let start = ticks.partition_point(|tick| *tick < from);
    let values = app.shown().flat_map(|life| &history.tracks()[life].column(measure)[start..]);
    values.filter(|value| value.is_finite()).fold(None, |bounds, value| match bounds {
        None => Some((*value, *value)),
        Some((low, high)) => Some((f64::min(low, *value), f64::max(high, *value))),
    })
}
