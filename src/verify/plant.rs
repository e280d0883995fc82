//! Errors that can be planted, to see that they are found.

/// By how much what is planted in is too large.
pub(super) const ERROR: f64 = 1.02;

/// Where an error of 2 % is planted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plant {
    /// The gradient of a training step.
    Gradient,
    /// λ, the decay of a step that makes a day's total δ.
    Lambda,
    /// σ, the noise of dreams.
    Noise,
    /// The λ of ridge regression that noise on the inputs amounts to.
    Ridge,
    /// ε, the rate of a Hopfield net's dreams.
    Hopfield,
    /// g(w), the share of a spiking net's step that a weight takes.
    Share,
    /// The quantile of Student's t.
    Quantile,
}

impl Plant {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Gradient, Self::Lambda, Self::Noise, Self::Ridge, Self::Hopfield, Self::Share, Self::Quantile];

    /// The word used on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gradient => "gradient",
            Self::Lambda => "lambda",
            Self::Noise => "noise",
            Self::Ridge => "ridge",
            Self::Hopfield => "hopfield",
            Self::Share => "share",
            Self::Quantile => "quantile",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|plant| plant.name() == name)
    }
}
