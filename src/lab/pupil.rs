//! How quickly a day's lesson is learnt: plasticity.

/// A day's errors, batch by batch, as they are before the step that is taken on each. Of what is lived alone:
/// dreams by day do not count. The lesson is learnt at the first step at which the mean error over the last pass
/// through the day's experiences is at most half of that over the first: the resolution is a pass.
#[derive(Debug, Clone, Default)]
pub(super) struct Pupil {
    /// The errors of the newest pass, the oldest at `steps % pass`.
    errors: Vec<f64>,
    /// Batches of a pass.
    pass: usize,
    steps: usize,
    first: f64,
    learnt: Option<usize>,
}

impl Pupil {
    /// A day of so many experiences begins, so many a batch.
    pub(super) fn begin(&mut self, experiences: usize, batch: usize) {
        *self = Self { pass: experiences.div_ceil(batch.max(1)).max(1), ..Self::default() };
    }

    /// A batch of what is lived was learnt, with these errors before the step.
    pub(super) fn learn(&mut self, errors: &[f32]) {
        // Once it is learnt nothing more is asked.
        if self.learnt.is_some() || self.pass == 0 {
            self.steps += 1;
            return;
        }
        let mean = errors.iter().map(|error| f64::from(*error)).sum::<f64>() / errors.len() as f64;
        if self.errors.len() < self.pass {
            self.errors.push(mean);
        } else {
            self.errors[self.steps % self.pass] = mean;
        }
        self.steps += 1;
        if self.steps < self.pass {
            return;
        }
        let now: f64 = self.errors.iter().sum::<f64>();
        if self.steps == self.pass {
            self.first = now;
        }
        if now <= self.first / 2.0 {
            self.learnt = Some(self.steps);
        }
    }

    /// The gradient steps that it took: all of the day's if it was not learnt by the evening. NaN for a day
    /// without a whole pass.
    pub(super) fn steps(&self) -> f64 {
        let whole = self.pass > 0 && self.steps >= self.pass;
        if whole { self.learnt.unwrap_or(self.steps) as f64 } else { f64::NAN }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(errors: &[f32]) -> Pupil {
        let mut pupil = Pupil::default();
        pupil.begin(4, 2);
        for error in errors {
            pupil.learn(&[*error, *error]);
        }
        pupil
    }

    #[test]
    fn a_lesson_is_learnt_when_a_pass_has_half_the_error_of_the_first() {
        assert!(day(&[0.8]).steps().is_nan());
        assert!((day(&[0.8, 0.6, 0.4, 0.31, 0.29, 0.1]).steps() - 5.0).abs() < 1e-9);
        assert!((day(&[0.8, 0.6, 0.7, 0.8]).steps() - 4.0).abs() < 1e-9, "not by the evening: the whole day");
        assert!((day(&[0.0, 0.0, 0.5]).steps() - 2.0).abs() < 1e-9, "known already");
        assert!(Pupil::default().steps().is_nan());
    }
}
