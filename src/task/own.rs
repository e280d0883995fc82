//! Somebody's own data: rows of a table, images, arrays.

use std::path::PathBuf;
use std::sync::Arc;

use ndarray::Array2;

use super::Schedule;
use super::split::Split;
use crate::data::{Answers, Encoder, Examples, Form, Inputs, Pool};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A table, as text.
    Table,
    /// Images and labels in the format of MNIST.
    Idx,
    /// Arrays of numpy's.
    Npz,
}

impl Source {
    /// The kind's name in scenarios.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Idx => "idx",
            Self::Npz => "npz",
        }
    }
}

/// What is done to numbers before a net sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Each column, and the values that are asked: mean 0 and standard deviation 1 in the training set. A column
    /// that is constant there is 0.
    Standard,
    /// 0 … 255 becomes 0 … 1.
    Pixels,
    /// Nothing.
    None,
}

/// Where data are, and how a table is read, as a scenario says it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The file; of images the images.
    pub file: PathBuf,
    /// The labels of images.
    pub labels: Option<PathBuf>,
    /// The file that the test set comes from, if it is another.
    pub test_file: Option<PathBuf>,
    /// The labels of those images.
    pub test_labels: Option<PathBuf>,
    /// The column that is asked; of a table alone, as what follows.
    pub target: String,
    /// The columns that are learnt from; none = all others.
    pub columns: Vec<String>,
    /// Whether the first line holds names.
    pub header: bool,
    /// What stands between cells, by its name.
    pub delimiter: String,
    /// Whether words become columns.
    pub one_hot: bool,
    /// What becomes of missing cells: "refuse", "drop" or "mean".
    pub missing: String,
    /// Whether answers are classes; otherwise they are values.
    pub classes: bool,
}

/// What was read from the files, once.
#[derive(Debug)]
pub struct Content {
    /// What training and validation set, and without another file the test set, are drawn from.
    pub pool: Pool,
    /// What the test set is drawn from, if it is another file.
    pub unseen: Option<Pool>,
    /// BLAKE3 of the file, or of the digests of several, as 64 hexadecimal digits.
    pub digest: String,
    /// What is asked, in a word or two.
    pub asked: String,
    /// What was taken off each column before it was kept.
    pub middles: Vec<f64>,
    /// What a reader should know of the files, a sentence each.
    pub notes: Vec<String>,
}

/// What was read, shared by everything that is made of it. Two are equal if they were read from the same bytes.
#[derive(Debug, Clone)]
pub struct Data(pub Arc<Content>);

impl PartialEq for Data {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.digest == other.0.digest
    }
}

impl Data {
    /// Nothing, where the files are still to be read.
    #[must_use]
    pub fn nothing() -> Self {
        let pool = Pool {
            form: Form::Row(Arc::from(Vec::new())),
            raw: Array2::zeros((0, 0)).into_shared(),
            answers: Answers::Values(Vec::new()),
        };
        let (digest, asked) = (String::new(), String::new());
        Self(Arc::new(Content { pool, unseen: None, digest, asked, middles: Vec::new(), notes: Vec::new() }))
    }
}

/// Somebody's own data.
#[derive(Debug, Clone, PartialEq)]
pub struct Own {
    /// What the file is.
    pub source: Source,
    /// When examples are lived.
    pub schedule: Schedule,
    /// Share of the training labels replaced by another class, from 0 to 1.
    pub label_noise: f64,
    /// Examples in the validation set.
    pub validation: usize,
    /// Examples in the test set.
    pub test: usize,
    /// What is done to numbers.
    pub scale: Scale,
    /// Where the data are, and how they are read.
    pub reading: Reading,
    /// What was read.
    pub data: Data,
}

impl Own {
    /// Everything there is, but for a test set from another file.
    #[must_use]
    pub fn pool(&self) -> &Pool {
        &self.data.0.pool
    }

    /// What a raw input looks like.
    #[must_use]
    pub fn form(&self) -> Form {
        self.pool().form.clone()
    }
}

/// Training, validation and test set of a seed, disjoint. Pixels are rows of the one pool; what is standardised is
/// a copy, since every training set has its own mean.
pub(super) fn sets(own: &Own, seed: u64) -> [Examples; 3] {
    let encoder = Encoder::Identity;
    let Content { pool, unseen, .. } = &*own.data.0;
    let here = if unseen.is_some() { 0 } else { own.test };
    let split = Split::new(own.schedule, own.validation, here, own.label_noise);
    let [train, validation, mut test] = split.draw(pool, &encoder, seed);
    if let Some(unseen) = unseen {
        let split = Split { train: 0, validation: 0, test: own.test, label_noise: 0.0 };
        [_, _, test] = split.draw(unseen, &encoder, seed);
    }
    let sets = [train, validation, test];
    let standard = own.scale == Scale::Standard;
    if !standard && own.reading.missing != "mean" {
        return sets;
    }
    let columns: Vec<Spread> = (0..pool.form.size()).map(|column| spread(&sets[0].raw, column)).collect();
    let asked = Spread::of(sets[0].given.iter().copied());
    sets.map(|set| {
        let mut raw = Array2::zeros((set.raw.len(), columns.len()));
        for (from, mut to) in set.raw.rows().zip(raw.rows_mut()) {
            for ((from, to), column) in from.iter().zip(&mut to).zip(&columns) {
                *to = column.of_value(*from, standard);
            }
        }
        let raw = Inputs::all(raw);
        if set.labels.is_empty() {
            let of = |values: &Array2<f32>| values.mapv(|value| asked.of_value(value, standard));
            Examples::of_values(raw, &encoder, of(&set.given), of(&set.truth))
        } else {
            Examples::of_classes(raw, &encoder, set.labels)
        }
    })
}

