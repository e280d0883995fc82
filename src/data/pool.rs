//! Everything there is of a set of data, from which the sets of a seed are drawn.

use super::Form;
use ndarray::ArcArray2;

/// Examples that were made or read once. Sets are rows of it ([`super::Inputs`]), so that however many lives
/// and seeds there are, it stands in memory once.
#[derive(Debug, Clone, PartialEq)]
pub struct Pool {
    /// What a raw input looks like.
    pub form: Form,
    /// Raw inputs, n × the form's size.
    pub raw: ArcArray2<f32>,
    /// What is asked of each.
    pub answers: Answers,
}

/// What is asked of the examples of a pool.
#[derive(Debug, Clone, PartialEq)]
pub enum Answers {
    /// A class.
    Classes {
        /// The classes' names, at most 256.
        names: Vec<String>,
        /// The true class of each example, n.
        truths: Vec<u8>,
    },
    /// A value, n.
    Values(Vec<f32>),
}

impl Pool {
    /// How many examples.
    #[must_use]
    pub fn len(&self) -> usize {
        self.raw.nrows()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The names of the classes; none where values are asked.
    #[must_use]
    pub fn classes(&self) -> &[String] {
        match &self.answers {
            Answers::Classes { names, .. } => names,
            Answers::Values(_) => &[],
        }
    }
}
