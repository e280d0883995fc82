//! Patches: four binary images of 10×10 pixels that share some of them, without any data (Tadros et al. 2022).
//!
//! Of the 25 pixels of each image so many are common to all four; all others are its own. Which they are is drawn
//! by the seed. Each image is a class, and what is asked is what was taught: there is nothing to generalise.

use ndarray::Array2;
use rand::seq::SliceRandom;

use super::split::honest;
use super::{PATCHES, Patches};
use crate::data::{Encoder, Examples, Form, Inputs};
use crate::rng::{Purpose, generator};

/// Pixels of a side.
const SIDE: usize = 10;

/// Pixels of an image that are on: four times as many are all there are, so that images can be apart.
const ON: usize = 25;

/// What an image looks like.
pub(super) const fn form() -> Form {
    Form::Image { width: SIDE, height: SIDE }
}

/// The classes, an image each.
pub(super) fn names() -> Vec<String> {
    ["a", "b", "c", "d"].map(str::to_owned).to_vec()
}

/// What is lived and what is asked under a seed: the same four images.
pub(super) fn sets(params: &Patches, seed: u64) -> [Examples; 2] {
    let images = Inputs::all(images(params.overlap, seed));
    let labels = || (0..PATCHES as u8).map(honest).collect();
    [(); 2].map(|()| Examples::of_classes(images.clone(), &Encoder::Identity, labels()))
}

/// The images of a seed, a row each.
fn images(overlap: usize, seed: u64) -> Array2<f32> {
    let mut pixels: Vec<usize> = (0..SIDE * SIDE).collect();
    pixels.shuffle(&mut generator(seed, Purpose::Patches, 0, 0));
    let (common, own) = pixels.split_at(overlap.min(ON));
    let mut images = Array2::zeros((PATCHES, SIDE * SIDE));
    for (mut image, own) in images.rows_mut().into_iter().zip(own.chunks((ON - common.len()).max(1))) {
        let own = own.iter().take(ON - common.len());
        for pixel in common.iter().chain(own) {
            image[*pixel] = 1.0;
        }
    }
    images
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_have_25_pixels_and_share_what_was_asked_for() {
        for overlap in 0..=ON {
            for seed in 1..6 {
                let images = images(overlap, seed);
                for (number, image) in images.rows().into_iter().enumerate() {
                    assert!((image.sum() - ON as f32).abs() < 1e-6, "overlap {overlap}");
                    for other in images.rows().into_iter().skip(number + 1) {
                        assert!((image.dot(&other) - overlap as f32).abs() < 1e-6, "overlap {overlap}");
                    }
                }
            }
        }
        assert_ne!(images(12, 1), images(12, 2));
    }
}
