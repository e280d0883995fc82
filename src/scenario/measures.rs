//! The measures, as a scenario may name them.

/// What a claim may compare: the names of the measures in the record.
pub const MEASURES: [&str; 24] = [
    "train_error",
    "train_error_true",
    "lies_believed",
    "test_error",
    "weight_abs",
    "weight_sum",
    "weight_l2",
    "weight_max",
    "truths_known",
    "lies_forgotten",
    "truths_forgotten",
    "validation_error",
    "extrapolation_error",
    "largest_coefficient",
    "noisy_error",
    "calibration",
    "calibration_noisy",
    "log_loss",
    "plasticity",
    "stable_rank",
    "forgetting",
    "backward_transfer",
    "lies_forgotten_alike",
    "truths_forgotten_alike",
];
