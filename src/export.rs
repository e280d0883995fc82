//! Files that are written: one format a file.
//!
//! Formats are documented in the README. No times or host names stand in them: two runs of the same
//! scenario, seed, kernel and machine write the same bytes.

pub mod cast;
pub mod csv;
pub mod figure;
pub mod file;
mod folder;
pub mod html;
pub mod report;
pub mod summary;
pub mod svg;
pub mod tensorboard;

pub use folder::Folder;
