//! The plane as the nets see it: what each would answer everywhere, and the points that it was taught.

use ndarray::Array2;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::eye::note;
use crate::data::Label;
use crate::record::Measure;
use crate::tui::app::App;
use crate::tui::eye::Lived;
use crate::tui::theme::{Theme, blend};
use crate::tui::widget::{Panel, put, put_right, width, wrap};
use crate::tui::words::{self, dream};

/// How far beyond the outermost points the maps reach.
const AIR: f32 = 0.2;
/// The least columns and rows of a map that stands beside another.
const BESIDE: (u16, u16) = (20, 7);
/// Rows for what is before the eyes, in words.
const SAID: u16 = 2;
/// Columns between two maps.
const GAP: u16 = 2;
/// What the ground of each class is strewn with: colour is never the only carrier.
const GROUND: [&str; 8] = [" ", "·", ":", "/", "-", "\\", "|", "~"];
/// Steps in which certainty is drawn.
const STEPS: f32 = 3.0;

/// A map of the plane: its cells, and the part of the plane that they show.
struct Map {
    plot: Rect,
    low: [f32; 2],
    high: [f32; 2],
}

impl Map {
    /// The cell of a point, if it is on the map.
    fn cell(&self, point: &[f32]) -> Option<(u16, u16)> {
        let share = |axis: usize| (point[axis] - self.low[axis]) / (self.high[axis] - self.low[axis]);
        let (across, down) = (share(0), 1.0 - share(1));
        let inside = (0.0..1.0).contains(&across) && (0.0..1.0).contains(&down);
        let at = |share: f32, cells: u16| (share * f32::from(cells)) as u16;
        inside.then(|| (self.plot.x + at(across, self.plot.width), self.plot.y + at(down, self.plot.height)))
    }

    /// The middle of every half cell, row by row from the top.
    fn places(&self) -> Array2<f32> {
        let (wide, high) = (usize::from(self.plot.width), 2 * usize::from(self.plot.height));
        let along = |axis: usize, share: f32| self.low[axis] + share * (self.high[axis] - self.low[axis]);
        Array2::from_shape_fn((wide * high, 2), |(place, axis)| match axis {
            0 => along(0, ((place % wide) as f32 + 0.5) / wide as f32),
            _ => along(1, 1.0 - ((place / wide) as f32 + 0.5) / high as f32),
        })
    }
}

/// Draws the panel.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let eye = app.eye();
    let world = app.lab().world();
    let has_lies = world.train.labels.iter().any(|label| label.is_lie());
    let names = world.classes.join(" ");
    let wrong = names.to_uppercase();
    let feet = if has_lies {
        [format!("{names}  as taught · {wrong}  taught wrong"), format!("{wrong}  taught wrong")]
    } else {
        [format!("{names}  as taught"), format!("{names}  taught")]
    };
    let foot = feet.iter().find(|foot| width(foot) + 8 <= area.width).map_or("", String::as_str);
    let color = if eye.dreaming { Some(theme.dream) } else { None };
    let title = if area.width < 50 { "the plane" } else { "what each takes the plane for" };
    let panel = Panel { note: &note(app), foot, color, ..Panel::new(theme, title) };
    let inside = panel.draw(area, buffer);
    if inside.height < 3 || inside.width < 8 {
        return;
    }
    let text = wrap(&seen(app), inside.width);
    // As many rows whatever is said, so that the maps keep their place.
    let rows = if inside.height > BESIDE.1 + 2 * SAID { SAID } else { 0 };
    for (line, y) in text.iter().take(usize::from(rows)).zip(inside.bottom() - rows..) {
        put(buffer, inside, (inside.x, y), line, theme.base());
    }
    let maps = Rect { height: inside.height - rows, ..inside };
    let half = (maps.width - GAP) / 2;
    let rival = app.rival().filter(|_| half >= BESIDE.0 && maps.height > BESIDE.1);
    let Some(rival) = rival else {
        map(app, app.hero(), maps, buffer);
        return;
    };
    map(app, app.hero(), Rect { width: half, ..maps }, buffer);
    map(app, rival, Rect { x: maps.right() - half, width: half, ..maps }, buffer);
}

