//! What a night forgets of lies and of truths that were held alike in the evening.
//!
//! A lie is held less surely than a truth, and what is held less surely is forgotten more easily. Each lie is therefore
//! set beside the truth that was held as surely (SCIENCE: *what a night forgets*, matched for evening confidence).

use ndarray::{Array2, ArrayView2, s};

use super::exam::Belief;
use crate::net::softmax_rows;

/// How far apart the confidence of a lie and that of the truth beside it may be.
const CALIPER: f32 = 0.05;

/// How sure a net is of its answers to what it lived: the probability of the class answered, by id.
#[derive(Debug, Clone, Default)]
pub(super) struct Sure {
    shares: Vec<f32>,
    room: Array2<f32>,
}

impl Sure {
    pub(super) fn new(experiences: usize) -> Self {
        Self { shares: vec![0.0; experiences], room: Array2::default((0, 0)) }
    }

    pub(super) fn bytes(&self) -> usize {
        size_of_val(&self.shares[..])
    }

    /// Takes the scores of the experiences from `start` on.
    pub(super) fn ask(&mut self, scores: ArrayView2<'_, f32>, start: usize) {
        if self.room.nrows() < scores.nrows() || self.room.ncols() != scores.ncols() {
            self.room = Array2::zeros(scores.raw_dim());
        }
        let mut shares = self.room.slice_mut(s![..scores.nrows(), ..]);
        shares.assign(&scores);
        softmax_rows(shares.view_mut());
        for (place, row) in self.shares[start..].iter_mut().zip(shares.rows()) {
            *place = row.iter().fold(0.0, |most: f32, share| most.max(*share));
        }
    }
}

/// What a net held in the evening, and how surely.
#[derive(Debug, Clone, Default)]
pub(super) struct Evening {
    /// What it held of every experience.
    pub beliefs: Vec<Belief>,
    /// The probability of the class that it answered.
    sure: Vec<f32>,
}

impl Evening {
    pub(super) fn new(beliefs: &[Belief]) -> Self {
        Self { beliefs: beliefs.to_vec(), sure: vec![0.0; beliefs.len()] }
    }

    /// It is evening.
    pub(super) fn set(&mut self, beliefs: &[Belief], sure: &Sure) {
        self.beliefs.clear();
        self.beliefs.extend_from_slice(beliefs);
        self.sure.clear();
        self.sure.extend_from_slice(&sure.shares);
    }

    pub(super) fn bytes(&self) -> usize {
        size_of_val(&self.beliefs[..]) + size_of_val(&self.sure[..])
    }

    /// What of the lies, and of the truths that were held as surely, is no longer held; see [`forgotten`].
    pub(super) fn forgotten(&self, now: &[Belief]) -> [f64; 2] {
        if self.sure.is_empty() { [f64::NAN; 2] } else { forgotten(&self.beliefs, &self.sure, now) }
    }
}

/// The share of the lies held in the evening that are no longer held, and that of the truths beside them, over the
/// lies that have a truth beside them; NaN if none has. The truth beside a lie is the one whose confidence was nearest
/// to its own, the first of equals by confidence and then by id; it may stand beside several.
fn forgotten(evening: &[Belief], sure: &[f32], now: &[Belief]) -> [f64; 2] {
    let held = |wanted: Belief| (0..evening.len()).filter(move |id| evening[*id] == wanted);
    let mut truths: Vec<usize> = held(Belief::Truth(true)).collect();
    truths.sort_by(|a, b| sure[*a].total_cmp(&sure[*b]).then(a.cmp(b)));
    let beside = |lie: usize| {
        let after = truths.partition_point(|truth| sure[*truth] < sure[lie]);
        let near = after.checked_sub(1).into_iter().chain([after]).filter_map(|place| truths.get(place).copied());
        let apart = |truth: usize| (sure[truth] - sure[lie]).abs();
        near.filter(|truth| apart(*truth) <= CALIPER).min_by(|a, b| apart(*a).total_cmp(&apart(*b)))
    };
    let pairs = held(Belief::Lie(true)).filter_map(|lie| Some((lie, beside(lie)?)));
    let (lies, truths, count) = pairs.fold((0u32, 0u32, 0u32), |(lies, truths, count), (lie, truth)| {
        let gone = |id: usize| u32::from(matches!(now[id], Belief::Lie(false) | Belief::Truth(false)));
        (lies + gone(lie), truths + gone(truth), count + 1)
    });
    [lies, truths].map(|gone| f64::from(gone) / f64::from(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_lie_stands_beside_the_truth_that_was_held_as_surely() {
        use Belief::{Lie, Truth};
        let evening = [Lie(true), Truth(true), Truth(true), Lie(true), Lie(false), Truth(false), Lie(true)];
        let sure = [0.60, 0.62, 0.99, 0.97, 0.6, 0.6, 0.80];
        // The third lie has no truth within the caliper; what was not held counts for nothing.
        let now = [Lie(false), Truth(true), Truth(false), Lie(true), Lie(true), Truth(true), Lie(false)];
        assert_eq!(forgotten(&evening, &sure, &now), [0.5, 0.5]);
        let none = forgotten(&evening[1..3], &sure[1..3], &now[1..3]);
        assert!(none.iter().all(|share| share.is_nan()));
    }

    #[test]
    fn a_truth_may_stand_beside_several_lies() {
        use Belief::{Lie, Truth};
        let evening = [Lie(true), Lie(true), Truth(true)];
        let now = [Lie(false), Lie(true), Truth(false)];
        assert_eq!(forgotten(&evening, &[0.5, 0.52, 0.51], &now), [0.5, 1.0]);
    }

    #[test]
    fn confidence_is_the_largest_share_of_the_softmax() {
        let mut sure = Sure::new(3);
        let scores = ndarray::array![[0.0f32, 0.0], [3.0f32.ln(), 0.0]];
        sure.ask(scores.view(), 1);
        assert_eq!(sure.shares[0], 0.0);
        assert!((sure.shares[1] - 0.5).abs() < 1e-6 && (sure.shares[2] - 0.75).abs() < 1e-6);
    }
}
