//! Glyphs that are drawn as shapes, so that charts, frames and images look alike whatever fonts the
//! viewer has.

use std::fmt::Write;

use super::CELL;

/// How a glyph is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Not at all.
    Blank,
    /// As a filled area.
    Fill,
    /// As round dots.
    Dots,
    /// As thin lines.
    Line,
    /// As thick lines.
    Heavy,
    /// By the viewer's font.
    Text,
}

/// How a glyph is drawn.
pub(super) fn kind(symbol: &str) -> Kind {
    match symbol.chars().next() {
        None | Some(' ' | '\u{2591}'..='\u{2593}' | '\u{2800}') => Kind::Blank,
        Some('\u{2580}'..='\u{2590}' | '▔' | '▕' | '●' | '◆' | '■' | '▲' | '▼' | '▶' | '◀') => {
            Kind::Fill
        }
        Some('\u{2801}'..='\u{28ff}') => Kind::Dots,
        Some('○' | '◇' | '□') => Kind::Line,
        Some('━' | '┃') => Kind::Heavy,
        Some(c) if arms(c).is_some() => Kind::Line,
        Some(_) => Kind::Text,
    }
}

/// Which ways a line goes from the middle of a cell: left, right, up, down.
const fn arms(glyph: char) -> Option<[bool; 4]> {
    Some(match glyph {
        '─' | '━' | '╌' | '┄' => [true, true, false, false],
        '│' | '┃' | '╎' | '┊' => [false, false, true, true],
        '╭' | '┌' => [false, true, false, true],
        '╮' | '┐' => [true, false, false, true],
        '╰' | '└' => [false, true, true, false],
        '╯' | '┘' => [true, false, true, false],
        '├' => [false, true, true, true],
        '┤' => [true, false, true, true],
        '┬' => [true, true, false, true],
        '┴' => [true, true, true, false],
        '┼' => [true, true, true, true],
        '╴' => [true, false, false, false],
        '╶' => [false, true, false, false],
        '╵' => [false, false, true, false],
        '╷' => [false, false, false, true],
        _ => return None,
    })
}

/// Appends `count` equal glyphs in a row, the first with its top left at (x, y), to a path.
pub(super) fn draw(path: &mut String, symbol: &str, count: u16, (x, y): (f32, f32)) {
    let Some(glyph) = symbol.chars().next() else { return };
    let across = f32::from(count) * CELL.0;
    match glyph {
        // What tiles is drawn once for the whole row.
        '─' | '━' => move_to(path, x, y + CELL.1 / 2.0, &format!("h{across}")),
        '█' => rectangle(path, x, y, across, CELL.1),
        '▀' => rectangle(path, x, y, across, CELL.1 / 2.0),
        '▄' => rectangle(path, x, y + CELL.1 / 2.0, across, CELL.1 / 2.0),
        _ => {
            for place in 0..count {
                one(path, glyph, x + f32::from(place) * CELL.0, y);
            }
        }
    }
}

fn one(path: &mut String, glyph: char, x: f32, y: f32) {
    let (w, h) = CELL;
    let (middle, centre) = (x + w / 2.0, y + h / 2.0);
    let code = u32::from(glyph);
    match glyph {
        '\u{2581}'..='\u{2588}' => {
            let part = h * (code - 0x2580) as f32 / 8.0;
            rectangle(path, x, y + h - part, w, part);
        }
        '\u{2589}'..='\u{258f}' => rectangle(path, x, y, w * (0x2590 - code) as f32 / 8.0, h),
        '\u{2590}' => rectangle(path, x + w / 2.0, y, w / 2.0, h),
        '▔' => rectangle(path, x, y, w, h / 8.0),
        '▕' => rectangle(path, x + w * 7.0 / 8.0, y, w / 8.0, h),
        '●' => move_to(path, middle - 4.0, centre, "a4 4 0 1 1 8 0a4 4 0 1 1 -8 0z"),
        '○' => move_to(path, middle - 3.5, centre, "a3.5 3.5 0 1 1 7 0a3.5 3.5 0 1 1 -7 0z"),
        '◆' => move_to(path, middle - 4.5, centre, "l4.5 -4.5l4.5 4.5l-4.5 4.5z"),
        '◇' => move_to(path, middle - 4.0, centre, "l4 -4l4 4l-4 4z"),
        '■' => rectangle(path, middle - 3.5, centre - 3.5, 7.0, 7.0),
        '□' => rectangle(path, middle - 3.0, centre - 3.0, 6.0, 6.0),
        '▲' => move_to(path, middle - 4.5, centre + 4.0, "h9l-4.5 -8z"),
        '▼' => move_to(path, middle - 4.5, centre - 4.0, "h9l-4.5 8z"),
        '▶' => move_to(path, middle - 4.0, centre - 4.5, "v9l8 -4.5z"),
        '◀' => move_to(path, middle + 4.0, centre - 4.5, "v9l-8 -4.5z"),
        '╭' => move_to(path, middle, y + h, "v-4.5q0 -4.5 4.5 -4.5"),
        '╮' => move_to(path, middle, y + h, "v-4.5q0 -4.5 -4.5 -4.5"),
        '╰' => move_to(path, middle, y, "v4.5q0 4.5 4.5 4.5"),
        '╯' => move_to(path, middle, y, "v4.5q0 4.5 -4.5 4.5"),
        '╌' | '┄' => move_to(path, x + 1.0, centre, "h2.5m2 0h2.5"),
        '╎' | '┊' => move_to(path, middle, y + 1.5, "v6m0 3v6"),
        '\u{2800}'..='\u{28ff}' => dots(path, code - 0x2800, x, y),
        _ => {
            for (there, (dx, dy)) in
                arms(glyph).unwrap_or_default().into_iter().zip([(-w, 0.0), (w, 0.0), (0.0, -h), (0.0, h)])
            {
                if there {
                    move_to(path, middle, centre, &format!("l{} {}", dx / 2.0, dy / 2.0));
                }
            }
        }
    }
}

/// Braille: dots 1 2 3 7 in the left column, 4 5 6 8 in the right.
fn dots(path: &mut String, dots: u32, x: f32, y: f32) {
    const PLACES: [(u8, u8); 8] = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)];
    for (bit, (column, row)) in PLACES.into_iter().enumerate() {
        if dots >> bit & 1 == 1 {
            let left = x + CELL.0 * (0.25 + 0.5 * f32::from(column));
            let top = y + CELL.1 * (0.125 + 0.25 * f32::from(row));
            // No length: the stroke's round end is the dot.
            move_to(path, left, top, "h0");
        }
    }
}

fn move_to(path: &mut String, x: f32, y: f32, rest: &str) {
    let _ = write!(path, "M{x} {y}{rest}");
}

fn rectangle(path: &mut String, x: f32, y: f32, w: f32, h: f32) {
    move_to(path, x, y, &format!("h{w}v{h}h-{w}z"));
}
