//! The Scenario screen: what this story is, and every parameter of day and night on its slider.

mod slider;
mod story;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::arm::{Param, Value};
use crate::scenario::key;
use crate::tui::app::App;
use crate::tui::dials::{GROUPS, Scale, group};
use crate::tui::theme::Theme;
use crate::tui::widget::{Panel, clean, put, put_right, width};

/// Columns from which every parameter has its words beside it.
const ROOMY: u16 = 100;
/// Rows of the story at least, where there are parameters to be seen as well.
const STORY: u16 = 5;

/// Draws it.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let note = match app.whom() {
        None => "for everyone · a chooses whom".to_owned(),
        Some(life) => {
            let look = app.look_of(life);
            format!("for {} {} · a: another", look.marker, look.title)
        }
    };
    let color = app.whom().map(|life| app.look_of(life).color);
    let foot = if app.turned() {
        "x: the parameters"
    } else {
        "● in force  ▶ waiting  ┼ as the story says  x: the story"
    };
    let frame = Panel { note: &note, note_color: color, foot, ..Panel::new(theme, "scenario") };
    let inside = frame.draw(area, buffer);
    if inside.is_empty() {
        return;
    }
    if app.turned() {
        story::whole(app, inside, buffer);
        return;
    }
    let below = if inside.width >= ROOMY { 3 } else { 4 }.min(inside.height / 2);
    let list = Rect { height: inside.height - below, ..inside };
    dials(app, list, buffer);
    detail(app, Rect { y: list.bottom(), height: below, ..inside }, buffer);
}

/// A row above the details.
enum Row {
    Story(String, Style),
    /// And whether its group begins with it.
    Dial(Param, bool),
    Air,
}

/// The story and the sliders, as far down as the selected one asks for.
fn dials(app: &App, area: Rect, buffer: &mut Buffer) {
    let params = app.params();
    let count = params.len() as u16;
    let story = story::lines(app, area.width, area.height.saturating_sub(count).max(STORY));
    let spare = usize::from(area.height).saturating_sub(story.len() + usize::from(count));
    let mut rows: Vec<Row> = story.into_iter().map(|(text, style)| Row::Story(text, style)).collect();
    let is_first = |place: usize| place == 0 || group(params[place]) != group(params[place - 1]);
    for (place, param) in params.iter().enumerate() {
        if is_first(place) && spare >= GROUPS.len() && place > 0 {
            rows.push(Row::Air);
        }
        rows.push(Row::Dial(*param, is_first(place)));
    }
    let selected = rows.iter().position(|row| matches!(row, Row::Dial(param, _) if *param == app.dial())).unwrap_or(0);
    let height = usize::from(area.height);
    let first = Some(&app.dial()) == params.first();
    // What comes next is seen too; a story is read from its first line, as long as that can be.
    let skipped = if first && selected < height { 0 } else { (selected + 3).min(rows.len()).saturating_sub(height) };
    for (y, row) in (area.top()..area.bottom()).zip(&rows[skipped..]) {
        match row {
            Row::Air => {}
            Row::Story(text, style) => _ = put(buffer, area, (area.x, y), text, *style),
            Row::Dial(param, is_first) => {
                // A group's name stands where its first visible row does.
                let group = (y == area.top() || *is_first).then(|| titled(app.theme(), *param));
                slider::row(app, *param, group, Rect { y, height: 1, ..area }, buffer);
            }
        }
    }
}

/// The name of a parameter's group, in its colour.
fn titled(theme: &Theme, param: Param) -> (&'static str, Style) {
    let name = group(param);
    let color = match name {
        "day" => theme.day,
        "downscaling" => theme.deep,
        "night" => theme.text,
        _ => theme.dream,
    };
    (name, Style::new().fg(color))
}

/// What the selected parameter is, and what its keys do now.
fn detail(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let param = app.dial();
    let Some(key) = key::find(param.path()).filter(|_| !area.is_empty()) else { return };
    for x in area.left()..area.right() {
        put(buffer, area, (x, area.y), "─", theme.line());
    }
    let waiting = app.waiting().count();
    if waiting > 1 {
        put_right(buffer, area, (area.right(), area.y), &format!(" {waiting} changes wait"), theme.strong());
    }
    let y = area.y + 1;
    let end = put(buffer, area, (area.x, y), param.path(), theme.strong());
    let room = area.right().saturating_sub(end + 2);
    let about = if width(key.about) <= room { key.about } else { plain(key.about, room) };
    put(buffer, area, (end + 2, y), about, theme.base());
    let for_all = if param.is_shared() && app.whom().is_some() { " · the same for all lives" } else { "" };
    let own = shown(app.own(param));
    let facts = format!("{} · the story says {own} · counts {}{for_all}", key.kind, app.counts_from(param));
    let facts = if width(&facts) > area.width {
        format!("the story says {own} · counts {}{for_all}", app.counts_from(param))
    } else {
        facts
    };
    let end = put(buffer, area, (area.x, y + 1), &facts, theme.muted());
    keys(app, param, (end, y + 1), area, buffer);
}

/// The keys that do something to the selected parameter: beside the facts, or below them.
fn keys(app: &App, param: Param, (end, y): (u16, u16), area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let keys: &[(&str, &str)] = if app.pending(param).is_some() {
        &[("enter", "makes it so"), ("esc", "forgets it"), ("← →", "further")]
    } else if Scale::of(param) == Scale::Typed {
        &[("enter", "types a value")]
    } else {
        &[("← →", "change it"), ("enter", "types a value")]
    };
    let long = keys.iter().map(|(key, does)| width(key) + width(does) + 1).sum::<u16>() + 3 * (keys.len() as u16 - 1);
    let (mut x, y) = if end + 3 + long <= area.right() { (area.right() - long, y) } else { (area.x, y + 1) };
    for (key, does) in keys {
        x = put(buffer, area, (x, y), key, theme.strong());
        x = put(buffer, area, (x + 1, y), does, theme.muted()) + 3;
    }
}

/// The first words of a description, without its symbol and up to where it goes into detail; where they
/// are longer than so many columns, up to their comma.
fn plain(about: &str, columns: u16) -> &str {
    let about = about.split_once(": ").filter(|(symbol, _)| width(symbol) == 1).map_or(about, |(_, words)| words);
    let end = ["; ", ": ", " ("].iter().filter_map(|stop| about.find(stop)).min().unwrap_or(about.len());
    let words = &about[..end];
    if width(words) <= columns { words } else { words.split(',').next().unwrap_or(words) }
}

/// A value in as few characters as say it.
fn shown(value: Value) -> String {
    clean(&value.to_string())
}
