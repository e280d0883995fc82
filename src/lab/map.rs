//! What a net answers to many questions at once, for a screen that draws all of it.

use super::Lab;
use super::exam::strongest;
use crate::math;
use ndarray::{Array2, ArrayView2};

impl Lab {
    /// A life's answers to raw inputs, n × raw size: per row the probability of each class, or a value. A pure
    /// function of the state, like [`Lab::answer`].
    #[must_use]
    pub fn answers(&self, life: usize, raw: ArrayView2<'_, f32>) -> Array2<f32> {
        let encoder = &self.world.encoder;
        let mut features = Array2::zeros((raw.nrows(), encoder.features(raw.ncols())));
        for (raw, mut features) in raw.rows().into_iter().zip(features.rows_mut()) {
            if let Some(features) = features.as_slice_mut() {
                encoder.encode_into(&raw.to_vec(), features);
            }
        }
        let mut answers = self.lives[life].learner.reflect_all(features);
        if self.world.is_classes() {
            for mut scores in answers.rows_mut() {
                let largest = scores[strongest(scores.iter())];
                scores.mapv_inplace(|score| math::exp(score - largest));
                let total = scores.sum();
                scores /= total;
            }
        }
        answers
    }
}
