//! A permutation by coordinates: which dream of a night is taught the target of which.

use crate::rng::{Purpose, Stream};

/// A permutation of the places 0 … n − 1, each computed alone, whatever n.
///
/// It is a Feistel network of four rounds (Luby & Rackoff 1988) on the smallest square of a power of
/// two that has n places; who is led out of the n goes on until it is led back (cycle walking, Black
/// & Rogaway 2002).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shuffle {
    stream: Stream,
    places: u64,
    /// Bits of half a place.
    half: u32,
}

impl Shuffle {
    /// The permutation of a night's dreams, at most 2³² of them.
    #[must_use]
    pub fn new((seed, night): (u64, u32), dreams: u64) -> Self {
        let bits = u64::BITS - dreams.saturating_sub(1).leading_zeros();
        Self { stream: Stream::new(seed, Purpose::Shuffle, night), places: dreams, half: bits.div_ceil(2).max(1) }
    }

    /// The place that `place` is led to. Places from n on, which are dreams of naps, take those of the
    /// night to come, in turn; without any night's dreams, that of the next.
    #[must_use]
    pub fn of(&self, place: u32) -> u32 {
        let mut place = match u64::from(place) {
            place if self.places == 0 => return (place as u32).wrapping_add(1),
            place => place % self.places,
        };
        loop {
            place = self.step(place);
            if place < self.places {
                return place as u32;
            }
        }
    }

    fn step(&self, place: u64) -> u64 {
        let mask = (1u64 << self.half) - 1;
        let (mut left, mut right) = (place >> self.half, place & mask);
        for round in 0..4 {
            let draw = self.stream.uniform(round << 16 | right as u32);
            let mixed = (draw * (mask + 1) as f64) as u64;
            (left, right) = (right, left ^ mixed);
        }
        left << self.half | right
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_led_to_another_of_the_night_and_none_twice() {
        for places in [1, 2, 3, 7, 20, 100, 2000] {
            let shuffle = Shuffle::new((7, 3), places);
            let mut led: Vec<u32> = (0..places as u32).map(|place| shuffle.of(place)).collect();
            let stayed = led.iter().zip(0..).filter(|(to, from)| **to == *from).count();
            // Fixed points of a random permutation are Poisson with mean 1: more than 8 in 1e-6.
            assert!(stayed <= 8, "{stayed} of {places} stayed");
            led.sort_unstable();
            assert_eq!(led, (0..places as u32).collect::<Vec<_>>());
        }
        assert_ne!(Shuffle::new((7, 3), 100).of(5), Shuffle::new((7, 4), 100).of(5));
        assert!(Shuffle::new((7, 3), 1 << 32).of(u32::MAX) > 0);
    }

    #[test]
    fn naps_take_targets_of_the_night_to_come() {
        let shuffle = Shuffle::new((7, 3), 40);
        assert_eq!(shuffle.of(43), shuffle.of(3));
        assert_eq!(Shuffle::new((7, 3), 0).of(3), 4);
    }
}
