//! A study that is watched while it is lived, or afterwards: what its folder holds, and what is looked at.
//!
//! Everything here only describes: means over the seeds that are done so far, with their intervals. A verdict is a
//! report's, at the registered number of seeds.

pub mod keys;
pub mod life;
mod run;
pub mod shelf;
pub mod table;
pub mod words;

pub use run::run;

use std::path::Path;

use super::calendar::Calendar;
use super::race::Compared;
use super::surface::Surface;
use super::tab::Look;
use super::theme::{MARKERS, Theme};
use crate::arm::Arm;
use crate::scenario::{Event, Scenario, plain};
use crate::study::stats::Scale;
use crate::study::{Error, Study};
use life::{Curve, Life, Mean};
use shelf::{Held, News, Shelf};

/// A study on the screen.
#[derive(Debug)]
pub struct Watched {
    theme: Theme,
    surface: Surface,
    name: String,
    shelf: Shelf,
    setting: Setting,
    /// Which two lives are compared, by their names.
    pair: (String, String),
    compared: Compared,
    face: Face,
    help: bool,
}

/// What the chart shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Face {
    /// Every life's mean.
    #[default]
    Lives,
    /// How far two lives differ, seed by seed.
    Difference,
}

/// What is the same for all cells of a setting.
#[derive(Debug)]
pub struct Setting {
    /// Days that are lived.
    pub days: u32,
    /// When they begin and end.
    pub calendar: Calendar,
    /// Whether errors are shares of answers, not distances.
    pub is_classes: bool,
    /// The lives, by their names in files: the arms', then the forks'.
    pub names: Vec<String>,
    looks: Vec<Look>,
}

impl Setting {
    fn of(study: &Study, setting: u64, theme: &Theme) -> Result<Self, Error> {
        let scenario = study.plan().scenario(setting, study.plan().first_seed())?;
        Ok(Self::under(&scenario, theme))
    }

    fn under(scenario: &Scenario, theme: &Theme) -> Self {
        let spec = scenario.spec();
        let twins = spec.events.iter().filter_map(Event::twin);
        let names: Vec<String> = spec.live.iter().map(|arm| arm.name()).chain(twins).map(str::to_owned).collect();
        let taken = |place: &usize| spec.live.iter().any(|arm| *arm as usize == *place);
        let mut free = (0..MARKERS.len()).filter(|place| !taken(place)).cycle();
        let looks = names.iter().enumerate().map(|(index, name)| {
            let own = spec.live.get(index).map(|arm| *arm as usize);
            let place = own.or_else(|| free.next()).unwrap_or(0) % MARKERS.len();
            let title = Arm::from_name(name).map_or_else(|| plain(name), |arm| arm.title().to_owned());
            Look { title, color: theme.series[place], marker: MARKERS[place] }
        });
        let looks = looks.collect();
        let is_classes = spec.task.is_classes();
        Self { days: spec.days, calendar: Calendar::under(spec), is_classes, names, looks }
    }
}

impl Watched {
    /// Opens a study's folder, which was named so; nothing of its cells is read yet.
    ///
    /// # Errors
    /// Where the folder holds no study, or one that is broken.
    pub fn open(dir: &Path, name: &str, theme: Theme, surface: Surface) -> Result<Self, Error> {
        let shelf = Shelf::open(dir)?;
        let setting = Setting::of(shelf.study(), 0, &theme)?;
        let mut watched = Self {
            theme,
            surface,
            name: plain(name),
            shelf,
            setting,
            pair: Default::default(),
            compared: Compared::default(),
            face: Face::default(),
            help: false,
        };
        // What is claimed is what one wants to see first.
        let claimed = watched.shelf.study().registered().claims.first().map(|claim| [claim.a, claim.b]);
        if let Some([a, b]) = claimed.map(|arms| arms.map(|arm| arm.name().to_owned())) {
            watched.pair = (a, b);
        }
        Ok(watched)
    }

