//! Elementary functions that give the same bytes on every machine.
//!
//! The standard library's `exp`, `tanh` and `ln` are whatever the platform's libm returns, and differ
//! in the last bit. These use only `+ − × ÷` and bit operations, in one fixed order and never fused,
//! so the scalar function, the slice function and every vector width agree bit for bit.

mod elementary;
mod log64;

pub use elementary::{exp, exp64, ln, sin_cos_turns, tanh};
pub use log64::ln64;

/// Runs a closure compiled for the best instruction set of this machine.
///
/// Pass it as `dispatch(#[inline(always)] || …)`: what is not inlined into the call is compiled for
/// the oldest machine. No result may depend on which instruction set it was: inside, no `mul_add` and
/// no reduction whose order is left to the compiler.
#[inline]
pub fn dispatch<R>(op: impl FnOnce() -> R) -> R {
    pulp::Arch::new().dispatch(op)
}

/// eˣ of every element, the bits of [`exp`].
pub fn exp_in_place(values: &mut [f32]) {
    dispatch(
        #[inline(always)]
        || {
            for value in values {
                *value = exp(*value);
            }
        },
    );
}

/// tanh of every element, the bits of [`tanh`].
pub fn tanh_in_place(values: &mut [f32]) {
    dispatch(
        #[inline(always)]
        || {
            for value in values {
                *value = tanh(*value);
            }
        },
    );
}

#[cfg(test)]
mod tests;
