//! What a scenario says, once it has been checked.

use super::event::{Event, What};
use super::vary::Vary;
use crate::arm::{Arm, Day, Live, Night, Phase};
use crate::net;
use crate::task::{self, Syllabus};

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

/// Ticks of a phase, and how large its batches are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lengths {
    /// N: gradient steps of the day.
    pub day: u32,
    /// NREM–REM cycles of the night.
    pub cycles: u32,
    /// M: gradient steps dreamt in the night.
    pub night: u32,
    /// Examples per gradient step.
    pub batch: usize,
}

impl Lengths {
    fn of(params: &Live) -> Self {
        let (day, night) = (&params.day, &params.night);
        Self { day: day.steps, cycles: night.cycles, night: night.steps, batch: day.batch }
    }

    /// Ticks of a phase of so many steps, without naps.
    #[must_use]
    pub const fn ticks(&self, phase: Phase) -> u32 {
        match phase {
            Phase::Day => self.day,
            Phase::Night => self.cycles + self.night,
        }
    }
}

/// Which moments a claim looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// The last morning.
    Morning,
    /// The mean of the last evening and morning.
    Mean,
}

/// What a claim expects to come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// a is the better, by more than could be within the margin.
    Better,
    /// a is the worse.
    Worse,
    /// They are within the margin, whether a difference shows or not.
    Within,
    /// Neither a difference nor equivalence shows.
    Inconclusive,
}

impl Expect {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Better, Self::Worse, Self::Within, Self::Inconclusive];

    /// The word used in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Within => "within",
            Self::Inconclusive => "inconclusive",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|expect| expect.name() == name)
    }
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
    /// What is expected to come out, if that is said.
    pub expect: Option<Expect>,
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
    /// What its days teach.
    pub syllabus: Syllabus,
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
    /// Standard deviation ≥ 0 of the noise on the test inputs of `noisy_error`; 0 = not asked.
    pub corruption: f64,
    /// What happens, sorted by (day, phase, tick).
    pub events: Vec<Event>,
    /// Registered comparisons, the primary one first.
    pub claims: Vec<Claim>,
    /// What a study of it varies, where nobody says otherwise.
    pub vary: Vec<Vary>,
}

impl Spec {
    /// What the lengths of a day's phase are: a change of them counts from the next phase on, and one
    /// before a phase's first tick for that phase.
    #[must_use]
    pub fn lengths(&self, day: u32, phase: Phase) -> Lengths {
        let mut params = self.live_params();
        let begin = (day, phase, 0);
        for event in self.events.iter().take_while(|event| event.at() <= begin) {
            if let What::Set(settings) = &event.what {
                for setting in settings.iter().filter(|setting| setting.param.is_shared()) {
                    params.set(*setting);
                }
            }
        }
        Lengths::of(&params)
    }

    /// Whether the night of a day (from 1) is one of those that are spent waiting.
    #[must_use]
    pub const fn is_missed(&self, day: u32) -> bool {
        let missed = self.night.missed;
        missed > 0 && day <= self.days && day.is_multiple_of(missed)
    }

    /// The names of the parts of the test that are graded apart: lessons by their classes, `0+1`, and the
    /// worlds `before` and `after` a change.
    #[must_use]
    pub fn parts(&self) -> Vec<String> {
        self.syllabus.parts(self.task.schedule().days)
    }

    /// The regimen that the life of this name follows, a twin's included; `None` if nobody is called so.
    #[must_use]
    pub fn arm_of(&self, name: &str) -> Option<Arm> {
        if let Some(arm) = self.live.iter().find(|arm| arm.name() == name) {
            return Some(*arm);
        }
        let line = self.ancestry(name);
        let given = |name: &&str| {
            self.events.iter().find_map(|event| match &event.what {
                What::Fork { name: twin, arm } if twin == *name => *arm,
                _ => None,
            })
        };
        let root = line.last().and_then(|root| self.live.iter().find(|arm| arm.name() == *root).copied())?;
        Some(line.iter().find_map(given).unwrap_or(root))
    }

    /// The name of a life, and those of the lives it was forked from, the nearest first.
    #[must_use]
    pub fn ancestry<'a>(&'a self, name: &'a str) -> Vec<&'a str> {
        let mut line = vec![name];
        for event in self.events.iter().rev() {
            if let (Some(twin), Some(parent)) = (event.twin(), event.life.as_deref())
                && line.last() == Some(&twin)
            {
                line.push(parent);
            }
        }
        line
    }

    /// The seed of the order of a day's batches for the life of this name, as it is when the day begins.
    #[must_use]
    pub fn order_seed(&self, name: &str, day: u32) -> u64 {
        let mut line = self.ancestry(name);
        let mut who = line.pop().unwrap_or(name);
        let mut seed = self.seeds.order;
        for event in self.events.iter().take_while(|event| event.at() <= (day, Phase::Day, 0)) {
            match &event.what {
                What::Reseed(other) if event.is_for(who) => seed = *other,
                What::Fork { name, .. } if line.last() == Some(&name.as_str()) => who = line.pop().unwrap_or(who),
                _ => {}
            }
        }
        seed
    }

    /// Why an event cannot happen, in one line, if it cannot: the same rules as for a file's.
    #[must_use]
    pub fn refusal(&self, event: &Event) -> Option<String> {
        super::rules::refuse(self, event).map(|(_, why)| why)
    }

    /// The parameters a life starts with.
    #[must_use]
    pub const fn live_params(&self) -> Live {
        Live { day: self.day, night: self.night }
    }
}
