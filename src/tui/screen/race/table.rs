//! The table of lives, as they are where the lab stands.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::arm::{Arm, Dose, Replay};
use crate::record::Measure;
use crate::tui::app::App;
use crate::tui::widget::{Panel, put, put_right, width};
use crate::tui::words::{self, journal::origin};

/// Columns of what precedes a name: which of the two it is, and its marker.
const MARKS: u16 = 4;

/// A column of the table.
struct Column {
    head: &'static str,
    cells: Vec<String>,
    is_number: bool,
    /// Those with the least go first where there is no room.
    weight: u8,
}

impl Column {
    fn width(&self) -> u16 {
        self.cells.iter().map(|cell| width(cell)).max().unwrap_or(0).max(width(self.head))
    }
}

/// Draws the table.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let lives: Vec<usize> = app.shown().collect();
    let now = words::when(app, app.lab().clock().total);
    let panel = Panel { note: &now, ..Panel::new(theme, "lines of life") };
    let inside = panel.draw(area, buffer);
    let mut columns = columns(app, &lives, if inside.width >= 100 { "gradient steps" } else { "steps" });
    let long = |columns: &[Column]| MARKS + columns.iter().map(|column| column.width() + 2).sum::<u16>() - 2;
    while columns.len() > 1 && long(&columns) > inside.width {
        let least = columns.iter().enumerate().min_by_key(|(_, column)| column.weight).map(|(place, _)| place);
        least.map(|place| columns.remove(place));
    }
    let best = best(app, &lives);
    let pair = app.pair();
    for (life, y) in lives.iter().zip(inside.y + 1..inside.bottom()) {
        let look = app.look_of(*life);
        let sign = match pair {
            Some((first, _)) if first == *life => "+",
            Some((_, second)) if second == *life => "−",
            _ => " ",
        };
        put(buffer, inside, (inside.x, y), sign, theme.strong());
        put(buffer, inside, (inside.x + 2, y), look.marker, Style::new().fg(look.color));
    }
    let mut x = inside.x + MARKS;
    for (place, column) in columns.iter().enumerate() {
        let right = (x + column.width()).min(inside.right());
        let write = |buffer: &mut Buffer, y: u16, text: &str, style: Style| {
            if column.is_number {
                put_right(buffer, inside, (right, y), text, style);
            } else {
                put(buffer, Rect { width: right - inside.x, ..inside }, (x, y), text, style);
            }
        };
        if inside.height > 0 {
            write(buffer, inside.y, column.head, theme.muted());
        }
        for ((life, cell), y) in lives.iter().zip(&column.cells).zip(inside.y + 1..inside.bottom()) {
            let style = match column.head {
                _ if place == 0 => Style::new().fg(app.look_of(*life).color),
                "mistakes" | "distance" if cell == "diverged" => theme.strong().fg(theme.bad),
                "mistakes" | "distance" if best == Some(*life) => theme.strong().fg(theme.good),
                _ if column.is_number => theme.base(),
                _ => theme.muted(),
            };
            write(buffer, y, cell, style);
        }
        x = right + 2;
    }
}

/// Who makes the fewest mistakes, unless two do.
fn best(app: &App, lives: &[usize]) -> Option<usize> {
    let going = lives.iter().filter(|life| app.lab().lives()[**life].diverged().is_none());
    let mut errors: Vec<(f64, usize)> =
        going.map(|life| (words::figure(app, *life, Measure::TestError), *life)).collect();
    errors.sort_by(|a, b| a.0.total_cmp(&b.0));
    match errors.as_slice() {
        [first, second, ..] if first.0 < second.0 => Some(first.1),
        _ => None,
    }
}

fn columns(app: &App, lives: &[usize], counted: &'static str) -> Vec<Column> {
    let lab = app.lab();
    let life = |life: &usize| &lab.lives()[*life];
    let cells = |cell: &dyn Fn(&usize) -> String| lives.iter().map(cell).collect::<Vec<String>>();
    let number = |head, weight, cells| Column { head, cells, is_number: true, weight };
    let text = |head, weight, cells| Column { head, cells, is_number: false, weight };
    let name = cells(&|place| app.look_of(*place).title);
    let does = cells(&|place| regimen(life(place).arm()));
    let errors = cells(&|place| {
        let value = words::mistakes(lab, words::figure(app, *place, Measure::TestError));
        if life(place).diverged().is_some() { "diverged".to_owned() } else { value }
    });
    let strength = cells(&|place| words::strength(words::figure(app, *place, Measure::WeightAbs)));
    let steps = cells(&|place| words::grouped(life(place).gradient_steps() as f64));
    let error = if lab.world().is_classes() { "mistakes" } else { "distance" };
    let mut columns = vec![text("", 9, name), text("regimen", 1, does)];
    if lives.iter().any(|place| *place >= lab.spec().live.len()) {
        let forked = cells(&|place| {
            let origin = origin(app, life(place).name());
            origin.strip_prefix("forked ").unwrap_or(&origin).to_owned()
        });
        columns.push(text("forked", 2, forked));
    }
    columns.extend([number(error, 8, errors), number("Σ|w|", 7, strength)]);
    if lab.world().train.labels.iter().any(|label| label.is_lie()) {
        let lies = cells(&|place| {
            let (believed, all) = words::lies(app, *place);
            if all > 0 { format!("{believed} of {all}") } else { "–".to_owned() }
        });
        columns.push(number("lies believed", 6, lies));
    }
    columns.push(number(counted, 4, steps));
    columns
}

/// What an arm does besides learning by day, in words.
fn regimen(arm: Arm) -> String {
    let regimen = arm.regimen();
    let replay = match regimen.replay {
        Replay::Dreams => "dreams",
        Replay::Clean => "replays",
        Replay::Shuffled => "mixed-up dreams",
        Replay::None => "",
    };
    let shakes = if regimen.perturb { "is shaken" } else { "" };
    let spikes = match (regimen.spikes, regimen.equalise) {
        (true, _) => "replays in spikes",
        (false, true) => "evens its answers",
        (false, false) => "",
    };
    let night = [spikes, if regimen.downscale || regimen.perturb { "shrinks" } else { "" }, shakes, replay];
    let day = [
        if regimen.in_turn { "dreams" } else { "" },
        if regimen.decay { "decay" } else { "" },
        match regimen.dose {
            Dose::Clean => "",
            Dose::Full => "noise",
            Dose::Even => "less noise",
        },
    ];
    let joined = |words: &[&str]| words.iter().copied().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ");
    match (joined(&night), joined(&day)) {
        (night, day) if night.is_empty() && day.is_empty() => "nothing at night".to_owned(),
        (night, day) if day.is_empty() => format!("at night: {night}"),
        (night, day) if night.is_empty() => format!("by day: {day}"),
        (night, day) => format!("by day: {day}; at night: {night}"),
    }
}
