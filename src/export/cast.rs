//! A recording of a terminal: asciicast, version 2, a JSON value a line.

use std::fmt::Write;

/// A recording in the making.
#[derive(Debug, Clone)]
pub struct Cast {
    text: String,
}

impl Cast {
    /// A recording of a screen of this size, in cells.
    #[must_use]
    pub fn new((width, height): (u16, u16), title: &str) -> Self {
        let header = serde_json::json!({
            "version": 2,
            "width": width,
            "height": height,
            "title": title,
            "env": { "TERM": "xterm-256color" },
        });
        Self { text: format!("{header}\n") }
    }

    /// Adds what was written to the terminal at a time, in seconds from the start.
    pub fn frame(&mut self, seconds: f64, output: &str) {
        if !output.is_empty() {
            let event = serde_json::json!([(seconds * 1000.0).round() / 1000.0, "o", output]);
            let _ = writeln!(self.text, "{event}");
        }
    }

    /// The file's text.
    #[must_use]
    pub fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_json_and_empty_frames_are_left_out() {
        let mut cast = Cast::new((80, 24), "x");
        cast.frame(0.0, "\u{1b}[2Ja");
        cast.frame(0.1, "");
        cast.frame(1.234_56, "b");
        let text = cast.finish();
        let lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[0]["width"], 80);
        assert_eq!(lines[2], serde_json::json!([1.235, "o", "b"]));
    }
}
