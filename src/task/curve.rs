//! A noisy sine: y = sin(πx) + noise.

use ndarray::Array2;
use rand_distr::{Distribution, Uniform};

use super::{Curve, Features};
use crate::data::{Encoder, Examples, Inputs};
use crate::math;
use crate::rng::{Purpose, Stream, generator};

/// Points of the region of extrapolation on either side.
const BEYOND: usize = 50;

impl Curve {
    /// The clean curve, sin(πx).
    #[must_use]
    pub fn clean(x: f32) -> f32 {
        math::sin_cos_turns(x / 2.0).0
    }

    /// How x becomes features.
    #[must_use]
    pub const fn encoder(&self) -> Encoder {
        match self.features {
            Features::Legendre => Encoder::Legendre { degree: self.degree },
            Features::Raw => Encoder::Identity,
        }
    }
}

/// Training, validation and test set of a seed, and the region of extrapolation.
pub(super) fn sets(params: &Curve, seed: u64) -> [Examples; 4] {
    let encoder = params.encoder();
    let set = |points: Vec<f32>, noise: &dyn Fn(usize) -> f32| {
        let n = points.len();
        let raw = Array2::from_shape_fn((n, 1), |(row, _)| points[row]);
        let truth = raw.mapv(Curve::clean);
        let given = Array2::from_shape_fn((n, 1), |(row, _)| truth[(row, 0)] + noise(row));
        Examples::of_values(Inputs::all(raw), &encoder, given, truth)
    };
    let lived = params.schedule.train;
    let mut noise = vec![0.0; lived];
    let stream = Stream::new(seed, Purpose::Values, 0);
    for (point, noise) in noise.chunks_mut(1).enumerate() {
        stream.normals(point as u32, noise);
    }
    let deviation = params.noise as f32;
    let clean = |_: usize| 0.0;
    [
        set(points(seed, 0, lived), &|row| deviation * noise[row]),
        set(points(seed, 1, params.validation), &clean),
        set(grid(-1.0, 1.0, params.test), &clean),
        set(
            [grid(-params.beyond, -1.0, BEYOND + 1), grid(params.beyond, 1.0, BEYOND + 1)]
                .iter()
                .flat_map(|side| side[..BEYOND].to_vec())
                .collect(),
            &clean,
        ),
    ]
}

/// Points uniform on −1 … 1; point i is the same however many there are.
fn points(seed: u64, set: u64, count: usize) -> Vec<f32> {
    let uniform = Uniform::new_inclusive(-1.0, 1.0).expect("the bounds are finite and in order");
    let mut generator = generator(seed, Purpose::Points, 0, set);
    (0..count).map(|_| uniform.sample(&mut generator)).collect()
}

/// An even grid that includes both ends.
fn grid(from: f64, to: f64, count: usize) -> Vec<f32> {
    let step = (to - from) / (count.max(2) - 1) as f64;
    (0..count).map(|i| (from + step * i as f64) as f32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::{Days, Schedule};

    #[test]
    fn points_values_and_regions_are_as_promised() {
        let schedule = Schedule { days: Days::Fixed, per_day: 14, train: 14 };
        let params = Curve {
            schedule,
            noise: 0.3,
            features: Features::Legendre,
            degree: 12,
            validation: 30,
            test: 201,
            beyond: 1.2,
        };
        let [train, validation, test, beyond] = sets(&params, 3);
        assert_eq!((train.len(), validation.len(), test.len(), beyond.len()), (14, 30, 201, 100));
        assert_eq!((test.raw.row(0)[0], test.raw.row(200)[0]), (-1.0, 1.0));
        assert!(train.raw.values().all(|x| x.abs() <= 1.0));
        assert!(beyond.raw.values().all(|x| (1.0..=1.2001).contains(&x.abs()) && x.abs() > 1.0));
        for x in test.raw.values() {
            assert!((Curve::clean(x) - (std::f32::consts::PI * x).sin()).abs() < 1e-6);
        }
        let noise = &train.given - &train.truth;
        let spread = (noise.mapv(|e| e * e).sum() / 14.0).sqrt();
        assert!((0.1..0.6).contains(&spread), "{spread}");
        assert_eq!(train.features.width(), 13);
    }
}
