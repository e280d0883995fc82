//! The lies: a dot for each, in its place for good, and one of them in words.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::eye::name;
use crate::data::Form;
use crate::lab::Belief;
use crate::record::Measure;
use crate::tui::app::App;
use crate::tui::eye::Lived;
use crate::tui::widget::{Bar, Bars, Image, Panel, Pixel, Scale, put, width, wrap};
use crate::tui::words;

/// Dots in a group: what can be counted at a glance.
const GROUP: usize = 10;

/// Draws the panel.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let labels = &app.lab().world().train.labels;
    let lies: Vec<usize> = (0..labels.len()).filter(|id| labels[*id].is_lie()).collect();
    if lies.is_empty() {
        truths(app, area, buffer);
        return;
    }
    let is_roomy = area.width >= 50;
    let (_, heard) = words::lies(app, app.hero());
    let note = match () {
        () if heard == 0 => format!("{} to come", lies.len()),
        () if is_roomy => format!("● believed  ○ not · {heard} of {} told", lies.len()),
        () => "● yes ○ no".to_owned(),
    };
    let counts: Vec<String> =
        app.shown().map(|life| format!("{} {}", app.look_of(life).marker, words::lies(app, life).0)).collect();
    let foot = if is_roomy || heard == 0 { String::new() } else { format!("{} of {heard}", counts.join("  ")) };
    let title = if is_roomy { "the lies" } else { "lies believed" };
    let inside = Panel { note: &note, foot: &foot, ..Panel::new(theme, title) }.draw(area, buffer);
    if inside.is_empty() {
        return;
    }
    let lives: Vec<usize> = app.shown().collect();
    let titles = lives.iter().map(|life| width(&app.look_of(*life).title) + 4).max().unwrap_or(0);
    let rows_of = |gutter: u16, is_grouped: bool| {
        let grid = Grid::new(inside.width.saturating_sub(gutter), is_grouped);
        (lies.len().div_ceil(grid.per_row.max(1)) as u16, grid)
    };
    // Names beside the dots, or where those do not fit only counts, or nothing.
    let (named, grid) = rows_of(titles.max(12), true);
    let named = named.max(2);
    let is_named = is_roomy && named * lives.len() as u16 <= inside.height;
    let gutter = match (is_named, is_roomy) {
        (true, _) => titles.max(12),
        (false, true) => 6,
        (false, false) => 2,
    };
    let (rows, grid) = if is_named { (named, grid) } else { rows_of(gutter, false) };
    let rows = rows.min((inside.height / lives.len().max(1) as u16).max(1));
    let needed = rows * lives.len() as u16;
    let above = example(app, inside, inside.height.saturating_sub(needed), buffer);
    let mut y = inside.y + above;
    for life in lives {
        let room = Rect { y, height: inside.bottom().saturating_sub(y).min(rows), ..inside };
        if room.height == 0 {
            break;
        }
        let look = app.look_of(life);
        let color = look.color;
        let end = put(buffer, room, (room.x, y), look.marker, Style::new().fg(color));
        let (believed, all) = words::lies(app, life);
        if is_named {
            put(buffer, room, (end + 1, y), &look.title, Style::new().fg(color));
            let count = if all == 0 { "none yet".to_owned() } else { format!("{believed} of {all}") };
            put(buffer, room, (end + 1, y + 1), &count, theme.strong().fg(color));
        } else if is_roomy {
            put(buffer, room, (end + 1, y), &believed.to_string(), theme.strong().fg(color));
        }
        let dots = Rect { x: room.x + gutter, width: room.width.saturating_sub(gutter), ..room };
        let beliefs = app.lab().lives()[life].beliefs();
        // Where not all have room, the newest have it.
        let fit = grid.per_row * usize::from(room.height);
        let told = lies.partition_point(|id| beliefs[*id] != Belief::None).max(fit.min(lies.len()));
        for (place, id) in lies[told.saturating_sub(fit)..told].iter().enumerate() {
            let (glyph, style) = match beliefs[*id] {
                Belief::Lie(true) => ("●", Style::new().fg(color)),
                Belief::Lie(false) => ("○", theme.muted()),
                Belief::None | Belief::Truth(_) => ("·", theme.line()),
            };
            put(buffer, dots, grid.at(dots, place), glyph, style);
        }
        y += rows;
    }
}

/// Dots in rows.
struct Grid {
    per_row: usize,
    is_grouped: bool,
}

impl Grid {
    const fn new(width: u16, is_grouped: bool) -> Self {
        let width = width as usize;
        let grouped = (width + 1) / (GROUP + 1) * GROUP;
        if is_grouped && grouped > 0 {
            Self { per_row: grouped, is_grouped: true }
        } else {
            Self { per_row: width, is_grouped: false }
        }
    }

    fn at(&self, area: Rect, place: usize) -> (u16, u16) {
        let (row, column) = (place / self.per_row.max(1), place % self.per_row.max(1));
        let gaps = if self.is_grouped { column / GROUP } else { 0 };
        (area.x + (column + gaps) as u16, area.y + row as u16)
    }
}

