//! `prune`: weights below a threshold become 0; they may grow again.
//!
//! There is nothing to split: every cycle of a night prunes what has fallen below the threshold by then.

use super::{Downscale, Portion, Site};

pub(super) fn shrink(site: &mut Site<'_>, rule: &Downscale, _: Portion) -> Vec<f32> {
    let before = site.total();
    let threshold = rule.threshold as f32;
    site.each(|weight| if weight.abs() < threshold { 0.0 } else { 1.0 });
    site.left_of(before)
}
