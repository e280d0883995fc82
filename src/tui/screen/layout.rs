//! Where everything goes.

use ratatui::layout::Rect;

use crate::tui::app::App;
use crate::tui::widget::wrap;
use crate::tui::words;

/// The least columns and rows for panels.
pub const LEAST: (u16, u16) = (60, 18);

/// A part of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Total synapse strength.
    Strength,
    /// Mistakes on unseen examples.
    Mistakes,
    /// Days and nights.
    Nights,
}

/// The screen's parts.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The first line.
    pub header: Rect,
    /// Between header and sentence.
    pub middle: Rect,
    /// The panels within; none where there is no room for them.
    pub panels: Vec<(Place, Rect)>,
    /// The sentence.
    pub sentence: Rect,
    /// The keys.
    pub footer: Rect,
}

impl Layout {
    /// The layout of an area.
    #[must_use]
    pub fn new(area: Rect, app: &App) -> Self {
        let Rect { x, y, width, height } = area;
        let small = width < LEAST.0 || height < LEAST.1;
        let header = Rect::new(x, y, width, height.min(1));
        let footer_rows = u16::from(height >= 3);
        let left = height - header.height - footer_rows;
        let wanted = if small {
            wrap(&words::sentence(app), width.saturating_sub(2)).len().clamp(1, 6) as u16
        } else if width >= 170 {
            1
        } else {
            2
        };
        let rows = wanted.min(left);
        let middle = Rect::new(x, y + header.height, width, left - rows);
        let sentence = Rect::new(x, middle.bottom(), width, rows);
        let footer = Rect::new(x, sentence.bottom(), width, footer_rows);
        let panels = if small { Vec::new() } else { panels(middle) };
        Self { header, middle, panels, sentence, footer }
    }
}

fn panels(area: Rect) -> Vec<(Place, Rect)> {
    let nights = if area.height >= 28 { 6 } else { 4 };
    let upper = area.height - nights;
    let strength = upper / 2;
    let row = |y: u16, height: u16| Rect::new(area.x, area.y + y, area.width, height);
    vec![
        (Place::Strength, row(0, strength)),
        (Place::Mistakes, row(strength, upper - strength)),
        (Place::Nights, row(upper, nights)),
    ]
}
