//! Batches, addressed by coordinates: the k-th of a day, the k-th dreamt of a night.

use ndarray::{Array2, ArrayView2, s};
use rand::seq::SliceRandom;

use crate::data::Id;
use crate::rng::{Purpose, Stream, generator};
use crate::scenario::{Seeds, Spec};
use crate::sleep::{Corruption, Dreams, Memory, Origin, Recall, Shuffle, Teacher};
use crate::task::{Calendar, World};

/// What a batch is made of: without priorities, two batches of one key are the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Key {
    /// The day's batch of this number.
    Lived {
        day: u32,
        batch: u32,
        seeds: Seeds,
        /// How it is corrupted, if it is.
        dreams: Option<Dreams>,
    },
    /// The night's batch of this number.
    Dreamt {
        night: u32,
        batch: u32,
        seed: u64,
        memory: Memory,
        /// How it is corrupted; `None` for a clean replay.
        dreams: Option<Dreams>,
        /// Which dream has the target of which, if they are mixed.
        shuffle: Option<Shuffle>,
    },
}

/// Stands for the experience of a dream that is of none.
const NOBODY: Id = Id::MAX;

/// The batch that was made last. Arms that live the same day ask for the same batch one after the
/// other, so it is made once.
pub(super) struct Batches {
    inputs: Array2<f32>,
    targets: Array2<f32>,
    ids: Vec<Id>,
    raw: Vec<f32>,
    /// The raw input of a second memory.
    second: Vec<f32>,
    scratch: Vec<f32>,
    /// The target of a second memory.
    room: Vec<f32>,
    /// The orders of the day's passes used last: (seed, day, pass) and the ids.
    orders: [((u64, u32, u64), Vec<Id>); 2],
    made: Option<Key>,
}

impl Batches {
    pub(super) fn new(spec: &Spec, world: &World) -> Self {
        let rows = spec.day.batch;
        let none = ((0, 0, 0), Vec::new());
        Self {
            inputs: Array2::zeros((rows, world.train.features.width())),
            targets: Array2::zeros((rows, world.outputs())),
            ids: vec![0; rows],
            raw: vec![0.0; world.raw()],
            second: vec![0.0; world.raw()],
            scratch: vec![0.0; world.raw()],
            room: vec![0.0; world.outputs()],
            orders: [none.clone(), none],
            made: None,
        }
    }

    /// Makes batches of so many rows from here on.
    pub(super) fn reserve(&mut self, rows: usize) {
        if rows != self.ids.len() {
            self.inputs = Array2::zeros((rows, self.inputs.ncols()));
            self.targets = Array2::zeros((rows, self.targets.ncols()));
            self.ids = vec![0; rows];
            self.made = None;
        }
    }