/// Mean and standard deviation of what is there of a column.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Spread {
    mean: f64,
    deviation: f64,
}

impl Spread {
    fn of(values: impl Iterator<Item = f32> + Clone) -> Self {
        let there = values.map(f64::from).filter(|value| !value.is_nan());
        let (count, sum) = there.clone().fold((0.0, 0.0), |(count, sum), value| (count + 1.0, sum + value));
        if count == 0.0 {
            return Self { mean: 0.0, deviation: 0.0 };
        }
        let mean = sum / count;
        let squares: f64 = there.map(|value| (value - mean) * (value - mean)).sum();
        let deviation = (squares / count).sqrt();
        // What is left of a constant after rounding is no spread.
        Self { mean, deviation: if deviation > 1e-6 * mean.abs() { deviation } else { 0.0 } }
    }

    /// The value as a net sees it: the mean stands for a missing one.
    fn of_value(self, value: f32, standard: bool) -> f32 {
        let value = if value.is_nan() { self.mean } else { f64::from(value) };
        match () {
            () if !standard => value as f32,
            () if self.deviation > 0.0 => ((value - self.mean) / self.deviation) as f32,
            () => 0.0,
        }
    }
}

fn spread(raw: &Inputs, column: usize) -> Spread {
    Spread::of((0..raw.len()).map(|row| raw.row(row)[column]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::Days;

    fn own(raw: Array2<f32>, answers: Answers, scale: Scale, missing: &str) -> Own {
        let n = raw.nrows();
        let names: Vec<String> = (0..raw.ncols()).map(|column| column.to_string()).collect();
        let pool = Pool { form: Form::Row(names.into()), raw: raw.into_shared(), answers };
        let nothing = Data::nothing();
        let Some(content) = Arc::into_inner(nothing.0) else { unreachable!("nobody else has it") };
        let train = n / 2;
        Own {
            source: Source::Table,
            schedule: Schedule { days: Days::Fixed, per_day: train, train },
            label_noise: 0.0,
            validation: n / 4,
            test: n / 4,
            scale,
            reading: Reading { missing: missing.to_owned(), ..Reading::default() },
            data: Data(Arc::new(Content { pool, ..content })),
        }
    }

    #[test]
    fn columns_are_standardised_by_the_training_set_alone() {
        let raw = Array2::from_shape_fn((40, 3), |(row, column)| match column {
            0 => 1000.0 + (row * row) as f32,
            1 => 0.1,
            _ if row % 7 == 0 => f32::NAN,
            _ => row as f32,
        });
        let values = Answers::Values((0..40).map(|row| 5.0 * row as f32).collect());
        for seed in 1..10 {
            let own = own(raw.clone(), values.clone(), Scale::Standard, "mean");
            let sets = sets(&own, seed);
            for column in [0, 2] {
                let Spread { mean, deviation } = spread(&sets[0].raw, column);
                assert!(mean.abs() < 1e-6 && (0.8..1.000_01).contains(&deviation), "{mean} {deviation}");
            }
            let Spread { mean, deviation } = Spread::of(sets[0].given.iter().copied());
            assert!(mean.abs() < 1e-6 && (deviation - 1.0).abs() < 1e-6);
            for set in &sets {
                assert!(set.raw.values().all(f32::is_finite), "nothing is missing");
                assert!(set.raw.rows().all(|row| row[1] == 0.0), "a constant is nothing");
                assert_eq!(set.given, set.truth);
            }
            assert_ne!(spread(&sets[2].raw, 0).mean, 0.0, "the test set has no part in it");
        }
    }

    #[test]
    fn what_is_not_standardised_stands_in_memory_once() {
        let raw = Array2::from_shape_fn((40, 2), |(row, column)| (row * 2 + column) as f32 / 80.0);
        let answers = Answers::Classes { names: vec!["a".into(), "b".into()], truths: vec![0; 40] };
        let own = own(raw, answers, Scale::Pixels, "refuse");
        let all = Inputs::all(own.pool().raw.clone());
        for set in sets(&own, 3).iter().chain(&sets(&own, 4)) {
            assert!(set.raw.shares(&all) && set.features.shares(&all));
        }
    }
}
