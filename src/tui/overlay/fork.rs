//! A twin: whose, and how it will live.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::panel;
use crate::arm::{Arm, Dose, Replay};
use crate::scenario::MOST_LIVES;
use crate::tui::app::App;
use crate::tui::fork::{Choice, Fork};
use crate::tui::widget::{Panel, put, put_right, width};
use crate::tui::words;

/// Columns of the panel, where there is room.
const WIDE: u16 = 76;

/// Draws it into the middle of `area`.
pub fn fork(app: &App, fork: &Fork, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let choices = app.choices(fork.life());
    let count = app.lab().lives().len();
    let note = format!("{count} of at most {MOST_LIVES} lives");
    let frame = Panel { note: &note, foot: "enter forks · esc closes", ..Panel::new(theme, "fork") };
    let inside = panel(&frame, theme, (WIDE, choices.len() as u16 + 5), area, buffer);
    if inside.is_empty() {
        return;
    }
    whose(app, fork, inside, buffer);
    let head = if inside.height > choices.len() as u16 { 2 } else { 1 };
    let list = Rect { y: inside.y + head, height: inside.height.saturating_sub(head), ..inside };
    if count >= MOST_LIVES {
        let text = format!("{MOST_LIVES} lives are the most that live side by side.");
        put(buffer, list, (list.x, list.y), &text, theme.base());
        let text = "backspace takes the last act back; [ goes back before a fork.";
        put(buffer, list, (list.x, list.y + 1), text, theme.muted());
        return;
    }
    let skipped = (fork.selected() + 1).saturating_sub(usize::from(list.height));
    for (y, (place, choice)) in (list.top()..list.bottom()).zip(choices.iter().enumerate().skip(skipped)) {
        row(app, choice, place == fork.selected(), Rect { y, height: 1, ..list }, buffer);
    }
}

/// Whose twin it is, and when.
fn whose(app: &App, fork: &Fork, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let look = app.look_of(fork.life());
    let style = theme.strong().fg(look.color);
    let mut x = put(buffer, area, (area.x, area.y), "a twin of  ", theme.muted());
    x = put(buffer, area, (x, area.y), &format!("‹ {} {} ›", look.marker, look.title), style);
    let when = words::when(app, app.lab().clock().total);
    let long = format!("from {when} on");
    if x + width(&long) + 2 <= area.right() {
        put_right(buffer, area, (area.right(), area.y), &long, theme.muted());
    }
}

fn row(app: &App, choice: &Choice, chosen: bool, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let possible = choice.why.is_none();
    let mut style = if possible { theme.base() } else { theme.muted() };
    if chosen {
        buffer.set_style(area, theme.selected());
        style = if possible { theme.strong() } else { style }.patch(theme.selected());
        put(buffer, area, (area.x, area.y), "▸", style);
    }
    let title = if choice.same { "lives on the same" } else { choice.arm.title() };
    let end = put(buffer, area, (area.x + 2, area.y), title, style);
    let about = match &choice.why {
        Some(why) => why.clone(),
        None if choice.same => "until something is changed for one of them".to_owned(),
        None => does(choice.arm),
    };
    let about_style = theme.muted().patch(if chosen { theme.selected() } else { Style::new() });
    let x = (area.x + 26).max(end + 2);
    // A reason is worth reading in part, a description is not.
    if !possible || x + width(&about) <= area.right() {
        put(buffer, area, (x, area.y), &about, about_style);
    }
}

/// What an arm does, in a few words.
fn does(arm: Arm) -> String {
    let regimen = arm.regimen();
    let day = match (regimen.in_turn, regimen.decay, regimen.dose) {
        (true, true, Dose::Full) => "decay, noise in every batch by day",
        (true, true, Dose::Even) => "decay, the night's noise spread over the day",
        (true, true, Dose::Clean) => "decay and dreams by day",
        (true, false, _) => "dreams by day, in turn with what is lived",
        (false, true, _) => "a little decay at every step of the day",
        (false, false, _) => "",
    };
    let night = match (regimen.downscale, regimen.replay) {
        (true, Replay::Dreams) => "shrinks and dreams at night",
        (true, Replay::Clean) => "shrinks, and replays its memories, at night",
        (_, Replay::Shuffled) => "shrinks, and dreams with mixed-up answers",
        (false, Replay::None) if regimen.spikes => "replays in spikes at night",
        (false, Replay::None) if regimen.equalise => "evens its answers out at night",
        (false, Replay::None) if regimen.perturb => "shrinks, and adds fresh small weights, at night",
        (true, Replay::None) => "shrinks at night, without dreams",
        (false, Replay::Dreams) => "dreams at night, without shrinking",
        (false, Replay::Clean) => "replays its memories all night, as they were",
        (false, Replay::None) => "waits at night",
    };
    if day.is_empty() { night.to_owned() } else { day.to_owned() }
}
