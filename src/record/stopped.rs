//! Early stopping as a line of reference: what a life would have come to, had it been left alone at a
//! moment of its past.

use super::{Measure, Moment, Row, Stamp, Track};

/// A moment of a life that somebody would have kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stopped {
    /// When.
    pub stamp: Stamp,
    /// The error on the validation set then; NaN if there is none.
    pub validation_error: f64,
    /// The error on unseen examples then.
    pub test_error: f64,
}

/// Where early stopping by validation (Prechelt 1998) keeps a life that was measured as `rows` say, in
/// order: the first of those with the least validation error. It knows nothing of the test, and nothing
/// of later rows: of a part of them it gives what was best by then. `None` without a validation error.
pub fn stopped(rows: impl IntoIterator<Item = Stopped>) -> Option<Stopped> {
    least(rows, |row| row.validation_error)
}

/// The same by the test error itself, over evenings alone: what nobody can do who does not know the
/// answers, and so the best that stopping could have come to. `None` without an evening that was tested.
pub fn oracle(rows: impl IntoIterator<Item = Stopped>) -> Option<Stopped> {
    least(rows.into_iter().filter(|row| row.stamp.moment == Moment::Evening), |row| row.test_error)
}

/// The first row with the least error that was measured.
fn least(rows: impl IntoIterator<Item = Stopped>, error: fn(&Stopped) -> f64) -> Option<Stopped> {
    let measured = rows.into_iter().filter(|row| !error(row).is_nan());
    measured.reduce(|best, row| if error(&row) < error(&best) { row } else { best })
}

impl From<&Row> for Stopped {
    fn from(row: &Row) -> Self {
        Self {
            stamp: row.stamp,
            validation_error: row.values[Measure::ValidationError],
            test_error: row.values[Measure::TestError],
        }
    }
}

impl Track {
    /// The moments of this life at which it could have been stopped, on the axis of its history.
    pub fn moments<'a>(&'a self, stamps: &'a [Stamp]) -> impl Iterator<Item = Stopped> + 'a {
        let errors = self.column(Measure::ValidationError).iter().zip(self.column(Measure::TestError));
        stamps.iter().zip(errors).map(|(stamp, (validation_error, test_error))| Stopped {
            stamp: *stamp,
            validation_error: *validation_error,
            test_error: *test_error,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(errors: &[(f64, f64)]) -> Vec<Stopped> {
        let moment = |place: usize| if place.is_multiple_of(2) { Moment::Morning } else { Moment::Evening };
        let row = |(place, &(validation_error, test_error)): (usize, &(f64, f64))| Stopped {
            stamp: Stamp { tick: 10 * place as u64, day: place.div_ceil(2) as u32, moment: moment(place) },
            validation_error,
            test_error,
        };
        errors.iter().enumerate().map(row).collect()
    }

    #[test]
    fn the_first_of_the_least_by_validation_is_kept_whatever_the_test_says() {
        let rows = rows(&[(0.9, 0.9), (0.3, 0.4), (0.2, 0.5), (0.2, 0.1), (0.6, 0.05)]);
        let kept = stopped(rows.iter().copied()).expect("measured");
        assert_eq!((kept.stamp.tick, kept.stamp.day, kept.test_error), (20, 1, 0.5));
        // By then: later rows are not known.
        assert_eq!(stopped(rows[..2].iter().copied()).expect("measured").test_error, 0.4);
        // The best evening; the last morning is no evening.
        assert_eq!(oracle(rows).expect("measured").test_error, 0.1);
    }

    #[test]
    fn what_was_not_measured_is_not_kept() {
        assert_eq!(stopped(rows(&[(f64::NAN, 0.3), (f64::NAN, 0.2)])), None);
        assert_eq!(oracle(rows(&[(f64::NAN, 0.3), (f64::NAN, 0.2)])).expect("tested").test_error, 0.2);
        assert_eq!(stopped(rows(&[(f64::NAN, 0.3), (0.5, 0.2)])).expect("measured").test_error, 0.2);
        assert_eq!(stopped([]), None);
    }
}
