//! A unit that is lost.

use crate::net::Layer;
use crate::scenario::Unit;

/// A unit's weights, in and out, and its bias become 0.
pub(super) fn silence(layers: &mut [Layer], at: Unit) {
    if let Some(before) = layers.get_mut(at.layer - 1) {
        before.weights.column_mut(at.unit).fill(0.0);
        if let Some(bias) = before.bias.get_mut(at.unit) {
            *bias = 0.0;
        }
    }
    if let Some(after) = layers.get_mut(at.layer) {
        after.weights.row_mut(at.unit).fill(0.0);
    }
}
