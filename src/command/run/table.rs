//! The table of a run: what became of every arm on the last day.

use crate::export::summary::ending;
use crate::lab::Lab;
use crate::record::{Measure, Moment, Row};
use crate::scenario::plain;
use std::collections::BTreeMap;
use std::io::{self, Write};

const HEAD: [&str; 6] = ["arm", "evening error", "morning error", "lies believed", "Σ|w|", "gradient steps"];

/// Prints the table, a note where arms did not learn equally much, and the trace hash.
pub(in crate::command) fn print(lab: &Lab, out: &mut dyn Write) -> io::Result<()> {
    let spec = lab.spec();
    let title = if spec.title.is_empty() { String::new() } else { format!(": {}", spec.title) };
    writeln!(out, "{}{title}", plain(&spec.name))?;
    let day = if lab.ended() { spec.days.to_string() } else { format!("{} of {}", lab.clock().day, spec.days) };
    writeln!(out, "seed {}, day {day}, kernel {}\n", spec.seed, lab.options().kernel.name())?;
    let lines: Vec<Line> = (0..lab.lives().len()).map(|life| line(lab, life)).collect();
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.cells.as_ref().ok()).map(|cells| cells[column].chars().count());
        cells.chain([HEAD[column].chars().count()]).max().unwrap_or(0)
    };
    let first = lines.iter().map(|line| line.name.len()).max().unwrap_or(0).max(HEAD[0].len());
    let widths = [0, 1, 2, 3, 4, 5].map(width);
    let row = |name: &str, cells: &[String; 6]| {
        let cells: Vec<String> =
            cells.iter().zip(widths).skip(1).map(|(cell, width)| format!("{cell:>width$}")).collect();
        format!("{name:first$}  {}", cells.join("  "))
    };
    writeln!(out, "{}", row(HEAD[0], &HEAD.map(str::to_owned)))?;
    for line in &lines {
        match &line.cells {
            Ok(cells) => writeln!(out, "{}", row(&line.name, cells))?,
            Err(diverged) => writeln!(out, "{:first$}  {diverged}", line.name)?,
        }
    }
    writeln!(out)?;
    if let Some(note) = elsewhere(lab) {
        writeln!(out, "{note}")?;
    }
    if let Some(note) = unequal(lab) {
        writeln!(out, "{note}")?;
    }
    writeln!(out, "trace {}", lab.trace_hash())
}

/// Says of which moments the figures are, where that is not the end.
fn elsewhere(lab: &Lab) -> Option<String> {
    let clock = lab.clock();
    if lab.ended() || clock.day == 0 {
        return None;
    }
    let stamps = lab.history().stamps();
    let last = |moment: Moment| {
        let day = stamps.iter().rfind(|stamp| stamp.moment == moment).map(|stamp| stamp.day);
        match day {
            Some(0) => "birth".to_owned(),
            Some(day) => format!("{} {day}", moment.name()),
            None => format!("no {} yet", moment.name()),
        }
    };
    let (evening, morning) = (last(Moment::Evening), last(Moment::Morning));
    Some(format!(
        "note: left in {} {}: evening errors are of {evening}, all other figures of {morning}",
        clock.phase.name(),
        clock.day
    ))
}

struct Line {
    name: String,
    /// The cells, the first left empty for the name; or how the life diverged.
    cells: Result<[String; 6], String>,
}

fn line(lab: &Lab, life: usize) -> Line {
    let name = lab.lives()[life].name().to_owned();
    if let Some(divergence) = lab.lives()[life].diverged() {
        return Line { name, cells: Err(divergence.to_string()) };
    }
    let ending = ending(lab, life);
    let value = |row: &Option<Row>, measure| row.as_ref().and_then(|row| row.values.get(measure));
    let percent = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{:.1} %", 100.0 * value));
    let error = |row: &Option<Row>| {
        let value = value(row, Measure::TestError);
        if lab.spec().task.is_classes() {
            percent(value)
        } else {
            value.map_or_else(|| "–".to_owned(), |value| format!("{value:.4}"))
        }
    };
    let weights = value(&ending.morning, Measure::WeightAbs);
    let cells = [
        String::new(),
        error(&ending.evening),
        error(&ending.morning),
        percent(value(&ending.morning, Measure::LiesBelieved)),
        weights.map_or_else(|| "–".to_owned(), |value| format!("{value:.1}")),
        lab.lives()[life].gradient_steps().to_string(),
    ];
    Line { name, cells: Ok(cells) }
}

/// Says which arms took how many gradient steps, if not all took the same.
fn unequal(lab: &Lab) -> Option<String> {
    let mut groups: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    for life in lab.lives().iter().filter(|life| life.diverged().is_none()) {
        groups.entry(life.gradient_steps()).or_default().push(life.name());
    }
    if groups.len() < 2 {
        return None;
    }
    let groups: Vec<String> = groups.iter().map(|(steps, arms)| format!("{steps} ({})", arms.join(", "))).collect();
    Some(format!("note: not the same number of gradient steps: {}", groups.join(", ")))
}
