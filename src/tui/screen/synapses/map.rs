//! A layer as a map of its weights, and below it what each neuron takes in.

use std::ops::Range;

use ndarray::s;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};
use ratatui::widgets::Widget;

use super::{View, glyph};
use crate::lab::Mark;
use crate::tui::app::App;
use crate::tui::synapses::largest;
use crate::tui::theme::{Theme, blend};
use crate::tui::widget::{Heat, Panel, Pillar, Pillars, SIZES, Window, put, put_right, tile, width};
use crate::tui::words;

/// Columns in front of the map: a row's number, and what was done to it.
const GUTTER: u16 = 5;
/// The most columns to a cell.
const WIDEST: u16 = 6;

/// Columns of the terminal that the panel takes of so many: those that its widest layer fills, so that
/// nothing moves from layer to layer.
pub fn columns(app: &App, life: usize, room: u16) -> u16 {
    let most = match room {
        0..100 => room * 58 / 100,
        100..150 => room - 46,
        _ => room - 60,
    };
    let frame = GUTTER + 4;
    let needs = |layer: usize| {
        let neurons = app.lab().weights(life, layer).ncols();
        let across = Window::whole(neurons, usize::from(most.saturating_sub(frame)));
        across.cells as u16 * cell_width(across, most.saturating_sub(frame))
    };
    let filled = (0..app.lab().layers()).map(needs).max().unwrap_or(0);
    // Of one neuron there is no map but a list.
    if filled <= WIDEST { most } else { (filled + frame).max(42).min(most) }
}

/// Columns of the terminal to a cell.
fn cell_width(across: Window, room: u16) -> u16 {
    (room / across.cells.max(1) as u16).clamp(1, WIDEST)
}

/// Where everything in the panel goes.
struct Plan {
    /// Rows of words.
    said: u16,
    /// Rows of bars.
    bars: u16,
    map: Rect,
    down: Window,
    across: Window,
    /// Columns of the terminal to a cell.
    wide: u16,
}

impl Plan {
    /// Words, the columns' marks, the map, words, bars, the columns' numbers.
    fn new(app: &App, life: usize, inside: Rect) -> Option<Self> {
        if inside.width < GUTTER + 2 || inside.height < 3 {
            return None;
        }
        let said = match inside.height {
            0..9 => 0,
            9..12 => 1,
            _ => 2,
        };
        let bars = match inside.height {
            0..10 => 0,
            10..14 => 2,
            14..22 => 3,
            22..32 => 5,
            _ => 7,
        };
        let below = if bars > 0 { bars + 1 } else { 0 };
        let (rows, columns) = (inside.height.saturating_sub(said + 2 + below), inside.width - GUTTER);
        let state = app.synapses();
        let (inputs, neurons) = app.lab().weights(life, state.layer()).dim();
        let (input, neuron) = state.cursor();
        let mut across = Window::whole(neurons, usize::from(columns));
        let mut down = Window::whole(inputs, usize::from(rows));
        if state.is_close() {
            down = Window::close(inputs, usize::from(rows), input);
            // Close to, a weight is as wide as it is high, or wider.
            across = Window::close(neurons, usize::from(columns / 2), neuron);
        }
        let wide = cell_width(across, columns);
        // What the map leaves free makes bars longer.
        let bars = if bars > 0 { bars + (rows - down.cells as u16).min(9) } else { 0 };
        let map = Rect::new(inside.x + GUTTER, inside.y + said + 1, columns, rows);
        Some(Self { said, bars, map, down, across, wide })
    }
}

/// The weight under a pointer: of a block the largest, which is the one that is shown.
pub fn at(app: &App, life: usize, panel: Rect, pointer: Position) -> Option<(usize, usize)> {
    let weights = app.lab().weights(life, app.synapses().layer());
    let inside = Rect::new(panel.x + 2, panel.y + 1, panel.width.checked_sub(4)?, panel.height.checked_sub(2)?);
    let Plan { map, down, across, wide, .. } = Plan::new(app, life, inside)?;
    if !map.contains(pointer) {
        return None;
    }
    let (row, column) = (usize::from(pointer.y - map.y), usize::from((pointer.x - map.x) / wide));
    if row >= down.cells || column >= across.cells {
        return None;
    }
    let (rows, columns) = (down.span(row), across.span(column));
    let (input, neuron) = largest(weights.slice(s![rows.clone(), columns.clone()]));
    Some((rows.start + input, columns.start + neuron))
}

