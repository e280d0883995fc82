//! A screen as a picture: SVG of a buffer of cells, the same bytes for the same buffer.
//!
//! Blocks and braille are drawn as shapes, so that charts and images look alike whatever fonts the
//! viewer has; everything else is text, stretched to its cells.

use std::collections::BTreeMap;
use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// Width and height of a cell, in pixels.
const CELL: (f32, f32) = (9.0, 18.0);
/// Width of the frame around the cells.
const FRAME: f32 = 12.0;
/// The colours of a terminal that are not given as numbers.
const NAMED: [[u8; 3]; 16] = [
    [0x1c, 0x1c, 0x22],
    [0xd0, 0x4a, 0x4a],
    [0x3f, 0xa5, 0x6b],
    [0xc9, 0x9a, 0x3c],
    [0x4a, 0x7c, 0xd0],
    [0xa8, 0x62, 0xc4],
    [0x3d, 0xa3, 0xb5],
    [0xc8, 0xc8, 0xcc],
    [0x6c, 0x6c, 0x76],
    [0xf0, 0x71, 0x71],
    [0x62, 0xd0, 0x93],
    [0xf0, 0xc6, 0x61],
    [0x7a, 0xa8, 0xf4],
    [0xd0, 0x90, 0xe8],
    [0x6c, 0xd0, 0xe0],
    [0xf4, 0xf4, 0xf6],
];

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
    let (width, height) = (f32::from(area.width) * CELL.0 + 2.0 * FRAME, f32::from(area.height) * CELL.1 + 2.0 * FRAME);
    let back = hex(ground.back);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"10\" fill=\"{back}\"/>\n"
    );
    let mut shapes: BTreeMap<String, String> = BTreeMap::new();
    let mut text = String::new();
    for y in 0..area.height {
        let top = FRAME + f32::from(y) * CELL.1;
        let cell = |x: u16| &buffer[(area.x + x, area.y + y)];
        for (start, end) in runs(area.width, |x| paint(cell(x), ground).1) {
            let colour = hex(paint(cell(start), ground).1);
            if colour != back {
                let left = FRAME + f32::from(start) * CELL.0;
                let wide = f32::from(end - start) * CELL.0;
                let _ = writeln!(
                    out,
                    "<rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{}\" fill=\"{colour}\"/>",
                    CELL.1
                );
            }
        }
        for (start, end) in runs(area.width, |x| (paint(cell(x), ground).0, weight(cell(x)), kind(cell(x).symbol()))) {
            let left = FRAME + f32::from(start) * CELL.0;
            let colour = hex(paint(cell(start), ground).0);
            match kind(cell(start).symbol()) {
                Kind::Blank => {}
                Kind::Shape => {
                    let path = shapes.entry(colour).or_default();
                    for x in start..end {
                        shape(path, cell(x).symbol(), FRAME + f32::from(x) * CELL.0, top);
                    }
                }
                Kind::Text => {
                    let run: String = (start..end).map(|x| cell(x).symbol()).collect();
                    let wide = f32::from(end - start) * CELL.0;
                    let _ = writeln!(
                        text,
                        "<text x=\"{left}\" y=\"{}\" textLength=\"{wide}\" fill=\"{colour}\"{}>{}</text>",
                        top + CELL.1 * 0.76,
                        weight(cell(start)),
                        escape(&run)
                    );
                }
            }
        }
    }
    for (colour, path) in shapes {
        let _ = writeln!(out, "<path fill=\"{colour}\" d=\"{path}\"/>");
    }
    out += "<g font-family=\"ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace\" font-size=\"15\" \
            xml:space=\"preserve\" lengthAdjust=\"spacingAndGlyphs\">\n";
    out += &text;
    out += "</g>\n</svg>\n";
    out
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    Shape,
    Text,
}

fn kind(symbol: &str) -> Kind {
    match symbol.chars().next() {
        None | Some(' ') => Kind::Blank,
        Some('\u{2580}'..='\u{2590}' | '\u{2594}' | '\u{2595}' | '\u{2800}'..='\u{28ff}') => Kind::Shape,
        Some(_) => Kind::Text,
    }
}

