//! Shapes, examples, encoders: raw inputs and what a net sees of them.

mod encoder;
mod form;
mod inputs;
mod pool;

pub use encoder::Encoder;
pub use form::Form;
pub use inputs::Inputs;
pub use pool::{Answers, Pool};

use ndarray::{Array2, ArrayView2};

/// Names an experience: its row in the training set.
pub type Id = u32;

/// The most classes there may be.
pub const MOST_CLASSES: usize = 256;

/// The class that was taught and the class that is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// As taught.
    pub given: u8,
    /// As it is.
    pub truth: u8,
}

impl Label {
    /// Whether what is taught is wrong.
    #[must_use]
    pub const fn is_lie(self) -> bool {
        self.given != self.truth
    }
}

/// A set of examples.
#[derive(Debug, Clone, PartialEq)]
pub struct Examples {
    /// Raw inputs, n × raw size: what is corrupted and drawn.
    pub raw: Inputs,
    /// What the net sees, n × features; the very rows of `raw` where nothing is encoded.
    pub features: Inputs,
    /// Classes, n, or none for a regression.
    pub labels: Vec<Label>,
    /// Values as taught, n × 1; 0 × 0 for classes.
    pub given: Array2<f32>,
    /// Values as they are, n × 1; 0 × 0 for classes.
    pub truth: Array2<f32>,
}

impl Examples {
    /// Examples of classes.
    ///
    /// # Panics
    /// If there are not as many labels as rows.
    #[must_use]
    pub fn of_classes(raw: Inputs, encoder: &Encoder, labels: Vec<Label>) -> Self {
        assert_eq!(raw.len(), labels.len());
        let none = || Array2::zeros((0, 0));
        Self { features: encoder.encode(&raw), raw, labels, given: none(), truth: none() }
    }

    /// Examples of values, n × 1 each.
    ///
    /// # Panics
    /// If there are not as many values as rows.
    #[must_use]
    pub fn of_values(raw: Inputs, encoder: &Encoder, given: Array2<f32>, truth: Array2<f32>) -> Self {
        assert_eq!((raw.len(), raw.len()), (given.nrows(), truth.nrows()));
        Self { features: encoder.encode(&raw), raw, labels: Vec::new(), given, truth }
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.raw.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The features of some of them, in a row; see [`Inputs::slice`].
    pub fn slice<'a>(&'a self, rows: std::ops::Range<usize>, room: &'a mut Array2<f32>) -> ArrayView2<'a, f32> {
        self.features.slice(rows, room)
    }

    /// Writes what an example teaches into a target as long as the net's answer: 1 at the class that is
    /// taught and 0 elsewhere, or the value.
    ///
    /// # Panics
    /// If the class taught is not one of the answers.
    pub fn teach(&self, id: Id, mut target: ndarray::ArrayViewMut1<'_, f32>) {
        let id = id as usize;
        match self.labels.get(id) {
            Some(label) => {
                target.fill(0.0);
                target[usize::from(label.given)] = 1.0;
            }
            None => target.assign(&self.given.row(id)),
        }
    }
}
