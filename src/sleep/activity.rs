//! How active a net's units were in its newest dreams.

use ndarray::ArrayView2;

/// What a dreamt batch leaves of the memory of those before it: a half-life of ten batches.
const KEEP: f32 = 0.933_033;

/// The mean |activation| of every unit that gives to a layer, over the newest dreamt batches: each batch
/// counts half as much as one ten batches later. Corrupted inputs count as they were dreamt. It is part
/// of a state, and only kept where a rule of downscaling asks for it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Activity {
    /// Layer by layer; nothing if it is not kept.
    layers: Vec<Vec<f32>>,
}

impl Activity {
    /// Of nothing dreamt yet, for layers of these fan-ins.
    #[must_use]
    pub fn new(fan_ins: impl Iterator<Item = usize>) -> Self {
        Self { layers: fan_ins.map(|inputs| vec![0.0; inputs]).collect() }
    }

    /// Whether it is kept.
    #[must_use]
    pub const fn is_kept(&self) -> bool {
        !self.layers.is_empty()
    }

    /// That of the inputs of a layer, from 0; nothing if it is not kept.
    #[must_use]
    pub fn of(&self, layer: usize) -> &[f32] {
        self.layers.get(layer).map_or(&[], Vec::as_slice)
    }

    /// A batch was dreamt: what each layer was given, rows × inputs.
    pub fn note<'a>(&mut self, given: impl Iterator<Item = ArrayView2<'a, f32>>) {
        for (layer, given) in self.layers.iter_mut().zip(given) {
            for active in &mut *layer {
                *active *= KEEP;
            }
            let share = (1.0 - KEEP) / given.nrows() as f32;
            for row in given.rows() {
                for (active, value) in layer.iter_mut().zip(row) {
                    *active += share * value.abs();
                }
            }
        }
    }

    /// Appends it, little-endian.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend(self.layers.iter().flatten().flat_map(|active| active.to_le_bytes()));
    }

    /// Takes back what [`write`](Self::write) of one as large wrote; the number of bytes read.
    pub fn read(&mut self, bytes: &[u8]) -> usize {
        let (words, _) = bytes.as_chunks::<4>();
        let mut words = words.iter();
        let mut read = 0;
        for (active, word) in self.layers.iter_mut().flatten().zip(&mut words) {
            *active = f32::from_le_bytes(*word);
            read += word.len();
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn a_batch_counts_half_as_much_as_one_ten_batches_later() {
        let mut activity = Activity::new([2].into_iter());
        activity.note([array![[1.0, 0.0], [-1.0, 0.0]].view()].into_iter());
        for _ in 0..9 {
            activity.note([array![[0.0, 0.0]].view()].into_iter());
        }
        activity.note([array![[0.0, -1.0]].view()].into_iter());
        let found = activity.of(0);
        assert!((found[0] / found[1] - 0.5).abs() < 1e-5, "{found:?}");
        let mut bytes = Vec::new();
        activity.write(&mut bytes);
        let mut read = Activity::new([2].into_iter());
        assert_eq!(read.read(&bytes), 8);
        assert_eq!(read, activity);
    }
}
