//! Points of a plane in classes: two moons, spirals, rings, blobs.
//!
//! Two moons are those of scikit-learn's `make_moons` with the angles drawn at random, then moved and scaled to
//! about unit size: (x − (½, ¼)) / (0.87, 0.5). The other shapes are made at that size and around 0.

use ndarray::Array2;
use rand::RngExt;

use super::split::{honest, taught};
use super::{Plane, Shape};
use crate::data::{Encoder, Examples, Inputs};
use crate::math;
use crate::rng::{Purpose, Stream, generator};

/// Where the middle of two moons is, and what their size is divided by.
const MOONS: ([f32; 2], [f32; 2]) = ([0.5, 0.25], [0.87, 0.5]);
/// How far spirals, rings and the centres of blobs reach.
const REACH: f32 = 2.0;
/// Where a spiral begins, as a share of its reach: at 0 all arms would meet.
const CORE: f32 = 0.1;

/// What the classes are called: letters of simple shapes, as points of classes are drawn everywhere.
const NAMES: [&str; 8] = ["o", "x", "v", "z", "s", "c", "u", "w"];

impl Plane {
    /// The names of the classes: one letter each.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        NAMES[..self.classes.min(NAMES.len())].iter().map(ToString::to_string).collect()
    }
}

/// Training, validation and test set of a seed: points of a set of their own each, classes in turn. Only labels
/// that are trained on are ever wrong.
pub(super) fn sets(params: &Plane, seed: u64) -> [Examples; 3] {
    [(params.schedule.train, true), (params.validation, false), (params.test, false)].map({
        let mut number = 0;
        move |(count, lived)| {
            let set = number;
            number += 1;
            let points = points(params, seed, set, count);
            let truths: Vec<u8> = (0..count).map(|point| (point % params.classes) as u8).collect();
            let labels = if lived {
                taught(&truths, params.classes, params.label_noise, seed)
            } else {
                truths.into_iter().map(honest).collect()
            };
            Examples::of_classes(Inputs::all(points), &Encoder::Identity, labels)
        }
    })
}

/// The points of a set, n × 2; point i is the same however many there are.
fn points(params: &Plane, seed: u64, set: u32, count: usize) -> Array2<f32> {
    let mut places = generator(seed, Purpose::Points, 0, u64::from(set));
    let noise = Stream::new(seed, Purpose::Values, set);
    let deviation = params.noise as f32;
    let mut points = Array2::zeros((count, 2));
    for (index, mut point) in points.rows_mut().into_iter().enumerate() {
        let [x, y] = clean(params.shape, index % params.classes, params.classes, places.random());
        let mut blur = [0.0; 2];
        noise.normals(index as u32, &mut blur);
        let [mut x, mut y] = [x + deviation * blur[0], y + deviation * blur[1]];
        if params.shape == Shape::Moons {
            let (middle, size) = MOONS;
            [x, y] = [(x - middle[0]) / size[0], (y - middle[1]) / size[1]];
        }
        (point[0], point[1]) = (x, y);
    }
    points
}

