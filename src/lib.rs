//! A sleep laboratory for neural networks in a terminal.

pub mod arm;
pub mod cli;
pub mod command;
pub mod export;
pub mod net;
pub mod record;
pub mod scenario;
pub mod sleep;
pub mod task;
