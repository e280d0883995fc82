//! One weight: where it leads, how large it is, and what it has been over all nights.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::names::weight;
use super::{View, glyph};
use crate::lab::Mark;
use crate::sleep::Rule;
use crate::tui::synapses::{Past, rank};
use crate::tui::widget::{Axis, Chart, Heat, Level, Panel, Series, Window, put, width};
use crate::tui::words;

/// Columns for the labels of the chart.
const GUTTER: u16 = 6;
/// Columns that the figures keep beside a receptive field.
const LEFT: u16 = 26;

/// Draws the panel.
pub fn draw(view: &View<'_>, area: Rect, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let (input, neuron) = view.state.cursor();
    let title = format!("{} → {}", view.input(input), view.neuron(neuron));
    let title = if width(&title) + 6 <= area.width { title } else { format!("{input} → {neuron}") };
    let foot = if view.app.turned() { "x the weight itself" } else { "x what its neuron takes in" };
    let inside = Panel { foot, ..Panel::new(theme, &title) }.draw(area, buffer);
    if inside.is_empty() {
        return;
    }
    let field = field(view, inside, buffer);
    let left = Rect { width: inside.width - field, ..inside };
    let rows = figures(view, left, buffer);
    let chart = Rect { y: left.y + rows, height: left.height - rows, ..left };
    life(view, chart, buffer);
}

/// What the weight and its neuron are now; returns the rows it took.
fn figures(view: &View<'_>, area: Rect, buffer: &mut Buffer) -> u16 {
    let theme = view.app.theme();
    let (input, neuron) = view.state.cursor();
    let value = view.weights[(input, neuron)];
    let color = match value {
        value if value > 0.0 => theme.positive,
        value if value < 0.0 => theme.negative,
        _ => theme.text,
    };
    let end = put(buffer, area, (area.x, area.y), &weight(value), theme.strong().fg(color));
    let place = words::grouped(rank(view.weights, value) as f64);
    let all = words::grouped(view.weights.len() as f64);
    let ranks = [format!("rank {place} of {all} by size"), format!("rank {place} of {all}"), format!("rank {place}")];
    fitting(buffer, area, (end + 1, area.y), &ranks, theme.muted());

    let total = view.tally.totals[neuron];
    let born = view.app.lab().set_points(view.life, view.state.layer()).get(neuron).copied().unwrap_or(f64::NAN);
    let (now, then) = (words::strength(total), words::strength(born));
    let change = if born > 0.0 { format!(", {}", words::signed_percent(total / born - 1.0)) } else { String::new() };
    let name = view.neuron(neuron);
    let totals = [
        format!("{name} takes in {now}, born with {then}{change}"),
        format!("{name}: Σ|w| {now}, born {then}{change}"),
        format!("Σ|w| {now}, born {then}{change}"),
        format!("Σ|w| {now}, born {then}"),
        format!("Σ|w| {now}"),
    ];
    fitting(buffer, area, (area.x, area.y + 1), &totals, theme.base());
    let mut rows = 2;
    if let Some(born) = born_with(view) {
        let (now, then) = (weight(value), weight(born));
        let words = [
            format!("born {then}: every night takes it part of the way back"),
            format!("born {then}, now {now}"),
            format!("born {then}"),
        ];
        fitting(buffer, area, (area.x, area.y + rows), &words, theme.muted());
        rows += 1;
    }
    let unit = view.app.unit_under();
    if let Some((unit, mark)) = unit.and_then(|unit| Some((unit, view.app.mark_of(unit)?))) {
        let (words, color) = match mark {
            Mark::Lost => ("is lost", theme.bad),
            Mark::Frozen => ("is frozen", theme.deep),
        };
        let text = format!("{} unit {} {words}", glyph(mark), unit.unit);
        put(buffer, area, (area.x, area.y + rows), &text, theme.strong().fg(color));
        rows += 1;
    }
    rows.min(area.height)
}

/// The weight at birth, where nights lead back to it.
fn born_with(view: &View<'_>) -> Option<f32> {
    let rule = view.app.lab().spec().night.downscale.rule;
    let (input, neuron) = view.state.cursor();
    let born = view.app.lab().weight_at_birth(view.life, view.state.layer(), input, neuron);
    born.filter(|_| rule == Rule::Birth)
}

/// The first of some words that there is room for, if any.
fn fitting(buffer: &mut Buffer, area: Rect, at: (u16, u16), choices: &[String], style: Style) {
    if let Some(text) = choices.iter().find(|text| at.0 + width(text) <= area.right()) {
        put(buffer, area, at, text, style);
    }
}

