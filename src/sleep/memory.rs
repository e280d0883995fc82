//! The bounded store of past experiences that dreams are drawn from.
//!
//! What is remembered on a night follows from the days alone, so a memory is never stored: it is
//! made for the night from what was lived by then.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::episode::Episodes;
use super::{Memory, Statistics};
use crate::data::{Examples, Id};
use crate::math;
use crate::rng::{Purpose, Stream};

/// Added to an error before it becomes a priority, so that nothing is never dreamt
/// (Schaul et al. 2015).
const EPSILON: f32 = 0.01;

/// One experience in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remembered {
    /// Which.
    pub id: Id,
    /// Whole days since it was last lived.
    pub age: u32,
    /// Whether it was drawn from the reservoir of remote memories.
    pub remote: bool,
}

/// What can be dreamt on one night, and how likely.
#[derive(Debug, Clone)]
pub struct Recall {
    night: u32,
    params: Memory,
    stream: Stream,
    partners: Stream,
    store: Vec<Remembered>,
    /// Running totals of the chances, which need not add up to 1.
    totals: Vec<f64>,
    reservoir: Vec<Remembered>,
    /// Share of the dreams that the reservoir gives.
    remote: f64,
    turns: Stream,
    places: Stream,
    /// What follows what, if dreams come in episodes.
    episodes: Option<Episodes>,
    /// Per class, as taught; worked out when first asked for.
    statistics: OnceCell<Vec<Statistics>>,
}

impl Recall {
    /// What a night can dream of under the seeds of dreams and of the reservoir. `lived` gives each
    /// experience with the days it was first and last lived, the whole of the night's own day included;
    /// `errors` the last error of each id, needed if `params.priority` > 0. Of more than `capacity` the
    /// longest unlived are forgotten, but for those that the reservoir keeps. The chance of each of the
    /// recent ones is (error + ε)^priority · 2^(−age/half-life); remote ones are all alike. `None` if
    /// nothing has been known for `lag` nights.
    ///
    /// The reservoir is a bottom-k sample: of all that was lived before today those whose own uniform
    /// draws are the smallest (Cohen & Kaplan 2007). It is an even sample on every night, changes by no
    /// more than what today brings, and follows from the days alone.
    #[must_use]
    pub fn new(
        params: &Memory,
        (seed, kept, night): (u64, u64, u32),
        lived: impl Iterator<Item = (Id, u32, u32)>,
        errors: &[f32],
    ) -> Option<Self> {
        let recent = |(id, first, last)| (Remembered { id, age: night - last, remote: false }, night - first);
        let mut store: Vec<(Remembered, u32)> = lived.map(recent).collect();
        let reservoir = reservoir(params, kept, &store);
        store.sort_by_key(|(memory, _)| (memory.age, memory.id));
        store.truncate(params.capacity);
        let ripe = store.into_iter().filter(|(_, known)| *known >= params.lag);
        let store: Vec<Remembered> = ripe.map(|(memory, _)| memory).collect();
        // Counted from the youngest, so that no half-life makes all chances underflow to 0.
        let youngest = store.first().or(reservoir.first())?.age;
        let chances = store.iter().map(|memory| {
            let recency = params.recency_of(memory.age - youngest);
            let priority = if params.priority > 0.0 {
                let error = errors[memory.id as usize] + EPSILON;
                math::exp64(params.priority * f64::from(math::ln(error)))
            } else {
                1.0
            };
            recency * priority
        });
        let totals = chances.scan(0.0, |total, chance| {
            *total += chance;
            Some(*total)
        });
        let totals = totals.collect();
        let stream_of = |purpose| Stream::new(seed, purpose, night);
        let (stream, partners) = (stream_of(Purpose::Recall), stream_of(Purpose::Partner));
        let (turns, places) = (stream_of(Purpose::Remote), stream_of(Purpose::RemoteRecall));
        let (remote, statistics) = (params.remote, OnceCell::new());
        let episodes = None;
        let params = *params;
        Some(Self {
            night,
            params,
            stream,
            partners,
            store,
            totals,
            reservoir,
            remote,
            turns,
            places,
            episodes,
            statistics,
        })
    }

    /// The same, dreamt in episodes of so many: the first memory of each is drawn, the others are those
    /// that were lived after it on the day that it was last lived; from the last of that day it goes on with the
    /// first. `lived` gives the experiences of a day in the order in which they were lived; what is not
    /// remembered of them is passed over.
    #[must_use]
    pub fn in_episodes(self, length: u32, mut lived: impl FnMut(u32) -> Vec<Id>) -> Self {
        let episodes = (length > 1).then(|| Episodes::new(length, &self.store, |age| lived(self.night - age)));
        Self { episodes, ..self }
    }

