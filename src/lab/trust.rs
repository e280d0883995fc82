//! How far a net's confidence can be trusted: calibration and log loss of its answers to the test.

use ndarray::{Array2, ArrayView2, s};

use super::scratch::Scratch;
use crate::data::Label;
use crate::math;
use crate::net::softmax_rows;

/// Equal bins of confidence (Guo et al. 2017).
const BINS: usize = 15;

/// A net's confidence in its answers.
#[derive(Debug, Clone, Default)]
pub(super) struct Trust {
    /// The probability of the class answered, per question.
    confidence: Vec<f32>,
    /// −ln of the probability of the true class.
    surprise: Vec<f32>,
    room: Scratch,
}

impl Trust {
    pub(super) fn new(questions: usize) -> Self {
        Self { confidence: vec![0.0; questions], surprise: vec![0.0; questions], room: Scratch::default() }
    }

    pub(super) fn bytes(&self) -> usize {
        size_of_val(&self.confidence[..]) + size_of_val(&self.surprise[..])
    }

    /// Takes the scores of the questions from `start` on, with their labels.
    pub(super) fn ask(&mut self, scores: ArrayView2<'_, f32>, labels: &[Label], start: usize) {
        let room = self.room.room();
        if room.nrows() < scores.nrows() || room.ncols() != scores.ncols() {
            *room = Array2::zeros(scores.raw_dim());
        }
        let mut shares = room.slice_mut(s![..scores.nrows(), ..]);
        shares.assign(&scores);
        softmax_rows(shares.view_mut());
        let places = self.confidence[start..].iter_mut().zip(&mut self.surprise[start..]);
        for (((scores, shares), label), (confidence, surprise)) in
            scores.rows().into_iter().zip(shares.rows()).zip(labels).zip(places)
        {
            let most = |row: ndarray::ArrayView1<'_, f32>| row.iter().fold(f32::NEG_INFINITY, |most, x| most.max(*x));
            *confidence = most(shares);
            // By the scores: a share that underflows still has its logarithm.
            *surprise = most(scores) - scores[usize::from(label.truth)] - math::ln(*confidence);
        }
    }

    /// Mean of −ln p of the true class, over the questions named.
    pub(super) fn log_loss(&self) -> f64 {
        self.surprise.iter().map(|surprise| f64::from(*surprise)).sum::<f64>() / self.surprise.len() as f64
    }

    /// Expected calibration error: the distance between confidence and the share of right answers, bin by
    /// bin of confidence, weighted by the answers in it. Which of the answers are right.
    pub(super) fn calibration(&self, right: impl Iterator<Item = bool>) -> f64 {
        let mut gaps = [0.0; BINS];
        for (confidence, right) in self.confidence.iter().zip(right) {
            let bin = ((confidence * BINS as f32) as usize).min(BINS - 1);
            gaps[bin] += f64::from(*confidence) - f64::from(u8::from(right));
        }
        gaps.iter().map(|gap: &f64| gap.abs()).sum::<f64>() / self.confidence.len() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    fn label(truth: u8) -> Label {
        Label { given: truth, truth }
    }

    #[test]
    fn confidence_and_loss_are_those_of_the_softmax() {
        let mut trust = Trust::new(3);
        let scores = array![[0.0f32, 0.0], [3.0f32.ln(), 0.0], [0.0, -200.0]];
        trust.ask(scores.slice(s![..2, ..]), &[label(0), label(1)], 0);
        trust.ask(scores.slice(s![2.., ..]), &[label(1)], 2);
        for (found, wanted) in trust.confidence.iter().zip([0.5, 0.75, 1.0]) {
            assert!((found - wanted).abs() < 1e-6, "{found} is not {wanted}");
        }
        let wanted = (2.0f64.ln() + 4.0f64.ln() + 200.0) / 3.0;
        assert!((trust.log_loss() - wanted).abs() < 1e-5 * wanted, "{}", trust.log_loss());
    }

    #[test]
    fn calibration_is_the_gap_between_confidence_and_success_in_each_bin() {
        let mut trust = Trust::new(4);
        trust.confidence = vec![0.75, 0.75, 0.99, 1.0];
        // One of two right at 75 %, both right above.
        let found = trust.calibration([true, false, true, true].into_iter());
        assert!((found - (0.5 + 0.01) / 4.0).abs() < 1e-6, "{found}");
        // Wrong and sure: all of it.
        let found = trust.calibration([false; 4].into_iter());
        assert!((found - 3.49 / 4.0).abs() < 1e-6, "{found}");
    }
}
