//! The Dreams screen: the night's dreams as a gallery, and what was dreamt against what was lived.

mod answers;
mod card;
mod close;
mod counts;
mod nights;
mod picture;
mod plot;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::data::Form;
use crate::lab::Undreamt;
use crate::tui::app::App;
use crate::tui::dreams::Night;
use crate::tui::tab::Look;
use crate::tui::widget::{Panel, Pixel, Scale, put, width, wrap};
use crate::tui::words::{self, dream};

/// What every part of the screen draws from.
struct View<'a> {
    app: &'a App,
    life: usize,
    look: Look,
    night: &'a Night,
}

/// Where dreams go on a page.
#[derive(Debug, Clone, Copy)]
struct Grid {
    /// How images are drawn.
    scale: Scale,
    /// Columns and rows of dreams.
    columns: u16,
    rows: u16,
    /// Columns and rows of one, and of the air behind it.
    size: (u16, u16),
    air: (u16, u16),
}

/// Columns between a memory and its dream, or another memory.
const BETWEEN: u16 = 4;
/// Rows of a card besides its picture.
const LINES: u16 = 2;

impl Grid {
    /// The largest pictures of which there is room for two, or for one.
    fn new(app: &App, area: Rect) -> Option<Self> {
        let (count, episode) = (pictures(app), episode(app));
        // Episodes are seen in a row, if it takes narrower headings.
        let least = if episode > 2 { 20 } else { 24 };
        let grids: Vec<Self> = match app.lab().world().form {
            Form::Image { width, height } => Scale::all(width.max(height))
                .filter(|scale| !matches!(scale.pixel, Pixel::Blocks(2..)))
                .filter_map(|scale| {
                    let (wide, high) = scale.size((width, height));
                    Self::of(scale, (across(wide, count).max(least), high), episode, area)
                })
                .collect(),
            Form::Line | Form::Plane | Form::Row(_) => {
                [(36, 8), (24, 4)].into_iter().filter_map(|size| Self::of(Scale::HALF, size, episode, area)).collect()
            }
        };
        let in_a_row = grids.iter().find(|grid| episode > 1 && grid.columns >= episode);
        in_a_row.or(grids.iter().find(|grid| grid.holds() > 1)).or(grids.first()).copied()
    }

    /// As many pictures of so many columns and rows as there is room for; of episodes whole ones in a row, where
    /// that can be.
    fn of(scale: Scale, (wide, high): (u16, u16), episode: u16, area: Rect) -> Option<Self> {
        let size = (wide, high.saturating_add(LINES));
        if wide > area.width || size.1 >= area.height {
            return None;
        }
        let columns = (area.width + 4) / (wide + 4);
        let columns = if columns >= episode { columns / episode * episode } else { columns };
        // What is said of the dream that is pointed at stands below, or beside a single column.
        let said = if area.height >= 2 * size.1 + 3 { 4 } else { 1 };
        let rows = ((area.height - said + 1) / (size.1 + 1)).max(1);
        let spare = area.width - columns * wide;
        let air = if columns > 1 { (spare / (columns - 1)).min(8) } else { 4 };
        Some(Self { scale, columns, rows, size, air: (air, 1) })
    }

    /// The place of the n-th dream of a page.
    fn place(&self, area: Rect, n: u16) -> Rect {
        let (column, row) = (n % self.columns, n / self.columns);
        let x = area.x + column * (self.size.0 + self.air.0);
        let y = area.y + row * (self.size.1 + self.air.1);
        Rect::new(x, y, self.size.0, self.size.1).intersection(area)
    }

    fn holds(&self) -> u64 {
        u64::from(self.columns) * u64::from(self.rows)
    }
}

/// The columns of so many pictures beside each other.
const fn across(columns: u16, count: u16) -> u16 {
    columns.saturating_mul(count).saturating_add(BETWEEN * (count - 1))
}

/// Pictures of a dream: of one memory and the dream, or of two.
fn pictures(app: &App) -> u16 {
    let Some(Ok(night)) = app.dreams().night() else { return 2 };
    let dream = night.dreaming.dream(app.lab(), app.dreams().cursor());
    if dream.is_some_and(|dream| dream.provenance.sources.len() > 1) { 3 } else { 2 }
}

