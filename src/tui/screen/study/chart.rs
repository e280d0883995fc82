//! The chart: every life's mean over the days with its band, or how far two differ, and beside it every seed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::night::GUTTER;
use crate::study::stats::Scale;
use crate::tui::study::life::Curve;
use crate::tui::study::{Face, Watched, words};
use crate::tui::widget::{Axis, Band, Chart, Level, Panel, Series, put, put_right, width};

/// Lives whose bands can be told apart; of more, only the two that are compared have theirs.
const BANDS: usize = 4;
/// Least columns of the panel of seeds.
const SEEDS: u16 = 20;

/// Draws it.
pub fn draw(watched: &Watched, area: Rect, buffer: &mut Buffer) {
    match (watched.face(), watched.pair()) {
        (Face::Difference, Some(pair)) => difference(watched, pair, area, buffer),
        _ => lives(watched, area, buffer),
    }
}

/// What labels are multiplied by, and what stands behind them.
fn unit(watched: &Watched) -> (f64, &'static str) {
    if watched.percent() { (100.0, "%") } else { (1.0, "") }
}

/// The least and the greatest of some values.
fn extent<'a>(values: impl Iterator<Item = &'a f64>) -> Option<(f64, f64)> {
    values.filter(|value| value.is_finite()).fold(None, |found, value| {
        let (low, high) = found.unwrap_or((*value, *value));
        Some((low.min(*value), high.max(*value)))
    })
}

fn lives(watched: &Watched, area: Rect, buffer: &mut Buffer) {
    let theme = watched.theme();
    let what = watched.compared().title(watched.setting().is_classes);
    let count = watched.setting().names.len();
    let shown: Vec<usize> = match watched.pair() {
        Some((a, b)) if count > BANDS => vec![b, a],
        _ => (0..count).rev().collect(),
    };
    let note = if count > BANDS { "bands of the two marked + and −" } else { "" };
    let inside = Panel { note, ..Panel::new(theme, what) }.draw(area, buffer);
    let said = put(buffer, inside, (inside.x, inside.y), &words::caption(watched), theme.muted());
    let place = below(inside);
    let curves: Vec<Curve> = (0..count).map(|life| watched.curve(life)).collect();
    let (axis, clipped) = axis(watched, &curves, Chart::rows(place.height));
    let text = ["▲ lies above the axis", "▲ above"].into_iter().find(|text| said + 3 + width(text) <= inside.right());
    if let Some(text) = text.filter(|_| clipped) {
        put_right(buffer, inside, (inside.right(), inside.y), text, theme.muted());
    }
    let series: Vec<Series<'_>> = (0..count)
        .rev()
        .map(|life| {
            let look = watched.look_of(life);
            let values = curves[life].mean.as_slice();
            Series { values, color: look.color, marker: look.marker, is_faint: false, ticks: None }
        })
        .collect();
    let is_coarse = watched.surface().ascii;
    let bands: Vec<Band<'_>> = shown
        .iter()
        .map(|life| {
            let Curve { low, high, .. } = &curves[*life];
            Band { low, high, color: watched.look_of(*life).color, is_coarse }
        })
        .collect();
    over_time(watched, (&axis, unit(watched)), (&series, &[], &bands), place, buffer);
}

/// Below a line of words.
const fn below(inside: Rect) -> Rect {
    Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside }
}

/// The axis, from the first evening on where there is more than one day: at birth everything is a mistake. And whether
/// anything lies above it.
fn axis(watched: &Watched, curves: &[Curve], rows: u16) -> (Axis, bool) {
    let since = usize::from(watched.setting().days > 1);
    let values = |from: usize| {
        let columns = curves.iter().flat_map(|curve| [&curve.mean, &curve.low, &curve.high]);
        extent(columns.filter_map(|column| column.get(from..)).flatten())
    };
    let (low, high) = values(since).or_else(|| values(0)).unwrap_or((0.0, 1.0));
    let (whole_low, whole_high) = values(0).unwrap_or((low, high));
    if watched.scale() == Scale::Log {
        let axis = Axis::log(10f64.powf(low.min(whole_low)), 10f64.powf(high), rows);
        let clipped = whole_high > axis.max;
        return (axis, clipped);
    }
    let axis = Axis::around(low.min(whole_low), high, rows);
    let clipped = whole_high > axis.max;
    (axis, clipped)
}

