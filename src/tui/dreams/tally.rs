//! What was dreamt in a night, by age and by what it teaches, held against what is remembered.

use crate::data::{Form, Id};
use crate::lab::{Dreaming, Lab};

/// Dreams counted of a night at the most: of more, evenly spread ones.
const MOST: u64 = 40_000;
/// Bins of values.
const BINS: usize = 6;

/// Dreams and memories of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Dreams counted.
    pub dreamt: u64,
    /// Memories.
    pub known: u64,
}

/// What was counted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tally {
    /// By age, in days from 0.
    pub ages: Vec<Count>,
    /// By what was taught: a class, or a range of values.
    pub kinds: Vec<Count>,
    /// All of them.
    pub all: Count,
    /// Every so manyth dream was counted.
    pub every: u64,
    /// The edges of the ranges of values; none for classes.
    edges: Option<(f32, f32)>,
    next: u64,
}

impl Tally {
    /// Nothing dreamt yet; what is remembered is counted.
    #[must_use]
    pub fn new(lab: &Lab, dreaming: &Dreaming) -> Self {
        let world = lab.world();
        let memory = dreaming.memory();
        let edges = (!world.is_classes()).then(|| {
            let values = memory.iter().map(|memory| first(lab, memory.id));
            values.fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
        });
        let kinds = if world.is_classes() { world.classes.len() } else { BINS };
        let oldest = memory.iter().map(|memory| memory.age as usize).max().map_or(0, |oldest| oldest + 1);
        let mut tally = Self {
            ages: vec![Count::default(); oldest],
            kinds: vec![Count::default(); kinds],
            every: dreaming.of.div_ceil(MOST).max(1),
            edges,
            ..Self::default()
        };
        for memory in memory {
            let kind = tally.kind(lab, memory.id);
            tally.add(memory.age, kind, |count| count.known += 1);
        }
        tally
    }

    /// Counts the dreams that are over.
    pub fn count(&mut self, lab: &Lab, dreaming: &Dreaming, done: u64) {
        if done < self.next.saturating_sub(self.every - 1) {
            // Time went back.
            let forget = |count: &mut Count| count.dreamt = 0;
            self.ages.iter_mut().chain(&mut self.kinds).chain([&mut self.all]).for_each(forget);
            self.next = 0;
        }
        while self.next < done {
            if let Some(source) = dreaming.source(self.next) {
                let kind = self.kind(lab, source.id);
                self.add(source.age, kind, |count| count.dreamt += 1);
            }
            self.next += self.every;
        }
    }

    /// The range of values of a kind, where there are no classes.
    #[must_use]
    pub fn range(&self, kind: usize) -> Option<(f32, f32)> {
        let (low, high) = self.edges?;
        let wide = (high - low) / BINS as f32;
        Some((low + wide * kind as f32, low + wide * (kind + 1) as f32))
    }

    fn kind(&self, lab: &Lab, id: Id) -> usize {
        let train = &lab.world().train;
        match (self.edges, train.labels.get(id as usize)) {
            (None, Some(label)) => usize::from(label.given),
            (Some((low, high)), _) => {
                let share = (first(lab, id) - low) / (high - low);
                ((share * BINS as f32).max(0.0) as usize).min(BINS - 1)
            }
            _ => 0,
        }
    }

    fn add(&mut self, age: u32, kind: usize, add: impl Fn(&mut Count)) {
        let age = self.ages.get_mut(age as usize);
        age.into_iter().chain(self.kinds.get_mut(kind)).chain([&mut self.all]).for_each(add);
    }
}

/// What values are ranged by: x of a point, for anything else the value that is taught.
fn first(lab: &Lab, id: Id) -> f32 {
    let train = &lab.world().train;
    match lab.world().form {
        Form::Line => train.raw.row(id as usize)[0],
        _ => train.given[(id as usize, 0)],
    }
}

impl Count {
    /// The share of the dreams that are of this kind.
    #[must_use]
    pub fn dreamt_of(&self, all: &Self) -> f64 {
        self.dreamt as f64 / all.dreamt.max(1) as f64
    }

    /// The share of memory that is of this kind.
    #[must_use]
    pub fn known_of(&self, all: &Self) -> f64 {
        self.known as f64 / all.known.max(1) as f64
    }

    /// Its share of the dreams ÷ its share of memory: 1 where it is drawn evenly; `None` where nothing of it is
    /// known, or nothing was dreamt.
    #[must_use]
    pub fn index(&self, all: &Self) -> Option<f64> {
        (self.known > 0 && all.dreamt > 0).then(|| self.dreamt_of(all) / self.known_of(all))
    }
}