/// One life's map under its name.
fn map(app: &App, life: usize, area: Rect, buffer: &mut Buffer) {
    let (theme, lab) = (app.theme(), app.lab());
    let look = app.look_of(life);
    let end = put(buffer, area, (area.x, area.y), look.marker, Style::new().fg(look.color));
    let end = put(buffer, area, (end + 1, area.y), &look.title, Style::new().fg(look.color));
    let plot = Rect { y: area.y + 1, height: area.height - 1, ..area };
    if lab.lives()[life].diverged().is_some() {
        put(buffer, plot, (plot.x, plot.y), "diverged", theme.strong().fg(theme.bad));
        return;
    }
    let errs = words::mistakes(lab, words::figure(app, life, Measure::TestError));
    if end + 1 + width(&errs) <= area.right() {
        put_right(buffer, area, (area.right() - 1, area.y), &errs, theme.strong().fg(look.color));
    }
    let map = Map { plot, ..extent(app) };
    ground(app, life, &map, buffer);
    points(app, life, &map, buffer);
}

/// The part of the plane that all maps show: where points are taught, and some air.
fn extent(app: &App) -> Map {
    let (mut low, mut high) = ([-1.0f32; 2], [1.0f32; 2]);
    for point in app.lab().world().train.raw.rows() {
        for axis in 0..2 {
            low[axis] = low[axis].min(point[axis] - AIR);
            high[axis] = high[axis].max(point[axis] + AIR);
        }
    }
    Map { plot: Rect::default(), low, high }
}

/// What the life would answer everywhere: the class, and how sure it is of it.
fn ground(app: &App, life: usize, map: &Map, buffer: &mut Buffer) {
    let theme = app.theme();
    let answers = app.lab().answers(life, map.places().view());
    let classes = answers.ncols();
    let sure: Vec<Option<(usize, f32)>> = answers
        .rows()
        .into_iter()
        .map(|shares| {
            let best = (0..classes).max_by(|a, b| shares[*a].total_cmp(&shares[*b]).then(b.cmp(a)))?;
            let chance = 1.0 / classes as f32;
            let sure = (shares[best] - chance) / (1.0 - chance);
            shares[best].is_finite().then(|| (best, (sure * STEPS).round() / STEPS))
        })
        .collect();
    let wide = usize::from(map.plot.width);
    for (row, y) in (map.plot.top()..map.plot.bottom()).enumerate() {
        for (column, x) in (map.plot.left()..map.plot.right()).enumerate() {
            let (Some(upper), Some(lower)) = (sure[2 * row * wide + column], sure[(2 * row + 1) * wide + column])
            else {
                continue;
            };
            let cell = &mut buffer[(x, y)];
            let (above, below) = (tint(theme, upper), tint(theme, lower));
            let class = color(theme, upper.0);
            match (above, below) {
                (Some(above), Some(below)) if above == below || upper.0 == lower.0 => {
                    let bg = blend(above, below, 0.5);
                    cell.set_symbol(GROUND[upper.0 % 8]).set_style(Style::new().fg(blend(bg, class, 0.4)).bg(bg));
                }
                (Some(above), Some(below)) => {
                    cell.set_symbol("▀").set_style(Style::new().fg(above).bg(below));
                }
                _ => {
                    cell.set_symbol(GROUND[upper.0 % 8]).set_style(Style::new().fg(class));
                }
            }
        }
    }
}

/// The colour of a class.
const fn color(theme: &Theme, class: usize) -> Color {
    theme.classes[class % theme.classes.len()]
}