/// One lie in words, and its image where there is room; returns the rows it took, with one of air.
fn example(app: &App, area: Rect, rows: u16, buffer: &mut Buffer) -> u16 {
    let theme = app.theme();
    let Some(lived) = &app.eye().example else {
        if rows > 0 {
            let text = if rows > 2 {
                "Each dot is an experience that is taught with a wrong answer. Filled: the net repeats it."
            } else {
                "a dot for every wrong answer"
            };
            let lines = wrap(text, area.width);
            for (line, y) in lines.iter().take(usize::from(rows)).zip(area.y..) {
                put(buffer, area, (area.x, y), line, theme.muted());
            }
        }
        return if rows > 4 { 5 } else { rows };
    };
    let Some(label) = lived.label else { return 0 };
    if rows == 0 {
        return 0;
    }
    let mut words = Rect { height: rows.min(area.height), ..area };
    let world = app.lab().world();
    let image = match world.form {
        Form::Image { width, height } if rows >= 4 && area.width >= 40 => Some((width, height)),
        _ => None,
    };
    let with_image = image.is_some();
    if let Some((wide, high)) = image {
        let fits = |scale: &Scale| {
            let (columns, rows) = scale.size((wide, high));
            scale.pixel == Pixel::Half && columns <= 8 && rows <= 4
        };
        let scale = Scale::all(wide.max(high)).find(fits).unwrap_or(Scale::HALF);
        let pixels = scale.pixels(&lived.raw, wide);
        let columns = scale.columns(wide);
        let image = Image { theme, pixels: &pixels, columns, tint: None, pixel: Pixel::Half, depth: 1.0 };
        image.render(Rect::new(area.x, area.y, 8, 4), buffer);
        words = Rect { x: area.x + 11, width: area.width.saturating_sub(11), ..words };
    }
    let (truth, given) = (name(&world.classes, label.truth), name(&world.classes, label.given));
    let taught =
        if label.is_lie() { format!("it is {truth}, taught {given}") } else { format!("it is {truth}, and taught so") };
    let taught = match (&world.form, lived.raw.as_slice()) {
        (Form::Plane, point) => format!("{}: {taught}", words::place(point)),
        _ => taught,
    };
    put(buffer, words, (words.x, words.y), &taught, theme.strong());
    let lines = said(app, lived);
    if with_image {
        let room = usize::from(rows.min(4)).saturating_sub(1);
        for (said, y) in lines.iter().take(room).zip(words.y + 1..) {
            answer(app, words, (words.x, y), said, true, buffer);
        }
        return if rows > 4 { 5 } else { 4 };
    }
    if rows == 1 {
        return 1;
    }
    let name = |said: &Said| width(&app.look_of(said.life).title);
    let long: u16 = lines.iter().map(|said| name(said) + width(&said.text) + 5).sum();
    let mut x = words.x;
    for said in &lines {
        x = answer(app, words, (x, words.y + 1), said, long <= words.width + 2, buffer) + 2;
    }
    2
}

/// What a life answers to an experience.
struct Said {
    life: usize,
    text: String,
    style: Style,
}

/// What each life shown answers to an experience.
fn said(app: &App, lived: &Lived) -> Vec<Said> {
    let theme = app.theme();
    let say = |life: usize| {
        let answer = app.lab().answered(life, lived.id)?;
        let label = lived.label?;
        let (mark, style) = match () {
            () if answer == label.truth => (" ✓", theme.strong().fg(theme.good)),
            () if answer == label.given => (" ✗", theme.strong().fg(theme.bad)),
            () => (" ✗", theme.muted()),
        };
        Some(Said { life, text: format!("{}{mark}", name(&app.lab().world().classes, answer)), style })
    };
    app.shown().filter_map(say).collect()
}

/// Writes an answer; returns the column behind it.
fn answer(app: &App, area: Rect, (x, y): (u16, u16), said: &Said, is_named: bool, buffer: &mut Buffer) -> u16 {
    let look = app.look_of(said.life);
    let color = Style::new().fg(look.color);
    let mut x = put(buffer, area, (x, y), look.marker, color) + 1;
    if is_named {
        x = put(buffer, area, (x, y), &look.title, color) + 1;
        if area.width >= 32 && area.height >= 4 {
            x = put(buffer, area, (x, y), "says", app.theme().muted()) + 1;
        }
    }
    put(buffer, area, (x, y), &said.text, said.style)
}

/// Where nothing false is taught: what is known.
fn truths(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let inside = Panel { note: "no lies here", ..Panel::new(theme, "the truths") }.draw(area, buffer);
    let lines = wrap("Every answer it is taught is right: there is nothing false to learn by heart.", inside.width);
    let lives: Vec<usize> = app.shown().collect();
    let mut y = inside.y;
    if usize::from(inside.height) > lines.len() + lives.len() {
        for line in &lines {
            put(buffer, inside, (inside.x, y), line, theme.base());
            y += 1;
        }
        y += 1;
    }
    let bars: Vec<Bar> = lives
        .into_iter()
        .map(|life| {
            let look = app.look_of(life);
            let known = words::figure(app, life, Measure::TruthsKnown);
            Bar {
                label: format!("{} {}", look.marker, &look.title),
                share: known,
                value: format!("{} known", words::percent(known)),
                color: look.color,
            }
        })
        .collect();
    let below = Rect { y, height: inside.bottom().saturating_sub(y), ..inside };
    Bars { theme, bars: &bars }.render(below, buffer);
}
