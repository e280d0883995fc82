//! The plan of a study: which cells there are.

mod check;
mod file;

pub(super) use file::varied;

use super::{ENGINE, Error, Vary, cell};
use crate::arm::Arm;
use crate::scenario::{Claim, Override, Scenario, Source, shipped};
use std::path::{Path, PathBuf};

/// Cells that a study may have.
const MOST: u64 = 1_000_000;
/// Seeds, where neither the command line nor a claim says how many.
const SEEDS: u32 = 10;

/// What a study is asked to be, as on the command line.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// `KEY=VALUE` for every cell.
    pub set: Vec<String>,
    /// The first seed; the scenario's if left out.
    pub seed: Option<u64>,
    /// How many seeds; as many as the first claim registers if left out, or ten.
    pub seeds: Option<u32>,
    /// `KEY=VALUE,VALUE…` each, as [`Vary::parse`] reads it; if left out, what the scenario says.
    pub vary: Vec<String>,
    /// Arms; if left out, the scenario's and those that its claims compare.
    pub arms: Option<Vec<String>>,
}

/// A study's plan. Cells are numbered from 0, all settings of the first seed before the second seed.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The scenario's name.
    name: String,
    /// How the scenario is named in messages.
    label: String,
    /// Where its files of data are looked for.
    folder: PathBuf,
    /// Whether it has any.
    has_data: bool,
    /// The scenario's text as it was found: what follows from varied keys is worked out anew for every cell.
    text: String,
    set: Vec<String>,
    live: Option<Vec<String>>,
    vary: Vec<Vary>,
    first_seed: u64,
    seeds: u32,
    kernel: String,
    engine: u32,
    resolved: String,
    arms: Vec<Arm>,
    names: Vec<String>,
    claims: Vec<Claim>,
    lives: String,
    left_out: Vec<(Arm, String)>,
}

/// One cell's place in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// Its number, from 0.
    pub index: u64,
    /// The number of its setting, from 0.
    pub setting: u64,
    /// The seed.
    pub seed: u64,
}

impl Plan {
    /// Makes a plan and checks every setting.
    ///
    /// # Errors
    /// What is refused, each problem a line that names its flag or its place in the file.
    pub fn new(source: &Source, asked: &Asked, kernel: &str) -> Result<Self, Error> {
        let mut plan = Self {
            name: source.name(),
            label: source.label(),
            folder: std::path::absolute(Path::new(".").join(source.folder())).unwrap_or_default(),
            has_data: false,
            text: source.text()?,
            set: asked.set.iter().map(|set| Override::rooted(set)).collect(),
            live: asked.arms.clone(),
            vary: check::varied(&asked.vary)?,
            first_seed: 0,
            seeds: asked.seeds.unwrap_or(SEEDS),
            kernel: kernel.to_owned(),
            engine: ENGINE,
            resolved: String::new(),
            arms: Vec::new(),
            names: Vec::new(),
            claims: Vec::new(),
            lives: String::new(),
            left_out: Vec::new(),
        };
        plan.check(asked)?;
        Ok(plan)
    }

    /// The scenario of a setting, as it is lived in a study: measured at evenings and mornings only.
    ///
    /// # Errors
    /// Where it is refused; [`Plan::new`] has tried every setting.
    pub fn scenario(&self, setting: u64, seed: u64) -> Result<Scenario, Error> {
        self.parse(setting, Some(("--seed", seed)))
    }

    /// The scenario of a setting under a seed, with the flag that asks for it, or under its own.
    fn parse(&self, setting: u64, seed: Option<(&str, u64)>) -> Result<Scenario, Error> {
        let mut overrides = Vec::new();
        for text in &self.set {
            let set = Override::set(text).map_err(|what| Error::Misused(format!("--set {text}: {what}")))?;
            overrides.push(set);
        }
        overrides.extend(self.live.as_deref().map(Override::arms));
        let places = self.vary.iter().zip(self.places(setting));
        let values = places.flat_map(|(vary, place)| vary.at(place).map(|value| (vary.flag(), value)));
        let number = seed.map(|(_, seed)| seed);
        overrides.extend(values.filter_map(|(flag, (key, value))| match Vary::beside(key, value) {
            // Which it is follows from a seed that is not known yet.
            Some(more) => Some(Override::new(flag, key, number?.checked_add(more)?.to_string())),
            None => Some(Override::new(flag, key, value)),
        }));
        overrides.extend(seed.map(|(flag, seed)| Override::new(flag, "seed", seed.to_string())));
        overrides.push(Override::new("measure.every", "measure.every", "1000000"));
        Ok(Scenario::parse_in(&self.folder, &self.text, (&self.label, &self.name), &overrides)?)
    }

