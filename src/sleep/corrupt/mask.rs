//! What is left out of a dream.

use super::Tiles;
use crate::rng::Stream;

/// Each tile is 0 with this probability.
pub(super) fn apply(share: f32, draws: Stream, index: u32, tiles: Tiles, raw: &mut [f32], scratch: &mut [f32]) {
    let scratch = &mut scratch[..tiles.count];
    draws.uniforms(index, scratch);
    if tiles.side == 1 {
        for (value, draw) in raw.iter_mut().zip(scratch.iter()) {
            if *draw < share {
                *value = 0.0;
            }
        }
        return;
    }
    for (place, value) in raw.iter_mut().enumerate() {
        if scratch[tiles.of(place)] < share {
            *value = 0.0;
        }
    }
}
