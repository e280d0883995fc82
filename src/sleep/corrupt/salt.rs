//! Salt and pepper.

use super::Scene;

/// Each input is set with this probability, to the low end half of the time and else to the high end.
pub(super) fn apply(share: f32, scene: &Scene, index: u32, raw: &mut [f32], scratch: &mut [f32]) {
    let [low, high] = scene.ends;
    scene.noise.uniforms(index, scratch);
    for (value, draw) in raw.iter_mut().zip(scratch.iter()) {
        if *draw < share {
            *value = if *draw < share / 2.0 { low } else { high };
        }
    }
}
