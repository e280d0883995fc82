//! What was dreamt, by age and class: the second face of the mind's eye.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::widgets::Widget;

use crate::task::Params;
use crate::tui::app::App;
use crate::tui::widget::{Bar, Bars, Panel, put, wrap};
use crate::tui::words;

/// Draws the panel.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let tally = &app.eye().tally;
    let total = tally.dreams.len();
    let note = if total == 0 {
        String::new()
    } else {
        format!("night {}: {} dreams", tally.night, words::grouped(total as f64))
    };
    let panel = Panel { note: &note, color: Some(theme.dream), ..Panel::new(theme, "what was dreamt") };
    let inside = panel.draw(area, buffer);
    if inside.is_empty() {
        return;
    }
    if total == 0 {
        let text = if app.lab().clock().day > 1 {
            "The last night was not watched. At night dreams are counted here: how old the memories are, and what they teach."
        } else {
            "Nothing was dreamt yet. At night dreams are counted here: how old the memories are, and what they teach."
        };
        for (line, y) in wrap(text, inside.width).iter().zip(inside.top()..inside.bottom()) {
            put(buffer, inside, (inside.x, y), line, theme.muted());
        }
        return;
    }
    let gap = 3;
    let half = inside.width.saturating_sub(gap) / 2;
    let left = Rect { width: half, ..inside };
    let right = Rect { x: inside.x + half + gap, width: inside.width.saturating_sub(half + gap), ..inside };
    let room = usize::from(inside.height.saturating_sub(1));
    ages(app, left, room, buffer);
    if app.lab().world().is_classes() {
        classes(app, right, room, buffer);
    } else {
        places(app, right, room, buffer);
    }
}

/// Ranges of places or values.
fn ranges(
    app: &App,
    area: Rect,
    title: &str,
    values: &[f32],
    (low, high): (f32, f32),
    room: usize,
    buffer: &mut Buffer,
) {
    let bins = room.clamp(1, 6);
    let wide = (high - low) / bins as f32;
    let mut counts = vec![0usize; bins];
    for value in values {
        let place = ((value - low) / wide).max(0.0) as usize;
        counts[place.min(bins - 1)] += 1;
    }
    let named = counts.into_iter().enumerate().map(|(bin, count)| {
        let from = low + wide * bin as f32;
        let label =
            if area.width < 24 { format!("{from:.1}…") } else { format!("{from:4.1} … {:4.1}", from + wide) };
        (label.replace('-', "−"), count)
    });
    column(app, area, title, &named.collect::<Vec<_>>(), app.theme().dream, buffer);
}

fn column(app: &App, area: Rect, title: &str, counts: &[(String, usize)], color: Color, buffer: &mut Buffer) {
    let theme = app.theme();
    put(buffer, area, (area.x, area.y), title, theme.muted());
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let bars: Vec<Bar> = counts
        .iter()
        .map(|(label, count)| Bar {
            label: label.clone(),
            share: *count as f64 / most as f64,
            value: words::grouped(*count as f64),
            color,
        })
        .collect();
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    Bars { theme, bars: &bars }.render(below, buffer);
}

fn ages(app: &App, area: Rect, room: usize, buffer: &mut Buffer) {
    let ages = || app.eye().tally.dreams.iter().filter_map(|dream| dream.1);
    let Some(oldest) = ages().max().map(|oldest| oldest as usize) else {
        for (line, y) in wrap("Dreamt from what classes have in common: of no age.", area.width).iter().zip(area.y..) {
            put(buffer, area, (area.x, y), line, app.theme().muted());
        }
        return;
    };
    let mut counts = vec![0; (oldest + 1).min(room.max(1))];
    for age in ages() {
        let place = (age as usize).min(counts.len() - 1);
        counts[place] += 1;
    }
    let lumped = counts.len() <= oldest;
    let last = counts.len() - 1;
    let named = counts.into_iter().enumerate().map(|(age, count)| {
        let name = match age {
            age if lumped && age == last => "older".to_owned(),
            0 => "today".to_owned(),
            1 => "1 day".to_owned(),
            age => format!("{age} days"),
        };
        (name, count)
    });
    column(app, area, "how old", &named.collect::<Vec<_>>(), app.theme().dream, buffer);
}

fn classes(app: &App, area: Rect, room: usize, buffer: &mut Buffer) {
    let labels = &app.lab().world().train.labels;
    let names = &app.lab().world().classes;
    let mut counts = vec![0usize; names.len()];
    for (id, ..) in &app.eye().tally.dreams {
        if let Some(count) = labels.get(*id as usize).and_then(|label| counts.get_mut(usize::from(label.given))) {
            *count += 1;
        }
    }
    let mut named: Vec<(String, usize)> = names.iter().cloned().zip(counts).collect();
    let title = if named.len() > room { "taught, top" } else { "taught as" };
    if named.len() > room {
        named.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    }
    column(app, area, title, &named, app.theme().dream, buffer);
}

/// Where on the axis of a curve dreams fell, or which values they taught.
fn places(app: &App, area: Rect, room: usize, buffer: &mut Buffer) {
    let dreams = &app.eye().tally.dreams;
    let world = app.lab().world();
    if let Params::Curve(curve) = &world.params {
        let beyond = curve.beyond as f32;
        let places: Vec<f32> = dreams.iter().map(|dream| dream.2).collect();
        ranges(app, area, "where (x)", &places, (-beyond, beyond), room, buffer);
        return;
    }
    let given = &world.train.given;
    let (low, high) = given.iter().fold((f32::INFINITY, f32::NEG_INFINITY), |(a, b), y| (a.min(*y), b.max(*y)));
    let taught: Vec<f32> = dreams.iter().map(|dream| given[(dream.0 as usize, 0)]).collect();
    if high > low {
        ranges(app, area, "taught", &taught, (low, high), room, buffer);
    }
}
