//! `trace.csv` and `ticks.csv`: a row per arm and moment, a column per measure.
//!
//! Floats are written with the fewest digits that read back the same; an empty cell was not
//! measured. A life that diverged keeps the rows it has.

use crate::record::{History, Measure};
use crate::scenario::Spec;
use std::io::Write;

/// Which rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// Birth, evenings and mornings: the trace.
    Phases,
    /// Every measured tick.
    All,
}

/// The columns, for a net of so many layers and a test with these parts that are graded apart.
#[must_use]
pub fn header(layers: usize, lessons: &[String]) -> Vec<String> {
    let first = ["arm", "seed", "day", "phase", "tick", "gradient_steps", "examples"];
    let layers = (1..=layers).map(|layer| format!("weight_abs_{layer}"));
    let measures = Measure::ALL.map(Measure::name);
    let lessons = lessons.iter().map(|lesson| format!("error_{lesson}"));
    first.into_iter().chain(measures).map(str::to_owned).chain(layers).chain(lessons).collect()
}

/// Writes the rows of every arm, one arm after the other.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(spec: &Spec, history: &History, rows: Rows, out: impl Write) -> Result<(), ::csv::Error> {
    let layers = spec.net.hidden.len() + 1;
    let mut csv = ::csv::Writer::from_writer(out);
    let lessons = spec.parts();
    csv.write_record(header(layers, &lessons))?;
    for (life, track) in history.tracks().iter().enumerate() {
        for (point, stamp) in history.stamps().iter().enumerate() {
            // What a twin shares with the life it was forked from stands there.
            if point < track.from() || (rows == Rows::Phases && !stamp.moment.ends_phase()) {
                continue;
            }
            let Some(row) = history.row(life, point) else {
                continue;
            };
            let whole = [u64::from(stamp.day).to_string(), stamp.moment.name().to_owned(), stamp.tick.to_string()];
            let counts = [row.gradient_steps.to_string(), row.examples.to_string()];
            let values = Measure::ALL.into_iter().map(|measure| cell(row.values[measure]));
            let layers = (0..layers).map(|layer| cell(row.layers.get(layer).copied().unwrap_or(f64::NAN)));
            let lessons = (0..lessons.len()).map(|part| cell(row.lessons.get(part).copied().unwrap_or(f64::NAN)));
            let first = [track.name.clone(), spec.seed.to_string()];
            csv.write_record(first.into_iter().chain(whole).chain(counts).chain(values).chain(layers).chain(lessons))?;
        }
    }
    Ok(csv.flush()?)
}

/// A number's cell; empty where it was not measured.
pub(super) fn cell(value: f64) -> String {
    if value.is_nan() { String::new() } else { format!("{value:?}") }
}
