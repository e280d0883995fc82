//! What a life knew of each part of the test before: how much it has forgotten, and what later lessons
//! did to earlier ones.

use crate::record::{Measure, Moment, Row};
use crate::task::World;

/// Accuracies of the past, a number per part of the test.
#[derive(Debug, Clone, Default)]
pub(super) struct Past {
    /// The best at any evening or morning so far, NaN before the first.
    best: Vec<f64>,
    /// That of the evening of the last day that taught it, NaN before the first.
    learnt: Vec<f64>,
}

impl Past {
    pub(super) fn new(world: &World) -> Self {
        let none = vec![f64::NAN; world.parts.len()];
        Self { best: none.clone(), learnt: none }
    }

    pub(super) const fn bytes(&self) -> usize {
        8 * (self.best.len() + self.learnt.len())
    }

    /// Measures a row against the past, over the parts that were taught on an earlier day and are not what
    /// today teaches: the mean of how much worse they are than at their best (Chaudhry et al. 2018), and of
    /// how much better than when they had been learnt (Lopez-Paz & Ranzato 2017).
    pub(super) fn measure(&self, world: &World, row: &mut Row) {
        let day = row.stamp.day;
        let earlier =
            |part: &usize| !self.learnt[*part].is_nan() && !world.parts[*part].is_taught(&world.calendar, day);
        let mean = |change: &dyn Fn(usize, f64) -> f64| {
            let parts = (0..world.parts.len()).filter(earlier);
            let changes = parts.map(|part| change(part, 1.0 - row.lessons[part])).filter(|change| !change.is_nan());
            let (sum, count) = changes.fold((0.0, 0u32), |(sum, count), change| (sum + change, count + 1));
            sum / f64::from(count)
        };
        let forgetting = mean(&|part, now| self.best[part] - now);
        let transfer = mean(&|part, now| now - self.learnt[part]);
        row.values[Measure::Forgetting] = forgetting;
        row.values[Measure::BackwardTransfer] = transfer;
    }

    /// A phase is over: its row is past.
    pub(super) fn keep(&mut self, world: &World, row: &Row) {
        for (part, error) in row.lessons.iter().enumerate() {
            let now = 1.0 - error;
            self.best[part] = self.best[part].max(now);
            let taught = world.parts[part].is_taught(&world.calendar, row.stamp.day);
            if row.stamp.moment == Moment::Evening && taught {
                self.learnt[part] = now;
            }
        }
    }
}
