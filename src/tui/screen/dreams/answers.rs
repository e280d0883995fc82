//! What the net made of a memory before it dreamt, and what it makes of it now.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::View;
use crate::tui::dreams::Card;
use crate::tui::theme::Theme;
use crate::tui::widget::{put, width};
use crate::tui::words::dream::{self, Said};

/// The colour of an answer: good where it is true, bad where it is the lie.
pub fn style(theme: &Theme, said: &Said) -> Style {
    match said.good {
        Some(true) => Style::new().fg(theme.good),
        Some(false) => Style::new().fg(theme.bad),
        None => Style::new().fg(theme.text),
    }
}

/// What stands before both answers, how each is said, and what stands between them.
type Words<'a> = (String, &'a dyn Fn(&Said) -> String, &'a str);

/// Both in one line, as much of it as there is room for.
pub fn line(view: &View<'_>, card: &Card, area: Rect, buffer: &mut Buffer) {
    let theme = view.app.theme();
    let [then, now] =
        [&card.before[0], &card.now[0]].map(|answers| dream::said(view.app.lab().world(), answers, card.memory.label));
    let full = |said: &Said| [said.answer.as_str(), said.mark, said.sure.as_str()].join(" ").trim().to_owned();
    let brief = |said: &Said| format!("{} {}", said.answer, said.mark).trim().to_owned();
    let before = dream::before(view.night);
    let choices: [Words<'_>; 3] =
        [(format!("{before} "), &full, "  now "), (String::new(), &full, " → "), (String::new(), &brief, " → ")];
    let long =
        |(lead, words, between): &Words<'_>| width(lead) + width(&words(&then)) + width(between) + width(&words(&now));
    let Some((lead, words, between)) = choices.iter().find(|choice| 2 + long(choice) <= area.width) else { return };
    let mut x = put(buffer, area, (area.x + 2, area.y), lead, theme.muted());
    for (said, before) in [(&then, ""), (&now, *between)] {
        x = put(buffer, area, (x, area.y), before, theme.muted());
        x = put(buffer, area, (x, area.y), &words(said), style(theme, said));
    }
}
