//! How a measure is read: which end is good, on which scale, and what guessing scores.

use crate::record::Measure;
use crate::scenario::Spec;
use crate::study::stats::{Better, Scale, chance_error};

/// How the measures of a scenario are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Yardstick {
    /// Whether answers are values and errors squared ones.
    pub curve: bool,
    /// Classes that an answer is one of; 0 for values.
    pub classes: usize,
}

impl Yardstick {
    /// That of a scenario.
    #[must_use]
    pub fn of(spec: &Spec) -> Self {
        let classes = spec.task.classes().len();
        Self { curve: classes == 0, classes }
    }

    /// Which end of a measure is good. Of a weight neither is; less counts as better.
    #[must_use]
    pub const fn better(self, measure: Measure) -> Better {
        match measure {
            Measure::TruthsKnown
            | Measure::LiesForgotten
            | Measure::LiesForgottenAlike
            | Measure::BackwardTransfer
            | Measure::Stable
            | Measure::Overlap
            | Measure::LinesCleared => Better::Higher,
            _ => Better::Lower,
        }
    }

    /// On which scale two arms are compared: a curve's errors, and its largest coefficient, by their
    /// logarithms: their spread grows with their size.
    #[must_use]
    pub const fn scale(self, measure: Measure) -> Scale {
        match measure {
            Measure::TrainError
            | Measure::TrainErrorTrue
            | Measure::TestError
            | Measure::ValidationError
            | Measure::ExtrapolationError
            | Measure::LargestCoefficient
            | Measure::NoisyError
                if self.curve =>
            {
                Scale::Log
            }
            _ => Scale::Difference,
        }
    }

    /// What guessing scores, for lives that diverged; NaN where there is no such score. A guess among k classes
    /// errs in k − 1 of k cases and repeats a lie in one; a constant guess errs on sin πx by its variance, ½.
    #[must_use]
    pub fn chance(self, measure: Measure) -> f64 {
        let error = chance_error(self.classes);
        match measure {
            Measure::TrainErrorTrue | Measure::TestError | Measure::ValidationError | Measure::NoisyError
                if self.curve =>
            {
                0.5
            }
            _ if self.curve => f64::NAN,
            Measure::TrainError
            | Measure::TrainErrorTrue
            | Measure::TestError
            | Measure::ValidationError
            | Measure::NoisyError
            | Measure::LiesForgotten
            | Measure::TruthsForgotten
            | Measure::LiesForgottenAlike
            | Measure::TruthsForgottenAlike => error,
            Measure::LogLoss => (self.classes as f64).ln(),
            Measure::LiesBelieved | Measure::TruthsKnown => 1.0 - error,
            Measure::Stable | Measure::Overlap => 0.0,
            _ => f64::NAN,
        }
    }

    /// Whether a measure is a share, shown in percent.
    #[must_use]
    pub const fn share(self, measure: Measure) -> bool {
        match measure {
            Measure::LiesBelieved
            | Measure::TruthsKnown
            | Measure::LiesForgotten
            | Measure::TruthsForgotten
            | Measure::LiesForgottenAlike
            | Measure::TruthsForgottenAlike
            | Measure::Forgetting
            | Measure::BackwardTransfer
            | Measure::Stable
            | Measure::MovesMissed => true,
            Measure::TrainError
            | Measure::TrainErrorTrue
            | Measure::TestError
            | Measure::ValidationError
            | Measure::NoisyError => !self.curve,
            _ => false,
        }
    }

    /// A value of a measure for a person: `18.3 %`, `0.0578`, `456`.
    #[must_use]
    pub fn shown(self, measure: Measure, value: f64) -> String {
        match measure {
            _ if value.is_nan() => "–".to_owned(),
            _ if self.share(measure) => format!("{:.1} %", 100.0 * value),
            Measure::WeightAbs
            | Measure::WeightSum
            | Measure::LargestCoefficient
            | Measure::Plasticity
            | Measure::LinesCleared => {
                format!("{value:.1}")
            }
            Measure::StableRank => format!("{value:.2}"),
            Measure::WeightL2 | Measure::WeightMax => format!("{value:.3}"),
            _ => format!("{value:.4}"),
        }
    }

    /// A mean and its half-width for a person: `18.3 ± 1.1 %`.
    #[must_use]
    pub fn mean(self, measure: Measure, mean: Option<super::Mean>) -> String {
        let Some(super::Mean { mean, half, .. }) = mean else { return "–".to_owned() };
        let Some(half) = half else { return self.shown(measure, mean) };
        if self.share(measure) {
            return format!("{:.1} ± {:.1} %", 100.0 * mean, 100.0 * half);
        }
        format!("{} ± {}", self.shown(measure, mean), self.shown(measure, half))
    }
}
