//! The keys of somebody's own data.

use super::{float, quoted};
use crate::task::{Own, Scale, Source};
use std::path::Path;

/// A key's value as TOML, if it has one; `name` is its last part.
pub(super) fn value(own: &Own, name: &str) -> Option<String> {
    let reading = &own.reading;
    let is_table = own.source == Source::Table;
    let path = |path: &Path| quoted(&path.to_string_lossy());
    match name {
        "file" => Some(path(&reading.file)),
        "labels" => reading.labels.as_deref().map(path),
        "test_file" => reading.test_file.as_deref().map(path),
        "test_labels" => reading.test_labels.as_deref().map(path),
        "digest" => Some(quoted(&own.data.0.digest)),
        "header" => is_table.then(|| reading.header.to_string()),
        "delimiter" => is_table.then(|| quoted(&reading.delimiter)),
        "target" => (!reading.target.is_empty()).then(|| quoted(&reading.target)),
        "columns" if reading.columns.is_empty() => None,
        "columns" => {
            let columns: Vec<String> = reading.columns.iter().map(|column| quoted(column)).collect();
            Some(format!("[{}]", columns.join(", ")))
        }
        "categories" => is_table.then(|| quoted(if reading.one_hot { "one-hot" } else { "refuse" })),
        "missing" => (own.source != Source::Idx).then(|| quoted(&reading.missing)),
        "answers" => (own.source != Source::Idx).then(|| quoted(if reading.classes { "classes" } else { "values" })),
        "scale" => Some(quoted(match own.scale {
            Scale::Standard => "standard",
            Scale::Pixels => "pixels",
            Scale::None => "none",
        })),
        // Not a property of values, and refused for them.
        "label_noise" => reading.classes.then(|| float(own.label_noise)),
        "validation" => Some(own.validation.to_string()),
        "test" => Some(own.test.to_string()),
        _ => None,
    }
}

/// Whether a key says where files are, which is not what is lived.
pub(in crate::scenario) fn is_path(path: &str) -> bool {
    matches!(path, "task.file" | "task.labels" | "task.test_file" | "task.test_labels")
}
