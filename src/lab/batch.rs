//! Batches, addressed by coordinates: the k-th of a day, the k-th dreamt of a night.

use ndarray::{Array2, ArrayView2, s};
use rand::seq::SliceRandom;

use crate::data::Id;
use crate::rng::{Purpose, generator};
use crate::scenario::{Seeds, Spec};
use crate::sleep::{Corruption, Dreams, Memory, Recall, Shuffle};
use crate::task::World;

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

/// The batch that was made last. Arms that live the same day ask for the same batch one after the
/// other, so it is made once.
pub(super) struct Batches {
    inputs: Array2<f32>,
    targets: Array2<f32>,
    ids: Vec<Id>,
    raw: Vec<f32>,
    scratch: Vec<f32>,
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
            scratch: vec![0.0; world.raw()],
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
        let corruption = dreams.map(|dreams| Corruption::of_day(&dreams, seeds.dreams, day));
        let rows = self.ids.len() as u64;
        let pass_length = world.calendar.count(day) as u64;
        for row in 0..rows {
            let place = u64::from(batch) * rows + row;
            let id = self.order(world, (seeds.order, day, place / pass_length))[(place % pass_length) as usize];
            self.fill(world, row as usize, id, corruption.as_ref(), place as u32);
        }
        self.made = Some(key);
    }

    /// Makes the night's dreamt batch of a number: dreams k·B … of the night, each with its own target or
    /// with that of another. `shared` tells
    /// whether equal parameters mean equal dreams, which a memory with priorities does not promise.
    pub(super) fn dream(
        &mut self,
        seed: u64,
        world: &World,
        recall: &Recall,
        batch: u32,
        memory: Memory,
        (dreams, shuffle): (Option<Dreams>, Option<Shuffle>),
    ) {
        let key = Key::Dreamt { night: recall.night(), batch, seed, memory, dreams, shuffle };
        let shared = memory.priority == 0.0;
        if shared && self.made == Some(key) {
            return;
        }
        let corruption = dreams.map(|dreams| Corruption::of_night(&dreams, seed, recall.night()));
        let rows = self.ids.len() as u64;
        for row in 0..rows {
            let index = u64::from(batch) * rows + row;
            let memory = recall.draw(index as u32);
            self.fill(world, row as usize, memory.id, corruption.as_ref(), index as u32);
            if let Some(shuffle) = shuffle {
                let other = recall.draw(shuffle.of(index as u32));
                world.train.teach(other.id, self.targets.row_mut(row as usize));
            }
        }
        self.made = shared.then_some(key);
    }

    fn fill(&mut self, world: &World, row: usize, id: Id, corruption: Option<&Corruption>, index: u32) {
        self.ids[row] = id;
        world.train.teach(id, self.targets.row_mut(row));
        let id = id as usize;
        let mut inputs = self.inputs.slice_mut(s![row, ..]);
        let Some(corruption) = corruption else {
            inputs.assign(&world.train.features.row(id));
            return;
        };
        for (value, raw) in self.raw.iter_mut().zip(world.train.raw.row(id)) {
            *value = *raw;
        }
        corruption.apply(index, &mut self.raw, &mut self.scratch);
        let inputs = inputs.as_slice_mut().expect("rows of a standard array are contiguous");
        world.encoder.encode_into(&self.raw, inputs);
    }

    /// The order of one pass over a day's experiences.
    fn order(&mut self, world: &World, (seed, day, pass): (u64, u32, u64)) -> &[Id] {
        // Neighbouring passes alternate between the two places, so that a batch that straddles
        // them shuffles neither twice.
        let (made, ids) = &mut self.orders[(pass % 2) as usize];
        if *made != (seed, day, pass) {
            *made = (seed, day, pass);
            ids.clear();
            ids.extend(world.calendar.lived(day));
            ids.shuffle(&mut generator(seed, Purpose::Order, day, pass));
        }
        ids
    }
}
