//! What lies under the pointer, the same cursor on every chart over time, and what was lived
//! before a journey back: dim.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};

use super::layout::{Layout, Place};
use super::{dreams, footer, header, night, race, synapses};
use crate::tui::app::{App, Overlay};
use crate::tui::keymap::Action;
use crate::tui::overlay;
use crate::tui::tab::Tab;
use crate::tui::theme::blend;
use crate::tui::widget::{Chart, put, width};
use crate::tui::words::{self, Drawn};

/// How much of its colour is left to what has still to be lived again.
const DIM: f64 = 0.65;

/// What lies under the pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Under {
    /// A key of the footer.
    Key(Action),
    /// The story of this number in the list.
    Story(usize),
    /// The scrub bar, at this tick.
    Bar(u64),
    /// A chart, at this tick.
    Chart(u64),
    /// A weight: its input and its neuron.
    Synapse(usize, usize),
    /// A dream, from 0.
    Dream(u64),
    /// Nothing that answers.
    Nothing,
}

/// A stretch of time on the screen.
#[derive(Debug, Clone, Copy)]
struct Strip {
    /// The row of figures above it.
    row: Rect,
    /// Where time runs.
    plot: Rect,
    /// Ticks across it; the last may lie on it.
    ticks: u64,
    /// What is drawn over time; `None` for the scrub bar.
    drawn: Option<Drawn>,
}

impl Strip {
    /// A chart below `head` rows of figures and words.
    fn chart(app: &App, drawn: Drawn, place: Rect, head: u16) -> Self {
        let head = head.min(place.height);
        let gutter = night::GUTTER.min(place.width);
        let height = Chart::rows(place.height - head);
        let plot = Rect::new(place.x + gutter, place.y + head, place.width - gutter, height);
        Self { row: Rect { height: place.height.min(1), ..place }, plot, ticks: app.horizon() + 1, drawn: Some(drawn) }
    }

    fn of(app: &App, place: Place, panel: Rect) -> Vec<Self> {
        let (width, height) = (panel.width.saturating_sub(4), panel.height.saturating_sub(2));
        let inside = Rect::new(panel.x + 2, panel.y + 1, width, height);
        let legend = night::legend_rows(app, inside);
        let plays = app.lab().world().trial().is_some();
        let mistakes = || {
            let said = night::mistakes::explained(app, panel).len() as u16;
            vec![Self::chart(app, Drawn::Mistakes, inside, legend + said)]
        };
        let mut strips = match place {
            Place::Strength => vec![Self::chart(app, Drawn::Strength, inside, legend)],
            Place::Mistakes if plays => vec![Self::chart(app, Drawn::Moves, inside, legend)],
            Place::Gap if plays => mistakes(),
            Place::Mistakes => mistakes(),
            // With lessons there is no chart there, but a row for each.
            Place::Gap if !app.lab().world().parts.is_empty() => Vec::new(),
            Place::Gap => vec![Self::chart(app, Drawn::Gap, inside, legend)],
            Place::Layers => {
                let count = app.seen().0.tracks().iter().map(|track| track.layers().len()).max().unwrap_or(0);
                let places = night::layers::places(inside, count).take(count).enumerate();
                places.map(|(layer, place)| Self::chart(app, Drawn::Layer(layer), place, 1)).collect()
            }
            Place::Nights => {
                let plot = night::nights::lanes(inside);
                vec![Self { row: inside, plot, ticks: app.calendar().end().max(1), drawn: None }]
            }
            Place::Eye | Place::Lies | Place::Dreamt | Place::Confusion => Vec::new(),
        };
        strips.retain(|strip| !strip.plot.is_empty());
        strips
    }

    fn tick(&self, x: u16) -> u64 {
        let place = u128::from(x.clamp(self.plot.left(), self.plot.right() - 1) - self.plot.left());
        let wide = u128::from(self.plot.width);
        // The scrub bar's last column is the last morning; else the middle of a column counts.
        let tick = if self.drawn.is_none() && place + 1 == wide {
            u128::from(self.ticks)
        } else {
            (2 * place + 1) * u128::from(self.ticks) / (2 * wide)
        };
        tick as u64
    }

    fn column(&self, tick: u64) -> Option<u16> {
        let place = u128::from(tick) * u128::from(self.plot.width) / u128::from(self.ticks);
        let last = u128::from(self.plot.width) - 1;
        let place = if self.drawn.is_none() { place.min(last) } else { place };
        (place <= last).then(|| self.plot.x + place as u16)
    }
}

fn strips(app: &App, layout: &Layout) -> Vec<Strip> {
    let mut strips: Vec<Strip> =
        layout.panels.iter().flat_map(|(place, panel)| Strip::of(app, *place, *panel)).collect();
    let race = layout.tab.filter(|_| app.tab() == Tab::Race).and_then(|area| race::chart(app, area));
    let race = race.map(|place| Strip::chart(app, Drawn::Difference, place, 0));
    strips.extend(race.filter(|strip| !strip.plot.is_empty()));
    strips
}

