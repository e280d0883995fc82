//! Inputs turned over.

use super::Scene;

/// Each input becomes lo + hi − x with this probability.
pub(super) fn apply(share: f32, scene: &Scene, index: u32, raw: &mut [f32], scratch: &mut [f32]) {
    let [low, high] = scene.ends;
    scene.noise.uniforms(index, scratch);
    for (value, draw) in raw.iter_mut().zip(scratch.iter()) {
        if *draw < share {
            *value = low + high - *value;
        }
    }
}
