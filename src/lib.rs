//! A sleep laboratory for neural networks in a terminal.

pub mod arm;
pub mod cli;
pub mod command;
pub mod data;
pub mod export;
pub mod lab;
pub mod math;
pub mod net;
pub mod read;
pub mod record;
pub mod rng;
pub mod scenario;
pub mod session;
pub mod sleep;
pub mod study;
pub mod task;
pub mod tui;
pub mod verify;
