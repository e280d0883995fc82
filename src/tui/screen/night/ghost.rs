//! What might have been: the course that was left last, behind the lines of the one that is lived.

use ratatui::style::Color;

use super::extent;
use crate::record::{History, Track};
use crate::tui::app::App;
use crate::tui::theme::blend;
use crate::tui::widget::Series;

/// The word for it in the foot of a chart.
pub const WORD: &str = "┄ as it was";

/// How much of its colour a line of the past keeps, before it is made faint.
const LEFT: f64 = 0.65;

/// How wide a chart's range may become so that all of the past is seen: as a multiple of what it is, or
/// of half of its largest value if that is more.
const ROOM: f64 = 2.0;

/// The record of the course that was left, from where it parts from the one that is lived.
pub struct Ghost<'a> {
    history: &'a History,
    /// The first point drawn.
    from: usize,
    ticks: Vec<u64>,
    /// Which of its lives are drawn, those on top last, and in which colour.
    lives: Vec<(usize, Color)>,
}

impl<'a> Ghost<'a> {
    /// The ghost of an app, if anything was left.
    #[must_use]
    pub fn of(app: &'a App) -> Option<Self> {
        let (parting, history) = app.session().ghost()?;
        let from = history.stamps().partition_point(|stamp| stamp.tick < parting);
        let ticks: Vec<u64> = history.stamps()[from..].iter().map(|stamp| stamp.tick).collect();
        let (theme, lab) = (app.theme(), app.lab());
        let shown: Vec<usize> = app.shown().collect();
        let color = |track: &Track| {
            let life = lab.lives().iter().position(|life| life.name() == track.name);
            match life {
                Some(life) => shown.contains(&life).then(|| app.look_of(life).color),
                // A twin that was never born on this course.
                None => Some(theme.muted),
            }
        };
        let lives = history.tracks().iter().enumerate().filter_map(|(place, track)| {
            let color = color(track)?;
            let dim = if let (Color::Rgb(..), Color::Rgb(..)) = (theme.background, color) {
                blend(theme.background, color, LEFT)
            } else {
                color
            };
            Some((place, dim))
        });
        let mut lives: Vec<(usize, Color)> = lives.collect();
        lives.reverse();
        (!ticks.is_empty()).then_some(Self { history, from, ticks, lives })
    }

    /// A column of every life that is drawn, from the parting on.
    #[must_use]
    pub fn columns(&self, of: impl Fn(&Track) -> Vec<f64>) -> Vec<Vec<f64>> {
        let column = |(place, _): &(usize, Color)| {
            let mut values = of(&self.history.tracks()[*place]);
            values.drain(..self.from.min(values.len()));
            values
        };
        self.lives.iter().map(column).collect()
    }

    /// The lines of such columns.
    #[must_use]
    pub fn lines<'b>(&'b self, columns: &'b [Vec<f64>]) -> Vec<Series<'b>> {
        let line = |((_, color), values): (&(usize, Color), &'b Vec<f64>)| Series {
            values,
            color: *color,
            marker: "",
            is_faint: true,
            ticks: Some(&self.ticks),
        };
        self.lives.iter().zip(columns).map(line).collect()
    }

    /// The range of a chart, wide enough for such columns from a tick on as well, unless that would crush
    /// what is lived now.
    #[must_use]
    pub fn widened(&self, (low, high): (f64, f64), columns: &[Vec<f64>], since: u64) -> (f64, f64) {
        let from = self.ticks.partition_point(|tick| *tick < since);
        let Some((least, most)) = extent(columns.iter().flat_map(|column| &column[from.min(column.len())..])) else {
            return (low, high);
        };
        let whole = (low.min(least), high.max(most));
        let room = ROOM * (high - low).max(high.abs() / 2.0);
        if whole.1 - whole.0 <= room { whole } else { (low, high) }
    }
}

/// The first of some feet that fits into a panel of this width.
#[must_use]
pub fn foot(width: u16, feet: impl IntoIterator<Item = String>) -> String {
    let fits = |foot: &String| crate::tui::widget::width(foot) + 8 <= width;
    feet.into_iter().find(fits).unwrap_or_default()
}

/// Some words of a foot, in one line.
#[must_use]
pub fn joined(words: &[&str]) -> String {
    let words: Vec<&str> = words.iter().copied().filter(|word| !word.is_empty()).collect();
    words.join(" · ")
}
