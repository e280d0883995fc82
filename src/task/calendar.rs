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

    /// The lesson of a day (from 1), by its number from 0, where days have lessons.
    #[must_use]
    pub fn lesson(&self, day: u32) -> Option<usize> {
        match &self.turn {
            Turn::One(_) => None,
            Turn::Lessons { lessons, days, .. } => {
                let before = u64::from(day).checked_sub(1)?;
                Some((before / days % lessons.len() as u64) as usize)
            }
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

impl Turn {
    fn of_lessons(schedule: Schedule, syllabus: &Syllabus, labels: &[Label]) -> Self {
        let mut lessons = Vec::new();
        let mut places: Vec<(Id, u32, u32)> = Vec::new();
        for (number, classes) in syllabus.lessons.iter().enumerate() {
            let member = |(id, label): (Id, &Label)| classes.contains(&label.truth).then_some(id);
            let members: Vec<Id> = (0..).zip(labels).filter_map(member).collect();
            places.extend(members.iter().zip(0..).map(|(id, place)| (*id, number as u32, place)));
            lessons.push(Lesson { rota: Rota::new(members.len(), schedule.per_day), members });
        }
        places.sort_unstable();
        let starts = (0..=labels.len() as Id).map(|id| places.partition_point(|place| place.0 < id) as u32);
        Self::Lessons {
            lessons,
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
            Self::Lessons { lessons, days, .. } => {
                let number = (u64::from(day) - 1) / days % lessons.len() as u64;
                let lesson = &lessons[number as usize];
                (lesson.rota, self.days_of(number, day), Some(&lesson.members))
            }
        }
    }

    /// How many of the days up to `day` had a lesson.
    fn days_of(&self, lesson: u64, day: u32) -> u64 {
        let Self::Lessons { lessons, days, .. } = self else { return day.into() };
        let round = lessons.len() as u64 * days;
        let within = u64::from(day) % round;
        u64::from(day) / round * days + within.saturating_sub(lesson * days).min(*days)
    }

    /// The day that is a lesson's day of this number, from 1.
    fn day_of(&self, lesson: u64, number: u64) -> u64 {
        let Self::Lessons { lessons, days, .. } = self else { return number };
        let (round, within) = ((number - 1) / days, (number - 1) % days);
        (round * lessons.len() as u64 + lesson) * days + within + 1
    }

    /// The first day from `day` on on which an experience is lived.
    fn next(&self, id: Id, day: u32) -> Option<u32> {
        let next = match self {
            Self::One(rota) => Some(rota.next(id.into(), day.into())),
            Self::Lessons { lessons, .. } => self
                .places(id)
                .iter()
                .map(|(lesson, place)| {
                    let begin = self.days_of((*lesson).into(), day - 1) + 1;
                    let number = lessons[*lesson as usize].rota.next((*place).into(), begin);
                    self.day_of((*lesson).into(), number)
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
                    let days = self.days_of((*lesson).into(), day);
                    let number = lessons[*lesson as usize].rota.last((*place).into(), days)?;
                    Some(self.day_of((*lesson).into(), number))
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
mod tests {
    use super::*;
    use crate::task::Drift;

    fn labels(classes: u8, train: usize) -> Vec<Label> {
        (0..train)
            .map(|id| (id * id + id / 3) as u8 % classes)
            .map(|class| Label { given: class, truth: class })
            .collect()
    }

    fn assert_agrees(schedule: Schedule, syllabus: &Syllabus) {
        let labels = labels(4, schedule.train);
        let calendar = Calendar::new(schedule, syllabus, &labels);
        let mut last = vec![None; calendar.len()];
        for day in 0..=24 {
            if day > 0 {
                let lived: Vec<Id> = calendar.lived(day).collect();
                assert_eq!(lived.len(), calendar.count(day));
                let mut once = lived.clone();
                once.sort_unstable();
                once.dedup();
                assert_eq!(once.len(), lived.len(), "one twice a day");
                for id in lived {
                    last[id as usize] = Some(day);
                    let (origin, changed) = calendar.origin(id);
                    assert_eq!(changed, calendar.is_changed(day), "{schedule:?} {syllabus:?} {id} {day}");
                    if let Some(lesson) = calendar.lesson(day) {
                        assert!(syllabus.lessons[lesson].contains(&labels[origin as usize].truth));
                    }
                }
            }
            for id in 0..calendar.len() as Id {
                let case = format!("{schedule:?} {syllabus:?} {id} {day}");
                assert_eq!(calendar.last_lived(id, day), last[id as usize], "{case}");
                assert_eq!(calendar.was_lived(id, day), last[id as usize].is_some(), "{case}");
                let first = calendar.first_lived(id);
                assert_eq!(first.is_some_and(|first| first <= day), last[id as usize].is_some(), "{case}");
            }
        }
    }

    #[test]
    fn the_days_first_and_last_lived_agree_with_what_was_lived() {
        let lessons = [vec![vec![0, 1], vec![2, 3]], vec![vec![0]], vec![vec![3], vec![0, 3], vec![7], vec![1]]];
        for drift in [Drift::None, Drift::Labels, Drift::Inputs] {
            for (drift_day, lesson_days) in [(2, 1), (9, 3), (100, 2)] {
                for lessons in &lessons {
                    let syllabus = Syllabus { lessons: lessons.clone(), lesson_days, drift, drift_day };
                    for (days, per_day, train) in [
                        (Days::Fixed, 10, 10),
                        (Days::Rotating, 3, 10),
                        (Days::Rotating, 5, 20),
                        (Days::Stream, 2, 48),
                        (Days::Lessons, 30, 30),
                        (Days::Lessons, 3, 30),
                        (Days::Lessons, 1, 9),
                    ] {
                        assert_agrees(Schedule { days, per_day, train }, &syllabus);
                    }
                }
            }
        }
    }

    #[test]
    fn lessons_are_lived_in_turn_and_last_as_long_as_they_should() {
        let syllabus =
            Syllabus { lessons: vec![vec![0, 1], vec![2, 3], vec![9]], lesson_days: 2, ..Syllabus::default() };
        let schedule = Schedule { days: Days::Lessons, per_day: 100, train: 40 };
        let labels = labels(4, 40);
        let calendar = Calendar::new(schedule, &syllabus, &labels);
        let lessons: Vec<_> = (1..=8).map(|day| calendar.lesson(day)).collect();
        assert_eq!(lessons, [0, 0, 1, 1, 2, 2, 0, 0].map(Some));
        let all = labels.iter().filter(|label| label.truth < 2).count();
        assert_eq!((calendar.count(1), calendar.count(5)), (all, 0), "nobody is of the last lesson");
        assert_eq!(calendar.lived(7).collect::<Vec<_>>(), calendar.lived(1).collect::<Vec<_>>());
    }

    #[test]
    fn a_calendar_does_not_grow_with_its_days() {
        let schedule = Schedule { days: Days::Rotating, per_day: 150, train: 60_000 };
        let calendar = Calendar::new(schedule, &Syllabus::default(), &[]);
        assert_eq!(size_of_val(&calendar), size_of::<Calendar>());
        assert_eq!(calendar.last_lived(149, 100_000), Some(99_601));
        assert_eq!(calendar.last_lived(59_999, 399), None);
    }
}
