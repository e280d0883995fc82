//! Files that are written: one format a file.
//!
//! Formats are documented in the README. No times or host names stand in them: two runs of the same
//! scenario, seed, kernel and machine write the same bytes.

pub mod cast;
pub mod csv;
pub mod file;
mod folder;
pub mod summary;
pub mod svg;

pub use folder::Folder;
