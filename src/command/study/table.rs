//! The table of a study: means over seeds, as far as it was lived.

use crate::command::{Error, columns};
use crate::record::Measure::{LiesBelieved, TestError};
use crate::record::Row;
use crate::scenario::plain;
use crate::study::{Entry, Lived, State, Study, Tally};
use std::io::Write;

/// Lines that a table may have here.
const LINES: usize = 60;

/// Prints how a study stands.
pub(super) fn print(study: &Study, tally: Tally, jobs: usize, out: &mut dyn Write) -> Result<(), Error> {
    let plan = study.plan();
    let scenario = plan.scenario(0, plan.first_seed())?;
    let spec = scenario.spec();
    let title = if spec.title.is_empty() { String::new() } else { format!(": {}", spec.title) };
    writeln!(out, "{}{title}", plain(&spec.name))?;
    let last = plan.first_seed() + u64::from(plan.seeds()) - 1;
    let seeds = format!("seeds {} to {last}, kernel {}", plan.first_seed(), plain(plan.kernel()));
    writeln!(out, "{} cells: {} done, {} failed; {seeds}\n", tally.cells, tally.done, tally.failed)?;
    let lines = usize::try_from(plan.settings()).unwrap_or(usize::MAX).saturating_mul(plan.names().len());
    if lines > LINES {
        writeln!(out, "{} settings of {} lives: too many for a table here\n", plan.settings(), plan.names().len())?;
    } else {
        let lines = summed(study, jobs)?;
        write_table(study, &lines, !spec.task.is_classes(), out)?;
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
    fn add(&mut self, value: Option<f64>) {
        if let Some(value) = value {
            self.sum += value;
            self.count += 1;
        }
    }

    fn whole(self) -> String {
        if self.count == 0 { "–".to_owned() } else { format!("{:.0}", self.sum / f64::from(self.count)) }
    }

    fn shown(self, percent: bool) -> String {
        match self.count {
            0 => "–".to_owned(),
            count if percent => format!("{:.1} %", 100.0 * self.sum / f64::from(count)),
            count => format!("{:.4}", self.sum / f64::from(count)),
        }
    }
}

/// One life in one setting, over the seeds.
#[derive(Debug, Clone, Default)]
struct Line {
    evening: Mean,
    morning: Mean,
    lies: Mean,
    steps: Mean,
    lived: u32,
    diverged: u32,
}

/// How one life ended: evening, morning, lies believed, gradient steps; whether it diverged.
struct End {
    values: [Option<f64>; 4],
    diverged: bool,
}

fn end(lived: &Lived) -> End {
    let value = |row: Option<&Row>, measure| row.and_then(|row| row.values.get(measure));
    let (evening, morning) = (lived.evening(), lived.morning());
    let diverged = lived.diverged.is_some();
    let steps = (!diverged).then_some(lived.gradient_steps as f64);
    let values = [value(evening, TestError), value(morning, TestError), value(morning, LiesBelieved), steps];
    End { values, diverged }
}

/// A line per setting and life. Sums are taken in the order of the plan, whoever has lived or read first.
fn summed(study: &Study, jobs: usize) -> Result<Vec<Line>, Error> {
    let names = study.plan().names();
    let mut lines = vec![Line::default(); study.plan().settings() as usize * names.len()];
    let ends = |entry: Entry| {
        let State::Done(cell) = entry.state else { return (entry.point.setting, Vec::new()) };
        (entry.point.setting, names.iter().map(|name| cell.life(name).map(end)).collect())
    };
    study.gather(jobs, ends, |(setting, ends): (u64, Vec<Option<End>>)| {
        let mine = &mut lines[setting as usize * names.len()..];
        for (line, end) in mine.iter_mut().zip(ends).filter_map(|(line, end)| Some((line, end?))) {
            let [evening, morning, lies, steps] = end.values;
            line.evening.add(evening);
            line.morning.add(morning);
            line.lies.add(lies);
            line.steps.add(steps);
            line.lived += 1;
            line.diverged += u32::from(end.diverged);
        }
    })?;
    Ok(lines)
}

fn write_table(study: &Study, lines: &[Line], curve: bool, out: &mut dyn Write) -> Result<(), Error> {
    let plan = study.plan();
    let keys = plan.vary().iter().map(|vary| plain(&vary.key));
    let heads =
        ["arm", "evening error", "morning error", "lies believed", "gradient steps", "lives"].map(str::to_owned);
    let diverged = lines.iter().any(|line| line.diverged > 0).then(|| "diverged".to_owned());
    let mut rows: Vec<Vec<String>> = vec![keys.chain(heads).chain(diverged.clone()).collect()];
    for (place, line) in lines.iter().enumerate().filter(|(_, line)| line.lived > 0) {
        let (setting, name) = (place / plan.names().len(), &plan.names()[place % plan.names().len()]);
        let values = plan.values(setting as u64).map(plain);
        let cells = [
            name.clone(),
            line.evening.shown(!curve),
            line.morning.shown(!curve),
            line.lies.shown(true),
            line.steps.whole(),
            line.lived.to_string(),
        ];
        rows.push(values.chain(cells).chain(diverged.as_ref().map(|_| line.diverged.to_string())).collect());
    }
    columns::print(&rows, plan.vary().len() + 1, out)?;
    writeln!(out, "\nmeans over the lives that did not diverge, on the last day")?;
    Ok(())
}
