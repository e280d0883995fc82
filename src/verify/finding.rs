//! What a check has found.

use std::fmt;

/// How far a figure may be from what is expected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Allowed {
    /// This figure, and at most so far from it.
    Near(f64, f64),
    /// From this to that.
    Between(f64, f64),
    /// At most this.
    Most(f64),
    /// At least this.
    Least(f64),
}

impl Allowed {
    /// Whether a figure is allowed; one that is no number never is.
    #[must_use]
    pub fn allows(self, figure: f64) -> bool {
        match self {
            Self::Near(expected, tolerance) => (figure - expected).abs() <= tolerance,
            Self::Between(low, high) => (low..=high).contains(&figure),
            Self::Most(most) => figure <= most,
            Self::Least(least) => figure >= least,
        }
    }
}

impl fmt::Display for Allowed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Near(expected, tolerance) => write!(out, "{} ± {}", figure(*expected), figure(*tolerance)),
            Self::Between(low, high) => write!(out, "{} to {}", figure(*low), figure(*high)),
            Self::Most(most) => write!(out, "≤ {}", figure(*most)),
            Self::Least(least) => write!(out, "≥ {}", figure(*least)),
        }
    }
}

/// A known result, and what came out.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What was measured.
    pub what: String,
    /// What is expected of it.
    pub allowed: Allowed,
    /// What came out.
    pub got: f64,
    /// Where the expectation comes from, and why it is as wide as it is.
    pub reason: String,
}

impl Finding {
    pub(super) fn new(what: impl Into<String>, allowed: Allowed, got: f64, reason: impl Into<String>) -> Self {
        Self { what: what.into(), allowed, got, reason: reason.into() }
    }

    /// Whether what came out is what was expected.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.allowed.allows(self.got)
    }

    /// What came out, in as many digits as it takes to tell it from what was expected.
    #[must_use]
    pub fn said(&self) -> String {
        figure(self.got)
    }
}

/// A figure in four digits that count, or in its power of ten.
fn figure(value: f64) -> String {
    let size = value.abs();
    if value == 0.0 {
        "0".to_owned()
    } else if !(1e-3..1e5).contains(&size) {
        format!("{value:.1e}").replace('-', "−")
    } else {
        let places = (3 - size.log10().floor() as i32).clamp(0, 6) as usize;
        format!("{value:.places$}").replace('-', "−")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_is_never_allowed() {
        for allowed in
            [Allowed::Near(0.0, f64::MAX), Allowed::Between(-1e9, 1e9), Allowed::Most(1.0), Allowed::Least(1.0)]
        {
            assert!(!allowed.allows(f64::NAN), "{allowed}");
        }
        assert!(Allowed::Near(1.0, 0.5).allows(1.5) && !Allowed::Near(1.0, 0.5).allows(1.51));
        assert!(Allowed::Most(1.0).allows(1.0) && Allowed::Least(1.0).allows(1.0));
    }

    #[test]
    fn figures_have_the_digits_that_count() {
        for (value, said) in [
            (0.0, "0"),
            (0.18734, "0.1873"),
            (2.045_229, "2.045"),
            (482.31, "482.3"),
            (1.7e-6, "1.7e−6"),
            (-0.05, "−0.05000"),
        ] {
            assert_eq!(figure(value), said);
        }
    }
}
