//! What lies on top of the screen.

mod help;

pub use help::help;
