//! How alike two nets answer, and how alike their weights are.

use super::{Refusal, paired_lengths};
use std::collections::BTreeMap;

/// The share of questions that two nets answer alike, from 0 to 1.
///
/// # Errors
/// Unequal lengths, or no questions.
pub fn agreement(a: &[usize], b: &[usize]) -> Result<f64, Refusal> {
    paired_lengths(a.len(), b.len())?;
    if a.is_empty() {
        return Err(Refusal::TooFew { what: "agreement", needed: 1, got: 0 });
    }
    Ok(a.iter().zip(b).filter(|(a, b)| a == b).count() as f64 / a.len() as f64)
}

/// Cohen's κ (Cohen 1960): agreement beyond what the two nets' own shares of answers would give by
/// chance, (p − pₑ)/(1 − pₑ); 1 is complete, 0 is chance, below 0 is less. `None` where both always
/// give one and the same answer, for which chance agrees completely too.
///
/// # Errors
/// As [`agreement`].
pub fn kappa(a: &[usize], b: &[usize]) -> Result<Option<f64>, Refusal> {
    let observed = agreement(a, b)?;
    let n = a.len() as f64;
    let mut shares: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    for (a, b) in a.iter().zip(b) {
        shares.entry(*a).or_default().0 += 1.0;
        shares.entry(*b).or_default().1 += 1.0;
    }
    let expected: f64 = shares.values().map(|(a, b)| (a / n) * (b / n)).sum();
    Ok((shares.len() > 1).then(|| (observed - expected) / (1.0 - expected)))
}

/// Agreement of two arms above its ceiling, one value a seed: agreement − (`own_a` + `own_b`)/2, where
/// `own_a` and `own_b` are how far each arm agrees with itself under other draws.
///
/// The mean of both is the fair ceiling. For independent draws, two nets that answer class k with
/// chances p and q disagree ½Σ(pₖ − qₖ)² more often than each does with itself on average (the energy
/// distance, Székely & Rizzo 2013): 0 where the arms answer alike in law, below 0 in every other
/// case. Arms that share their draws can stand above it. The values go to
/// [`super::Paired::differences`].
///
/// # Errors
/// Unequal lengths.
pub fn above_ceiling(agreement: &[f64], own_a: &[f64], own_b: &[f64]) -> Result<Vec<f64>, Refusal> {
    paired_lengths(agreement.len(), own_a.len())?;
    paired_lengths(agreement.len(), own_b.len())?;
    let ceiling = own_a.iter().zip(own_b).map(|(a, b)| 0.5 * (a + b));
    Ok(agreement.iter().zip(ceiling).map(|(agreement, ceiling)| agreement - ceiling).collect())
}

/// ‖a‖₂/‖b‖₂ of two weight vectors, 0 or above; they may differ in length. `None` where b is all 0.
/// Recorded norms of many seeds belong to [`super::Paired::logs`], whose ratio is their geometric mean.
#[must_use]
pub fn norm_ratio(a: &[f64], b: &[f64]) -> Option<f64> {
    let norm = |values: &[f64]| values.iter().map(|value| value * value).sum::<f64>().sqrt();
    let below = norm(b);
    (below > 0.0).then(|| norm(a) / below)
}
