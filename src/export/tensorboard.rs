//! Event files for TensorBoard: framed records of protobuf events with a scalar a measure.
//!
//! The few messages are written by hand. Wall times are 0, so that the same study gives the same bytes; steps are ticks
//! since birth. TensorBoard keeps scalars in single precision: `results.csv` has every digit.

mod crc;

pub use crc::{crc32c, masked};

use super::file::Beside;
use super::report::{Failed, Trouble};
use crate::record::{Measure, Row};
use crate::study::{Entry, State, Study};
use std::fs;
use std::io::Write;
use std::path::PathBuf;

/// What a reader looks for in a file's name, and that there is one a folder.
const FILE: &str = "events.out.tfevents.0.oneiro";

/// Writes an event file for every life that is done: `tensorboard/LIFE/seedN/`, behind the values of varied keys. Gives
/// their number.
///
/// # Errors
/// What cannot be read or written.
pub fn write(study: &Study, jobs: usize) -> Result<usize, Trouble> {
    let (mut count, mut failed) = (0, None);
    study.gather(
        jobs,
        |entry| lives(study, &entry),
        |written: Result<usize, Failed>| match written {
            Ok(lives) => count += lives,
            Err(trouble) => failed = failed.take().or(Some(trouble)),
        },
    )?;
    failed.map_or(Ok(count), |failed| Err(Trouble::File(failed)))
}

fn lives(study: &Study, entry: &Entry) -> Result<usize, Failed> {
    let State::Done(cell) = &entry.state else { return Ok(0) };
    let plan = study.plan();
    let mut root = study.dir().join("tensorboard");
    for (vary, value) in plan.vary().iter().zip(plan.values(entry.point.setting)) {
        root.push(named(&format!("{}={value}", vary.key)));
    }
    for lived in &cell.lives {
        let folder: PathBuf = root.join(named(&lived.name)).join(format!("seed{}", cell.seed));
        fs::create_dir_all(&folder).map_err(|cause| (folder.clone(), cause))?;
        let path = folder.join(FILE);
        let write = || {
            let mut file = Beside::new(&path)?;
            file.write_all(&events(&lived.rows))?;
            file.place()
        };
        write().map_err(|cause| (path.clone(), cause))?;
    }
    Ok(cell.lives.len())
}

/// A name of a folder: what could lead elsewhere is `_`.
fn named(text: &str) -> String {
    let kept = |c: char| c.is_alphanumeric() || matches!(c, '.' | '=' | '+' | '-' | '_' | '[' | ']');
    let text: String = text.chars().take(120).map(|c| if kept(c) { c } else { '_' }).collect();
    if text.chars().all(|c| c == '.') { "_".to_owned() } else { text }
}

/// The rows of one life as an event file.
#[must_use]
pub fn events(rows: &[Row]) -> Vec<u8> {
    let mut file = Vec::new();
    // Event.file_version = 3
    let mut first = Vec::new();
    bytes(&mut first, 3, b"brain.Event:2");
    record(&mut file, &first);
    for row in rows {
        let mut summary = Vec::new();
        let mut scalar = |tag: &str, value: f64| {
            // Summary.value = 1 { tag = 1, simple_value = 2 }
            let mut one = Vec::new();
            bytes(&mut one, 1, tag.as_bytes());
            key(&mut one, 2, 5);
            one.extend((value as f32).to_le_bytes());
            bytes(&mut summary, 1, &one);
        };
        for measure in Measure::ALL {
            if let Some(value) = row.values.get(measure) {
                scalar(measure.name(), value);
            }
        }
        for (layer, value) in (1..).zip(&row.layers).filter(|(_, value)| !value.is_nan()) {
            scalar(&format!("weight_abs_{layer}"), *value);
        }
        // Event.step = 2, Event.summary = 5
        let mut event = Vec::new();
        key(&mut event, 2, 0);
        varint(&mut event, row.stamp.tick);
        bytes(&mut event, 5, &summary);
        record(&mut file, &event);
    }
    file
}

/// A framed record: length, its masked CRC, the bytes, theirs.
fn record(file: &mut Vec<u8>, content: &[u8]) {
    let length = (content.len() as u64).to_le_bytes();
    file.extend(length);
    file.extend(masked(&length).to_le_bytes());
    file.extend(content);
    file.extend(masked(content).to_le_bytes());
}

/// A field's number and wire type.
fn key(out: &mut Vec<u8>, field: u8, wire: u8) {
    out.push(field << 3 | wire);
}

fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// A field of bytes, a text or a message.
fn bytes(out: &mut Vec<u8>, field: u8, content: &[u8]) {
    key(out, field, 2);
    varint(out, content.len() as u64);
    out.extend(content);
}
