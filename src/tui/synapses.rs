//! What is looked at on the Synapses screen, and what its keys do.

mod tally;

pub use tally::{Bins, FINEST, Past, Tally, largest, rank};

use super::app::App;
use super::keymap::Action;
use super::update::Effect;
use crate::lab::Mark;
use crate::scenario::{Unit, What};

/// By how much a layer is scaled up at once; down as much less.
const SCALE: f64 = 0.1;
/// Rows of a page.
const PAGE: usize = 8;

/// Where the cursor stands, and what is known of that place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// Layer, from 0.
    layer: usize,
    /// Input and neuron; `None` until it is known which weight of the layer is the largest.
    cursor: Option<(usize, usize)>,
    /// Whether every cell of the map is one weight, and the map follows the cursor.
    is_close: bool,
    tally: Option<(Now, Tally)>,
    past: Option<(Then, Past)>,
    before: Option<(Dawn, Kept)>,
}

/// A layer's weights at a tick, if they were kept.
type Kept = Option<(u64, Vec<f32>)>;
/// What a tally holds for: life, act, tick, layer.
type Now = (String, usize, u64, usize);
/// What a past holds for: life, act, the last evening or morning, layer, cursor.
type Then = (String, usize, u64, usize, (usize, usize));
/// What the weights before hold for: life, act, the last morning, layer.
type Dawn = (String, usize, u64, usize);

impl State {
    /// The layer looked at, from 0.
    #[must_use]
    pub const fn layer(&self) -> usize {
        self.layer
    }

    /// The weight looked at: input and neuron, from 0.
    #[must_use]
    pub fn cursor(&self) -> (usize, usize) {
        self.cursor.unwrap_or_default()
    }

    /// Whether every cell of the map is one weight.
    #[must_use]
    pub const fn is_close(&self) -> bool {
        self.is_close
    }

    /// What was counted in the layer; `None` before the first look.
    #[must_use]
    pub fn tally(&self) -> Option<&Tally> {
        self.tally.as_ref().map(|(_, tally)| tally)
    }

    /// The layer's weights on the last morning, or earlier if that was not kept, with the tick.
    #[must_use]
    pub fn before(&self) -> Option<(u64, &[f32])> {
        let (_, kept) = self.before.as_ref()?;
        kept.as_ref().map(|(tick, weights)| (*tick, weights.as_slice()))
    }

    /// The life of the weight looked at; `None` before the first look.
    #[must_use]
    pub fn past(&self) -> Option<&Past> {
        self.past.as_ref().map(|(_, past)| past)
    }
}

impl App {
    /// What is looked at on the Synapses screen.
    #[must_use]
    pub const fn synapses(&self) -> &State {
        &self.synapses
    }

    /// The life whose synapses are looked at: the one that acts are for, or else the one that the words
    /// are about.
    #[must_use]
    pub fn operated(&self) -> usize {
        self.whom().unwrap_or_else(|| self.hero())
    }

    /// The hidden unit under the cursor: the one that the weight leads to; in the last layer the one it
    /// comes from. `None` where a net has no hidden units.
    #[must_use]
    pub fn unit_under(&self) -> Option<Unit> {
        let State { layer, .. } = self.synapses;
        let (input, neuron) = self.synapses.cursor();
        match self.lab().layers() {
            // The neurons of a Hopfield net are its one layer.
            _ if self.lab().world().params.recalls() => Some(Unit { layer: 1, unit: neuron }),
            0 | 1 => None,
            layers if layer + 1 < layers => Some(Unit { layer: layer + 1, unit: neuron }),
            _ => Some(Unit { layer, unit: input }),
        }
    }

    /// What was done to a unit of the life whose synapses are looked at.
    #[must_use]
    pub fn mark_of(&self, unit: Unit) -> Option<Mark> {
        let marks = self.lab().lives()[self.operated()].marks();
        marks.iter().find(|(marked, _)| *marked == unit).map(|(_, mark)| *mark)
    }
}

/// What a key does there.
pub(super) fn act(app: &mut App, action: Action) -> Effect {
    settle(app);
    let layer = app.synapses.layer;
    match action {
        Action::Up => step(app, -1, 0),
        Action::Down => step(app, 1, 0),
        Action::Left => step(app, 0, -1),
        Action::Right => step(app, 0, 1),
        Action::PageUp => step(app, -(PAGE as isize), 0),
        Action::PageDown => step(app, PAGE as isize, 0),
        Action::NextPart => next_layer(app),
        Action::Choose => app.synapses.is_close = !app.synapses.is_close,
        Action::Lesion => lesion(app),
        Action::Freeze => freeze(app),
        Action::Weaken => _ = app.act(What::Scale { layer: layer + 1, factor: 1.0 - SCALE }),
        Action::Strengthen => _ = app.act(What::Scale { layer: layer + 1, factor: 1.0 + SCALE }),
        _ => {}
    }
    Effect::None
}

