//! A world that changes: names of classes that are swapped, or inputs that change places.

use ndarray::Array2;
use rand::RngExt;

use super::syllabus::swapped;
use super::{Drift, World};
use crate::data::{Examples, Id, Inputs, Label};
use crate::rng::{Purpose, generator};

/// What changes.
pub(super) enum Change {
    /// Names of classes.
    Labels,
    /// Which input stands where another stood.
    Inputs(Vec<usize>),
}

impl Change {
    /// The change of a world, if it ever changes.
    pub(super) fn new(drift: Drift, world: &World, seed: u64) -> Option<Self> {
        match drift {
            Drift::None => None,
            Drift::Labels => Some(Self::Labels),
            Drift::Inputs => Some(Self::Inputs(exchange(world.raw(), seed))),
        }
    }

    /// A set as the changed world has it.
    pub(super) fn of(&self, world: &World, set: &Examples) -> Examples {
        let rows = (0..set.len()).map(|row| (row, true));
        self.made(world, set, &rows.collect::<Vec<_>>())
    }

    /// What is lived of the experiences that were drawn, before and after the change.
    pub(super) fn lived(&self, world: &World) -> Examples {
        let calendar = &world.calendar;
        let rows = (0..calendar.len() as Id).map(|id| calendar.origin(id)).map(|(id, changed)| (id as usize, changed));
        self.made(world, &world.train, &rows.collect::<Vec<_>>())
    }

    /// Examples of these rows, each as it was or as it is changed.
    fn made(&self, world: &World, set: &Examples, rows: &[(usize, bool)]) -> Examples {
        let raw = match self {
            Self::Labels => set.raw.pick(rows.iter().map(|(row, _)| *row)),
            Self::Inputs(exchange) => {
                let mut raw = Array2::zeros((rows.len(), set.raw.width()));
                for (mut made, (row, changed)) in raw.rows_mut().into_iter().zip(rows) {
                    let drawn = set.raw.row(*row);
                    for (place, value) in made.iter_mut().enumerate() {
                        *value = drawn[if *changed { exchange[place] } else { place }];
                    }
                }
                Inputs::all(raw)
            }
        };
        let classes = world.outputs();
        let label = |(row, changed): &(usize, bool)| match (self, set.labels[*row]) {
            (Self::Labels, Label { given, truth }) if *changed => {
                Label { given: swapped(given, classes), truth: swapped(truth, classes) }
            }
            (_, label) => label,
        };
        Examples::of_classes(raw, &world.encoder, rows.iter().map(label).collect())
    }
}

/// Which input stands at each place: one cycle through all of them, so that none stays where it was
/// (Sattolo 1986).
fn exchange(inputs: usize, seed: u64) -> Vec<usize> {
    let mut generator = generator(seed, Purpose::Exchange, 0, 0);
    let mut places: Vec<usize> = (0..inputs).collect();
    for last in (1..inputs).rev() {
        places.swap(last, generator.random_range(0..last));
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::{Days, Digits, Params, Schedule, Syllabus};

    fn world(days: Days, drift: Drift) -> World {
        let (per_day, train) = if days == Days::Fixed { (30, 30) } else { (6, 30) };
        let schedule = Schedule { days, per_day, train };
        let params = Params::Digits(Digits { schedule, label_noise: 0.3, validation: 5, test: 50 });
        World::new(&params, &Syllabus { drift, drift_day: 3, ..Syllabus::default() }, 4)
    }

    #[test]
    fn inputs_change_places_and_none_stays() {
        for (inputs, seed) in [(1, 1), (2, 1), (2, 9), (3, 4), (64, 2)] {
            let places = exchange(inputs, seed);
            assert!(inputs == 1 || places.iter().zip(0..).all(|(from, place)| *from != place));
            let mut sorted = places.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, (0..inputs).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_is_lived_again_after_the_change_is_another_experience() {
        for days in [Days::Fixed, Days::Rotating] {
            let (before, world) = (world(days, Drift::None), world(days, Drift::Labels));
            assert_eq!((world.train.len(), world.calendar.len()), (60, 60));
            for id in 0..30 {
                let (old, new) = (world.train.labels[id], world.train.labels[id + 30]);
                assert_eq!(old, before.train.labels[id], "the old world stays in memory as it was");
                assert_eq!(new, Label { given: old.given ^ 1, truth: old.truth ^ 1 });
                assert_eq!((world.train.raw.row(id), new.is_lie()), (world.train.raw.row(id + 30), old.is_lie()));
            }
            assert!(world.train.raw.shares(&before.train.raw) || world.train.raw.len() == 60);
        }
    }

    #[test]
    fn a_stream_changes_on_its_day_and_has_no_twins() {
        let (before, world) = (world(Days::Stream, Drift::Inputs), world(Days::Stream, Drift::None));
        assert_eq!(before.train.len(), 30);
        for id in 0..30 {
            let changed = before.train.raw.row(id) != world.train.raw.row(id);
            assert_eq!(changed, id >= 12, "two days of six come before the change");
            assert_eq!(before.train.labels[id], world.train.labels[id]);
            let sorted = |world: &World| {
                let mut values: Vec<u32> = world.train.raw.row(id).iter().map(|value| value.to_bits()).collect();
                values.sort_unstable();
                values
            };
            assert_eq!(sorted(&before), sorted(&world));
        }
    }

    #[test]
    fn the_test_asks_the_world_as_it_is_that_day() {
        let world = world(Days::Rotating, Drift::Labels);
        assert_eq!(world.test_on(2), &world.test);
        assert_eq!(world.test_on(3), &world.changed_test);
        let pairs = world.test.labels.iter().zip(&world.changed_test.labels);
        assert!(pairs.clone().all(|(old, new)| new.truth == old.truth ^ 1) && pairs.count() == 50);
    }
}
