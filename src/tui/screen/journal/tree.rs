//! Lines of life and the courses they took.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{cut, frame, paint};
use crate::tui::app::App;
use crate::tui::journal::{Branch, Node, Part};
use crate::tui::widget::{put, put_right, width};
use crate::tui::words::journal::{done, named, origin};

/// A row, or a heading above some.
enum Row<'a> {
    Heading(&'a str),
    Branch(usize, &'a Branch),
    /// How far the course above was lived, where that needs a row of its own.
    Reached(&'a Branch, String),
}

/// Columns from which on a course and how far it was lived stand in one row.
const BROAD: u16 = 60;

/// How far a course was lived, where that was further than the courses that begin on it.
fn reached(app: &App, branch: &Branch) -> Option<String> {
    let Node::Course(act) = branch.node else { return None };
    let session = app.session();
    let is_told = branch.is_end || act == session.at();
    is_told.then(|| format!("lived to {}", app.moment_on(act, session.reached(act))))
}

/// Draws the panel.
pub fn draw(app: &App, nodes: &[Branch], area: Rect, buffer: &mut Buffer) {
    let inside = frame(app, "lines and courses", "", Part::Tree, area, buffer);
    if inside.is_empty() {
        return;
    }
    let lives = nodes.iter().take_while(|branch| matches!(branch.node, Node::Life(_))).count();
    let mut rows = vec![Row::Heading("lines of life")];
    rows.extend(nodes.iter().enumerate().take(lives).map(|(place, branch)| Row::Branch(place, branch)));
    rows.push(Row::Heading(if app.session().acts().is_empty() {
        "courses: whatever you do begins another"
    } else {
        "courses: what was done, how far it was lived"
    }));
    for (place, branch) in nodes.iter().enumerate().skip(lives) {
        rows.push(Row::Branch(place, branch));
        if let Some(reached) = reached(app, branch).filter(|_| inside.width < BROAD) {
            rows.push(Row::Reached(branch, reached));
        }
    }
    let chosen = app.selected_node(nodes);
    let at = rows.iter().position(|row| matches!(row, Row::Branch(place, _) if *place == chosen)).unwrap_or(0);
    let high = usize::from(inside.height);
    // Headings are the first to go.
    let from = (at + 1 + high / 3).min(rows.len()).saturating_sub(high);
    for (row, y) in rows.iter().skip(from).zip(inside.y..inside.bottom()) {
        match row {
            Row::Heading(text) => {
                put(buffer, inside, (inside.x, y), &cut(text, inside.width), app.theme().muted());
            }
            Row::Reached(branch, reached) => {
                let x = inside.x + 4 + width(&branch.stem);
                put(buffer, inside, (x, y), reached, app.theme().muted());
            }
            Row::Branch(place, branch) => {
                if *place == chosen && app.journal().part == Part::Tree {
                    let bar = Rect { x: inside.x - 1, y, width: inside.width + 2, height: 1 };
                    buffer.set_style(bar, app.theme().selected());
                }
                let line = Rect { y, height: 1, ..inside };
                match &branch.node {
                    Node::Life(name) => life(app, name, branch.tick, line, buffer),
                    Node::Course(act) => course(app, *act, branch, line, buffer),
                }
            }
        }
    }
}

fn life(app: &App, name: &str, born: u64, line: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let is_here = app.lab().lives().iter().any(|life| life.name() == name);
    let title = named(app, name);
    let style = app
        .lab()
        .lives()
        .iter()
        .position(|life| life.name() == name)
        .map_or_else(|| theme.muted(), |life| Style::new().fg(app.look_of(life).color));
    let end = put(buffer, line, (line.x + 2, line.y), &title, style);
    let from =
        if is_here { origin(app, name) } else { format!("to come: {}", app.moment_on(app.session().at(), born)) };
    let from = cut(&from, line.right().saturating_sub(end + 2));
    put(buffer, line, (end + 2, line.y), &from, theme.muted());
    if is_here {
        paint(app, line, buffer);
    }
}

fn course(app: &App, act: usize, branch: &Branch, line: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let session = app.session();
    let is_lived = act == session.at();
    let is_on_way = act == 0 || session.way(session.at()).contains(&act);
    let style = if is_lived {
        theme.strong().fg(theme.good)
    } else if is_on_way {
        Style::new().fg(theme.text)
    } else {
        theme.muted()
    };
    if is_lived {
        put(buffer, line, (line.x, line.y), "▶", style);
    }
    let end = put(buffer, line, (line.x + 2, line.y), &branch.stem, theme.line());
    let reached = reached(app, branch).filter(|_| line.width >= BROAD).unwrap_or_default();
    let right = put_right(buffer, line, (line.right(), line.y), &reached, theme.muted());
    let text = match act.checked_sub(1).and_then(|place| session.acts().get(place)) {
        None => "as the story has it".to_owned(),
        Some(done_here) => format!("{}: {}", app.moment_on(act, done_here.tick), done(app, &done_here.event)),
    };
    let room = right.saturating_sub(end + u16::from(!reached.is_empty()));
    let short = if width(&text) <= room { text } else { cut(&text, room) };
    put(buffer, line, (end, line.y), &short, style);
    if is_on_way {
        paint(app, Rect { width: room, x: end, ..line }, buffer);
    }
}
