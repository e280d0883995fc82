//! Colours of cells as numbers.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use super::Ground;

/// Red, green, blue.
pub(super) type Rgb = [u8; 3];

/// The colours of a terminal that are not given as numbers.
pub(super) const NAMED: [Rgb; 16] = [
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

/// A cell's colours, text and back, with reverse, dim and shades worked in.
pub(super) fn paint(cell: &Cell, ground: Ground) -> (Rgb, Rgb) {
    let (mut text, mut back) = (rgb(cell.fg, ground.text), rgb(cell.bg, ground.back));
    if cell.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut text, &mut back);
    }
    if cell.modifier.contains(Modifier::DIM) {
        text = blend(back, text, 6);
    }
    // Light, medium and dark shade: a quarter, a half, three quarters of ink.
    match cell.symbol() {
        "░" => back = blend(back, text, 2),
        "▒" => back = blend(back, text, 4),
        "▓" => back = blend(back, text, 7),
        _ => {}
    }
    (text, back)
}

/// `tenths` tenths of `b` in `a`.
pub(super) fn blend(a: Rgb, b: Rgb, tenths: u16) -> Rgb {
    std::array::from_fn(|i| ((u16::from(b[i]) * tenths + u16::from(a[i]) * (10 - tenths)) / 10) as u8)
}

fn rgb(colour: Color, otherwise: Rgb) -> Rgb {
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
fn indexed(index: u8) -> Rgb {
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
