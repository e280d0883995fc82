//! The Race of a study: arms side by side, each over many seeds, and how far any two differ. A pure view.

mod chart;
mod help;
mod table;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::layout::LEAST;
use crate::tui::race::Compared;
use crate::tui::study::keys::KEYS;
use crate::tui::study::{Watched, words};
use crate::tui::surface;
use crate::tui::tab::Tab;
use crate::tui::widget::{put, put_right, width, wrap};

/// Rows that the chart has at least, where there is room for panels: a shorter table scrolls.
const CHART: u16 = 11;

/// Draws everything into the whole of a buffer, as far as the terminal can show it.
pub fn draw(watched: &Watched, buffer: &mut Buffer) {
    let area = buffer.area;
    buffer.set_style(area, watched.theme().base());
    let header = Rect { height: area.height.min(1), ..area };
    let footer = Rect { y: area.bottom().saturating_sub(1), height: u16::from(area.height >= 3), ..area };
    let said = wrap(&words::sentence(watched), area.width.saturating_sub(2));
    let room = area.height.saturating_sub(header.height + footer.height);
    let lines = (said.len() as u16).min((room / 4).max(1)).min(room);
    let middle = Rect { y: area.y + header.height, height: room - lines, ..area };
    head(watched, header, buffer);
    if area.width < LEAST.0 || area.height < LEAST.1 {
        small(watched, middle, buffer);
    } else {
        let rows = watched.setting().names.len() as u16 + 3;
        let high = rows.min(middle.height.saturating_sub(CHART));
        table::draw(watched, Rect { height: high, ..middle }, buffer);
        let below = Rect { y: middle.y + high, height: middle.height - high, ..middle };
        chart::draw(watched, below, buffer);
    }
    sentence(watched, (&said, lines), middle.bottom(), buffer);
    foot(watched, footer, buffer);
    if watched.help() {
        help::draw(watched, middle, buffer);
    }
    surface::degrade(buffer, watched.surface());
}

fn head(watched: &Watched, area: Rect, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let theme = watched.theme();
    let plan = watched.study().plan();
    let end = put(buffer, area, (area.x + 1, area.y), "oneiro", theme.strong());
    let name = crate::scenario::plain(plan.name());
    let mut x = put(buffer, area, (end + 2, area.y), &name, Style::new().fg(theme.text));
    let [full, short] = words::progress(watched);
    let tab = format!("{} {}", Tab::Race.digit(), Tab::Race.title());
    let room = area.right().saturating_sub(width(&tab) + 3);
    let is_done = watched.shelf().counts().missing() == 0;
    let style = theme.strong().fg(if is_done { theme.good } else { theme.day });
    let text = if x + 4 + width(&full) <= room { full } else { short };
    x = put(buffer, area, (x + 4, area.y), &text, style);
    let last = plan.first_seed() + u64::from(plan.seeds()) - 1;
    let seeds = format!("study · seeds {} to {last}", plan.first_seed());
    if x + 3 + width(&seeds) + 3 <= room {
        put_right(buffer, area, (room - 1, area.y), &seeds, theme.muted());
    }
    if x + 2 <= room {
        let begin = put_right(buffer, area, (area.right() - 1, area.y), &tab, theme.strong());
        let place = Rect { x: begin, width: width(&tab), ..area };
        buffer.set_style(place.intersection(area), Style::new().add_modifier(Modifier::UNDERLINED));
    }
}

/// Where panels do not fit: the figures as words, and what the panels need.
fn small(watched: &Watched, area: Rect, buffer: &mut Buffer) {
    let theme = watched.theme();
    let needs =
        format!("Panels need {} × {}; this is {} × {}.", LEAST.0, LEAST.1, buffer.area.width, buffer.area.height);
    let mut y = area.y;
    for life in 0..watched.setting().names.len() {
        if y + 1 >= area.bottom() {
            break;
        }
        let look = watched.look_of(life);
        let style = Style::new().fg(look.color);
        let end = put(buffer, area, (area.x + 1, y), look.marker, style);
        let end = put(buffer, area, (end + 1, y), &look.title, style);
        let [mean, half] = words::interval(&watched.ended(life), Compared::Mistakes, watched);
        put(buffer, area, (end + 1, y), &format!("{mean} {half}"), theme.base());
        y += 1;
    }
    if y < area.bottom() {
        put(buffer, area, (area.x + 1, y), &needs, theme.muted());
    }
}

/// The sentence, up to its first stop in bold.
fn sentence(watched: &Watched, (lines, room): (&[String], u16), top: u16, buffer: &mut Buffer) {
    let (theme, area) = (watched.theme(), buffer.area);
    for (index, (line, y)) in lines.iter().zip(top..top + room).enumerate() {
        let is_cut = index + 1 == usize::from(room) && lines.len() > usize::from(room);
        let mut line = line.clone();
        if is_cut {
            line = line.chars().take(usize::from(area.width.saturating_sub(3))).collect::<String>() + "…";
        }
        let stop = line.find(['.', ':', ';']).filter(|stop| index == 0 && *stop <= 40).map_or(0, |stop| stop + 1);
        let end = put(buffer, area, (area.x + 1, y), &line[..stop], theme.strong());
        put(buffer, area, (end, y), &line[stop..], theme.base());
    }
}

/// The keys that do something now. Where there is no room for all, help and quit stay.
fn foot(watched: &Watched, area: Rect, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let theme = watched.theme();
    let keys: Vec<_> = KEYS.iter().filter(|key| !key.hint.is_empty() && (key.enabled)(watched)).collect();
    let gap = if area.width >= 100 { 3 } else { 2 };
    let long = |label: &str, hint: &str| width(label) + 1 + width(hint) + gap;
    let kept = |label: &str| matches!(label, "?" | "q");
    let last: u16 = keys.iter().filter(|key| kept(key.label)).map(|key| long(key.label, key.hint)).sum();
    let mut room = (area.width.saturating_sub(1) + gap).saturating_sub(last);
    let mut x = area.x + 1;
    for key in keys {
        let long = long(key.label, key.hint);
        if !kept(key.label) {
            if long > room {
                continue;
            }
            room -= long;
        }
        let end = put(buffer, area, (x, area.y), key.label, theme.strong());
        put(buffer, area, (end + 1, area.y), key.hint, theme.muted());
        x += long;
    }
}