/// Draws the panel.
pub fn draw(view: &View<'_>, area: Rect, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let (inputs, neurons) = view.weights.dim();
    let layer = view.state.layer() + 1;
    let size = format!("{inputs} × {neurons}");
    let mut title = format!("{} {} · layer {layer} of {} · {size}", view.look.marker, view.look.title, view.layers);
    if width(&title) + 6 > area.width {
        title = format!("{} {} · {layer}/{} · {size}", view.look.marker, view.look.title, view.layers);
    }
    let whom = view.whom();
    let foot = if view.layers > 1 { "tab next layer · enter " } else { "enter " };
    let foot = format!("{foot}{}", if view.state.is_close() { "all of it" } else { "closer" });
    let panel = Panel { color: Some(view.look.color), note: whom, foot: &foot, ..Panel::new(theme, &title) };
    let inside = panel.draw(area, buffer);
    let Some(plan) = Plan::new(view.app, view.life, inside) else { return };
    let Plan { said, bars, map, down, across, wide } = plan;
    let focus = Some(view.state.cursor());
    captions(view, Rect { height: said, ..inside }, (down, across), buffer);
    Heat { theme, values: view.weights, rows: down, columns: across, wide, full: view.tally.largest, focus }
        .render(map, buffer);
    edges(view, map, (down, across), wide, buffer);
    let foot = Rect { y: map.y + down.cells as u16, height: inside.bottom() - map.y - down.cells as u16, ..inside };
    totals(view, foot, (bars, wide), across, buffer);
}

/// What is seen, for a stranger.
fn captions(view: &View<'_>, area: Rect, (down, across): (Window, Window), buffer: &mut Buffer) {
    let theme = view.app.theme();
    let (rows, columns) = view.axes();
    let short = |name: &'static str| name.trim_start_matches("hidden ");
    let (large, each) = if down.block * across.block > 1 {
        let largest = format!("largest of {} × {}", down.block, across.block);
        (format!("each cell the {largest}"), largest)
    } else {
        ("each cell one weight".to_owned(), "one weight each".to_owned())
    };
    let choices = [
        format!("{rows} down, {columns} across · {large}"),
        format!("{} ↓ {} → · {each}", short(rows), short(columns)),
        each,
    ];
    let first = choices.iter().find(|text| width(text) <= area.width).map_or("", String::as_str);
    put(buffer, area, (area.x, area.y), first, theme.muted());
    let y = area.y + 1;
    let mut x = area.x;
    for (glyphs, sign, name) in [(SIZES[0], 1.0, "above 0"), (SIZES[1], -1.0, "below")] {
        for (size, glyph) in glyphs.iter().enumerate() {
            // In the middle of the sizes that the glyph stands for.
            let share = [0.07, 0.18, 0.36, 0.9][size];
            x = put(buffer, area, (x, y), glyph, tile(theme, sign * share, 1.0).1);
        }
        x = put(buffer, area, (x + 1, y), name, theme.muted()) + 2;
    }
    let scale = format!("up to {}", super::names::weight(view.tally.largest).trim_start_matches('+'));
    let more = format!("{scale}, each glyph half of the next");
    let text = if x + width(&more) <= area.right() { more } else { scale };
    if x + width(&text) <= area.right() {
        put(buffer, area, (x, y), &text, theme.muted());
    }
}

/// The mark of several units: what is lost first.
fn mark_of(units: Range<usize>, mark: impl Fn(usize) -> Option<Mark>) -> Option<Mark> {
    units.filter_map(mark).min()
}

/// Style of a mark.
fn marked(theme: &Theme, mark: Mark) -> Style {
    theme.strong().fg(match mark {
        Mark::Lost => theme.bad,
        Mark::Frozen => theme.deep,
    })
}

