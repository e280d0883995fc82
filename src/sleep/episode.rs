//! Episodes: what was lived one after another comes back one after another.

use super::Remembered;
use crate::data::Id;

/// What can be dreamt, day by day in the order in which it was lived.
#[derive(Debug, Clone)]
pub(super) struct Episodes {
    /// Dreams of an episode.
    length: u32,
    /// Places in the store, per day.
    days: Vec<Vec<usize>>,
    /// For each place in the store its day, and its place in that.
    at: Vec<(usize, usize)>,
}

impl Episodes {
    /// Episodes of so many dreams from a store that is sorted by age. `lived` gives the experiences of a
    /// day so many days ago, in the order in which they were lived.
    pub(super) fn new(length: u32, store: &[Remembered], mut lived: impl FnMut(u32) -> Vec<Id>) -> Self {
        let (mut days, mut at) = (Vec::new(), vec![(0, 0); store.len()]);
        let mut start = 0;
        for day in store.chunk_by(|a, b| a.age == b.age) {
            let order = lived(day[0].age);
            let mut ranks: Vec<(Id, usize)> = order.into_iter().zip(0..).collect();
            ranks.sort_unstable();
            let rank = |id: Id| ranks.binary_search_by_key(&id, |(id, _)| *id).map_or(usize::MAX, |at| ranks[at].1);
            let mut places: Vec<usize> = (start..start + day.len()).collect();
            places.sort_by_key(|place| rank(store[*place].id));
            for (rank, place) in places.iter().enumerate() {
                at[*place] = (days.len(), rank);
            }
            days.push(places);
            start += day.len();
        }
        Self { length, days, at }
    }

    /// Which episode a dream belongs to, and which part of it that is.
    pub(super) const fn of(&self, index: u32) -> (u32, u32) {
        (index / self.length, index % self.length)
    }

    /// The place in the store of a part of the episode that begins at `first`: so much later on the same
    /// day, and from the end of the day on again from its beginning.
    pub(super) fn follow(&self, first: usize, part: u32) -> usize {
        let (day, rank) = self.at[first];
        let day = &self.days[day];
        day[(rank + part as usize) % day.len()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_episode_goes_on_in_the_order_of_its_day_and_begins_it_again() {
        let store: Vec<Remembered> =
            [(3, 0), (4, 0), (5, 0), (0, 2), (1, 2)].map(|(id, age)| Remembered { id, age, remote: false }).into();
        // What was forgotten of a day is passed over.
        let lived = |age: u32| if age == 0 { vec![5, 9, 3, 4] } else { vec![1, 0] };
        let episodes = Episodes::new(4, &store, lived);
        let from = |first: usize| -> Vec<Id> { (0..4).map(|part| store[episodes.follow(first, part)].id).collect() };
        assert_eq!((from(0), from(2), from(3)), (vec![3, 4, 5, 3], vec![5, 3, 4, 5], vec![0, 1, 0, 1]));
        assert_eq!((episodes.of(3), episodes.of(4)), ((0, 3), (1, 0)));
    }
}
