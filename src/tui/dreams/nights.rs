//! How often something was dreamt, night by night, against how much of memory it was and what its age alone would
//! make of it: the Tetris effect.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::data::Id;
use crate::lab::{Dreaming, Lab};
use crate::sleep::Remembered;

/// Dreams counted of a night at the most: of more, evenly spread ones.
const MOST: u64 = 4000;
/// Nights that are counted at the most: of more, evenly spread ones.
const NIGHTS: u32 = 60;
/// Memories that may be gone through in one look, so that no frame waits for long.
const LOOK: usize = 400_000;
/// Half the width of a 95 % interval of the normal law.
const Z: f64 = 1.959_964;

/// What is followed from night to night.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Followed {
    /// What was lived on the night's own day.
    #[default]
    Today,
    /// A class that filled a day, and that day.
    Class(u8, u32),
}

/// What was counted of a night.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The night, from 1.
    pub night: u32,
    /// Dreams of what is followed.
    pub dreamt: u64,
    /// Dreams counted.
    pub of: u64,
    /// Its share of memory, from 0 to 1.
    pub known: f64,
    /// Its share of the dreams if age alone chose, from 0 to 1.
    pub by_age: f64,
}

/// The nights so far.
#[derive(Debug, Default)]
pub struct Nights {
    /// The life, and the course that it lives.
    key: Option<(String, usize)>,
    followed: Followed,
    /// What was counted of nights that are over; `None` where that cannot be known any more.
    over: BTreeMap<u32, Option<Point>>,
    /// Of the newest night.
    newest: Option<Point>,
    last: u32,
}

impl Followed {
    /// What is followed in a world: the class that makes up more than half of a day, and of all days less than half
    /// of that; of several days the first.
    fn of(lab: &Lab) -> Self {
        let (world, days) = (lab.world(), lab.spec().days);
        let classes = world.classes.len();
        if !world.is_classes() || classes < 2 {
            return Self::Today;
        }
        let count = |ids: &mut dyn Iterator<Item = Id>| {
            let mut counts = vec![0usize; classes];
            for label in ids.filter_map(|id| world.train.labels.get(id as usize)) {
                counts[usize::from(label.given)] += 1;
            }
            counts
        };
        let share = |counts: &[usize], class: usize| counts[class] as f64 / counts.iter().sum::<usize>().max(1) as f64;
        let all = count(&mut (0..world.train.labels.len() as Id));
        // Days come again after no more than as many as there are experiences.
        let days = days.min(world.train.labels.len() as u32);
        (1..=days)
            .find_map(|day| {
                let counts = count(&mut world.calendar.lived(day));
                let fills = |class: &usize| {
                    let here = share(&counts, *class);
                    here > 0.5 && share(&all, *class) < here / 2.0
                };
                (0..classes).find(fills).map(|class| Self::Class(class as u8, day))
            })
            .unwrap_or_default()
    }

    fn is(self, lab: &Lab, memory: Remembered) -> bool {
        match self {
            Self::Today => memory.age == 0,
            Self::Class(class, _) => lab.world().train.labels.get(memory.id as usize).is_some_and(|l| l.given == class),
        }
    }
}

impl Point {
    /// Of the first so many dreams of a night; `None` where nothing that is followed is remembered.
    fn of(lab: &Lab, dreaming: &Dreaming, done: u64, followed: Followed) -> Option<Self> {
        let memory = dreaming.memory();
        let known = memory.iter().filter(|memory| followed.is(lab, **memory)).count();
        let by_age = dreaming.by_age(|memory| followed.is(lab, memory))?;
        let every = dreaming.of.div_ceil(MOST).max(1) as usize;
        let sources = (0..done).step_by(every).filter_map(|index| dreaming.source(index));
        let (mut dreamt, mut of) = (0, 0);
        for source in sources {
            of += 1;
            dreamt += u64::from(followed.is(lab, source));
        }
        let point =
            Self { night: dreaming.night, dreamt, of, known: known as f64 / memory.len().max(1) as f64, by_age };
        (known > 0).then_some(point)
    }

    /// Share of the dreams ÷ share of memory, 1 where dreams are drawn evenly; `None` before the first dream.
    #[must_use]
    pub fn index(&self) -> Option<f64> {
        (self.of > 0).then(|| self.dreamt as f64 / self.of as f64 / self.known)
    }

    /// The 95 % interval of the index (Wilson 1927), from the number of dreams.
    #[must_use]
    pub fn interval(&self) -> Option<(f64, f64)> {
        let (n, share) = (self.of as f64, self.dreamt as f64 / self.of as f64);
        let (middle, half) =
            (share + Z * Z / (2.0 * n), Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt());
        let at = |value: f64| value / (1.0 + Z * Z / n) / self.known;
        (self.of > 0).then(|| (at(middle - half), at(middle + half)))
    }

    /// The index that follows if age alone chooses what is dreamt: 2^(−age / half-life), normalised.
    #[must_use]
    pub fn expected(&self) -> f64 {
        self.by_age / self.known
    }
}

impl Nights {
    /// What is followed.
    #[must_use]
    pub const fn followed(&self) -> Followed {
        self.followed
    }

    /// What was counted, night by night, up to the newest night.
    pub fn points(&self) -> impl DoubleEndedIterator<Item = Point> + '_ {
        let over = self.over.range(..self.last).filter_map(|(_, point)| *point);
        over.chain(self.newest)
    }

    /// Counts what is not counted yet: of the newest night the dreams that are over.
    pub(super) fn count(&mut self, lab: &Lab, life: usize, course: usize, newest: Option<(&Dreaming, u64)>) {
        let key = (lab.lives()[life].name().to_owned(), course);
        if self.key.as_ref() != Some(&key) {
            *self = Self { key: Some(key), followed: Followed::of(lab), ..Self::default() };
        }
        self.last = lab.newest_dreams(life);
        self.newest = newest.and_then(|(dreaming, done)| Point::of(lab, dreaming, done, self.followed));
        let step = lab.spec().days.div_ceil(NIGHTS).max(1) as usize;
        let mut looks = (LOOK / lab.world().train.len().max(1)).max(1);
        for night in (1..self.last).step_by(step) {
            if looks == 0 {
                break;
            }
            if let Entry::Vacant(place) = self.over.entry(night) {
                let dreaming = lab.dreamt_of(life, night).ok();
                place.insert(dreaming.and_then(|dreaming| Point::of(lab, &dreaming, dreaming.of, self.followed)));
                looks -= 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_has_the_interval_of_its_share() {
        let point = Point { night: 1, dreamt: 30, of: 100, known: 0.25, by_age: 0.5 };
        assert!((point.index().expect("dreams") - 1.2).abs() < 1e-12);
        assert!((point.expected() - 2.0).abs() < 1e-12);
        // (.3 + z²/200 ± z·√(.21/100 + z²/40 000)) / (1 + z²/100) with z = 1.96.
        let (low, high) = point.interval().expect("dreams");
        assert!((low * 0.25 - 0.218_949).abs() < 1e-6 && (high * 0.25 - 0.395_849).abs() < 1e-6, "{low} {high}");
        assert!(Point { of: 0, dreamt: 0, ..point }.interval().is_none());
    }
}
