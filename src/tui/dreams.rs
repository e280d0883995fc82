//! What is looked at on the Dreams screen, and what its keys do.

mod nights;
mod tally;

pub use nights::{Followed, Nights, Point};
pub use tally::{Count, Tally};

use super::app::App;
use super::eye::{Lived, common, lived};
use super::keymap::Action;
use super::update::Effect;
use crate::data::Label;
use crate::lab::{Dreaming, Stage, Undreamt};
use crate::sleep::{Provenance, Remembered};

/// Where one looks, and what is known of the dreams there.
#[derive(Default)]
pub struct State {
    /// The name of the life that was chosen here; `None` = the one that acts are for, if it dreams.
    who: Option<String>,
    /// The dream that was stepped to, from 0; `None` follows the night.
    cursor: Option<u64>,
    /// The first dream of a page: pages begin as many before and after it as a page holds.
    anchor: u64,
    /// Whether one dream is seen alone, large.
    is_close: bool,
    /// Columns and rows of dreams on a page.
    grid: (u64, u64),
    night: Option<(Key, Result<Night, Undreamt>)>,
    /// Night by night; counted while it is looked at.
    nights: Nights,
}

/// What dreams hold for: life, course, night, events.
type Key = (String, usize, u32, usize);

/// A night's dreams, and what is counted of them.
pub struct Night {
    /// The dreams.
    pub dreaming: Dreaming,
    /// How many are over.
    pub done: u64,
    /// The dream that is looked at while nobody steps: of those that are dreamt now, or the last ones, the first.
    pub live: u64,
    /// The dreams that are dreamt now.
    pub now: std::ops::Range<u64>,
    /// What was dreamt, by age and by what it teaches, against what is remembered.
    pub tally: Tally,
    /// Dreams of an episode, one after another as they were lived; 1 where each is by itself.
    pub episode: u64,
}

/// One dream, with all that is shown of it.
#[derive(Debug, Clone)]
pub struct Card {
    /// Its number in the night, from 0.
    pub index: u64,
    /// What it is made of, and how old that is; of a class that was dreamt what its memories have in common.
    pub memory: Lived,
    /// The second memory that it is made of, if there is one.
    pub other: Option<Lived>,
    /// Days since that was lived.
    pub age: u32,
    /// Enough to dream it again.
    pub provenance: Provenance,
    /// The corrupted input.
    pub raw: Vec<f32>,
    /// The class that it teaches, if it teaches one.
    pub taught: Option<Label>,
    /// What the net answered before the night: to the memory and to the dream.
    pub before: [Vec<f32>; 2],
    /// What it answers now: to the memory and to the dream.
    pub now: [Vec<f32>; 2],
}

impl State {
    /// The night that is looked at; `None` before the first look, and for who has no dreams the reason.
    pub fn night(&self) -> Option<Result<&Night, Undreamt>> {
        self.night.as_ref().map(|(_, night)| night.as_ref().map_err(|why| *why))
    }

    /// How often what is followed was dreamt, night by night: as it was when it was last looked at.
    #[must_use]
    pub const fn nights(&self) -> &Nights {
        &self.nights
    }

    /// Whether one dream is seen alone.
    #[must_use]
    pub const fn is_close(&self) -> bool {
        self.is_close
    }

    /// Whether the night is followed.
    #[must_use]
    pub const fn follows(&self) -> bool {
        self.cursor.is_none()
    }

    /// The dream that is pointed at, from 0.
    #[must_use]
    pub fn cursor(&self) -> u64 {
        match (self.cursor, self.night()) {
            (Some(cursor), Some(Ok(night))) => cursor.min(night.dreaming.of - 1),
            (None, Some(Ok(night))) => night.live,
            _ => 0,
        }
    }

    /// The dreams on a page of so many.
    #[must_use]
    pub fn page(&self, size: u64) -> std::ops::Range<u64> {
        let Some(Ok(night)) = self.night() else { return 0..0 };
        let (size, of) = (size.max(1), night.dreaming.of);
        let anchor = if self.follows() { night.live } else { self.anchor };
        // No page begins within an episode.
        let anchor = anchor / night.episode * night.episode;
        let lead = anchor % size;
        let cursor = self.cursor();
        // The first page is shorter where the anchor is no whole number of pages from the first dream.
        let first = if cursor < lead { 0 } else { lead + (cursor - lead) / size * size };
        let end = if cursor < lead { lead } else { first + size };
        first..end.min(of)
    }

    /// A page has so many columns and rows of dreams.
    pub(super) const fn fit(&mut self, columns: u64, rows: u64) {
        self.grid = (columns, rows);
    }
}

impl App {
    /// What is looked at on the Dreams screen.
    #[must_use]
    pub const fn dreams(&self) -> &State {
        &self.dreams
    }

    /// The lives shown that dream, in their order.
    #[must_use]
    pub fn dreamers(&self) -> Vec<usize> {
        self.shown().filter(|life| self.lab().dreams(*life)).collect()
    }

    /// The life whose dreams are looked at: the one chosen there, the one that acts are for, the one that
    /// the words are about, or the first that dreams; `None` if nobody does.
    #[must_use]
    pub fn dreamer(&self) -> Option<usize> {
        let dreamers = self.dreamers();
        let named = |name: &String| self.lab().lives().iter().position(|life| life.name() == name);
        let chosen = self.dreams.who.as_ref().and_then(named);
        let choices = [chosen, self.whom(), Some(self.hero()), dreamers.first().copied()];
        choices.into_iter().flatten().find(|life| dreamers.contains(life))
    }

