//! Layers, forward pass, gradients, optimiser, matrix kernels, measures of weights.

#![expect(clippy::needless_pass_by_value, reason = "array views are passed by value, as references are")]

mod birth;
mod hopfield;
mod kernel;
mod loss;
mod mlp;
mod params;
mod pass;
mod rank;
mod state;
mod weights;

pub use birth::Birth;
pub use hopfield::{Hopfield, dreamt};
pub use kernel::product;
pub use loss::{Loss, softmax_rows};
pub use mlp::{Keep, Layer, Mlp, Shape, Step};
pub use params::{Activation, Init, Kernel, Params};
pub use rank::stable_rank;
pub use weights::{LayerWeights, Weights};
