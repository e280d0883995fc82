//! A study that is lived without a word.

use oneiro::study::{Event, Watcher};

/// Says nothing and stops nothing; a cell that fails is a mistake.
pub struct Silent;

impl Watcher for Silent {
    fn stops(&self) -> bool {
        false
    }

    fn tell(&self, event: Event<'_>) {
        assert!(matches!(event, Event::Found | Event::Done), "{event:?}");
    }
}
