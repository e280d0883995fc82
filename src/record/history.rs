//! The history of a lab: one step axis, a column a series.

use super::{Measure, Row, Stamp};

/// The measured series of one life. Every column is as long as the history's axis.
#[derive(Debug, Clone)]
pub struct Track {
    /// The arm's name in files.
    pub arm: &'static str,
    columns: [Vec<f64>; Measure::COUNT],
    layers: Vec<Vec<f64>>,
    gradient_steps: Vec<u64>,
    examples: Vec<u64>,
}

impl Track {
    fn new(arm: &'static str) -> Self {
        Self { arm, columns: Default::default(), layers: Vec::new(), gradient_steps: Vec::new(), examples: Vec::new() }
    }

    /// All values of one measure; NaN where it was not measured.
    #[must_use]
    pub fn column(&self, measure: Measure) -> &[f64] {
        &self.columns[measure as usize]
    }

    /// Σ|w| per layer, from the input on.
    #[must_use]
    pub fn layers(&self) -> &[Vec<f64>] {
        &self.layers
    }

    /// Gradient steps since birth at each point of the axis.
    #[must_use]
    pub fn gradient_steps(&self) -> &[u64] {
        &self.gradient_steps
    }

    /// Examples since birth at each point of the axis.
    #[must_use]
    pub fn examples(&self) -> &[u64] {
        &self.examples
    }

    /// The newest value of a measure, if it was measured at the newest point.
    #[must_use]
    pub fn last(&self, measure: Measure) -> Option<f64> {
        self.column(measure).last().copied().filter(|value| !value.is_nan())
    }
}

/// What a lab measured so far, for all its lives.
#[derive(Debug, Clone, Default)]
pub struct History {
    stamps: Vec<Stamp>,
    tracks: Vec<Track>,
}

impl History {
    /// An empty history of these arms.
    pub fn new(arms: impl IntoIterator<Item = &'static str>) -> Self {
        Self { stamps: Vec::new(), tracks: arms.into_iter().map(Track::new).collect() }
    }

    /// Appends one point: `rows` in the order of the arms, `None` for a life that has ended.
    pub fn push<'a>(&mut self, stamp: Stamp, rows: impl IntoIterator<Item = Option<&'a Row>>) {
        self.stamps.push(stamp);
        let length = self.stamps.len();
        for (track, row) in self.tracks.iter_mut().zip(rows) {
            for measure in Measure::ALL {
                track.columns[measure as usize].push(row.map_or(f64::NAN, |row| row.values[measure]));
            }
            if let Some(row) = row {
                let layers = row.layers.len().max(track.layers.len());
                track.layers.resize_with(layers, Vec::new);
                for (column, value) in track.layers.iter_mut().zip(&row.layers) {
                    column.resize(length - 1, f64::NAN);
                    column.push(*value);
                }
            }
            for column in &mut track.layers {
                column.resize(length, f64::NAN);
            }
            let last = |column: &Vec<u64>| column.last().copied().unwrap_or(0);
            let steps = row.map_or_else(|| last(&track.gradient_steps), |row| row.gradient_steps);
            let examples = row.map_or_else(|| last(&track.examples), |row| row.examples);
            track.gradient_steps.push(steps);
            track.examples.push(examples);
        }
    }

    /// Forgets every point after `tick`.
    pub fn truncate_after(&mut self, tick: u64) {
        let length = self.stamps.partition_point(|stamp| stamp.tick <= tick);
        self.stamps.truncate(length);
        for track in &mut self.tracks {
            for column in track.columns.iter_mut().chain(&mut track.layers) {
                column.truncate(length);
            }
            track.gradient_steps.truncate(length);
            track.examples.truncate(length);
        }
    }

    /// The step axis.
    #[must_use]
    pub fn stamps(&self) -> &[Stamp] {
        &self.stamps
    }

    /// The lives, in the order of the arms.
    #[must_use]
    pub fn tracks(&self) -> &[Track] {
        &self.tracks
    }

    /// The life of this arm.
    #[must_use]
    pub fn track(&self, arm: &str) -> Option<&Track> {
        self.tracks.iter().find(|track| track.arm == arm)
    }

    /// The row of one life at one point of the axis; `None` past the end or where nothing at all
    /// was measured (a life that has ended).
    #[must_use]
    pub fn row(&self, life: usize, point: usize) -> Option<Row> {
        let track = self.tracks.get(life)?;
        let stamp = *self.stamps.get(point)?;
        let mut values = super::Values::default();
        for measure in Measure::ALL {
            values[measure] = track.column(measure)[point];
        }
        let layers: Vec<f64> = track.layers.iter().map(|column| column[point]).collect();
        let measured = Measure::ALL.into_iter().any(|measure| !values[measure].is_nan());
        measured.then(|| Row {
            stamp,
            gradient_steps: track.gradient_steps[point],
            examples: track.examples[point],
            values,
            layers,
        })
    }
}