type Drawn<'a> = (&'a [Series<'a>], &'a [Level<'a>], &'a [Band<'a>]);

fn over_time(
    watched: &Watched,
    (axis, (scale, unit)): (&Axis, (f64, &str)),
    (series, levels, bands): Drawn<'_>,
    place: Rect,
    buffer: &mut Buffer,
) {
    let calendar = &watched.setting().calendar;
    let end = calendar.end();
    let chart = Chart {
        theme: watched.theme(),
        ticks: &watched.ticks(),
        range: (0, end),
        axis,
        scale,
        unit,
        series,
        levels,
        nights: &calendar.nights,
        labels: &calendar.labels(end),
        cursor: None,
        gutter: GUTTER,
    };
    chart.draw(bands, place, buffer);
}

fn difference(watched: &Watched, pair: (usize, usize), area: Rect, buffer: &mut Buffer) {
    let theme = watched.theme();
    let looks = [pair.0, pair.1].map(|life| watched.look_of(life));
    let [ours, theirs] = looks.map(|look| format!("{} {}", look.marker, look.title));
    let log = watched.scale() == Scale::Log;
    let what = watched.compared().title(watched.setting().is_classes);
    let title = format!("{what}: {ours} {} {theirs}", if log { "/" } else { "−" });
    let note = if log {
        "ratio"
    } else if watched.percent() {
        "in points"
    } else {
        ""
    };
    let seeds = (area.width / 4).max(SEEDS).min(area.width);
    let (left, right) =
        (Rect { width: area.width - seeds, ..area }, Rect { x: area.right() - seeds, width: seeds, ..area });
    let (caption, told) = (words::caption(watched), words::apart(watched, pair));
    let room = Panel::inside(left).width;
    let fits = told.iter().find(|text| width(&caption) + 3 + width(text) <= room);
    // Where the interval does not fit above the chart, it stands below it.
    let foot = if fits.is_none() || fits == told.last() { told[0].as_str() } else { "" };
    let inside = Panel { note, foot, ..Panel::new(theme, &title) }.draw(left, buffer);
    for cell in (left.left()..left.right().min(buffer.area.right())).map(|x| (x, left.y)) {
        if let Some(look) = looks.iter().find(|look| look.marker == buffer[cell].symbol()) {
            buffer[cell].fg = look.color;
        }
    }
    put(buffer, inside, (inside.x, inside.y), &caption, theme.muted());
    put_right(buffer, inside, (inside.right(), inside.y), fits.map_or("", String::as_str), theme.strong());
    let place = below(inside);
    let (curve, dots) = (watched.difference(pair), watched.dots(pair));
    let axis = between(watched, &curve, &dots, Chart::rows(place.height));
    let series = [Series { values: &curve.mean, color: theme.text, marker: "•", is_faint: false, ticks: None }];
    let bands = [Band { low: &curve.low, high: &curve.high, color: theme.text, is_coarse: watched.surface().ascii }];
    let levels = [Level { value: 0.0, label: "no difference" }];
    let (scale, _) = unit(watched);
    over_time(watched, (&axis, (scale, "")), (&series, &levels, &bands), place, buffer);
    each(watched, (&axis, &dots), right, buffer);
}

/// The axis of a difference: zero is always on it, and where nothing differs it is not drawn out of nothing.
fn between(watched: &Watched, curve: &Curve, dots: &[(usize, f64)], rows: u16) -> Axis {
    let values =
        [&curve.mean, &curve.low, &curve.high].into_iter().flatten().chain(dots.iter().map(|(_, value)| value));
    let (low, high) = extent(values.chain(&[0.0])).unwrap_or((0.0, 0.0));
    if watched.scale() == Scale::Log {
        return Axis::log(10f64.powf(low), 10f64.powf(high), rows);
    }
    let least = if watched.percent() { 0.01 } else { 0.0 };
    let pad = if high - low < least { least / 2.0 } else { 0.0 };
    Axis::around(low - pad, high + pad, rows)
}

/// Every seed's difference on the last morning, at the height of the chart's axis beside it.
fn each(watched: &Watched, (axis, dots): (&Axis, &[(usize, f64)]), area: Rect, buffer: &mut Buffer) {
    let theme = watched.theme();
    let inside = Panel::new(theme, "last morning").draw(area, buffer);
    let seeds = watched.study().plan().seeds();
    let place = below(inside);
    let rows = Chart::rows(place.height);
    if rows == 0 || place.width == 0 {
        return;
    }
    put(buffer, inside, (inside.x, inside.y), "a dot a seed", theme.muted());
    let row = |value: f64| -> Option<u16> {
        let share = (axis.max - value) / (axis.max - axis.min);
        (0.0..=1.0).contains(&share).then(|| place.y + ((share * f64::from(rows)) as u16).min(rows - 1))
    };
    if let Some(y) = row(0.0) {
        for x in place.left()..place.right() {
            put(buffer, place, (x, y), "╌", theme.line());
        }
    }
    for (seed, value) in dots {
        let column = *seed as u64 * u64::from(place.width) / u64::from(seeds.max(1));
        if let Some(y) = row(*value) {
            put(buffer, place, (place.x + column as u16, y), "•", Style::new().fg(theme.text));
        }
    }
    let first = watched.study().plan().first_seed();
    let (from, to) = (first.to_string(), (first + u64::from(seeds) - 1).to_string());
    if place.height > rows {
        for x in place.left()..place.right() {
            put(buffer, place, (x, place.y + rows), "─", theme.line());
        }
        let y = place.y + rows + 1;
        let end = put(buffer, place, (place.x, y), &format!("seed {from}"), theme.muted());
        if seeds > 1 && end + 1 + width(&to) <= place.right() {
            put_right(buffer, place, (place.right(), y), &to, theme.muted());
        }
    }
}
