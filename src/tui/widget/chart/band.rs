//! Bands between two lines: dots thin enough for lines to stand out from them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Band, Canvas, Chart, FAINT, Row};
use crate::record::reduce;
use crate::tui::theme::blend;

impl Chart<'_> {
    /// Draws bands, their dots onto the canvas that lines are drawn on afterwards: where both fall into a cell, both are
    /// seen. Each band has its own columns of dots, so that two that overlap are both seen, too.
    pub(super) fn shadow(&self, bands: &[Band<'_>], plot: Rect, canvas: &mut Canvas, buffer: &mut Buffer) {
        for (place, band) in bands.iter().enumerate() {
            let color = blend(self.theme.background, band.color, FAINT);
            let style = Style::new().fg(color).add_modifier(self.theme.dimness());
            let spans = self.spans(band, canvas.columns(), canvas.rows());
            // One column of dots in two is drawn, or one cell in two: what its neighbour covers is drawn with it.
            let step = if band.is_coarse { 4 } else { 2 };
            for (group, spans) in spans.chunks(step).enumerate() {
                let both = |a: (usize, usize), b: &(usize, usize)| (a.0.min(b.0), a.1.max(b.1));
                let covered = spans.iter().flatten().fold(None, |found, span| Some(both(found.unwrap_or(*span), span)));
                let Some((top, bottom)) = covered else { continue };
                let x = (group * step + place % 2 * (step / 2)).min(canvas.columns() - 1);
                if band.is_coarse {
                    for row in top / 4..=bottom / 4 {
                        buffer[(plot.x + (x / 2) as u16, plot.y + row as u16)].set_symbol("┊").set_style(style);
                    }
                } else {
                    for y in (top..=bottom).filter(|y| (y + x / 2) % 2 == 0 || *y == top || *y == bottom) {
                        canvas.dot(x, y, style);
                    }
                }
            }
        }
    }

    /// Per column of dots, the highest and the lowest row that a band covers. Between two measured ticks its edges are
    /// straight; within a column nothing that it covers is lost.
    fn spans(&self, band: &Band<'_>, columns: usize, rows: usize) -> Vec<Option<(usize, usize)>> {
        // Where one edge is missing, so is the other.
        let edge = |edge: &[f64]| -> Vec<f64> {
            let both = band.low.iter().zip(band.high).zip(edge);
            both.map(|((low, high), value)| if (low + high).is_finite() { *value } else { f64::NAN }).collect()
        };
        let low = reduce(self.ticks, &edge(band.low), self.range, columns);
        let high = reduce(self.ticks, &edge(band.high), self.range, columns);
        let mut covered: Vec<Option<(f64, f64)>> = vec![None; columns];
        let mut last: Option<(usize, f64, f64)> = None;
        for (x, (low, high)) in low.iter().zip(&high).enumerate() {
            if let (Some(low), Some(high)) = (low.span, high.span) {
                if let Some((from, bottom, top)) = last {
                    for (step, between) in covered[from + 1..x].iter_mut().enumerate() {
                        let share = (step + 1) as f64 / (x - from) as f64;
                        let at = |from: f64, to: f64| from + (to - from) * share;
                        *between = Some((at(bottom, low.first), at(top, high.first)));
                    }
                }
                covered[x] = Some((low.min, high.max));
                last = Some((x, low.last, high.last));
            }
            if low.gap || high.gap {
                last = None;
            }
        }
        let row = |value: f64| match self.row(value, rows) {
            Row::Above => None,
            Row::At(row) => Some(row),
            Row::Below => Some(rows),
        };
        let seen = |(low, high): (f64, f64)| {
            // Wholly above or below the axis there is nothing to see.
            let bottom = row(low)?;
            let top = row(high).unwrap_or(0);
            (top < rows).then(|| (top, bottom.min(rows - 1)))
        };
        covered.into_iter().map(|span| span.and_then(seen)).collect()
    }
}
