//! Class statistics: what memories of a class have in common, for dreams that are of none of them.

use crate::data::{Examples, Id};
use crate::rng::{Purpose, Stream};

/// The mean and the deviation of every input over some experiences.
#[derive(Debug, Clone, PartialEq)]
pub struct Statistics {
    mean: Vec<f32>,
    /// Root of the mean squared distance from the mean.
    deviation: Vec<f32>,
}

impl Statistics {
    /// Those of nothing.
    pub(super) const NONE: Self = Self { mean: Vec::new(), deviation: Vec::new() };

    /// Those of these experiences.
    #[must_use]
    pub fn of(examples: &Examples, ids: &[Id]) -> Self {
        let inputs = examples.raw.width();
        let (mut mean, mut square) = (vec![0.0f64; inputs], vec![0.0f64; inputs]);
        let each = 1.0 / ids.len() as f64;
        for id in ids {
            for (mean, value) in mean.iter_mut().zip(examples.raw.row(*id as usize)) {
                *mean += f64::from(*value) * each;
            }
        }
        for id in ids {
            for ((square, mean), value) in square.iter_mut().zip(&mean).zip(examples.raw.row(*id as usize)) {
                *square += (f64::from(*value) - mean).powi(2) * each;
            }
        }
        let single = |values: Vec<f64>| values.into_iter().map(|value| value as f32).collect();
        Self { mean: single(mean), deviation: square.into_iter().map(|square| square.sqrt() as f32).collect() }
    }

    /// Writes dream `index` of a night into `raw`: the mean, and as much beside it as the experiences lie.
    pub fn generate(&self, (seed, night): (u64, u32), index: u32, raw: &mut [f32]) {
        Stream::new(seed, Purpose::Generate, night).normals(index, raw);
        for ((value, mean), deviation) in raw.iter_mut().zip(&self.mean).zip(&self.deviation) {
            *value = mean + deviation * *value;
        }
    }
}
