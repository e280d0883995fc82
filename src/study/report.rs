//! The numbers of a report: what a study lived, summed up, compared and judged.
//!
//! Cells are read once, in the order of the plan, so that every sum has one value whoever reads on however many
//! threads. What is kept is a few numbers a life, not the lives.

mod compare;
mod group;
mod life;
mod likeness;
mod map;
mod measure;
mod part;
mod table;
mod variance;
mod words;

pub use compare::{At, Described, Judged, contrast};
pub use group::Group;
pub use life::{Band, End, Life, Mean, SERIES};
pub use likeness::{Ceiling, Likeness};
pub use map::{Map, Spot, Stand, Swept, Theme, VALUES, signed};
pub use measure::Yardstick;
pub use table::Line;
pub use variance::Variance;
pub use words::{Moments, Varied};

use super::{Counts, Entry, Error, Point, Study};
use crate::arm::Arm;
use crate::scenario::Spec;
use part::Part;

/// Reasons of failed cells that are kept.
const REASONS: usize = 20;
/// Points of all series together: lives × days. A longer study has no figures over its days.
const POINTS: u64 = 200_000;

/// One setting: the values of the varied keys, and its lives over the seeds.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// The values, in the order of the plan's keys.
    pub values: Vec<String>,
    /// The lives, in the order of the plan's names; those that no cell of the setting has are left out.
    pub lives: Vec<Life>,
}

impl Setting {
    /// The life of this name.
    #[must_use]
    pub fn life(&self, name: &str) -> Option<&Life> {
        self.lives.iter().find(|life| life.name == name)
    }

    /// The gradient steps that were spent, fewest first, each with the names of those that spent them; a life that
    /// diverged in every seed has none.
    #[must_use]
    pub fn spent(&self) -> Vec<(u64, Vec<&str>)> {
        let mut spent: Vec<(u64, Vec<&str>)> = Vec::new();
        for life in &self.lives {
            let Some(steps) = life.steps() else { continue };
            match spent.iter_mut().find(|(known, _)| *known == steps) {
                Some((_, names)) => names.push(&life.name),
                None => spent.push((steps, vec![&life.name])),
            }
        }
        spent.sort_by_key(|(steps, _)| *steps);
        spent
    }
}

/// What a study comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// How many cells are in which state.
    pub counts: Counts,
    /// The first cells that failed, and why.
    pub failed: Vec<(Point, String)>,
    /// Cells whose files are damaged or another's.
    pub damaged: Vec<(Point, String)>,
    /// The settings, in the order of the plan.
    pub settings: Vec<Setting>,
    /// The registered comparisons, the primary one first.
    pub judged: Vec<Judged>,
    /// The arm that the others are held against where nothing was registered.
    pub reference: Option<String>,
    /// Every life against the reference, by setting, in test error at evening, morning and in the mean.
    pub described: Vec<Vec<Described>>,
    /// How alike the reference and the others answer: in the first setting; where the seed of the dreams is varied, in
    /// every setting of the other keys.
    pub groups: Vec<Group>,
    /// Whether the seed of the dreams is varied, so that each setting of the other keys has a ceiling of agreement.
    pub measures: bool,
    /// Where the variance comes from, if the study is laid out to say so.
    pub variance: Vec<Variance>,
    /// How measures of this scenario are read.
    pub yardstick: Yardstick,
}

impl Report {
    /// Reads a study. `also` makes something else of each cell, given to `take` in the order of the plan.
    ///
    /// # Errors
    /// Where a cell's file cannot be read.
    pub fn read<T: Send>(
        study: &Study,
        jobs: usize,
        also: impl Fn(&Entry) -> T + Sync,
        mut take: impl FnMut(T),
    ) -> Result<Self, Error> {
        let plan = study.plan();
        let scenario = plan.scenario(0, plan.first_seed())?;
        let spec = scenario.spec();
        let yardstick = Yardstick::of(spec);
        let reference = reference(study);
        let days = (0..plan.settings()).map(|setting| days(study, setting)).collect::<Result<Vec<_>, _>>()?;
        let points = days.iter().map(|days| u64::from(*days)).sum::<u64>().saturating_mul(plan.names().len() as u64);
        let keeps = points <= POINTS;
        let mut sums = part::Sums::new(study, if keeps { &days } else { &[] }, reference.as_deref());
        let pairs = sums.pairs().to_vec();
        let measures = sums.holds();
        let each = |entry: Entry| {
            let more = also(&entry);
            (Part::of(entry, plan.names(), &pairs, keeps, measures), more)
        };
        study.gather(jobs, each, |(part, more)| {
            sums.add(part);
            take(more);
        })?;
        let (counts, failed, damaged) = (sums.counts, sums.failed.clone(), sums.damaged.clone());
        let (settings, groups) = sums.finish(study);
        let judged = compare::judged(study, &settings, yardstick);
        let described =
            settings.iter().map(|setting| compare::described(setting, reference.as_deref(), yardstick)).collect();
        let variance = variance::shares(study, &settings);
        Ok(Self {
            counts,
            failed,
            damaged,
            settings,
            judged,
            reference,
            described,
            groups,
            measures,
            variance,
            yardstick,
        })
    }

    /// Whether every cell of the plan is done.
    #[must_use]
    pub const fn complete(&self) -> bool {
        self.counts.done == self.counts.cells
    }

    /// How alike the arms answer in the first setting.
    #[must_use]
    pub fn likeness(&self) -> &[Likeness] {
        self.groups.first().map_or(&[], |group| &group.likeness)
    }

    /// Lives that diverged, in all settings.
    #[must_use]
    pub fn diverged(&self) -> usize {
        self.settings.iter().flat_map(|setting| &setting.lives).map(Life::diverged).sum()
    }
}

/// The first claim's arm, or else the sleeper, or else the first that lives.
fn reference(study: &Study) -> Option<String> {
    let names = study.plan().names();
    let claimed = study.registered().claims.first().map(|claim| claim.a);
    let wanted = claimed.into_iter().chain([Arm::Sleep]).map(Arm::name);
    let lived = wanted.filter(|name| names.iter().any(|known| known == name)).map(str::to_owned).next();
    lived.or_else(|| names.first().cloned())
}

fn days(study: &Study, setting: u64) -> Result<u32, Error> {
    // Only varied days differ, and a plan of many settings is slow to parse.
    let plan = study.plan();
    let varied = plan.vary().iter().any(|vary| vary.keys().any(|key| key == "days"));
    let setting = if varied { setting } else { 0 };
    let days = |spec: &Spec| spec.days;
    Ok(days(plan.scenario(setting, plan.first_seed())?.spec()))
}
