//! A family of comparisons.

use super::Refusal;

/// The most comparisons that are tested together.
pub const FAMILY: usize = 6;

/// Holm's adjusted ps, in the order given (Holm 1979): the k-th smallest of m times m − k + 1, at
/// most 1, and never below the one before it. Rejecting where they are ≤ α keeps the chance of any
/// false rejection in the family at most α, whatever the dependence.
///
/// # Errors
/// More than [`FAMILY`] ps, or one not from 0 to 1.
pub fn holm(ps: &[f64]) -> Result<Vec<f64>, Refusal> {
    if ps.len() > FAMILY {
        return Err(Refusal::Family { got: ps.len() });
    }
    if let Some(p) = ps.iter().find(|p| !(**p >= 0.0 && **p <= 1.0)) {
        return Err(Refusal::OutOfRange { what: "p", value: *p, allowed: "from 0 to 1" });
    }
    let mut order: Vec<usize> = (0..ps.len()).collect();
    order.sort_by(|a, b| ps[*a].total_cmp(&ps[*b]));
    let mut adjusted = vec![0.0; ps.len()];
    let mut least = 0.0f64;
    for (rank, place) in order.into_iter().enumerate() {
        least = least.max((ps[place] * (ps.len() - rank) as f64).min(1.0));
        adjusted[place] = least;
    }
    Ok(adjusted)
}
