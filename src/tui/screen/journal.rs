//! The Journal screen: what happened, in sentences, and every line and course of life.

mod tree;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::tui::app::App;
use crate::tui::journal::{Kind, Line, Part, branches, here, lines};
use crate::tui::theme::MARKERS;
use crate::tui::widget::{Panel, put, width, wrap};
use crate::tui::words::journal::{done, happened, moment, morning};

/// Columns from which on the tree stands beside the list.
const BESIDE: u16 = 110;

/// Columns of a line's mark and moment.
const HEAD: u16 = 17;

/// Draws it.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let nodes = branches(app);
    let (list, tree) = split(app, area, nodes.len() as u16);
    self::list(app, list, buffer);
    tree::draw(app, &nodes, tree, buffer);
}

/// Where the list goes and where the tree.
fn split(app: &App, area: Rect, nodes: u16) -> (Rect, Rect) {
    if area.width >= BESIDE {
        let wide = area.width * 43 / 100;
        let list = Rect { width: area.width - wide, ..area };
        return (list, Rect { x: list.right(), width: wide, ..area });
    }
    // Two headings and a frame; where the arrow keys move there is more room.
    let most = if app.journal().part == Part::Tree { area.height * 3 / 5 } else { area.height * 2 / 5 };
    let high = (nodes + 4).min(most);
    let list = Rect { height: area.height - high, ..area };
    (list, Rect { y: list.bottom(), height: high, ..area })
}

/// The frame of a part; the one that the arrow keys move in stands out.
fn frame(app: &App, title: &str, note: &str, part: Part, area: Rect, buffer: &mut Buffer) -> Rect {
    let theme = app.theme();
    let is_on = app.journal().part == part;
    let color = (!is_on).then_some(theme.muted);
    let foot = if is_on { "↑↓ choose · enter goes there · tab" } else { "tab" };
    Panel { color, note, foot, ..Panel::new(theme, title) }.draw(area, buffer)
}

fn list(app: &App, area: Rect, buffer: &mut Buffer) {
    let lines = lines(app);
    let now = app.lab().clock().total;
    let here = here(app, &lines);
    let chosen = app.selected_line(&lines);
    let note = if now < app.seen_until() { "dim: lies ahead" } else { "" };
    let inside = frame(app, "journal", note, Part::List, area, buffer);
    if inside.width <= HEAD || inside.height == 0 {
        return;
    }
    let columns = inside.width - HEAD;
    let rows = usize::from(inside.height);
    let told = |place: usize| broken(&sentence(app, lines[place]), columns);
    let middle = told(chosen);
    // What comes after it has a third of the rows at most, unless there is nothing before.
    let mut before: Vec<(usize, Vec<String>)> = Vec::new();
    let mut after: Vec<(usize, Vec<String>)> = Vec::new();
    let (mut above, mut below) = (0, 0);
    let room = rows.saturating_sub(middle.len());
    let behind = |room: usize, below: &mut usize, after: &mut Vec<(usize, Vec<String>)>| {
        while *below < room && chosen + 1 + after.len() < lines.len() {
            let place = chosen + 1 + after.len();
            let text = told(place);
            *below += text.len();
            after.push((place, text));
        }
    };
    behind(room / 3, &mut below, &mut after);
    while above + below.min(room / 3) < room && before.len() < chosen {
        let place = chosen - 1 - before.len();
        let text = told(place);
        above += text.len();
        before.push((place, text));
    }
    behind(room.saturating_sub(above), &mut below, &mut after);
    let over = (above + below.min(room / 3)).saturating_sub(room).min(above);
    let mut y = i32::from(inside.y) - over as i32;
    before.reverse();
    for (place, text) in before.into_iter().chain([(chosen, middle)]).chain(after) {
        let line = lines[place];
        let high = text.len().max(1) as i32;
        let is_chosen = place == chosen && app.journal().part == Part::List;
        for (row, words) in (y..y + high).zip(text.iter().map(String::as_str).chain([""])) {
            let Some(at) = u16::try_from(row).ok().filter(|at| *at >= inside.y && *at < inside.bottom()) else {
                continue;
            };
            if is_chosen {
                let bar = Rect { x: inside.x - 1, y: at, width: inside.width + 2, height: 1 };
                buffer.set_style(bar, app.theme().selected());
            }
            if row == y {
                head(app, line, place == here, (inside, at), buffer);
            }
            let at = (inside.x + HEAD, at);
            put(buffer, inside, at, words, style(app, line));
            markers(app, line, Rect { x: at.0, y: at.1, width: columns, height: 1 }, buffer);
        }
        y += high;
    }
}

