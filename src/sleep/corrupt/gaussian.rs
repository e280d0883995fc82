//! Normal noise on every input.

use super::Scene;

/// x ← x + σ·N(0, 1).
pub(super) fn apply(deviation: f32, scene: &Scene, index: u32, raw: &mut [f32], scratch: &mut [f32]) {
    scene.noise.normals(index, scratch);
    for (value, draw) in raw.iter_mut().zip(scratch.iter()) {
        *value += deviation * draw;
    }
}