/// Dreams of an episode.
fn episode(app: &App) -> u16 {
    let Some(Ok(night)) = app.dreams().night() else { return 1 };
    u16::try_from(night.episode).unwrap_or(u16::MAX)
}

/// The gallery, and what was counted where there is room for both.
fn parts(area: Rect) -> (Rect, Option<Rect>) {
    if area.width >= 110 && area.height >= 18 {
        let right = (area.width / 3).clamp(36, 48);
        let left = Rect { width: area.width - right, ..area };
        (left, Some(Rect { x: left.right(), width: right, ..area }))
    } else if area.height >= 19 {
        let below = 7;
        let above = Rect { height: area.height - below, ..area };
        (above, Some(Rect { y: above.bottom(), height: below, ..area }))
    } else {
        (area, None)
    }
}

/// Columns and rows of dreams on a page.
pub fn grid(app: &App, area: Rect) -> (u64, u64) {
    let grid = Grid::new(app, Panel::inside(parts(area).0));
    grid.map_or((1, 1), |grid| (u64::from(grid.columns), u64::from(grid.rows)))
}

/// The dream under a pointer; alone, it stands for itself.
pub fn at(app: &App, area: Rect, pointer: Position) -> Option<u64> {
    if app.dreams().is_close() {
        return Panel::inside(area).contains(pointer).then(|| app.dreams().cursor());
    }
    let inside = Panel::inside(parts(area).0);
    let grid = Grid::new(app, inside)?;
    let page = app.dreams().page(grid.holds());
    page.zip(0..).find(|(_, n)| grid.place(inside, *n).contains(pointer)).map(|(index, _)| index)
}

/// The dream that is pointed at, or why there is none: where there is no room for pictures.
pub fn in_words(app: &App) -> String {
    let life = app.dreamer();
    let title = life.map(|life| app.look_of(life).title);
    match app.dreams().night() {
        Some(Ok(night)) => {
            let card = app.card(app.dreams().cursor());
            let whose = title.map_or_else(String::new, |title| format!("{title}, night {}. ", night.dreaming.night));
            whose + &card.map(|card| dream::told(app.lab().world(), night, &card)).unwrap_or_default()
        }
        Some(Err(why)) => dream::none(app.lab(), life.zip(title.as_deref()), why).join(" "),
        None => dream::none(app.lab(), None, Undreamt::Never).join(" "),
    }
}

/// Draws it.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let life = app.dreamer();
    let (night, life) = match (app.dreams().night(), life) {
        (Some(Ok(night)), Some(life)) => (night, life),
        (Some(Err(why)), life) => return nothing(app, life, why, area, buffer),
        (None | Some(Ok(_)), _) => return nothing(app, None, Undreamt::Never, area, buffer),
    };
    let view = View { app, life, look: app.look_of(life), night };
    if app.dreams().is_close() {
        close::draw(&view, area, buffer);
        return;
    }
    let (left, right) = parts(area);
    gallery(&view, left, buffer);
    if let Some(right) = right {
        let draw = if app.turned() { nights::draw } else { counts::draw };
        draw(&view, right, buffer);
    }
}

fn nothing(app: &App, life: Option<usize>, why: Undreamt, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let title = life.map_or_else(
        || "dreams".to_owned(),
        |life| {
            let look = app.look_of(life);
            format!("dreams · {} {}", look.marker, look.title)
        },
    );
    let inside = Panel { color: Some(theme.dream), ..Panel::new(theme, &title) }.draw(area, buffer);
    let look = life.map(|life| (life, app.look_of(life).title));
    let said = dream::none(app.lab(), look.as_ref().map(|(life, title)| (*life, title.as_str())), why);
    let lines: Vec<String> = said.iter().flat_map(|line| wrap(line, inside.width.min(76))).collect();
    let top = inside.y + inside.height.saturating_sub(lines.len() as u16) / 2;
    for (place, (line, y)) in lines.iter().zip(top..inside.bottom()).enumerate() {
        let style = if place == 0 { theme.base() } else { theme.muted() };
        let x = inside.x + inside.width.saturating_sub(width(line)) / 2;
        put(buffer, inside, (x, y), line, style);
    }
}

