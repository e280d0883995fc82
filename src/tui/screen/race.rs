//! The Race screen: lives side by side, and how far any two differ.

mod figures;
mod table;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::night::GUTTER;
use crate::tui::app::App;
use crate::tui::race::told;
use crate::tui::widget::{Axis, Chart, Level, Panel, Series, put, put_right, width, wrap};

/// Draws it.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let (above, below) = split(app, area);
    table::draw(app, above, buffer);
    if app.turned() {
        figures::draw(app, below, buffer);
    } else {
        difference(app, area, buffer);
    }
}

/// Where the table goes, and where the chart.
fn split(app: &App, area: Rect) -> (Rect, Rect) {
    let high = (app.shown().count() as u16 + 3).min(area.height);
    let below = Rect { y: area.y + high, height: area.height - high, ..area };
    (Rect { height: high, ..area }, below)
}

/// Where the chart is drawn on a screen of this area, its axes included; `None` with one life, or behind its other
/// face.
#[must_use]
pub fn chart(app: &App, area: Rect) -> Option<Rect> {
    app.pair().filter(|_| !app.turned())?;
    let inside = Panel::inside(split(app, area).1);
    let head = words(app, inside.width).len() as u16;
    let height = inside.height.checked_sub(head)?;
    Some(Rect { y: inside.y + head, height, ..inside })
}

/// What is said above the chart, a row a line: to the left, and behind a tab to the right.
fn words(app: &App, columns: u16) -> Vec<String> {
    let Some((since, value)) = told(app) else { return Vec::new() };
    if let Some(fits) = since.iter().find(|text| width(text) + width(&value) + 3 <= columns) {
        return vec![format!("{fits}\t{value}")];
    }
    let mut lines = wrap(&since[1], columns);
    lines.push(format!("\t{value}"));
    lines
}

fn difference(app: &App, whole: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let area = split(app, whole).1;
    let (Some((first, second)), Some(difference)) = (app.pair(), app.difference()) else {
        let inside = Panel::new(theme, "difference").draw(area, buffer);
        let text = "One line of life, and nothing to hold it against. f forks it: a twin lives on beside it, and \
                    how far the two differ is drawn here.";
        for (line, y) in wrap(text, inside.width).iter().zip(inside.y..inside.bottom()) {
            put(buffer, inside, (inside.x, y), line, theme.base());
        }
        return;
    };
    let looks = [first, second].map(|life| app.look_of(life));
    let classes = app.lab().world().is_classes();
    let what = app.compared().title(classes);
    let [ours, theirs] = looks.each_ref().map(|look| format!("{} {}", look.marker, look.title));
    let title = format!("{what}: {ours} − {theirs}");
    let unit = if app.points() > 1.0 { "in points" } else { "" };
    let feet = [
        "↑↓ first · ←→ second · tab measure · x other figures",
        "↑↓ ←→ which two · tab measure · x figures",
        "↑↓ ←→ tab",
    ];
    let foot = feet.into_iter().find(|foot| width(foot) + 8 <= area.width).unwrap_or_default();
    let inside = Panel { note: unit, foot, ..Panel::new(theme, &title) }.draw(area, buffer);
    for cell in (area.left()..area.right().min(buffer.area.right())).map(|x| (x, area.y)) {
        if let Some(look) = looks.iter().find(|look| look.marker == buffer[cell].symbol()) {
            buffer[cell].fg = look.color;
        }
    }
    for (line, y) in words(app, inside.width).iter().zip(inside.y..inside.bottom()) {
        let (left, right) = line.split_once('\t').unwrap_or((line, ""));
        put(buffer, inside, (inside.x, y), left, theme.muted());
        put_right(buffer, inside, (inside.right(), y), right, theme.strong());
    }
    let Some(place) = chart(app, whole) else { return };
    let axis = axis(app, &difference.values, place.height);
    let (calendar, horizon) = (app.calendar(), app.horizon());
    let labels = calendar.labels(horizon);
    let values = &difference.values;
    let series = [Series { values, color: theme.text, marker: "•", is_faint: false, ticks: None }];
    let levels = [Level { value: 0.0, label: "no difference" }];
    let chart = Chart {
        theme,
        ticks: app.seen().1,
        range: (0, horizon),
        axis: &axis,
        scale: app.points(),
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

/// The axis: zero is always on it, and where nothing differs it is not drawn out of nothing.
fn axis(app: &App, values: &[f64], height: u16) -> Axis {
    let finite = values.iter().copied().filter(|value| value.is_finite());
    let (low, high) = finite.fold((0.0, 0.0), |(low, high), value| (f64::min(low, value), f64::max(high, value)));
    // A point of a hundred; other units have no such measure.
    let least = match app.points() {
        1.0 if high > low => 0.0,
        points => 1.0 / points,
    };
    let pad = if high - low < least { least / 2.0 } else { 0.0 };
    Axis::around(low - pad, high + pad, Chart::rows(height))
}