    /// Looks into the folder for what is new and reads it, as long as there may be `more`.
    pub fn look(&mut self, more: &mut dyn FnMut() -> bool) -> News {
        let news = self.shelf.look(&self.setting.names, self.setting.days, more);
        if news.is_plan {
            self.choose(self.shelf.setting());
        }
        news
    }

    /// Looks until everything there is of this setting has been read.
    pub fn look_through(&mut self) {
        while self.look(&mut || true).is_more {}
    }

    /// Looks at another setting.
    pub fn choose(&mut self, setting: u64) {
        // A sound plan can live all its settings.
        if let Ok(found) = Setting::of(self.shelf.study(), setting, &self.theme) {
            self.setting = found;
            self.shelf.choose(setting);
        }
    }

    /// The folder as it was named.
    #[must_use]
    pub fn dir(&self) -> &str {
        &self.name
    }

    /// What was read.
    #[must_use]
    pub const fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// The study.
    #[must_use]
    pub const fn study(&self) -> &Study {
        self.shelf.study()
    }

    /// The setting that is looked at.
    #[must_use]
    pub const fn setting(&self) -> &Setting {
        &self.setting
    }

    /// Its colours.
    #[must_use]
    pub const fn theme(&self) -> &Theme {
        &self.theme
    }

    /// What the terminal can show.
    #[must_use]
    pub const fn surface(&self) -> Surface {
        self.surface
    }

    /// What is compared.
    #[must_use]
    pub const fn compared(&self) -> Compared {
        self.compared
    }

    /// What the chart shows.
    #[must_use]
    pub fn face(&self) -> Face {
        if self.pair().is_some() { self.face } else { Face::Lives }
    }

    /// Whether help lies on top.
    #[must_use]
    pub const fn help(&self) -> bool {
        self.help
    }

    /// How a life looks.
    #[must_use]
    pub fn look_of(&self, life: usize) -> &Look {
        &self.setting.looks[life]
    }

    /// The two lives that are compared, if there are two.
    #[must_use]
    pub fn pair(&self) -> Option<(usize, usize)> {
        let find = |name: &str| self.setting.names.iter().position(|known| known == name);
        let count = self.setting.names.len();
        let first = find(&self.pair.0).unwrap_or(0);
        let second = find(&self.pair.1).filter(|second| *second != first);
        let second = second.or_else(|| (0..count).find(|life| *life != first))?;
        Some((first, second))
    }

    /// On which scale the measure is compared: errors of a regression by their ratio.
    #[must_use]
    pub const fn scale(&self) -> Scale {
        self.scale_of(self.compared)
    }

    /// On which scale a measure is compared.
    #[must_use]
    pub const fn scale_of(&self, compared: Compared) -> Scale {
        match compared {
            Compared::Mistakes | Compared::Training if !self.setting.is_classes => Scale::Log,
            _ => Scale::Difference,
        }
    }

    /// What is told of a measure is its value times this: shares are told in per cent.
    #[must_use]
    pub const fn percent(&self) -> bool {
        match self.compared {
            Compared::Strength => false,
            Compared::Lies => true,
            Compared::Mistakes | Compared::Training => self.setting.is_classes,
        }
    }

    /// The cells of this setting that are done and read, as lives by their place.
    pub fn cells(&self) -> impl Iterator<Item = &[Option<Life>]> {
        self.shelf.slots().iter().filter_map(|slot| match &slot.held {
            Held::Lives(lives) => Some(lives.as_slice()),
            _ => None,
        })
    }

    /// How many of this setting's seeds are done and read.
    #[must_use]
    pub fn seeds(&self) -> usize {
        self.cells().count()
    }

    /// Whether any lies are told in this setting, as far as was seen.
    #[must_use]
    pub fn has_lies(&self) -> bool {
        let mut lives = self.cells().flatten().flatten();
        lives.any(|life| life.column(Compared::Lies).iter().any(|value| value.is_finite()))
    }

