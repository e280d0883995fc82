//! Reduction of a series to the columns of a chart, keeping every spike and every gap.

/// What the finite samples of one column do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// Smallest sample.
    pub min: f64,
    /// Largest sample.
    pub max: f64,
    /// First sample, to join the line from the left.
    pub first: f64,
    /// Last sample, to join the line to the right.
    pub last: f64,
}

/// One column of a reduced series.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Column {
    /// The finite samples, if any fell into the column.
    pub span: Option<Span>,
    /// Whether a sample that is not finite fell into the column: a line must not cross it.
    pub gap: bool,
}

/// Reduces `values` at `ticks` (ascending, equally long) to `width` equal columns of the range
/// `from..=to` in ticks. Samples outside the range are left out; a column without samples is
/// empty, which is not a gap.
#[must_use]
pub fn reduce(ticks: &[u64], values: &[f64], (from, to): (u64, u64), width: usize) -> Vec<Column> {
    let mut columns = vec![Column::default(); width];
    if width == 0 || to < from {
        return columns;
    }
    let length = u128::from(to - from) + 1;
    let start = ticks.partition_point(|tick| *tick < from);
    let end = ticks.partition_point(|tick| *tick <= to).min(values.len());
    for (tick, value) in ticks.iter().zip(values).take(end).skip(start) {
        let place = u128::from(tick - from) * width as u128 / length;
        let column = &mut columns[usize::try_from(place).unwrap_or(width - 1).min(width - 1)];
        if !value.is_finite() {
            column.gap = true;
            continue;
        }
        let span = column.span.get_or_insert(Span { min: *value, max: *value, first: *value, last: *value });
        span.min = span.min.min(*value);
        span.max = span.max.max(*value);
        span.last = *value;
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spike_of_one_sample_survives_any_width() {
        let ticks: Vec<u64> = (0..10_000).collect();
        let mut values = vec![1.0; 10_000];
        values[7_321] = 90.0;
        for width in [1, 2, 7, 80, 200, 9_999, 10_000, 20_000] {
            let columns = reduce(&ticks, &values, (0, 9_999), width);
            let max = columns.iter().filter_map(|c| c.span).map(|s| s.max).fold(0.0, f64::max);
            assert_eq!(max, 90.0, "width {width}");
        }
    }

    #[test]
    fn a_gap_is_kept_and_an_empty_column_is_not_one() {
        let ticks = [0, 10, 20, 30];
        let values = [1.0, f64::NAN, f64::INFINITY, 2.0];
        let columns = reduce(&ticks, &values, (0, 39), 8);
        let gaps: Vec<bool> = columns.iter().map(|c| c.gap).collect();
        assert_eq!(gaps, [false, false, true, false, true, false, false, false]);
        assert!(columns[1].span.is_none() && columns[6].span.is_some());
    }
}
