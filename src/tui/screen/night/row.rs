//! The mind's eye for rows of a table: what of one is lived, remembered and dreamt, value by value.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use super::eye::{answers, name, note, says};
use crate::data::Form;
use crate::lab::Stage;
use crate::task::{Params, Scale};
use crate::tui::app::App;
use crate::tui::theme::{Theme, blend};
use crate::tui::widget::{Panel, clean, put, put_right, width, wrap};
use crate::tui::words::{self, dream};

/// The value, in deviations from the mean, that is drawn as strongly as can be.
const FULL: f64 = 3.0;
/// Columns of a value at the least.
const VALUE: u16 = 7;
/// Rows below the values, where there is room: what it is taught as, and answers, or the answer.
const BELOW: [u16; 2] = [2, 5];

/// One of the three columns.
struct Frame<'a> {
    titles: [&'static str; 2],
    values: Option<&'a [f32]>,
    color: Color,
    is_now: bool,
}

/// Draws the panel.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let (theme, eye) = (app.theme(), app.eye());
    let Form::Row(columns) = &app.lab().world().form else { return };
    let scaled = is_standard(app);
    let foot = match () {
        () if area.height < 11 => says(app),
        () if scaled => "in deviations from the mean".to_owned(),
        () => String::new(),
    };
    let color = if eye.dreaming { Some(theme.dream) } else { None };
    let panel = Panel { note: &note(app), foot: &foot, color, ..Panel::new(theme, "mind's eye") };
    let inside = panel.draw(area, buffer);
    if inside.height < 2 || inside.width < 12 {
        return;
    }
    let frames = frames(app);
    let room = inside.height - 1;
    let most = BELOW[usize::from(app.lab().world().is_classes())];
    let below = if area.height >= 11 { most } else { 0 };
    let fits = usize::from(room.saturating_sub(below)).max(1);
    // What has no room is said, unless it is the last one.
    let shown = if columns.len() > fits { fits.saturating_sub(1).max(1) } else { columns.len() };
    let names: Vec<String> = columns[..shown].iter().map(|name| clean(name)).collect();
    let longest = names.iter().map(|name| width(name)).max().unwrap_or(0);
    let each = ((inside.width - (longest + 1).min(inside.width / 3)) / 3).clamp(1, 14);
    let label = inside.width.saturating_sub(3 * each).min(longest.max(8) + 2);
    for (place, frame) in (0..).zip(&frames) {
        let right = inside.x + label + (place + 1) * each;
        let style = if frame.is_now { theme.strong().fg(frame.color) } else { theme.muted() };
        let title = frame.titles.iter().find(|title| width(title) < each).unwrap_or(&"");
        put_right(buffer, inside, (right, inside.y), title, style);
        for (value, y) in (0..shown).zip(inside.y + 1..) {
            let Some(value) = frame.values.and_then(|values| values.get(value)) else { continue };
            let text = short(*value, each);
            let style = if frame.is_now { theme.base() } else { theme.muted() };
            let depth = if frame.is_now { 0.55 } else { 0.25 };
            let ground = if scaled { tint(theme, *value, depth) } else { None };
            if let Some(ground) = ground {
                let from = right.saturating_sub(VALUE.min(each));
                buffer.set_style(Rect::new(from, y, right - from, 1).intersection(inside), Style::new().bg(ground));
            }
            put_right(buffer, inside, (right, y), &text, ground.map_or(style, |ground| style.bg(ground)));
        }
    }
    for (name, y) in names.iter().zip(inside.y + 1..) {
        put(buffer, Rect { width: label.saturating_sub(1), ..inside }, (inside.x, y), name, theme.muted());
    }
    let mut y = inside.y + 1 + shown as u16;
    if shown < columns.len() {
        let text = format!("… and {} columns more", words::grouped((columns.len() - shown) as f64));
        put(buffer, inside, (inside.x, y), &text, theme.muted());
        y += 1;
    }
    let rest = inside.bottom().saturating_sub(y);
    if below == 0 || rest < 2 {
        return;
    }
    y += u16::from(rest > most);
    for line in wrap(&taught(app), inside.width).iter().take(2) {
        put(buffer, inside, (inside.x, y), line, theme.base());
        y += 1;
    }
    answers(app, Rect { y, height: inside.bottom().saturating_sub(y), ..inside }, buffer);
}

/// Whether values are told in deviations from the mean.
pub(super) fn is_standard(app: &App) -> bool {
    matches!(&app.lab().world().params, Params::Own(own) if own.scale == Scale::Standard)
}

/// A value in so many columns.
fn short(value: f32, room: u16) -> String {
    let fine = format!("{value:+.2}").replace('-', "−");
    let fine = if matches!(fine.as_str(), "+0.00" | "−0.00") { "0.00".to_owned() } else { fine };
    if width(&fine) < room || !value.is_finite() { fine } else { format!("{value:.1e}").replace('-', "−") }
}

/// The ground of a value, where there are colours to blend.
fn tint(theme: &Theme, value: f32, depth: f64) -> Option<Color> {
    let share = (f64::from(value.abs()) / FULL).min(1.0);
    let color = if value > 0.0 { theme.positive } else { theme.negative };
    match (theme.background, color) {
        (Color::Rgb(..), Color::Rgb(..)) if value.is_finite() => Some(blend(theme.background, color, depth * share)),
        _ => None,
    }
}

fn frames(app: &App) -> [Frame<'_>; 3] {
    let (theme, eye) = (app.theme(), app.eye());
    let awake = words::is_awake(app);
    let dream = eye.dream.as_ref();
    [
        Frame {
            titles: ["lived today", "today"],
            values: eye.lived.as_ref().map(|lived| lived.raw.as_slice()),
            color: theme.day,
            is_now: awake,
        },
        Frame {
            titles: ["remembered", "memory"],
            values: dream.map(|dream| dream.memory.raw.as_slice()),
            color: theme.dream,
            is_now: eye.dreaming,
        },
        Frame {
            titles: ["dreamt", "dreamt"],
            values: dream.map(|dream| dream.raw.as_slice()),
            color: theme.dream,
            is_now: eye.dreaming,
        },
    ]
}

/// What the row before the eyes teaches, in words.
fn taught(app: &App) -> String {
    let eye = app.eye();
    let classes = &app.lab().world().classes;
    if matches!(app.lab().clock().stage, Stage::Nrem(_)) {
        return String::new();
    }
    let says = eye.answers.first().map_or(f32::NAN, |answer| *answer);
    let value = |value: f32| dream::number(f64::from(value));
    match (&eye.dream, &eye.lived) {
        (Some(dreamt), _) if eye.dreaming => {
            let age = match dreamt.age {
                None => "what its class has in common".to_owned(),
                Some(0) => "from today".to_owned(),
                Some(age) => dream::age(age),
            };
            match dreamt.memory.label {
                Some(label) => format!("{age}, still taught {}", name(classes, label.given)),
                None => format!("{age}, still taught {}; it says {}", value(dreamt.memory.values.0), value(says)),
            }
        }
        (_, Some(lived)) => match lived.label {
            Some(label) if label.is_lie() => {
                format!("it is {}, taught {}", name(classes, label.truth), name(classes, label.given))
            }
            Some(label) => format!("it is {}, and taught so", name(classes, label.truth)),
            None => format!("it is taught {} and says {}", value(lived.values.0), value(says)),
        },
        _ => String::new(),
    }
}
