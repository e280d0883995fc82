use super::*;
use crate::task::Drift;

fn labels(classes: u8, train: usize) -> Vec<Label> {
    (0..train).map(|id| (id * id + id / 3) as u8 % classes).map(|class| Label { given: class, truth: class }).collect()
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
    let lessons = [
        vec![vec![0, 1], vec![2, 3]],
        vec![vec![0]],
        vec![vec![3], vec![0, 3], vec![7], vec![1]],
        vec![vec![0, 1, 2], vec![2], vec![2, 0, 1], vec![1, 2, 0], vec![2]],
    ];
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
    let syllabus = Syllabus { lessons: vec![vec![0, 1], vec![2, 3], vec![9]], lesson_days: 2, ..Syllabus::default() };
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

#[test]
fn a_lesson_that_comes_again_goes_on_where_it_was() {
    let all = vec![0, 1, 2, 3];
    let lessons = vec![all.clone(), all, vec![2], vec![3, 2, 1, 0]];
    let schedule = Schedule { days: Days::Lessons, per_day: 10, train: 40 };
    let calendar = Calendar::new(schedule, &Syllabus { lessons, ..Syllabus::default() }, &labels(4, 40));
    let lived = |day| calendar.lived(day).collect::<Vec<Id>>();
    assert_eq!([1, 2, 4, 5].map(lived), [0, 1, 2, 3].map(|part| (10 * part..10 * part + 10).collect::<Vec<Id>>()));
    assert_eq!([1, 2, 3, 4, 5].map(|day| calendar.lesson(day)), [0, 1, 2, 3, 0].map(Some));
}
