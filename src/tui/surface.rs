//! What the terminal can show. The only code that knows: everything is drawn in full, and one last
//! pass over the buffer makes it fit.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Color;

use super::theme::blend;

/// How many colours there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// 24 bits.
    True,
    /// The terminal's own sixteen.
    Sixteen,
    /// None.
    None,
}

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum When {
    /// As far as the environment says that the terminal can.
    #[default]
    Auto,
    /// In any case.
    Always,
    /// In no case.
    Never,
}

impl When {
    /// The one of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "auto" => Some(Self::Auto),
            "always" => Some(Self::Always),
            "never" => Some(Self::Never),
            _ => None,
        }
    }
}

/// What the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Surface {
    /// How many colours.
    pub depth: Depth,
    /// Whether only ASCII is drawn.
    pub ascii: bool,
}

impl Surface {
    /// Everything.
    pub const FULL: Self = Self { depth: Depth::True, ascii: false };

    /// What the environment, asked by name, says; `when` and `ascii` are the user's word.
    #[must_use]
    pub fn detect(when: When, ascii: bool, variable: impl Fn(&str) -> Option<String>) -> Self {
        let term = variable("TERM").unwrap_or_default();
        let dumb = term == "dumb";
        let said = variable("COLORTERM").unwrap_or_default();
        let able = if said == "truecolor" || said == "24bit" || term.ends_with("-direct") {
            Depth::True
        } else if dumb {
            Depth::None
        } else {
            Depth::Sixteen
        };
        let refused = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
        let depth = match when {
            When::Never => Depth::None,
            When::Always if able == Depth::None => Depth::Sixteen,
            When::Auto if refused => Depth::None,
            When::Always | When::Auto => able,
        };
        Self { depth, ascii: ascii || dumb }
    }

    /// The theme that suits it when none is asked for.
    #[must_use]
    pub const fn theme(self) -> &'static str {
        match self.depth {
            Depth::True => "dusk",
            Depth::Sixteen => "ansi",
            Depth::None => "mono",
        }
    }
}

const SHADES: [&str; 5] = [" ", "░", "▒", "▓", "█"];
/// From this lightness on a pixel is drawn where there is only black and white.
const BRIGHT: u32 = 100;
const ASCII_SHADES: [&str; 5] = [" ", ".", "+", "#", "@"];

/// Makes what was drawn fit the surface: colours become fewer, glyphs plainer.
pub fn degrade(buffer: &mut Buffer, surface: Surface) {
    if surface == Surface::FULL {
        return;
    }
    for cell in &mut buffer.content {
        if surface.depth != Depth::True {
            fewer_colours(cell, surface);
        }
        if let ("▀", Color::Rgb(..), Color::Rgb(..), true) = (cell.symbol(), cell.fg, cell.bg, surface.ascii) {
            cell.bg = blend(cell.fg, cell.bg, 0.5);
            cell.set_symbol(" ");
        }
        if surface.ascii && !cell.symbol().is_ascii() {
            let plain = ascii(cell.symbol());
            cell.set_symbol(plain);
        }
    }
}

fn fewer_colours(cell: &mut Cell, surface: Surface) {
    // A blank cell with a background of its own is a pixel: without that colour it is a shade.
    if let (" ", Color::Rgb(..)) = (cell.symbol(), cell.bg) {
        let shade = shade(light(cell.bg));
        cell.set_symbol(if surface.ascii { ASCII_SHADES[shade] } else { SHADES[shade] });
        cell.bg = Color::Reset;
    }
    // Half a cell each: two pixels above each other, of which each is dark or light.
    if let ("▀", Color::Rgb(..), Color::Rgb(..), Depth::None) = (cell.symbol(), cell.fg, cell.bg, surface.depth) {
        let (upper, lower) = (light(cell.fg), light(cell.bg));
        cell.set_symbol(match (upper > BRIGHT, lower > BRIGHT) {
            _ if surface.ascii => ASCII_SHADES[shade(u32::midpoint(upper, lower))],
            (true, true) => "█",
            (true, false) => "▀",
            (false, true) => "▄",
            (false, false) => " ",
        });
    }
    if surface.depth == Depth::None {
        cell.fg = Color::Reset;
        cell.bg = Color::Reset;
    } else {
        cell.fg = nearest(cell.fg);
        cell.bg = nearest(cell.bg);
    }
}

/// How light a colour is, from 0 to 255.
fn light(colour: Color) -> u32 {
    let Color::Rgb(r, g, b) = colour else { return 0 };
    (u32::from(r) * 3 + u32::from(g) * 6 + u32::from(b)) / 10
}

/// The shade of a lightness.
fn shade(light: u32) -> usize {
    (light as usize * SHADES.len() / 256).min(SHADES.len() - 1)
}

/// The nearest of the sixteen colours, by their usual values.
fn nearest(colour: Color) -> Color {
    const SIXTEEN: [(Color, [i32; 3]); 16] = [
        (Color::Black, [0, 0, 0]),
        (Color::Red, [170, 0, 0]),
        (Color::Green, [0, 170, 0]),
        (Color::Yellow, [170, 130, 0]),
        (Color::Blue, [0, 0, 170]),
        (Color::Magenta, [170, 0, 170]),
        (Color::Cyan, [0, 170, 170]),
        (Color::Gray, [180, 180, 180]),
        (Color::DarkGray, [95, 95, 95]),
        (Color::LightRed, [255, 95, 95]),
        (Color::LightGreen, [95, 255, 95]),
        (Color::LightYellow, [255, 255, 95]),
        (Color::LightBlue, [95, 95, 255]),
        (Color::LightMagenta, [255, 95, 255]),
        (Color::LightCyan, [95, 255, 255]),
        (Color::White, [255, 255, 255]),
    ];
    let Color::Rgb(r, g, b) = colour else { return colour };
    let wanted = [i32::from(r), i32::from(g), i32::from(b)];
    let distance = |known: &[i32; 3]| known.iter().zip(wanted).map(|(a, b)| (a - b) * (a - b)).sum::<i32>();
    SIXTEEN.iter().min_by_key(|(_, known)| distance(known)).map_or(Color::Reset, |(colour, _)| *colour)
}

