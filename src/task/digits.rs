//! Real handwritten digits: the 1 797 images of the UCI set "Optical Recognition of Handwritten
//! Digits" (Alpaydin & Kaynak 1998), 8×8 pixels, embedded through smartcore.

use std::sync::OnceLock;

use ndarray::Array2;

use super::split::Split;
use super::{DIGITS, Digits};
use crate::data::{Answers, Encoder, Examples, Form, Pool};

/// Pixels of a side.
const SIDE: usize = 8;

/// All the images, read once.
fn pool() -> &'static Pool {
    static POOL: OnceLock<Pool> = OnceLock::new();
    POOL.get_or_init(|| {
        let all = smartcore::dataset::digits::load_dataset();
        let pixels = SIDE * SIDE;
        let raw = Array2::from_shape_fn((DIGITS, pixels), |(row, pixel)| all.data[row * pixels + pixel] / 16.0);
        let truths = all.target.iter().map(|class| *class as u8).collect();
        Pool { form: form(), raw: raw.into_shared(), answers: Answers::Classes { names: names(), truths } }
    })
}

/// What an image looks like.
pub(super) const fn form() -> Form {
    Form::Image { width: SIDE, height: SIDE }
}

/// The classes.
pub(super) fn names() -> Vec<String> {
    (0..10).map(|digit| digit.to_string()).collect()
}

/// Training, validation and test set of a seed, disjoint.
pub(super) fn sets(params: &Digits, seed: u64) -> [Examples; 3] {
    let split = Split::new(params.schedule, params.validation, params.test, params.label_noise);
    split.draw(pool(), &Encoder::Identity, seed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::{Days, Schedule};

    fn params(label_noise: f64) -> Digits {
        let schedule = Schedule { days: Days::Fixed, per_day: 200, train: 200 };
        Digits { schedule, label_noise, validation: 100, test: 1000 }
    }

    #[test]
    fn lies_are_exactly_the_share_asked_for_and_never_true() {
        for seed in 1..20 {
            let [train, validation, test] = sets(&params(0.3), seed);
            assert_eq!(train.labels.iter().filter(|label| label.is_lie()).count(), 60);
            assert!(validation.labels.iter().chain(&test.labels).all(|label| !label.is_lie()));
            assert!(train.raw.values().all(|pixel| (0.0..=1.0).contains(&pixel)));
        }
    }

    #[test]
    fn sets_are_disjoint_and_depend_on_the_seed() {
        let [train, validation, test] = sets(&params(0.3), 7);
        let mut images: Vec<Vec<u32>> = [&train, &validation, &test]
            .iter()
            .flat_map(|set| set.raw.rows())
            .map(|row| row.iter().map(|pixel| pixel.to_bits()).collect())
            .collect();
        images.sort();
        images.dedup();
        assert_eq!(images.len(), 1300, "the set has no repeated images");
        assert_ne!(sets(&params(0.3), 8)[0].raw, train.raw);
        assert_eq!(sets(&params(0.3), 7)[0], train);
    }
}
