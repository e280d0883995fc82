//! Layers, forward pass, gradients, optimiser, matrix kernels, measures of weights.

mod params;

pub use params::{Activation, Init, Kernel, Params};
