//! One arm under one seed.

use super::clock::Clock;
use super::exam::{Answers, Belief};
use super::learner::Learner;
use crate::arm::{Arm, Live, Phase, Regimen, Replay, Setting};
use crate::net::Step;
use crate::record::{Row, Values};
use crate::scenario::{Spec, What};
use crate::sleep::{Dreams, Recall, Rule, share_of};

/// The end of a life: a number that is not finite.
#[derive(Debug, Clone, PartialEq)]
pub struct Divergence {
    /// The day.
    pub day: u32,
    /// The phase.
    pub phase: Phase,
    /// The tick of the phase, from 1.
    pub tick: u32,
    /// The first layer that holds such a number, from 1; `None` if only the loss does.
    pub layer: Option<usize>,
    /// What probably brought it about.
    pub cause: String,
}

impl std::fmt::Display for Divergence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let phase = match self.phase {
            Phase::Day => "day",
            Phase::Night => "night",
        };
        write!(f, "diverged on {phase} {}, tick {}: ", self.day, self.tick)?;
        match self.layer {
            Some(layer) => write!(f, "a weight of layer {layer} is not finite")?,
            None => write!(f, "the loss is not finite")?,
        }
        write!(f, "; likely cause: {}", self.cause)
    }
}

/// A life: what learns, and everything that is known of it.
pub struct Life {
    arm: Arm,
    pub(super) regimen: Regimen,
    pub(super) learner: Box<dyn Learner>,
    pub(super) params: Live,
    /// How a gradient step is taken under these parameters.
    pub(super) step: Step,
    /// Each experience's error when it was last trained on, if dreams have priorities.
    pub(super) errors: Vec<f32>,
    pub(super) gradient_steps: u64,
    pub(super) examples: u64,
    /// The hash of everything up to the last phase boundary.
    pub(super) chain: blake3::Hash,
    pub(super) diverged: Option<Divergence>,
    pub(super) answers: Answers,
    pub(super) evening: Vec<Belief>,
    pub(super) latest: Row,
    /// Whether today's night is spent waiting.
    pub(super) skips: bool,
    /// Gradient steps of the day, over which its decay is spread; 0 if there is none today.
    steps_today: u32,
    recall: Option<Recall>,
}

impl Life {
    pub(super) fn new(arm: Arm, spec: &Spec, learner: Box<dyn Learner>, answers: Answers) -> Self {
        let train = spec.task.schedule().train;
        let params = spec.live_params();
        let stamp = Clock::BIRTH.stamp();
        let latest = Row { stamp, gradient_steps: 0, examples: 0, values: Values::default(), layers: Vec::new() };
        Self {
            arm,
            regimen: arm.regimen(),
            learner,
            params,
            step: step(arm.regimen(), &params, 0),
            steps_today: 0,
            errors: if spec.night.memory.priority > 0.0 { vec![1.0; train] } else { Vec::new() },
            gradient_steps: 0,
            examples: 0,
            chain: blake3::hash(b"oneiro trace 1"),
            diverged: None,
            evening: answers.beliefs().to_vec(),
            answers,
            latest,
            skips: false,
            recall: None,
        }
    }

    /// The regimen.
    #[must_use]
    pub const fn arm(&self) -> Arm {
        self.arm
    }

    /// What was measured last.
    #[must_use]
    pub const fn latest(&self) -> &Row {
        &self.latest
    }

    /// How and when this life ended early, if it did.
    #[must_use]
    pub const fn diverged(&self) -> Option<&Divergence> {
        self.diverged.as_ref()
    }

    /// What the net held of every experience when it was measured last, by id.
    #[must_use]
    pub fn beliefs(&self) -> &[Belief] {
        self.answers.beliefs()
    }

    /// Gradient steps since birth.
    #[must_use]
    pub const fn gradient_steps(&self) -> u64 {
        self.gradient_steps
    }

    /// Examples those steps were computed from.
    #[must_use]
    pub const fn examples(&self) -> u64 {
        self.examples
    }