/// The cursor stands on a weight that there is: at first on the largest of its layer.
fn settle(app: &mut App) {
    let layer = app.synapses.layer.min(app.lab().layers() - 1);
    let weights = app.lab().weights(app.operated(), layer);
    let (inputs, neurons) = weights.dim();
    // Where all are 0, none is the largest yet.
    let known = app.synapses.cursor.or_else(|| weights.iter().any(|w| *w != 0.0).then(|| largest(weights)));
    app.synapses.layer = layer;
    app.synapses.cursor = known.map(|(input, neuron)| (input.min(inputs - 1), neuron.min(neurons - 1)));
}

/// The cursor goes to a weight.
pub(super) fn point(app: &mut App, cursor: (usize, usize)) {
    app.synapses.cursor = Some(cursor);
    settle(app);
}

/// Moves the cursor, as far as there are weights.
pub(super) fn step(app: &mut App, inputs: isize, neurons: isize) {
    let (input, neuron) = app.synapses.cursor();
    let (most, last) = app.lab().weights(app.operated(), app.synapses.layer).dim();
    let moved = |from: usize, by: isize, count: usize| from.saturating_add_signed(by).min(count - 1);
    app.synapses.cursor = Some((moved(input, inputs, most), moved(neuron, neurons, last)));
}

/// On to the next layer; the cursor stays on its unit where it leads on, on the unit's largest weight.
fn next_layer(app: &mut App) {
    let layers = app.lab().layers();
    let (layer, (input, neuron)) = (app.synapses.layer, app.synapses.cursor());
    let next = (layer + 1) % layers;
    let weights = app.lab().weights(app.operated(), next);
    app.synapses.cursor = if next == layer + 1 {
        let unit = weights.row(neuron);
        Some((neuron, largest(unit.insert_axis(ndarray::Axis(0))).1))
    } else if layers == 2 {
        let unit = weights.column(input);
        Some((largest(unit.insert_axis(ndarray::Axis(1))).0, input))
    } else {
        None
    };
    app.synapses.layer = next;
}

/// The unit under the cursor, unless there is none, or nothing is left of it: then that is said.
fn operable(app: &mut App) -> Option<Unit> {
    let Some(unit) = app.unit_under() else {
        app.say("Not done: this net has one layer of weights and no hidden unit between.".to_owned());
        return None;
    };
    let lives = app.lab().lives();
    let lost = |life: &crate::lab::Life| life.marks().contains(&(unit, Mark::Lost));
    let gone = app.whom().map_or_else(|| lives.iter().all(lost), |life| lost(&lives[life]));
    if gone {
        app.say(format!("Not done: {unit} is lost already; backspace takes the last act back."));
    }
    (!gone).then_some(unit)
}

fn lesion(app: &mut App) {
    if let Some(unit) = operable(app) {
        app.act(What::Lesion(unit));
    }
}

fn freeze(app: &mut App) {
    if let Some(unit) = operable(app) {
        let frozen = app.mark_of(unit) == Some(Mark::Frozen);
        app.act(if frozen { What::Thaw(unit) } else { What::Freeze(unit) });
    }
}

/// Counts what is drawn besides the weights themselves, unless nothing has changed. States that were
/// kept are read once an evening and morning, and where the cursor moved.
pub(super) fn look(app: &mut App) {
    settle(app);
    let life = app.operated();
    let (lab, state) = (app.lab(), app.synapses());
    let (name, course) = (lab.lives()[life].name().to_owned(), app.session().at());
    let (layer, cursor) = (state.layer, state.cursor());
    let now = lab.clock().total;
    let calendar = app.calendar();
    let bounds = || calendar.nights.iter().flat_map(|(dusk, dawn)| [*dusk, *dawn]);
    let dawn = calendar.cycles.iter().map(|cycle| cycle.begin).take_while(|dawn| *dawn < now).last();
    let phase = bounds().take_while(|bound| *bound <= now).last().unwrap_or(0);

    let key: Dawn = (name.clone(), course, dawn.unwrap_or(0), layer);
    let fresh = state.before.as_ref().is_none_or(|(known, _)| *known != key);
    let before = fresh.then(|| (key.clone(), dawn.and_then(|dawn| lab.weights_before(life, layer, dawn + 1))));
    let key: Then = (name.clone(), course, phase, layer, cursor);
    let past = state.past.as_ref().is_none_or(|(known, _)| *known != key).then(|| {
        let bounds: Vec<u64> = std::iter::once(0).chain(bounds()).take_while(|bound| *bound <= now).collect();
        (key.clone(), Past::of(lab, life, (layer, cursor), &bounds))
    });
    let key: Now = (name, course, now, layer);
    let stale = before.is_some() || state.tally.as_ref().is_none_or(|(known, _)| *known != key);
    let tally = stale.then(|| {
        let kept = before.as_ref().or(state.before.as_ref()).and_then(|(_, kept)| kept.as_ref());
        (key, Tally::of(lab.weights(life, layer), kept.map(|(tick, weights)| (*tick, weights.as_slice()))))
    });
    let state = &mut app.synapses;
    state.before = before.or_else(|| state.before.take());
    state.past = past.or_else(|| state.past.take());
    state.tally = tally.or_else(|| state.tally.take());
}
