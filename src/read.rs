//! Files of somebody's own data: images as IDX, arrays as NPZ, tables as CSV.
//!
//! Whoever made a file is not trusted: what it claims is held against its real size before memory is taken,
//! packed bytes are unpacked no further than the claim, and whatever is wrong is told in one line. Nothing
//! here knows what a net learns.

mod idx;
mod npy;
mod npz;
mod sniff;
mod stream;
mod survey;
mod table;
mod trouble;
mod zip;

pub use idx::{Images, Labels, images, labels};
pub use npy::{Array, Cells};
pub use npz::{Arrays, arrays};
pub use sniff::{Sniffed, sniff};
pub use stream::{Digest, Kind, kind};
pub use survey::{Column, Survey, is_missing};
pub use table::{Asked, Categories, Missing, Table, Target};
pub use trouble::{Finding, Trouble};

/// Values that the inputs of one file may have: half a gigabyte of memory.
pub const MOST_VALUES: usize = 1 << 27;

/// Rows, images or labels that one file may have.
pub const MOST_ROWS: usize = 10_000_000;

/// Classes there may be.
pub const MOST_CLASSES: usize = 256;

/// Room for so many values, before they are there; refused where the memory is not.
fn room<T>(values: usize) -> Result<Vec<T>, Trouble> {
    let mut room = Vec::new();
    let refused = |_| Trouble::of(format!("holds {values} values: there is no memory for them"));
    room.try_reserve_exact(values).map_err(refused)?;
    Ok(room)
}

/// A product of lengths; `None` where it passes 64 bits.
fn product(lengths: &[u64]) -> Option<u64> {
    lengths.iter().try_fold(1_u64, |product, length| product.checked_mul(*length))
}
