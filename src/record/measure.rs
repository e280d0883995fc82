//! The measures, each named once: column names, order and what they say.

/// One measured quantity. The order is that of the columns in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(usize)]
pub enum Measure {
    /// Error on the experiences lived so far, the whole of today's included, against the labels that were
    /// taught.
    TrainError,
    /// The same against the true labels.
    TrainErrorTrue,
    /// Share of the lies lived so far on which the net repeats the wrong label.
    LiesBelieved,
    /// Error on unseen examples.
    TestError,
    /// Σ|w|: total of the weights' absolute values, biases not counted.
    WeightAbs,
    /// Signed Σw.
    WeightSum,
    /// √Σw².
    WeightL2,
    /// max |w|.
    WeightMax,
    /// Share of the rightly labelled experiences lived so far that the net answers rightly.
    TruthsKnown,
    /// Of the lies believed in the evening, the share no longer believed (mornings only).
    LiesForgotten,
    /// Of the truths known in the evening, the share no longer known (mornings only).
    TruthsForgotten,
    /// Error on the validation set.
    ValidationError,
    /// Error outside the range that was taught (curves only).
    ExtrapolationError,
    /// Largest |coefficient| of the fitted polynomial in powers of x (curves only).
    LargestCoefficient,
    /// How much worse than at their best earlier lessons are known, on the mean: accuracy then minus now
    /// (Chaudhry et al. 2018).
    Forgetting,
    /// How much better than on the evening after them earlier lessons are known, on the mean: accuracy now
    /// minus then (Lopez-Paz & Ranzato 2017).
    BackwardTransfer,
}

impl Measure {
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// All measures, in the order of the columns.
    pub const ALL: [Self; 16] = [
        Self::TrainError,
        Self::TrainErrorTrue,
        Self::LiesBelieved,
        Self::TestError,
        Self::WeightAbs,
        Self::WeightSum,
        Self::WeightL2,
        Self::WeightMax,
        Self::TruthsKnown,
        Self::LiesForgotten,
        Self::TruthsForgotten,
        Self::ValidationError,
        Self::ExtrapolationError,
        Self::LargestCoefficient,
        Self::Forgetting,
        Self::BackwardTransfer,
    ];

    /// The column's name in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TrainError => "train_error",
            Self::TrainErrorTrue => "train_error_true",
            Self::LiesBelieved => "lies_believed",
            Self::TestError => "test_error",
            Self::WeightAbs => "weight_abs",
            Self::WeightSum => "weight_sum",
            Self::WeightL2 => "weight_l2",
            Self::WeightMax => "weight_max",
            Self::TruthsKnown => "truths_known",
            Self::LiesForgotten => "lies_forgotten",
            Self::TruthsForgotten => "truths_forgotten",
            Self::ValidationError => "validation_error",
            Self::ExtrapolationError => "extrapolation_error",
            Self::LargestCoefficient => "largest_coefficient",
            Self::Forgetting => "forgetting",
            Self::BackwardTransfer => "backward_transfer",
        }
    }

    /// The measure with this column name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.name() == name)
    }
}

/// One value per measure; NaN where not measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Values([f64; Measure::COUNT]);

impl Default for Values {
    fn default() -> Self {
        Self([f64::NAN; Measure::COUNT])
    }
}

impl std::ops::Index<Measure> for Values {
    type Output = f64;

    fn index(&self, measure: Measure) -> &f64 {
        &self.0[measure as usize]
    }
}

impl std::ops::IndexMut<Measure> for Values {
    fn index_mut(&mut self, measure: Measure) -> &mut f64 {
        &mut self.0[measure as usize]
    }
}

impl Values {
    /// The measured value, or `None`.
    #[must_use]
    pub fn get(&self, measure: Measure) -> Option<f64> {
        Some(self[measure]).filter(|value| !value.is_nan())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_names_agree() {
        for (index, measure) in Measure::ALL.into_iter().enumerate() {
            assert_eq!(measure as usize, index);
            assert_eq!(Measure::from_name(measure.name()), Some(measure));
        }
    }
}
