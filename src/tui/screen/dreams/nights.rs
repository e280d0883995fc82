//! How often something was dreamt, night by night, against what its age alone would make of it: the second face of
//! what was dreamt.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::View;
use crate::tui::dreams::{Followed, Point};
use crate::tui::widget::{Axis, Chart, Level, Panel, Series, put, put_right, width, wrap};
use crate::tui::words::dream;

/// Columns for the labels of the vertical axis.
const GUTTER: u16 = 6;
/// Ticks of the chart's axis to a night, and how far an interval is drawn to either side of its middle.
const NIGHT: u64 = 40;
const HALF: u64 = 5;
/// Rows of a chart worth drawing.
const LEAST: u16 = 8;

/// Draws the panel.
pub fn draw(view: &View<'_>, area: Rect, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let followed = view.app.dreams().nights().followed();
    let is_low = area.height < 14;
    let title = match followed {
        Followed::Class(..) if view.app.lab().world().is_game() => "the Tetris effect",
        _ if is_low => "night by night",
        _ => "dreamt, night by night",
    };
    let note = match followed {
        _ if !is_low => String::new(),
        Followed::Class(_, day) => format!("{}, which fill day {day} · 1 = drawn evenly", name(view)),
        Followed::Today => format!("{} · 1 = drawn evenly", name(view)),
    };
    let panel = Panel { note: &note, foot: "x this night", color: Some(theme.dream), ..Panel::new(theme, title) };
    let inside = panel.draw(area, buffer);
    let points: Vec<Point> = view.app.dreams().nights().points().collect();
    if inside.height < 3 {
        return;
    }
    if points.is_empty() {
        let text = "Nothing that is followed here is remembered yet.";
        for (line, y) in wrap(text, inside.width).iter().zip(inside.top()..inside.bottom()) {
            put(buffer, inside, (inside.x, y), line, theme.muted());
        }
    } else if is_low {
        beside(view, &points, inside, buffer);
    } else {
        above(view, &points, inside, buffer);
    }
}

/// What is followed: “T's”, “of that day”.
fn name(view: &View<'_>) -> String {
    match view.app.dreams().nights().followed() {
        Followed::Today => "what was lived that day".to_owned(),
        Followed::Class(class, _) => format!("{}'s", dream::call(view.app.lab().world(), class)),
    }
}

/// A chart, and below it the numbers and what chooses memories.
fn above(view: &View<'_>, points: &[Point], area: Rect, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let (first, whose) = match view.app.dreams().nights().followed() {
        Followed::Class(_, day) => (format!("{} fill day {day}. Their", name(view)), "their"),
        Followed::Today => ("What was lived that day: its".to_owned(), "its"),
    };
    let said = format!(
        "{first} share of the dreams over {whose} share of memory: 1 if drawn evenly. ┃ 95 %, from the number of \
         dreams; the line is what age alone would choose."
    );
    let said = wrap(&said, area.width);
    let rules = wrap(&rules(view), area.width);
    let words = said.len() as u16 + rules.len() as u16 + 1;
    let spare = area.height.saturating_sub(words + LEAST + 2);
    let rows = (points.len() as u16).min(spare.min(area.height / 3));
    let (rows, head) = if rows >= 2 { (rows, 1) } else { (0, 0) };
    for (line, y) in said.iter().zip(area.top()..area.bottom()) {
        put(buffer, area, (area.x, y), line, theme.muted());
    }
    let y = area.y + said.len() as u16;
    let below = rules.len() as u16 + rows + 2 * head;
    let place = Rect { y, height: area.bottom().saturating_sub(y + below), ..area };
    chart(view, points, place, buffer);
    if rows > 0 {
        table(view, &points[points.len() - usize::from(rows)..], (area, place.bottom()), buffer);
    }
    for (line, y) in rules.iter().zip(area.bottom().saturating_sub(rules.len() as u16)..area.bottom()) {
        put(buffer, area, (area.x, y), line, theme.muted());
    }
}

/// What chooses memories now, and where that is changed.
fn rules(view: &View<'_>) -> String {
    let Some(rules) = view.night.dreaming.rules() else { return String::new() };
    let recency = if rules.recency.is_finite() {
        format!("half-life {} {}", dream::number(rules.recency), if rules.recency == 1.0 { "day" } else { "days" })
    } else {
        "no recency".to_owned()
    };
    let priority = if rules.priority > 0.0 {
        format!("priority {}", dream::number(rules.priority))
    } else {
        "no priority".to_owned()
    };
    let lag = if rules.lag > 0 { format!("lag {}", rules.lag) } else { "no lag".to_owned() };
    format!("What is dreamt: {recency}, {priority}, {lag}; 6 changes that.")
}

