//! Files that are written: one format a file.

pub mod file;
