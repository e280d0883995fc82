//! A layer as a map of its weights, and below it what each neuron takes in.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::widgets::Widget;

use super::{View, glyph};
use crate::lab::Mark;
use crate::tui::app::App;
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

/// Draws the panel.
pub fn draw(view: &View<'_>, area: Rect, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let (inputs, neurons) = view.weights.dim();
    let layer = view.state.layer() + 1;
    let title =
        format!("{} {} · layer {layer} of {} · {inputs} × {neurons}", view.look.marker, view.look.title, view.layers);
    let whom = view.whom();
    let foot = if view.layers > 1 { "tab next layer · enter " } else { "enter " };
    let foot = format!("{foot}{}", if view.state.is_close() { "all of it" } else { "closer" });
    let panel = Panel { color: Some(view.look.color), note: whom, foot: &foot, ..Panel::new(theme, &title) };
    let inside = panel.draw(area, buffer);
    if inside.width < GUTTER + 2 || inside.height < 3 {
        return;
    }
    // Words, the columns' marks, the map, words, bars, the columns' numbers.
    let said = match inside.height {
        0..9 => 0,
        9..13 => 1,
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
    let rows = inside.height.saturating_sub(said + 2 + below);
    let columns = inside.width - GUTTER;
    let (input, neuron) = view.state.cursor();
    let is_close = view.state.is_close();
    let window = |items: usize, room: u16, cursor: usize| {
        let room = usize::from(room);
        if is_close { Window::close(items, room, cursor) } else { Window::whole(items, room) }
    };
    let down = window(inputs, rows, input);
    let mut across = window(neurons, columns, neuron);
    let mut wide = cell_width(across, columns);
    if is_close && wide < 2 && neurons > 1 {
        // Close to, a weight is as wide as it is high.
        across = Window::close(neurons, usize::from(columns / 2), neuron);
        wide = 2;
    }
    captions(view, Rect { height: said, ..inside }, (down, across), buffer);
    let top = inside.y + said;
    let map = Rect::new(inside.x + GUTTER, top + 1, columns, rows);
    Heat {
        theme,
        values: view.weights,
        rows: down,
        columns: across,
        wide,
        full: view.tally.largest,
        focus: Some((input, neuron)),
    }
    .render(map, buffer);
    edges(view, map, (down, across), wide, buffer);
    // What the map leaves free makes bars longer.
    let bars = if bars > 0 { bars + (rows - down.cells as u16).min(9) } else { 0 };
    let foot = Rect { y: map.y + down.cells as u16, height: inside.bottom() - map.y - down.cells as u16, ..inside };
    totals(view, foot, (bars, wide), across, buffer);
}

/// What is seen, for a stranger.
fn captions(view: &View<'_>, area: Rect, (down, across): (Window, Window), buffer: &mut Buffer) {
    let theme = view.app.theme();
    let (rows, columns) = view.axes();
    let short = |name: &'static str| name.trim_start_matches("hidden ");
    let (large, each) = match down.block * across.block {
        1 => ("each cell one weight".to_owned(), "one weight each".to_owned()),
        _ => {
            let largest = format!("largest of {} × {}", down.block, across.block);
            (format!("each cell the {largest}"), largest)
        }
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
        let near = here.is_some_and(|here| here.abs_diff(row) == 1 && row % every == 0);
        if let Some(number) = number.filter(|_| !near) {
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
        Pillars { theme, pillars: &pillars, wide, most, mark: theme.strong() }.render(place, buffer);
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