/// The index over all nights to come.
fn chart(view: &View<'_>, points: &[Point], area: Rect, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let days = u64::from(view.app.lab().spec().days).max(1);
    let middle = |night: u32| (2 * u64::from(night) - 1) * NIGHT / 2;
    let mut line: Vec<(u64, f64)> = Vec::new();
    let mut bars: Vec<(u64, f64)> = Vec::new();
    let mut high = 1.0f64;
    for point in points {
        line.push((middle(point.night), point.expected()));
        high = high.max(point.expected());
        let Some((from, to)) = point.interval() else { continue };
        high = high.max(to);
        let (left, right) = (middle(point.night) - HALF, middle(point.night) + HALF);
        bars.extend((left..=right).flat_map(|tick| [(tick, from), (tick, to)]));
        // Nights are not joined.
        bars.push((right + 1, f64::NAN));
    }
    let [(line_at, line), (bars_at, bars)] =
        [line, bars].map(|points| points.into_iter().unzip::<_, _, Vec<_>, Vec<_>>());
    let axis = Axis::around(0.0, high, Chart::rows(area.height));
    let series = [
        Series { values: &line, color: theme.text, marker: "", is_faint: false, ticks: Some(&line_at) },
        Series { values: &bars, color: theme.dream, marker: "", is_faint: false, ticks: Some(&bars_at) },
    ];
    let filled = match view.app.dreams().nights().followed() {
        Followed::Class(_, day) => vec![((u64::from(day) - 1) * NIGHT, u64::from(day) * NIGHT)],
        Followed::Today => Vec::new(),
    };
    let labels: Vec<(u64, String)> = (1..=days).map(|night| (middle(night as u32), night.to_string())).collect();
    let chart = Chart {
        theme,
        ticks: &line_at,
        range: (0, days * NIGHT - 1),
        axis: &axis,
        scale: 1.0,
        unit: "",
        series: &series,
        levels: &[Level { value: 1.0, label: "" }],
        nights: &filled,
        labels: &labels,
        cursor: None,
        gutter: GUTTER,
    };
    chart.draw(&[], area, buffer);
    if area.height > chart.plot(area).height + 1 {
        put(buffer, area, (area.x, chart.plot(area).bottom() + 1), "night", theme.muted());
    }
}

/// “2.31”, or a dash.
fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"))
}

/// The numbers, a row a night.
fn table(view: &View<'_>, points: &[Point], (area, y): (Rect, u16), buffer: &mut Buffer) {
    let theme = view.app.theme();
    let columns = [8, 16, 28, 37].map(|right| (area.x + right).min(area.right()));
    for (text, right) in ["night", "dreamt", "95 %", "by age"].into_iter().zip(columns) {
        put_right(buffer, area, (right, y), text, theme.muted());
    }
    for (point, y) in points.iter().zip(y + 1..area.bottom()) {
        let interval = point.interval().map_or_else(String::new, |(from, to)| format!("{from:.2} … {to:.2}"));
        let cells = [point.night.to_string(), number(point.index()), interval, number(Some(point.expected()))];
        for (place, (text, right)) in cells.iter().zip(columns).enumerate() {
            let style = if place == 1 { theme.strong().fg(theme.dream) } else { theme.base() };
            put_right(buffer, area, (right, y), text, style);
        }
    }
}

/// The numbers in a few rows, a column a night; of more nights than there is room for the newest.
fn beside(view: &View<'_>, points: &[Point], area: Rect, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let names = ["night", "dreamt", "95 % from", "to", "by age"];
    let gutter = names.iter().map(|name| width(name)).max().unwrap_or(0);
    let room = usize::from(area.width.saturating_sub(gutter) / 6);
    let last = &points[points.len().saturating_sub(room)..];
    let order: &[usize] = if area.height >= 5 { &[0, 1, 2, 3, 4] } else { &[0, 1, 4] };
    for (row, y) in order.iter().zip(area.top()..area.bottom()) {
        put(buffer, area, (area.x, y), names[*row], theme.muted());
        for (point, place) in last.iter().zip(1..) {
            let text = match row {
                0 => point.night.to_string(),
                1 => number(point.index()),
                2 => number(point.interval().map(|(from, _)| from)),
                3 => number(point.interval().map(|(_, to)| to)),
                _ => number(Some(point.expected())),
            };
            let style = match row {
                0 => theme.muted(),
                1 => Style::new().fg(theme.dream).patch(theme.strong()),
                _ => theme.base(),
            };
            put_right(buffer, area, (area.x + gutter + 6 * place, y), &text, style);
        }
    }
}