    /// A dream of the night that is looked at, from 0.
    #[must_use]
    pub fn card(&self, index: u64) -> Option<Card> {
        let Some(Ok(night)) = self.dreams.night() else { return None };
        let (lab, life) = (self.lab(), self.dreamer()?);
        let dreamt = night.dreaming.dream(lab, index)?;
        let Remembered { id, age, .. } = night.dreaming.source(index)?;
        let memory = match &dreamt.provenance.class {
            Some(class) => common(lab, class),
            None => lived(lab, id),
        };
        let other = dreamt.provenance.sources.get(1).map(|(second, _)| lived(lab, second.id));
        let asked = |answer: &dyn Fn(&[f32]) -> Vec<f32>| [answer(&memory.raw), answer(&dreamt.input)];
        Some(Card {
            index,
            age,
            provenance: dreamt.provenance,
            taught: dreamt.label,
            before: asked(&|raw| night.dreaming.before(lab, raw)),
            now: asked(&|raw| lab.answer(life, raw)),
            raw: dreamt.input,
            memory,
            other,
        })
    }
}

/// What a key does there.
pub(super) fn act(app: &mut App, action: Action) -> Effect {
    let (columns, rows) = app.dreams.grid;
    let (columns, page) = (columns.max(1) as i64, (columns * rows).max(1) as i64);
    // Alone, a dream has the next beside it.
    let (columns, page) = if app.dreams.is_close { (1, page) } else { (columns, page) };
    match action {
        Action::Left => step(app, -1),
        Action::Right => step(app, 1),
        Action::Up => step(app, -columns),
        Action::Down => step(app, columns),
        Action::PageUp => step(app, -page),
        Action::PageDown => step(app, page),
        Action::Choose => app.dreams.is_close = !app.dreams.is_close,
        Action::Forget if app.dreams.is_close => app.dreams.is_close = false,
        Action::Forget => app.dreams.cursor = None,
        Action::NextPart => next(app),
        _ => {}
    }
    Effect::None
}

/// Whether there is something for escape to leave.
pub(super) const fn is_off(app: &App) -> bool {
    app.dreams.is_close || app.dreams.cursor.is_some()
}

/// Steps from the dream that is pointed at to another, as far as there are any.
fn step(app: &mut App, by: i64) {
    if let Some(Ok(night)) = app.dreams.night() {
        let (cursor, last, live) = (app.dreams.cursor(), night.dreaming.of - 1, night.live);
        if app.dreams.follows() {
            app.dreams.anchor = live;
        }
        app.dreams.cursor = Some(cursor.saturating_add_signed(by).min(last));
    }
}

/// Points at a dream; at the one that is pointed at already: alone.
pub(super) fn point(app: &mut App, index: u64) {
    let again = app.dreams.cursor() == index;
    let by = index as i64 - app.dreams.cursor() as i64;
    step(app, by);
    app.dreams.is_close = again && !app.dreams.is_close;
}

/// On to the next life that dreams.
fn next(app: &mut App) {
    let (dreamers, now) = (app.dreamers(), app.dreamer());
    let place = dreamers.iter().position(|life| Some(*life) == now).map_or(0, |place| place + 1);
    let name = |life: &usize| app.lab().lives()[*life].name().to_owned();
    app.dreams.who = dreamers.get(place % dreamers.len().max(1)).map(name);
}

/// Counts what is drawn besides the dreams themselves, unless nothing has changed. `pictures` can be taken
/// in during a phase.
pub(super) fn look(app: &mut App, pictures: u32) {
    let Some(life) = app.dreamer() else {
        app.dreams.night = None;
        return;
    };
    let held = app.dreams.night.take();
    let lab = app.lab();
    let key: Key =
        (lab.lives()[life].name().to_owned(), app.session().at(), lab.newest_dreams(life), lab.spec().events.len());
    let known = held.filter(|(known, _)| *known == key);
    let is_known = known.is_some();
    let mut night = known.map_or_else(
        || {
            let dreaming = lab.dreaming(life)?;
            let tally = Tally::new(lab, &dreaming);
            let params = lab.corruption(life).unwrap_or(lab.spec().night.dreams);
            let episode = u64::from(params.narrative.max(1));
            Ok(Night { dreaming, done: 0, live: 0, now: 0..0, tally, episode })
        },
        |(_, night)| night,
    );
    if let Ok(night) = &mut night {
        let clock = lab.clock();
        let Dreaming { of, per_step, waking, night: number, .. } = night.dreaming;
        night.done = lab.dreamt(&night.dreaming);
        let dreaming = if waking { clock.stage == Stage::Wake } else { matches!(clock.stage, Stage::Rem(_)) };
        let is_now = dreaming && clock.day == number && night.done > 0 && !clock.is_boundary();
        let last = night.done.saturating_sub(1) / per_step * per_step;
        night.now = if is_now { last..night.done } else { 0..0 };
        // As long as it takes to take a picture in, the same one is shown.
        let steps = (of / per_step).max(1);
        let every = if is_now { (steps / u64::from(pictures).min(steps).max(1)).max(1) * per_step } else { 1 };
        night.live = last / every * every;
        night.tally.count(lab, &night.dreaming, night.done);
    }
    if app.turned() {
        let mut nights = std::mem::take(&mut app.dreams.nights);
        let newest = night.as_ref().ok().map(|night| (&night.dreaming, night.done));
        nights.count(app.lab(), life, key.1, newest);
        app.dreams.nights = nights;
    }
    if !is_known {
        app.dreams.cursor = None;
    }
    app.dreams.night = Some((key, night));
}
