//! What happens besides days and nights.

use crate::arm::{Arm, Phase, Setting};

/// Lives that a lab with forks may have.
pub const MOST_LIVES: usize = 6;

/// What happens in an event.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// Parameters change.
    Set(Vec<Setting>),
    /// A hidden unit loses its weights, in and out, and its bias, for good.
    Lesion(Unit),
    /// A hidden unit's incoming weights and bias no longer change.
    Freeze(Unit),
    /// A frozen unit learns again.
    Thaw(Unit),
    /// A layer's weights are multiplied once.
    Scale {
        /// Layer of weights, from 1.
        layer: usize,
        /// ≥ 0.
        factor: f64,
    },
    /// So many ticks of REM, put in before the tick.
    Nap(u32),
    /// The day ends with this tick.
    SleepNow,
    /// What is left of today's sleep is spent waiting.
    SkipNight,
    /// A twin lives on beside the original.
    Fork {
        /// The twin's name.
        name: String,
        /// Its regimen; `None` = that of the original.
        arm: Option<Arm>,
    },
    /// Another seed for the order of batches and for dreams.
    Reseed(u64),
}

/// A hidden unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit {
    /// Hidden layer, from 1.
    pub layer: usize,
    /// Unit, from 0.
    pub unit: usize,
}

impl std::fmt::Display for Unit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "unit {} in hidden layer {}", self.unit, self.layer)
    }
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
            Self::Lesion(unit) => write!(f, "lesion of {unit}"),
            Self::Freeze(unit) => write!(f, "{unit} frozen"),
            Self::Thaw(unit) => write!(f, "{unit} thawed"),
            Self::Scale { layer, factor } => write!(f, "weights of layer {layer} times {factor}"),
            Self::Nap(ticks) => write!(f, "nap of {ticks} ticks"),
            Self::SleepNow => write!(f, "sent to bed early"),
            Self::SkipNight => write!(f, "a night without sleep"),
            Self::Fork { name, arm: None } => write!(f, "a twin, {name}, lives on beside it"),
            Self::Fork { name, arm: Some(arm) } => write!(f, "a twin, {name}, lives on as {}", arm.name()),
            Self::Reseed(seed) => write!(f, "another future: seed {seed} for batches and dreams"),
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
    /// Before this tick of the phase, from 0; ticks of naps are not counted, so that what falls into
    /// a nap happens after it.
    pub tick: u32,
    /// To the life of this name; `None` = to all.
    pub life: Option<String>,
    /// What.
    pub what: What,
}

impl Event {
    /// When it happens, in an order.
    #[must_use]
    pub const fn at(&self) -> (u32, Phase, u32) {
        (self.day, self.phase, self.tick)
    }

    /// The name of the twin that it makes.
    #[must_use]
    pub fn twin(&self) -> Option<&str> {
        match &self.what {
            What::Fork { name, .. } => Some(name),
            _ => None,
        }
    }

    /// Whether it happens to a life of this name.
    #[must_use]
    pub fn is_for(&self, name: &str) -> bool {
        self.life.as_deref().is_none_or(|life| life == name)
    }
}
