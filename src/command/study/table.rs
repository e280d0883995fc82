//! The table of a study: means over seeds, as far as it was lived.

use crate::arm::Arm;
use crate::command::Error;
use crate::record::Measure::{LiesBelieved, TestError};
use crate::record::{Measure, Row};
use crate::scenario::plain;
use crate::study::{Cell, State, Study, Tally};
use crate::task;
use std::io::Write;

/// Lines that a table may have here.
const LINES: usize = 60;

/// Prints how a study stands.
pub(super) fn print(study: &Study, tally: Tally, out: &mut dyn Write) -> Result<(), Error> {
    let plan = study.plan();
    let scenario = plan.scenario(0, plan.first_seed())?;
    let spec = scenario.spec();
    let title = if spec.title.is_empty() { String::new() } else { format!(": {}", spec.title) };
    writeln!(out, "{}{title}", plain(&spec.name))?;
    let last = plan.first_seed() + u64::from(plan.seeds()) - 1;
    let seeds = format!("seeds {} to {last}, kernel {}", plan.first_seed(), plain(plan.kernel()));
    writeln!(out, "{} cells: {} done, {} failed; {seeds}\n", tally.cells, tally.done, tally.failed)?;
    let lines = usize::try_from(plan.settings()).unwrap_or(usize::MAX).saturating_mul(plan.arms().len());
    if lines > LINES {
        writeln!(out, "{} settings of {} arms: too many for a table here\n", plan.settings(), plan.arms().len())?;
    } else {
        let lines = summed(study)?;
        write_table(study, &lines, matches!(spec.task, task::Params::Curve(_)), out)?;
    }
    for deviation in study.deviations() {
        writeln!(out, "note: {deviation}")?;
    }
    if study.registered().claims.is_empty() {
        writeln!(out, "note: the scenario claims nothing, so nothing is registered")?;
    }
    writeln!(out, "figures and verdicts: oneiro report {}", plain(&study.dir().to_string_lossy()))?;
    Ok(())
}

/// A mean that is being taken.
#[derive(Debug, Clone, Copy, Default)]
struct Mean {
    sum: f64,
    count: u32,
}

impl Mean {
    fn add(&mut self, row: Option<&Row>, measure: Measure) {
        if let Some(value) = row.and_then(|row| row.values.get(measure)) {
            self.sum += value;
            self.count += 1;
        }
    }

    fn shown(self, percent: bool) -> String {
        match self.count {
            0 => "–".to_owned(),
            count if percent => format!("{:.1} %", 100.0 * self.sum / f64::from(count)),
            count => format!("{:.4}", self.sum / f64::from(count)),
        }
    }
}

/// One setting of one arm, over its seeds.
#[derive(Debug, Clone, Default)]
struct Line {
    setting: u64,
    arm: Option<Arm>,
    evening: Mean,
    morning: Mean,
    lies: Mean,
    lived: u32,
    diverged: u32,
}

/// A line per setting and arm, one cell after the other.
fn summed(study: &Study) -> Result<Vec<Line>, Error> {
    let arms = study.plan().arms();
    let place = |setting: u64, arm: usize| setting as usize * arms.len() + arm;
    let mut lines = vec![Line::default(); place(study.plan().settings(), 0)];
    for entry in study.cells() {
        let entry = entry?;
        let State::Done(cell) = entry.state else { continue };
        for (column, arm) in arms.iter().enumerate() {
            let line = &mut lines[place(entry.point.setting, column)];
            (line.setting, line.arm) = (entry.point.setting, Some(*arm));
            add(line, &cell, *arm);
        }
    }
    lines.retain(|line| line.lived > 0);
    Ok(lines)
}

fn add(line: &mut Line, cell: &Cell, arm: Arm) {
    let Some(lived) = cell.life(arm) else { return };
    line.lived += 1;
    line.diverged += u32::from(lived.diverged.is_some());
    line.evening.add(lived.evening(), TestError);
    line.morning.add(lived.morning(), TestError);
    line.lies.add(lived.morning(), LiesBelieved);
}

fn write_table(study: &Study, lines: &[Line], curve: bool, out: &mut dyn Write) -> Result<(), Error> {
    let plan = study.plan();
    let keys = plan.vary().iter().map(|vary| plain(&vary.key));
    let heads = ["arm", "evening error", "morning error", "lies believed", "lives"].map(str::to_owned);
    let diverged = lines.iter().any(|line| line.diverged > 0).then(|| "diverged".to_owned());
    let mut rows: Vec<Vec<String>> = vec![keys.chain(heads).chain(diverged.clone()).collect()];
    for line in lines {
        let values = plan.values(line.setting).map(plain);
        let cells = [
            line.arm.map_or("", Arm::name).to_owned(),
            line.evening.shown(!curve),
            line.morning.shown(!curve),
            line.lies.shown(true),
            line.lived.to_string(),
        ];
        rows.push(values.chain(cells).chain(diverged.as_ref().map(|_| line.diverged.to_string())).collect());
    }
    let left = plan.vary().len() + 1;
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..rows[0].len()).map(width).collect();
    for row in &rows {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
            if column < left { format!("{cell:width$}") } else { format!("{cell:>width$}") }
        });
        writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    writeln!(out, "\nmeans over the lives that did not diverge, on the last day")?;
    Ok(())
}
