//! A sleep laboratory for neural networks in a terminal.

pub mod arm;
pub mod net;
pub mod record;
pub mod scenario;
pub mod sleep;
pub mod task;
pub mod tui;
