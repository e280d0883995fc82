//! The whole screen: header, panels, sentence, keys. Everything here is a pure view of the app.

mod dreams;
mod footer;
mod header;
mod journal;
mod layout;
mod night;
mod pointer;
mod race;
mod scenario;
mod small;
pub mod study;
mod synapses;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::app::{App, Overlay};
use super::tab::Tab;
use super::widget::{put, wrap};
use super::{overlay, surface, words};
use crate::lab::Stage;
pub use layout::{Layout, Place};
pub use pointer::{Under, scrubbed, under};

/// Fits what can be moved into a screen of this area: what lies on top ends where its last line is seen, and
/// a page of dreams is as long as there is room.
pub fn settle(app: &mut App, area: Rect) {
    let layout = Layout::new(area, app);
    let middle = layout.middle;
    if let Some(tab) = layout.tab {
        let (columns, rows) = dreams::grid(app, tab);
        app.dreams.fit(columns, rows);
    }
    if let Some(Overlay::Help(from)) = &mut app.overlay {
        *from = (*from).min(overlay::help_end(middle));
    }
}

/// Draws everything into the whole of a buffer, as far as the terminal can show it.
pub fn draw(app: &App, buffer: &mut Buffer) {
    let area = buffer.area;
    buffer.set_style(area, app.theme().base());
    let layout = Layout::new(area, app);
    header::draw(app, layout.header, buffer);
    if layout.panels.is_empty() && layout.tab.is_none() {
        small::draw(app, layout.middle, buffer);
    } else {
        night::draw(app, &layout, buffer);
        if let Some(area) = layout.tab {
            match app.tab() {
                Tab::Night => {}
                Tab::Dreams => dreams::draw(app, area, buffer),
                Tab::Synapses => synapses::draw(app, area, buffer),
                Tab::Race => race::draw(app, area, buffer),
                Tab::Journal => journal::draw(app, area, buffer),
                Tab::Scenario => scenario::draw(app, area, buffer),
            }
        }
        pointer::draw(app, &layout, buffer);
    }
    sentence(app, layout.sentence, buffer);
    footer::draw(app, layout.footer, buffer);
    match app.overlay() {
        None => {}
        Some(Overlay::Help(from)) => overlay::help(app, *from, layout.middle, buffer),
        Some(Overlay::Stories(stories)) => overlay::stories(app, stories, layout.middle, buffer),
        Some(Overlay::Share(code)) => overlay::share(app, code, layout.middle, buffer),
        Some(Overlay::Trouble(trouble)) => overlay::trouble(app, trouble, layout.middle, buffer),
        Some(Overlay::Ask(ask)) => overlay::ask(app, ask, layout.middle, buffer),
        Some(Overlay::Fork(fork)) => overlay::fork(app, fork, layout.middle, buffer),
    }
    surface::degrade(buffer, app.surface());
}

/// The sentence; what it is about, up to its first stop, stands out in the colour of the hour.
fn sentence(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let lines = wrap(&words::sentence(app), area.width.saturating_sub(2));
    let room = usize::from(area.height);
    let color = match app.lab().clock().stage {
        Stage::Birth | Stage::Wake => theme.day,
        Stage::Nap | Stage::Rem(_) => theme.dream,
        Stage::Nrem(_) => theme.deep,
    };
    for (index, line) in lines.iter().take(room).enumerate() {
        let y = area.y + index as u16;
        let mut line = line.clone();
        if index + 1 == room && lines.len() > room {
            line = line.chars().take(usize::from(area.width.saturating_sub(3))).collect::<String>() + "…";
        }
        let stop = line.find(['.', ',', ':']).filter(|stop| index == 0 && *stop <= 24).map_or(0, |stop| stop + 1);
        let end = put(buffer, area, (area.x + 1, y), &line[..stop], theme.strong().fg(color));
        put(buffer, area, (end, y), &line[stop..], theme.base());
    }
}
