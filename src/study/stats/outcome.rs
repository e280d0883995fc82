//! Lives that diverged: chance in the primary analysis, complete cases beside it.

use super::{Paired, Refusal, Scale, finite, paired_lengths};

/// What a life came to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Outcome {
    /// It ended with this score.
    Scored(f64),
    /// It diverged: a weight or loss was not finite.
    Diverged,
}

impl Outcome {
    /// The score, or what guessing scores.
    #[must_use]
    pub const fn or_chance(self, chance: f64) -> f64 {
        match self {
            Self::Scored(score) => score,
            Self::Diverged => chance,
        }
    }
}

/// Two arms compared in both ways.
///
/// Dropping diverged lives would reward an arm for diverging where seeds are hard, so they stay in
/// the primary analysis. A cell that failed and has no outcome at all is not a pair: it leaves the
/// study short of its registered seeds.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The primary analysis: a diverged life scores chance.
    pub primary: Paired,
    /// Only the pairs in which neither life diverged; `None` where fewer than two are left.
    pub complete: Option<Paired>,
    /// Diverged lives of a and of b.
    pub diverged: [usize; 2],
    /// The score of chance that was used.
    pub chance: f64,
}

impl Compared {
    /// Compares two arms, one outcome a seed, in the same order. `chance` is what guessing scores on
    /// this measure: [`chance_error`] for a classifier, the variance of the targets for a squared error.
    ///
    /// # Errors
    /// As [`Paired::on`]; a chance that is not finite.
    pub fn new(scale: Scale, a: &[Outcome], b: &[Outcome], chance: f64) -> Result<Self, Refusal> {
        paired_lengths(a.len(), b.len())?;
        finite(&[chance])?;
        let scores = |outcomes: &[Outcome]| -> Vec<f64> { outcomes.iter().map(|one| one.or_chance(chance)).collect() };
        let primary = Paired::on(scale, &scores(a), &scores(b))?;
        let (left, right): (Vec<f64>, Vec<f64>) = a
            .iter()
            .zip(b)
            .filter_map(|pair| match pair {
                (Outcome::Scored(a), Outcome::Scored(b)) => Some((*a, *b)),
                _ => None,
            })
            .unzip();
        let complete = if left.len() < 2 { None } else { Some(Paired::on(scale, &left, &right)?) };
        let diverged = [a, b].map(|arm| arm.iter().filter(|one| **one == Outcome::Diverged).count());
        Ok(Self { primary, complete, diverged, chance })
    }
}

/// The error of guessing among equally frequent classes, 1 − 1/classes; 0 for fewer than two.
#[must_use]
pub fn chance_error(classes: usize) -> f64 {
    if classes < 2 { 0.0 } else { 1.0 - 1.0 / classes as f64 }
}
