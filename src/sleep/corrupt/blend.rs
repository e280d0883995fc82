//! Two memories in one.

/// (1 − λ)·a + λ·b.
pub(super) const fn factors(share: f32) -> [f32; 2] {
    [1.0 - share, share]
}
