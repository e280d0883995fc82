//! Parts of the test that are graded apart: one for each lesson, and one for either world.

use super::{Calendar, Days, Syllabus, World};
use crate::data::Examples;

/// What a part asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    /// Today's questions about a lesson's classes.
    Lesson,
    /// The whole test of the world as it was first.
    Before,
    /// The whole test of the changed world.
    After,
}

/// A part of the test whose error is kept apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its name in files: the classes of a lesson, `0+1`, or `before` and `after` the world changes.
    pub name: String,
    asks: Asks,
    /// Numbers of the lessons that have these classes.
    lessons: Vec<usize>,
    /// Which questions of the test.
    rows: Vec<u32>,
}

impl Syllabus {
    /// The names of the parts of the test that are graded apart, under these days.
    #[must_use]
    pub fn parts(&self, days: Days) -> Vec<String> {
        self.apart(days).into_iter().map(|(name, ..)| name).collect()
    }

    /// Each part's name, what it asks, and the lessons it belongs to: lessons of the same classes are one.
    fn apart(&self, days: Days) -> Vec<(String, Asks, Vec<usize>)> {
        let mut parts: Vec<(String, Asks, Vec<usize>)> = Vec::new();
        for (number, classes) in self.lessons.iter().enumerate().filter(|_| days == Days::Lessons) {
            let mut classes = classes.clone();
            classes.sort_unstable();
            let name = classes.iter().map(ToString::to_string).collect::<Vec<_>>().join("+");
            match parts.iter_mut().find(|part| part.0 == name) {
                Some(part) => part.2.push(number),
                None => parts.push((name, Asks::Lesson, vec![number])),
            }
        }
        if self.changes() {
            parts.push(("before".to_owned(), Asks::Before, Vec::new()));
            parts.push(("after".to_owned(), Asks::After, Vec::new()));
        }
        parts
    }
}

impl Part {
    /// The parts of a world's test.
    pub(super) fn of(syllabus: &Syllabus, world: &World) -> Vec<Self> {
        let parts = syllabus.apart(world.params.schedule().days).into_iter();
        let part = |(name, asks, lessons): (String, Asks, Vec<usize>)| {
            let classes = lessons.first().and_then(|lesson| syllabus.lessons.get(*lesson));
            let labels = (0..).zip(&world.test.labels);
            let asked = labels.filter(|(_, label)| classes.is_none_or(|classes| classes.contains(&label.truth)));
            let rows = asked.map(|(row, _)| row).collect();
            Self { name, asks, lessons, rows }
        };
        parts.map(part).collect()
    }

    /// The questions of a day (from 0, birth): rows of the set, and whether that is the set of the changed world.
    #[must_use]
    pub fn questions(&self, calendar: &Calendar, day: u32) -> (&[u32], bool) {
        let changed = match self.asks {
            Asks::Lesson => calendar.is_changed(day),
            Asks::Before => false,
            Asks::After => true,
        };
        (&self.rows, changed)
    }

    /// The set that its questions of a day are rows of.
    #[must_use]
    pub fn set<'a>(&self, world: &'a World, day: u32) -> &'a Examples {
        if self.questions(&world.calendar, day).1 { &world.changed_test } else { &world.test }
    }

    /// Whether this is what a day (from 1) teaches.
    #[must_use]
    pub fn is_taught(&self, calendar: &Calendar, day: u32) -> bool {
        day > 0
            && match self.asks {
                Asks::Lesson => calendar.lesson(day).is_some_and(|lesson| self.lessons.contains(&lesson)),
                Asks::Before => !calendar.is_changed(day),
                Asks::After => calendar.is_changed(day),
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::{Digits, Drift, Params, Schedule};

    #[test]
    fn parts_are_named_by_their_classes_and_ask_about_nothing_else() {
        let syllabus = Syllabus {
            lessons: vec![vec![3, 1], vec![2], vec![1, 3]],
            drift: Drift::Labels,
            drift_day: 4,
            ..Syllabus::default()
        };
        let schedule = Schedule { days: Days::Lessons, per_day: 50, train: 50 };
        let params = Params::Digits(Digits { schedule, label_noise: 0.0, validation: 0, test: 100 });
        let world = World::new(&params, &syllabus, 3);
        let names: Vec<&str> = world.parts.iter().map(|part| part.name.as_str()).collect();
        assert_eq!(names, ["1+3", "2", "before", "after"]);
        assert_eq!(syllabus.parts(Days::Lessons), names);
        assert_eq!(syllabus.parts(Days::Fixed), ["before", "after"]);
        let taught =
            |day| -> Vec<bool> { world.parts.iter().map(|part| part.is_taught(&world.calendar, day)).collect() };
        assert_eq!(taught(0), [false; 4]);
        assert_eq!(taught(1), [true, false, true, false]);
        assert_eq!(taught(3), [true, false, true, false]);
        assert_eq!(taught(5), [false, true, false, true]);
        for part in &world.parts[..2] {
            for (day, set) in [(1, &world.test), (4, &world.changed_test)] {
                assert_eq!(part.set(&world, day), set);
                let (rows, _) = part.questions(&world.calendar, day);
                let classes: Vec<u8> = rows.iter().map(|row| world.test.labels[*row as usize].truth).collect();
                assert!(!classes.is_empty() && classes.iter().all(|class| part.name.contains(&class.to_string())));
            }
        }
        assert_eq!(world.parts[2].questions(&world.calendar, 9).0.len(), 100);
    }
}
