//! A screen as a picture: SVG of a buffer of cells, the same bytes for the same buffer.
//!
//! Blocks, dots, frames and markers are drawn as shapes, so that charts and images look alike
//! whatever fonts the viewer has; everything else is text, a word at a time, stretched to its cells.

mod colour;
mod glyph;

use std::collections::BTreeMap;
use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Modifier;

use colour::{NAMED, Rgb, blend, paint};
use glyph::{Kind, draw, kind};

/// Width and height of a cell, in pixels.
const CELL: (f32, f32) = (9.0, 18.0);
/// Width of the margin around the cells.
const MARGIN: f32 = 14.0;
/// Text's height and its base line below a cell's top, in pixels. A monospaced letter is .6 as wide
/// as it is high: 15 fits a cell.
const TEXT: (f32, f32) = (15.0, 13.5);

/// The colours of cells that leave theirs to the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ground {
    /// Text.
    pub text: [u8; 3],
    /// Behind it.
    pub back: [u8; 3],
}

impl Default for Ground {
    fn default() -> Self {
        Self { text: NAMED[7], back: [0x0e, 0x0f, 0x15] }
    }
}

/// The buffer as an SVG document.
#[must_use]
pub fn svg(buffer: &Buffer, ground: Ground) -> String {
    let area = buffer.area;
    let (width, height) =
        (f32::from(area.width) * CELL.0 + 2.0 * MARGIN, f32::from(area.height) * CELL.1 + 2.0 * MARGIN);
    let edge = hex(blend(ground.back, ground.text, 2));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\n\
         <rect x=\".5\" y=\".5\" width=\"{}\" height=\"{}\" rx=\"10\" fill=\"{}\" stroke=\"{edge}\"/>\n",
        width - 1.0,
        height - 1.0,
        hex(ground.back)
    );
    backgrounds(buffer, ground, &mut out);
    let mut shapes: BTreeMap<(u8, Rgb), String> = BTreeMap::new();
    let mut text = String::new();
    for y in 0..area.height {
        let cell = |x: u16| &buffer[(area.x + x, area.y + y)];
        let alike = |x: u16| {
            let (cell, kind) = (cell(x), kind(cell(x).symbol()));
            // Words hold together; of shapes only equal ones do.
            let symbol = if kind == Kind::Text { "" } else { cell.symbol() };
            (kind, paint(cell, ground).0, weight(cell), symbol)
        };
        for (start, end) in runs(area.width, alike) {
            let place = (MARGIN + f32::from(start) * CELL.0, MARGIN + f32::from(y) * CELL.1);
            let (colour, kind) = (paint(cell(start), ground).0, kind(cell(start).symbol()));
            match kind {
                Kind::Blank => {}
                Kind::Text => {
                    let word: String = (start..end).map(|x| cell(x).symbol()).collect();
                    let _ = writeln!(
                        text,
                        "<text x=\"{}\" y=\"{}\" textLength=\"{}\" fill=\"{}\"{}>{}</text>",
                        place.0,
                        place.1 + TEXT.1,
                        f32::from(end - start) * CELL.0,
                        hex(colour),
                        weight(cell(start)),
                        escape(&word)
                    );
                }
                _ => {
                    let path = shapes.entry((kind as u8, colour)).or_default();
                    draw(path, cell(start).symbol(), end - start, place);
                }
            }
        }
    }
    for ((kind, colour), path) in shapes {
        let colour = hex(colour);
        let style = match kind {
            kind if kind == Kind::Fill as u8 => format!("fill=\"{colour}\""),
            kind if kind == Kind::Dots as u8 => {
                format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"3\" stroke-linecap=\"round\"")
            }
            kind if kind == Kind::Heavy as u8 => format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.5\""),
            _ => format!("fill=\"none\" stroke=\"{colour}\""),
        };
        let _ = writeln!(out, "<path {style} d=\"{path}\"/>");
    }
    let _ = writeln!(
        out,
        "<g font-family=\"ui-monospace,SFMono-Regular,Menlo,Consolas,DejaVu Sans Mono,Liberation Mono,monospace\" \
         font-size=\"{}\">",
        TEXT.0
    );
    out += &text;
    out += "</g>\n</svg>\n";
    out
}

/// One path for each colour behind cells; equal stretches in rows below each other become one
/// rectangle, so that no seams show.
fn backgrounds(buffer: &Buffer, ground: Ground, out: &mut String) {
    let area = buffer.area;
    // (colour, start, end) → the rows it covers so far.
    let mut open: BTreeMap<(Rgb, u16, u16), (u16, u16)> = BTreeMap::new();
    let mut paths: BTreeMap<Rgb, String> = BTreeMap::new();
    let mut close = |(colour, start, end): (Rgb, u16, u16), (top, bottom): (u16, u16)| {
        let (x, y) = (MARGIN + f32::from(start) * CELL.0, MARGIN + f32::from(top) * CELL.1);
        let (wide, high) = (f32::from(end - start) * CELL.0, f32::from(bottom - top) * CELL.1);
        let _ = write!(paths.entry(colour).or_default(), "M{x} {y}h{wide}v{high}h-{wide}z");
    };
    for y in 0..area.height {
        let colour = |x: u16| paint(&buffer[(area.x + x, area.y + y)], ground).1;
        for (start, end) in runs(area.width, colour) {
            if colour(start) != ground.back {
                let rows = open.entry((colour(start), start, end)).or_insert((y, y));
                if rows.1 < y {
                    close((colour(start), start, end), *rows);
                    *rows = (y, y);
                }
                rows.1 = y + 1;
            }
        }
    }
    for (key, rows) in open {
        close(key, rows);
    }
    for (colour, path) in paths {
        let _ = writeln!(out, "<path fill=\"{}\" shape-rendering=\"crispEdges\" d=\"{path}\"/>", hex(colour));
    }
}

/// Maximal runs of equal keys over `0..width`, as (start, end).
fn runs<K: PartialEq>(width: u16, key: impl Fn(u16) -> K) -> Vec<(u16, u16)> {
    let mut runs: Vec<(u16, u16)> = Vec::new();
    for x in 0..width {
        match runs.last_mut() {
            Some((start, end)) if key(*start) == key(x) => *end = x + 1,
            _ => runs.push((x, x + 1)),
        }
    }
    runs
}

fn weight(cell: &Cell) -> &'static str {
    let bold = cell.modifier.contains(Modifier::BOLD);
    match (bold, cell.modifier.contains(Modifier::ITALIC)) {
        (true, true) => " font-weight=\"bold\" font-style=\"italic\"",
        (true, false) => " font-weight=\"bold\"",
        (false, true) => " font-style=\"italic\"",
        (false, false) => "",
    }
}

fn hex([r, g, b]: [u8; 3]) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Color;
    use ratatui::style::Style;

    #[test]
    fn cells_become_words_shapes_and_backgrounds() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 14, 3));
        buffer.set_string(0, 0, "a<b  c", Style::new().add_modifier(Modifier::BOLD));
        buffer.set_string(8, 0, "░", Style::new().fg(Color::White));
        buffer.set_string(0, 1, "⣿▄──╮", Style::new().fg(Color::Rgb(1, 2, 3)).bg(Color::Rgb(9, 9, 9)));
        buffer.set_string(0, 2, "●●  │", Style::new().fg(Color::Rgb(4, 5, 6)).bg(Color::Rgb(9, 9, 9)));
        insta::assert_snapshot!(svg(&buffer, Ground::default()));
        assert_eq!(svg(&buffer, Ground::default()), svg(&buffer, Ground::default()));
    }
}
