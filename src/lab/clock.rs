//! The clock: what every tick of a day and of a night is.

use crate::arm::Phase;
use crate::record::{Moment, Stamp};
use crate::scenario::{Event, Spec, What};

/// What a tick is spent on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// The day's gradient step of this number, from 0.
    Wake(u32),
    /// A step of a nap before that day step.
    Nap {
        /// The day step.
        before: u32,
        /// Which event of the scenario.
        event: usize,
        /// The nap's dream batch, counted over the day, from 0.
        batch: u32,
    },
    /// A stage of NREM, from 1.
    Nrem(u32),
    /// A step of REM.
    Rem {
        /// Which stage of REM, from 1.
        cycle: u32,
        /// The night's dream batch, from 0.
        batch: u32,
    },
}

/// What the lab is in the middle of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Before the first day.
    Birth,
    /// Learning by day.
    Wake,
    /// A nap: dreaming by day.
    Nap,
    /// Downscaling; the night's cycle, from 1.
    Nrem(u32),
    /// Dreaming; the night's cycle, from 1.
    Rem(u32),
}

/// Where a lab stands. At the end of a phase the clock stays on it (`tick` = `length`) until the
/// next tick begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// The day, from 1; 0 at birth.
    pub day: u32,
    /// The phase.
    pub phase: Phase,
    /// Ticks of the phase that are over.
    pub tick: u32,
    /// Ticks of the phase.
    pub length: u32,
    /// Ticks since birth.
    pub total: u64,
    /// What the last tick, or the one that has begun, is spent on.
    pub stage: Stage,
}

impl Clock {
    /// Birth: the morning of day 0.
    pub(super) const BIRTH: Self =
        Self { day: 0, phase: Phase::Night, tick: 0, length: 0, total: 0, stage: Stage::Birth };

    /// The clock once the tick that is being lived is over.
    pub(super) const fn after_tick(self) -> Self {
        Self { tick: self.tick + 1, total: self.total + 1, ..self }
    }

    /// The day and the phase of the next tick.
    pub(super) const fn to_come(self) -> (u32, Phase) {
        match (self.is_boundary(), self.phase) {
            (true, Phase::Day) => (self.day, Phase::Night),
            (true, Phase::Night) => (self.day + 1, Phase::Day),
            (false, phase) => (self.day, phase),
        }
    }

    /// This moment on the axis of the history.
    #[must_use]
    pub const fn stamp(&self) -> Stamp {
        let moment = match (self.phase, self.is_boundary()) {
            (Phase::Day, false) => Moment::Day,
            (Phase::Day, true) => Moment::Evening,
            (Phase::Night, false) => Moment::Night,
            (Phase::Night, true) => Moment::Morning,
        };
        Stamp { tick: self.total, day: self.day, moment }
    }

    /// Whether the phase is over.
    #[must_use]
    pub const fn is_boundary(&self) -> bool {
        self.tick == self.length
    }
}

impl Slot {
    /// The number by which events name this tick.
    pub(super) const fn label(self, place: u32) -> u32 {
        match self {
            Self::Wake(step) | Self::Nap { before: step, .. } => step,
            Self::Nrem(_) | Self::Rem { .. } => place,
        }
    }

    /// The event whose nap this tick belongs to.
    pub(super) const fn nap(self) -> Option<usize> {
        match self {
            Self::Nap { event, .. } => Some(event),
            _ => None,
        }
    }

    pub(super) const fn stage(self) -> Stage {
        match self {
            Self::Wake(_) => Stage::Wake,
            Self::Nap { .. } => Stage::Nap,
            Self::Nrem(cycle) => Stage::Nrem(cycle),
            Self::Rem { cycle, .. } => Stage::Rem(cycle),
        }
    }
}

/// The ticks of a phase, in order, into `slots`.
pub(super) fn fill(spec: &Spec, day: u32, phase: Phase, slots: &mut Vec<Slot>) {
    slots.clear();
    let lengths = spec.lengths(day, phase);
    match phase {
        Phase::Day => {
            let from = spec.events.partition_point(|event| event.at() < (day, phase, 0));
            let mut today = spec.events[from..].iter().enumerate().take_while(|(_, event)| event.day == day).peekable();
            let mut naps = 0;
            let mut last = lengths.day.saturating_sub(1);
            for step in 0..lengths.day {
                while let Some((place, event)) = today.next_if(|(_, event)| event.at() == (day, phase, step)) {
                    match event.what {
                        What::Nap(length) => {
                            let event = from + place;
                            slots.extend((0..length).map(|k| Slot::Nap { before: step, event, batch: naps + k }));
                            naps += length;
                        }
                        What::SleepNow => last = step,
                        _ => {}
                    }
                }
                slots.push(Slot::Wake(step));
                if step == last {
                    break;
                }
            }
        }
        Phase::Night => {
            let mut batches = 0..lengths.night;
            if lengths.cycles == 0 {
                slots.extend(batches.by_ref().map(|batch| Slot::Rem { cycle: 1, batch }));
            }
            for cycle in 1..=lengths.cycles {
                slots.push(Slot::Nrem(cycle));
                let rem = rem_ticks(lengths.cycles, lengths.night, cycle) as usize;
                slots.extend(batches.by_ref().take(rem).map(|batch| Slot::Rem { cycle, batch }));
            }
        }
    }
}

/// Ticks of REM stage `cycle` (from 1): M·i/(1 + … + c), so that REM grows towards morning, with
/// the remainder in the last.
fn rem_ticks(cycles: u32, steps: u32, cycle: u32) -> u32 {
    let share = |i: u32| {
        let total = u64::from(cycles) * u64::from(cycles + 1) / 2;
        (u64::from(steps) * u64::from(i) / total) as u32
    };
    if cycle < cycles { share(cycle) } else { steps - (1..cycles).map(share).sum::<u32>() }
}

/// Ticks of a whole life.
pub(super) fn total(spec: &Spec) -> u64 {
    let stretches = |event: &Event| match &event.what {
        What::Nap(_) | What::SleepNow => true,
        What::Set(settings) => settings.iter().any(|setting| setting.param.is_shared()),
        _ => false,
    };
    // Days between such events are all as long as the first of them.
    let mut special: Vec<u32> =
        spec.events.iter().filter(|event| stretches(event)).flat_map(|event| [event.day, event.day + 1]).collect();
    special.extend([1, spec.days + 1]);
    special.retain(|day| *day <= spec.days + 1);
    special.sort_unstable();
    special.dedup();
    let mut slots = Vec::new();
    let mut of_day = |day| {
        let mut ticks = 0;
        for phase in [Phase::Day, Phase::Night] {
            fill(spec, day, phase, &mut slots);
            ticks += slots.len() as u64;
        }
        ticks
    };
    special.windows(2).map(|days| u64::from(days[1] - days[0]) * of_day(days[0])).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rem_grows_towards_morning_and_adds_up() {
        for cycles in 1..9 {
            for steps in [0, 1, 7, 100, 1003] {
                let stages: Vec<u32> = (1..=cycles).map(|cycle| rem_ticks(cycles, steps, cycle)).collect();
                assert_eq!(stages.iter().sum::<u32>(), steps);
                assert!(stages.is_sorted(), "{stages:?}");
            }
        }
        assert_eq!([1, 2, 3, 4].map(|cycle| rem_ticks(4, 100, cycle)), [10, 20, 30, 40]);
    }
}
