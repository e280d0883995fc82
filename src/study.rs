//! Many lives and what they say: statistics and verdicts over paired seeds.
//!
//! [`stats`] and [`verdict`] are pure: slices of numbers in, plain structs out, no file, clock or
//! screen. Their only randomness, the bootstrap's, is drawn by coordinates.

pub mod stats;
pub mod verdict;
