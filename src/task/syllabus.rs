//! What the days teach, and whether the world changes on one of them.

/// How the world changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Drift {
    /// Not at all.
    #[default]
    None,
    /// Classes swap their names in pairs: 0 with 1, 2 with 3 and so on; an odd one at the end stays.
    Labels,
    /// The inputs change places, by a permutation of the seed that leaves none where it was.
    Inputs,
}

impl Drift {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::None, Self::Labels, Self::Inputs];

    /// The word used in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Labels => "labels",
            Self::Inputs => "inputs",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|drift| drift.name() == name)
    }
}

/// What the days teach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Syllabus {
    /// The classes of each lesson, for days of lessons; empty for others.
    pub lessons: Vec<Vec<u8>>,
    /// Days in a row that a lesson lasts, ≥ 1.
    pub lesson_days: u32,
    /// How the world changes.
    pub drift: Drift,
    /// The first day of the changed world, ≥ 2.
    pub drift_day: u32,
}

impl Default for Syllabus {
    fn default() -> Self {
        Self { lessons: Vec::new(), lesson_days: 1, drift: Drift::None, drift_day: 2 }
    }
}

impl Syllabus {
    /// How many lessons were begun by the end of a day (from 1); where days have no lessons, one.
    #[must_use]
    pub fn begun(&self, day: u32) -> usize {
        let turns = day.div_ceil(self.lesson_days.max(1)) as usize;
        turns.clamp(1, self.lessons.len().max(1))
    }

    /// Whether the world ever changes.
    #[must_use]
    pub fn changes(&self) -> bool {
        self.drift != Drift::None
    }
}

/// What a class is called once classes have swapped their names in pairs.
#[must_use]
pub(super) const fn swapped(class: u8, classes: usize) -> u8 {
    let other = class ^ 1;
    if (other as usize) < classes { other } else { class }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_swapped_in_pairs_and_an_odd_one_stays() {
        assert_eq!([0, 1, 2, 3, 4].map(|class| swapped(class, 5)), [1, 0, 3, 2, 4]);
    }
}