/// An ASCII character that reads like the glyph.
fn ascii(symbol: &str) -> &'static str {
    let Some(glyph) = symbol.chars().next() else { return " " };
    match glyph {
        '\u{2800}'..='\u{28ff}' => braille(glyph as u32 - 0x2800),
        '─' | '╌' | '┄' | '–' | '—' | '−' | '▁' | '▔' | '╶' | '╴' | '╸' | '○' => "-",
        '━' | '═' | '‖' => "=",
        '│' | '┃' | '╎' | '▏' | '▕' | '┊' => "|",
        '╭' | '╮' | '╰' | '╯' | '├' | '┤' | '┬' | '┴' | '┼' | '┌' | '┐' | '└' | '┘' | '✚' | '✕' => {
            "+"
        }
        '●' | '☀' => "o",
        '·' | '…' | '░' | '•' | '┈' | '▂' => ".",
        '◆' | '×' | '✗' | '☓' => "x",
        '□' | '▒' => "%",
        '★' | '✦' | '❄' => "*",
        '▲' | '↑' => "^",
        '▼' | '↓' => "v",
        '▶' | '→' | '▸' | '›' | '▹' | '≥' => ">",
        '◀' | '←' | '◂' | '‹' | '◇' => "<",
        '☾' => "(",
        '◈' => "&",
        '△' => "A",
        '◐' => "c",
        '✓' => "y",
        '█' | '▉' | '▊' | '▋' | '■' | '▓' | '▇' | '▆' => "#",
        '▌' | '▍' | '▎' => ":",
        '▃' | '▄' | '▅' => "_",
        '‘' | '’' => "'",
        '“' | '”' | '▀' => "\"",
        '≡' => "E",
        'Σ' => "S",
        '²' => "2",
        'σ' => "s",
        'δ' => "d",
        'η' => "n",
        'φ' => "f",
        '⟳' => "@",
        'é' | 'è' => "e",
        _ => "?",
    }
}

/// A character with its ink where the dots are.
const fn braille(dots: u32) -> &'static str {
    const TOP: u32 = 0b0000_1001;
    const UPPER: u32 = 0b0001_0010;
    const LOWER: u32 = 0b0010_0100;
    const BOTTOM: u32 = 0b1100_0000;
    let high = dots & (TOP | UPPER) != 0;
    let low = dots & (LOWER | BOTTOM) != 0;
    match (high, low) {
        (false, false) => " ",
        (true, true) => ":",
        (true, false) if dots & TOP != 0 => "'",
        (false, true) if dots & BOTTOM != 0 => ".",
        _ => "-",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    fn with<'a>(pairs: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<String> + 'a {
        |name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn the_environment_is_believed_unless_the_user_says_otherwise() {
        let rich = [("TERM", "xterm-256color"), ("COLORTERM", "truecolor")];
        assert_eq!(Surface::detect(When::Auto, false, with(&rich)), Surface::FULL);
        assert_eq!(Surface::detect(When::Never, false, with(&rich)).depth, Depth::None);
        let plain = [("TERM", "xterm")];
        assert_eq!(Surface::detect(When::Auto, false, with(&plain)).depth, Depth::Sixteen);
        let dumb = Surface::detect(When::Auto, false, with(&[("TERM", "dumb")]));
        assert_eq!(dumb, Surface { depth: Depth::None, ascii: true });
        let refused = [("TERM", "xterm"), ("COLORTERM", "24bit"), ("NO_COLOR", "1")];
        assert_eq!(Surface::detect(When::Auto, false, with(&refused)).depth, Depth::None);
        assert_eq!(Surface::detect(When::Always, false, with(&refused)).depth, Depth::True);
        let empty = [("TERM", "xterm"), ("NO_COLOR", "")];
        assert_eq!(Surface::detect(When::Auto, false, with(&empty)).depth, Depth::Sixteen);
    }

    #[test]
    fn nothing_but_ascii_and_no_colour_is_left() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        buffer.set_string(0, 0, "╭─☾●⣿⠁⡀→", Style::new().fg(Color::Rgb(1, 2, 3)));
        buffer[(9, 0)].bg = Color::Rgb(250, 250, 250);
        degrade(&mut buffer, Surface { depth: Depth::None, ascii: true });
        let text: String = buffer.content.iter().map(Cell::symbol).collect();
        assert_eq!(text, "+-(o:'.> @  ");
        assert!(buffer.content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
    }

    #[test]
    fn sixteen_colours_are_the_nearest() {
        assert_eq!(nearest(Color::Rgb(250, 110, 105)), Color::LightRed);
        assert_eq!(nearest(Color::Rgb(10, 10, 12)), Color::Black);
        assert_eq!(nearest(Color::Indexed(7)), Color::Indexed(7));
    }
}
