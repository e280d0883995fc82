//! Which experiences are lived on which day.
//!
//! Nothing here grows with the days: what is lived when is arithmetic on the place that an experience
//! has in its lesson, so that a day, the day an experience was last lived and the day on which it
//! will be lived next are found without looking at the days between.

use super::{Days, Schedule, Syllabus};
use crate::data::{Id, Label};

/// An endless row of so many experiences, again and again, of which each day takes the next ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rota {
    length: u64,
    per_day: u64,
}

impl Rota {
    fn new(length: usize, per_day: usize) -> Self {
        let length = length as u64;
        Self { length, per_day: (per_day as u64).min(length) }
    }

    /// Who has a place of a day (from 1).
    const fn at(self, day: u64, place: u64) -> u64 {
        ((day - 1) * self.per_day + place) % self.length
    }

    /// The first day from `day` on that takes who stands at `place`.
    const fn next(self, place: u64, day: u64) -> u64 {
        let begin = (day - 1) * self.per_day;
        let next = begin + (place + self.length - begin % self.length) % self.length;
        next / self.per_day + 1
    }

    /// The last day up to `day` that took who stands at `place`.
    fn last(self, place: u64, day: u64) -> Option<u64> {
        // Of the endless row, the last of its places before the day's end.
        let end = day * self.per_day;
        let last = place + end.checked_sub(place + 1)? / self.length * self.length;
        Some(last / self.per_day + 1)
    }
}

/// One lesson: who belongs to it, and who of them is lived on which of its days.
#[derive(Debug, Clone, PartialEq)]
struct Lesson {
    /// Its turns in a round of all lessons, from 0.
    turns: Vec<u64>,
    members: Vec<Id>,
    rota: Rota,
}

/// What follows what.
#[derive(Debug, Clone, PartialEq)]
enum Turn {
    /// One row of all experiences.
    One(Rota),
    /// A lesson a day, or several days, in turn.
    Lessons {
        lessons: Vec<Lesson>,
        /// Which lesson has each turn of a round: those of the same classes are one that comes again.
        round: Vec<usize>,
        /// Days in a row that each lasts.
        days: u64,
        /// Where the places of each experience begin among `places`, and behind the last one their end.
        starts: Vec<u32>,
        /// Which place of which lesson an experience has.
        places: Vec<(u32, u32)>,
    },
}

/// Says of a world which experiences are lived on which day.
///
/// Where the world changes on a day, an experience that is lived before and after is two: the ids of
/// the later ones are those of the earlier plus their number. A stream has new ones every day as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    turn: Turn,
    /// Experiences of one world.
    experiences: usize,
    /// The first day of the changed world.
    change: Option<u32>,
    /// Whether ids of the changed world are counted on behind those of the first.
    twice: bool,
}

impl Calendar {
    /// The calendar of experiences with these labels, which only lessons need.
    ///
    /// Lessons are made of experiences by their true class; a lesson none of whose classes is among
    /// the labels has empty days.
    #[must_use]
    pub fn new(schedule: Schedule, syllabus: &Syllabus, labels: &[Label]) -> Self {
        let train = schedule.train;
        let turn = match schedule.days {
            Days::Fixed => Turn::One(Rota::new(train, train)),
            Days::Rotating | Days::Stream => Turn::One(Rota::new(train, schedule.per_day)),
            Days::Lessons => Turn::of_lessons(schedule, syllabus, labels),
        };
        let change = syllabus.changes().then_some(syllabus.drift_day);
        let twice = change.is_some() && schedule.days != Days::Stream;
        Self { turn, experiences: train, change, twice }
    }

