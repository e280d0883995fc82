//! The Synapses screen: one life's net, layer by layer, and one weight of it.

mod cursor;
mod histogram;
mod list;
mod map;
mod names;
mod overview;

use ndarray::ArrayView2;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::lab::Mark;
use crate::scenario::Unit;
use crate::tui::app::App;
use crate::tui::synapses::{State, Tally};
use crate::tui::tab::Look;
use crate::tui::widget::Panel;

/// What every part of the screen draws from.
struct View<'a> {
    app: &'a App,
    life: usize,
    look: Look,
    state: &'a State,
    tally: &'a Tally,
    weights: ArrayView2<'a, f32>,
    layers: usize,
}

impl View<'_> {
    /// Whom acts are for, and the key that changes it.
    fn whom(&self) -> &'static str {
        if self.app.whom().is_none() { "acts for everyone: a" } else { "acts for it alone: a" }
    }

    /// What was done to the unit that a neuron of the layer is, if it is a hidden one.
    fn mark_behind(&self, neuron: usize) -> Option<Mark> {
        let layer = self.state.layer();
        let is_unit = layer + 1 < self.layers || self.app.lab().world().params.recalls();
        if is_unit { self.app.mark_of(Unit { layer: layer + 1, unit: neuron }) } else { None }
    }

    /// What was done to the unit that an input of the layer is, if it is a hidden one.
    fn mark_before(&self, input: usize) -> Option<Mark> {
        let layer = self.state.layer();
        if layer > 0 { self.app.mark_of(Unit { layer, unit: input }) } else { None }
    }
}

/// The glyph of what was done to a unit.
const fn glyph(mark: Mark) -> &'static str {
    match mark {
        Mark::Lost => "✗",
        Mark::Frozen => "❄",
    }
}

/// The weight under a pointer, if the map is.
pub fn at(app: &App, area: Rect, pointer: Position) -> Option<(usize, usize)> {
    let life = app.operated();
    let left = Rect { width: map::columns(app, life, area.width), ..area };
    let is_map = app.lab().weights(life, app.synapses().layer()).ncols() > 1;
    if is_map { map::at(app, life, left, pointer) } else { None }
}

/// Draws it.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let (state, life) = (app.synapses(), app.operated());
    let layers = app.lab().layers();
    // Before the first look there is nothing to draw from.
    let shown = state
        .tally()
        .filter(|tally| state.layer() < layers && tally.totals.len() == app.lab().weights(life, state.layer()).ncols());
    let Some(tally) = shown else {
        Panel::new(app.theme(), "synapses").draw(area, buffer);
        return;
    };
    let weights = app.lab().weights(life, state.layer());
    let view = View { app, life, look: app.look_of(life), state, tally, weights, layers };
    let left = Rect { width: map::columns(app, life, area.width), ..area };
    let right = area.width - left.width;
    if weights.ncols() == 1 {
        list::draw(&view, left, buffer);
    } else {
        map::draw(&view, left, buffer);
    }
    let beside = Rect { x: left.right(), width: right, ..area };
    let (cursor, bins) = match area.height {
        0..16 => (area.height.saturating_sub(6), 6),
        16..26 => (area.height - 8, 8),
        26..36 => (13, 8),
        _ => (17, 13),
    };
    let place = |y: u16, height: u16| Rect { y: beside.y + y, height: height.min(beside.height - y), ..beside };
    let rest = area.height - cursor - bins;
    if rest >= 5 && layers > 1 {
        cursor::draw(&view, place(0, cursor), buffer);
        histogram::draw(&view, place(cursor, bins), buffer);
        overview::draw(&view, place(cursor + bins, rest), buffer);
    } else {
        cursor::draw(&view, place(0, cursor + rest / 2), buffer);
        histogram::draw(&view, place(cursor + rest / 2, bins + rest - rest / 2), buffer);
    }
}