impl View<'_> {
    /// “dreams · ● sleeper · night 3”.
    fn title(&self) -> String {
        let Look { marker, title, .. } = &self.look;
        let night = self.night.dreaming.night;
        let when = if self.night.dreaming.waking { format!("day {night}, in turn") } else { format!("night {night}") };
        format!("dreams · {marker} {title} · {when}")
    }

    /// Which of the dreams are shown, and whether they are dreamt now; the fullest words that there is room
    /// for.
    fn note(&self, page: &std::ops::Range<u64>, room: u16) -> String {
        let number = |value: u64| words::grouped(value as f64);
        let of = number(self.night.dreaming.of);
        let (first, last) = (number(page.start + 1), number(page.end));
        let shown = if page.end == page.start + 1 { first } else { format!("{first}–{last}") };
        let now = &self.night.now;
        let state = match () {
            () if !now.is_empty() && page.start < now.end && now.start < page.end => ", dreamt now",
            () if page.start >= self.night.done => ", still to come",
            () if self.night.dreaming.is_cut => ", more were not kept",
            () if now.is_empty() && self.night.done >= self.night.dreaming.of => "",
            () => ", dreamt",
        };
        let choices = [format!("{shown} of {of}{state}"), format!("{shown} of {of}"), shown];
        choices.into_iter().find(|text| width(text) <= room).unwrap_or_default()
    }
}

fn gallery(view: &View<'_>, area: Rect, buffer: &mut Buffer) {
    let (app, theme) = (view.app, view.app.theme());
    let grid = Grid::new(app, Panel::inside(area));
    let page = app.dreams().page(grid.map_or(1, |grid| grid.holds()));
    let title = view.title();
    let note = view.note(&page, area.width.saturating_sub(width(&title) + 10));
    let whose = if app.dreamers().len() > 1 { " · tab whose dreams" } else { "" };
    let plot = if app.lab().world().form == Form::Line { "line: now, close dots: then, far: the wave · " } else { "" };
    let foot = format!("{plot}enter large{whose}");
    let foot = if width(&foot) + 8 > area.width { format!("enter large{whose}") } else { foot };
    let panel = Panel { note: &note, foot: &foot, color: Some(theme.dream), ..Panel::new(theme, &title) };
    let inside = panel.draw(area, buffer);
    let cursor = app.dreams().cursor();
    let said = app.card(cursor).map(|card| dream::told(app.lab().world(), view.night, &card)).unwrap_or_default();
    let Some(grid) = grid else {
        for (line, y) in wrap(&said, inside.width).iter().zip(inside.top()..inside.bottom()) {
            put(buffer, inside, (inside.x, y), line, theme.base());
        }
        return;
    };
    for (index, n) in page.zip(0..) {
        let Some(card) = app.card(index) else { continue };
        let place = grid.place(inside, n);
        card::draw(view, &card, &grid, place, buffer);
        let goes_on = (index + 1) % view.night.episode != 0 && (n + 1) % grid.columns != 0;
        if goes_on && grid.air.0 > 1 && index + 1 < view.night.dreaming.of {
            put(buffer, inside, (place.right() + grid.air.0 / 2 - 1, place.y), "›", theme.strong().fg(theme.dream));
        }
    }
    let last = grid.place(inside, (grid.holds() - 1) as u16);
    let below = Rect { y: last.bottom() + 1, height: inside.bottom().saturating_sub(last.bottom() + 1), ..inside };
    let below = if below.height == 0 && last.bottom() < inside.bottom() {
        Rect { y: last.bottom(), height: 1, ..inside }
    } else {
        below
    };
    let beside = inside.right().saturating_sub(last.right() + 3);
    let place =
        if grid.columns == 1 && beside >= 16 { Rect { x: last.right() + 3, width: beside, ..inside } } else { below };
    let lines = wrap(&said, place.width);
    let lines = if lines.len() > usize::from(place.height) {
        app.card(cursor)
            .map(|card| wrap(&dream::brief(app.lab().world(), view.night, &card), place.width))
            .unwrap_or_default()
    } else {
        lines
    };
    for (line, y) in lines.iter().zip(place.top()..place.bottom()) {
        put(buffer, place, (place.x, y), line, theme.muted());
    }
}
