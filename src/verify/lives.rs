//! Lives of a shipped scenario under many seeds, and what is asked of them.

use super::Settings;
use crate::arm::Arm;
use crate::lab::{Lab, Options};
use crate::record::{Measure, Moment};
use crate::scenario::{Override, Scenario};
use crate::study::stats::dist::t_quantile;
use rayon::prelude::*;

/// One life: what was measured at evenings and mornings, the first day's first.
pub(super) struct Life {
    evenings: Vec<Measured>,
    mornings: Vec<Measured>,
    /// Answers to the test on the last morning.
    pub classes: Vec<u8>,
}

#[derive(Clone, Copy)]
struct Measured([f64; Measure::ALL.len()]);

impl Life {
    /// A measure at every evening.
    pub(super) fn evenings(&self, measure: Measure) -> impl DoubleEndedIterator<Item = f64> {
        self.evenings.iter().map(move |row| row.0[measure as usize])
    }

    /// A measure at every morning, birth left out.
    pub(super) fn mornings(&self, measure: Measure) -> impl DoubleEndedIterator<Item = f64> {
        self.mornings.iter().map(move |row| row.0[measure as usize])
    }

    /// A measure on the last morning.
    pub(super) fn last(&self, measure: Measure) -> f64 {
        self.mornings(measure).next_back().unwrap_or(f64::NAN)
    }
}

/// Lives of some arms, `[seed][arm]`.
pub(super) struct Lives {
    arms: Vec<Arm>,
    seeds: Vec<Vec<Life>>,
}

/// Lives a shipped scenario under all seeds, with some keys set; `None` if it was stopped.
pub(super) fn lives(settings: &Settings<'_>, name: &str, arms: &[Arm], set: &[&str]) -> Option<Lives> {
    let names: Vec<String> = arms.iter().map(|arm| arm.name().to_owned()).collect();
    let seeds = (1..=settings.seeds).into_par_iter().map(|seed| {
        let rare = Override::set("measure.every=1000000").ok();
        let mut overrides = vec![Override::seed(seed), Override::arms(&names)];
        overrides.extend(rare.into_iter().chain(set.iter().filter_map(|text| Override::set(text).ok())));
        let scenario = Scenario::load(name, &overrides).ok()?;
        let mut lab = Lab::new(&scenario, Options::default());
        while !lab.ended() {
            if (settings.stops)() {
                return None;
            }
            lab.tick();
        }
        Some((0..arms.len()).map(|life| of(&lab, life)).collect())
    });
    Some(Lives { arms: arms.to_vec(), seeds: seeds.collect::<Option<_>>()? })
}

fn of(lab: &Lab, life: usize) -> Life {
    let (stamps, track) = (lab.history().stamps(), &lab.history().tracks()[life]);
    let at = |moment: Moment| -> Vec<Measured> {
        let points = (1..stamps.len()).filter(|point| stamps[*point].moment == moment);
        let row = |point| {
            let mut values = [f64::NAN; Measure::ALL.len()];
            for measure in Measure::ALL {
                values[measure as usize] = track.column(measure).get(point).copied().unwrap_or(f64::NAN);
            }
            Measured(values)
        };
        points.map(row).collect()
    };
    Life { evenings: at(Moment::Evening), mornings: at(Moment::Morning), classes: lab.test_classes(life).to_vec() }
}

impl Lives {
    /// An arm's lives, one a seed.
    pub(super) fn of(&self, arm: Arm) -> impl Iterator<Item = &Life> {
        let place = self.arms.iter().position(|known| *known == arm);
        self.seeds.iter().filter_map(move |seed| seed.get(place?))
    }

    /// A measure of an arm on the last morning, one a seed.
    pub(super) fn last(&self, arm: Arm, measure: Measure) -> Vec<f64> {
        self.of(arm).map(|life| life.last(measure)).collect()
    }

    /// The differences of two arms' test errors on the last morning, or of their logarithms.
    pub(super) fn differences(&self, a: Arm, b: Arm, scale: fn(f64) -> f64) -> Vec<f64> {
        let pairs = self.last(a, Measure::TestError).into_iter().zip(self.last(b, Measure::TestError));
        pairs.map(|(a, b)| scale(a) - scale(b)).collect()
    }
}

/// A mean.
pub(super) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The middle value, or the mean of the two in the middle.
pub(super) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let n = values.len();
    if n == 0 { f64::NAN } else { f64::midpoint(values[(n - 1) / 2], values[n / 2]) }
}

/// The standard error of a mean.
pub(super) fn error(values: &[f64]) -> f64 {
    let (n, centre) = (values.len() as f64, mean(values));
    (values.iter().map(|value| (value - centre).powi(2)).sum::<f64>() / (n - 1.0) / n).sqrt()
}

/// How far the mean of some seeds may be from that of another `n`, given with half the width of its 95 % t interval:
/// half the width of the 99 % interval of their difference (Welch 1947).
pub(super) fn tolerance(values: &[f64], half_width: f64, n: f64) -> f64 {
    let theirs = (half_width / t_quantile(0.975, n - 1.0)).powi(2);
    let ours = error(values).powi(2);
    let df = (theirs + ours).powi(2) / (theirs.powi(2) / (n - 1.0) + ours.powi(2) / (values.len() as f64 - 1.0));
    t_quantile(0.995, df) * (theirs + ours).sqrt()
}
