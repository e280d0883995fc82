//! A memory and the dream made of it, in the form that they have.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::{BETWEEN, View, plot};
use crate::data::Form;
use crate::tui::dreams::Card;
use crate::tui::widget::{Image, Pixel, clean, put, width};
use crate::tui::words::dream;

/// How strong a dream is drawn that is still to come.
const FAINT: f64 = 0.4;

/// How an image is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// What a pixel is.
    pub pixel: Pixel,
    /// So many pixels of a side become one, their mean.
    pub merged: usize,
}

impl Scale {
    /// From large to small.
    pub const ALL: [Self; 6] = [
        Self { pixel: Pixel::Blocks(1), merged: 1 },
        Self { pixel: Pixel::Half, merged: 1 },
        Self { pixel: Pixel::Half, merged: 2 },
        Self { pixel: Pixel::Half, merged: 3 },
        Self { pixel: Pixel::Half, merged: 4 },
        Self { pixel: Pixel::Half, merged: 8 },
    ];

    /// The largest whose images, a memory and its dream, fit into so much room.
    pub fn largest((wide, high): (usize, usize), area: Rect) -> Self {
        let fits = |scale: &Self| {
            let (wide, high) = scale.size(wide, high);
            wide.saturating_mul(2).saturating_add(BETWEEN) <= area.width && high <= area.height
        };
        let larger = (2..=6).rev().map(|times| Self { pixel: Pixel::Blocks(times), merged: 1 });
        larger.chain(Self::ALL).find(fits).unwrap_or(Self::ALL[5])
    }

    /// Columns and rows of an image of so many pixels.
    pub fn size(self, wide: usize, high: usize) -> (u16, u16) {
        let short = |side: usize| u16::try_from(side.div_ceil(self.merged)).unwrap_or(u16::MAX);
        let (wide, high) = (short(wide), short(high));
        match self.pixel {
            Pixel::Blocks(times) => (wide.saturating_mul(2 * times), high.saturating_mul(times)),
            Pixel::Half => (wide, high.div_ceil(2)),
        }
    }

    /// The pixels, merged.
    fn pixels(self, raw: &[f32], wide: usize) -> Vec<f32> {
        if self.merged == 1 {
            return raw.to_vec();
        }
        let high = raw.len() / wide.max(1);
        let mut merged = Vec::new();
        for top in (0..high).step_by(self.merged) {
            for left in (0..wide).step_by(self.merged) {
                let rows = top..(top + self.merged).min(high);
                let columns = left..(left + self.merged).min(wide);
                let count = rows.len() * columns.len();
                let sum: f32 = rows.map(|row| raw[row * wide..][columns.clone()].iter().sum::<f32>()).sum();
                merged.push(sum / count as f32);
            }
        }
        merged
    }
}

/// Draws both.
pub fn draw(view: &View<'_>, card: &Card, scale: Scale, area: Rect, buffer: &mut Buffer) {
    match &view.app.lab().world().form {
        Form::Image { width, height } => images(view, card, (scale, *width, *height), area, buffer),
        Form::Line => plot::draw(view, card, area, buffer),
        Form::Plane => plot::plane(view, card, area, buffer),
        Form::Row(columns) => row(view, card, columns, area, buffer),
    }
}

/// Memory and dream beside each other.
fn images(view: &View<'_>, card: &Card, (scale, wide, high): (Scale, usize, usize), area: Rect, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let depth = if card.index >= view.night.done { FAINT } else { 1.0 };
    let (columns, rows) = scale.size(wide, high);
    let dreamt = area.x + columns + BETWEEN;
    for (x, raw, tint) in [(area.x, &card.memory.raw, None), (dreamt, &card.raw, Some(theme.dream))] {
        let pixels = scale.pixels(raw, wide);
        let image =
            Image { theme, pixels: &pixels, columns: wide.div_ceil(scale.merged), tint, pixel: scale.pixel, depth };
        let x = x.min(area.right());
        image.render(Rect { x, width: area.right() - x, ..area }, buffer);
    }
    put(buffer, area, (area.x + columns + BETWEEN / 2 - 1, area.y + rows.saturating_sub(1) / 2), "→", theme.muted());
}

/// A row of a table: each value as it was, and as it was dreamt; the ones that changed most where not all fit.
fn row(view: &View<'_>, card: &Card, columns: &[String], area: Rect, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let moved = |place: &usize| (card.raw[*place] - card.memory.raw[*place]).abs();
    let mut shown: Vec<usize> = (0..card.raw.len().min(card.memory.raw.len())).collect();
    if shown.len() > usize::from(area.height) {
        shown.sort_by(|a, b| moved(b).total_cmp(&moved(a)).then(a.cmp(b)));
        shown.truncate(usize::from(area.height));
        shown.sort_unstable();
    }
    let names: Vec<String> =
        shown.iter().map(|place| columns.get(*place).map_or_else(String::new, |name| clean(name))).collect();
    let long = names.iter().map(|name| width(name)).max().unwrap_or(0).min(area.width.saturating_sub(18));
    let style = if card.index >= view.night.done { theme.muted() } else { Style::new().fg(theme.dream) };
    for ((place, name), y) in shown.iter().zip(&names).zip(area.top()..area.bottom()) {
        let [was, is] = [&card.memory.raw, &card.raw].map(|raw| dream::number(f64::from(raw[*place])));
        let label = Rect { width: long, ..area };
        put(buffer, label, (area.x, y), name, theme.muted());
        let x = put(buffer, area, (area.x + long + 1, y), &format!("{was:>7}"), theme.base());
        let x = put(buffer, area, (x, y), " → ", theme.muted());
        put(buffer, area, (x, y), &is, style);
    }
}