    /// Whether dreams come one by one, so that equal parameters and days mean equal dreams.
    #[must_use]
    pub const fn is_single(&self) -> bool {
        self.episodes.is_none()
    }

    /// What the memories of a class, as taught, have in common.
    #[must_use]
    pub fn statistics(&self, examples: &Examples, class: u8) -> &Statistics {
        static NONE: Statistics = Statistics::NONE;
        let of_class = |class| Statistics::of(examples, &self.members(examples, class));
        let made = self.statistics.get_or_init(|| {
            let classes = examples.labels.iter().map(|label| label.given).max().unwrap_or(0);
            (0..=classes).map(of_class).collect()
        });
        made.get(usize::from(class)).unwrap_or(&NONE)
    }

    /// The memories of a class, as taught: the recent ones, then those of the reservoir that are not among them.
    #[must_use]
    pub fn members(&self, examples: &Examples, class: u8) -> Vec<Id> {
        let taught = |memory: &&Remembered| examples.labels[memory.id as usize].given == class;
        let of =
            |memories: &[Remembered]| -> Vec<Id> { memories.iter().filter(taught).map(|memory| memory.id).collect() };
        let mut members = of(&self.store);
        let known: HashSet<Id> = members.iter().copied().collect();
        members.extend(of(&self.reservoir).into_iter().filter(|id| !known.contains(id)));
        members
    }

    /// How many experiences can be dreamt, recent and remote.
    #[must_use]
    pub fn known(&self) -> usize {
        let recent: HashSet<Id> = self.store.iter().map(|memory| memory.id).collect();
        recent.len() + self.reservoir.iter().filter(|memory| !recent.contains(&memory.id)).count()
    }

    /// The memory behind dream `index` of the night.
    #[must_use]
    pub fn draw(&self, index: u32) -> Remembered {
        let remote = !self.reservoir.is_empty() && self.turns.uniform(index) < self.remote;
        match &self.episodes {
            _ if remote || self.store.is_empty() => self.far(self.places, index),
            None => self.store[self.place(self.stream, index)],
            Some(episodes) => {
                let (episode, part) = episodes.of(index);
                self.store[episodes.follow(self.place(self.stream, episode), part)]
            }
        }
    }

    /// The memory that is blended into dream `index` of the night, drawn from the recent ones.
    #[must_use]
    pub fn partner(&self, index: u32) -> Remembered {
        if self.store.is_empty() {
            self.far(self.partners, index)
        } else {
            self.store[self.place(self.partners, index)]
        }
    }

    /// A remote memory, all alike.
    fn far(&self, stream: Stream, index: u32) -> Remembered {
        let place = stream.uniform(index) * self.reservoir.len() as f64;
        self.reservoir[(place as usize).min(self.reservoir.len() - 1)]
    }

    /// The place in the store that a draw leads to.
    fn place(&self, stream: Stream, index: u32) -> usize {
        let whole = self.totals.last().expect("a memory holds something");
        let place = stream.uniform(index) * whole;
        // Rounding can bring the product up to the whole, one behind the last.
        self.totals.partition_point(|total| *total <= place).min(self.store.len() - 1)
    }

    /// The share of the dreams, from 0 to 1, that would be of some memories if age alone chose: errors are left out.
    #[must_use]
    pub fn by_age(&self, is_of: impl Fn(Remembered) -> bool) -> f64 {
        let share = |store: &[Remembered], weight: &dyn Fn(&Remembered) -> f64| -> Option<f64> {
            let all: f64 = store.iter().map(weight).sum();
            let of: f64 = store.iter().filter(|memory| is_of(**memory)).map(weight).sum();
            (all > 0.0).then(|| of / all)
        };
        let youngest = self.store.first().map_or(0, |memory| memory.age);
        let recent = share(&self.store, &|memory| self.params.recency_of(memory.age - youngest));
        let remote = share(&self.reservoir, &|_| 1.0);
        match (recent, remote) {
            (Some(recent), Some(remote)) => (1.0 - self.remote) * recent + self.remote * remote,
            (share, other) => share.or(other).unwrap_or(0.0),
        }
    }

    /// What chooses memories.
    #[must_use]
    pub const fn params(&self) -> Memory {
        self.params
    }