/// Appends a block or braille character to a path.
fn shape(path: &mut String, symbol: &str, x: f32, y: f32) {
    let (w, h) = CELL;
    let mut rectangle = |x: f32, y: f32, w: f32, h: f32| {
        let _ = write!(path, "M{x:.2} {y:.2}h{w:.2}v{h:.2}h-{w:.2}z");
    };
    let code = symbol.chars().next().map_or(0, u32::from);
    match code {
        0x2580 => rectangle(x, y, w, h / 2.0),
        0x2581..=0x2588 => {
            let part = h * (code - 0x2580) as f32 / 8.0;
            rectangle(x, y + h - part, w, part);
        }
        0x2589..=0x258f => rectangle(x, y, w * (0x2590 - code) as f32 / 8.0, h),
        0x2590 => rectangle(x + w / 2.0, y, w / 2.0, h),
        0x2594 => rectangle(x, y, w, h / 8.0),
        0x2595 => rectangle(x + w * 7.0 / 8.0, y, w / 8.0, h),
        _ => {
            // Braille: dots 1 2 3 7 in the left column, 4 5 6 8 in the right.
            let places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)];
            for (bit, (column, row)) in places.into_iter().enumerate() {
                if (code - 0x2800) >> bit & 1 == 1 {
                    let left = x + w * (0.25 + 0.5 * column as f32) - 1.3;
                    let top = y + h * (0.125 + 0.25 * row as f32) - 1.3;
                    rectangle(left, top, 2.6, 2.6);
                }
            }
        }
    }
}

/// A cell's colours, text and back, with reverse and dim worked in.
fn paint(cell: &Cell, ground: Ground) -> ([u8; 3], [u8; 3]) {
    let (mut text, mut back) = (rgb(cell.fg, ground.text), rgb(cell.bg, ground.back));
    if cell.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut text, &mut back);
    }
    if cell.modifier.contains(Modifier::DIM) {
        text = std::array::from_fn(|i| ((u16::from(text[i]) * 6 + u16::from(back[i]) * 4) / 10) as u8);
    }
    (text, back)
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

fn rgb(colour: Color, otherwise: [u8; 3]) -> [u8; 3] {
    match colour {
        Color::Reset => otherwise,
        Color::Rgb(r, g, b) => [r, g, b],
        Color::Black => NAMED[0],
        Color::Red => NAMED[1],
        Color::Green => NAMED[2],
        Color::Yellow => NAMED[3],
        Color::Blue => NAMED[4],
        Color::Magenta => NAMED[5],
        Color::Cyan => NAMED[6],
        Color::Gray => NAMED[7],
        Color::DarkGray => NAMED[8],
        Color::LightRed => NAMED[9],
        Color::LightGreen => NAMED[10],
        Color::LightYellow => NAMED[11],
        Color::LightBlue => NAMED[12],
        Color::LightMagenta => NAMED[13],
        Color::LightCyan => NAMED[14],
        Color::White => NAMED[15],
        Color::Indexed(index) => indexed(index),
    }
}

/// The colour of an index of the 256: 16 named ones, a 6×6×6 cube, 24 greys.
fn indexed(index: u8) -> [u8; 3] {
    match index {
        0..16 => NAMED[usize::from(index)],
        16..232 => {
            let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
            let place = index - 16;
            [level(place / 36), level(place / 6 % 6), level(place % 6)]
        }
        _ => [8 + 10 * (index - 232); 3],
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
    use ratatui::style::Style;

    #[test]
    fn cells_become_text_shapes_and_backgrounds() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 2));
        buffer.set_string(0, 0, "a<b", Style::new().add_modifier(Modifier::BOLD));
        buffer.set_string(0, 1, "⣿▄", Style::new().fg(Color::Rgb(1, 2, 3)).bg(Color::Rgb(9, 9, 9)));
        let picture = svg(&buffer, Ground::default());
        assert!(picture.contains(">a&lt;b</text>") && picture.contains("font-weight=\"bold\""));
        assert_eq!(
            picture.matches('M').count(),
            8 + 1 + usize::from(picture.contains("Menlo")) + usize::from(picture.contains("Mono"))
        );
        assert!(picture.contains("fill=\"#010203\"") && picture.contains("fill=\"#090909\""));
        assert_eq!(picture, svg(&buffer, Ground::default()));
    }
}