/// The mark of where one stands, and the moment.
fn head(app: &App, line: Line, is_here: bool, (inside, y): (Rect, u16), buffer: &mut Buffer) {
    let theme = app.theme();
    if is_here {
        put(buffer, inside, (inside.x, y), "▶", theme.strong().fg(theme.good));
    }
    let when = match line.kind {
        Kind::Morning(point) => format!("morning {}", app.seen().0.stamps()[point].day),
        _ => moment(app.calendar(), line.tick),
    };
    let color = match line.kind {
        Kind::Birth | Kind::Morning(_) => theme.day,
        _ if when.starts_with("night") => theme.deep,
        _ => theme.text,
    };
    let style = if line.tick > app.lab().clock().total { theme.muted() } else { Style::new().fg(color) };
    put(buffer, inside, (inside.x + 2, y), &when, style);
}

fn sentence(app: &App, line: Line) -> String {
    let notes = &app.lab().seen().notes;
    match line.kind {
        Kind::Birth => "Birth: every line of life begins with the same weights.".to_owned(),
        Kind::Morning(point) => morning(app, point),
        Kind::Divergence(place) | Kind::Note(place) => happened(app, &notes[place]),
        Kind::Planned(place) => format!("To come: {}.", done(app, &app.lab().spec().events[place])),
    }
}

/// `text` in lines that part no figure from its unit, no change and no marker from its name.
fn broken(text: &str, columns: u16) -> Vec<String> {
    // A space that no line breaks at: no text has it.
    const BOUND: &str = "\u{e000}";
    let mut text = text.replace(" %", &format!("{BOUND}%")).replace(" → ", &format!("{BOUND}→{BOUND}"));
    for marker in MARKERS {
        text = text.replace(&format!("{marker} "), &format!("{marker}{BOUND}"));
    }
    wrap(&text, columns).into_iter().map(|line| line.replace(BOUND, " ")).collect()
}

fn style(app: &App, line: Line) -> Style {
    let theme = app.theme();
    match line.kind {
        _ if line.tick > app.lab().clock().total => theme.muted(),
        Kind::Divergence(_) => Style::new().fg(theme.bad),
        Kind::Note(_) => theme.strong(),
        _ => Style::new().fg(theme.text),
    }
}

/// Gives markers the colours of their lives.
fn markers(app: &App, line: Line, row: Rect, buffer: &mut Buffer) {
    if line.tick > app.lab().clock().total {
        return;
    }
    paint(app, row, buffer);
}

/// The same on any row.
fn paint(app: &App, row: Rect, buffer: &mut Buffer) {
    let looks: Vec<_> = (0..app.lab().lives().len()).map(|life| app.look_of(life)).collect();
    for x in row.left()..row.right().min(buffer.area.right()) {
        let cell = &mut buffer[(x, row.y)];
        if let Some(look) = looks.iter().find(|look| look.marker == cell.symbol()) {
            cell.fg = look.color;
        }
    }
}

/// `text` cut to so many columns, with a sign that it was.
fn cut(text: &str, columns: u16) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(usize::from(columns.saturating_sub(1))).collect();
    short.push('…');
    short
}