    /// The night.
    #[must_use]
    pub const fn night(&self) -> u32 {
        self.night
    }

    /// All recent memories that can be dreamt, the youngest first.
    #[must_use]
    pub fn store(&self) -> &[Remembered] {
        &self.store
    }

    /// All remote memories that can be dreamt.
    #[must_use]
    pub fn reservoir(&self) -> &[Remembered] {
        &self.reservoir
    }
}

/// The remote memories of a night, from all that was lived with the nights since it was first lived.
fn reservoir(params: &Memory, seed: u64, lived: &[(Remembered, u32)]) -> Vec<Remembered> {
    if params.reservoir == 0 || params.remote == 0.0 {
        return Vec::new();
    }
    let draws = Stream::new(seed, Purpose::Reservoir, 0);
    let ripe = lived.iter().filter(|(_, known)| *known >= params.lag.max(1));
    let mut drawn: Vec<(f64, Remembered)> = ripe.map(|(memory, _)| (draws.uniform(memory.id), *memory)).collect();
    let before = |a: &(f64, Remembered), b: &(f64, Remembered)| a.0.total_cmp(&b.0).then(a.1.id.cmp(&b.1.id));
    if params.reservoir < drawn.len() {
        drawn.select_nth_unstable_by(params.reservoir, before);
        drawn.truncate(params.reservoir);
    }
    drawn.sort_unstable_by(before);
    drawn.into_iter().map(|(_, memory)| Remembered { remote: true, ..memory }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARAMS: Memory =
        Memory { capacity: 100, recency: f64::INFINITY, priority: 0.0, lag: 0, reservoir: 0, remote: 0.0 };

    fn shares(recall: &Recall, of: impl Fn(Remembered) -> usize, bins: usize) -> Vec<f64> {
        const DRAWS: u32 = 20_000;
        let mut counts = vec![0.0; bins];
        for index in 0..DRAWS {
            counts[of(recall.draw(index))] += 1.0 / f64::from(DRAWS);
        }
        counts
    }

    fn assert_near(found: &[f64], wanted: &[f64]) {
        for (found, wanted) in found.iter().zip(wanted) {
            // Five standard errors of a share of 20 000 draws.
            let error = 5.0 * (wanted * (1.0 - wanted) / 20_000.0).sqrt();
            assert!((found - wanted).abs() <= error, "{found} is not {wanted} ± {error}");
        }
    }

    #[test]
    fn a_memory_halves_each_half_life() {
        let lived = (0..5).map(|id| (id, id + 1, id + 1));
        let recall = Recall::new(&Memory { recency: 2.0, ..PARAMS }, (1, 1, 5), lived, &[]).expect("memories");
        let weights: Vec<f64> = (0..5).map(|age| 0.5f64.powf(f64::from(age) / 2.0)).collect();
        let total: f64 = weights.iter().sum();
        let wanted: Vec<f64> = weights.iter().map(|weight| weight / total).collect();
        assert_near(&shares(&recall, |memory| memory.age as usize, 5), &wanted);
    }

    #[test]
    fn without_half_life_all_are_alike_and_capacity_keeps_the_youngest() {
        let lived = (0..8).map(|id| (id, id + 1, id + 1));
        let recall = Recall::new(&Memory { capacity: 4, ..PARAMS }, (1, 1, 8), lived, &[]).expect("memories");
        assert_near(&shares(&recall, |memory| memory.age as usize, 4), &[0.25; 4]);
    }

    #[test]
    fn lag_keeps_young_memories_out_and_an_empty_memory_gives_none() {
        let lived = || (0..4).map(|id| (id, id + 1, id + 1));
        let recall =
            Recall::new(&Memory { lag: 2, recency: 0.001, ..PARAMS }, (1, 1, 4), lived(), &[]).expect("memories");
        assert!(recall.store().iter().all(|memory| memory.age >= 2));
        assert_eq!(recall.draw(0).age, 2);
        assert!(Recall::new(&Memory { lag: 4, ..PARAMS }, (1, 1, 4), lived(), &[]).is_none());
    }

    #[test]
    fn priority_is_a_power_of_the_last_error() {
        let errors = [0.09, 0.39, 0.99];
        let lived = (0..3).map(|id| (id, 1, 1));
        let recall = Recall::new(&Memory { priority: 0.5, ..PARAMS }, (1, 1, 1), lived, &errors).expect("memories");
        let weights = [0.1f64.sqrt(), 0.4f64.sqrt(), 1.0];
        let total: f64 = weights.iter().sum();
        assert_near(&shares(&recall, |memory| memory.id as usize, 3), &weights.map(|weight| weight / total));
    }

    #[test]
    fn the_reservoir_gives_its_share_of_the_dreams_evenly() {
        let lived = (0..40).map(|id| (id, id + 1, id + 1));
        let params = Memory { capacity: 2, reservoir: 10, remote: 0.25, ..PARAMS };
        let recall = Recall::new(&params, (1, 1, 40), lived, &[]).expect("memories");
        assert_eq!((recall.store().len(), recall.reservoir().len()), (2, 10));
        assert!(recall.reservoir().iter().all(|memory| memory.remote && memory.id < 39), "none of today");
        let mut wanted = [0.0; 40];
        (38..40).for_each(|id| wanted[id] += 0.75 / 2.0);
        recall.reservoir().iter().for_each(|memory| wanted[memory.id as usize] += 0.25 / 10.0);
        assert_near(&shares(&recall, |memory| memory.id as usize, 40), &wanted);
        for memory in recall.reservoir() {
            assert_eq!(memory.age, 40 - (memory.id + 1));
        }
    }

    #[test]
    fn the_reservoir_is_an_even_sample_and_changes_by_what_a_day_brings() {
        let params = Memory { reservoir: 10, remote: 1.0, ..PARAMS };
        let kept = |seed, night: u32| -> Vec<Id> {
            let lived = (0..5 * night).map(|id| (id, id / 5 + 1, id / 5 + 1));
            let recall = Recall::new(&params, (1, seed, night), lived, &[]).expect("memories");
            recall.reservoir().iter().map(|memory| memory.id).collect()
        };
        let mut counts = [0.0; 50];
        for seed in 0..2000 {
            for id in kept(seed, 11) {
                counts[id as usize] += 1.0 / 20_000.0;
            }
        }
        assert_near(&counts, &[0.02; 50]);
        for night in 4..30 {
            let (before, after) = (kept(7, night), kept(7, night + 1));
            let new: Vec<&Id> = after.iter().filter(|id| !before.contains(id)).collect();
            assert!(new.iter().all(|id| **id / 5 + 1 == night), "only yesterday's news comes in");
        }
    }

    #[test]
    fn a_class_has_its_remote_memories_too_and_each_once() {
        let raw = ndarray::Array2::from_shape_fn((40, 1), |(row, _)| row as f32);
        let labels = (0..40).map(|id| crate::data::Label { given: id / 10, truth: 0 }).collect();
        let inputs = crate::data::Inputs::all(raw);
        let examples = Examples::of_classes(inputs, &crate::data::Encoder::Identity, labels);
        let params = Memory { capacity: 15, reservoir: 30, remote: 0.5, ..PARAMS };
        let lived = (0..40).map(|id| (id, id + 1, id + 1));
        let recall = Recall::new(&params, (1, 1, 40), lived, &[]).expect("memories");
        let mut known: Vec<Id> = (0..4).flat_map(|class| recall.members(&examples, class)).collect();
        let (all, recent) = (known.len(), recall.store().len());
        assert!(recent < all && all < recent + recall.reservoir().len() && all == recall.known());
        known.sort_unstable();
        known.dedup();
        assert_eq!(known.len(), all, "none twice");
        for (class, members) in (0..4).map(|class| (class, recall.members(&examples, class))) {
            assert!(!members.is_empty() && members.iter().all(|id| *id as u8 / 10 == class));
            assert_eq!(*recall.statistics(&examples, class), Statistics::of(&examples, &members));
        }
    }

    #[test]
    fn remote_memories_need_neither_capacity_nor_turn() {
        let lived = || (0..8).map(|id| (id, id + 1, id + 1));
        let plain = Recall::new(&PARAMS, (1, 1, 8), lived(), &[]).expect("memories");
        let unused = Memory { reservoir: 5, ..PARAMS };
        let same = Recall::new(&unused, (1, 1, 8), lived(), &[]).expect("memories");
        assert!((0..500).all(|index| plain.draw(index) == same.draw(index)));
        assert!(same.reservoir().is_empty());
        let lagging = Memory { lag: 3, reservoir: 5, remote: 1.0, ..PARAMS };
        let recall = Recall::new(&lagging, (1, 1, 8), lived(), &[]).expect("memories");
        assert!((0..500).all(|index| recall.draw(index).age >= 3));
    }
}
