//! When every day and night of a life begins and ends, in ticks since birth.

use crate::arm::Phase;
use crate::lab::{self, Lab, Stage};
use crate::scenario::{Spec, What};

/// What a stretch of ticks is spent on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Learning by day.
    Wake,
    /// Dreaming.
    Dream,
    /// Deep sleep.
    Deep,
}

/// A stretch of ticks of one kind: those from `begin` (not included) to `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// What.
    pub kind: Kind,
    /// The tick before the first.
    pub begin: u64,
    /// The last tick.
    pub end: u64,
}

/// A day and its night.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cycle {
    /// The day, from 1.
    pub day: u32,
    /// The morning before it.
    pub begin: u64,
    /// Its evening.
    pub dusk: u64,
    /// The morning after it.
    pub dawn: u64,
}

/// All days and nights of a life.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// In order.
    pub cycles: Vec<Cycle>,
    /// The nights alone, from dusk to dawn.
    pub nights: Vec<(u64, u64)>,
    /// What every stretch is spent on, in order.
    pub runs: Vec<Run>,
}

impl Calendar {
    /// The calendar of a lab's whole life.
    #[must_use]
    pub fn of(lab: &Lab) -> Self {
        Self::under(lab.spec())
    }

    /// The calendar of a whole life under a scenario.
    #[must_use]
    pub fn under(spec: &Spec) -> Self {
        let mut calendar = Self::default();
        let mut now = 0;
        for day in 1..=spec.days {
            let begin = now;
            let mut dusk = now;
            let sleepless = is_sleepless(spec, day);
            for (stage, ticks) in lab::stages(spec, day) {
                let kind = match stage {
                    Stage::Birth | Stage::Wake => Kind::Wake,
                    Stage::Nrem(_) | Stage::Rem(_) if sleepless => Kind::Wake,
                    Stage::Nap | Stage::Rem(_) => Kind::Dream,
                    Stage::Nrem(_) => Kind::Deep,
                };
                calendar.runs.push(Run { kind, begin: now, end: now + u64::from(ticks) });
                now += u64::from(ticks);
                if matches!(stage, Stage::Wake | Stage::Nap) {
                    dusk = now;
                }
            }
            calendar.cycles.push(Cycle { day, begin, dusk, dawn: now });
            calendar.nights.push((dusk, now));
        }
        calendar
    }

    /// The last tick.
    #[must_use]
    pub fn end(&self) -> u64 {
        self.cycles.last().map_or(0, |cycle| cycle.dawn)
    }

    /// The cycle in which a tick falls; a morning belongs to the night before it.
    #[must_use]
    pub fn at(&self, tick: u64) -> Option<&Cycle> {
        let place = self.cycles.partition_point(|cycle| cycle.dawn < tick);
        self.cycles.get(place.min(self.cycles.len().saturating_sub(1)))
    }

    /// Labels for an axis of days: where each day begins, and its number.
    #[must_use]
    pub fn labels(&self, until: u64) -> Vec<(u64, String)> {
        let shown = self.cycles.iter().take_while(|cycle| cycle.begin < until.max(1));
        shown
            .map(|cycle| {
                let label = if cycle.day == 1 { "day 1".to_owned() } else { cycle.day.to_string() };
                (cycle.begin + u64::from(cycle.begin > 0), label)
            })
            .collect()
    }

    /// How far a chart over time reaches when the lab stands at `tick`: whole cycles, in steps, so
    /// that it does not move all the time.
    #[must_use]
    pub fn horizon(&self, tick: u64) -> u64 {
        let day = self.at(tick).map_or(1, |cycle| cycle.day as usize);
        let shown = [1, 2, 3, 5, 8, 12].into_iter().find(|days| *days >= day).unwrap_or_else(|| day.div_ceil(5) * 5);
        self.cycles.get(shown.min(self.cycles.len()).saturating_sub(1)).map_or(1, |cycle| cycle.dawn)
    }
}

/// Whether nobody sleeps in the night of a day.
fn is_sleepless(spec: &Spec, day: u32) -> bool {
    let skips = |at: (u32, Phase, u32)| at.0 == day && (at.1 == Phase::Day || at.2 == 0);
    let mut events = spec.events.iter().filter(|event| event.life.is_none() && event.what == What::SkipNight);
    spec.is_missed(day) || events.any(|event| skips(event.at()))
}

