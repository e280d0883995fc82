//! Two memories and noise: the REM of PAD (Deperrois et al. 2022), there of what a deep layer says, here
//! of raw inputs.

use super::Scene;

/// The way from a to ¼ a + ¼ b, by this share; [`apply`] adds the other half.
pub(super) const fn factors(share: f32) -> [f32; 2] {
    [1.0 - 0.75 * share, 0.25 * share]
}

/// x ← x + ½ share·N(0, 1).
pub(super) fn apply(share: f32, scene: &Scene, index: u32, raw: &mut [f32], scratch: &mut [f32]) {
    super::gaussian::apply(0.5 * share, scene, index, raw, scratch);
}