    /// Experiences that have an id.
    #[must_use]
    pub const fn len(&self) -> usize {
        if self.twice { 2 * self.experiences } else { self.experiences }
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether this is a day (from 1) of the changed world.
    #[must_use]
    pub fn is_changed(&self, day: u32) -> bool {
        self.change.is_some_and(|change| day >= change)
    }

    /// Which experience an id is as it was drawn, and whether it is lived in the changed world.
    #[must_use]
    pub fn origin(&self, id: Id) -> (Id, bool) {
        if self.twice {
            let experiences = self.experiences as Id;
            (id % experiences, id >= experiences)
        } else {
            (id, self.change.is_some() && self.first_lived(id).is_some_and(|day| self.is_changed(day)))
        }
    }

    /// The lesson of a day (from 1), by its number in the syllabus from 0, where days have lessons.
    #[must_use]
    pub fn lesson(&self, day: u32) -> Option<usize> {
        match &self.turn {
            Turn::One(_) => None,
            Turn::Lessons { round, days, .. } => (day > 0).then(|| turn_of(day, *days, round.len())),
        }
    }

    /// How many experiences a day has; 0 where a lesson's classes are not among them, and at birth, day 0.
    #[must_use]
    pub fn count(&self, day: u32) -> usize {
        if day == 0 { 0 } else { self.turn.rota(day).0.per_day as usize }
    }

    /// The experience at a place of a day, below its [`count`](Self::count).
    #[must_use]
    pub fn at(&self, day: u32, place: usize) -> Id {
        let (rota, turn, members) = self.turn.rota(day);
        let at = rota.at(turn, place as u64) as usize;
        let id = members.map_or(at as Id, |members| members[at]);
        if self.twice && self.is_changed(day) { id + self.experiences as Id } else { id }
    }

    /// The experiences of a day (from 1), in the order of their ids but for the turn of a week.
    pub fn lived(&self, day: u32) -> impl Iterator<Item = Id> + '_ {
        (0..self.count(day)).map(move |place| self.at(day, place))
    }

    /// The day before or on `day` on which an experience was last lived, if it was.
    #[must_use]
    pub fn last_lived(&self, id: Id, day: u32) -> Option<u32> {
        if !self.twice {
            return self.turn.last(id, day);
        }
        let change = self.change.unwrap_or(u32::MAX);
        match self.origin(id) {
            (id, false) => self.turn.last(id, day.min(change - 1)),
            (id, true) => self.turn.last(id, day).filter(|last| *last >= change),
        }
    }

    /// The day on which an experience is first lived, if it ever is.
    #[must_use]
    pub fn first_lived(&self, id: Id) -> Option<u32> {
        if !self.twice {
            return self.turn.next(id, 1);
        }
        let change = self.change.unwrap_or(u32::MAX);
        match self.origin(id) {
            (id, false) => self.turn.next(id, 1).filter(|first| *first < change),
            (id, true) => self.turn.next(id, change),
        }
    }

    /// Whether an experience was lived by the end of `day`.
    #[must_use]
    pub fn was_lived(&self, id: Id, day: u32) -> bool {
        self.first_lived(id).is_some_and(|first| first <= day)
    }
}

/// Which turn of a round of lessons a day (from 1) has, of so many days each.
fn turn_of(day: u32, days: u64, turns: usize) -> usize {
    ((u64::from(day) - 1) / days % turns as u64) as usize
}

impl Turn {
    fn of_lessons(schedule: Schedule, syllabus: &Syllabus, labels: &[Label]) -> Self {
        let mut lessons: Vec<Lesson> = Vec::new();
        let mut known: Vec<Vec<u8>> = Vec::new();
        let mut round = Vec::new();
        let mut places: Vec<(Id, u32, u32)> = Vec::new();
        for (turn, classes) in (0..).zip(&syllabus.lessons) {
            let mut classes = classes.clone();
            classes.sort_unstable();
            if let Some(number) = known.iter().position(|known| *known == classes) {
                lessons[number].turns.push(turn);
                round.push(number);
                continue;
            }
            let member = |(id, label): (Id, &Label)| classes.contains(&label.truth).then_some(id);
            let members: Vec<Id> = (0..).zip(labels).filter_map(member).collect();
            let number = lessons.len();
            places.extend(members.iter().zip(0..).map(|(id, place)| (*id, number as u32, place)));
            lessons.push(Lesson { turns: vec![turn], rota: Rota::new(members.len(), schedule.per_day), members });
            round.push(number);
            known.push(classes);
        }
        places.sort_unstable();
        let starts = (0..=labels.len() as Id).map(|id| places.partition_point(|place| place.0 < id) as u32);
        Self::Lessons {
            lessons,
            round,
            days: u64::from(syllabus.lesson_days),
            starts: starts.collect(),
            places: places.iter().map(|(_, lesson, place)| (*lesson, *place)).collect(),
        }
    }

