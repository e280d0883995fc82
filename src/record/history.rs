//! The history of a lab: one step axis, a column a series.

use super::{Measure, Row, Stamp};

/// The measured series of one life. Every column is as long as the history's axis.
#[derive(Debug, Clone)]
pub struct Track {
    /// The life's name in files: its arm, or what its fork called it.
    pub name: String,
    /// The first point that is its own: what comes before it shares with the life it was forked from.
    from: usize,
    columns: [Vec<f64>; Measure::COUNT],
    layers: Vec<Vec<f64>>,
    lessons: Vec<Vec<f64>>,
    gradient_steps: Vec<u64>,
    examples: Vec<u64>,
}

impl Track {
    fn new(name: String) -> Self {
        Self {
            name,
            from: 0,
            columns: Default::default(),
            layers: Vec::new(),
            lessons: Vec::new(),
            gradient_steps: Vec::new(),
            examples: Vec::new(),
        }
    }

    /// The first point of the axis that is its own; what comes before it shares with the life that it
    /// was forked from. 0 for a life of its own from birth on.
    #[must_use]
    pub const fn from(&self) -> usize {
        self.from
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

    /// Error on each part of the test that is graded apart; NaN where it was not measured.
    #[must_use]
    pub fn lessons(&self) -> &[Vec<f64>] {
        &self.lessons
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
    /// An empty history of these lives.
    pub fn new<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Self {
        Self { stamps: Vec::new(), tracks: names.into_iter().map(|name| Track::new(name.into())).collect() }
    }

    /// A life forks: its twin has the same past.
    pub fn fork(&mut self, life: usize, name: &str) {
        if let Some(track) = self.tracks.get(life) {
            let twin = Track { name: name.to_owned(), from: self.stamps.len(), ..track.clone() };
            self.tracks.push(twin);
        }
    }

    /// Keeps the first lives alone.
    pub fn keep(&mut self, lives: usize) {
        self.tracks.truncate(lives);
    }

    /// Takes over from a record that reaches further: the points up to `tick`, and the lives that
    /// `lives` names, of which it has all.
    pub fn take_up(&mut self, longer: &Self, tick: u64, lives: usize) {
        *self = longer.clone();
        self.keep(lives);
        self.truncate_after(tick);
    }

    /// Appends one point: `rows` in the order of the arms, `None` for a life that has ended.
    pub fn push<'a>(&mut self, stamp: Stamp, rows: impl IntoIterator<Item = Option<&'a Row>>) {
        self.stamps.push(stamp);
        let length = self.stamps.len();
        for (track, row) in self.tracks.iter_mut().zip(rows) {
            for measure in Measure::ALL {
                track.columns[measure as usize].push(row.map_or(f64::NAN, |row| row.values[measure]));
            }
            lengthen(&mut track.layers, row.map(|row| row.layers.as_slice()), length);
            lengthen(&mut track.lessons, row.map(|row| row.lessons.as_slice()), length);
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
            for column in track.columns.iter_mut().chain(&mut track.layers).chain(&mut track.lessons) {
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

    /// The lives, in the order of the arms, then of the forks.
    #[must_use]
    pub fn tracks(&self) -> &[Track] {
        &self.tracks
    }

    /// The life of this name.
    #[must_use]
    pub fn track(&self, name: &str) -> Option<&Track> {
        self.tracks.iter().find(|track| track.name == name)
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
        let at = |columns: &[Vec<f64>]| columns.iter().map(|column| column[point]).collect();
        let (layers, lessons) = (at(&track.layers), at(&track.lessons));
        let measured = Measure::ALL.into_iter().any(|measure| !values[measure].is_nan());
        measured.then(|| Row {
            stamp,
            gradient_steps: track.gradient_steps[point],
            examples: track.examples[point],
            values,
            layers,
            lessons,
        })
    }
}

/// Brings columns to a length, the last place with these values.
fn lengthen(columns: &mut Vec<Vec<f64>>, values: Option<&[f64]>, length: usize) {
    if let Some(values) = values {
        columns.resize_with(values.len().max(columns.len()), Vec::new);
        for (column, value) in columns.iter_mut().zip(values) {
            column.resize(length - 1, f64::NAN);
            column.push(*value);
        }
    }
    for column in columns {
        column.resize(length, f64::NAN);
    }
}