/// Where a point of a class would be without noise; `share`, 0 ≤ share < 1, says how far along its figure.
fn clean(shape: Shape, class: usize, classes: usize, share: f32) -> [f32; 2] {
    let turn = class as f32 / classes as f32;
    let at = |radius: f32, turns: f32| {
        let (sine, cosine) = math::sin_cos_turns(turns);
        [radius * cosine, radius * sine]
    };
    match shape {
        Shape::Moons => {
            let [x, y] = at(1.0, share / 2.0);
            if class == 0 { [x, y] } else { [1.0 - x, 0.5 - y] }
        }
        // Once around from the core outwards, each arm turned away from the last.
        Shape::Spirals => {
            let radius = CORE + (1.0 - CORE) * share;
            at(REACH * radius, radius + turn)
        }
        Shape::Rings => at(REACH * (class + 1) as f32 / classes as f32, share),
        Shape::Blobs => at(REACH / 2.0, turn),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::{Days, Schedule};

    fn params(shape: Shape, classes: usize, noise: f64) -> Plane {
        let schedule = Schedule { days: Days::Fixed, per_day: 100, train: 100 };
        Plane { schedule, shape, classes, noise, label_noise: 0.2, validation: 40, test: 1000 }
    }

    #[test]
    fn moons_are_the_two_half_circles_moved_and_scaled() {
        let [train, ..] = sets(&params(Shape::Moons, 2, 0.0), 5);
        for (point, label) in train.raw.rows().zip(&train.labels) {
            let (x, y) = (point[0] * 0.87 + 0.5, point[1] * 0.5 + 0.25);
            let (middle, side) = if label.truth == 0 { ((0.0, 0.0), 1.0) } else { ((1.0, 0.5), -1.0) };
            let (dx, dy) = (x - middle.0, y - middle.1);
            assert!((dx * dx + dy * dy - 1.0).abs() < 1e-5, "on its circle: {x} {y}");
            assert!(dy * side > -1e-5, "on its half of it: {x} {y}");
        }
        let spread = |values: Vec<f32>| {
            let mean = values.iter().sum::<f32>() / values.len() as f32;
            (values.iter().map(|v| (v - mean).powi(2)).sum::<f32>() / values.len() as f32).sqrt()
        };
        let [_, _, test] = sets(&params(Shape::Moons, 2, 0.2), 5);
        for axis in 0..2 {
            let size = spread(test.raw.rows().map(|point| point[axis]).collect());
            assert!((0.9..1.2).contains(&size), "about unit size: {size}");
        }
    }

    #[test]
    fn noise_has_its_size_and_every_set_its_own_points() {
        for shape in [Shape::Moons, Shape::Spirals, Shape::Rings, Shape::Blobs] {
            let (blurred, sharp) = (sets(&params(shape, 2, 0.1), 3), sets(&params(shape, 2, 0.0), 3));
            let size = if shape == Shape::Moons { MOONS.1 } else { [1.0; 2] };
            for axis in 0..2 {
                let pairs = blurred[2].raw.rows().zip(sharp[2].raw.rows());
                let squares: f32 = pairs.map(|(a, b)| ((a[axis] - b[axis]) * size[axis]).powi(2)).sum();
                // Four standard errors of a deviation over 1 000 draws.
                assert!(((squares / 1000.0).sqrt() - 0.1).abs() < 0.1 * 4.0 / 2000f32.sqrt(), "{shape:?}");
            }
            let [train, validation, test] = &blurred;
            assert_eq!((train.len(), validation.len(), test.len()), (100, 40, 1000));
            let all: Vec<[u32; 2]> =
                blurred.iter().flat_map(|set| set.raw.rows()).map(|p| [p[0].to_bits(), p[1].to_bits()]).collect();
            let mut one = all.clone();
            one.sort_unstable();
            one.dedup();
            assert_eq!(one.len(), all.len(), "fresh points");
            assert_eq!(train.labels.iter().filter(|label| label.is_lie()).count(), 20);
            assert!(validation.labels.iter().chain(&test.labels).all(|label| !label.is_lie()));
            let fewer = Plane { test: 7, ..params(shape, 2, 0.1) };
            assert!(sets(&fewer, 3)[2].raw.rows().eq(test.raw.rows().take(7)), "the same however many there are");
        }
    }

    #[test]
    fn classes_are_even_and_apart() {
        for shape in [Shape::Spirals, Shape::Rings, Shape::Blobs] {
            for classes in 2..=8 {
                let [train, _, test] = sets(&params(shape, classes, 0.0), 2);
                for class in 0..classes as u8 {
                    let count = test.labels.iter().filter(|label| label.truth == class).count();
                    assert!(count.abs_diff(1000 / classes) <= 1);
                }
                assert!(train.labels.iter().all(|label| usize::from(label.given.max(label.truth)) < classes));
                assert!(test.raw.values().all(|value| value.abs() <= REACH + 1e-5));
                let apart = test.raw.rows().zip(&test.labels).all(|(point, label)| {
                    train.raw.rows().zip(&train.labels).all(|(other, theirs)| {
                        label.truth == theirs.truth || (point[0] - other[0]).hypot(point[1] - other[1]) > 0.02
                    })
                });
                assert!(apart, "{shape:?} {classes}");
            }
        }
    }
}
