//! README's key table.

use super::{Fallback, KEYS, Key, Task};
use std::fmt::Write as _;

/// The key table as Markdown: a row a key, in the order of the file.
#[must_use]
pub fn markdown() -> String {
    let mut out = String::from("| key | what it is | must be | default |\n| --- | --- | --- | --- |\n");
    for key in KEYS {
        let path = match key.section().split('.').next() {
            Some("event") => format!("`{}` in `[[event]]`", key.path.trim_start_matches("event.")),
            Some("claim") => format!("`{}` in `[claim]`, `[[claim.also]]`", key.name()),
            _ => format!("`{}`", key.path),
        };
        let task = match () {
            () if key.trained => " (not hopfield)".to_owned(),
            () if key.tasks.is_empty() => String::new(),
            () => format!(" ({} only)", key.kinds("`", ", ")),
        };
        let live = if key.live { " †" } else { "" };
        let about = key.about.replace('|', "\\|");
        let _ = writeln!(out, "| {path}{live} | {about}{task} | {} | {} |", key.kind, fallback(key));
    }
    out.push_str("\n† may change while a lab runs, by an event's `set`.\n");
    out
}

fn fallback(key: &Key) -> String {
    match key.fallback {
        Fallback::Required => "required".to_owned(),
        Fallback::Absent => "none".to_owned(),
        Fallback::Value(value) => format!("`{value}`"),
        Fallback::ByTask { other, of } => {
            let named = |(task, value): &(Task, &str)| match *value {
                "" => format!("; {}: from the file", task.name()),
                value => format!("; {}: `{value}`", task.name()),
            };
            format!("`{other}`{}", of.iter().map(named).collect::<String>())
        }
        Fallback::From(words) => words.to_owned(),
    }
}
