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

    #[test]
    fn a_pass_is_through_what_the_day_brings_whatever_its_schedule() {
        use crate::lab::{Lab, Options, Progress};
        use crate::scenario::{Override, Scenario};
        let passes = |task: &[&str]| -> Vec<usize> {
            let short = ["days=3", "day.steps=2", "day.batch=20", "night.steps=1", "task.validation=0", "task.test=9"];
            let overrides: Vec<Override> =
                short.iter().chain(task).map(|set| Override::set(set).expect("a key and a value")).collect();
            let scenario = Scenario::load("digits-clean", &overrides).unwrap_or_else(|error| panic!("{error}"));
            let mut lab = Lab::new(&scenario, Options::default());
            let mut passes = Vec::new();
            loop {
                if lab.tick() == Progress::Ended {
                    return passes;
                }
                if (lab.clock.phase, lab.clock.tick) == (crate::arm::Phase::Day, 1) {
                    passes.push(lab.lives[0].pupil.pass);
                }
            }
        };
        let rotating = ["task.train=50", "task.days=\"rotating\"", "task.per_day=30"];
        let stream = ["task.train=135", "task.days=\"stream\"", "task.per_day=45"];
        assert_eq!(passes(&["task.train=50"]), [3; 3]);
        assert_eq!((passes(&rotating), passes(&stream)), (vec![2; 3], vec![3; 3]));
        // All ten classes one day, two of them, about sixty, the next.
        let lessons =
            ["task.days=\"lessons\"", "task.lessons=[[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [3, 4]]", "task.train=300"];
        let passes = |more: &[&str]| passes(&[&lessons[..], more].concat());
        assert_eq!((passes(&["task.per_day=50"]), passes(&["task.per_day=20"])), (vec![3; 3], vec![1; 3]));
        assert_eq!(passes(&[])[0], 15);
    }
}