    /// The parameters as they stand now.
    #[must_use]
    pub const fn params(&self) -> &Live {
        &self.params
    }

    /// A phase begins. On a day whose night is skipped, or that could not be dreamt of, the arms in
    /// turn have no dreams either: they live what the sleeper lives, and nothing more.
    pub(super) fn begin(&mut self, spec: &Spec, day: u32) {
        self.recall = None;
        let mine = |arm: Option<Arm>| arm.is_none_or(|arm| arm == self.arm);
        let today = spec.events.iter().filter(|event| event.day == day && mine(event.arm));
        self.skips = today.clone().any(|event| matches!(event.what, What::SkipNight));
        let naps: u32 = today.clone().map(|event| if let What::Nap(ticks) = event.what { ticks } else { 0 }).sum();
        let dreams = self.regimen.in_turn && self.recall(spec, day).is_some();
        let dreamt = if dreams { spec.night.steps + naps } else { 0 };
        self.steps_today = if self.skips { 0 } else { spec.day.steps + dreamt };
        self.step = step(self.regimen, &self.params, self.steps_today);
    }

    /// Memories changed: what can be dreamt is worked out anew.
    pub(super) fn forget_recall(&mut self) {
        self.recall = None;
    }

    /// What night `night` can dream of, the whole of its day counted as lived.
    pub(super) fn recall(&mut self, spec: &Spec, night: u32) -> Option<&Recall> {
        if self.recall.is_none() {
            let schedule = spec.task.schedule();
            let ids = 0..schedule.train as u32;
            let lived = ids.filter_map(|id| Some((id, schedule.first_lived(id), schedule.last_lived(id, night)?)));
            let seed = spec.seeds.dreams;
            self.recall = Recall::new(&self.params.night.memory, (seed, night), lived, &self.errors);
        }
        self.recall.as_ref()
    }

    /// How this arm's dreams are corrupted; `None` where it replays cleanly.
    pub(super) fn corruption(&self) -> Option<Dreams> {
        let dreams = self.regimen.in_turn || self.regimen.replay == Replay::Dreams;
        dreams.then_some(self.params.night.dreams)
    }

    /// Parameters change, and with them what can be dreamt.
    pub(super) fn set(&mut self, settings: &[Setting]) {
        for setting in settings {
            self.params.set(*setting);
        }
        self.adopt(self.params);
    }

    /// Takes these parameters.
    pub(super) fn adopt(&mut self, params: Live) {
        if params.night.memory != self.params.night.memory {
            self.recall = None;
        }
        if params.day.momentum == 0.0 {
            self.learner.rest();
        }
        self.params = params;
        self.step = step(self.regimen, &params, self.steps_today);
    }

    /// One stage of NREM.
    pub(super) fn nrem(&mut self) {
        let night = &self.params.night;
        self.learner.downscale(&night.downscale, share_of(night.downscale.amount, night.cycles));
    }

    /// The state as bytes: under the same parameters, the same bytes have the same future.
    pub(super) fn state(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.learner.write_state(&mut bytes);
        for error in &self.errors {
            bytes.extend_from_slice(&error.to_le_bytes());
        }
        bytes
    }

    /// Takes a state that [`state`](Self::state) gave.
    pub(super) fn restore(&mut self, bytes: &[u8]) {
        let read = self.learner.read_state(bytes);
        for (error, bytes) in self.errors.iter_mut().zip(bytes[read..].as_chunks::<4>().0) {
            *error = f32::from_le_bytes(*bytes);
        }
    }
}

/// How an arm takes a gradient step, with its share of a decay that is spread over so many.
fn step(regimen: Regimen, params: &Live, steps: u32) -> Step {
    let downscale = &params.night.downscale;
    let decays = regimen.decay && downscale.rule != Rule::None && steps > 0;
    let decay = if decays { share_of(downscale.amount, steps) } else { 0.0 };
    Step {
        learning_rate: params.day.learning_rate as f32,
        momentum: params.day.momentum as f32,
        decay: decay as f32,
        normalized: params.day.normalized,
    }
}
