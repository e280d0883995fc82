//! The table of lives: means over the seeds that are done so far. Drawn on the screen, and printed where there is none.

use std::io::{self, Write};

use super::life::{Life, Mean};
use super::{Watched, words};
use crate::scenario::plain;
use crate::study::stats::Scale;
use crate::tui::race::Compared;
use crate::tui::widget::width;

/// The head of the total of weights.
pub const STRENGTH: &str = "Σ|w|";

/// A column of figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Above it.
    pub head: String,
    /// One for each life.
    pub cells: Vec<String>,
    /// Their intervals, where there are some; the two line up apart.
    pub intervals: Vec<String>,
    /// Those with the least go first where there is no room.
    pub weight: u8,
}

impl Column {
    fn new(head: &str, weight: u8, cells: Vec<String>) -> Self {
        Self { head: head.to_owned(), cells, intervals: Vec::new(), weight }
    }

    /// Columns of the screen that its intervals take, with a space before them.
    #[must_use]
    pub fn interval(&self) -> u16 {
        let long = self.intervals.iter().map(|text| width(text)).max().unwrap_or(0);
        if long == 0 { 0 } else { long + 1 }
    }

    /// Columns of the screen that it takes.
    #[must_use]
    pub fn width(&self) -> u16 {
        let cells = self.cells.iter().map(|cell| width(cell)).max().unwrap_or(0);
        (cells + self.interval()).max(width(&self.head))
    }
}

/// What the figures are, below the table and on the screen beside its title.
#[must_use]
pub fn note(watched: &Watched) -> String {
    match watched.scale_of(Compared::Mistakes) {
        Scale::Difference => format!("mean {} half of the 95 % t interval over seeds", words::plus_minus(watched)),
        Scale::Log => "geometric mean and 95 % t interval over seeds".to_owned(),
    }
}

/// The columns of figures, on the last day; a life's own name stands before them.
#[must_use]
pub fn columns(watched: &Watched) -> Vec<Column> {
    let lives = 0..watched.setting().names.len();
    let (mistakes, lies) = (Compared::Mistakes, Compared::Lies);
    let means = |compared: Compared, of: &dyn Fn(&Life) -> f64| -> Vec<Mean> {
        let values = |life| watched.lives(life).map(of).collect::<Vec<f64>>();
        lives.clone().map(|life| Mean::of(&values(life), watched.scale_of(compared))).collect()
    };
    let error = if watched.setting().is_classes { "mistakes" } else { "distance" };
    let seeds = lives.clone().map(|life| watched.lives(life).count().to_string()).collect();
    let mut columns = vec![Column::new("seeds", 8, seeds)];
    let mut add = |head: &str, weight: u8, compared: Compared, means: &[Mean], band: bool| {
        let texts = means.iter().map(|mean| words::interval(mean, compared, watched));
        let (told, half): (Vec<String>, Vec<String>) = texts.map(|[told, half]| (told, half)).unzip();
        let intervals = if band { half } else { Vec::new() };
        columns.push(Column { intervals, ..Column::new(head, weight, told) });
    };
    let morning = means(mistakes, &|life| life.end(mistakes).1);
    let both = |life: &Life| {
        let (evening, morning) = life.end(mistakes);
        f64::midpoint(evening, morning)
    };
    add(error, 9, mistakes, &morning, true);
    add("with evening", 5, mistakes, &means(mistakes, &both), true);
    let strength = means(Compared::Strength, &|life| life.end(Compared::Strength).1);
    add(STRENGTH, 7, Compared::Strength, &strength, true);
    if watched.has_lies() {
        add("lies", 6, lies, &means(lies, &|life| life.end(lies).1), false);
    }
    if lives.clone().any(|life| watched.diverged(life) > 0) {
        columns.push(Column::new("diverged", 8, lives.map(|life| watched.diverged(life).to_string()).collect()));
    }
    columns
}

/// Prints how a study stands: every setting's table, one after another.
///
/// # Errors
/// Where it cannot be written.
pub fn print(watched: &mut Watched, out: &mut dyn Write) -> io::Result<()> {
    watched.look_through();
    heading(watched, out)?;
    let mut least = usize::MAX;
    for setting in 0..watched.study().plan().settings() {
        if setting != watched.shelf().setting() {
            watched.choose(setting);
            watched.look_through();
        }
        least = least.min(watched.seeds());
        writeln!(out)?;
        if let Some(setting) = words::setting(watched, setting) {
            writeln!(out, "{setting}")?;
        }
        block(watched, out)?;
    }
    ending(watched, least, out)
}

/// Prints what was looked at last, as it was last seen: nothing is read again.
///
/// # Errors
/// Where it cannot be written.
pub fn left(watched: &Watched, out: &mut dyn Write) -> io::Result<()> {
    heading(watched, out)?;
    writeln!(out)?;
    if let Some(setting) = words::setting(watched, watched.shelf().setting()) {
        writeln!(out, "{setting}")?;
    }
    block(watched, out)?;
    ending(watched, watched.seeds(), out)
}

fn heading(watched: &Watched, out: &mut dyn Write) -> io::Result<()> {
    let plan = watched.study().plan();
    let last = plan.first_seed() + u64::from(plan.seeds()) - 1;
    writeln!(out, "{}: seeds {} to {last}, kernel {}", plain(plan.name()), plan.first_seed(), plain(plan.kernel()))?;
    writeln!(out, "{}", words::progress(watched)[0])
}

fn ending(watched: &Watched, seeds: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\non the last morning of lives that did not diverge: {}", note(watched))?;
    writeln!(out, "with evening: the mean of the last evening and morning; lies: the share that is believed")?;
    writeln!(out, "{}", words::sentence_at(watched, seeds))
}

/// Prints the table of the setting that is looked at.
///
/// # Errors
/// Where it cannot be written.
pub fn block(watched: &Watched, out: &mut dyn Write) -> io::Result<()> {
    let columns = columns(watched);
    let names: Vec<String> = watched.setting().names.iter().map(|name| plain(name)).collect();
    let first = names.iter().map(|name| name.chars().count()).max().unwrap_or(0).max(3);
    let mut line = |name: &str, cell: &dyn Fn(&Column) -> String| {
        let cells = columns.iter().map(|column| format!("  {:>1$}", cell(column), usize::from(column.width())));
        writeln!(out, "{}", format!("{name:first$}{}", cells.collect::<String>()).trim_end())
    };
    line("arm", &|column| column.head.clone())?;
    for (life, name) in names.iter().enumerate() {
        let cell = |column: &Column| {
            let interval = column.intervals.get(life).map_or("", String::as_str);
            format!("{}{interval:>1$}", column.cells[life], usize::from(column.interval()))
        };
        line(name, &cell)?;
    }
    Ok(())
}
