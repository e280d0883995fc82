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
    /// Error on test inputs with normal noise (evenings and mornings, where `measure.corruption` asks for it).
    NoisyError,
    /// Expected calibration error on the test: 15 equal bins of confidence (Guo et al. 2017).
    Calibration,
    /// The same against test labels of which as large a share is wrong as of those taught.
    CalibrationNoisy,
    /// Mean −ln p of the true class on the test.
    LogLoss,
    /// Gradient steps until the day's lesson was learnt: until the error over a pass through what is lived was
    /// half of that over the day's first (evenings, and kept until morning).
    Plasticity,
    /// `‖W‖²_F / ‖W‖²₂`, the mean over layers (evenings and mornings).
    StableRank,
    /// How much worse than at their best earlier lessons are known, on the mean: accuracy then minus now
    /// (Chaudhry et al. 2018).
    Forgetting,
    /// How much better than on the evening after them earlier lessons are known, on the mean: accuracy now
    /// minus then (Lopez-Paz & Ranzato 2017).
    BackwardTransfer,
    /// Of the lies believed in the evening beside which a truth was held as surely, the share no longer believed
    /// (mornings only).
    LiesForgottenAlike,
    /// Of the truths that were held as surely as those lies, the share no longer known (mornings only).
    TruthsForgottenAlike,
    /// Share of the patterns lived so far that are fully stable: sign(Jξ) = ξ at every neuron (Hopfield nets only).
    Stable,
    /// Mean overlap of what cues lead to with their patterns, from −1 to 1 (Hopfield nets only).
    Overlap,
    /// Share of the moves of another's game that a net would have made otherwise than the player meant to: of all
    /// boards it gives another the best score (evenings and mornings, of a game that is learnt to be played).
    MovesMissed,
    /// Lines that a net clears in a hundred pieces of a game of its own (evenings and mornings, likewise).
    LinesCleared,
}

impl Measure {
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// All measures, in the order of the columns.
    pub const ALL: [Self; 28] = [
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
        Self::NoisyError,
        Self::Calibration,
        Self::CalibrationNoisy,
        Self::LogLoss,
        Self::Plasticity,
        Self::StableRank,
        Self::Forgetting,
        Self::BackwardTransfer,
        Self::LiesForgottenAlike,
        Self::TruthsForgottenAlike,
        Self::Stable,
        Self::Overlap,
        Self::MovesMissed,
        Self::LinesCleared,
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
            Self::NoisyError => "noisy_error",
            Self::Calibration => "calibration",
            Self::CalibrationNoisy => "calibration_noisy",
            Self::LogLoss => "log_loss",
            Self::Plasticity => "plasticity",
            Self::StableRank => "stable_rank",
            Self::Forgetting => "forgetting",
            Self::BackwardTransfer => "backward_transfer",
            Self::LiesForgottenAlike => "lies_forgotten_alike",
            Self::TruthsForgottenAlike => "truths_forgotten_alike",
            Self::Stable => "stable",
            Self::Overlap => "overlap",
            Self::MovesMissed => "moves_missed",
            Self::LinesCleared => "lines_cleared",
        }
    }

    /// Whether it is read off state and world alone, or off the day's own steps: it proves nothing that the state
    /// does not, and so is no part of the trace hash.
    #[must_use]
    pub const fn is_read_off(self) -> bool {
        matches!(
            self,
            Self::NoisyError
                | Self::Calibration
                | Self::CalibrationNoisy
                | Self::LogLoss
                | Self::Plasticity
                | Self::StableRank
                | Self::Forgetting
                | Self::BackwardTransfer
                | Self::LiesForgottenAlike
                | Self::TruthsForgottenAlike
                | Self::Stable
                | Self::Overlap
                | Self::MovesMissed
                | Self::LinesCleared
        )
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
