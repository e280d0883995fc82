//! Mistakes on unseen examples.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::{GUTTER, bounds, legend, series};
use crate::record::Measure;
use crate::tui::app::App;
use crate::tui::theme::Theme;
use crate::tui::widget::{Axis, Chart, Panel, put_right, width};
use crate::tui::words;

/// The narrowest axis of a share: a difference of a few answers in a thousand shall not look steep.
const NARROW: f64 = 0.3;

/// Draws the panel.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let lab = app.lab();
    let classes = lab.world().is_classes();
    let (axis, clipped) = axis(app, Chart::rows(area.height.saturating_sub(3)));
    let scale = if classes { 100.0 } else { 1.0 };
    let unit = if classes { " %" } else { "" };
    let mut foot = String::new();
    if axis.min > 0.0 {
        foot = format!("axis from {}", axis.label(axis.min, scale, unit));
    }
    if clipped {
        foot = format!(
            "{foot}{}▲ = above {}",
            if foot.is_empty() { "" } else { " · " },
            axis.label(axis.max, scale, unit)
        );
    }
    let title = if classes { "mistakes on unseen digits" } else { "distance from the true wave" };
    let panel = Panel {
        foot: &foot,
        note: if classes { "test error" } else { "mean squared error" },
        ..Panel::new(theme, title)
    };
    let inside = panel.draw(area, buffer);
    if inside.height < 2 {
        return;
    }
    let end = legend(app, inside, buffer, |life| words::mistakes(lab, words::figure(app, life, Measure::TestError)));
    lead(app, inside, end, theme, buffer);
    let horizon = app.horizon();
    let series = series(app, Measure::TestError);
    let labels = app.calendar().labels(horizon);
    let chart = Chart {
        theme,
        ticks: app.seen().1,
        range: (0, horizon),
        axis: &axis,
        scale,
        unit,
        series: &series,
        levels: &[],
        nights: &app.calendar().nights,
        labels: &labels,
        cursor: None,
        gutter: GUTTER,
    };
    let below = Rect { y: inside.y + 1, height: inside.height - 1, ..inside };
    chart.render(below, buffer);
}

/// The axis, clipped to what came after the first hours, and from the third day on to what came
/// after the first evening: at birth everything is a mistake. And whether anything is cut off.
fn axis(app: &App, rows: u16) -> (Axis, bool) {
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
    if lab.world().is_classes() && high - low < NARROW {
        let middle = f64::midpoint(low, high);
        low = (middle - NARROW / 2.0).max(0.0);
        high = (low + NARROW).min(1.0);
    }
    let axis = Axis::around(low, high, rows);
    let clipped = whole.1 > axis.max;
    (axis, clipped)
}

/// Who is ahead, in words.
fn lead(app: &App, inside: Rect, end: u16, theme: &Theme, buffer: &mut Buffer) {
    let Some(rival) = app.rival() else { return };
    let hero = app.hero();
    let [ours, theirs] = [hero, rival].map(|life| words::figure(app, life, Measure::TestError));
    let lives = app.lab().lives();
    if !(ours.is_finite() && theirs.is_finite()) || app.lab().clock().day == 0 {
        return;
    }
    let (first, behind) = if ours <= theirs { (hero, theirs - ours) } else { (rival, ours - theirs) };
    let title = lives[first].arm().title();
    let ratio = theirs.max(ours) / theirs.min(ours);
    let text = match app.lab().world().is_classes() {
        true if behind < 0.000_5 => "no difference".to_owned(),
        true => format!("{title} ahead by {:.1} points", behind * 100.0),
        false if ratio > 1.05 => format!("{title} closer by a factor {ratio:.1}"),
        false => "no difference".to_owned(),
    };
    if end + width(&text) <= inside.right() {
        let style = if first == hero && behind >= 0.000_5 { theme.base().fg(theme.good) } else { theme.muted() };
        put_right(buffer, inside, (inside.right(), inside.y), &text, style);
    }
}
