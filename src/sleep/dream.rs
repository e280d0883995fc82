//! Dreams: memories replayed with corruption, recomputable from where they came from.

use super::{Dreams, Noise, Remembered};
use crate::rng::{Purpose, Stream};

/// The corruption of one night's dreams, or of one corrupted day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Corruption {
    params: Dreams,
    mask: Stream,
    noise: Stream,
}

impl Corruption {
    /// The corruption of a night's dreams.
    #[must_use]
    pub fn of_night(params: &Dreams, seed: u64, night: u32) -> Self {
        Self {
            params: *params,
            mask: Stream::new(seed, Purpose::Mask, night),
            noise: Stream::new(seed, Purpose::Noise, night),
        }
    }

    /// The same corruption for what is lived by day, with draws of its own.
    #[must_use]
    pub fn of_day(params: &Dreams, seed: u64, day: u32) -> Self {
        Self {
            params: *params,
            mask: Stream::new(seed, Purpose::DayMask, day),
            noise: Stream::new(seed, Purpose::DayNoise, day),
        }
    }

    /// Corrupts one raw input in place; `scratch` is as long. Inputs are masked, then noise is
    /// added, then the result is clipped.
    pub fn apply(&self, index: u32, raw: &mut [f32], scratch: &mut [f32]) {
        if self.params.sparse > 0.0 {
            let share = self.params.sparse as f32;
            self.mask.uniforms(index, scratch);
            for (value, draw) in raw.iter_mut().zip(scratch.iter()) {
                if *draw < share {
                    *value = 0.0;
                }
            }
        }
        if self.params.hallucinatory > 0.0 {
            let Noise::Gaussian = self.params.noise;
            let deviation = self.params.hallucinatory as f32;
            self.noise.normals(index, scratch);
            for (value, draw) in raw.iter_mut().zip(scratch.iter()) {
                *value += deviation * draw;
            }
        }
        if let Some([low, high]) = self.params.clip {
            for value in raw {
                *value = value.clamp(low as f32, high as f32);
            }
        }
    }
}

/// Where a dream came from: enough to dream it again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Provenance {
    /// The night, from 1.
    pub night: u32,
    /// Which dream of the night, from 0, naps' dreams behind the night's.
    pub index: u64,
    /// The experience that was replayed, and its age.
    pub source: Remembered,
    /// How it was corrupted; `None` for a clean replay.
    pub dreams: Option<Dreams>,
    /// The seed of dreams.
    pub seed: u64,
}

impl Provenance {
    /// Dreams it again from the raw input of its source.
    #[must_use]
    pub fn dream(&self, raw: &[f32]) -> Vec<f32> {
        let mut raw = raw.to_vec();
        if let Some(dreams) = &self.dreams {
            let mut scratch = vec![0.0; raw.len()];
            Corruption::of_night(dreams, self.seed, self.night).apply(self.index as u32, &mut raw, &mut scratch);
        }
        raw
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sleep::Labels;

    const CLEAN: Dreams =
        Dreams { sparse: 0.0, hallucinatory: 0.0, noise: Noise::Gaussian, label: Labels::Stored, clip: None };

    fn corrupt(dreams: Dreams, raw: &[f32]) -> Vec<f32> {
        let (mut raw, mut scratch) = (raw.to_vec(), vec![0.0; raw.len()]);
        Corruption::of_night(&dreams, 1, 1).apply(0, &mut raw, &mut scratch);
        raw
    }

    #[test]
    fn a_corruption_of_nothing_changes_nothing() {
        assert_eq!(corrupt(CLEAN, &[0.1, 0.2, 0.3]), [0.1, 0.2, 0.3]);
    }

    #[test]
    fn masks_take_their_share_and_clips_hold() {
        let masked = corrupt(Dreams { sparse: 0.25, ..CLEAN }, &vec![1.0; 10_000]);
        let share = masked.iter().filter(|value| **value == 0.0).count() as f64 / 10_000.0;
        // Five standard errors of a share of 10 000.
        assert!((share - 0.25).abs() < 5.0 * (0.25f64 * 0.75 / 1e4).sqrt(), "{share}");
        let clipped = corrupt(Dreams { hallucinatory: 9.0, clip: Some([-0.5, 1.5]), ..CLEAN }, &[1.0; 100]);
        assert!(clipped.iter().all(|value| (-0.5..=1.5).contains(value)));
    }
}
