//! The second faces of a net that recalls: how much it holds, and how near its cues lead.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{OverTime, backwards, legend, legend_rows, line, series};
use crate::record::Measure;
use crate::task::Params;
use crate::tui::app::App;
use crate::tui::widget::{Axis, Chart, Level, Panel, put, put_right};
use crate::tui::words;

/// What Hebb's rule holds at most, in patterns per neuron (Amit, Gutfreund & Sompolinsky 1985).
const HEBB: f64 = 0.138;

/// Draws the capacity in use, night by night: fully stable patterns per neuron.
pub fn stable(app: &App, area: Rect, buffer: &mut Buffer) {
    let Params::Hopfield(hopfield) = &app.lab().world().params else { return };
    let (history, calendar) = (app.seen().0, &app.lab().world().calendar);
    let per_neuron = 1.0 / hopfield.neurons as f64;
    let stored = |day: u32| (0..hopfield.schedule.train as u32).filter(|id| calendar.was_lived(*id, day)).count();
    let lives = backwards(app);
    let days: Vec<u32> = history.stamps().iter().map(|stamp| stamp.day).collect();
    let mut counts: Vec<(u32, f64)> = Vec::new();
    for day in &days {
        if counts.last().is_none_or(|(known, _)| known != day) {
            counts.push((*day, stored(*day) as f64 * per_neuron));
        }
    }
    let load = |day: u32| counts.iter().rfind(|(known, _)| *known == day).map_or(f64::NAN, |(_, load)| *load);
    let held = |life: usize| -> Vec<f64> {
        let shares = history.tracks()[life].column(Measure::Stable);
        shares.iter().zip(&days).map(|(share, day)| share * load(*day)).collect()
    };
    let values: Vec<Vec<f64>> = lives.iter().map(|life| held(*life)).collect();
    let lines: Vec<_> = lives.iter().zip(&values).map(|(life, values)| line(app, *life, values)).collect();
    let now = app.lab().clock().day;
    let value = |life: usize| number(words::figure(app, life, Measure::Stable) * stored(now) as f64 * per_neuron);
    let top = hopfield.load().max(HEBB);
    let levels = [Level { value: hopfield.load(), label: "stored" }, Level { value: HEBB, label: "Hebb" }];
    let title = if area.width < 60 { "capacity" } else { "capacity in use" };
    let panel = Panel { note: "stable images per neuron", ..Panel::new(app.theme(), title) };
    over(app, panel, (0.0, top), (&lines, &levels), value, area, buffer);
}

/// Draws the mean overlap of what cues lead to with what was stored.
pub fn mean(app: &App, area: Rect, buffer: &mut Buffer) {
    let lines = series(app, Measure::Overlap);
    let values = lines.iter().flat_map(|line| line.values);
    let low = super::extent(values).map_or(0.0, |(low, _)| low.min(0.5));
    let levels = [Level { value: 1.0, label: "as stored" }];
    let title = if area.width < 60 { "overlap" } else { "overlap with what was stored" };
    let panel = Panel { note: "mean of all cues", ..Panel::new(app.theme(), title) };
    let value = |life: usize| number(words::figure(app, life, Measure::Overlap));
    over(app, panel, (low, 1.0), (&lines, &levels), value, area, buffer);
}

fn number(value: f64) -> String {
    if value.is_finite() { format!("{value:.2}").replace('-', "−") } else { "–".to_owned() }
}

fn over(
    app: &App,
    panel: Panel<'_>,
    (low, high): (f64, f64),
    (lines, levels): (&[crate::tui::widget::Series<'_>], &[Level<'_>]),
    value: impl Fn(usize) -> String,
    area: Rect,
    buffer: &mut Buffer,
) {
    let above = legend_rows(app, Panel::inside(area));
    let axis = Axis::around(low, high, Chart::rows(area.height.saturating_sub(2 + above)));
    let foot = super::starts(&axis, 1.0, "");
    let inside = Panel { foot: &foot, ..panel }.draw(area, buffer);
    if inside.height < 2 {
        return;
    }
    legend(app, inside, buffer, value);
    let below = Rect { y: inside.y + above, height: inside.height.saturating_sub(above), ..inside };
    OverTime { axis: &axis, scale: 1.0, unit: "", series: lines, levels }.draw(app, below, buffer);
}

/// Where the bins of the histogram begin, the highest first; the first of them is a recall without a fault.
const BINS: [(f32, &str); 7] = [
    (1.0, "as stored"),
    (0.9, "home"),
    (0.7, "0.7 …"),
    (0.5, "0.5 …"),
    (0.3, "0.3 …"),
    (0.1, "0.1 …"),
    (f32::NEG_INFINITY, "below"),
];

/// Draws how many cues lead how near: a histogram of overlaps, a column a life.
pub fn spread(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let title = if area.width < 50 { "how near" } else { "how near cues lead" };
    let inside = Panel { note: "cues by overlap", ..Panel::new(theme, title) }.draw(area, buffer);
    let lives: Vec<usize> = app.shown().collect();
    let gutter = BINS.iter().map(|(_, name)| crate::tui::widget::width(name)).max().unwrap_or(0) + 1;
    let each = inside.width.saturating_sub(gutter) / (lives.len() as u16).max(1);
    if inside.height < 3 || each < 6 {
        return;
    }
    for (row, (_, name)) in (1..).zip(BINS) {
        if row < inside.height {
            put(buffer, inside, (inside.x, inside.y + row), name, theme.muted());
        }
    }
    for (place, life) in (0..).zip(lives) {
        let look = app.look_of(life);
        let style = Style::new().fg(look.color);
        let x = inside.x + gutter + place * each;
        let column = Rect { x, width: each - 1, ..inside };
        let end = put(buffer, column, (x, inside.y), look.marker, style) + 1;
        put(buffer, column, (end, inside.y), &look.title, style);
        let mut counts = [0usize; BINS.len()];
        for overlap in &app.lab().overlaps(life).cues {
            let bin = BINS.iter().position(|(from, _)| overlap >= from).unwrap_or(BINS.len() - 1);
            counts[bin] += 1;
        }
        let all = app.lab().overlaps(life).cues.len().max(1);
        let room = column.width.saturating_sub(5);
        for (row, count) in (1..).zip(counts) {
            if row >= inside.height {
                break;
            }
            let y = inside.y + row;
            let long = (count * usize::from(room)).div_ceil(all);
            put(buffer, column, (x, y), &"▆".repeat(long), style);
            put_right(buffer, column, (column.right(), y), &count.to_string(), theme.muted());
        }
    }
}
