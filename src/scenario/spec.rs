//! What a scenario says, once it has been checked.

use crate::arm::{Arm, Day, Live, Night, Phase, Setting};
use crate::{net, task};

/// The seeds of a life; equal unless `[seeds]` gives them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seeds {
    /// Initial weights.
    pub init: u64,
    /// Data, splits, wrong labels.
    pub task: u64,
    /// The order of the day's batches.
    pub order: u64,
    /// Which memories are dreamt, and their corruption.
    pub dreams: u64,
}

impl Seeds {
    /// The same seed for everything.
    #[must_use]
    pub const fn all(seed: u64) -> Self {
        Self { init: seed, task: seed, order: seed, dreams: seed }
    }
}

/// What happens in an event.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// Parameters change.
    Set(Vec<Setting>),
    /// A hidden unit loses its weights, in and out, and its bias.
    Lesion {
        /// Hidden layer, from 1.
        layer: usize,
        /// Unit, from 0.
        unit: usize,
    },
    /// So many ticks of REM, put in before the tick.
    Nap(u32),
    /// The night is spent waiting.
    SkipNight,
}

impl std::fmt::Display for What {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Set(settings) => {
                for (place, setting) in settings.iter().enumerate() {
                    write!(f, "{}{setting}", if place > 0 { ", " } else { "" })?;
                }
                Ok(())
            }
            Self::Lesion { layer, unit } => write!(f, "lesion of unit {unit} in hidden layer {layer}"),
            Self::Nap(ticks) => write!(f, "nap of {ticks} ticks"),
            Self::SkipNight => write!(f, "a night without sleep"),
        }
    }
}

/// Something that happens at a tick.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The day, from 1.
    pub day: u32,
    /// The phase.
    pub phase: Phase,
    /// Before this tick of the phase, from 0.
    pub tick: u32,
    /// To this arm; `None` = to all.
    pub arm: Option<Arm>,
    /// What.
    pub what: What,
}

/// Which moments a claim looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// The last morning.
    Morning,
    /// The mean of the last evening and morning.
    Mean,
}

/// A comparison registered before it is made.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Name of the measure.
    pub measure: String,
    /// When.
    pub at: When,
    /// One arm …
    pub a: Arm,
    /// … against the other: a − b.
    pub b: Arm,
    /// Margin of equivalence, > 0.
    pub margin: f64,
    /// Seeds, ≥ 2.
    pub seeds: u32,
}

/// A checked scenario's contents.
#[derive(Debug, Clone, PartialEq)]
pub struct Spec {
    /// The shipped name, or the file's stem.
    pub name: String,
    /// One line.
    pub title: String,
    /// What is lived, in a few sentences.
    pub about: String,
    /// What to watch.
    pub look_for: String,
    /// The seed that was given.
    pub seed: u64,
    /// The seeds in force.
    pub seeds: Seeds,
    /// Days lived, ≥ 1.
    pub days: u32,
    /// What is lived.
    pub task: task::Params,
    /// By which net.
    pub net: net::Params,
    /// The wake phase.
    pub day: Day,
    /// The sleep phase.
    pub night: Night,
    /// Arms that are lived, in order, without repetition.
    pub live: Vec<Arm>,
    /// Arms that are drawn, a part of `live`.
    pub show: Vec<Arm>,
    /// Ticks between measures within a phase, ≥ 1.
    pub every: u32,
    /// What happens, sorted by (day, phase, tick).
    pub events: Vec<Event>,
    /// Registered comparisons, the primary one first.
    pub claims: Vec<Claim>,
}

impl Spec {
    /// Whether an arm's gradient steps ever have a momentum.
    #[must_use]
    pub fn has_momentum(&self, arm: Arm) -> bool {
        let sets_momentum = |event: &Event| match &event.what {
            What::Set(settings) => settings.iter().any(|setting| matches!(setting, Setting::Momentum(_))),
            _ => false,
        };
        let mine = |event: &&Event| event.arm.is_none_or(|named| named == arm);
        self.day.momentum > 0.0 || self.events.iter().filter(mine).any(sets_momentum)
    }

    /// The parameters a life starts with.
    #[must_use]
    pub const fn live_params(&self) -> Live {
        Live { day: self.day, night: self.night }
    }
}
