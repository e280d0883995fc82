//! Round numbers for an axis.

/// Bounds beyond this are not drawn: their axis would be labelled with nothing but digits.
const LARGEST: f64 = 1e15;

/// An axis: its range and the values worth a label.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// Where it begins.
    pub min: f64,
    /// Where it ends, above `min`.
    pub max: f64,
    /// Labelled values, ascending.
    pub ticks: Vec<f64>,
    /// Distance between labels.
    pub step: f64,
}

impl Axis {
    /// An axis that holds `low` to `high` between round numbers, with about `labels` labels.
    /// Whatever the bounds, the axis is finite and not empty.
    #[must_use]
    pub fn around(low: f64, high: f64, labels: usize) -> Self {
        let (mut low, mut high) = if low <= high { (low, high) } else { (high, low) };
        if !(low.abs() < LARGEST && high.abs() < LARGEST) {
            (low, high) = (0.0, 1.0);
        }
        if high - low <= 1e-9 * high.abs().max(low.abs()).max(1e-6) {
            let pad = (high.abs() * 0.05).max(1e-3);
            low -= pad;
            high += pad;
        }
        let step = round_step((high - low) / labels.max(1) as f64);
        let min = (low / step + 1e-9).floor() * step;
        let max = (high / step - 1e-9).ceil() * step;
        let count = (((max - min) / step).round() as usize).min(64);
        let ticks = (0..=count).map(|index| min + index as f64 * step).collect();
        Self { min, max, ticks, step }
    }

    /// The label of a value, as exact as the distance between labels asks.
    #[must_use]
    pub fn label(&self, value: f64, scale: f64, unit: &str) -> String {
        let value = value * scale;
        let value = if value.abs() < 1e-12 { 0.0 } else { value };
        format!("{value:.*}{unit}", decimals(self.step * scale))
    }
}

/// Decimals needed to tell apart multiples of `step`.
#[must_use]
pub fn decimals(step: f64) -> usize {
    if !(step.is_finite() && step > 0.0) {
        return 0;
    }
    (0..6).find(|digits| (step * 10f64.powi(*digits) - (step * 10f64.powi(*digits)).round()).abs() < 1e-6).unwrap_or(6)
        as usize
}

/// The smallest of 1, 2, 5 times a power of ten that is not below `rough`.
fn round_step(rough: f64) -> f64 {
    let power = 10f64.powf(rough.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * power).find(|step| *step >= rough * 0.999_999).unwrap_or(rough)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_ends_at_round_numbers() {
        let axis = Axis::around(412.0, 731.0, 4);
        assert_eq!((axis.min, axis.max, axis.step), (400.0, 800.0, 100.0));
        assert_eq!(axis.ticks, [400.0, 500.0, 600.0, 700.0, 800.0]);
        let errors = Axis::around(0.184, 0.52, 4);
        assert_eq!(errors.label(0.2, 100.0, " %"), "20 %");
    }

    #[test]
    fn no_bounds_make_it_empty_or_endless() {
        let odd = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.0, -0.0, 1e-300, 1e300, -5.0, f64::MAX, f64::MIN];
        for low in odd {
            for high in odd {
                let axis = Axis::around(low, high, 5);
                assert!(axis.max > axis.min && axis.max.is_finite() && axis.min.is_finite(), "{low} {high}: {axis:?}");
                assert!(axis.ticks.len() <= 65);
            }
        }
    }

    #[test]
    fn labels_show_as_many_decimals_as_they_need() {
        assert_eq!([decimals(5.0), decimals(0.5), decimals(0.02), decimals(0.0)], [0, 1, 2, 0]);
    }
}