/// What the hidden unit sees: its weights as an image, if there is such a thing and room for it. Returns the
/// columns it took, with the gap before it.
fn field(view: &View<'_>, area: Rect, buffer: &mut Buffer) -> u16 {
    let unit = view.app.unit_under().filter(|unit| unit.layer == 1);
    let Some((unit, (across, down))) = unit.zip(view.pixels()) else { return 0 };
    let room = area.width.saturating_sub(LEFT);
    let Some(wide) = u16::try_from(2 * across).ok().filter(|wide| *wide <= room) else { return 0 };
    if usize::from(area.height) < down + 2 {
        return 0;
    }
    let column = view.app.lab().weights(view.life, 0).column(unit.unit).to_vec();
    let Ok(image) = ndarray::ArrayView1::from(&column).into_shape_with_order((down, across)) else { return 0 };
    let theme = view.app.theme();
    let place = Rect::new(area.right() - wide, area.y, wide, area.height);
    let text = format!("unit {} sees", unit.unit);
    put(buffer, place, (place.x, place.y), &text, theme.muted());
    // As strong as its own largest: what counts is the pattern.
    let full = column.iter().map(|weight| weight.abs()).fold(0.0, f32::max);
    let (rows, columns) = (Window::whole(down, down), Window::whole(across, across));
    let focus = (view.state.layer() == 0).then(|| (view.state.cursor().0 / across, view.state.cursor().0 % across));
    let below = Rect { y: place.y + 1, height: place.height - 1, ..place };
    Heat { theme, values: image.view(), rows, columns, wide: 2, full, focus }.render(below, buffer);
    wide + 2
}

/// The weight over all evenings and mornings; turned, what its neuron takes in.
fn life(view: &View<'_>, area: Rect, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let Some(past) = view.state.past() else { return };
    if area.height < 3 || area.width < GUTTER + 4 {
        return;
    }
    let (_, neuron) = view.state.cursor();
    let turned = view.app.turned();
    put(buffer, area, (area.x, area.y), &caption(view, past, area.width), theme.muted());
    let now = view.app.lab().clock().total;
    let latest = if turned { view.tally.totals[neuron] } else { f64::from(view.weights[view.state.cursor()]) };
    let mut ticks = past.ticks.clone();
    let mut values = if turned { past.totals.clone() } else { past.weights.clone() };
    ticks.push(now);
    values.push(latest);
    let born = view.app.lab().set_points(view.life, view.state.layer()).get(neuron).copied();
    let origin = born_with(view).filter(|_| !turned);
    let level = if turned { born.unwrap_or(0.0) } else { origin.map_or(0.0, f64::from) };
    let finite = || values.iter().chain(std::iter::once(&level)).copied().filter(|value| value.is_finite());
    let (low, high) = (finite().fold(f64::INFINITY, f64::min), finite().fold(f64::NEG_INFINITY, f64::max));
    let place = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let axis = Axis::around(low, high, Chart::rows(place.height));
    let calendar = view.app.calendar();
    let horizon = view.app.horizon();
    let labels = calendar.labels(horizon);
    let series =
        [Series { values: &values, color: view.look.color, marker: view.look.marker, is_faint: false, ticks: None }];
    let levels = [Level { value: level, label: if turned || origin.is_some() { "birth" } else { "" } }];
    let chart = Chart {
        theme,
        ticks: &ticks,
        range: (0, horizon),
        axis: &axis,
        scale: 1.0,
        unit: "",
        series: &series,
        levels: &levels,
        nights: &calendar.nights,
        labels: &labels,
        cursor: None,
        gutter: GUTTER,
    };
    chart.render(place, buffer);
}

/// What is drawn, and how much of it was kept.
fn caption(view: &View<'_>, past: &Past, room: u16) -> String {
    let what = if view.app.turned() { "Σ|w| into it" } else { "its life" };
    let choices = if past.kept >= past.all {
        [format!("{what}: every evening and morning"), format!("{what}, dusk and dawn"), what.to_owned()]
    } else {
        let (kept, all) = (past.kept, past.all);
        [
            format!("{what}: {kept} of {all} evenings and mornings kept"),
            format!("{what}: {kept} of {all} kept"),
            format!("{kept}/{all} kept"),
        ]
    };
    choices.into_iter().find(|text| width(text) <= room).unwrap_or_default()
}
