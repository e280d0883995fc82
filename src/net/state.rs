//! The state of a net as canonical bytes.

use super::{Layer, Mlp};

/// The one NaN that is written.
const NAN: u32 = 0x7FC0_0000;

/// Weights and bias of a layer, in the order in which they are written.
fn values(layer: &Layer) -> impl Iterator<Item = &f32> {
    layer.weights.iter().chain(layer.bias.iter())
}

impl Mlp {
    /// Appends the state: little-endian f32, per layer weights (row-major) and bias, then in the same order the
    /// velocities, if kept. Every NaN is written as the same NaN.
    pub fn write_state(&self, out: &mut Vec<u8>) {
        for value in self.layers().iter().chain(self.velocities()).flat_map(values) {
            let bits = if value.is_nan() { NAN } else { value.to_bits() };
            out.extend_from_slice(&bits.to_le_bytes());
        }
    }

    /// Reads back what [`Self::write_state`] of a net of the same shape wrote; returns the number of bytes read.
    ///
    /// # Panics
    /// If there are fewer bytes than that.
    pub fn read_state(&mut self, bytes: &[u8]) -> usize {
        let (chunks, _) = bytes.as_chunks::<4>();
        let mut words = chunks.iter();
        let (layers, velocities) = self.state_mut();
        for layer in layers.iter_mut().chain(velocities) {
            for value in layer.weights.iter_mut().chain(layer.bias.iter_mut()) {
                let word = words.next().expect("a state has as many numbers as its net");
                *value = f32::from_le_bytes(*word);
            }
        }
        4 * (chunks.len() - words.len())
    }
}
