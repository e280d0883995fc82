//! How far off answers are that are values: in a figure, and each against its truth.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::row::is_standard;
use super::{backwards, extent};
use crate::record::Measure;
use crate::tui::app::App;
use crate::tui::widget::{Bar, Bars, Canvas, Panel, put, put_right, width, wrap};
use crate::tui::words::{self, dream};

/// Points that are drawn of a life at the most: of more, evenly spread ones.
const MOST: usize = 4000;
/// Columns for the labels of the vertical axis.
const GUTTER: u16 = 6;
/// How far beyond the truths the plot reaches, as a share of their range.
const AIR: f64 = 0.15;

/// Draws the error of each life, and what it means.
pub fn far(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let note = format!("unseen {}", words::several(app.lab()));
    let inside = Panel { note: &note, ..Panel::new(theme, "how far off") }.draw(area, buffer);
    let lives: Vec<usize> = app.shown().collect();
    let value = |life: usize| words::figure(app, life, Measure::TestError);
    let most = lives.iter().map(|life| value(*life)).filter(|value| value.is_finite()).fold(0.0, f64::max);
    let bars: Vec<Bar> = lives
        .iter()
        .map(|life| {
            let look = app.look_of(*life);
            Bar {
                label: format!("{} {}", look.marker, &look.title),
                share: if most > 0.0 { value(*life) / most } else { 0.0 },
                value: words::mistakes(app.lab(), value(*life)),
                color: look.color,
            }
        })
        .collect();
    Bars { theme, bars: &bars }.render(inside, buffer);
    let text = if is_standard(app) {
        "The mean squared distance from the truth. Who always answers with the mean has about 1."
    } else {
        "The mean squared distance between answer and truth."
    };
    let lines = wrap(text, inside.width);
    let mut y = inside.y + lives.len() as u16;
    y += u16::from(inside.bottom().saturating_sub(y) > lines.len() as u16);
    for line in lines {
        put(buffer, inside, (inside.x, y), &line, theme.muted());
        y += 1;
    }
}

/// Draws every answer to an unseen example over its truth: who is always right is on the diagonal.
pub fn spread(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let title = if area.width < 50 { "answer by truth" } else { "every answer over its truth" };
    let foot = if area.width < 44 { "┈ right" } else { "┈ exactly right · across: the truth" };
    let note = format!("unseen {}", words::several(app.lab()));
    let inside = Panel { note: &note, foot, ..Panel::new(theme, title) }.draw(area, buffer);
    let truth = &app.lab().world().test.truth;
    let truths: Vec<f64> = truth.iter().map(|truth| f64::from(*truth)).collect();
    let Some((low, high)) = extent(truths.iter()).filter(|_| inside.height >= 4 && inside.width > GUTTER + 4) else {
        return;
    };
    let air = ((high - low) * AIR).max(1e-6);
    let (low, high) = (low - air, high + air);
    let mut x = inside.x;
    let lives: Vec<usize> = app.shown().collect();
    for life in &lives {
        let look = app.look_of(*life);
        if x + width(&look.title) + 2 > inside.right() {
            break;
        }
        let style = Style::new().fg(look.color);
        let end = put(buffer, inside, (x, inside.y), look.marker, style);
        x = put(buffer, inside, (end + 1, inside.y), &look.title, style) + 2;
    }
    let plot = Rect { x: inside.x + GUTTER, y: inside.y + 1, width: inside.width - GUTTER, height: inside.height - 2 };
    let mut canvas = Canvas::new(plot.width, plot.height);
    let (columns, rows) = (canvas.columns(), canvas.rows());
    let share = |value: f64| (value - low) / (high - low);
    // What is off the plot stands on its edge.
    let place = |share: f64, count: usize| ((share * count as f64).max(0.0) as usize).min(count - 1);
    for column in (0..columns).step_by(3) {
        let at = (column as f64 + 0.5) / columns as f64;
        canvas.dot(column, place(1.0 - at, rows), Style::new().fg(theme.good));
    }
    for life in backwards(app) {
        let answers = app.lab().test_values(life);
        let style = Style::new().fg(app.look_of(life).color);
        let every = answers.len().div_ceil(MOST).max(1);
        for (truth, answer) in truths.iter().zip(answers).step_by(every).filter(|(_, answer)| answer.is_finite()) {
            let (across, down) = (place(share(*truth), columns), place(1.0 - share(f64::from(*answer)), rows));
            canvas.dot(across, down, style);
        }
    }
    canvas.draw(plot, buffer);
    let labels = [(plot.y, high), (plot.bottom() - 1, low)];
    for (y, value) in labels {
        put_right(buffer, inside, (plot.x - 1, y), &dream::number(value), theme.muted());
    }
    put(buffer, inside, (plot.x, plot.bottom()), &dream::number(low), theme.muted());
    put_right(buffer, inside, (plot.right(), plot.bottom()), &dream::number(high), theme.muted());
}