    /// The name of the cell that lives a scenario of this plan.
    #[must_use]
    pub fn cell_name(&self, scenario: &Scenario) -> String {
        cell::name(self.engine, &scenario.lived(), &self.kernel)
    }

    /// The values of the varied keys in a setting, in the order of [`Plan::vary`]; of keys that move together the
    /// first one's. The last key turns fastest.
    pub fn values(&self, setting: u64) -> impl Iterator<Item = &str> {
        self.vary.iter().zip(self.places(setting)).map(|(vary, place)| vary.values[place].as_str())
    }

    /// The place of a setting in each list of values.
    fn places(&self, setting: u64) -> impl Iterator<Item = usize> {
        let mut stride = self.settings();
        self.vary.iter().map(move |vary| {
            let count = vary.values.len() as u64;
            stride /= count;
            (setting / stride % count) as usize
        })
    }

    /// A cell's place.
    #[must_use]
    pub fn point(&self, index: u64) -> Point {
        let settings = self.settings();
        Point { index, setting: index % settings, seed: self.first_seed + index / settings }
    }

    /// How many settings: the product of the numbers of the varied keys' values.
    #[must_use]
    pub fn settings(&self) -> u64 {
        self.vary.iter().fold(1_u64, |product, vary| product.saturating_mul(vary.values.len() as u64))
    }

    /// How many cells.
    #[must_use]
    pub fn cells(&self) -> u64 {
        self.settings().saturating_mul(self.seeds.into())
    }

    /// The scenario's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The scenario as the command line names it: a shipped name, or a file.
    #[must_use]
    pub fn scenario_argument(&self) -> &str {
        // A shipped scenario is known by its name alone.
        if self.label == format!("{}.toml", self.name) && shipped().iter().any(|one| one.name == self.name) {
            &self.name
        } else {
            &self.label
        }
    }

    /// The arms that were asked for, if any were.
    #[must_use]
    pub fn asked_arms(&self) -> Option<&[String]> {
        self.live.as_deref()
    }

    /// What was set for every cell.
    #[must_use]
    pub fn set(&self) -> &[String] {
        &self.set
    }

    /// The varied keys.
    #[must_use]
    pub fn vary(&self) -> &[Vary] {
        &self.vary
    }

    /// The first seed.
    #[must_use]
    pub const fn first_seed(&self) -> u64 {
        self.first_seed
    }

    /// How many seeds, from the first on.
    #[must_use]
    pub const fn seeds(&self) -> u32 {
        self.seeds
    }

    /// The kernel's name.
    #[must_use]
    pub fn kernel(&self) -> &str {
        &self.kernel
    }

    /// The engine that lives it.
    #[must_use]
    pub const fn engine(&self) -> u32 {
        self.engine
    }

    /// All arms that are lived in any cell, in the order of [`Arm::ALL`].
    #[must_use]
    pub fn arms(&self) -> &[Arm] {
        &self.arms
    }

    /// The names of all lives in any cell: those of the arms, then those of the forks.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The comparisons that are registered, the primary one first.
    #[must_use]
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// The first cell's scenario, every default written out.
    #[must_use]
    pub fn resolved(&self) -> &str {
        &self.resolved
    }

    /// BLAKE3 over what is lived in every setting under the first seed: 64 hexadecimal digits.
    #[must_use]
    pub fn lives(&self) -> &str {
        &self.lives
    }

    /// The arms that `--arms all` left out of any setting, and why.
    #[must_use]
    pub fn left_out(&self) -> &[(Arm, String)] {
        &self.left_out
    }
}
