//! The mind's eye of a net that recalls: an image as it was stored, a cue of it, and what the cue leads to.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::widgets::Widget;

use crate::tui::app::App;
use crate::tui::eye::Recall;
use crate::tui::theme::blend;
use crate::tui::widget::{Bar, Bars, Panel, put, width, wrap};
use crate::tui::words;
use crate::tui::words::recall::wrong;

/// Columns for words beside a single image.
const WORDS: u16 = 12;

/// Draws the panel.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let eye = app.eye();
    let slept = app.lab().slept(app.hero()).unwrap_or(0.0);
    let note = match slept {
        0.0 => "not dreamt yet".to_owned(),
        slept => format!("dreamt for t = {}", words::dream::number(slept)),
    };
    let color = if eye.dreaming { Some(theme.dream) } else { None };
    let title = if eye.dreaming { "mind's eye, dreaming" } else { "mind's eye" };
    let inside = Panel { note: &note, color, ..Panel::new(theme, title) }.draw(area, buffer);
    let Some(recall) = eye.recall.as_ref().filter(|_| !inside.is_empty()) else { return };
    let image = app.lab().world().image().unwrap_or([1, 1]);
    let [side, tall] = image.map(|pixels| u16::try_from(pixels).unwrap_or(u16::MAX / 4));
    let (wide, high) = (inside.width, inside.height);
    let (scale, columns, rows) = match () {
        () if wide >= 6 * side + 4 && high >= tall + 4 => (2, 2 * side, tall),
        () => (1, side, tall.div_ceil(2)),
    };
    if high < rows + 1 {
        said(app, recall, inside, buffer);
        return;
    }
    let frames = frames(app, recall);
    if wide >= 3 * columns + 2 {
        let gap = ((wide - 3 * columns) / 2).min(6);
        for (place, frame) in (0..).zip(&frames) {
            let x = inside.x + place * (columns + gap);
            let cell = Rect { x, width: (columns + gap).min(inside.right() - x), ..inside };
            put(buffer, cell, (x, inside.y), frame.title, theme.strong().fg(frame.color));
            picture(app, recall, frame.pixels, scale, Rect::new(x, inside.y + 1, columns, rows), buffer);
            put(buffer, cell, (x, inside.y + 1 + rows), &frame.caption, theme.base());
        }
        let y = inside.y + rows + 2;
        let y = y + u16::from(inside.bottom().saturating_sub(y) > 3);
        let below = Rect { y, height: inside.bottom().saturating_sub(y), ..inside };
        nearness(app, recall, below, buffer);
    } else if wide >= columns + WORDS + 2 {
        let [.., led] = &frames;
        put(buffer, inside, (inside.x, inside.y), led.title, theme.strong().fg(led.color));
        picture(app, recall, led.pixels, scale, Rect::new(inside.x, inside.y + 1, columns, rows), buffer);
        let x = inside.x + columns + 2;
        said(app, recall, Rect { x, width: inside.right() - x, ..inside }, buffer);
    } else {
        said(app, recall, inside, buffer);
    }
}

/// One of the three images.
struct Frame<'a> {
    title: &'static str,
    pixels: &'a [f32],
    caption: String,
    color: Color,
}

fn frames<'a>(app: &App, recall: &'a Recall) -> [Frame<'a>; 3] {
    let theme = app.theme();
    let met = app.lab().world().calendar.was_lived(recall.pattern, app.lab().clock().day);
    let name = format!("image {}", recall.pattern + 1);
    [
        Frame {
            title: if met { "stored" } else { "to be stored" },
            pixels: &recall.stored,
            caption: name,
            color: theme.day,
        },
        Frame {
            title: "cue",
            pixels: &recall.seen,
            caption: format!("{} turned", recall.wrong(&recall.seen)),
            color: theme.text,
        },
        Frame {
            title: "recalled",
            pixels: &recall.led,
            caption: wrong(recall.wrong(&recall.led)),
            color: app.look_of(app.hero()).color,
        },
    ]
}

/// A state as an image; what is not as it was stored is red.
fn picture(app: &App, recall: &Recall, state: &[f32], scale: u16, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let columns = app.lab().world().image().map_or(1, |[columns, _]| columns);
    let area = area.intersection(buffer.area);
    let color = |column: usize, row: usize| -> Option<Color> {
        let place = row * columns + column;
        let (state, stored) = (state.get(place)?, recall.stored.get(place)?);
        let is_bright = *state > 0.0;
        let plain = theme.pixel(f64::from(u8::from(is_bright)), None);
        match (state == stored, is_bright) {
            (true, _) => Some(plain),
            (false, true) => Some(theme.bad),
            (false, false) => Some(blend(plain, theme.bad, 0.5)),
        }
    };
    for y in 0..area.height {
        for x in 0..area.width {
            let cell = &mut buffer[(area.x + x, area.y + y)];
            let (column, row) = (usize::from(x / scale), usize::from(y));
            if scale > 1 {
                let Some(color) = color(column, row) else { continue };
                cell.set_symbol(" ");
                cell.bg = color;
            } else {
                let Some(upper) = color(column, 2 * row) else { continue };
                cell.set_symbol("▀");
                cell.fg = upper;
                cell.bg = color(column, 2 * row + 1).unwrap_or(theme.background);
            }
        }
    }
}

/// What each life that is shown makes of the cue: a bar as long as its overlap with what was stored.
fn nearness(app: &App, recall: &Recall, area: Rect, buffer: &mut Buffer) {
    let bars: Vec<Bar> = app
        .shown()
        .filter_map(|life| {
            let (look, led) = (app.look_of(life), app.lab().recalled(life, &recall.seen)?);
            let away = recall.wrong(&led);
            let overlap = 1.0 - 2.0 * away as f64 / recall.stored.len() as f64;
            let value = if area.width >= 40 { format!("{overlap:.2}, {}", wrong(away)) } else { wrong(away) };
            let label = format!("{} {}", look.marker, look.title);
            Some(Bar { label, share: overlap, value: value.replace('-', "−"), color: look.color })
        })
        .collect();
    Bars { theme: app.theme(), bars: &bars }.render(area, buffer);
}

/// The same in words alone.
fn said(app: &App, recall: &Recall, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let mut rows: Vec<(String, Style)> = Vec::new();
    let cue = format!("cue of image {}:", recall.pattern + 1);
    rows.extend(wrap(&cue, area.width).into_iter().map(|line| (line, theme.base())));
    rows.push((format!("{} turned", recall.wrong(&recall.seen)), theme.muted()));
    if area.height > 6 {
        rows.push((String::new(), theme.base()));
    }
    for life in app.shown() {
        let Some(led) = app.lab().recalled(life, &recall.seen) else { continue };
        let look = app.look_of(life);
        let text = wrong(recall.wrong(&led));
        let long = format!("{} {}: {text}", look.marker, look.title);
        let text = if width(&long) <= area.width { long } else { format!("{} {text}", look.marker) };
        rows.push((text, Style::new().fg(look.color)));
    }
    for ((text, style), y) in rows.iter().zip(area.top()..area.bottom()) {
        put(buffer, area, (area.x, y), text, *style);
    }
}