/// What lies under the pointer on a screen of this area.
#[must_use]
pub fn under(app: &App, area: Rect, pointer: Position) -> Under {
    let layout = Layout::new(area, app);
    if let Some(action) = footer::at(app, layout.footer, pointer) {
        return Under::Key(action);
    }
    if let Some(tab) = header::at(app, layout.header, pointer).filter(|_| app.overlay().is_none()) {
        return Under::Key(Action::Tab(tab));
    }
    match app.overlay() {
        None => {}
        Some(Overlay::Stories(stories)) => {
            return overlay::entry_at(stories, layout.middle, pointer).map_or(Under::Nothing, Under::Story);
        }
        Some(_) => return Under::Nothing,
    }
    let weight = layout.tab.filter(|_| app.tab() == Tab::Synapses).and_then(|tab| synapses::at(app, tab, pointer));
    if let Some((input, neuron)) = weight {
        return Under::Synapse(input, neuron);
    }
    let dream = layout.tab.filter(|_| app.tab() == Tab::Dreams).and_then(|tab| dreams::at(app, tab, pointer));
    if let Some(dream) = dream {
        return Under::Dream(dream);
    }
    match strips(app, &layout).iter().find(|strip| strip.plot.contains(pointer)) {
        Some(strip) if strip.drawn.is_some() => Under::Chart(strip.tick(pointer.x)),
        Some(strip) => Under::Bar(strip.tick(pointer.x)),
        None => Under::Nothing,
    }
}

/// The tick of the scrub bar at a column, wherever the pointer has gone while it was held.
#[must_use]
pub fn scrubbed(app: &App, area: Rect, x: u16) -> Option<u64> {
    strips(app, &Layout::new(area, app)).iter().find(|strip| strip.drawn.is_none()).map(|strip| strip.tick(x))
}

/// Draws cursor and figures, and dims what has to be lived again.
pub fn draw(app: &App, layout: &Layout, buffer: &mut Buffer) {
    let strips = strips(app, layout);
    let now = app.lab().clock().total;
    for strip in &strips {
        if now < app.seen_until() {
            dim(app, strip, now, buffer);
        }
        if let Some(tick) = app.cursor() {
            mark(app, strip, tick, buffer);
            figures(app, strip, tick, buffer);
        }
    }
}

fn dim(app: &App, strip: &Strip, now: u64, buffer: &mut Buffer) {
    let Some(from) = strip.column(now) else { return };
    let background = app.theme().background;
    for y in strip.plot.top()..strip.plot.bottom() {
        for x in from + 1..strip.plot.right() {
            let cell = &mut buffer[(x, y)];
            if let (Color::Rgb(..), Color::Rgb(..)) = (cell.fg, background) {
                cell.fg = blend(cell.fg, background, DIM);
            } else {
                cell.set_style(app.theme().muted());
            }
        }
        // Where one stands, on the charts as on the scrub bar.
        if strip.drawn.is_some() {
            line(buffer, (from, y), "┊", app.theme().muted());
        }
    }
}

fn mark(app: &App, strip: &Strip, tick: u64, buffer: &mut Buffer) {
    if let Some(x) = strip.column(tick) {
        for y in strip.plot.top()..strip.plot.bottom() {
            line(buffer, (x, y), "│", app.theme().base());
        }
    }
}

/// A piece of an upright line, unless something is there.
fn line(buffer: &mut Buffer, at: (u16, u16), glyph: &str, style: Style) {
    let cell = &mut buffer[at];
    if matches!(cell.symbol(), " " | "╌" | "·" | "░" | "┊") {
        cell.set_symbol(glyph).fg = style.fg.unwrap_or_default();
    }
}

/// The recorded figures of the moment, where the newest ones stand otherwise.
fn figures(app: &App, strip: &Strip, tick: u64, buffer: &mut Buffer) {
    // The Race writes its own.
    let Some(drawn) = strip.drawn.filter(|drawn| *drawn != Drawn::Difference) else { return };
    let theme = app.theme();
    let row = strip.row;
    for x in row.left()..row.right() {
        buffer[(x, row.y)].reset();
        buffer[(x, row.y)].set_style(theme.base());
    }
    let mut x = put(buffer, row, (row.x, row.y), &words::when(app, tick), theme.strong());
    if tick > app.seen_until() {
        put(buffer, row, (x, row.y), " · not lived yet", theme.muted());
        return;
    }
    let Some(point) = words::point(app.seen().1, tick) else { return };
    // Where there is no room for names, markers have to do.
    let values: Vec<(usize, String)> =
        app.shown().map(|life| (life, words::recorded(app, drawn, life, point))).collect();
    let title = |life: usize| app.look_of(life).title;
    let long: u16 = values.iter().map(|(life, value)| width(&title(*life)) + width(value) + 6).sum();
    let named = x + long <= row.right();
    for (life, value) in values {
        let look = app.look_of(life);
        let style = Style::new().fg(look.color);
        if x + width(&value) + 5 > row.right() {
            break;
        }
        x = put(buffer, row, (x, row.y), " · ", theme.muted());
        x = put(buffer, row, (x, row.y), look.marker, style) + 1;
        if named {
            x = put(buffer, row, (x, row.y), &title(life), style) + 1;
        }
        x = put(buffer, row, (x, row.y), &value, theme.strong().fg(look.color));
    }
}
