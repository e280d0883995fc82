//! Acts, and the courses of life that they begin.

use crate::lab::Course;
use crate::scenario::{Event, MOST_ACTS};

/// What a person did, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// The number of the act it came after; 0 = none.
    pub after: usize,
    /// Where it was done, in ticks since birth.
    pub tick: u64,
    /// Its place among the events of its course.
    pub place: usize,
    /// What was done.
    pub event: Event,
}

/// The tree of acts. The course of an act is what was lived after it; number 0 is the course
/// without any.
pub(super) struct Courses {
    acts: Vec<Act>,
    /// Per course, 0 included: the tick it was lived up to, and what was left there. `None` where
    /// nothing was lived that another course does not share, and for the one that is lived now.
    left: Vec<(u64, Option<Course>)>,
    at: usize,
    /// The course that was left last.
    last: Option<usize>,
}

impl Courses {
    pub(super) fn new() -> Self {
        Self { acts: Vec::new(), left: vec![(0, None)], at: 0, last: None }
    }

    /// The acts and how far each of their courses was lived, 0 included, from a file.
    pub(super) fn restored(acts: Vec<Act>, reached: Vec<u64>, at: usize) -> Self {
        Self { acts, left: reached.into_iter().map(|reached| (reached, None)).collect(), at, last: None }
    }

    pub(super) fn acts(&self) -> &[Act] {
        &self.acts
    }

    pub(super) const fn at(&self) -> usize {
        self.at
    }

    pub(super) const fn is_full(&self) -> bool {
        self.acts.len() >= MOST_ACTS
    }

    /// An act by its number, from 1.
    pub(super) fn act(&self, number: usize) -> Option<&Act> {
        self.acts.get(number.checked_sub(1)?)
    }

    pub(super) fn way(&self, mut number: usize) -> Vec<usize> {
        let mut way = Vec::new();
        while let Some(act) = self.act(number) {
            way.push(number);
            number = act.after;
        }
        way.reverse();
        way
    }

    pub(super) fn reached(&self, number: usize) -> u64 {
        self.left.get(number).map_or(0, |(reached, _)| *reached)
    }

    /// An act begins a course. `left` is the one it was done on, if that was lived further.
    pub(super) fn branch(&mut self, tick: u64, (place, event): (usize, Event), left: Option<Course>) {
        if let Some(course) = left {
            self.left[self.at] = (course.reached(), Some(course));
            self.last = Some(self.at);
        } else {
            self.left[self.at] = (tick, None);
        }
        self.acts.push(Act { after: self.at, tick, place, event });
        self.at = self.acts.len();
        self.left.push((tick, None));
    }

    /// Leaves the course that is lived for another.
    pub(super) fn leave(&mut self, course: Course, reached: u64, next: usize) {
        // What was lived after the act; the rest is shared.
        let own = self.act(self.at).is_none_or(|act| course.reached() > act.tick);
        self.left[self.at] = (reached, own.then_some(course));
        if own {
            self.last = Some(self.at);
        }
        self.at = next;
        if self.last == Some(next) {
            self.last = None;
        }
    }

    /// A course as it was left.
    pub(super) fn take(&mut self, number: usize) -> Option<Course> {
        self.left.get_mut(number)?.1.take()
    }

    /// The course that was left last.
    pub(super) fn left(&self) -> Option<(usize, &Course)> {
        let last = self.last?;
        Some((last, self.left.get(last)?.1.as_ref()?))
    }

    pub(super) fn keyframe_bytes(&self) -> usize {
        self.left.iter().filter_map(|(_, course)| course.as_ref()).map(Course::keyframe_bytes).sum()
    }

    /// Forgets states, those of the oldest courses first, until they take no more than so many bytes.
    pub(super) fn forget_keyframes(&mut self, bound: usize) {
        let mut bytes = self.keyframe_bytes();
        for course in self.left.iter_mut().filter_map(|(_, course)| course.as_mut()) {
            if bytes <= bound {
                break;
            }
            bytes -= course.keyframe_bytes();
            course.forget_keyframes();
            bytes += course.keyframe_bytes();
        }
    }
}
