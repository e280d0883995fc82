//! The hash that proves that two runs were the same.

use super::life::Life;
use crate::record::{Measure, Row};

/// The next link of a life's chain: what was, the canonical state, the recorded row.
pub(super) fn link(chain: &blake3::Hash, state: &[u8], row: Option<&Row>) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(chain.as_bytes()).update(state);
    if let Some(row) = row {
        for word in
            [row.stamp.tick, u64::from(row.stamp.day), row.stamp.moment as u64, row.gradient_steps, row.examples]
        {
            hasher.update(&word.to_le_bytes());
        }
        let hashed = Measure::ALL.iter().filter(|measure| !measure.is_read_off());
        for value in hashed.map(|measure| &row.values[*measure]).chain(&row.layers) {
            let bits = if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() };
            hasher.update(&bits.to_le_bytes());
        }
        for error in &row.lessons {
            hasher.update(&error.to_bits().to_le_bytes());
        }
    }
    hasher.finalize()
}

/// The hash of a lab: that of its sorted (name, life hash) pairs. In the middle of a phase a life's
/// hash is its chain and its current state.
pub(super) fn of_lab(lives: &[Life], is_boundary: bool) -> blake3::Hash {
    let mut pairs: Vec<(&str, blake3::Hash)> =
        lives.iter().map(|life| (life.name(), of_life(life, is_boundary))).collect();
    pairs.sort_by_key(|(name, _)| *name);
    let mut hasher = blake3::Hasher::new();
    for (name, hash) in pairs {
        hasher.update(&(name.len() as u64).to_le_bytes()).update(name.as_bytes()).update(hash.as_bytes());
    }
    hasher.finalize()
}

/// The first 32 bits of a lab's hash at a phase boundary.
pub(super) fn digest(lives: &[Life]) -> u32 {
    first(&of_lab(lives, true))
}

/// The first 32 bits of a hash, as its first eight hexadecimal digits give them.
pub(super) fn first(hash: &blake3::Hash) -> u32 {
    let [a, b, c, d, ..] = *hash.as_bytes();
    u32::from_be_bytes([a, b, c, d])
}

/// The hash of a life.
pub(super) fn of_life(life: &Life, is_boundary: bool) -> blake3::Hash {
    if is_boundary || life.diverged().is_some() { life.chain } else { link(&life.chain, &life.state(), None) }
}
