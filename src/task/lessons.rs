//! Which experiences are lived on which day.

use super::{Days, Schedule};
use crate::data::Id;

impl Schedule {
    /// The experiences of a day (from 1), in the order of their ids but for the turn of a week.
    pub fn lived(&self, day: u32) -> impl Iterator<Item = Id> + use<> {
        let (start, count, train) = match self.days {
            Days::Fixed => (0, self.train, self.train),
            Days::Rotating => ((day as usize - 1) * self.per_day % self.train, self.per_day, self.train),
            Days::Stream => ((day as usize - 1) * self.per_day, self.per_day, self.train),
        };
        (start..start + count).map(move |place| (place % train) as Id)
    }

    /// How many experiences a day has.
    #[must_use]
    pub const fn per_day(&self) -> usize {
        match self.days {
            Days::Fixed => self.train,
            Days::Rotating | Days::Stream => self.per_day,
        }
    }

    /// The day before or on `day` on which an experience was last lived, if it was.
    #[must_use]
    pub fn last_lived(&self, id: Id, day: u32) -> Option<u32> {
        let id = id as usize;
        match self.days {
            Days::Fixed => (day > 0).then_some(day),
            Days::Stream => Some((id / self.per_day) as u32 + 1).filter(|lived| *lived <= day),
            Days::Rotating => {
                // Of the endless row of ids, the last place before the day's end that holds this one.
                let end = day as usize * self.per_day;
                let place = id + end.checked_sub(id + 1)? / self.train * self.train;
                Some((place / self.per_day) as u32 + 1)
            }
        }
    }

    /// The day on which an experience is first lived.
    #[must_use]
    pub const fn first_lived(&self, id: Id) -> u32 {
        match self.days {
            Days::Fixed => 1,
            Days::Rotating | Days::Stream => (id as usize / self.per_day) as u32 + 1,
        }
    }

    /// Whether an experience was lived by the end of `day`.
    #[must_use]
    pub fn was_lived(&self, id: Id, day: u32) -> bool {
        match self.days {
            Days::Fixed => day > 0,
            Days::Rotating | Days::Stream => (id as usize) < day as usize * self.per_day,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_last_lived_agrees_with_what_was_lived() {
        for (days, per_day, train) in
            [(Days::Fixed, 10, 10), (Days::Rotating, 3, 10), (Days::Rotating, 5, 20), (Days::Stream, 2, 24)]
        {
            let schedule = Schedule { days, per_day, train };
            let mut last = vec![None; train];
            for day in 0..=12 {
                if day > 0 {
                    assert_eq!(schedule.lived(day).count(), schedule.per_day());
                    schedule.lived(day).for_each(|id| last[id as usize] = Some(day));
                }
                for id in 0..train as Id {
                    assert_eq!(schedule.last_lived(id, day), last[id as usize], "{days:?} {id} {day}");
                    assert_eq!(schedule.was_lived(id, day), last[id as usize].is_some(), "{days:?} {id} {day}");
                    assert_eq!(schedule.first_lived(id) <= day, last[id as usize].is_some(), "{days:?} {id} {day}");
                }
            }
        }
    }
}