    /// A life under every seed under which it did not diverge.
    pub fn lives(&self, life: usize) -> impl Iterator<Item = &Life> {
        self.cells().filter_map(move |lives| lives.get(life)?.as_ref()).filter(|life| !life.is_diverged)
    }

    /// A life's mistakes on the last morning.
    #[must_use]
    pub fn ended(&self, life: usize) -> Mean {
        let values: Vec<f64> = self.lives(life).map(|life| life.end(Compared::Mistakes).1).collect();
        Mean::of(&values, self.scale_of(Compared::Mistakes))
    }

    /// How often a life diverged.
    #[must_use]
    pub fn diverged(&self, life: usize) -> usize {
        self.cells().filter_map(|lives| lives.get(life)?.as_ref()).filter(|life| life.is_diverged).count()
    }

    /// Two lives under every seed under which neither diverged, with the place of that seed.
    pub fn pairs(&self, (a, b): (usize, usize)) -> impl Iterator<Item = (usize, [&Life; 2])> {
        self.shelf.slots().iter().enumerate().filter_map(move |(seed, slot)| {
            let Held::Lives(lives) = &slot.held else { return None };
            let life = |place: usize| lives.get(place)?.as_ref().filter(|life| !life.is_diverged);
            Some((seed, [life(a)?, life(b)?]))
        })
    }

    /// The mean of a life at every point, as it is drawn.
    #[must_use]
    pub fn curve(&self, life: usize) -> Curve {
        let columns: Vec<&[f64]> = self.lives(life).map(|life| life.column(self.compared)).collect();
        let at = |point: usize| columns.iter().map(|column| column[point]).collect::<Vec<f64>>();
        let means = (0..life::points(self.setting.days)).map(|point| Mean::of(&at(point), self.scale()));
        Curve::of(means, |value| self.drawn(value))
    }

    /// How far two lives differ at every point, as it is drawn.
    #[must_use]
    pub fn difference(&self, pair: (usize, usize)) -> Curve {
        let columns: Vec<[&[f64]; 2]> =
            self.pairs(pair).map(|(_, pair)| pair.map(|life| life.column(self.compared))).collect();
        let at = |point: usize, which: usize| columns.iter().map(|pair| pair[which][point]).collect::<Vec<f64>>();
        let points = 0..life::points(self.setting.days);
        let means = points.map(|point| Mean::apart(&at(point, 0), &at(point, 1), self.scale()));
        Curve::of(means, |value| self.drawn(value))
    }

    /// How far two lives differ on the last morning.
    #[must_use]
    pub fn apart(&self, pair: (usize, usize)) -> Mean {
        let ends: Vec<[f64; 2]> =
            self.pairs(pair).map(|(_, pair)| pair.map(|life| life.end(self.compared).1)).collect();
        let values = |which: usize| ends.iter().map(|end| end[which]).collect::<Vec<f64>>();
        Mean::apart(&values(0), &values(1), self.scale())
    }

    /// The difference of every pair on the last morning, as it is drawn, with the place of its seed.
    #[must_use]
    pub fn dots(&self, pair: (usize, usize)) -> Vec<(usize, f64)> {
        let of = |[a, b]: [f64; 2]| match self.scale() {
            Scale::Difference => a - b,
            Scale::Log => a / b,
        };
        let ends = self.pairs(pair).map(|(seed, pair)| (seed, of(pair.map(|life| life.end(self.compared).1))));
        ends.map(|(seed, value)| (seed, self.drawn(value))).collect()
    }

    /// A value as it is drawn: logarithms where the axis is logarithmic.
    #[must_use]
    pub fn drawn(&self, value: f64) -> f64 {
        match self.scale() {
            Scale::Difference => value,
            Scale::Log => value.log10(),
        }
    }

    /// The tick of every point.
    #[must_use]
    pub fn ticks(&self) -> Vec<u64> {
        let cycles = self.setting.calendar.cycles.iter();
        std::iter::once(0).chain(cycles.flat_map(|cycle| [cycle.dusk, cycle.dawn])).collect()
    }
}
