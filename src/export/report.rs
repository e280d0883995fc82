//! The files of a report, beside the cells of its study.

use super::csv;
use super::figure::figures;
use super::file::Beside;
use super::html;
use crate::record::Measure;
use crate::study::report::Report;
use crate::study::{Cell, Entry, Error, State, Study};
use serde_json::Value;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A path that cannot be made or written, and why.
pub type Failed = (PathBuf, io::Error);

/// Why a report was not made.
#[derive(Debug)]
pub enum Trouble {
    /// The study cannot be read.
    Study(Error),
    /// A file cannot be written.
    File(Failed),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Study(error)
    }
}

/// Reads a study and writes `results.csv`, `verdict.json`, `figures/*.svg` and `report.html` into its folder, each
/// beside its place first. Nothing is put in its place before everything is written.
///
/// # Errors
/// What cannot be read or written.
pub fn write(study: &Study, jobs: usize) -> Result<Report, Trouble> {
    let dir = study.dir();
    let mut results = begin(&dir.join("results.csv")).map_err(Trouble::File)?;
    let (layers, lessons) = (layers(study)?, lessons(study)?);
    let shape = (layers, lessons.as_slice());
    let mut failed = results.write_all(header(study, shape).as_bytes()).err();
    let report = Report::read(
        study,
        jobs,
        |entry| rows(study, entry, shape),
        |rows: String| {
            if failed.is_none() {
                failed = results.write_all(rows.as_bytes()).err();
            }
        },
    )?;
    if let Some(cause) = failed {
        return Err(Trouble::File((results.path().to_owned(), cause)));
    }
    let figures = figures(study, &report);
    let mut files = vec![results];
    let mut add = |path: &Path, text: &str| -> Result<(), Trouble> {
        let mut file = begin(path).map_err(Trouble::File)?;
        let written = file.write_all(text.as_bytes()).and_then(|()| file.flush());
        written.map_err(|cause| Trouble::File((path.to_owned(), cause)))?;
        files.push(file);
        Ok(())
    };
    add(&dir.join("verdict.json"), &format!("{:#}\n", verdicts(&report)))?;
    let folder = dir.join("figures");
    fs::create_dir_all(&folder).map_err(|cause| Trouble::File((folder.clone(), cause)))?;
    for figure in &figures {
        add(&folder.join(format!("{}.svg", figure.name)), &figure.file())?;
    }
    add(&dir.join("report.html"), &html::page(study, &report, &figures))?;
    for file in files {
        let path = file.path().to_owned();
        file.place().map_err(|cause| Trouble::File((path, cause)))?;
    }
    // Figures of a study that has grown since may be others.
    let named = |name: &str| figures.iter().any(|figure| format!("{}.svg", figure.name) == name);
    for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        let drawn = path.extension().is_some_and(|ending| ending == "svg");
        if drawn && !name.starts_with('.') && !named(&name) {
            // One that stays is old and harmless.
            let _ = fs::remove_file(path);
        }
    }
    Ok(report)
}

fn begin(path: &Path) -> Result<Beside, Failed> {
    Beside::new(path).map_err(|cause| (path.to_owned(), cause))
}

/// `verdict.json`: the registered comparisons, then the described ones of a single setting.
#[must_use]
pub fn verdicts(report: &Report) -> Value {
    let judged = report.judged.iter().map(crate::study::report::Judged::to_json);
    let described = report.described.iter().filter(|_| report.settings.len() == 1).flatten();
    let described = described.map(|one| {
        let mut entry = one.to_json();
        entry["registered"] = Value::Bool(false);
        entry
    });
    judged.chain(described).collect()
}

/// Layers of weights, of the largest net there is.
fn layers(study: &Study) -> Result<usize, Error> {
    let plan = study.plan();
    let varied = plan.vary().iter().any(|vary| vary.keys().any(|key| key.starts_with("net")));
    let settings = if varied { plan.settings() } else { 1 };
    let mut most = 1;
    for setting in 0..settings {
        most = most.max(plan.scenario(setting, plan.first_seed())?.spec().net.hidden.len() + 1);
    }
    Ok(most)
}

/// The parts of the test that are graded apart, of all settings, each once.
fn lessons(study: &Study) -> Result<Vec<String>, Error> {
    let plan = study.plan();
    let varied = plan.vary().iter().any(|vary| vary.key.starts_with("task"));
    let mut lessons: Vec<String> = Vec::new();
    for setting in 0..if varied { plan.settings() } else { 1 } {
        for part in plan.scenario(setting, plan.first_seed())?.spec().parts() {
            if !lessons.contains(&part) {
                lessons.push(part);
            }
        }
    }
    Ok(lessons)
}

fn header(study: &Study, (layers, lessons): (usize, &[String])) -> String {
    let keys = study.plan().vary().iter().map(|vary| vary.key.clone());
    line(keys.chain(csv::header(layers, lessons)))
}

/// The rows of a cell: the varied values, then those of `trace.csv`.
fn rows(study: &Study, entry: &Entry, shape: (usize, &[String])) -> String {
    let State::Done(cell) = &entry.state else { return String::new() };
    let values: Vec<String> = study.plan().values(entry.point.setting).map(str::to_owned).collect();
    cell_rows(cell, shape, &values).collect()
}

fn cell_rows<'a>(
    cell: &'a Cell,
    (layers, lessons): (usize, &'a [String]),
    values: &'a [String],
) -> impl Iterator<Item = String> + 'a {
    cell.lives.iter().flat_map(move |lived| {
        lived.rows.iter().map(move |row| {
            let first = [lived.name.clone(), cell.seed.to_string(), row.stamp.day.to_string()];
            let stamp = [row.stamp.moment.name().to_owned(), row.stamp.tick.to_string()];
            let counts = [row.gradient_steps.to_string(), row.examples.to_string()];
            let measures = Measure::ALL.into_iter().map(|measure| csv::cell(row.values[measure]));
            let layers = (0..layers).map(|layer| csv::cell(row.layers.get(layer).copied().unwrap_or(f64::NAN)));
            let part = |name: &String| cell.lessons.iter().position(|part| part == name);
            let error = move |name: &String| part(name).and_then(|part| row.lessons.get(part).copied());
            let lessons = lessons.iter().map(move |name| csv::cell(error(name).unwrap_or(f64::NAN)));
            let layers = layers.chain(lessons);
            line(values.iter().cloned().chain(first).chain(stamp).chain(counts).chain(measures).chain(layers))
        })
    })
}

/// A line of CSV.
fn line(cells: impl IntoIterator<Item = String>) -> String {
    let quoted = cells.into_iter().map(|cell| {
        if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
    });
    let mut text = quoted.collect::<Vec<_>>().join(",");
    text.push('\n');
    text
}
