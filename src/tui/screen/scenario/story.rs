//! What this story is, and what of it cannot change while it is lived.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::scenario::{Spec, key};
use crate::task::Days;
use crate::tui::app::App;
use crate::tui::widget::{clean, put, put_right, width, wrap};
use crate::tui::words;

/// The story in so many rows at most: its title, what is lived, what to look for, what is fixed.
pub fn lines(app: &App, columns: u16, rows: u16) -> Vec<(String, Style)> {
    let theme = app.theme();
    let spec = app.lab().spec();
    let fixed = cut(vec![fixed(spec).join(" · ")], columns, 1);
    let about = wrap(&clean(&spec.about), columns);
    let look = if spec.look_for.is_empty() {
        Vec::new()
    } else {
        wrap(&format!("Look for: {}", clean(&spec.look_for)), columns)
    };
    // The rows between title and facts are shared; what one does not need the other has.
    let room = usize::from(rows).saturating_sub(2);
    let half = room.div_ceil(2);
    let first = about.len().min(half.max(room.saturating_sub(look.len())));
    let second = look.len().min(room - first);
    let mut lines = vec![(title(spec), theme.strong().fg(theme.day))];
    lines.extend(cut(about, columns, first).into_iter().map(|line| (line, theme.base())));
    lines.extend(cut(look, columns, second).into_iter().map(|line| (line, theme.base())));
    lines.extend(fixed.into_iter().map(|line| (line, theme.muted())));
    let spare = usize::from(rows).saturating_sub(lines.len());
    if spare > 0 {
        lines.push((String::new(), Style::new()));
    }
    lines
}

fn title(spec: &Spec) -> String {
    if spec.title.is_empty() { spec.name.clone() } else { clean(&spec.title) }
}

/// The first so many rows; where there are more, the last one says so.
fn cut(lines: Vec<String>, columns: u16, rows: usize) -> Vec<String> {
    let more = lines.len() > rows || lines.iter().any(|line| width(line) > columns);
    let mut lines: Vec<String> = lines.into_iter().take(rows).collect();
    if let Some(last) = lines.last_mut().filter(|_| more) {
        // Whole words.
        while width(last) + 2 > columns {
            last.truncate(last.rfind(' ').unwrap_or(0));
        }
        last.truncate(last.trim_end_matches([' ', '.', ',', ';', ':', '·']).len());
        last.push_str(" …");
    }
    lines
}

/// What cannot change while it is lived, in a few words each.
fn fixed(spec: &Spec) -> Vec<String> {
    let schedule = spec.task.schedule();
    let task = format!("fixed: {}", words::things(&spec.task));
    let daily = match schedule.days {
        Days::Fixed => "all of them every day".to_owned(),
        Days::Rotating => format!("{} a day in turn", schedule.per_day),
        Days::Stream => format!("{} new ones a day", schedule.per_day),
        Days::Lessons => "some classes a day".to_owned(),
    };
    let hidden: Vec<String> = spec.net.hidden.iter().map(ToString::to_string).collect();
    let net = match () {
        () if spec.task.recalls() => "Hopfield net".to_owned(),
        () if hidden.is_empty() => "linear net".to_owned(),
        () => format!("hidden {}", hidden.join("-")),
    };
    let arms: Vec<&str> = spec.live.iter().map(|arm| arm.name()).collect();
    vec![task, daily, net, format!("{} days", spec.days), format!("seed {}", spec.seed), arms.join(", ")]
}

/// The story from beginning to end.
pub fn whole(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let spec = app.lab().spec();
    let columns = area.width.min(96);
    let parts = [
        (title(spec), theme.strong().fg(theme.day)),
        (clean(&spec.about), theme.base()),
        (
            if spec.look_for.is_empty() { String::new() } else { format!("Look for: {}", clean(&spec.look_for)) },
            theme.base(),
        ),
    ];
    let parts: Vec<(Vec<String>, Style)> = parts.iter().map(|(text, style)| (wrap(text, columns), *style)).collect();
    let keys = keys(app);
    let wide = keys.iter().map(|key| width(key)).max().unwrap_or(0) + 3;
    let deep = keys.len().div_ceil(usize::from((area.width / wide).max(1))).max(1);
    let rows: usize = parts.iter().map(|(lines, _)| lines.len()).sum();
    // Air between the parts where there is room for it.
    let air = u16::from(rows + parts.len() + 1 + deep <= usize::from(area.height));
    let mut y = area.y;
    for (lines, style) in parts.iter().filter(|(lines, _)| !lines.is_empty()) {
        for line in lines {
            put(buffer, area, (area.x, y), line, *style);
            y += 1;
        }
        y += air;
    }
    // Every key that is fixed, in as many columns as there is room for.
    put(buffer, area, (area.x, y), "What cannot change while it is lived:", theme.muted());
    for (place, key) in keys.iter().enumerate() {
        let (column, row) = ((place / deep) as u16, (place % deep) as u16);
        put(buffer, area, (area.x + column * wide, y + 1 + row), key, theme.muted());
    }
    let left = area.bottom().saturating_sub(y + 1);
    if usize::from(left) < deep && left > 0 {
        put_right(buffer, area, (area.right(), area.bottom() - 1), " … a taller screen shows the rest", theme.muted());
    }
}

/// The keys that cannot change while it is lived, with their values.
fn keys(app: &App) -> Vec<String> {
    let mut section = String::new();
    let mut keys = Vec::new();
    for line in app.scenario().to_toml().lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            name.clone_into(&mut section);
        } else if let Some((name, value)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) {
            let path = if section.is_empty() { name.to_owned() } else { format!("{section}.{name}") };
            let told = ["title", "about", "look_for", "format"].contains(&path.as_str());
            if !told && key::find(&path).is_some_and(|key| !key.live) && !section.starts_with(['[', 'c']) {
                keys.push(clean(&format!("{path} = {value}")));
            }
        }
    }
    keys
}
