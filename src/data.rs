//! Shapes, examples, encoders: raw inputs and what a net sees of them.

mod encoder;

pub use encoder::Encoder;

use ndarray::{Array2, ArrayView2};

/// Names an experience: its row in the training set.
pub type Id = u32;

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
    pub raw: Array2<f32>,
    /// What the net sees, n × features.
    pub features: Array2<f32>,
    /// Targets as taught, n × outputs; classes are one-hot.
    pub given: Array2<f32>,
    /// Targets as they are, n × outputs.
    pub truth: Array2<f32>,
    /// Classes, n, or none for a regression.
    pub labels: Vec<Label>,
}

impl Examples {
    /// Examples of classes.
    ///
    /// # Panics
    /// If there are not as many labels as rows, or a label is not below `classes`.
    #[must_use]
    pub fn of_classes(raw: Array2<f32>, encoder: &Encoder, labels: Vec<Label>, classes: usize) -> Self {
        assert_eq!(raw.nrows(), labels.len());
        let one_hot = |class: fn(&Label) -> u8| {
            let mut targets = Array2::zeros((labels.len(), classes));
            for (row, label) in labels.iter().enumerate() {
                targets[(row, usize::from(class(label)))] = 1.0;
            }
            targets
        };
        let (given, truth) = (one_hot(|label| label.given), one_hot(|label| label.truth));
        Self { features: encoder.encode(raw.view()), raw, given, truth, labels }
    }

    /// Examples of values, n × outputs each.
    #[must_use]
    pub fn of_values(raw: Array2<f32>, encoder: &Encoder, given: Array2<f32>, truth: Array2<f32>) -> Self {
        Self { features: encoder.encode(raw.view()), raw, given, truth, labels: Vec::new() }
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.raw.nrows()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The features of some of them, in a row.
    #[must_use]
    pub fn slice(&self, rows: std::ops::Range<usize>) -> ArrayView2<'_, f32> {
        self.features.slice(ndarray::s![rows, ..])
    }
}
