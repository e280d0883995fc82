//! Scenarios: draft → check → scenario, with every problem at its line and column.

mod spec;

pub use spec::{Claim, Event, Seeds, Spec, What, When};
