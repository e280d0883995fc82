//! The well of a game: what lies in it, what falls, and what is seen or dreamt of it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::widgets::Widget;

use crate::task::tetris::{HIGH, Moment, Piece, WIDE};
use crate::tui::theme::{Theme, blend};

/// How strong what lies is drawn against what falls.
const LYING: f64 = 0.6;
/// How strong anything is that is not looked at.
const FAR: f64 = 0.35;

/// Pixels in place of some of the well's cells.
#[derive(Debug, Clone, Copy)]
pub struct Sight<'a> {
    /// Row and column of the upper left one; both may be outside.
    pub at: (isize, isize),
    /// In a row.
    pub wide: usize,
    /// What is dreamt there, from 0 to 1; `None` where it is only looked at.
    pub dreamt: Option<&'a [f32]>,
}

/// A well of ten columns with its walls: two columns by one row a cell with the pieces' letters, or one by half a
/// row.
#[derive(Debug)]
pub struct WellView<'a> {
    /// The colours.
    pub theme: &'a Theme,
    /// What is in it.
    pub moment: &'a Moment,
    /// What is looked at.
    pub window: Option<Sight<'a>>,
    /// Whether cells are large.
    pub is_large: bool,
    /// How strong it is, from 0 to 1.
    pub depth: f64,
}

impl WellView<'_> {
    /// Columns that it takes, walls included.
    #[must_use]
    pub const fn width(is_large: bool) -> u16 {
        WIDE as u16 * if is_large { 2 } else { 1 } + 2
    }

    /// Rows that the whole of it takes, floor included.
    #[must_use]
    pub const fn height(is_large: bool) -> u16 {
        HIGH as u16 / if is_large { 1 } else { 2 } + 1
    }

    /// The first of so many rows of the well that are drawn: the lowest, but for what falls.
    fn first(&self, shown: usize) -> usize {
        let lowest = HIGH.saturating_sub(shown);
        let falls = usize::from(self.moment.at.0);
        lowest.min(falls) & !1
    }

    /// What is drawn in a cell: its colour, and whose letter.
    fn cell(&self, row: usize, column: usize) -> (Color, Option<Piece>) {
        let theme = self.theme;
        let ground = theme.pixel(0.0, None);
        let here = self.window.and_then(|window| {
            let down = row.checked_add_signed(-window.at.0)?;
            let right = column.checked_add_signed(-window.at.1).filter(|right| *right < window.wide)?;
            let high = window.dreamt.map_or(window.wide, |dreamt| dreamt.len() / window.wide.max(1));
            (down < high).then_some((window, down * window.wide + right))
        });
        let dreamt = here.and_then(|(window, place)| window.dreamt?.get(place));
        if let Some(level) = dreamt {
            return (blend(ground, theme.pixel(f64::from(*level), Some(theme.dream)), self.depth), None);
        }
        let near = if self.window.is_some() && here.is_none() { FAR } else { 1.0 };
        let falls = self.moment.falls_on(row, column);
        let (piece, share) = match self.moment.well.0[row][column] {
            _ if falls => (Some(self.moment.piece), 1.0),
            Some(piece) => (Some(piece), LYING),
            None => (None, 0.0),
        };
        let Some(piece) = piece else {
            // What is looked at is seen as a little light.
            let light = if here.is_some() { 0.12 } else { 0.0 };
            return (blend(ground, lit(theme, theme.day, light), light.max(0.01) * self.depth), None);
        };
        (blend(ground, lit(theme, theme.classes[usize::from(piece)], share), share * near * self.depth), Some(piece))
    }
}

/// A colour that can be mixed; where a theme has none, a grey of this lightness.
fn lit(theme: &Theme, color: Color, level: f64) -> Color {
    if matches!(color, Color::Rgb(..)) { color } else { theme.pixel(if level > 0.0 { 1.0 } else { 0.0 }, None) }
}

impl Widget for WellView<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        let (per_row, wide) = if self.is_large { (1, 2) } else { (2, 1) };
        let wall = self.theme.line();
        let fits = usize::from(area.height) * per_row;
        let shown = fits.min(HIGH);
        let first = self.first(shown);
        let lines = (shown / per_row) as u16;
        let mut set = |x: u16, y: u16, symbol: &str, style: Style| {
            if x < area.right() && y < area.bottom() {
                buffer[(x, y)].set_symbol(symbol).set_style(style);
            }
        };
        for line in 0..lines {
            let (y, row) = (area.y + line, first + usize::from(line) * per_row);
            let right = area.x + 1 + (WIDE * wide) as u16;
            set(area.x, y, "│", wall);
            set(right, y, "│", wall);
            for column in 0..WIDE {
                let x = area.x + 1 + (column * wide) as u16;
                let (color, piece) = self.cell(row, column);
                if self.is_large {
                    let ink = blend(color, self.theme.pixel(0.0, None), 0.55);
                    let letter = piece.map_or(" ", |piece| crate::task::tetris::NAMES[usize::from(piece)]);
                    set(x, y, letter, Style::new().fg(ink).bg(color));
                    set(x + 1, y, " ", Style::new().bg(color));
                } else {
                    let below = if row + 1 < HIGH { self.cell(row + 1, column).0 } else { color };
                    set(x, y, "▀", Style::new().fg(color).bg(below));
                }
            }
        }
        let floor = area.y + lines;
        if first + shown >= HIGH && floor < area.bottom() {
            let right = area.x + 1 + (WIDE * wide) as u16;
            set(area.x, floor, "╰", wall);
            (area.x + 1..right).for_each(|x| set(x, floor, "─", wall));
            set(right, floor, "╯", wall);
        }
    }
}