    /// The row that a day takes from, which of the row's days it is, and who stands in the row, if not
    /// all experiences in the order of their ids.
    fn rota(&self, day: u32) -> (Rota, u64, Option<&[Id]>) {
        match self {
            Self::One(rota) => (*rota, day.into(), None),
            Self::Lessons { lessons, round, days, .. } => {
                let number = round[turn_of(day, *days, round.len())];
                let lesson = &lessons[number];
                (lesson.rota, self.days_of(number, day), Some(&lesson.members))
            }
        }
    }

    /// How many of the days up to `day` had a lesson.
    fn days_of(&self, lesson: usize, day: u32) -> u64 {
        let Self::Lessons { lessons, round, days, .. } = self else { return day.into() };
        let (all, turns) = (round.len() as u64 * days, &lessons[lesson].turns);
        let within = u64::from(day) % all;
        let of_turn = |turn: &u64| within.saturating_sub(turn * days).min(*days);
        u64::from(day) / all * days * turns.len() as u64 + turns.iter().map(of_turn).sum::<u64>()
    }

    /// The day that is a lesson's day of this number, from 1.
    fn day_of(&self, lesson: usize, number: u64) -> u64 {
        let Self::Lessons { lessons, round, days, .. } = self else { return number };
        let turns = &lessons[lesson].turns;
        let a_round = days * turns.len() as u64;
        let (rounds, within) = ((number - 1) / a_round, (number - 1) % a_round);
        rounds * round.len() as u64 * days + turns[(within / days) as usize] * days + within % days + 1
    }

    /// The first day from `day` on on which an experience is lived.
    fn next(&self, id: Id, day: u32) -> Option<u32> {
        let next = match self {
            Self::One(rota) => Some(rota.next(id.into(), day.into())),
            Self::Lessons { lessons, .. } => self
                .places(id)
                .iter()
                .map(|(lesson, place)| {
                    let begin = self.days_of(*lesson as usize, day - 1) + 1;
                    let number = lessons[*lesson as usize].rota.next((*place).into(), begin);
                    self.day_of(*lesson as usize, number)
                })
                .min(),
        };
        next.and_then(|day| day.try_into().ok())
    }

    /// The last day up to `day` on which an experience was lived.
    fn last(&self, id: Id, day: u32) -> Option<u32> {
        let last = match self {
            Self::One(rota) => rota.last(id.into(), day.into()),
            Self::Lessons { lessons, .. } => self
                .places(id)
                .iter()
                .filter_map(|(lesson, place)| {
                    let days = self.days_of(*lesson as usize, day);
                    let number = lessons[*lesson as usize].rota.last((*place).into(), days)?;
                    Some(self.day_of(*lesson as usize, number))
                })
                .max(),
        };
        last.map(|day| day as u32)
    }

    /// Which place of which lesson an experience has.
    fn places(&self, id: Id) -> &[(u32, u32)] {
        let Self::Lessons { starts, places, .. } = self else { return &[] };
        let at = |id: usize| starts.get(id).map_or(places.len(), |start| *start as usize);
        &places[at(id as usize)..at(id as usize + 1)]
    }
}

#[cfg(test)]
mod tests;