/// The time of day, in minutes after midnight: a day is from seven to twenty-three o'clock.
#[must_use]
pub fn minutes(is_day: bool, tick: u32, length: u32) -> u32 {
    let share = f64::from(tick) / f64::from(length.max(1));
    let minutes = if is_day { 7.0 * 60.0 + share * 16.0 * 60.0 } else { 23.0 * 60.0 + share * 8.0 * 60.0 };
    minutes as u32 % (24 * 60)
}

/// How dark it is, from 0 at noon to 1 at night; dusk and dawn take an hour and a half.
#[must_use]
pub fn darkness(minutes: u32) -> f64 {
    let hour = f64::from(minutes) / 60.0;
    let dusk = ((hour - 21.5) / 1.5).clamp(0.0, 1.0);
    let dawn = 1.0 - ((hour - 5.5) / 1.5).clamp(0.0, 1.0);
    dusk.max(dawn)
}

/// How near the sun is to the horizon, from 0 to 1: for an hour and a half around dusk and dawn.
#[must_use]
pub fn glow(minutes: u32) -> f64 {
    let hour = f64::from(minutes) / 60.0;
    [7.0, 22.0].into_iter().map(|turn: f64| 1.0 - (hour - turn).abs() / 1.5).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        let cycles = (0..20).map(|day| Cycle {
            day: day as u32 + 1,
            begin: day * 204,
            dusk: day * 204 + 100,
            dawn: day * 204 + 204,
        });
        Calendar { cycles: cycles.collect(), nights: Vec::new(), runs: Vec::new() }
    }

    #[test]
    fn a_night_that_all_miss_is_spent_awake() {
        let load = |name: &str| crate::scenario::Scenario::load(name, &[]).unwrap_or_else(|error| panic!("{error}"));
        let asleep = |name: &str, nights: u32| -> Vec<bool> {
            let calendar = Calendar::under(load(name).spec());
            let slept = |(dusk, dawn): &(u64, u64)| {
                calendar.runs.iter().any(|run| run.kind != Kind::Wake && run.end > *dusk && run.end <= *dawn)
            };
            calendar.nights.iter().take(nights as usize).map(slept).collect()
        };
        assert_eq!(asleep("all-nighter", 7), [true, true, true, true, true, false, true]);
        assert_eq!(asleep("missed-nights", 6), [true, true, false, true, true, false]);
    }

    #[test]
    fn a_morning_belongs_to_its_night() {
        let calendar = calendar();
        let day = |tick| calendar.at(tick).map(|cycle| cycle.day);
        assert_eq!([0, 1, 204, 205, 4080, 9999].map(day), [1, 1, 1, 2, 20, 20].map(Some));
        assert_eq!(Calendar::default().at(3), None);
    }

    #[test]
    fn a_chart_reaches_to_the_end_of_whole_days() {
        let calendar = calendar();
        assert_eq!([0, 204, 205, 700, 4080].map(|tick| calendar.horizon(tick) / 204), [1, 1, 2, 5, 20]);
        assert_eq!(Calendar::default().horizon(5), 1);
    }

    #[test]
    fn nights_are_dark_and_days_are_not() {
        assert_eq!([darkness(12 * 60), darkness(23 * 60), darkness(60), darkness(7 * 60)], [0.0, 1.0, 1.0, 0.0]);
        assert!((0.1..0.9).contains(&darkness(22 * 60)));
        assert_eq!([glow(12 * 60), glow(7 * 60), glow(22 * 60), glow(60)], [0.0, 1.0, 1.0, 0.0]);
    }

    #[test]
    fn days_begin_at_seven_and_nights_at_eleven() {
        assert_eq!(minutes(true, 0, 100), 7 * 60);
        assert_eq!(minutes(true, 100, 100), 23 * 60);
        assert_eq!(minutes(false, 50, 100), 3 * 60);
        assert_eq!(minutes(false, 100, 100), 7 * 60);
        assert_eq!(minutes(true, 0, 0), 7 * 60);
    }
}
