//! Room to work in that is no part of any state.

use ndarray::Array2;

/// An array that holds nothing between two uses. A copy of it is empty, so that keyframes, which copy what was
/// answered, do not keep it.
#[derive(Debug, Default)]
pub(super) struct Scratch(Array2<f32>);

impl Scratch {
    /// The array, of whatever shape it was left in.
    pub(super) const fn room(&mut self) -> &mut Array2<f32> {
        &mut self.0
    }
}

impl Clone for Scratch {
    fn clone(&self) -> Self {
        Self::default()
    }
}
