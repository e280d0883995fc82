//! All layers at once, small.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::View;
use crate::tui::widget::{Heat, Panel, Window, extreme, put, width};

/// Draws the panel.
pub fn draw(view: &View<'_>, area: Rect, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let inside = Panel { note: "each cell: its largest", ..Panel::new(theme, "all layers") }.draw(area, buffer);
    if inside.height < 3 {
        return;
    }
    let gap = 2;
    let room = (inside.width + gap) / view.layers as u16;
    for layer in 0..view.layers {
        let weights = view.app.lab().weights(view.life, layer);
        let x = inside.x + layer as u16 * room;
        let place = Rect { x, width: room.saturating_sub(gap), ..inside }.intersection(inside);
        if place.width < 4 {
            break;
        }
        let is_here = layer == view.state.layer();
        let style = if is_here { theme.strong().fg(view.look.color) } else { theme.muted() };
        let size = format!("{} × {}", weights.nrows(), weights.ncols());
        let name = format!("{} {} · {size}", if is_here { "▸" } else { " " }, layer + 1);
        let name = if width(&name) <= place.width { name } else { (layer + 1).to_string() };
        put(buffer, place, (place.x, place.y), &name, style);
        let map = Rect { y: place.y + 1, height: place.height - 1, ..place };
        let rows = Window::whole(weights.nrows(), usize::from(map.height));
        let columns = Window::whole(weights.ncols(), usize::from(map.width));
        let wide = (map.width / columns.cells.max(1) as u16).clamp(1, 3);
        let full = extreme(weights).abs();
        let focus = is_here.then(|| view.state.cursor());
        Heat { theme, values: weights, rows, columns, wide, full, focus }.render(map, buffer);
    }
}
