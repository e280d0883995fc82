//! How wildly a polynomial bends: its coefficients.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::record::Measure;
use crate::tui::app::App;
use crate::tui::widget::{Bar, Bars, Panel, put, put_right, width, wrap};
use crate::tui::words;

/// Draws the largest coefficient of each life, and what is before the sleeper's eyes.
pub fn largest(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let title = if area.width < 50 { "largest bend" } else { "how wildly the lines bend" };
    let inside = Panel { note: "largest coefficient", ..Panel::new(theme, title) }.draw(area, buffer);
    let lives: Vec<usize> = app.shown().collect();
    let value = |life: usize| words::figure(app, life, Measure::LargestCoefficient);
    let most = lives.iter().map(|life| value(*life)).filter(|value| value.is_finite()).fold(0.0, f64::max);
    let bars: Vec<Bar> = lives
        .iter()
        .map(|life| {
            let look = app.look_of(*life);
            Bar {
                label: format!("{} {}", look.marker, &look.title),
                share: if most > 0.0 { value(*life) / most } else { 0.0 },
                value: coefficient(value(*life)),
                color: look.color,
            }
        })
        .collect();
    Bars { theme, bars: &bars }.render(inside, buffer);
    let mut y = inside.y + lives.len() as u16;
    if lives.iter().all(|life| app.lab().lives()[*life].diverged().is_none() && !value(*life).is_finite()) {
        for line in wrap("This net is no polynomial in x that could be written out.", inside.width) {
            put(buffer, inside, (inside.x, y), &line, theme.muted());
            y += 1;
        }
    }
    let lines = wrap(&seen(app), inside.width);
    y += u16::from(inside.bottom().saturating_sub(y) > lines.len() as u16);
    for line in lines {
        put(buffer, inside, (inside.x, y), &line, theme.base());
        y += 1;
    }
}

fn coefficient(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => words::grouped(value),
        _ if value.is_finite() => format!("{value:.1}").replace('-', "−"),
        _ => "–".to_owned(),
    }
}

/// The point that is lived or dreamt now, in words.
fn seen(app: &App) -> String {
    let eye = app.eye();
    let number = |value: f32| format!("{value:.2}").replace('-', "−");
    match (&eye.dream, &eye.lived) {
        (Some(dream), _) if eye.dreaming => format!(
            "It dreams of x = {} as if it were {}, still taught {}.",
            number(dream.memory.raw[0]),
            number(dream.raw[0]),
            number(dream.memory.values.0)
        ),
        (_, Some(lived)) => format!(
            "At x = {} it is taught {}; the wave is {} there.",
            number(lived.raw[0]),
            number(lived.values.0),
            number(lived.values.1)
        ),
        _ => String::new(),
    }
}

/// Draws the size of every coefficient, of 1, x, x² and so on, on a logarithmic scale.
pub fn all(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let lives: Vec<usize> = app.shown().collect();
    let sizes: Vec<Option<Vec<f64>>> = lives.iter().map(|life| app.lab().coefficients(*life)).collect();
    let largest = sizes.iter().flatten().flatten().fold(1.0, |most: f64, value| most.max(value.abs()));
    let decades = if largest.is_finite() { largest.log10().ceil().max(1.0) } else { 1.0 };
    let foot = format!("bars: 1 … {}, log", words::grouped(10f64.powf(decades)));
    let panel = Panel { foot: &foot, note: "of 1, x, x² …", ..Panel::new(theme, "coefficients") };
    let inside = panel.draw(area, buffer);
    let degree = sizes.iter().flatten().map(Vec::len).max().unwrap_or(0);
    if degree == 0 || inside.is_empty() {
        put(buffer, inside, (inside.x, inside.y), "This net is no polynomial.", theme.muted());
        return;
    }
    let columns = lives.len() as u16;
    let wide = (inside.width.saturating_sub(4) / columns.max(1)).max(6);
    for (place, life) in lives.iter().enumerate() {
        let look = app.look_of(*life);
        let x = inside.x + 4 + place as u16 * wide;
        let style = Style::new().fg(look.color);
        let room = Rect { x, width: wide.min(inside.right().saturating_sub(x)), ..inside };
        put(buffer, room, (x, inside.y), &format!("{} {}", look.marker, &look.title), style);
    }
    let rows = usize::from(inside.height.saturating_sub(1));
    // The highest powers bend most: where not all have room, they have it.
    for (row, power) in (degree.saturating_sub(rows)..degree).enumerate() {
        let y = inside.y + 1 + row as u16;
        put_right(buffer, inside, (inside.x + 3, y), &power.to_string(), theme.muted());
        for (place, size) in sizes.iter().enumerate() {
            let Some(value) = size.as_ref().and_then(|size| size.get(power)) else { continue };
            let look = app.look_of(lives[place]);
            let x = inside.x + 4 + place as u16 * wide;
            let text = coefficient(*value);
            let room = wide.saturating_sub(9).max(1);
            let long = (value.abs().max(1.0).log10() / decades * f64::from(room)).round().max(0.0) as u16;
            let style = Style::new().fg(look.color);
            let area = Rect { x, width: wide.min(inside.right().saturating_sub(x)), ..inside };
            put(buffer, area, (x, y), &"▆".repeat(usize::from(long.min(room))), style);
            if width(&text) + 1 < wide {
                put_right(buffer, area, (x + wide - 2, y), &text, theme.muted());
            }
        }
    }
}