    pub(super) fn inputs(&self) -> ArrayView2<'_, f32> {
        self.inputs.view()
    }

    pub(super) fn targets(&self) -> ArrayView2<'_, f32> {
        self.targets.view()
    }

    pub(super) fn ids(&self) -> &[Id] {
        &self.ids
    }

    /// Makes the day's batch of a number: places k·B … of the day's reshuffled passes.
    pub(super) fn live(&mut self, world: &World, seeds: &Seeds, (day, batch): (u32, u32), dreams: Option<Dreams>) {
        let key = Key::Lived { day, batch, seeds: *seeds, dreams };
        if self.made == Some(key) {
            return;
        }
        let corruption = dreams.map(|dreams| Corruption::of_day(&dreams, world.image(), seeds.dreams, day));
        let two = dreams.filter(Dreams::takes_two);
        let partners = two.map(|_| Stream::new(seeds.dreams, Purpose::DayPartner, day));
        let rows = self.ids.len() as u64;
        let pass_length = world.calendar.count(day) as u64;
        for row in 0..rows {
            let place = u64::from(batch) * rows + row;
            let ids = self.order(world, (seeds.order, day, place / pass_length));
            let id = ids[(place % pass_length) as usize];
            let second = partners.map(|partners| {
                let drawn = partners.uniform(place as u32) * ids.len() as f64;
                ids[(drawn as usize).min(ids.len() - 1)]
            });
            self.fill(world, row as usize, id, second, corruption.as_ref(), place as u32);
            self.teach(row as usize, two.as_ref(), Origin::two(id, second), Teacher::Stored(&world.train));
        }
        self.made = Some(key);
    }

    /// Makes the night's dreamt batch of a number: dreams k·B … of the night, each with its own target or
    /// with that of another, as the day taught it or, with `own`, as the net answered itself. `memory` tells
    /// whether equal parameters mean equal dreams, which one with priorities does not promise.
    pub(super) fn dream(
        &mut self,
        seed: u64,
        world: &World,
        recall: &Recall,
        batch: u32,
        memory: Memory,
        (dreams, shuffle, own): (Option<Dreams>, Option<Shuffle>, Option<&[f32]>),
    ) {
        let night = recall.night();
        let key = Key::Dreamt { night, batch, seed, memory, dreams, shuffle };
        let shared = memory.priority == 0.0 && recall.is_single() && own.is_none();
        if shared && self.made == Some(key) {
            return;
        }
        let corruption = dreams.map(|dreams| Corruption::of_night(&dreams, world.image(), seed, night));
        let dreams = dreams.as_ref();
        let teacher = own.map_or(Teacher::Stored(&world.train), Teacher::Own);
        let origin = |index: u32| Origin::of(recall, index, dreams, &world.train.labels);
        let rows = self.ids.len() as u64;
        for row in 0..rows as usize {
            let index = (u64::from(batch) * rows + row as u64) as u32;
            let of = origin(index);
            match of {
                Origin::Memories(first, second) => {
                    self.fill(world, row, first.id, second.map(|second| second.id), corruption.as_ref(), index);
                }
                Origin::Class(class) => {
                    recall.statistics(&world.train, class).generate((seed, night), index, &mut self.raw);
                    self.ids[row] = NOBODY;
                    self.finish(world, row, None, corruption.as_ref(), index);
                }
            }
            let taught = shuffle.map_or(of, |shuffle| origin(shuffle.of(index)));
            self.teach(row, dreams, taught, teacher);
        }
        self.made = shared.then_some(key);
    }

    /// An experience, and a second one if it is to be blended in, become an input.
    fn fill(
        &mut self,
        world: &World,
        row: usize,
        id: Id,
        second: Option<Id>,
        corruption: Option<&Corruption>,
        index: u32,
    ) {
        self.ids[row] = id;
        let id = id as usize;
        if corruption.is_none() {
            self.inputs.row_mut(row).assign(&world.train.features.row(id));
            return;
        }
        copy(world, id, &mut self.raw);
        if let Some(second) = second {
            copy(world, second as usize, &mut self.second);
        }
        self.finish(world, row, second, corruption, index);
    }

    /// What stands in `raw` is corrupted and becomes an input.
    fn finish(&mut self, world: &World, row: usize, second: Option<Id>, corruption: Option<&Corruption>, index: u32) {
        if let Some(corruption) = corruption {
            let second = second.map(|_| self.second.as_slice());
            corruption.apply(index, &mut self.raw, second, &mut self.scratch);
        }
        let mut inputs = self.inputs.slice_mut(s![row, ..]);
        let inputs = inputs.as_slice_mut().expect("rows of a standard array are contiguous");
        world.encoder.encode_into(&self.raw, inputs);
    }

    fn teach(&mut self, row: usize, dreams: Option<&Dreams>, origin: Origin, teacher: Teacher<'_>) {
        let mut target = self.targets.slice_mut(s![row, ..]);
        let target = target.as_slice_mut().expect("rows of a standard array are contiguous");
        origin.teach(dreams, teacher, target, &mut self.room);
    }

    /// The order of one pass over a day's experiences.
    fn order(&mut self, world: &World, (seed, day, pass): (u64, u32, u64)) -> &[Id] {
        // Neighbouring passes alternate between the two places, so that a batch that straddles
        // them shuffles neither twice.
        let (made, ids) = &mut self.orders[(pass % 2) as usize];
        if *made != (seed, day, pass) {
            *made = (seed, day, pass);
            *ids = order(&world.calendar, (seed, day, pass));
        }
        ids
    }
}

/// The experiences of a day in the order of one of its passes.
pub(super) fn order(calendar: &Calendar, (seed, day, pass): (u64, u32, u64)) -> Vec<Id> {
    let mut ids: Vec<Id> = calendar.lived(day).collect();
    ids.shuffle(&mut generator(seed, Purpose::Order, day, pass));
    ids
}

fn copy(world: &World, id: usize, raw: &mut [f32]) {
    for (value, raw) in raw.iter_mut().zip(world.train.raw.row(id)) {
        *value = *raw;
    }
}
