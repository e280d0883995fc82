//! Images moved.

use super::Scene;

/// Moves the image by a whole number of pixels across and another down, each drawn evenly from −most to
/// most; what comes in from outside is 0.
pub(super) fn apply(most: f32, scene: &Scene, index: u32, raw: &mut [f32], scratch: &mut [f32]) {
    let (Some([width, height]), Some(whole)) = (scene.image, scene.whole) else { return };
    let mut draws = [0.0; 2];
    whole.uniforms(index, &mut draws);
    let most = most as i64;
    let by = draws.map(|draw| (f64::from(draw) * (2 * most + 1) as f64) as i64 - most);
    for (place, moved) in scratch.iter_mut().enumerate() {
        let from = [(place % width) as i64 - by[0], (place / width) as i64 - by[1]];
        let within = (0..width as i64).contains(&from[0]) && (0..height as i64).contains(&from[1]);
        *moved = if within { raw[from[1] as usize * width + from[0] as usize] } else { 0.0 };
    }
    raw.copy_from_slice(scratch);
}
