//! Round numbers for an axis.

/// Bounds beyond this are not drawn: their axis would be labelled with nothing but digits.
const LARGEST: f64 = 1e15;

/// An axis: its range and the values worth a label, each in the middle of a row of the terminal and
/// equally many rows apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// The value at the lower edge of the lowest row.
    pub min: f64,
    /// The value at the upper edge of the highest row, above `min`.
    pub max: f64,
    /// Labelled values, ascending.
    pub ticks: Vec<f64>,
    /// Distance between labels.
    pub step: f64,
    /// Whether values, bounds and labels are the logarithms (to base ten) of what is meant.
    pub is_log: bool,
}

impl Axis {
    /// The axis over `rows` rows that holds `low` to `high` most closely. Whatever the bounds, it is
    /// finite and not empty.
    #[must_use]
    pub fn around(low: f64, high: f64, rows: u16) -> Self {
        let (mut low, mut high) = if low <= high { (low, high) } else { (high, low) };
        if !(low.abs() < LARGEST && high.abs() < LARGEST) {
            (low, high) = (0.0, 1.0);
        }
        if high - low <= 1e-9 * high.abs().max(low.abs()).max(1e-6) {
            let pad = (high.abs() * 0.05).max(1e-3);
            low -= pad;
            high += pad;
        }
        let rows = rows.max(1);
        let apart = if rows < 4 { 1..=2 } else { 2..=5.min(rows / 2) };
        // Wider and wider, until a label every few rows, at one height or another, holds it.
        let mut step = round_step((high - low) / f64::from(rows));
        loop {
            let fits = apart.clone().rev().flat_map(|apart| (0..apart).map(move |first| (apart, first)));
            let fits = fits.filter_map(|(apart, first)| Self::every(low, high, rows, step, (apart, first)));
            let closest = fits.min_by(|a, b| (a.max - a.min).total_cmp(&(b.max - b.min)));
            if let Some(axis) = closest {
                return axis;
            }
            step = round_step(step * 1.5);
        }
    }

    /// The axis with a label every `apart` rows, the lowest `first` rows above the bottom, if it
    /// holds `low` to `high`.
    fn every(low: f64, high: f64, rows: u16, step: f64, (apart, first): (u16, u16)) -> Option<Self> {
        let row = step / f64::from(apart);
        let below = (f64::from(first) + 0.5) * row;
        let base = ((low + below) / step + 1e-9).floor() * step;
        let min = base - below;
        let max = min + f64::from(rows) * row;
        if !(min <= low && max >= high && base < max) {
            return None;
        }
        let count = ((max - base) / step - 1e-9).floor() as usize;
        let ticks = (0..=count).map(|index| base + index as f64 * step).collect();
        Some(Self { min, max, ticks, step, is_log: false })
    }

    /// A logarithmic axis that holds `low` to `high`, both above 0, with labels at 1, 2 and 5 times
    /// powers of ten, as many as there is room for.
    #[must_use]
    pub fn log(low: f64, high: f64, rows: u16) -> Self {
        let sound = |value: f64| value.is_finite() && value > 1.0 / LARGEST && value < LARGEST;
        let (low, high) = if sound(low) && sound(high) { (low.min(high), low.max(high)) } else { (0.1, 1.0) };
        let (mut min, mut max) = (low.log10(), high.log10());
        // The whole of a decade in which anything happens, or at least a factor of two of it.
        let pad = ((max - min) * 0.04).max((0.3 - (max - min)) / 2.0);
        (min, max) = (min - pad, max + pad);
        let between = |factors: &[f64]| -> Vec<f64> {
            let powers = min.floor() as i32..=max.ceil() as i32;
            let all = powers.flat_map(|power| factors.iter().map(move |factor| factor.log10() + f64::from(power)));
            all.filter(|value| (min..=max).contains(value)).collect()
        };
        let row = (max - min) / f64::from(rows.max(1));
        let apart = |ticks: &[f64]| ticks.windows(2).all(|pair| pair[1] - pair[0] >= 1.5 * row);
        let choices = [&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0][..], &[1.0, 2.0, 5.0], &[1.0, 3.0], &[1.0]];
        let ticks = choices.iter().map(|factors| between(factors)).find(|ticks| !ticks.is_empty() && apart(ticks));
        let ticks = ticks.unwrap_or_else(|| vec![between(choices[0]).first().copied().unwrap_or(min)]);
        Self { min, max, ticks, step: 1.0, is_log: true }
    }

    /// The label of a value, as exact as the distance between labels asks.
    #[must_use]
    pub fn label(&self, value: f64, scale: f64, unit: &str) -> String {
        if self.is_log {
            let value = 10f64.powf(value);
            let digits = usize::try_from(1 - value.log10().floor() as i32).unwrap_or(0).min(6);
            let text = format!("{:.digits$}", value * scale);
            let text = if digits > 0 { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
            return format!("{text}{unit}");
        }
        let value = value * scale;
        let value = if value.abs() < 1e-12 { 0.0 } else { value };
        format!("{value:.*}{unit}", decimals(self.step * scale)).replace('-', "−")
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
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= rough * 0.999_999)
        .unwrap_or(rough)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_round_numbers_in_the_middle_of_rows_equally_far_apart() {
        for (low, high) in [(412.0, 731.0), (0.184, 0.52), (0.0, 1.0), (-3.0, 2.0), (458.1, 458.2)] {
            for rows in 1..40 {
                let axis = Axis::around(low, high, rows);
                assert!(axis.min <= low && axis.max >= high, "{low} {high} {rows}: {axis:?}");
                let row = |value: f64| (axis.max - value) / (axis.max - axis.min) * f64::from(rows) - 0.5;
                for tick in &axis.ticks {
                    assert!((row(*tick) - row(*tick).round()).abs() < 1e-3, "{low} {high} {rows}: {axis:?}");
                }
                assert!(!axis.ticks.is_empty());
            }
        }
        assert_eq!(Axis::around(0.184, 0.52, 8).label(0.2, 100.0, " %"), "20 %");
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
    fn a_logarithmic_axis_has_round_labels_with_room_between() {
        for (low, high) in [(0.06, 0.5), (0.001, 900.0), (0.2, 0.2001), (f64::NAN, 3.0), (0.0, 1.0)] {
            for rows in 1..30 {
                let axis = Axis::log(low, high, rows);
                assert!(axis.max > axis.min && !axis.ticks.is_empty(), "{axis:?}");
                if low > 0.0 {
                    assert!(axis.min <= low.log10() && axis.max >= high.log10(), "{axis:?}");
                }
            }
        }
        let axis = Axis::log(0.06, 0.5, 8);
        let labels: Vec<String> = axis.ticks.iter().map(|tick| axis.label(*tick, 1.0, "")).collect();
        assert_eq!(labels, ["0.1", "0.2", "0.5"]);
        assert_eq!(axis.label(2.0, 1.0, ""), "100");
    }

    #[test]
    fn labels_show_as_many_decimals_as_they_need() {
        assert_eq!([decimals(5.0), decimals(0.5), decimals(0.02), decimals(0.0)], [0, 1, 2, 0]);
    }
}
