//! What is kept of each cell, and the sums that it goes into.

use super::group::{Group, Groups, Layout};
use super::life::{End, FOLLOWED, Life, SERIES};
use super::likeness::Alike;
use super::{REASONS, Setting};
use crate::arm::Arm;
use crate::study::{Answers, Counts, Entry, Point, State, Study};

/// What is kept of one life.
struct LifePart {
    arm: Arm,
    end: End,
    series: Vec<(usize, [f64; FOLLOWED])>,
}

/// What is kept of a cell until it is added.
pub(super) struct Part {
    point: Point,
    state: Result<(), State>,
    lives: Vec<Option<LifePart>>,
    /// For each pair of names.
    alike: Vec<Option<Alike>>,
    /// The classes that each life answered, where they are held against those of other settings.
    answers: Vec<Option<Vec<u8>>>,
}

impl Part {
    pub(super) fn of(entry: Entry, names: &[String], pairs: &[(usize, usize)], keeps: bool, holds: bool) -> Self {
        let point = entry.point;
        let cell = match entry.state {
            State::Done(cell) => cell,
            state => {
                return Self { point, state: Err(state), lives: Vec::new(), alike: Vec::new(), answers: Vec::new() };
            }
        };
        let lived: Vec<_> = names.iter().map(|name| cell.life(name)).collect();
        let lives = lived.iter().map(|lived| {
            lived.map(|lived| {
                let rows = lived.rows.iter().filter(|_| keeps);
                let point = |row: &crate::record::Row| {
                    (Life::place(row.stamp.day, row.stamp.moment), SERIES.map(|measure| row.values[measure]))
                };
                LifePart { arm: lived.arm, end: End::of(cell.seed, lived), series: rows.map(point).collect() }
            })
        });
        let classes = |place: usize| match lived[place].map(|lived| &lived.answers) {
            Some(Answers::Classes(classes)) => Some(classes),
            _ => None,
        };
        Self {
            point,
            state: Ok(()),
            lives: lives.collect(),
            alike: pairs.iter().map(|(a, b)| Alike::of(classes(*a)?, classes(*b)?)).collect(),
            answers: if holds { (0..names.len()).map(|place| classes(place).cloned()).collect() } else { Vec::new() },
        }
    }
}

/// The sums, in the making.
pub(super) struct Sums {
    pub(super) counts: Counts,
    pub(super) failed: Vec<(Point, String)>,
    pub(super) damaged: Vec<(Point, String)>,
    days: Vec<u32>,
    names: Vec<String>,
    pairs: Vec<(usize, usize)>,
    settings: Vec<Vec<Option<Life>>>,
    layout: Layout,
    groups: Groups,
}

impl Sums {
    pub(super) fn new(study: &Study, days: &[u32], reference: Option<&str>) -> Self {
        let plan = study.plan();
        let names = plan.names().to_vec();
        let place = |name: &str| names.iter().position(|known| known == name);
        let mut pairs = Vec::new();
        if let Some(a) = reference.and_then(place) {
            pairs.extend((0..names.len()).filter(|b| *b != a).map(|b| (a, b)));
        }
        for claim in &study.registered().claims {
            if let (Some(a), Some(b)) = (place(claim.a.name()), place(claim.b.name()))
                && !pairs.contains(&(a, b))
                && !pairs.contains(&(b, a))
            {
                pairs.push((a, b));
            }
        }
        let settings = plan.settings() as usize;
        let layout = Layout::of(plan.vary());
        Self {
            counts: Counts { cells: plan.cells(), ..Counts::default() },
            failed: Vec::new(),
            damaged: Vec::new(),
            days: days.to_vec(),
            settings: (0..settings).map(|_| names.iter().map(|_| None).collect()).collect(),
            groups: Groups::new(layout, &pairs, names.len()),
            layout,
            names,
            pairs,
        }
    }

    pub(super) fn pairs(&self) -> &[(usize, usize)] {
        &self.pairs
    }

    /// Whether answers are held: the study varies the seeds of dreams, and so measures ceilings.
    pub(super) const fn holds(&self) -> bool {
        self.layout.measures()
    }

    pub(super) fn add(&mut self, part: Part) {
        let Point { setting, seed, .. } = part.point;
        match part.state {
            Ok(()) => self.counts.done += 1,
            Err(State::Failed(why)) => {
                self.counts.failed += 1;
                if self.failed.len() < REASONS {
                    self.failed.push((part.point, why));
                }
            }
            Err(State::Bad(why)) => {
                self.counts.missing += 1;
                if self.damaged.len() < REASONS {
                    self.damaged.push((part.point, why));
                }
            }
            Err(State::Missing | State::Done(_)) => self.counts.missing += 1,
        }
        let days = self.days.get(setting as usize).copied();
        let mine = &mut self.settings[setting as usize];
        for ((slot, name), lived) in mine.iter_mut().zip(&self.names).zip(part.lives) {
            let Some(lived) = lived else { continue };
            let life = slot.get_or_insert_with(|| Life::new(name, lived.arm, days));
            life.ends.push(lived.end);
            for (place, values) in lived.series {
                for (series, value) in life.series.iter_mut().zip(values) {
                    if let Some(band) = series.get_mut(place) {
                        band.add(value);
                    }
                }
            }
        }
        self.groups.add((setting, seed), part.alike, part.answers);
    }

    pub(super) fn finish(self, study: &Study) -> (Vec<Setting>, Vec<Group>) {
        let settings: Vec<Setting> = (0..)
            .zip(self.settings)
            .map(|(setting, lives)| Setting {
                values: study.plan().values(setting).map(str::to_owned).collect(),
                lives: lives.into_iter().flatten().collect(),
            })
            .collect();
        let life = |setting: usize, name: &str| settings.get(setting).and_then(|one: &Setting| one.life(name));
        let groups = self.groups.finish(&self.names, life);
        (settings, groups)
    }
}
