//! Many lives and what they say: statistics over paired seeds.

pub mod stats;
