//! Which memories are dreamt: that draws follow the chances that recency, priority and reservoir give.

use super::nets::SEED;
use super::{Allowed, Finding};
use crate::sleep::{Memory, Recall, Remembered};

const DRAWS: u32 = 400_000;

const ALL_ALIKE: Memory =
    Memory { capacity: 1000, recency: f64::INFINITY, priority: 0.0, lag: 0, reservoir: 0, remote: 0.0 };

pub(super) fn findings() -> Vec<Finding> {
    // One experience a day, forty days long.
    let days = || (0..40).map(|id| (id, id + 1, id + 1));
    let draws = "of 400 000 draws; four standard errors";
    let mut found = Vec::new();
    let mut row = |what: &str, chances: &[f64], values: &[f64], got: f64| {
        let total: f64 = chances.iter().sum();
        let mean = |of: &dyn Fn(f64) -> f64| {
            chances.iter().zip(values).map(|(chance, value)| chance / total * of(*value)).sum::<f64>()
        };
        let expected = mean(&|value| value);
        let error = (mean(&|value| (value - expected).powi(2)) / f64::from(DRAWS)).sqrt();
        found.push(Finding::new(what, Allowed::Near(expected, 4.0 * error), got, draws));
    };
    let ages: Vec<f64> = (0..40).map(f64::from).collect();
    let chances: Vec<f64> = ages.iter().map(|age| 0.5_f64.powf(age / 2.0)).collect();
    let half_life = Recall::new(&Memory { recency: 2.0, ..ALL_ALIKE }, (SEED, SEED, 40), days(), &[]);
    row(
        "mean age of what is dreamt, half-life 2 days",
        &chances,
        &ages,
        mean(half_life.as_ref(), |memory| f64::from(memory.age)),
    );
    let errors: [f32; 2] = [0.0, 0.99];
    let two = (0..2).map(|id| (id, 40, 40));
    let priority = Recall::new(&Memory { priority: 0.5, ..ALL_ALIKE }, (SEED, SEED, 40), two, &errors);
    row(
        "priority ½: share of an error of .99 beside one of 0",
        &[0.01_f64.sqrt(), 1.0],
        &[0.0, 1.0],
        mean(priority.as_ref(), |memory| f64::from(memory.id)),
    );
    let far = Memory { capacity: 5, reservoir: 10, remote: 0.25, ..ALL_ALIKE };
    let far = Recall::new(&far, (SEED, SEED, 40), days(), &[]);
    row(
        "remote memories, .25 of the dreams",
        &[0.75, 0.25],
        &[0.0, 1.0],
        mean(far.as_ref(), |memory| f64::from(u8::from(memory.remote))),
    );
    found
}

/// What is said of the memories of a night's dreams, in the mean.
fn mean(recall: Option<&Recall>, of: impl Fn(Remembered) -> f64) -> f64 {
    recall.map_or(f64::NAN, |recall| (0..DRAWS).map(|index| of(recall.draw(index))).sum::<f64>() / f64::from(DRAWS))
}
