//! Images behind tiles: the NREM of PAD (Deperrois et al. 2022).

use super::Scene;

/// The largest tile, in pixels.
const LARGEST: usize = 8;

/// Each dream draws the side of its tiles, from 1 to 8 pixels but at most half of the image's shorter
/// side, and the share of them that is hidden, evenly from 0 to `strength`; what is hidden is 0.
pub(super) fn apply(strength: f32, scene: &Scene, index: u32, raw: &mut [f32], scratch: &mut [f32]) {
    let Some(whole) = scene.whole else { return };
    let mut draws = [0.0; 2];
    whole.uniforms(index, &mut draws);
    let [side, share] = draws;
    let most = scene.image.map_or(1, |[width, height]| (width.min(height) / 2).clamp(1, LARGEST));
    let tiles = scene.tiles(1 + (f64::from(side) * most as f64) as usize, raw.len());
    super::mask::apply(strength * share, scene.noise, index, tiles, raw, scratch);
}