/// The background of a class that is answered with some certainty, where the theme has backgrounds.
fn tint(theme: &Theme, (class, sure): (usize, f32)) -> Option<Color> {
    let ground = theme.pixel(0.0, None);
    match (theme.background, color(theme, class)) {
        (Color::Rgb(..), class @ Color::Rgb(..)) => Some(blend(ground, class, 0.06 + 0.26 * f64::from(sure))),
        _ => None,
    }
}

/// The points as taught, lies as capitals; what is lived now, what is remembered, and what is dreamt of it.
fn points(app: &App, life: usize, map: &Map, buffer: &mut Buffer) {
    let (theme, world, eye) = (app.theme(), app.lab().world(), app.eye());
    let mut mark = |point: &[f32], glyph: &str, style: Style| {
        if let Some(at) = map.cell(point) {
            let cell = &mut buffer[at];
            // Half of a cell may have been another class: the ground is what the upper half is.
            if cell.symbol() == "▀" {
                cell.bg = cell.fg;
            }
            cell.modifier = Modifier::empty();
            cell.set_symbol(glyph).set_style(style);
        }
    };
    let style = |label: Label| {
        let color = if label.is_lie() { theme.bad } else { color(theme, usize::from(label.given)) };
        theme.strong().fg(color)
    };
    // Lies last: they are what one looks for.
    let mut order: Vec<usize> = (0..world.train.len()).collect();
    order.sort_by_key(|id| world.train.labels[*id].is_lie());
    for id in order {
        let (point, label) = (world.train.raw.row(id).to_vec(), world.train.labels[id]);
        mark(&point, &letter(&world.classes, label), style(label));
    }
    let reversed = |lived: &Lived, color: Color| {
        let glyph = lived.label.map_or_else(String::new, |label| letter(&world.classes, label));
        (glyph, theme.strong().fg(color).add_modifier(Modifier::REVERSED))
    };
    match (&eye.dream, &eye.lived) {
        (Some(dream), _) if eye.dreaming && life == app.hero() => {
            let (glyph, style) = reversed(&dream.memory, theme.dream);
            mark(&dream.memory.raw, &glyph, style);
            mark(&dream.raw, "✦", theme.strong().fg(theme.dream));
        }
        (_, Some(lived)) if !eye.dreaming && words::is_awake(app) => {
            let (glyph, style) = reversed(lived, theme.day);
            mark(&lived.raw, &glyph, style);
        }
        _ => {}
    }
}

/// The letter of a point: that of the class it is taught as, a capital if that is a lie.
fn letter(classes: &[String], label: Label) -> String {
    let name = classes.get(usize::from(label.given)).map_or("?", String::as_str);
    if label.is_lie() { name.to_uppercase() } else { name.to_owned() }
}

/// What is before the sleeper's eyes, in words.
fn seen(app: &App) -> String {
    let eye = app.eye();
    let classes = &app.lab().world().classes;
    let place = |point: &[f32]| words::place(point);
    let name = |class: u8| classes.get(usize::from(class)).map_or("?", String::as_str);
    match (&eye.dream, &eye.lived) {
        (Some(dream), _) if eye.dreaming => {
            let age = match dream.age {
                None => "what its class has in common".to_owned(),
                Some(0) => "from today".to_owned(),
                Some(age) => dream::age(age),
            };
            let taught = dream.memory.label.map_or("?", |label| name(label.given));
            let (memory, raw) = (place(&dream.memory.raw), place(&dream.raw));
            format!("remembers {memory}, {age}; ✦ dreams it at {raw}, still taught {taught}")
        }
        (_, Some(lived)) if words::is_awake(app) => match lived.label {
            Some(label) if label.is_lie() => {
                format!("lives {}: it is {}, taught {}", place(&lived.raw), name(label.truth), name(label.given))
            }
            Some(label) => format!("lives {}: it is {}, and taught so", place(&lived.raw), name(label.truth)),
            None => String::new(),
        },
        _ => String::new(),
    }
}
