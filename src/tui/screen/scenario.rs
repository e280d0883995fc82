//! The Scenario screen: what this story is, and every parameter of day and night on its slider.

mod slider;
mod story;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::arm::{Param, Value};
use crate::scenario::key;
use crate::tui::app::App;
use crate::tui::dials::{GROUPS, Scale};
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
    let foot =
        if app.turned() { "x: the parameters" } else { "● in force  ◆ to be  ┼ the story’s own  x: the story" };
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

/// The story and the sliders, as far down as the selected one asks for.
fn dials(app: &App, area: Rect, buffer: &mut Buffer) {
    let count = Param::ALL.len() as u16;
    let story = story::lines(app, area.width, area.height.saturating_sub(count).max(STORY));
    let story_rows = story.len() as u16;
    let place = Param::ALL.iter().position(|param| *param == app.dial()).unwrap_or(0) as u16;
    let (row, all) = (story_rows + place, story_rows + count);
    // What comes next is seen too; a story is read from its first line.
    let wanted = (row + 3).min(all).saturating_sub(area.height);
    let skipped = if row < area.height.saturating_sub(1) && place == 0 { 0 } else { wanted };
    for (y, line) in (area.top()..area.bottom()).zip(skipped..all) {
        match line.checked_sub(story_rows) {
            None => {
                let (text, style) = &story[usize::from(line)];
                put(buffer, area, (area.x, y), text, *style);
            }
            Some(place) => {
                let param = Param::ALL[usize::from(place)];
                // A group's name stands where its first visible row does.
                let group = (y == area.top() || is_first(param)).then(|| group(app.theme(), param));
                slider::row(app, param, group, Rect { y, height: 1, ..area }, buffer);
            }
        }
    }
}

fn is_first(param: Param) -> bool {
    GROUPS.iter().any(|(first, _)| *first == param)
}

/// The name of a parameter's group, in its colour.
fn group(theme: &Theme, param: Param) -> (&'static str, Style) {
    let place = |param: Param| Param::ALL.iter().position(|known| *known == param);
    let name = GROUPS.iter().rfind(|(first, _)| place(*first) <= place(param)).map_or("", |(_, name)| *name);
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
    let about = if area.width >= ROOMY { key.about } else { plain(key.about) };
    let about = if end + 2 + width(key.about) <= area.right() { key.about } else { about };
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

/// The first words of a description, up to where it goes into detail.
fn plain(about: &str) -> &str {
    about.split([';', ':', '(']).next().unwrap_or(about).trim_end()
}

/// A value in as few characters as say it.
fn shown(value: Value) -> String {
    clean(&value.to_string())
}
