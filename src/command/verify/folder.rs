//! A run's folder: every row of its files, down to the measure.

use super::super::signals::Signals;
use super::Error;
use crate::export::csv::{self, Rows};
use crate::export::summary;
use crate::lab::{Lab, Options};
use crate::net::Kernel;
use crate::scenario::{Scenario, plain, shortened};
use ::csv::{ReaderBuilder, StringRecord};
use serde_json::Value;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Why faer's figures may differ elsewhere.
pub(super) const OTHER_KERNEL: &str =
    "lived with the faer kernel, whose last bits differ between machines: --kernel portable gives the same everywhere";

/// What `summary.json` says besides the trace that has to be the same.
const SUMMED: [&str; 4] = ["seed", "days", "tick", "arms"];

/// A cell that is not what it was.
struct Difference {
    tick: u64,
    said: String,
}

/// Lives the folder's scenario again and says where the first difference is.
pub(super) fn verify(folder: &Path, out: &mut dyn Write) -> Result<(), Error> {
    let failed = |path: &Path, cause| Error::file(path, cause);
    let path = folder.join("summary.json");
    let text = fs::read_to_string(&path).map_err(|cause| failed(&path, cause))?;
    let odd = |what: &str| failed(&path, io::Error::other(format!("is no summary of a run: {what}")));
    let told: Value = serde_json::from_str(&text).map_err(|error| odd(&error.to_string()))?;
    let word = |key: &str| told.get(key).and_then(Value::as_str).ok_or_else(|| odd(&format!("{key} is missing")));
    let kernel = Kernel::from_name(word("kernel")?).ok_or_else(|| odd("its kernel is unknown"))?;
    let trace = word("trace")?.to_owned();
    let tick = told.get("tick").and_then(Value::as_u64);

    let scenario = Scenario::load(&folder.join("scenario.toml").to_string_lossy(), &[])?;
    let said = |rows: Rows| {
        let path = folder.join(if rows == Rows::All { "ticks.csv" } else { "trace.csv" });
        fs::read(&path).map_err(|cause| failed(&path, cause))
    };
    let (phases, ticks) = (said(Rows::Phases)?, said(Rows::All)?);
    let mut lab = Lab::new(&scenario, Options { kernel, keyframes: None });
    let signals = Signals::listen()?;
    while !lab.ended() && tick.is_none_or(|tick| lab.clock().total < tick) {
        if let Some((name, signal)) = signals.caught() {
            return Err(Error::Ended { name, signal });
        }
        lab.tick();
    }
    let mut rows = 0;
    let mut first: Option<Difference> = None;
    for (name, which, text) in [("trace.csv", Rows::Phases, &phases), ("ticks.csv", Rows::All, &ticks)] {
        let mut now = Vec::new();
        csv::write(lab.spec(), lab.history(), which, &mut now).map_err(|error| Error::Output(error.into()))?;
        let (count, found) = compare(name, text, &now);
        rows += count;
        // Of two files the one that differs earlier tells more.
        if let Some(found) = found.filter(|found| first.as_ref().is_none_or(|first| found.tick < first.tick)) {
            first = Some(found);
        }
    }
    let hash = lab.trace_hash();
    // Through the same reader, so that a float is the same where its digits are.
    let now: Value = serde_json::from_str(&summary::summary(&lab).to_string()).unwrap_or_default();
    let other = SUMMED.into_iter().find(|key| told.get(key).is_some_and(|said| now.get(key) != Some(said)));
    let said = match (first, other) {
        (Some(difference), _) => difference.said,
        (None, _) if hash != trace => {
            format!("every figure is the same, but the trace was {}, and is {hash}", plain(&trace))
        }
        (None, Some(key)) => {
            format!("every row is the same, but {key} in summary.json is another")
        }
        (None, None) => {
            writeln!(out, "reproduced: {rows} rows to the last digit, trace {hash}")?;
            return Ok(());
        }
    };
    writeln!(out, "not reproduced: {said}")?;
    if kernel == Kernel::Faer {
        writeln!(out, "{OTHER_KERNEL}")?;
    }
    Err(Error::Told)
}

fn records(text: &[u8]) -> Vec<StringRecord> {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
    // A row that is no text differs from every row.
    reader.records().map(Result::unwrap_or_default).collect()
}

/// Whether a header has this column.
fn kept(header: Option<&StringRecord>, column: Option<&str>) -> bool {
    header.is_some_and(|header| column.is_some_and(|column| header.iter().any(|known| known == column)))
}

/// How many rows there should be, and the earliest cell that is another one.
fn compare(name: &str, said: &[u8], now: &[u8]) -> (usize, Option<Difference>) {
    let (said, now) = (records(said), records(now));
    let header = now.first().cloned().unwrap_or_default();
    let rows = now.len().saturating_sub(1);
    // A folder of an earlier version lacks the measures that came later.
    let known: Vec<usize> = (0..header.len()).filter(|place| kept(said.first(), header.get(*place))).collect();
    let some = |row: &StringRecord| known.iter().filter_map(|place| row.get(*place)).collect::<StringRecord>();
    let now: Vec<StringRecord> = if known.len() < header.len() { now.iter().map(some).collect() } else { now };
    let header = now.first().cloned().unwrap_or_default();
    if known.is_empty() || said.first() != Some(&header) {
        return (rows, Some(Difference { tick: 0, said: format!("{name} has other columns") }));
    }
    let cell = |row: &StringRecord, column: &str| {
        let place = header.iter().position(|name| name == column);
        place.and_then(|place| row.get(place)).unwrap_or_default().to_owned()
    };
    let differences = said.iter().zip(&now).filter_map(|(said, now)| {
        let place = (0..header.len().max(said.len())).find(|place| said.get(*place) != now.get(*place))?;
        let tick = cell(now, "tick").parse().unwrap_or(0);
        let shown = |row: &StringRecord| match row.get(place) {
            None => "missing".to_owned(),
            Some("") => "empty".to_owned(),
            Some(value) => shortened(&plain(value), 40),
        };
        let column = header.get(place).unwrap_or("a cell too many");
        let at = format!("{}, {} {} (tick {tick})", cell(now, "arm"), cell(now, "phase"), cell(now, "day"));
        let said = format!("{at}: {column} is {} in {name}, and {} now", shown(said), shown(now));
        Some(Difference { tick, said })
    });
    let first = differences.min_by_key(|difference| difference.tick);
    let missing = (said.len() != now.len()).then(|| {
        let said = format!("{name} has {} rows, and there are {rows}", said.len().saturating_sub(1));
        Difference { tick: u64::MAX, said }
    });
    (rows, first.or(missing))
}