/// The cursor's row and column, what was done to units, and the rows' numbers.
fn edges(view: &View<'_>, map: Rect, (down, across): (Window, Window), wide: u16, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let (input, neuron) = view.state.cursor();
    let (here, there) = (down.cell(input), across.cell(neuron));
    let every = if down.cells > 12 { 4 } else { 2 };
    for row in 0..down.cells {
        let y = map.y + row as u16;
        let span = down.span(row);
        let is_here = here == Some(row);
        // The cursor's own number stands where it is.
        let number = if is_here { Some(input) } else { (row % every == 0).then_some(span.start) };
        if let Some(number) = number {
            let style = if is_here { theme.strong() } else { theme.muted() };
            put_right(buffer, buffer.area, (map.x - 2, y), &number.to_string(), style);
        }
        let mark = mark_of(span, |unit| view.mark_before(unit));
        match mark {
            Some(mark) => _ = put(buffer, buffer.area, (map.x - 1, y), glyph(mark), marked(theme, mark)),
            None if is_here => _ = put(buffer, buffer.area, (map.x - 1, y), "▸", theme.strong()),
            None => {}
        }
    }
    for column in 0..across.cells {
        let x = map.x + column as u16 * wide + (wide - 1) / 2;
        let mark = mark_of(across.span(column), |unit| view.mark_behind(unit));
        match mark {
            Some(mark) => _ = put(buffer, buffer.area, (x, map.y - 1), glyph(mark), marked(theme, mark)),
            None if there == Some(column) => _ = put(buffer, buffer.area, (x, map.y - 1), "▼", theme.strong()),
            None => {}
        }
    }
}

/// What each neuron takes in, held against what it was born with.
fn totals(view: &View<'_>, area: Rect, (rows, wide): (u16, u16), across: Window, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let neuron = view.state.cursor().1;
    let born = view.app.lab().set_points(view.life, view.state.layer());
    let all = &view.tally.totals;
    let most = all.iter().chain(born).copied().filter(|total| total.is_finite()).fold(0.0, f64::max);
    let bounds = |values: &[f64], span: Range<usize>| {
        let values = values.get(span).unwrap_or_default();
        // What holds a number that is none has no height.
        if values.iter().any(|value| !value.is_finite()) {
            return (f64::NAN, f64::NAN);
        }
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        (low, values.iter().copied().fold(f64::NEG_INFINITY, f64::max))
    };
    let mut y = area.y;
    if rows > 0 {
        let text = if area.width >= 52 {
            "Σ|w| into each of them; a line marks where it was born"
        } else {
            "Σ|w| into each; ─ at birth"
        };
        put(buffer, area, (area.x, y), text, theme.muted());
        if across.block > 1 && area.width >= 70 {
            put_right(buffer, area, (area.right(), y), "░ up to the largest", theme.muted());
        }
        let quiet = if let Color::Rgb(..) = theme.background {
            blend(theme.background, view.look.color, 0.6)
        } else {
            view.look.color
        };
        let pillars: Vec<Pillar> = (0..across.cells)
            .map(|cell| {
                let span = across.span(cell);
                let (low, high) = bounds(all, span.clone());
                let is_focus = span.contains(&neuron);
                Pillar { low, high, marks: Some(bounds(born, span)), color: quiet, is_focus }
            })
            .collect();
        let place = Rect::new(area.x + GUTTER, y + 1, area.width - GUTTER, rows);
        Pillars { theme, pillars: &pillars, wide, most, mark: theme.strong(), is_mark_first: true }
            .render(place, buffer);
        put_right(buffer, area, (area.x + GUTTER - 1, y + 1), &words::strength(most), theme.muted());
        if rows > 1 {
            put_right(buffer, area, (area.x + GUTTER - 1, y + rows), "0", theme.muted());
        }
        y += rows + 1;
    }
    numbers(view, Rect { y, height: area.bottom().saturating_sub(y), ..area }, wide, across, buffer);
}

/// The neurons' numbers below their columns, the cursor's first of all.
fn numbers(view: &View<'_>, area: Rect, wide: u16, across: Window, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let neuron = view.state.cursor().1;
    let at = |cell: usize| area.x + GUTTER + cell as u16 * wide + (wide - 1) / 2;
    let own = across.cell(neuron).map(|cell| {
        let text = neuron.to_string();
        let x = at(cell).min(area.right().saturating_sub(width(&text)));
        put(buffer, area, (x, area.y), &text, theme.strong());
        (x, x + width(&text))
    });
    let every = if wide >= 3 { 1 } else { 8 / across.block.clamp(1, 8) };
    let mut free = area.x;
    for cell in (0..across.cells).step_by(every.max(1)) {
        let text = across.span(cell).start.to_string();
        let (x, end) = (at(cell), at(cell) + width(&text));
        let touches = own.is_some_and(|(from, to)| x < to + 1 && from < end + 1);
        if x >= free && end <= area.right() && !touches {
            free = put(buffer, area, (x, area.y), &text, theme.muted()) + 1;
        }
    }
}
