//! `birth`: the share δ of the way back to the weights at birth, w ← w − δ·(w − w at birth); biases
//! likewise, if asked. Σ|w| may rise by it.
//!
//! The way that is left shrinks by the split of δ in every cycle, so that a night goes δ of the way; and
//! so do velocities, which are the changes of that way.

use ndarray::{ArrayBase, DataMut, Dimension, Zip};

use super::{Downscale, Portion, Site};

pub(super) fn shrink(site: &mut Site<'_>, rule: &Downscale, portion: Portion) -> Vec<f32> {
    let Some(born) = site.born else { return Vec::new() };
    let before = site.total();
    let share = portion.of(rule.amount);
    let kept = (1.0 - share) as f32;
    back(&mut site.layer.weights, &born.weights, share);
    if let Some(velocity) = &mut site.velocity {
        velocity.weights *= kept;
    }
    if rule.biases {
        back(&mut site.layer.bias, &born.bias, share);
        if let Some(velocity) = &mut site.velocity {
            velocity.bias *= kept;
        }
    }
    site.left_of(before)
}

/// Goes a share of the way back; all of it comes to birth bit for bit.
fn back<S: DataMut<Elem = f32>, D: Dimension>(values: &mut ArrayBase<S, D>, born: &ndarray::Array<f32, D>, share: f64) {
    Zip::from(values).and(born).for_each(|value, born| {
        let (now, then) = (f64::from(*value), f64::from(*born));
        *value = if share < 1.0 { (now - share * (now - then)) as f32 } else { *born };
    });
}
