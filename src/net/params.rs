//! The parameters of a net.

/// The non-linearity of the hidden layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activation {
    /// max(0, z).
    Relu,
    /// tanh z.
    Tanh,
}

/// How weights are drawn at birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Init {
    /// `N(0, 1/fan_in)`.
    FanIn,
    /// `N(0, 2/fan_in)` (He et al. 2015).
    He,
    /// `N(0, 2/(fan_in + fan_out))` (Glorot & Bengio 2010).
    Xavier,
    /// All 0.
    Zero,
}

/// A multilayer perceptron, but for its input and output sizes.
#[derive(Debug, Clone, PartialEq)]
pub struct Params {
    /// Units of each hidden layer; empty = a linear net.
    pub hidden: Vec<usize>,
    /// Non-linearity of the hidden layers.
    pub activation: Activation,
    /// How weights are drawn.
    pub init: Init,
    /// Factor on the first layer's initial weights, > 0.
    pub first_gain: f64,
    /// Bound b ≥ 0 of the first layer's biases, uniform on ±b at birth; all other biases are 0.
    pub first_bias: f64,
    /// Whether units have biases.
    pub bias: bool,
}

/// Which code multiplies matrices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kernel {
    /// faer's kernels, chosen for the machine at run time.
    #[default]
    Faer,
    /// Plain loops in a fixed order: the same bytes on every machine.
    Portable,
}

impl Kernel {
    /// All kernels.
    pub const ALL: [Self; 2] = [Self::Faer, Self::Portable];

    /// The name used on the command line and in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Faer => "faer",
            Self::Portable => "portable",
        }
    }

    /// The kernel of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kernel| kernel.name() == name)
    }
}
