//! Sleep replay consolidation (Tadros et al. 2022): its rule, and what it brings back.

use super::lives::{lives, mean};
use super::{Allowed, Finding, Plant, Settings};
use crate::arm::Arm;
use crate::record::Measure;
use crate::sleep::plasticity;

/// The rule's g, against the formula in double precision.
pub(super) fn rule(settings: &Settings<'_>) -> Vec<Finding> {
    let row = |weight: f64| {
        let expected = 2.0 / (1.0 + (weight / 0.001).exp());
        Finding::new(
            format!("g({weight}), the share of a step that a weight takes"),
            Allowed::Near(expected, 1e-4 * expected),
            settings.planted(Plant::Share, f64::from(plasticity(weight as f32))),
            "2/(1 + e^(w/0.001)); the weight itself is rounded to 32 bits",
        )
    };
    [-0.5, -0.001, 0.0, 0.0005, 0.003].map(row).into()
}

/// Four images that share some of their 25 pixels, two a day; one night in spikes after both.
pub(super) fn patches(settings: &Settings<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let arms = [Arm::Src, Arm::Awake];
    for (overlap, before, after, reason) in [
        (5, Allowed::Most(0.0), Allowed::Most(0.0), "nothing is forgotten up to 12"),
        (12, Allowed::Most(0.0), Allowed::Most(0.0), "nothing is forgotten up to 12"),
        (16, Allowed::Near(0.5, 0.05), Allowed::Most(0.05), "forgotten, and back after the night"),
        (20, Allowed::Near(0.5, 0.05), Allowed::Most(0.05), "forgotten, and back after the night"),
        (22, Allowed::Near(0.5, 0.05), Allowed::Least(0.2), "forgotten, and lost"),
    ] {
        let set = format!("task.overlap={overlap}");
        let Some(lives) = lives(settings, "patches", &arms, &[&set]) else { return Vec::new() };
        for (arm, allowed, which) in [(Arm::Awake, before, "awake"), (Arm::Src, after, "after a night in spikes")] {
            found.push(Finding::new(
                format!("{overlap} of 25 shared, {which}: mistakes on all four"),
                allowed,
                mean(&lives.last(arm, Measure::TestError)),
                format!("{reason}: .5 is the first two, 0 is none"),
            ));
        }
    }
    found
}
